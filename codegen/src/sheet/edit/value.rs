//! What is written into the YAML: an entry of a code directory, key by key.

use crate::sheet::edit::scalar::{self, WIDTH};
use crate::sheet::entry::{Entry, Words};

/// A value.
#[derive(Debug)]
pub(super) enum Value {
    /// A text.
    Text(String),
    /// Texts in brackets.
    List(Vec<String>),
    /// Keys and values.
    Map(Vec<(String, Value)>),
    /// Several of them.
    Maps(Vec<Value>),
}

impl Value {
    /// The keys of an entry with their values, in the order of the definitions. A name that the code itself yields is not written.
    pub(super) fn of(entry: &Entry) -> Vec<(&'static str, Self)> {
        let text = |text: &String| (!text.is_empty()).then(|| Self::Text(text.clone()));
        let derived = heck::ToSnakeCase::to_snake_case(entry.code.as_str());
        let deprecated = [
            ("since", text(&entry.deprecated_since)),
            ("replaced_by", text(&entry.replaced_by)),
            ("reason", Self::words(&entry.reason)),
        ];
        let matches = entry.matches.iter().map(|it| {
            let parts = [("system", it.system.as_str()), ("code", it.code.as_str()), ("relation", it.relation.name())];
            Self::Map(parts.map(|(key, text)| (key.to_owned(), Self::Text(text.to_owned()))).into())
        });
        let all = [
            ("code", text(&entry.code)),
            ("name", text(&entry.name).filter(|_| entry.name != derived)),
            ("label", Self::words(&entry.label)),
            ("description", Self::words(&entry.description)),
            ("since", text(&entry.since)),
            ("formerly", (!entry.formerly.is_empty()).then(|| Self::List(entry.formerly.clone()))),
            ("deprecated", Self::map(deprecated)),
            ("matches", (!entry.matches.is_empty()).then(|| Self::Maps(matches.collect()))),
        ];
        all.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }

    fn map(pairs: impl IntoIterator<Item = (&'static str, Option<Self>)>) -> Option<Self> {
        let pairs: Vec<_> = pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
        (!pairs.is_empty()).then_some(Self::Map(pairs))
    }

    /// English alone is a text; several languages are a map.
    fn words(words: &Words) -> Option<Self> {
        match words.get("en") {
            Some(english) if words.len() == 1 => Some(Self::Text(english.clone())),
            _ if words.is_empty() => None,
            _ => Some(Self::Map(
                words.iter().map(|(language, text)| (language.clone(), Self::Text(text.clone()))).collect(),
            )),
        }
    }

    /// On one line.
    pub(super) fn inline(&self, flow: bool) -> String {
        match self {
            Self::Text(text) => scalar::inline(text, flow),
            Self::List(texts) => {
                let items: Vec<String> = texts.iter().map(|text| scalar::inline(text, true)).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Map(pairs) => {
                let pairs: Vec<String> =
                    pairs.iter().map(|(key, value)| format!("{key}: {}", value.inline(true))).collect();
                format!("{{{}}}", pairs.join(", "))
            }
            Self::Maps(maps) => format!("[{}]", maps.iter().map(|map| map.inline(true)).collect::<Vec<_>>().join(", ")),
        }
    }

    /// Inside braces: several maps stand on lines of their own, at this column.
    pub(super) fn in_flow(&self, indent: usize) -> String {
        match self {
            Self::Maps(maps) if maps.len() > 1 => {
                let margin = " ".repeat(indent);
                let lines: Vec<String> = maps.iter().map(|map| format!("\n{margin}{}", map.inline(true))).collect();
                format!("[{}]", lines.join(","))
            }
            value => value.inline(true),
        }
    }

    /// Behind the colon of a key that stands in this column: on the same line where it fits, else below.
    pub(super) fn in_block(&self, key: &str, indent: usize) -> String {
        let inline = self.inline(false);
        let fits = indent + key.len() + 2 + inline.chars().count() <= WIDTH && !inline.contains("\\n");
        let below = indent + 2;
        let margin = " ".repeat(below);
        match self {
            Self::Text(text) if !fits => {
                scalar::block(text, below).map_or_else(|| format!(" {inline}"), |block| format!(" {block}"))
            }
            Self::Map(pairs) if !fits => {
                let lines = pairs.iter().map(|(key, value)| format!("\n{margin}{key}:{}", value.in_block(key, below)));
                lines.collect()
            }
            Self::Maps(maps) if !fits || maps.len() > 1 => {
                let items: Vec<String> = maps.iter().map(|map| format!("\n{margin}- {}", map.inline(true))).collect();
                items.concat()
            }
            _ => format!(" {inline}"),
        }
    }
}
