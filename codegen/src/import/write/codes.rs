//! The codes of a directory, each with a label and a name for programs.

use std::collections::BTreeSet;

use heck::ToSnakeCase as _;

use crate::import::draft::Code;
use crate::import::finding::Place;
use crate::import::write::{Writer, deprecated};
use crate::import::yaml::{Map, Yaml};
use crate::model::title_of;

impl Writer<'_> {
    pub(super) fn codes(&mut self, codes: &[Code], open: bool, place: &Place) -> Vec<Yaml> {
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut items = Vec::new();
        for code in codes {
            let text = code.code.as_str();
            let mut map = Map::new();
            map.set(
                "code",
                if text.starts_with(|first: char| first.is_ascii_alphabetic()) {
                    Yaml::Text(text.to_owned())
                } else {
                    Yaml::Quoted(text.to_owned())
                },
            );
            let plain = code_name(code, text, open);
            let numbered = (2..).map(|number| format!("{plain}_{number}"));
            let name = std::iter::once(plain.clone()).chain(numbered).find(|name| names.insert(name.clone()));
            map.maybe("name", name.filter(|name| *name != text));
            if let Some(label) = &code.label {
                map.text("label", label);
            } else {
                map.text("label", title_of(text)).comment("TODO: the source gives no label");
                self.silent(place, "no label of codes", "the code itself, marked TODO");
            }
            map.maybe("description", code.description.as_ref().filter(|words| Some(*words) != code.label.as_ref()));
            if code.deprecated {
                deprecated(&mut map);
            }
            items.push(Yaml::Map(map));
        }
        items
    }
}

/// A name for programs: the one given, the code where it says enough, else the label.
fn code_name(code: &Code, text: &str, open: bool) -> String {
    let clean = |text: &str| {
        let words = text.to_snake_case();
        let words: String =
            words.chars().filter(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || *it == '_').collect();
        let words: Vec<&str> = words.split('_').filter(|word| !word.is_empty()).take(6).collect();
        words.join("_")
    };
    let is_name = |name: &String| name.starts_with(|first: char| first.is_ascii_lowercase());
    let own = clean(text);
    let says_enough = own.len() > 3;
    let given = code.name.as_deref().map(clean);
    let label = code.label.as_deref().map(clean);
    let mut names = given.into_iter().chain(says_enough.then(|| own.clone())).chain(label).chain([own.clone()]);
    let name = names.find(is_name).unwrap_or_else(|| format!("code_{own}").trim_end_matches('_').to_owned());
    let reserved = name == "self" || (open && name == "unlisted");
    if reserved { format!("{name}_code") } else { name }
}
