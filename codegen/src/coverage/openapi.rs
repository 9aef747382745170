//! A published OpenAPI document, held against the operations of an interface.
//!
//! Every method and path must be offered. What is sent, and what comes back, is followed attribute by attribute: each one that the
//! document declares must be there, be a list or not, be required or not, and be of the same kind of value. An attribute that we
//! require and the document does not know is a deviation too: clients of the document would not send it.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Map, Value as Json};

use crate::coverage::facts::find_operation;
use crate::coverage::{Coverage, Deviation, Gather, Part};
use crate::model::{Attribute, Body, DataObject, Id, Interface, Operation, Standard, Type, Value};
use crate::vocabulary::Kind;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Holds a document against what an interface offers.
pub fn compare(document: &Json, standard: &Standard, interface: Id<Interface>) -> Coverage {
    let mut run = Run { gather: Gather::new(standard), document, interface, walked: BTreeSet::new() };
    let paths = document["paths"].as_object().into_iter().flatten();
    for (path, item) in paths {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                run.operation(&format!("{} {path}", method.to_uppercase()), operation);
            }
        }
    }
    run.dead_references(document);
    run.gather.finish()
}

struct Run<'a> {
    gather: Gather<'a>,
    document: &'a Json,
    interface: Id<Interface>,
    /// Pairs of a schema and an object that were followed.
    walked: BTreeSet<(*const Json, Id<DataObject>)>,
}

/// What a document says of an object: its attributes, and which of them it requires.
#[derive(Default)]
struct Declared<'a> {
    members: IndexMap<&'a str, &'a Json>,
    required: BTreeSet<&'a str>,
}

impl<'a> Run<'a> {
    fn deviation(&self, path: &str, aspect: &str, published: impl Into<String>, ours: Option<String>) -> Deviation {
        self.gather.deviation(self.interface, path, aspect, published, ours)
    }

    fn claim(&mut self, part: Part, path: impl Into<String>, deviations: Vec<Deviation>) {
        self.gather.claim(self.interface, part, path, deviations);
    }

    /// References that lead nowhere.
    fn dead_references(&mut self, json: &'a Json) {
        match json {
            Json::Object(members) => {
                if let Some(target) = members.get("$ref").and_then(Json::as_str)
                    && self.document.pointer(target.strip_prefix('#').unwrap_or_default()).is_none()
                {
                    let dead = self.deviation(target, "", format!("{target} leads nowhere"), None);
                    self.claim(Part::Reference, target, vec![dead]);
                }
                members.values().for_each(|member| self.dead_references(member));
            }
            Json::Array(items) => items.iter().for_each(|item| self.dead_references(item)),
            _ => {}
        }
    }

    fn operation(&mut self, wanted: &str, published: &'a Json) {
        let Some(ours) = find_operation(self.gather.standard, self.interface, wanted) else {
            let missing = self.deviation(wanted, "", wanted, None);
            return self.claim(Part::Operation, wanted, vec![missing]);
        };
        let mut deviations = Vec::new();
        if let Some(id) = published["operationId"].as_str().filter(|id| *id != ours.operation_id) {
            deviations.push(self.deviation(wanted, "operation_id", id, Some(ours.operation_id.clone())));
        }
        deviations.extend(self.parameters(wanted, published));
        deviations.extend(self.statuses(wanted, published, ours));
        let content = self.resolve(&published["requestBody"])["content"].as_object();
        let media_type = ours.request.as_ref().map(|body| body.media_type.name());
        for other in content.into_iter().flat_map(Map::keys).filter(|name| Some(name.as_str()) != media_type) {
            // The name of the media type first, so that one decision settles it for all operations.
            let place = format!("{other}/{wanted}");
            deviations.push(self.deviation(&place, "", format!("{wanted} takes {other} too"), None));
        }
        self.claim(Part::Operation, wanted, deviations);
        if let Some(body) = &ours.request {
            self.body(content, body);
        }
        if let Some(body) = &ours.answer {
            let responses = &published["responses"];
            let success = [&responses["200"], &responses["201"], &responses["default"]];
            if let Some(response) = success.into_iter().find(|it| !it.is_null()) {
                self.answer(response, body);
            }
        }
    }

    /// Parameters of HTTP: in headers, paths and queries.
    fn parameters(&self, wanted: &str, published: &'a Json) -> Vec<Deviation> {
        let parameters = published["parameters"].as_array().into_iter().flatten();
        let parameters = parameters.map(|parameter| self.resolve(parameter));
        let told = parameters.filter_map(|it| Some((it["in"].as_str()?, it["name"].as_str()?)));
        told.filter(|(place, name)| *place != "path" || !wanted.contains(&format!("{{{name}}}")))
            .map(|(place, name)| {
                self.deviation(wanted, &format!("{place} {name}"), format!("{place} parameter {name}"), None)
            })
            .collect()
    }

