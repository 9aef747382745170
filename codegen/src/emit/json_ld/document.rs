//! The frame of a document: the prefixes and keys that its nodes use.

use serde_json::{Map, Value, json};

use crate::emit::json_ld::names::Names;
use crate::model::{Decision, Deprecation, Meta, Standard, Text};
use crate::vocabulary::Stage;

/// A document of nodes.
pub(super) fn document(standard: &Standard, names: &Names<'_>, nodes: Vec<Value>) -> Value {
    let mut context = json!({
        "@version": 1.1,
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dct": "http://purl.org/dc/terms/",
        "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
    });
    // Texts by their language.
    for term in ["rdfs:label", "rdfs:comment", "skos:prefLabel", "skos:definition", "dct:title", "dct:description"] {
        context[term] = json!({"@id": term, "@container": "@language"});
    }
    for term in REFERENCES {
        context[term] = json!({"@id": term, "@type": "@id"});
    }
    let mut bases = Vec::new();
    for (id, interface) in standard.interfaces.iter() {
        let base = names.base(id);
        context[interface.name.as_str()] = json!({"@id": base, "@prefix": true});
        bases.push((interface.name.as_str(), base));
    }
    let mut nodes = Value::Array(nodes);
    shorten(&mut nodes, &bases);
    json!({"@context": context, "@graph": nodes})
}

/// The keys whose values are references to other nodes.
const REFERENCES: &[&str] = &[
    "rdfs:subClassOf",
    "rdfs:domain",
    "rdfs:range",
    "rdfs:isDefinedBy",
    "rdfs:seeAlso",
    "owl:onDatatype",
    "owl:onProperty",
    "owl:allValuesFrom",
    "owl:hasValue",
    "dct:isReplacedBy",
    "dct:source",
    "dct:requires",
    "dct:license",
    "skos:inScheme",
    "skos:topConceptOf",
    "skos:hasTopConcept",
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
];

/// Writes the IRIs of references with the prefixes of their namespaces.
fn shorten(value: &mut Value, bases: &[(&str, String)]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| shorten(item, bases)),
        Value::Object(keys) => {
            for (key, value) in keys {
                if key == "@id" || REFERENCES.contains(&key.as_str()) {
                    shorten_iris(value, bases);
                }
                shorten(value, bases);
            }
        }
        _ => {}
    }
}

fn shorten_iris(value: &mut Value, bases: &[(&str, String)]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| shorten_iris(item, bases)),
        Value::String(iri) => {
            let found = bases.iter().find_map(|(prefix, base)| Some((prefix, iri.strip_prefix(base.as_str())?)));
            if let Some((prefix, rest)) = found {
                *iri = format!("{prefix}:{rest}");
            }
        }
        _ => {}
    }
}

/// A node under construction: keys without a value are left out.
#[derive(Debug, Default)]
pub(super) struct Node {
    keys: Map<String, Value>,
}

impl Node {
    pub(super) fn new(id: impl Into<String>, r#type: impl Into<Value>) -> Self {
        Self::default().with("@id", id.into()).with("@type", r#type)
    }

    #[must_use]
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.keys.insert(key.to_owned(), value.into());
        self
    }

    /// One value as it is, several as a list, none not at all.
    #[must_use]
    pub(super) fn with_all(self, key: &str, mut values: Vec<Value>) -> Self {
        match values.len() {
            0 => self,
            1 => self.with(key, values.remove(0)),
            _ => self.with(key, values),
        }
    }

    #[must_use]
    pub(super) fn with_text(self, key: &str, text: &Text) -> Self {
        self.with(key, by_language([text]))
    }

    #[must_use]
    pub(super) fn with_text_if(self, key: &str, text: Option<&Text>) -> Self {
        match text {
            Some(text) => self.with_text(key, text),
            None => self,
        }
    }

    /// That it is on its way out, and what takes its place.
    #[must_use]
    pub(super) fn with_deprecation(
        self,
        stage: Stage,
        deprecated: Option<&Deprecation>,
        replacement: Option<String>,
    ) -> Self {
        let node = self.with("vs:term_status", status(stage, deprecated.is_some()));
        if deprecated.is_none() && !matches!(stage, Stage::Deprecated | Stage::Retired) {
            return node;
        }
        let node = node.with("owl:deprecated", true);
        let node = match deprecated {
            Some(deprecation) => node.with("skos:changeNote", deprecation.to_string()),
            None => node,
        };
        node.with_all("dct:isReplacedBy", replacement.map(Value::from).into_iter().collect())
    }

    /// Earlier names, and what was decided.
    #[must_use]
    pub(super) fn with_notes(self, formerly: &[String], decisions: &[Decision]) -> Self {
        let former =
            if formerly.is_empty() { Vec::new() } else { vec![json!(format!("Formerly {}", formerly.join(", ")))] };
        let decided = decisions
            .iter()
            .map(|decision| json!(format!("{}: {}. {}", decision.about, decision.chosen, decision.because)))
            .collect();
        self.with_all("skos:historyNote", former).with_all("skos:editorialNote", decided)
    }

    /// What every definition carries, besides its labels.
    #[must_use]
    pub(super) fn with_meta(self, names: &Names<'_>, meta: &Meta, replacement: Option<String>) -> Self {
        let sources = meta.based_on.iter().filter_map(|reference| reference.url.as_deref()).map(|url| json!(iri(url)));
        self.with("dct:identifier", meta.id.as_str())
            .with_all("dct:source", sources.collect())
            .with("rdfs:isDefinedBy", names.base(meta.interface))
            .with_deprecation(meta.stage, meta.deprecated.as_ref(), replacement)
            .with_notes(&meta.formerly, &meta.decisions)
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        Self::Object(node.keys)
    }
}

/// Texts by language; several texts in one language are a list.
pub(super) fn by_language<'a>(texts: impl IntoIterator<Item = &'a Text>) -> Value {
    let mut map: Map<String, Value> = Map::new();
    for (language, text) in texts.into_iter().flat_map(Text::languages) {
        match map.get_mut(language) {
            None => {
                map.insert(language.to_owned(), json!(text));
            }
            Some(Value::Array(known)) => {
                if !known.contains(&json!(text)) {
                    known.push(json!(text));
                }
            }
            Some(known) if *known != json!(text) => *known = json!([known.clone(), text]),
            Some(_) => {}
        }
    }
    Value::Object(map)
}

/// How far a term has come, in the words that vocabularies use for it.
fn status(stage: Stage, is_deprecated: bool) -> &'static str {
    match stage {
        _ if is_deprecated => "archaic",
        Stage::Proposed | Stage::Draft => "unstable",
        Stage::Review => "testing",
        Stage::Endorsed => "stable",
        Stage::Deprecated | Stage::Retired => "archaic",
    }
}

/// An address as an IRI: what may not stand in one is percent-encoded.
pub(super) fn iri(address: &str) -> String {
    use std::fmt::Write as _;

    let mut iri = String::with_capacity(address.len());
    for character in address.chars() {
        match character {
            ' ' | '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' => {
                let _ = write!(iri, "%{:02X}", u32::from(character));
            }
            _ => iri.push(character),
        }
    }
    iri
}
