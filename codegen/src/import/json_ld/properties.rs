//! Properties: attributes, their ranges, and the class that a data object extends.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::import::draft::{Attribute, Of, Reference, Shape, Value};
use crate::import::finding::{Kind, Place};
use crate::import::json_ld::context::local;
use crate::import::json_ld::words::text;
use crate::import::json_ld::{Node, Reader};
use crate::nearest::did_you_mean;
use crate::vocabulary::Kind as ValueKind;

/// Types of XSD, and what a value of them is in JSON.
const XSD: &[(&str, ValueKind)] = &[
    ("string", ValueKind::String),
    ("normalizedString", ValueKind::String),
    ("token", ValueKind::String),
    ("anyURI", ValueKind::String),
    ("language", ValueKind::String),
    ("base64Binary", ValueKind::String),
    ("hexBinary", ValueKind::String),
    ("date", ValueKind::String),
    ("dateTime", ValueKind::String),
    ("dateTimeStamp", ValueKind::String),
    ("time", ValueKind::String),
    ("duration", ValueKind::String),
    ("gYear", ValueKind::String),
    ("gYearMonth", ValueKind::String),
    ("boolean", ValueKind::Boolean),
    ("integer", ValueKind::Integer),
    ("int", ValueKind::Integer),
    ("long", ValueKind::Integer),
    ("short", ValueKind::Integer),
    ("nonNegativeInteger", ValueKind::Integer),
    ("positiveInteger", ValueKind::Integer),
    ("decimal", ValueKind::Decimal),
    ("double", ValueKind::Decimal),
    ("float", ValueKind::Decimal),
];

impl<'a> Reader<'a> {
    /// The class that a class is a kind of, where it is one of the source.
    pub(super) fn parent(&mut self, class: &Node<'a>) -> Option<Reference> {
        let stated = class.body.get("rdfs:subClassOf")?;
        let place = class.place.below("rdfs:subClassOf");
        let ids: Vec<&str> = match stated {
            Json::Array(items) => items.iter().filter_map(|it| it.as_str().or_else(|| it["@id"].as_str())).collect(),
            one => one.as_str().or_else(|| one["@id"].as_str()).into_iter().collect(),
        };
        let own: Vec<&str> = ids.into_iter().filter(|id| !self.is_foreign(id) && *id != class.id).collect();
        let (first, others) = own.split_first()?;
        for other in others {
            let message = format!("`{}` is a kind of `{first}` and of `{other}`", class.id);
            let instead = Some(format!("it extends `{}`", local(first)));
            self.findings.add(Kind::NotExpressible, &place, message, instead);
        }
        Some(self.reference(first, &place))
    }

    /// The properties that a class lists.
    pub(super) fn nested_properties(&mut self, class: &Node<'a>) -> Vec<Attribute> {
        let place = class.place.below("rdfs:property");
        let items = class.body.get("rdfs:property").and_then(Json::as_array).into_iter().flatten();
        let required =
            class.body.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
        let required: Vec<&str> = required.filter(|name| !name.starts_with('@')).collect();
        let mut attributes: Vec<Attribute> = Vec::new();
        for (at, item) in items.enumerate() {
            let place = place.below(at);
            let Some(node) = self.node(item, place.clone()) else {
                let instead = Some("it was left out".to_owned());
                self.findings.add(Kind::Unreadable, &place, "a property without an @id", instead);
                continue;
            };
            self.domain(&node, class);
            if node.types.contains(&"rdfs:Datatype") {
                let message = "properties are of the type `rdfs:Datatype`, which is that of data types";
                self.findings.add(Kind::UnknownWord, &node.place, message, Some("read as rdf:Property".to_owned()));
            }
            let mut attribute = self.attribute(&node);
            if required.contains(&node.id) {
                attribute.required = Some(true);
            }
            attributes.push(attribute);
        }
        let known: Vec<String> = attributes.iter().map(|attribute| attribute.name.clone()).collect();
        for name in required.iter().filter(|name| !known.iter().any(|known| known == local(name))) {
            let near = did_you_mean(local(name), known.iter().map(String::as_str));
            let near = near.map(|near| format!("; {near}")).unwrap_or_default();
            let message = format!("`{name}` is required and is no property");
            let instead = Some(format!("left out{near}"));
            self.findings.add(Kind::ListMismatch, &class.place.below("required"), message, instead);
        }
        attributes
    }

    /// Whether a property says that it belongs to another class than the one that lists it.
    fn domain(&mut self, node: &Node<'a>, class: &Node<'a>) {
        let Some(domain) = node.body.get("rdfs:domain").and_then(|it| it.as_str().or_else(|| it["@id"].as_str()))
        else {
            return;
        };
        if domain != class.id && self.context().address(domain) != self.context().address(class.id) {
            let message = format!("`{}` says that it belongs to `{domain}`, and stands in `{}`", node.id, class.id);
            let instead = Some(format!("kept in `{}`", local(class.id)));
            self.findings.add(Kind::WrongOwner, &node.place.below("rdfs:domain"), message, instead);
        }
    }

    fn attribute(&mut self, node: &Node<'a>) -> Attribute {
        let place = node.place.below("rdfs:range");
        let value = match node.body.get("rdfs:range") {
            Some(range) => self.range(range, &place),
            None => Value { list: None, filled: false, of: Of::Silent },
        };
        Attribute {
            name: local(node.id).to_owned(),
            title: text(node.body, &["rdfs:label"]),
            description: text(node.body, &["rdfs:comment", "rdfs:description"]),
            value,
            required: None,
            sensitivity: None,
            deprecated: node.body.get("owl:deprecated").and_then(Json::as_bool).unwrap_or(false),
            example: None,
            place: node.place.clone(),
        }
    }

