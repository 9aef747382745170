//! JSON Schemas of our own YAML, so that editors complete and check while one types.
//!
//! They come from the very types that the YAML is read into, key by key with its meaning. Draft 7 is what editors
//! support best. A file names its schema in its first line:
//!
//! ```yaml
//! # yaml-language-server: $schema=../../../generated/editor-schema/code-directory.schema.json
//! ```

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use crate::emit::claims::Claim;
use crate::emit::{Context, EmitError, Emitter};
use crate::model::{Standard, title_of};
use crate::output::Outputs;
use crate::raw::{
    RawCodeDirectory, RawDataFormat, RawDataObject, RawDataType, RawInterface, RawOperation, RawProcess, RawProfile,
    RawStandard,
};

/// The first line of a file so many folders below the one that holds the standard: the schema of its kind, beside the standard.
pub fn first_line(levels: usize, kind: &str) -> String {
    format!("# yaml-language-server: $schema={}generated/editor-schema/{kind}.schema.json\n", "../".repeat(levels))
}

/// The target `editor-schema`.
#[derive(Clone, Copy, Debug)]
pub struct EditorSchema;

/// Makes the schema of a kind of file.
type SchemaOf = fn() -> Schema;

/// Each kind of file, and the schema of it.
const KINDS: &[(&str, SchemaOf)] = &[
    ("code-directory", schema_of::<RawCodeDirectory>),
    ("data-format", schema_of::<RawDataFormat>),
    ("data-object", schema_of::<RawDataObject>),
    ("data-type", schema_of::<RawDataType>),
    ("interface", schema_of::<RawInterface>),
    ("operation", schema_of::<RawOperation>),
    ("process", schema_of::<RawProcess>),
    ("profile", schema_of::<RawProfile>),
    ("standard", schema_of::<RawStandard>),
];

/// Lists that make no sense when they are empty; every other list may be left out.
const NEVER_EMPTY: &[&str] = &["actors", "interfaces", "sources", "statuses"];

impl Emitter for EditorSchema {
    fn target(&self) -> &'static str {
        "editor-schema"
    }

    fn description(&self) -> &'static str {
        "JSON Schemas of the YAML itself, for editors with a YAML language server"
    }

    /// A file a kind of definition, whatever the standard is.
    fn claims(&self, _: &Standard) -> Vec<Claim> {
        Vec::new()
    }

    fn is_for_profiles(&self) -> bool {
        false
    }

    fn emit(&self, _: Context<'_>, outputs: &mut Outputs) -> Result<(), EmitError> {
        for (kind, schema_of) in KINDS {
            let path = format!("{kind}.schema.json");
            let schema = headed(kind, schema_of());
            let mut text = serde_json::to_string_pretty(&schema).map_err(|error| EmitError::defect(&path, error))?;
            text.push('\n');
            outputs.add(path, text);
        }
        Ok(())
    }
}

fn schema_of<T: JsonSchema>() -> Schema {
    let mut settings = SchemaSettings::draft07();
    settings.transforms.push(Box::new(RecursiveTransform(leave_lists_out)));
    settings.transforms.push(Box::new(RecursiveTransform(take_any_scalar)));
    settings.into_generator().into_root_schema_for::<T>()
}

/// The schema of a file, with what it is at the top.
fn headed(kind: &str, schema: Schema) -> Value {
    let mut entries = Map::new();
    for key in ["$schema", "$comment", "title", "description"] {
        entries.insert(key.to_owned(), schema.get(key).cloned().unwrap_or_default());
    }
    entries["$comment"] = "Made by dci from the types that it reads YAML into.".into();
    entries["title"] = title_of(kind).into();
    for (key, value) in without_raw(schema.to_value()).as_object_mut().into_iter().flat_map(std::mem::take) {
        entries.entry(key).or_insert(value);
    }
    Value::Object(entries)
}

/// A list that is left out is read as an empty one.
fn leave_lists_out(schema: &mut Schema) {
    let is_list =
        |properties: &Map<String, Value>, key: &str| properties.get(key).is_some_and(|it| it["type"] == "array");
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
    let optional: Vec<String> = properties
        .keys()
        .filter(|key| is_list(properties, key) && !NEVER_EMPTY.contains(&key.as_str()))
        .cloned()
        .collect();
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|key| !optional.iter().any(|name| *key == name.as_str()));
    }
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        for (key, list) in properties.iter_mut().filter(|(key, _)| NEVER_EMPTY.contains(&key.as_str())) {
            debug_assert_eq!(list["type"], "array", "{key} is a list");
            list["minItems"] = json!(1);
        }
    }
}

/// Where text is expected, any scalar is taken by its text: `version: 2019` too.
fn take_any_scalar(schema: &mut Schema) {
    let Some(kind) = schema.get_mut("type") else { return };
    if *kind == "string" {
        *kind = json!(["string", "number", "boolean"]);
    } else if *kind == json!(["string", "null"]) {
        *kind = json!(["string", "number", "boolean", "null"]);
    }
}

/// The schema with the names of definitions as people know them: our types for them start with `Raw`.
fn without_raw(schema: Value) -> Value {
    match schema {
        Value::Object(entries) => {
            let rename = |key: String| key.strip_prefix("Raw").map(ToOwned::to_owned).unwrap_or(key);
            entries.into_iter().map(|(key, value)| (rename(key), without_raw(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_raw).collect(),
        Value::String(text) => Value::String(text.replace("#/definitions/Raw", "#/definitions/")),
        other => other,
    }
}
