//! What kind of value a schema is about.

use serde_json::{Map, Value as Json};

use crate::vocabulary::Kind as ValueKind;

/// The kind of value that a schema names, or that its keywords belong to.
pub(super) fn kind_of(schema: &Map<String, Json>) -> Option<ValueKind> {
    let word = match schema.get("type") {
        Some(Json::Array(types)) => {
            let mut types = types.iter().filter_map(Json::as_str).filter(|word| *word != "null");
            let first = types.next()?;
            if types.next().is_some() {
                return Some(ValueKind::Any);
            }
            Some(first)
        }
        Some(r#type) => r#type.as_str(),
        _ => None,
    };
    let has = |keys: &[&str]| keys.iter().any(|key| schema.contains_key(*key));
    match word {
        Some("string") => Some(ValueKind::String),
        Some("integer") => Some(ValueKind::Integer),
        Some("number") => Some(ValueKind::Decimal),
        Some("boolean") => Some(ValueKind::Boolean),
        Some("object") => Some(ValueKind::Object),
        Some("array") => Some(ValueKind::Array),
        None if has(&["properties", "additionalProperties"]) => Some(ValueKind::Object),
        None if has(&["items"]) => Some(ValueKind::Array),
        None if has(&["pattern", "minLength", "maxLength"]) => Some(ValueKind::String),
        _ => None,
    }
}

/// The schema that another one consists of, words aside.
pub(super) fn only_part(schema: &Map<String, Json>) -> Option<&Json> {
    let parts = schema.get("allOf")?.as_array()?;
    let says_more =
        ["properties", "required", "enum", "oneOf", "anyOf", "items"].iter().any(|key| schema.contains_key(*key));
    (parts.len() == 1 && !says_more).then(|| parts.first()).flatten()
}

/// Whether a schema says no more than that there is a value.
pub(super) fn is_anything_but_null(schema: &Map<String, Json>) -> bool {
    let Some(not) = schema.get("not") else { return false };
    let is_null = not["type"] == "null";
    // OpenAPI 3.0 has no null: there, all other types are listed, twice negated.
    let others = not["not"]["anyOf"].as_array().map_or(0, Vec::len);
    is_null || others >= 5
}

/// Whether a schema is that of a data object.
pub(super) fn is_object(schema: &Map<String, Json>) -> bool {
    let has_parts = schema.get("allOf").and_then(Json::as_array).is_some_and(|parts| parts.len() > 1);
    let is_choice = schema.contains_key("oneOf") || schema.contains_key("anyOf");
    let is_kind = kind_of(schema) == Some(ValueKind::Object) && !is_choice;
    schema.contains_key("properties")
        || is_kind
        || (has_parts && kind_of(schema).is_none_or(|it| it == ValueKind::Object))
}