    /// What the values of a property are. A range may be written as a name or as a node with the name.
    pub(super) fn range(&mut self, range: &'a Json, place: &Place) -> Value {
        let Json::Object(body) = range else {
            let of = range.as_str().map_or(Of::Silent, |name| self.of(name, place));
            return Value { list: None, filled: false, of };
        };
        for key in body.keys() {
            self.word(key, &place.below(key), "nothing is known of it");
        }
        let list = matches!(body.get("@container").and_then(Json::as_str), Some("@list" | "@set")).then_some(true);
        let named = body.get("@id").and_then(Json::as_str);
        let typed = body.get("@type").and_then(Json::as_str);
        if let (Some(id), true) = (named, body.contains_key("rdfs:property")) {
            let node = Node { id, types: vec!["rdfs:Class"], body, place: place.clone() };
            self.class(&node, &[]);
        }
        let of = match (named, typed) {
            (Some(name), _) => self.of(name, place),
            (None, Some(name)) if !name.starts_with('@') => {
                let message = "a range is written as `@type`, which would be a value of that type";
                self.findings.add(
                    Kind::UnknownWord,
                    &place.below("@type"),
                    message,
                    Some("read as the range".to_owned()),
                );
                self.of(name, place)
            }
            (None, _) => {
                let name = typed.unwrap_or("nothing");
                let message = format!("the range is `{name}`, which names no type");
                self.findings.add(Kind::UnknownWord, place, message, Some("any value is valid".to_owned()));
                Of::Kind(ValueKind::Any)
            }
        };
        Value { list, filled: false, of }
    }

    fn of(&mut self, name: &str, place: &Place) -> Of {
        if let Some(r#type) =
            name.strip_prefix("xsd:").or_else(|| name.strip_prefix("http://www.w3.org/2001/XMLSchema#"))
        {
            return Of::Kind(self.xsd(r#type, place));
        }
        if matches!(name, "rdfs:Literal" | "rdfs:Resource" | "owl:Thing") {
            return Of::Kind(ValueKind::Any);
        }
        if self.is_foreign(name) {
            let message = format!("`{name}` belongs to a vocabulary that is not imported");
            self.findings.add(Kind::NotExpressible, place, message, Some("any value is valid".to_owned()));
            return Of::Kind(ValueKind::Any);
        }
        Of::Definition(self.reference(name, place))
    }

    fn xsd(&mut self, name: &str, place: &Place) -> ValueKind {
        if let Some((_, kind)) = XSD.iter().find(|(known, _)| *known == name) {
            return *kind;
        }
        let alike = XSD.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let (kind, instead) = match (alike, name) {
            (Some((known, kind)), _) => (*kind, format!("taken for xsd:{known}")),
            (None, "object") => (ValueKind::Object, "taken for a JSON object".to_owned()),
            (None, "binary") => (ValueKind::String, "taken for text".to_owned()),
            (None, _) => (ValueKind::Any, "any value is valid".to_owned()),
        };
        self.findings.add(Kind::UnknownWord, place, format!("`xsd:{name}` is no type of XSD"), Some(instead));
        kind
    }

    /// Whether a name is one of a vocabulary that the source does not define: W3C's, schema.org.
    fn is_foreign(&self, name: &str) -> bool {
        let namespace = self.context().namespace(name).unwrap_or(name);
        let hosts = ["www.w3.org/", "schema.org/", "purl.org/", "xmlns.com/"];
        let rest = namespace.split_once("://").map_or("", |(_, rest)| rest);
        hosts.iter().any(|host| rest.starts_with(host))
            || matches!(name.split(':').next(), Some("rdfs" | "owl" | "rdf" | "skos"))
    }

    fn reference(&mut self, name: &str, place: &Place) -> Reference {
        if let Some(prefix) = self.context().undeclared(name) {
            let message = format!("the prefix `{prefix}` is not declared");
            let instead = Some("names are looked for everywhere".to_owned());
            self.findings.add(Kind::BadPrefix, place, message, instead);
        }
        let address = self.context().address(name);
        let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_code_folder = folder.rsplit('/').next().is_some_and(|last| matches!(last, "code" | "codes"));
        Reference {
            wants_codes: is_code_folder || local(name).ends_with("Enum"),
            name: local(name).to_owned(),
            written: name.to_owned(),
            address,
            module: self.module,
            place: place.clone(),
            target: None,
        }
    }

    /// Properties that stand for themselves, and name the class to which they belong.
    pub(super) fn properties_of_their_own(&mut self) {
        let mut without: BTreeSet<(usize, String)> = BTreeSet::new();
        for (file, module, pointer) in std::mem::take(&mut self.ids.properties) {
            self.file = file;
            self.module = module;
            let Some(json) = self.documents[file].json.pointer(&pointer) else { continue };
            let (Some(body), Some(id)) = (json.as_object(), json["@id"].as_str()) else { continue };
            let node = Node { id, types: Vec::new(), body, place: Place { file, pointer } };
            let domain = body.get("rdfs:domain").and_then(|it| it.as_str().or_else(|| it["@id"].as_str()));
            let owner = domain.and_then(|domain| self.classes.get(&self.context().address(domain)).copied());
            let attribute = self.attribute(&node);
            if let Some(Shape::Object { attributes, .. }) = owner.map(|owner| &mut self.draft.definitions[owner].shape)
            {
                attributes.push(attribute);
                continue;
            }
            let domain = domain.unwrap_or("nothing").to_owned();
            if without.insert((file, domain.clone())) {
                let message = format!("properties belong to `{domain}`, which is no class with properties");
                let instead = Some("they were left out".to_owned());
                self.findings.add(Kind::DanglingReference, &node.place.below("rdfs:domain"), message, instead);
            }
        }
    }
}
