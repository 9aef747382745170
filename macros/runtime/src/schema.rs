//! JSON Schemas by the `schemars` crate, made from the same definitions that values are checked against.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::definition::{
    AlternativeDef, Cardinality, ChoiceDef, DirectoryDef, FixedDef, FormatDef, FormatKind, MAX_INTEGER, ObjectDef,
    TypeDef, ValueDef, When,
};
use crate::{Decimal, OneOrMore};

/// The id of a type, which is also its name among the definitions of a schema.
pub fn name(r#type: TypeDef) -> &'static str {
    match r#type {
        TypeDef::Format(format) => format().id,
        TypeDef::Code(directory) => directory().id,
        TypeDef::DataObject(object) => object().id,
        _ => "value",
    }
}

/// The schema of a type itself; what it refers to goes among the definitions of the generator.
pub fn schema(r#type: TypeDef, generator: &mut SchemaGenerator) -> Schema {
    match r#type {
        TypeDef::String => json_schema!({"type": "string"}),
        TypeDef::Integer => json_schema!({"type": "integer", "minimum": -MAX_INTEGER, "maximum": MAX_INTEGER}),
        TypeDef::Decimal => json_schema!({"type": "number"}),
        TypeDef::Boolean => json_schema!({"type": "boolean"}),
        TypeDef::Object => json_schema!({"type": "object"}),
        TypeDef::Array => json_schema!({"type": "array"}),
        TypeDef::Any => json_schema!({"not": {"type": "null"}}),
        TypeDef::Format(definition) => format(definition()),
        TypeDef::Code(definition) => directory(definition()),
        TypeDef::DataObject(definition) => object(definition(), generator),
    }
}

/// A reference to a definition, which is added where it is not there yet; small schemas stand for themselves.
fn reference(r#type: TypeDef, generator: &mut SchemaGenerator) -> Value {
    if !matches!(r#type, TypeDef::Format(_) | TypeDef::Code(_) | TypeDef::DataObject(_)) {
        return schema(r#type, generator).to_value();
    }
    let name = name(r#type);
    if !generator.definitions().contains_key(name) {
        // Put in before its content is made, so that objects that hold each other come to an end.
        generator.definitions_mut().insert(name.to_owned(), Value::Bool(false));
        let schema = schema(r#type, generator).to_value();
        generator.definitions_mut().insert(name.to_owned(), schema);
    }
    let path = generator.settings().definitions_path.trim_end_matches('/').to_owned();
    json!({"$ref": format!("#{path}/{name}")})
}

fn values(cardinality: Cardinality, r#type: TypeDef, generator: &mut SchemaGenerator) -> Value {
    let one = reference(r#type, generator);
    match cardinality {
        Cardinality::Zero => Value::Bool(false),
        Cardinality::ZeroOrOne | Cardinality::One => one,
        Cardinality::ZeroOrMore => json!({"type": "array", "items": one}),
        Cardinality::OneOrMore => json!({"type": "array", "items": one, "minItems": 1}),
    }
}

fn object(definition: &ObjectDef, generator: &mut SchemaGenerator) -> Schema {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut rules: Vec<Value> = definition.fixed.iter().map(fixed).collect();
    for attribute in definition.attributes {
        if attribute.cardinality.is_required() {
            required.push(attribute.name);
        }
        let property = match &attribute.value {
            ValueDef::One(r#type) => values(attribute.cardinality, *r#type, generator),
            ValueDef::Choice(choice) => {
                rules.extend(alternatives(definition, attribute.name, choice, generator));
                Value::Bool(true)
            }
        };
        properties.insert(attribute.name.to_owned(), property);
    }
    let mut schema = json_schema!({"title": definition.title, "type": "object", "properties": properties});
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    if !rules.is_empty() {
        schema.insert("allOf".to_owned(), Value::Array(rules));
    }
    schema
}

/// The value of an attribute on the way `path`, which must be present for the schema to speak of it.
fn at(path: &[&str], value: Value, must_be_present: bool) -> Value {
    path.iter().rev().fold(value, |value, name| {
        let mut schema = json!({"properties": {*name: value}});
        if must_be_present {
            schema["required"] = json!([name]);
        }
        schema
    })
}

fn fixed(fixed: &FixedDef) -> Value {
    at(fixed.path, json!({"const": fixed.code}), false)
}

/// One `if` and `then` for each alternative, and one for the case that the attribute that tells is absent.
fn alternatives(definition: &ObjectDef, name: &str, choice: &ChoiceDef, generator: &mut SchemaGenerator) -> Vec<Value> {
    let is_present = at(choice.by, Value::Bool(true), true);
    let mut rules = Vec::new();
    for alternative in choice.alternatives {
        let then = json!({"properties": {name: values(alternative.cardinality, alternative.value, generator)}});
        rules.push(json!({"if": at(choice.by, told(alternative), true), "then": then}));
        if alternative.default {
            rules.push(json!({"if": {"not": is_present}, "then": then}));
        }
    }
    let has_default = choice.alternatives.iter().any(|alternative| alternative.default);
    if !has_default && !definition.requires(choice.by) {
        rules.push(json!({"if": {"required": [name]}, "then": is_present}));
    }
    rules
}

fn told(alternative: &AlternativeDef) -> Value {
    let values: Vec<Value> = alternative
        .when
        .iter()
        .map(|when| match when {
            When::Boolean(value) => Value::Bool(*value),
            When::Code(code) => Value::from(*code),
        })
        .collect();
    json!({"enum": values})
}

fn directory(definition: &DirectoryDef) -> Schema {
    let codes: Vec<Value> =
        definition.codes.iter().map(|entry| json!({"const": entry.code, "title": entry.label})).collect();
    if definition.closed {
        return json_schema!({"title": definition.title, "type": "string", "oneOf": codes});
    }
    let mut schema = json_schema!({"title": definition.title, "type": "string", "minLength": 1});
    if !codes.is_empty() {
        schema.insert("examples".to_owned(), definition.codes.iter().map(|entry| Value::from(entry.code)).collect());
    }
    schema
}

fn format(definition: &FormatDef) -> Schema {
    let mut schema = match definition.kind {
        FormatKind::String => json_schema!({"type": "string"}),
        FormatKind::Integer => json_schema!({"type": "integer", "minimum": -MAX_INTEGER, "maximum": MAX_INTEGER}),
        FormatKind::Decimal => json_schema!({"type": "number"}),
    };
    let rules = [
        ("title", Some(Value::from(definition.title))),
        ("pattern", definition.pattern.map(|pattern| Value::from(pattern.text()))),
        ("minLength", definition.min_length.map(Value::from)),
        ("maxLength", definition.max_length.map(Value::from)),
        ("minimum", definition.minimum.map(Value::from)),
        ("maximum", definition.maximum.map(Value::from)),
    ];
    for (keyword, value) in rules {
        if let Some(value) = value {
            schema.insert(keyword.to_owned(), value);
        }
    }
    schema
}

impl JsonSchema for Decimal {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        schema(TypeDef::Decimal, generator)
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMore<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("OneOrMore_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let items = generator.subschema_for::<T>();
        json_schema!({"type": "array", "items": items, "minItems": 1})
    }
}
