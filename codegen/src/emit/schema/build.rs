//! A definition as a schema.

use serde_json::Value;

use crate::emit::schema::codes::tell_deprecated_codes;
use crate::emit::schema::{Dialect, Schema};
use crate::markdown::{self, Flavour};
use crate::model::{Constraints, DataFormat, Definition, Deprecation, Meta, Standard, Type};
use crate::vocabulary::{Cardinality, Kind, MAX_INTEGER};

/// Makes schemas of definitions.
pub(in crate::emit) struct Builder<'a> {
    pub(in crate::emit) standard: &'a Standard,
    pub(in crate::emit) dialect: Dialect,
    /// What stands behind `$ref` for a definition.
    pub(in crate::emit) refer: &'a dyn Fn(Definition) -> String,
    /// Whether formats and codes stand in place. Otherwise they stand behind `$ref`, which generators cannot follow in the
    /// fields of a form.
    pub(in crate::emit) in_place: bool,
}

impl Builder<'_> {
    /// The schema of a definition; nothing where it has none of its own.
    pub(in crate::emit) fn definition(&self, definition: Definition) -> Option<Schema> {
        let schema = match definition {
            Definition::DataFormat(id) => self.data_format(&self.standard[id]),
            Definition::CodeDirectory(id) => self.code_directory(&self.standard[id]),
            Definition::DataObject(id) => self.data_object(id),
            Definition::DataType(_) | Definition::Operation(_) | Definition::Process(_) => return None,
        };
        let mut schema = self.described(self.standard.meta(definition), schema);
        if let Definition::CodeDirectory(id) = definition
            && self.dialect.is_open_api()
        {
            tell_deprecated_codes(&mut schema, &self.standard[id]);
        }
        Some(schema)
    }

    /// Adds what every definition carries.
    fn described(&self, meta: &Meta, mut schema: Schema) -> Schema {
        schema.title = Some(meta.title.as_str().to_owned());
        schema.description = Some(description(meta.description.as_str(), meta.deprecated.as_ref(), self.dialect));
        schema.deprecated = meta.deprecated.is_some();
        if self.dialect.is_open_api() {
            let facts = [("x-id", meta.id.as_str()), ("x-stage", meta.stage.name()), ("x-source", meta.file.as_str())];
            let others = std::mem::take(&mut schema.extensions);
            schema.extensions = facts.map(|(key, fact)| (key, Value::from(fact))).into_iter().chain(others).collect();
        } else {
            schema.comment = Some(format!("{} · {} · {}", meta.id, meta.stage, meta.file));
        }
        schema
    }

    fn data_format(&self, format: &DataFormat) -> Schema {
        let Constraints { pattern, format: json_format, min_length, max_length, minimum, maximum } =
            &format.constraints;
        let mut schema = self.kind(format.kind);
        schema.pattern.clone_from(pattern);
        schema.min_length = *min_length;
        schema.max_length = *max_length;
        // Of an integer, the range that every JSON reader keeps stays where the format sets no limit.
        // A format without a pattern is a hint: some validators would hold texts against it, and the types would not.
        let stated = json_format.clone().filter(|_| pattern.is_some());
        schema.format = stated.or(schema.format);
        schema.minimum = minimum.clone().or(schema.minimum);
        schema.maximum = maximum.clone().or(schema.maximum);
        let examples = format.examples.iter().filter_map(|text| json_value(format.kind, text)).collect();
        self.dialect.show(&mut schema, examples);
        schema
    }

    /// An object that may have more attributes than those named. Validators take that for granted; tools around
    /// OpenAPI refuse examples with unknown attributes, or drop them, unless it is said.
    pub(super) fn open_object(&self) -> Schema {
        Schema { additional_properties: self.dialect.is_open_api().then_some(true), ..Schema::of_kind("object") }
    }

    /// One value, or a list of values.
    pub(super) fn values(&self, r#type: Type, cardinality: Cardinality) -> Schema {
        if cardinality.is_list() { list_of(self.value(r#type), cardinality.is_required()) } else { self.value(r#type) }
    }

    /// One value.
    pub(super) fn value(&self, r#type: Type) -> Schema {
        match r#type {
            Type::Data(id) => self.kind(self.standard[id].kind),
            Type::Format(id) if self.in_place => self.data_format(&self.standard[id]),
            Type::Code(id) if self.in_place => self.code_directory(&self.standard[id]),
            Type::Format(_) | Type::Code(_) | Type::Object(_) => {
                Schema { reference: Some((self.refer)(self.standard.definition_of(r#type))), ..Schema::default() }
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
}

/// A list of such values.
pub(super) fn list_of(items: Schema, not_empty: bool) -> Schema {
    Schema { items: Some(Box::new(items)), min_items: not_empty.then_some(1), ..Schema::of_kind("array") }
}

/// A value given as text in the YAML, as JSON; nothing where such a value is no scalar.
pub(super) fn json_value(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::String => Some(Value::from(text)),
        Kind::Integer | Kind::Decimal => text.parse().ok().map(Value::Number),
        Kind::Boolean => text.parse().ok().map(Value::Bool),
        Kind::Object | Kind::Array | Kind::Any => None,
    }
}

/// A description, and what is to be known of its deprecation: plain text in JSON Schema, Markdown in OpenAPI.
pub(in crate::emit) fn description(words: &str, deprecation: Option<&Deprecation>, dialect: Dialect) -> String {
    let mut paragraphs = vec![words.trim_end().to_owned()];
    paragraphs.extend(deprecation.map(ToString::to_string));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    let text = paragraphs.join("\n\n");
    if dialect.is_open_api() { markdown::text(&text, Flavour::OpenApi) } else { text }
}
