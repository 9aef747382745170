//! The words in which messages say what was expected.

use serde_json::Value;

use crate::definition::{DirectoryDef, FormatDef, FormatKind, ObjectDef, TypeDef};

/// A directory of up to so many codes is told in full.
const TOLD_IN_FULL: usize = 10;

/// Texts longer than this are not compared with codes: no code is that long, and comparing takes time.
const LONGEST_COMPARED: usize = 40;

pub(crate) fn one(r#type: TypeDef) -> String {
    match r#type {
        TypeDef::String => "a text".to_owned(),
        TypeDef::Integer => "a whole number".to_owned(),
        TypeDef::Decimal => "a number".to_owned(),
        TypeDef::Boolean => "true or false".to_owned(),
        TypeDef::Object => "an object".to_owned(),
        TypeDef::Array => "a list".to_owned(),
        TypeDef::Any => "a value".to_owned(),
        TypeDef::Format(definition) => format(definition()),
        TypeDef::Code(definition) => code(definition()),
        TypeDef::DataObject(definition) => object(definition()),
    }
}

pub(crate) fn name(definition: &ObjectDef) -> String {
    format!("{} {}", definition.id, definition.name)
}

pub(crate) fn object(definition: &ObjectDef) -> String {
    format!("an object {}", name(definition))
}

pub(crate) fn format(definition: &FormatDef) -> String {
    let kind = match definition.kind {
        FormatKind::String => "a text",
        FormatKind::Integer => "a whole number",
        FormatKind::Decimal => "a number",
    };
    let form = format!("{kind} {} {}", definition.id, definition.name);
    definition.example.map_or_else(|| form.clone(), |example| format!("{form} (such as `{example}`)"))
}

pub(crate) fn code(directory: &DirectoryDef) -> String {
    format!("a code of {} {}", directory.id, directory.name)
}

/// What a value is, without saying which.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The codes that would hold instead of `wanted`: all of a short list; the nearest ones, where that may be told: of an attribute about
/// a person, they would give away what was written.
pub(crate) fn known_codes(directory: &DirectoryDef, wanted: &str, is_public: bool) -> String {
    if wanted.is_empty() {
        return format!("expected {}, found an empty text", code(directory));
    }
    let near = if is_public { nearest(directory, wanted) } else { Vec::new() };
    let meant = match near.split_last() {
        None => String::new(),
        Some((last, [])) => format!("; did you mean {last}?"),
        Some((last, others)) => format!("; did you mean {} or {last}?", others.join(", ")),
    };
    if directory.codes.len() <= TOLD_IN_FULL {
        let codes: Vec<String> = directory.codes.iter().map(|entry| format!("`{}`", entry.code)).collect();
        return format!("expected {}, one of {}{meant}", code(directory), codes.join(", "));
    }
    format!("expected {}, one of {} codes{meant}", code(directory), directory.codes.len())
}

/// Up to three codes whose code or label is what somebody wrote, but for capitals or a slip; labels stand beside them.
fn nearest(directory: &DirectoryDef, wanted: &str) -> Vec<String> {
    if wanted.chars().count() > LONGEST_COMPARED {
        return Vec::new();
    }
    let wanted = wanted.to_lowercase();
    // One slip in three characters; a single letter is near to every other and says nothing.
    let limit = wanted.chars().count() / 3;
    let mut near: Vec<(usize, usize)> = directory
        .codes
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| {
            let by_code = distance(&wanted, &entry.code.to_lowercase());
            let by_label = distance(&wanted, &entry.label.to_lowercase());
            let nearer = by_code.min(by_label);
            (nearer <= limit).then_some((nearer, index))
        })
        .collect();
    near.sort_unstable();
    near.into_iter()
        .take(3)
        .map(|(_, index)| {
            let entry = &directory.codes[index];
            if entry.code == entry.label {
                format!("`{}`", entry.code)
            } else {
                format!("`{}` ({})", entry.code, entry.label)
            }
        })
        .collect()
}

/// How many characters must be put in, left out or replaced to make one text of the other (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, a) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, b) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(a != *b);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}
