//! One of several: told by another attribute, as an implication says it, or by nothing.
//!
//! An implication is written in two ways: `{if: …, then: …}`, or, where a language has no `if`, `{anyOf: [{not: …}, …]}`. Both are
//! understood where the condition is the value of one attribute, and the consequence the type of another.

use indexmap::IndexMap;
use serde_json::{Map, Value as Json};

use crate::import::draft::{Alternative, Of, Value};
use crate::import::finding::Place;
use crate::import::schema::Reader;
use crate::vocabulary::Kind as ValueKind;

/// The implications of an object: of each attribute, by which other one it is told, and what holds for which values.
#[derive(Default)]
pub(super) struct Choices<'a> {
    of: IndexMap<String, (Vec<String>, Vec<Implied<'a>>)>,
}

/// What holds for some values.
pub(super) struct Implied<'a> {
    when: Vec<String>,
    default: bool,
    schema: &'a Json,
    place: Place,
}

impl<'a> Choices<'a> {
    /// Takes a part of an object, where it is such an implication.
    pub(super) fn take(&mut self, part: &'a Map<String, Json>, place: &Place) -> bool {
        let (condition, consequence, place) = match (part.get("if"), part.get("then"), part.get("anyOf")) {
            (Some(condition), Some(consequence), _) => (condition, consequence, place.below("then")),
            (_, _, Some(Json::Array(parts))) if parts.len() == 2 && part.len() == 1 => {
                let Some(condition) =
                    parts[0].get("not").filter(|_| parts[0].as_object().is_some_and(|it| it.len() == 1))
                else {
                    return false;
                };
                (condition, &parts[1], place.below("anyOf").below(1))
            }
            _ => return false,
        };
        let Some((by, when, default)) = condition_of(condition) else { return false };
        let Some((name, schema)) = only_property(consequence) else { return false };
        let place = place.below("properties").below(name);
        let known = self.of.entry(name.to_owned()).or_insert_with(|| (by.clone(), Vec::new()));
        if known.0 != by {
            return false;
        }
        known.1.push(Implied { when, default, schema, place });
        true
    }

    /// What tells the type of an attribute.
    pub(super) fn of(&self, name: &str) -> Option<(&[String], &[Implied<'a>])> {
        self.of.get(name).map(|(by, implied)| (by.as_slice(), implied.as_slice()))
    }
}

/// The path to the attribute that tells, its values, and whether its absence tells the same.
fn condition_of(condition: &Json) -> Option<(Vec<String>, Vec<String>, bool)> {
    let mut path = Vec::new();
    let mut schema = condition;
    let mut is_required = false;
    loop {
        let text = |value: &Json| match value {
            Json::String(text) => Some(text.clone()),
            Json::Bool(value) => Some(value.to_string()),
            _ => None,
        };
        if let Some(value) = schema.get("const") {
            return Some((path, vec![text(value)?], !is_required));
        }
        if let Some(Json::Array(values)) = schema.get("enum") {
            return Some((path, values.iter().map(text).collect::<Option<_>>()?, !is_required));
        }
        let (name, inner) = only_property(schema)?;
        is_required |= schema["required"].as_array().is_some_and(|names| names.iter().any(|it| it == name));
        path.push(name.to_owned());
        schema = inner;
        if path.len() > 2 {
            return None;
        }
    }
}

/// The only property of a schema that says no more than that.
fn only_property(schema: &Json) -> Option<(&str, &Json)> {
    let schema = schema.as_object()?;
    let is_aside = |key: &String| matches!(key.as_str(), "type" | "properties" | "required" | "additionalProperties");
    let properties = schema.get("properties")?.as_object().filter(|properties| properties.len() == 1)?;
    schema.keys().all(is_aside).then(|| properties.iter().next()).flatten().map(|(name, inner)| (name.as_str(), inner))
}

impl<'a> Reader<'a> {
    /// The value of an attribute whose type another one tells.
    pub(super) fn choice(&mut self, by: &[String], implied: &[Implied<'a>], name: &str, owner: &str) -> Value {
        let mut alternatives = Vec::new();
        for (at, it) in implied.iter().enumerate() {
            let names = [format!("{name} {}", at + 1), format!("{owner} {name} {}", at + 1)];
            let value = self.value(it.schema, &it.place, &names);
            alternatives.push(Alternative { when: it.when.clone(), value, default: it.default });
        }
        let list = alternatives.iter().all(|alternative| alternative.value.list == Some(true));
        let filled = list && alternatives.iter().all(|alternative| alternative.value.filled);
        Value { list: Some(list), filled, of: Of::Choice { by: by.to_vec(), alternatives } }
    }

    /// One of several schemas, where nothing tells which.
    pub(super) fn one_of(&mut self, parts: &'a [Json], place: &Place, names: &[String]) -> Value {
        let mut alternatives = Vec::new();
        for (at, part) in parts.iter().enumerate().filter(|(_, part)| part["type"] != "null") {
            let numbered: Vec<String> = names.iter().map(|name| format!("{name} {}", at + 1)).collect();
            alternatives.push(self.value(part, &place.below(at), &numbered));
        }
        match alternatives.as_slice() {
            [only] => only.clone(),
            [] => Value::one(Of::Silent),
            _ => Value::one(Of::Any { alternatives, kind: ValueKind::Any }),
        }
    }
}
