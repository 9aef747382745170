//! What templates may do with a text besides printing it. Each filter writes a text so that the format around it holds.

use std::fmt::Write as _;

use minijinja::value::{StringInput, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State};

use crate::cell::guarded;
use crate::markdown::{self, Flavour, one_line};

macro_rules! filters {
    (texts { $($text:literal: $of_text:expr,)+ } values { $($value:literal: $of_value:expr,)+ }) => {
        /// The filters that come on top of those of the template engine.
        pub(super) const NAMES: &[&str] = &[$($text,)+ $($value),+];

        pub(super) fn register(environment: &mut Environment<'_>) {
            $(environment.add_filter($text, |state: &State<'_, '_>, value: &Value| {
                text(state, value).map(|input| ($of_text)(input.as_str()))
            });)+
            $(environment.add_filter($value, $of_value);)+
        }
    };
}

filters! {
    texts {
        "prose": |text: &str| markdown::text(text, Flavour::Page),
        "line": |text: &str| markdown::guarded(&markdown::inline(&one_line(text), Flavour::Page), Flavour::Page).into_owned(),
        "cell": markdown::cell,
        "code": markdown::code,
        "code_cell": markdown::code_cell,
        "link_text": |text: &str| markdown::plain(text, Flavour::Page).replace('|', "\\|"),
        "link_target": link_target,
        "one_line": one_line,
        "first_sentence": first_sentence,
        "slug": slug,
        "mermaid": mermaid,
        "identifier": identifier,
    }
    values {
        "relative_to": relative_to,
        "json": json,
        "csv": csv,
    }
}

/// The text to filter. That there is none is an error: a page with "none" on it helps nobody.
fn text<'a>(state: &State<'_, '_>, value: &'a Value) -> Result<StringInput<'a>, Error> {
    let input = StringInput::new(state, value)?;
    if value.is_none() {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            "there is no text here; write `(… or \"\")` where that may be",
        ));
    }
    Ok(input)
}

/// An address as the target of a link.
fn link_target(address: &str) -> String {
    if address.contains(['(', ')']) { format!("<{address}>") } else { address.to_owned() }
}

/// A text as part of a file name or address: `DO.SR.02 Member` is `do.sr.02-member`.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.to_lowercase().chars() {
        match character {
            'a'..='z' | '0'..='9' | '.' | '_' => slug.push(character),
            '@' => slug.push('.'),
            _ if slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_matches(['-', '.']).to_owned()
}

/// The way from one page to another: `common/a/b.md` relative to `common/c/d.md` is `../a/b.md`.
fn relative_to(path: &str, from: &str) -> String {
    let path: Vec<&str> = path.split('/').collect();
    let from: Vec<&str> = from.split('/').collect();
    let shared = path.iter().zip(&from).take(from.len() - 1).take_while(|(left, right)| left == right).count();
    let shared = shared.min(path.len() - 1);
    let mut way = "../".repeat(from.len() - 1 - shared);
    way.push_str(&path[shared..].join("/"));
    way
}

/// The first sentence of a text.
fn first_sentence(text: &str) -> String {
    let text = one_line(text);
    let end = text.match_indices(['.', '!', '?']).map(|(at, _)| at + 1).find(|end| {
        let mut after = text[*end..].chars();
        // "e.g. this" goes on; a sentence ends before a capital.
        after.next() == Some(' ') && after.next().is_some_and(char::is_uppercase)
    });
    end.map_or_else(|| text.clone(), |end| text[..end].to_owned())
}

/// A value as JSON, which is also a value in YAML.
fn json(state: &State<'_, '_>, value: &Value) -> Result<String, Error> {
    StringInput::new(state, value)?;
    serde_json::to_string(value).map_err(|error| Error::new(ErrorKind::BadSerialization, error.to_string()))
}

/// A value as a field of a CSV file (RFC 4180) that no spreadsheet runs, on one line: nothing is an empty field, a list is joined
/// with `; `.
fn csv(state: &State<'_, '_>, value: &Value) -> Result<String, Error> {
    let input = StringInput::new(state, value)?;
    let text = match value.kind() {
        ValueKind::None => String::new(),
        ValueKind::Seq => value.try_iter()?.map(|item| item.to_string()).collect::<Vec<_>>().join("; "),
        _ => input.as_str().lines().collect::<Vec<_>>().join(" "),
    };
    let text = guarded(&text);
    if text.contains(['"', ',', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ') {
        return Ok(format!("\"{}\"", text.replace('"', "\"\"")));
    }
    Ok(text.into_owned())
}

/// Text in a mermaid diagram: what mermaid reads as its own signs is written by number.
fn mermaid(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '#' | ';' | '"' | '<' | '>' | '{' | '}' | '%' | '`' => {
                let _ = write!(out, "#{};", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out
}

/// A text as a name in a diagram or a program.
fn identifier(text: &str) -> String {
    text.chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '_' }).collect()
}
