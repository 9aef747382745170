//! Schemas that list values: code directories.

use std::collections::HashSet;

use serde_json::{Map, Value as Json};

use crate::import::draft::Code;
use crate::import::finding::{Kind, Place};
use crate::import::schema::{Reader, stated_id, text};

/// A list of codes, and whether it is closed.
pub(super) type Codes = (bool, Vec<Code>);

impl Reader<'_> {
    /// The codes that a schema lists, where it lists some.
    pub(super) fn codes(&mut self, schema: &Map<String, Json>, place: &Place) -> Option<Codes> {
        let words = |json: &Json| json.is_null() || json.as_str() == Some("string");
        let is_text = match schema.get("type") {
            Some(Json::Array(types)) => types.iter().all(words),
            Some(r#type) => words(r#type),
            None => true,
        };
        if let Some(values) = schema.get("x-extensible-enum").and_then(Json::as_array).filter(|_| is_text) {
            return Some((false, listed(values, schema)));
        }
        if let Some(values) = schema.get("enum").and_then(Json::as_array) {
            if is_text && values.iter().all(|value| value.is_string() || value.is_null()) {
                return Some((true, listed(values, schema)));
            }
            let instead = Some("only the kind of value is kept".to_owned());
            self.findings.add(Kind::NotExpressible, &place.below("enum"), "a list of values that are no text", instead);
            return None;
        }
        if let Some(value) = schema.get("const").and_then(Json::as_str) {
            return Some((true, vec![code(value, schema)]));
        }
        if let Some(codes) = each(schema.get("oneOf")).filter(|_| is_text) {
            return Some((true, codes));
        }
        if let Some(Json::Array(parts)) = schema.get("anyOf").filter(|_| is_text) {
            return open_list(parts)
                .map(|codes| (false, codes))
                .or_else(|| each(schema.get("anyOf")).map(|codes| (true, codes)));
        }
        // A directory that countries fill looks like any text.
        let is_directory = stated_id(schema).is_some_and(|id| id.starts_with("CD"));
        (is_directory && is_text).then(|| (false, Vec::new()))
    }
}

/// The codes of a list of schemas with one value each.
fn each(parts: Option<&Json>) -> Option<Vec<Code>> {
    let parts = parts?.as_array().filter(|parts| !parts.is_empty())?;
    let one = |part: &Json| {
        let part = part.as_object()?;
        let only =
            part.get("enum").and_then(Json::as_array).filter(|values| values.len() == 1).and_then(|it| it.first());
        Some(code(part.get("const").or(only)?.as_str()?, part))
    };
    parts.iter().map(one).collect()
}

/// The codes of a list beside which any other text is valid.
fn open_list(parts: &[Json]) -> Option<Vec<Code>> {
    let is_any_text = |part: &&Json| {
        part["type"] == "string"
            && ["enum", "const", "oneOf", "pattern", "format"].iter().all(|key| part.get(key).is_none())
    };
    let [one, other] = parts else { return None };
    let list = match (is_any_text(&one), is_any_text(&other)) {
        (true, false) => other,
        (false, true) => one,
        _ => return None,
    };
    let list = list.as_object()?;
    let values = list.get("enum").and_then(Json::as_array).filter(|values| values.iter().all(Json::is_string));
    each(list.get("oneOf")).or_else(|| values.map(|values| listed(values, list)))
}

fn code(value: &str, schema: &Map<String, Json>) -> Code {
    let label = text(schema, "title");
    Code {
        code: value.to_owned(),
        name: None,
        label,
        description: text(schema, "description"),
        deprecated: schema.get("deprecated").and_then(Json::as_bool).unwrap_or(false),
    }
}

/// Values with the names and labels that stand beside them.
fn listed(values: &[Json], schema: &Map<String, Json>) -> Vec<Code> {
    let beside = |keys: &[&str], at: usize, value: &str| {
        let found = keys.iter().find_map(|key| match schema.get(*key)? {
            Json::Array(items) => items.get(at)?.as_str().map(ToOwned::to_owned),
            Json::Object(members) => members.get(value)?.as_str().map(ToOwned::to_owned),
            _ => None,
        });
        found.filter(|text| !text.trim().is_empty())
    };
    let gone: HashSet<&str> = schema
        .get("x-deprecated-codes")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect();
    let is_gone = |value: &str| gone.contains(value);
    let values = values.iter().enumerate().filter_map(|(at, value)| Some((at, value.as_str()?)));
    let code = |(at, value): (usize, &str)| {
        let deprecated = is_gone(value);
        let label = beside(&["x-enumDescriptions", "x-enum-descriptions"], at, value);
        // An enum has no other place to say that a code is on its way out than behind its label.
        let label = label.map(|text| match text.split_once(". Deprecated since ") {
            Some((label, _)) if deprecated => label.to_owned(),
            _ => text,
        });
        let name = beside(&["x-enum-varnames", "x-enumNames"], at, value);
        Code { code: value.to_owned(), name, label, description: None, deprecated }
    };
    values.map(code).collect()
}

/// A description without what it says of single codes: an enum has no other place to say that they are on their way out.
pub(super) fn without_deprecated(text: &str, schema: &Map<String, Json>) -> String {
    let Some(gone) = schema.get("x-deprecated-codes").and_then(Json::as_array) else { return text.to_owned() };
    let gone: HashSet<&str> = gone.iter().filter_map(Json::as_str).collect();
    let is_of_code = |paragraph: &&str| {
        let code = paragraph.strip_prefix("Code `").and_then(|rest| rest.split('`').next());
        code.is_some_and(|code| gone.contains(code))
    };
    text.split("\n\n").filter(|paragraph| !is_of_code(paragraph)).collect::<Vec<_>>().join("\n\n")
}
