//! Schemas of objects: attributes, what must be there, and what is put together of several parts.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase as _;
use indexmap::IndexMap;
use serde_json::{Map, Value as Json};

use crate::import::draft::{Attribute, Of, Shape};
use crate::import::finding::{Kind, Place};
use crate::import::schema::choices::Choices;
use crate::import::schema::{Reader, text};
use crate::limits::{MAX_COPIED_ATTRIBUTES, MAX_SUGGESTIONS};
use crate::nearest::did_you_mean;
use crate::vocabulary::{Keyword as _, Sensitivity};

/// What the parts of an object say together.
#[derive(Default)]
struct Parts<'a> {
    /// The first object that it is a kind of; the attributes of others are taken in.
    parent: Option<(&'a str, Place)>,
    properties: IndexMap<&'a str, (&'a Json, Place)>,
    required: Vec<(&'a str, Place)>,
    choices: Choices<'a>,
    /// The places of the schemas that were taken in by reference: a second time they say nothing more.
    taken: BTreeSet<Place>,
}

impl<'a> Reader<'a> {
    /// The attributes of an object.
    pub(super) fn object(&mut self, schema: &'a Map<String, Json>, place: &Place, owner: &str) -> Shape {
        let mut parts = Parts::default();
        self.part(schema, place, &mut parts, 0);
        let extends = parts.parent.clone().map(|(target, place)| self.reference(target, &place));
        let required: BTreeSet<&str> = parts.required.iter().map(|(name, _)| *name).collect();
        let mut attributes = Vec::new();
        for (name, (json, place)) in &parts.properties {
            let mut attribute = self.attribute(name, json, place, owner, required.contains(name));
            if let Some((by, alternatives)) = parts.choices.of(name) {
                let value = self.choice(by, alternatives, name, owner);
                attribute.value = value;
            }
            attributes.push(attribute);
        }
        self.undeclared(&parts);
        Shape::Object { extends, attributes }
    }

    /// Takes in what one part of an object says.
    fn part(&mut self, schema: &'a Map<String, Json>, place: &Place, parts: &mut Parts<'a>, depth: usize) {
        for (name, member) in schema.get("properties").and_then(Json::as_object).into_iter().flatten() {
            let place = place.below("properties").below(name);
            if parts.properties.contains_key(name.as_str()) {
                let message = format!("a part of the object says more of `{name}`");
                self.findings.add(Kind::NotExpressible, &place, message, Some("left out".to_owned()));
            } else if depth == 0 || self.may_copy(&place) {
                parts.properties.insert(name, (member, place));
            }
        }
        let required = schema.get("required").and_then(Json::as_array).into_iter().flatten().enumerate();
        let names = required.filter_map(|(at, name)| Some((name.as_str()?, place.below("required").below(at))));
        parts.required.extend(names);
        for (at, part) in schema.get("allOf").and_then(Json::as_array).into_iter().flatten().enumerate() {
            let place = place.below("allOf").below(at);
            let Some(part) = part.as_object() else { continue };
            if let Some(target) = part.get("$ref").and_then(Json::as_str) {
                match self
                    .addresses
                    .find(self.documents, &place, target)
                    .filter(|_| parts.parent.is_some() && depth < 16)
                {
                    Some(found) => {
                        if parts.taken.insert(found.clone())
                            && let Some(other) = self.at(&found).as_object()
                        {
                            self.part(other, &found, parts, depth + 1);
                        }
                    }
                    None if parts.parent.is_none() => parts.parent = Some((target, place)),
                    None => {
                        let message = format!("`{target}` leads nowhere");
                        self.findings.add(Kind::DanglingReference, &place, message, Some("left out".to_owned()));
                    }
                }
            } else if !parts.choices.take(part, &place) && depth < 16 {
                self.keywords(part, &place);
                self.part(part, &place, parts, depth + 1);
            }
        }
        for key in ["oneOf", "anyOf"] {
            if schema.contains_key(key) {
                let message = format!("an object that is also one of several (`{key}`)");
                self.findings.add(Kind::NotExpressible, &place.below(key), message, Some("left out".to_owned()));
            }
        }
    }