    fn statuses(&self, wanted: &str, published: &'a Json, ours: &Operation) -> Vec<Deviation> {
        let own = ours.failures.iter().flat_map(|failures| &failures.statuses).map(u16::to_string);
        let own: BTreeSet<String> = own.chain(["200".to_owned(), "default".to_owned()]).collect();
        let statuses = published["responses"].as_object().into_iter().flat_map(Map::keys);
        statuses
            .filter(|status| !own.contains(*status))
            .map(|status| self.deviation(wanted, status, format!("status {status}"), None))
            .collect()
    }

    fn body(&mut self, content: Option<&'a Map<String, Json>>, body: &Body) {
        if let Some(content) = content.and_then(|content| content.get(body.media_type.name())) {
            self.object(&content["schema"], body.object);
        }
    }

    /// A response, or (some documents have it so) the schema itself where the response should be.
    fn answer(&mut self, response: &'a Json, body: &Body) {
        let response = self.resolve(response);
        match response["content"].as_object() {
            Some(content) => self.body(Some(content), body),
            None => self.object(response, body.object),
        }
    }

    /// Holds a schema against a data object.
    fn object(&mut self, schema: &'a Json, object: Id<DataObject>) {
        if !self.walked.insert((std::ptr::from_ref(self.resolve(schema)), object)) {
            return;
        }
        let mut declared = Declared::default();
        self.declared(schema, &mut declared, 0);
        // An object of any content says nothing.
        if declared.members.is_empty() {
            return;
        }
        let standard = self.gather.standard;
        let meta_id = standard[object].meta.shared_id();
        for (name, member) in &declared.members {
            // JSON-LD keywords may stand in every object.
            if !name.starts_with('@') {
                self.member(object, meta_id, name, member, declared.required.contains(name));
            }
        }
        for name in declared.required.iter().filter(|name| !declared.members.contains_key(*name)) {
            if standard[object].attribute(name).is_none() && !name.starts_with('@') {
                let path = format!("{meta_id}/{name}");
                let missing = self.deviation(&path, "", format!("{name}, required but not declared"), None);
                self.claim(Part::Member, path, vec![missing]);
            }
        }
        for ours in &standard[object].attributes {
            if ours.is_required() && !declared.members.contains_key(ours.name.as_str()) {
                let path = format!("{meta_id}/{}", ours.name);
                let unknown = self.deviation(&path, "cardinality", "not declared", Some(ours.cardinality.to_string()));
                self.claim(Part::Member, path, vec![unknown]);
            }
        }
    }

    fn member(&mut self, object: Id<DataObject>, id: &str, name: &str, member: &'a Json, required: bool) {
        let path = format!("{id}/{name}");
        let Some(ours) = self.gather.standard[object].attribute(name) else {
            let missing = self.deviation(&path, "", name, None);
            return self.claim(Part::Member, path, vec![missing]);
        };
        let member = self.resolve(member);
        let kind = self.kind(member);
        let is_list = kind == Some("array");
        let mut deviations = Vec::new();
        let is_loose = kind.is_none() || ours.types().iter().any(|it| is_array(self.gather.standard, *it));
        let lists_differ = !is_loose && is_list != is_list_somewhere(ours);
        if lists_differ || required != ours.is_required() {
            let published = match (required, is_list) {
                (false, false) => "0..1",
                (false, true) => "0..*",
                (true, false) => "1..1",
                (true, true) => "1..*",
            };
            deviations.push(self.deviation(&path, "cardinality", published, Some(ours.cardinality.to_string())));
        }
        let item = if is_list { self.resolve(&member["items"]) } else { member };
        deviations.extend(self.other_kind(&path, item, ours));
        deviations.extend(self.other_codes(&path, item, ours));
        self.claim(Part::Member, &path, deviations);
        self.inner(item, ours);
    }

