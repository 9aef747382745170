//! Definitions as schemas, in the dialects that more than one target writes.
//!
//! JSON Schema 2020-12 and the two versions of OpenAPI say the same of a definition: a payload has one verdict from all
//! three. [`Builder`] makes a [`Schema`] of a definition; [`Dialect`] knows where the three differ in wording.

mod build;
mod choice;
mod codes;
mod object;

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

pub(super) use build::{Builder, description};

/// A schema: the keywords that we use, in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Schema {
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub(super) meta: Option<&'static str>,
    #[serde(rename = "$id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    #[serde(rename = "$comment", skip_serializing_if = "Option::is_none")]
    pub(super) comment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub(super) deprecated: bool,
    /// Keywords that start with `x-`, in OpenAPI alone.
    #[serde(flatten)]
    pub(super) extensions: IndexMap<&'static str, Value>,
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pattern: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) min_length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) minimum: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) maximum: Option<serde_json::Number>,
    #[serde(rename = "const", skip_serializing_if = "Option::is_none")]
    pub(super) constant: Option<Value>,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    pub(super) enumeration: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) min_items: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<Box<Schema>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) required: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) additional_properties: Option<bool>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub(super) properties: IndexMap<String, Schema>,
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub(super) condition: Option<Box<Schema>>,
    #[serde(rename = "then", skip_serializing_if = "Option::is_none")]
    pub(super) consequence: Option<Box<Schema>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) not: Option<Box<Schema>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) all_of: Vec<Schema>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) any_of: Vec<Schema>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) one_of: Vec<Schema>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) example: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) examples: Vec<Value>,
    #[serde(rename = "$defs", skip_serializing_if = "IndexMap::is_empty")]
    pub(super) definitions: IndexMap<String, Schema>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A way of writing schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// JSON Schema 2020-12.
    JsonSchema,
    /// The schemas of OpenAPI 3.1: JSON Schema 2020-12, worded for those who generate clients from it.
    OpenApi31,
    /// The schemas of OpenAPI 3.0.3: an older JSON Schema without `const`, `if`, `null` and words beside `$ref`.
    OpenApi30,
}

impl Dialect {
    /// Whether the schema stands in an OpenAPI document.
    pub(super) fn is_open_api(self) -> bool {
        self != Self::JsonSchema
    }

    /// Exactly this value.
    fn constant(self, value: Value) -> Schema {
        match self {
            Self::JsonSchema | Self::OpenApi31 => Schema { constant: Some(value), ..Schema::default() },
            Self::OpenApi30 => Schema { enumeration: vec![value], ..Schema::default() },
        }
    }

    /// One of these values.
    fn one_of_values(self, mut values: Vec<Value>) -> Schema {
        match values.pop() {
            Some(only) if values.is_empty() => self.constant(only),
            last => {
                values.extend(last);
                Schema { enumeration: values, ..Schema::default() }
            }
        }
    }

    /// Makes room for words beside a reference, which OpenAPI 3.0 does not read there.
    fn with_room_for_words(self, schema: Schema) -> Schema {
        if self == Self::OpenApi30 && schema.reference.is_some() {
            return Schema { all_of: vec![schema], ..Schema::default() };
        }
        schema
    }

    /// Any value but null. OpenAPI 3.0 has no word for null: there, the other types are listed, twice negated,
    /// because generators take a plain list of types for a union to be modelled, and the negation for any value.
    fn anything_but_null(self) -> Schema {
        let not = |schema| Schema { not: Some(Box::new(schema)), ..Schema::default() };
        match self {
            Self::JsonSchema | Self::OpenApi31 => not(Schema::of_kind("null")),
            Self::OpenApi30 => {
                let array = Schema { items: Some(Box::default()), ..Schema::of_kind("array") };
                let scalars = ["string", "number", "boolean", "object"].map(Schema::of_kind);
                not(not(Schema { any_of: scalars.into_iter().chain([array]).collect(), ..Schema::default() }))
            }
        }
    }

    /// Where the condition holds, the consequence must hold.
    fn implication(self, condition: Schema, consequence: Schema) -> Schema {
        match self {
            Self::JsonSchema | Self::OpenApi31 => Schema {
                condition: Some(Box::new(condition)),
                consequence: Some(Box::new(consequence)),
                ..Schema::default()
            },
            Self::OpenApi30 => {
                let otherwise = Schema { not: Some(Box::new(condition)), ..Schema::default() };
                Schema { any_of: vec![otherwise, consequence], ..Schema::default() }
            }
        }
    }

    /// Values that show what is meant.
    fn show(self, schema: &mut Schema, examples: Vec<Value>) {
        match self {
            Self::JsonSchema | Self::OpenApi31 => schema.examples = examples,
            Self::OpenApi30 => schema.example = examples.into_iter().next(),
        }
    }
}

impl Schema {
    /// A schema that no value fits: what has it must not be there.
    fn nothing() -> Self {
        Self { not: Some(Box::default()), ..Self::default() }
    }

    /// A schema of values of this JSON type.
    pub(super) fn of_kind(kind: &'static str) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }
}
