//! JSON-LD: classes, properties and lists of individuals, as RDFS and OWL (or what goes for them) tell them.
//!
//! A class with properties is a data object, one with `owl:oneOf` or with individuals a code directory, a datatype a data
//! format. JSON-LD has no cardinality. Published vocabularies are read leniently: a prefix that is not declared stands for the
//! folder of the file, and a namespace for the folder that it names.

mod codes;
mod context;
mod properties;
mod whole;
mod words;

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use crate::import::document::Document;
use crate::import::draft::{Definition, Draft, Origin, Shape, Value};
use crate::import::finding::{Findings, Kind, Place};
use crate::import::modules;
use context::{Context, Contexts, local};
use words::text;

/// Reads every file into the draft.
pub(super) fn read(documents: &[Document], interface: Option<&str>, draft: &mut Draft, findings: &mut Findings) {
    let names = modules::of_folders(documents, interface);
    let contexts = Contexts::of(documents, findings);
    let mut reader = Reader {
        documents,
        draft,
        findings,
        contexts: &contexts,
        classes: HashMap::new(),
        file: 0,
        module: 0,
        ids: whole::Ids::default(),
    };
    for (file, document) in documents.iter().enumerate() {
        if document.json.is_null() {
            continue;
        }
        reader.file = file;
        reader.module = reader.draft.module(&names[file]);
        reader.draft.modules[reader.module].files.push(file);
        reader.document(&document.json);
    }
    reader.properties_of_their_own();
    reader.whole();
}

/// A node with its place.
#[derive(Clone, Debug)]
struct Node<'a> {
    id: &'a str,
    types: Vec<&'a str>,
    body: &'a Map<String, Json>,
    place: Place,
}

struct Reader<'a> {
    documents: &'a [Document],
    draft: &'a mut Draft,
    findings: &'a mut Findings,
    contexts: &'a Contexts,
    /// The definition of each class, by its address.
    classes: HashMap<String, usize>,
    file: usize,
    module: usize,
    ids: whole::Ids,
}