    /// A kind of value that none of our types has.
    fn other_kind(&self, path: &str, schema: &'a Json, ours: &Attribute) -> Option<Deviation> {
        let published = self.kind(schema)?;
        let standard = self.gather.standard;
        let kinds: Vec<Kind> = ours.types().into_iter().map(|it| standard.kind_of(it)).collect();
        let fits = |kind: &Kind| match kind {
            Kind::Any => true,
            Kind::Decimal => published == "number",
            other => other.name() == published,
        };
        let names = || kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" or ");
        (!kinds.iter().any(fits)).then(|| self.deviation(path, "type", published, Some(names())))
    }

    /// Codes that the document lists and our closed directory has not.
    fn other_codes(&self, path: &str, schema: &'a Json, ours: &Attribute) -> Vec<Deviation> {
        let mut values = Vec::new();
        self.listed_values(schema, &mut values, 0);
        let standard = self.gather.standard;
        let mut deviations = Vec::new();
        for id in ours.types().into_iter().filter_map(|it| if let Type::Code(id) = it { Some(id) } else { None }) {
            let directory = &standard[id];
            for value in values.iter().filter(|value| directory.is_closed() && directory.get(value).is_none()) {
                let mut deviation = self.deviation(path, value, *value, None);
                let in_directory = format!("{}/{value}", directory.meta.id);
                deviation.settled =
                    deviation.settled.or_else(|| self.gather.settlements.of_path(self.interface, &in_directory));
                deviations.push(deviation);
            }
        }
        deviations
    }

    /// Follows a schema into the data objects of an attribute.
    fn inner(&mut self, schema: &'a Json, ours: &Attribute) {
        let objects: Vec<Id<DataObject>> =
            ours.types().into_iter().filter_map(|it| if let Type::Object(id) = it { Some(id) } else { None }).collect();
        if objects.is_empty() {
            return;
        }
        if matches!(ours.value, Value::One(_)) {
            return self.object(schema, objects[0]);
        }
        // Each of the published alternatives belongs to the one of ours with which it shares most.
        for alternative in self.alternatives(schema, 0) {
            let mut declared = Declared::default();
            self.declared(alternative, &mut declared, 0);
            let shared = |id: &Id<DataObject>| {
                let object = &self.gather.standard[*id];
                declared.members.keys().filter(|name| object.attribute(name).is_some()).count()
            };
            let best = objects.iter().copied().min_by_key(|id| std::cmp::Reverse(shared(id)));
            if let Some(best) = best.filter(|best| shared(best) > 0) {
                self.object(alternative, best);
            }
        }
    }

    /// The schemas among which a schema lets one choose, or the schema itself.
    fn alternatives(&self, schema: &'a Json, depth: usize) -> Vec<&'a Json> {
        let schema = self.resolve(schema);
        let schema = if kind_word(schema) == Some("array") { self.resolve(&schema["items"]) } else { schema };
        let choices = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array());
        match choices {
            Some(choices) if depth < 8 => choices.iter().flat_map(|it| self.alternatives(it, depth + 1)).collect(),
            _ => vec![schema],
        }
    }

    /// What a schema declares, parts that hold together included.
    fn declared(&self, schema: &'a Json, declared: &mut Declared<'a>, depth: usize) {
        let schema = self.resolve(schema);
        if depth > 8 {
            return;
        }
        let members = schema["properties"].as_object().into_iter().flatten();
        declared.members.extend(members.map(|(name, member)| (name.as_str(), member)));
        declared.required.extend(schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str));
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.declared(part, declared, depth + 1);
        }
    }

    fn listed_values(&self, schema: &'a Json, values: &mut Vec<&'a str>, depth: usize) {
        let schema = self.resolve(schema);
        values.extend(schema["enum"].as_array().into_iter().flatten().filter_map(Json::as_str));
        let parts = schema["allOf"].as_array().into_iter().flatten();
        parts.filter(|_| depth < 8).for_each(|part| self.listed_values(part, values, depth + 1));
    }

    /// The kind of value of a schema, where it tells one.
    fn kind(&self, schema: &'a Json) -> Option<&'a str> {
        let schema = self.resolve(schema);
        let parts = schema["allOf"].as_array().into_iter().flatten();
        let parts = parts.filter_map(|part| kind_word(self.resolve(part)));
        kind_word(schema).into_iter().chain(parts).next()
    }

    /// The schema that a reference leads to; nothing where it leads nowhere.
    fn resolve(&self, schema: &'a Json) -> &'a Json {
        let mut schema = schema;
        for _ in 0..16 {
            let Some(target) = schema.get("$ref").and_then(Json::as_str) else { return schema };
            let pointer = target.strip_prefix('#').unwrap_or_default();
            schema = self.document.pointer(pointer).unwrap_or(&Json::Null);
        }
        &Json::Null
    }
}

/// The kind of value that a schema itself names.
fn kind_word(schema: &Json) -> Option<&str> {
    schema["type"].as_str().or_else(|| schema.get("properties").map(|_| "object"))
}

fn is_array(standard: &Standard, r#type: Type) -> bool {
    matches!(standard.kind_of(r#type), Kind::Array | Kind::Any)
}

/// Whether an attribute holds a list, or one of its alternatives does.
fn is_list_somewhere(attribute: &Attribute) -> bool {
    match &attribute.value {
        Value::One(_) => attribute.cardinality.is_list(),
        Value::Choice(choice) => choice.alternatives.iter().any(|it| attribute.cardinality_of(it).is_list()),
    }
}
