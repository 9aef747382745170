//! A definition as a schema.

use serde_json::Value;

use crate::emit::schema::{Dialect, Schema};
use crate::model::{
    Attribute, Choice, Code, CodeDirectory, Constraints, DataFormat, DataObject, Definition, Deprecation, Meta, Standard,
    Type, Value as AttributeValue,
};
use crate::naming::variant_name;
use crate::vocabulary::{Cardinality, Kind, MAX_INTEGER};

/// Makes schemas of definitions.
pub(in crate::emit) struct Builder<'a> {
    pub(in crate::emit) standard: &'a Standard,
    pub(in crate::emit) dialect: Dialect,
    /// What stands behind `$ref` for a definition.
    pub(in crate::emit) refer: &'a dyn Fn(Definition) -> String,
}

impl Builder<'_> {
    /// The schema of a definition; nothing where it has none of its own.
    pub(in crate::emit) fn definition(&self, definition: Definition) -> Option<Schema> {
        let schema = match definition {
            Definition::DataFormat(id) => self.data_format(&self.standard[id]),
            Definition::CodeDirectory(id) => self.code_directory(&self.standard[id]),
            Definition::DataObject(id) => self.data_object(&self.standard[id]),
            Definition::DataType(_) | Definition::Operation(_) | Definition::Process(_) => return None,
        };
        Some(self.described(self.standard.meta(definition), schema))
    }

    /// Adds what every definition carries.
    fn described(&self, meta: &Meta, mut schema: Schema) -> Schema {
        schema.title = Some(meta.title.as_str().to_owned());
        schema.description = Some(description(meta.description.as_str(), meta.deprecated.as_ref()));
        schema.deprecated = meta.deprecated.is_some();
        if self.dialect.is_open_api() {
            let facts = [("x-id", meta.id.as_str()), ("x-stage", meta.stage.name()), ("x-source", meta.file.as_str())];
            schema.extensions.extend(facts.map(|(key, fact)| (key, Value::from(fact))));
        } else {
            schema.comment = Some(format!("{} · {} · {}", meta.id, meta.stage, meta.file));
        }
        schema
    }

    fn data_format(&self, format: &DataFormat) -> Schema {
        let Constraints { pattern, format: json_format, min_length, max_length, minimum, maximum } = &format.constraints;
        let mut schema = self.kind(format.kind);
        schema.pattern.clone_from(pattern);
        schema.min_length = *min_length;
        schema.max_length = *max_length;
        // Of an integer, the range that every JSON reader keeps stays where the format sets no limit.
        schema.format = json_format.clone().or(schema.format);
        schema.minimum = minimum.clone().or(schema.minimum);
        schema.maximum = maximum.clone().or(schema.maximum);
        let examples = format.examples.iter().filter_map(|text| json_value(format.kind, text)).collect();
        self.dialect.show(&mut schema, examples);
        schema
    }

    fn code_directory(&self, directory: &CodeDirectory) -> Schema {
        let mut schema = Schema::of_kind("string");
        let codes = &directory.codes;
        if self.dialect.is_open_api() {
            // Generators make an enum of `enum` with the names beside it; documentation tools show the labels.
            let values: Vec<Value> = codes.iter().map(|code| Value::from(code.code.as_str())).collect();
            if directory.is_closed() {
                schema.enumeration = values;
                let names = codes.iter().map(|code| Value::from(variant_name(&code.name))).collect();
                let labels = codes.iter().map(|code| Value::from(code.label.as_str())).collect();
                schema.extensions.insert("x-enum-varnames", names);
                schema.extensions.insert("x-enum-descriptions", labels);
            } else {
                // A union of an enum and a string, which would say the same, is read by some generators as an object.
                schema.min_length = Some(1);
                if !values.is_empty() {
                    schema.extensions.insert("x-extensible-enum", Value::from(values));
                }
            }
            let labels = codes.iter().map(|code| (code.code.clone(), Value::from(code.label.as_str())));
            if !codes.is_empty() {
                schema.extensions.insert("x-enumDescriptions", Value::Object(labels.collect()));
            }
        } else {
            let known: Vec<Schema> = codes.iter().map(|code| self.code(code)).collect();
            if directory.is_closed() {
                schema.one_of = known;
            } else if known.is_empty() {
                schema.min_length = Some(1);
            } else {
                let listed = Schema { title: Some("A code of this list".to_owned()), one_of: known, ..Schema::default() };
                let title = Some("A code that a country adds".to_owned());
                schema.any_of = vec![listed, Schema { title, min_length: Some(1), ..Schema::of_kind("string") }];
            }
        }
        schema
    }

    fn code(&self, code: &Code) -> Schema {
        let words = code.description.as_ref().map_or("", |words| words.as_str());
        let words = description(words, code.deprecated.as_ref());
        Schema {
            title: Some(code.label.as_str().to_owned()),
            description: Some(words).filter(|words| !words.is_empty()),
            deprecated: code.deprecated.is_some(),
            ..self.dialect.constant(Value::from(code.code.as_str()))
        }
    }

    fn data_object(&self, object: &DataObject) -> Schema {
        let mut schema = self.open_object();
        for attribute in &object.attributes {
            schema.properties.insert(attribute.name.clone(), self.attribute(attribute));
            if attribute.is_required() {
                schema.required.push(attribute.name.clone());
            }
            if let AttributeValue::Choice(choice) = &attribute.value {
                let alternatives = choice.alternatives.iter();
                schema.all_of.extend(alternatives.map(|alternative| self.alternative(attribute, choice, alternative)));
            }
        }
        schema.all_of.extend(object.fixed.iter().map(|fixed| self.fixed(fixed)));
        schema
    }

    /// An object that may have more attributes than those named. Validators take that for granted; tools around
    /// OpenAPI refuse examples with unknown attributes, or drop them, unless it is said.
    pub(super) fn open_object(&self) -> Schema {
        Schema { additional_properties: self.dialect.is_open_api().then_some(true), ..Schema::of_kind("object") }
    }

    fn attribute(&self, attribute: &Attribute) -> Schema {
        let mut schema = match &attribute.value {
            AttributeValue::One(r#type) => self.values(*r#type, attribute.cardinality),
            AttributeValue::Choice(choice) => self.any_alternative(attribute, choice),
        };
        schema.description = Some(description(attribute.description.as_str(), attribute.deprecated.as_ref()));
        schema.deprecated = attribute.deprecated.is_some();
        if let Some(example) = self.example(attribute) {
            self.dialect.show(&mut schema, vec![example]);
        }
        if self.dialect.is_open_api() {
            // No title: generators name inline types by it.
            let sensitivity = attribute.sensitivity.map(|sensitivity| ("x-sensitivity", Value::from(sensitivity.name())));
            schema.extensions.extend(sensitivity);
        } else {
            schema.title = Some(attribute.title.as_str().to_owned());
            schema.comment = attribute.sensitivity.map(|sensitivity| format!("sensitivity: {sensitivity}"));
        }
        schema
    }

    /// Whatever one of the alternatives allows; which of them must hold is said at the object.
    ///
    /// In OpenAPI 3.0 nothing is said here: generators that know no more than that version merge the alternatives of
    /// a union into one type that no payload fits, and fall back to any JSON value where there is no union.
    fn any_alternative(&self, attribute: &Attribute, choice: &Choice) -> Schema {
        let lists = every_cardinality(attribute, Cardinality::is_list);
        let mut alternatives = Vec::new();
        if self.dialect != Dialect::OpenApi30 {
            for alternative in &choice.alternatives {
                let schema = if lists {
                    self.value(alternative.r#type)
                } else {
                    self.values(alternative.r#type, attribute.cardinality_of(alternative))
                };
                if !alternatives.contains(&schema) {
                    alternatives.push(schema);
                }
            }
        }
        let any = match alternatives.pop() {
            Some(only) if alternatives.is_empty() => only,
            last => {
                alternatives.extend(last);
                Schema { any_of: alternatives, ..Schema::default() }
            }
        };
        if lists { list_of(any, every_cardinality(attribute, Cardinality::is_required)) } else { any }
    }

    /// One value, or a list of values.
    pub(super) fn values(&self, r#type: Type, cardinality: Cardinality) -> Schema {
        if cardinality.is_list() { list_of(self.value(r#type), cardinality.is_required()) } else { self.value(r#type) }
    }

    fn value(&self, r#type: Type) -> Schema {
        match r#type {
            Type::Data(id) => self.kind(self.standard[id].kind),
            Type::Format(_) | Type::Code(_) | Type::Object(_) => {
                self.dialect.reference((self.refer)(self.standard.definition_of(r#type)))
            }
        }
    }

    fn kind(&self, kind: Kind) -> Schema {
        match kind {
            Kind::String => Schema::of_kind("string"),
            Kind::Integer => Schema {
                // Generators take an integer of no format for one of 32 bits.
                format: self.dialect.is_open_api().then(|| "int64".to_owned()),
                minimum: Some((-MAX_INTEGER).into()),
                maximum: Some(MAX_INTEGER.into()),
                ..Schema::of_kind("integer")
            },
            Kind::Decimal => Schema::of_kind("number"),
            Kind::Boolean => Schema::of_kind("boolean"),
            Kind::Object => self.open_object(),
            Kind::Array => {
                let items = self.dialect.is_open_api().then(Box::default);
                Schema { items, ..Schema::of_kind("array") }
            }
            Kind::Any => self.dialect.anything_but_null(),
        }
    }

    /// The attribute's value for the documentation, as JSON.
    fn example(&self, attribute: &Attribute) -> Option<Value> {
        let AttributeValue::One(r#type) = attribute.value else { return None };
        let kind = match r#type {
            Type::Data(id) => self.standard[id].kind,
            Type::Format(id) => self.standard[id].kind,
            Type::Code(_) => Kind::String,
            Type::Object(_) => return None,
        };
        let value = json_value(kind, attribute.example.as_ref()?)?;
        Some(if attribute.cardinality.is_list() { Value::from(vec![value]) } else { value })
    }
}

fn list_of(items: Schema, not_empty: bool) -> Schema {
    Schema { items: Some(Box::new(items)), min_items: not_empty.then_some(1), ..Schema::of_kind("array") }
}

/// Whether something holds of the attribute's cardinality, whichever alternative is told.
fn every_cardinality(attribute: &Attribute, holds: impl Fn(Cardinality) -> bool) -> bool {
    match &attribute.value {
        AttributeValue::One(_) => holds(attribute.cardinality),
        AttributeValue::Choice(choice) => {
            choice.alternatives.iter().all(|alternative| holds(attribute.cardinality_of(alternative)))
        }
    }
}

/// A value given as text in the YAML, as JSON; nothing where such a value is no scalar.
fn json_value(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::String => Some(Value::from(text)),
        Kind::Integer | Kind::Decimal => text.parse().ok().map(Value::Number),
        Kind::Boolean => text.parse().ok().map(Value::Bool),
        Kind::Object | Kind::Array | Kind::Any => None,
    }
}

/// A description, and what is to be known of its deprecation.
pub(in crate::emit) fn description(words: &str, deprecation: Option<&Deprecation>) -> String {
    let mut paragraphs = vec![words.trim_end().to_owned()];
    if let Some(Deprecation { since, replaced_by, reason }) = deprecation {
        let replacement = replaced_by.as_ref().map(|id| format!(": use {id}")).unwrap_or_default();
        let reason = reason.as_ref().map(|reason| format!(" {reason}")).unwrap_or_default();
        paragraphs.push(format!("Deprecated since {since}{replacement}.{reason}"));
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}
