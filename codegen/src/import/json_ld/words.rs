//! Texts of nodes, and words that RDFS, OWL and JSON-LD do not have where they stand.

use serde_json::{Map, Value as Json};

use crate::import::finding::Kind;
use crate::import::json_ld::{Node, Reader};

/// The terms of RDFS.
const RDFS: &[&str] = &[
    "Class",
    "Container",
    "ContainerMembershipProperty",
    "Datatype",
    "Literal",
    "Resource",
    "comment",
    "domain",
    "isDefinedBy",
    "label",
    "member",
    "range",
    "seeAlso",
    "subClassOf",
    "subPropertyOf",
];

/// The text of the first of these keys that has one, in English where there are languages.
pub(super) fn text(body: &Map<String, Json>, keys: &[&str]) -> Option<String> {
    let found = keys.iter().find_map(|key| plain(body.get(*key)?))?;
    (!found.trim().is_empty()).then(|| found.trim().to_owned())
}

fn plain(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Array(items) => items.iter().find_map(plain),
        Json::Object(members) => {
            let value = members.get("@value").or_else(|| members.get("en")).or_else(|| members.values().next())?;
            plain(value)
        }
        _ => None,
    }
}

impl Reader<'_> {
    /// Reports the words of a node that its language does not have, and prefixes that nobody declares.
    pub(super) fn node_words(&mut self, node: &Node<'_>) {
        self.id_prefix(node);
        for key in node.body.keys() {
            let place = node.place.below(key);
            self.word(key, &place, "nothing is known of it");
        }
        for r#type in &node.types {
            self.word(r#type, &node.place.below("@type"), "taken for a class of the source");
        }
    }

    /// Reports a key or a type that is no word where it stands.
    pub(super) fn word(&mut self, word: &str, place: &crate::import::finding::Place, instead: &str) {
        let message = if let Some(term) = word.strip_prefix("rdfs:") {
            if RDFS.contains(&term) {
                return;
            }
            format!("`{word}` is no term of RDFS")
        } else if word == "@container" {
            format!("`{word}` belongs into a context")
        } else if !word.contains(':') && !word.starts_with('@') && self.context().address(word) == word {
            format!("`{word}` has no prefix, and there is no @vocab")
        } else if !word.starts_with('@') && !word.contains(':') && matches!(word, "required") {
            format!("`{word}` is no term of RDFS or OWL")
        } else {
            return;
        };
        let instead = match word {
            "rdfs:property" => "read as a list of properties",
            "@container" => "read as a list",
            "required" => "read as the attributes that must be there",
            "rdfs:description" => "read as a description",
            _ => instead,
        };
        self.findings.add(Kind::UnknownWord, place, message, Some(instead.to_owned()));
    }

    fn id_prefix(&mut self, node: &Node<'_>) {
        if let Some(prefix) = self.context().undeclared(node.id) {
            let message = format!("the prefix `{prefix}` is not declared");
            let instead = "its names are taken for names of this file".to_owned();
            self.findings.add(Kind::BadPrefix, &node.place.below("@id"), message, Some(instead));
        }
    }
}
