//! Schemas, in JSON Schema and in `OpenAPI`: what each of them defines.
//!
//! A schema that a file names, or to which a reference leads, becomes a definition; one that stands in place where it is used
//! becomes a definition where an attribute needs one: an object with attributes, a list of codes, a text of one form.

mod address;
mod choices;
mod codes;
mod examples;
mod formats;
mod keywords;
mod kinds;
mod objects;

use std::cell::Cell;
use std::collections::{BTreeSet, VecDeque};

use serde_json::{Map, Value as Json};

use crate::import::document::Document;
use crate::import::draft::{Definition, Draft, Of, Origin, Reference, Shape, Value};
use crate::import::finding::{Findings, Kind, Place};
use crate::limits::MAX_EXAMPLE_STEPS;
use crate::payload::text_keeps_to;
use crate::vocabulary::Kind as ValueKind;
pub(super) use address::Addresses;
use kinds::{is_anything_but_null, is_object, kind_of, only_part};

/// The language that a schema is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// JSON Schema, or `OpenAPI` 3.1, which has the same.
    JsonSchema,
    /// `OpenAPI` 3.0.
    OpenApi30,
}

/// Reads schemas into a draft.
pub(super) struct Reader<'a> {
    pub(super) documents: &'a [Document],
    pub(super) draft: &'a mut Draft,
    pub(super) findings: &'a mut Findings,
    pub(super) addresses: Addresses,
    /// The module of each file.
    pub(super) modules: Vec<usize>,
    /// Places that are definitions, or will be.
    defined: BTreeSet<Place>,
    queue: VecDeque<(Place, usize)>,
    /// How many attributes were taken over from other schemas.
    copied: usize,
    /// How many steps may still be taken to hold examples against their schemas.
    steps_left: Cell<usize>,
    /// Places to which something refers.
    pub(super) referred: BTreeSet<Place>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        documents: &'a [Document],
        draft: &'a mut Draft,
        findings: &'a mut Findings,
        modules: Vec<usize>,
    ) -> Self {
        let addresses = Addresses::of(documents);
        let (defined, queue, referred) = (BTreeSet::new(), VecDeque::new(), BTreeSet::new());
        Self {
            documents,
            draft,
            findings,
            addresses,
            modules,
            defined,
            queue,
            copied: 0,
            steps_left: Cell::new(MAX_EXAMPLE_STEPS),
            referred,
        }
    }

    fn dialect(&self, file: usize) -> Dialect {
        let version = self.documents[file].json["openapi"].as_str().unwrap_or_default();
        if version.starts_with("3.0") { Dialect::OpenApi30 } else { Dialect::JsonSchema }
    }

    pub(super) fn at(&self, place: &Place) -> &'a Json {
        self.documents[place.file].json.pointer(&place.pointer).unwrap_or(&Json::Null)
    }

    /// Makes a definition of the schema at a place, in the module of the file that uses it first.
    pub(super) fn define(&mut self, place: &Place, module: usize) {
        if self.defined.insert(place.clone()) {
            self.queue.push_back((place.clone(), module));
        }
    }

    /// Reads all schemas that wait, and those that they refer to.
    pub(super) fn finish(&mut self) {
        while let Some((place, module)) = self.queue.pop_front() {
            let name = self.name_of(&place);
            let shape = self.shape(self.at(&place), &place, &name);
            self.add(&place, module, Origin::Named, vec![name], shape);
        }
    }

    /// The name of a schema: the last step of its pointer that says something, else that of its file.
    fn name_of(&self, place: &Place) -> String {
        let says_nothing = |step: &&str| {
            step.bytes().all(|byte| byte.is_ascii_digit())
                || matches!(*step, "items" | "schema" | "properties" | "allOf" | "anyOf" | "oneOf" | "$defs")
        };
        if let Some(step) = place.pointer.rsplit('/').find(|step| !says_nothing(step)) {
            return step.replace("~1", "/").replace("~0", "~");
        }
        let name = self.documents[place.file].path.file_name().unwrap_or_default();
        name.split('.').next().unwrap_or_default().to_owned()
    }

    fn add(&mut self, place: &Place, module: usize, origin: Origin, names: Vec<String>, shape: Shape) {
        let schema = self.at(place).as_object();
        let words = |key: &str| schema.and_then(|schema| text(schema, key));
        self.draft.definitions.push(Definition {
            module,
            origin,
            addresses: vec![address_of(place)],
            title: words("title").filter(|title| Some(title) != names.first()),
            names,
            id: schema.and_then(stated_id),
            description: words("description").map(|text| match schema {
                Some(schema) => codes::without_deprecated(&text, schema),
                None => text,
            }),
            deprecated: schema.and_then(|schema| schema.get("deprecated")?.as_bool()).unwrap_or(false),
            decisions: Vec::new(),
            place: place.clone(),
            shape,
        });
    }

    /// A reference to the schema at an address, which becomes a definition.
    pub(super) fn reference(&mut self, written: &str, from: &Place) -> Reference {
        let module = self.modules[from.file];
        let found = self.addresses.find(self.documents, from, written);
        let name = written.rsplit(['/', '#']).next().unwrap_or(written).split(".schema").next().unwrap_or(written);
        let address = match &found {
            Some(place) => {
                self.referred.insert(place.clone());
                self.define(place, self.modules[place.file]);
                address_of(place)
            }
            None => format!("{}?{written}", from.file),
        };
        Reference {
            address,
            name: name.to_owned(),
            written: written.to_owned(),
            wants_codes: false,
            module,
            place: from.below("$ref"),
            target: None,
        }
    }

    /// The definition of a schema.
    fn shape(&mut self, json: &'a Json, place: &Place, name: &str) -> Shape {
        let Some(schema) = json.as_object() else { return Shape::Alias(Value::one(Of::Kind(ValueKind::Any))) };
        self.keywords(schema, place);
        self.examples(schema, place);
        if schema.contains_key("$ref") {
            self.beside_reference(schema, place);
            return Shape::Alias(self.value_of(schema, place, &[]));
        }
        if let Some((closed, codes)) = self.codes(schema, place) {
            return Shape::Codes { closed, codes };
        }
        if is_object(schema) {
            return self.object(schema, place, name);
        }
        match kind_of(schema) {
            Some(kind @ (ValueKind::String | ValueKind::Integer | ValueKind::Decimal)) => {
                let constraints = self.constraints(schema, kind, place);
                let mut examples = self.sound_examples(schema, place);
                examples.retain(|example| text_keeps_to(example, kind, &constraints).is_ok());
                Shape::Format { kind, constraints, examples }
            }
            _ => Shape::Alias(self.value_of(schema, place, &[name.to_owned()])),
        }
    }

    /// The value of an attribute, and what stands in place there becomes a definition of one of the names.
    pub(super) fn value(&mut self, json: &'a Json, place: &Place, names: &[String]) -> Value {
        let Some(schema) = json.as_object() else { return Value::one(Of::Kind(ValueKind::Any)) };
        self.keywords(schema, place);
        self.examples(schema, place);
        self.value_of(schema, place, names)
    }

    fn value_of(&mut self, schema: &'a Map<String, Json>, place: &Place, names: &[String]) -> Value {
        if let Some(target) = schema.get("$ref").and_then(Json::as_str) {
            self.beside_reference(schema, place);
            return Value::one(Of::Definition(self.reference(target, place)));
        }
        if let Some(part) = only_part(schema) {
            return self.value(part, &place.below("allOf").below(0), names);
        }
        if let Some((closed, codes)) = self.codes(schema, place) {
            return self.inline(place, names, Shape::Codes { closed, codes });
        }
        if is_object(schema) {
            let says_nothing = !schema.contains_key("properties") && !schema.contains_key("allOf");
            if says_nothing {
                let whole = Place { file: place.file, pointer: String::new() };
                let instead = Some("any object is valid".to_owned());
                self.findings.add(Kind::Silent, &whole, "no attributes of objects", instead);
                return Value::one(Of::Kind(ValueKind::Object));
            }
            let shape = self.object(schema, place, names.last().map_or("", String::as_str));
            return self.inline(place, names, shape);
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(Json::Array(parts)) = schema.get(key) {
                return self.one_of(parts, &place.below(key), names);
            }
        }
        match kind_of(schema) {
            Some(ValueKind::Array) => self.list(schema, place, names),
            Some(kind @ (ValueKind::String | ValueKind::Integer | ValueKind::Decimal)) => {
                let constraints = self.constraints(schema, kind, place);
                if constraints.is_empty() {
                    return Value::one(Of::Kind(kind));
                }
                self.inline(place, names, Shape::Format { kind, constraints, examples: Vec::new() })
            }
            Some(kind) => Value::one(Of::Kind(kind)),
            None if is_anything_but_null(schema) => Value::one(Of::Kind(ValueKind::Any)),
            None => Value::one(Of::Silent),
        }
    }

    fn list(&mut self, schema: &'a Map<String, Json>, place: &Place, names: &[String]) -> Value {
        let filled = schema.get("minItems").and_then(Json::as_u64).is_some_and(|least| least > 0);
        let items = schema.get("items").filter(|items| items.as_object().is_some_and(|items| !items.is_empty()));
        let Some(items) = items else {
            if !schema.contains_key("items") && self.dialect(place.file) == Dialect::OpenApi30 {
                let instead = Some("a list of anything".to_owned());
                self.findings.add(
                    Kind::Silent,
                    &Place { file: place.file, pointer: String::new() },
                    "no items of lists",
                    instead,
                );
            }
            return Value::one(Of::Kind(ValueKind::Array));
        };
        let item = self.value(items, &place.below("items"), names);
        if item.list == Some(true) || matches!(item.of, Of::Kind(ValueKind::Array)) {
            let instead = Some("a list of anything".to_owned());
            self.findings.add(Kind::NotExpressible, place, "a list of lists", instead);
            return Value::one(Of::Kind(ValueKind::Array));
        }
        Value { list: Some(true), filled, of: item.of }
    }

    /// A definition of what stands in place.
    fn inline(&mut self, place: &Place, names: &[String], shape: Shape) -> Value {
        let module = self.modules[place.file];
        let name = names.first().cloned().unwrap_or_else(|| self.name_of(place));
        let names = if names.is_empty() { vec![name.clone()] } else { names.to_vec() };
        if self.defined.insert(place.clone()) {
            self.add(place, module, Origin::Inline, names, shape);
        }
        Value::one(Of::Definition(Reference {
            address: address_of(place),
            written: name.clone(),
            name,
            wants_codes: false,
            module,
            place: place.clone(),
            target: None,
        }))
    }
}

/// What references to a place call it.
fn address_of(place: &Place) -> String {
    format!("{}#{}", place.file, place.pointer)
}

/// A text that says something.
pub(super) fn text(schema: &Map<String, Json>, key: &str) -> Option<String> {
    schema.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty()).map(ToOwned::to_owned)
}

/// The id that a schema states: in `x-id`, or at the beginning of a comment of ours, `DO.SR.02 · endorsed · …`.
pub(super) fn stated_id(schema: &Map<String, Json>) -> Option<String> {
    let comment = || schema.get("$comment")?.as_str()?.split_once(" · ").map(|(id, _)| id);
    let id = schema.get("x-id").and_then(Json::as_str).or_else(comment)?;
    Some(id.to_owned())
}