    /// Counts an attribute that is taken over from a part or from another schema; whether it may be.
    fn may_copy(&mut self, place: &Place) -> bool {
        self.copied += 1;
        if self.copied > MAX_COPIED_ATTRIBUTES {
            let whole = Place { file: place.file, pointer: String::new() };
            let message = format!("schemas take over more than {MAX_COPIED_ATTRIBUTES} attributes from each other");
            self.findings.add(Kind::NotExpressible, &whole, message, Some("the others were left out".to_owned()));
        }
        self.copied <= MAX_COPIED_ATTRIBUTES
    }

    fn attribute(&mut self, name: &str, json: &'a Json, place: &Place, owner: &str, required: bool) -> Attribute {
        let names = [name.to_owned(), format!("{owner} {name}").to_upper_camel_case()];
        let value = self.value(json, place, &names);
        let schema = json.as_object();
        let words = |key: &str| schema.and_then(|schema| text(schema, key));
        let is_nullable = schema.is_some_and(is_nullable);
        if required && is_nullable {
            let message = "an attribute that must be there, and may be null";
            self.findings.add(Kind::NotExpressible, place, message, Some("it may be left out".to_owned()));
        }
        // The title of a union is for generators.
        let title = words("title").filter(|_| !matches!(value.of, Of::Any { .. }));
        let example = schema.and_then(|schema| {
            let first = schema.get("examples").and_then(Json::as_array).and_then(|examples| examples.first());
            let example = schema.get("example").or(first).filter(|example| self.is_example(schema, place, example))?;
            scalar(if value.list == Some(true) { example.get(0)? } else { example })
        });
        Attribute {
            name: name.to_owned(),
            title,
            description: words("description"),
            value,
            required: Some(required && !is_nullable),
            sensitivity: schema.and_then(sensitivity),
            deprecated: schema.and_then(|schema| schema.get("deprecated")?.as_bool()).unwrap_or(false),
            example,
            place: place.clone(),
        }
    }

    /// Names that must be there and that no part declares.
    fn undeclared(&mut self, parts: &Parts<'a>) {
        let mut known: BTreeSet<&str> = parts.properties.keys().copied().collect();
        if let Some((target, place)) = &parts.parent {
            self.declared(target, place, &mut known, &mut BTreeSet::new());
        }
        for (at, (name, place)) in parts.required.iter().filter(|(name, _)| !known.contains(name)).enumerate() {
            let near = if at < MAX_SUGGESTIONS { did_you_mean(name, known.iter().copied()) } else { None };
            let near = near.map(|near| format!("; {near}")).unwrap_or_default();
            let message = format!("`{name}` is required and is no property");
            self.findings.add(Kind::ListMismatch, place, message, Some(format!("left out{near}")));
        }
    }

    /// The names that a schema declares to which a reference leads.
    fn declared(&self, target: &str, from: &Place, known: &mut BTreeSet<&'a str>, seen: &mut BTreeSet<Place>) {
        let Some(place) = self.addresses.find(self.documents, from, target).filter(|_| seen.len() < 1000) else {
            return;
        };
        if !seen.insert(place.clone()) {
            return;
        }
        let schema = self.at(&place);
        known.extend(schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()));
        for part in schema["allOf"].as_array().into_iter().flatten().chain([schema]) {
            known.extend(part["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()));
            if let Some(target) = part["$ref"].as_str() {
                self.declared(target, &place, known, seen);
            }
        }
    }
}

fn is_nullable(schema: &Map<String, Json>) -> bool {
    let is_null = |json: &Json| json.as_str() == Some("null") || json["type"] == "null";
    let list = |key: &str| schema.get(key).and_then(Json::as_array).is_some_and(|items| items.iter().any(is_null));
    schema.get("nullable").and_then(Json::as_bool) == Some(true) || list("type") || list("anyOf") || list("oneOf")
}

/// The sensitivity, where our own artefacts state it.
fn sensitivity(schema: &Map<String, Json>) -> Option<Sensitivity> {
    let comment =
        schema.get("$comment").and_then(Json::as_str).and_then(|comment| comment.strip_prefix("sensitivity: "));
    Sensitivity::parse(schema.get("x-sensitivity").and_then(Json::as_str).or(comment)?)
}

/// A value as text, where it is neither an object nor a list.
pub(super) fn scalar(json: &Json) -> Option<String> {
    match json {
        Json::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}