impl<'a> Reader<'a> {
    fn context(&self) -> &'a Context {
        self.contexts.of_file(self.file)
    }

    /// The path of the file without its ending: its stem is a name of what it defines.
    fn stem(&self) -> String {
        self.documents[self.file].path.with_extension("").to_string()
    }

    fn document(&mut self, json: &'a Json) {
        let nodes = self.nodes(json);
        if nodes.is_empty() {
            self.findings.unreadable(self.file, "the file has no node with an @id: this is no vocabulary", None);
            return;
        }
        let (classes, others): (Vec<Node<'a>>, Vec<Node<'a>>) = nodes.into_iter().partition(Node::is_class);
        let (properties, individuals): (Vec<Node<'a>>, Vec<Node<'a>>) = others.into_iter().partition(Node::is_property);
        let (members, others) = self.members(individuals, &classes);
        for (class, members) in classes.iter().zip(&members) {
            self.class(class, members);
        }
        self.lists_without_class(&others);
        self.ids.properties.extend(properties.into_iter().map(|node| (self.file, self.module, node.place.pointer)));
        self.file_name(&classes);
    }

    /// The nodes of a document, from its graph or the document itself.
    fn nodes(&mut self, json: &'a Json) -> Vec<Node<'a>> {
        let root = Place { file: self.file, pointer: String::new() };
        let found: Vec<(&'a Json, Place)> = match (json.get("@graph"), json) {
            (Some(Json::Array(items)), _) => {
                let graph = root.below("@graph");
                items.iter().enumerate().map(|(at, item)| (item, graph.below(at))).collect()
            }
            (_, Json::Array(items)) => items.iter().enumerate().map(|(at, item)| (item, root.below(at))).collect(),
            _ => vec![(json, root)],
        };
        found.into_iter().filter_map(|(json, place)| self.node(json, place)).collect()
    }

    fn node(&mut self, json: &'a Json, place: Place) -> Option<Node<'a>> {
        let body = json.as_object()?;
        let id = body.get("@id")?.as_str()?;
        let types = match body.get("@type") {
            Some(Json::Array(types)) => types.iter().filter_map(Json::as_str).collect(),
            Some(r#type) => r#type.as_str().into_iter().collect(),
            None => Vec::new(),
        };
        let node = Node { id, types, body, place };
        self.node_words(&node);
        self.ids.defined(self.context(), &node);
        Some(node)
    }

    fn class(&mut self, class: &Node<'a>, members: &[Node<'a>]) {
        let name = local(class.id).to_owned();
        let is_list = class.body.contains_key("owl:oneOf") || class.types.contains(&"skos:ConceptScheme");
        let shape = if is_list || !members.is_empty() {
            let (codes, decisions) = self.codes(class, members);
            let at = self.define(class, name, Shape::Codes { closed: true, codes });
            self.draft.definitions[at].decisions = decisions;
            return;
        } else if let (Some(range), false) = (class.body.get("rdfs:range"), class.body.contains_key("rdfs:property")) {
            let place = class.place.below("rdfs:range");
            let value = self.range(range, &place);
            shape_of_alias(class, value)
        } else {
            let extends = self.parent(class);
            let attributes = self.nested_properties(class);
            Shape::Object { extends, attributes }
        };
        self.define(class, name, shape);
    }

    /// Adds a definition; a class of the same address is told, and the first one stays.
    fn define(&mut self, node: &Node<'_>, name: String, shape: Shape) -> usize {
        let address = self.context().address(node.id);
        if let Some(first) = self.classes.get(&address) {
            let first = &self.draft.definitions[*first];
            let other = &self.documents[first.place.file].path;
            let message = if first.place.file == self.file {
                format!("the id `{}` is given twice", node.id)
            } else {
                format!("the id `{}` is that of {other} too", node.id)
            };
            self.findings.add(
                Kind::Clash,
                &node.place,
                message,
                Some("both are kept, under different names".to_owned()),
            );
        }
        let stem = self.stem();
        let mut names = vec![name];
        let file_name = stem.rsplit('/').next().unwrap_or(&stem).to_owned();
        // A file with one class can also be referred to by its own name.
        if !names.contains(&file_name) {
            names.push(file_name);
        }
        let at = self.draft.definitions.len();
        self.classes.entry(address.clone()).or_insert(at);
        self.draft.definitions.push(Definition {
            module: self.module,
            origin: Origin::Named,
            addresses: vec![address, stem],
            names,
            id: None,
            title: text(node.body, &["rdfs:label", "skos:prefLabel"]),
            description: text(node.body, &["rdfs:comment", "rdfs:description", "skos:definition"]),
            deprecated: node.body.get("owl:deprecated").and_then(Json::as_bool).unwrap_or(false),
            decisions: Vec::new(),
            place: node.place.clone(),
            shape,
        });
        at
    }

    /// What a file defines should have the name of the file: others find it by that.
    fn file_name(&mut self, classes: &[Node<'_>]) {
        let stem = self.stem();
        let stem = stem.rsplit('/').next().unwrap_or_default();
        let [first, ..] = classes else { return };
        if classes.iter().all(|class| local(class.id) != stem) {
            let message = format!("the file is called `{stem}`, what it defines `{}`", local(first.id));
            let instead = format!("named `{}`", local(first.id));
            self.findings.add(Kind::Misnamed, &first.place, message, Some(instead));
        }
    }
}

impl Node<'_> {
    fn is_class(&self) -> bool {
        let is = |r#type: &&str| matches!(*r#type, "rdfs:Class" | "owl:Class" | "rdfs:Datatype" | "skos:ConceptScheme");
        self.types.iter().any(is)
    }

    fn is_property(&self) -> bool {
        let is = |r#type: &&str| {
            let name = r#type.strip_prefix("rdf:").or_else(|| r#type.strip_prefix("owl:"));
            matches!(name, Some("Property" | "ObjectProperty" | "DatatypeProperty" | "AnnotationProperty"))
        };
        self.types.iter().any(is)
    }
}

/// What a class or datatype with a range is.
fn shape_of_alias(class: &Node<'_>, value: Value) -> Shape {
    use crate::import::draft::Of;
    use crate::vocabulary::Kind as ValueKind;

    let is_single = value.list != Some(true) && class.types.contains(&"rdfs:Datatype");
    match value.of {
        Of::Kind(kind @ (ValueKind::String | ValueKind::Integer | ValueKind::Decimal)) if is_single => {
            Shape::Format { kind, constraints: crate::model::Constraints::default(), examples: Vec::new() }
        }
        Of::Kind(ValueKind::Object) if is_single => Shape::Object { extends: None, attributes: Vec::new() },
        _ => Shape::Alias(value),
    }
}
