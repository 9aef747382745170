//! Lists of individuals: what a class lists under `owl:oneOf`, held against the individuals that the file defines.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value as Json;

use crate::import::draft::{Code, Decision, Shape};
use crate::import::finding::Kind;
use crate::import::json_ld::context::local;
use crate::import::json_ld::words::text;
use crate::import::json_ld::{Node, Reader};
use crate::nearest::did_you_mean;

impl<'a> Reader<'a> {
    /// The individuals of each class, and those of no class.
    pub(super) fn members(
        &mut self,
        individuals: Vec<Node<'a>>,
        classes: &[Node<'a>],
    ) -> (Vec<Vec<Node<'a>>>, Vec<Node<'a>>) {
        let mut members: Vec<Vec<Node<'a>>> = classes.iter().map(|_| Vec::new()).collect();
        let mut others = Vec::new();
        for node in individuals {
            let is_word = |r#type: &&str| matches!(r#type.split(':').next(), Some("owl" | "rdf" | "rdfs"));
            if node.types.is_empty() || node.types.iter().any(is_word) {
                continue;
            }
            match self.class_of(&node, classes) {
                Some(at) => members[at].push(node),
                None => others.push(node),
            }
        }
        (members, others)
    }

    /// The class of an individual: that of its type; else the one that lists it; else the only list of the file.
    fn class_of(&mut self, node: &Node<'_>, classes: &[Node<'_>]) -> Option<usize> {
        let scheme =
            node.body.get("skos:inScheme").and_then(|scheme| scheme.as_str().or_else(|| scheme["@id"].as_str()));
        let is_type = |class: &Node<'_>| node.types.contains(&class.id) || scheme == Some(class.id);
        if let Some(at) = classes.iter().position(is_type) {
            return Some(at);
        }
        let lists = |class: &Node<'_>| listed(class).iter().any(|(id, _)| *id == node.id);
        let is_list = |class: &&Node<'_>| class.body.contains_key("owl:oneOf");
        let only = (classes.iter().filter(is_list).count() == 1).then(|| classes.iter().position(|it| is_list(&it)));
        let at = classes.iter().position(lists).or_else(|| only.flatten())?;
        let r#type = node.types.first().copied().unwrap_or_default();
        let message = format!("codes are of the type `{type}`, in the list of `{}`", classes[at].id);
        let instead = Some(format!("taken into `{}`", local(classes[at].id)));
        self.findings.add(Kind::WrongOwner, &node.place.below("@type"), message, instead);
        Some(at)
    }

    /// The codes of a class: those that it lists, and those that are defined beside it.
    pub(super) fn codes(&mut self, class: &Node<'a>, members: &[Node<'a>]) -> (Vec<Code>, Vec<Decision>) {
        let listed = listed(class);
        let mut defined: IndexMap<&str, Vec<&Node<'a>>> = IndexMap::new();
        for node in members {
            defined.entry(node.id).or_default().push(node);
        }
        let mut codes = Vec::new();
        let mut decisions = Vec::new();
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        let mut other_prefixes: IndexMap<(String, String), usize> = IndexMap::new();
        let place = class.place.below("owl:oneOf");
        for (id, at) in &listed {
            let place = place.below(at);
            if taken.contains(id) || codes.iter().any(|code: &Code| code.code == local(id)) {
                let message = format!("`{id}` is listed twice");
                self.findings.add(Kind::ListMismatch, &place, message, Some("listed once".to_owned()));
                continue;
            }
            let alike =
                || defined.keys().find(|other| local(other) == local(id) && !listed.iter().any(|it| it.0 == **other));
            let Some(found) = defined.get_key_value(id).map(|(id, _)| *id).or_else(|| alike().copied()) else {
                self.listed_only(id, &place, &defined);
                codes.push(Code {
                    code: local(id).to_owned(),
                    name: None,
                    label: None,
                    description: None,
                    deprecated: false,
                });
                continue;
            };
            if found != *id {
                let prefix = |id: &str| id[..id.len() - local(id).len()].to_owned();
                *other_prefixes.entry((prefix(id), prefix(found))).or_default() += 1;
            }
            taken.insert(found);
            let nodes = defined.get(found).cloned().unwrap_or_default();
            codes.extend(self.one_of(found, &nodes, &mut decisions));
        }
        for ((listed, defined), times) in other_prefixes {
            let message = format!("codes are listed as `{listed}…` and defined as `{defined}…`");
            self.findings.count(Kind::ListMismatch, &place, message, Some("taken for the same".to_owned()), times);
        }
        for (id, nodes) in &defined {
            if taken.contains(id) {
                continue;
            }
            if let (Some(first), false) = (nodes.first(), listed.is_empty()) {
                let message = format!("`{id}` is defined and not listed");
                self.findings.add(Kind::ListMismatch, &first.place, message, Some("added to the list".to_owned()));
            }
            codes.extend(self.one_of(id, nodes, &mut decisions));
        }
        (codes, decisions)
    }

    fn listed_only(
        &mut self,
        id: &str,
        place: &crate::import::finding::Place,
        defined: &IndexMap<&str, Vec<&Node<'a>>>,
    ) {
        // Numbers are near to every other number.
        let near = did_you_mean(local(id), defined.keys().map(|id| local(id))).filter(|_| local(id).len() > 3);
        let near = near.map(|near| format!("; {near}")).unwrap_or_default();
        let message = format!("`{id}` is listed and not defined");
        self.findings.add(Kind::ListMismatch, place, message, Some(format!("kept without a label{near}")));
    }

    /// The code of an id; where several nodes have it, the first one, and a decision for people.
    fn one_of(&mut self, id: &str, nodes: &[&Node<'a>], decisions: &mut Vec<Decision>) -> Option<Code> {
        let read: Vec<Code> = nodes.iter().map(|node| code(node)).collect();
        let first = read.first()?.clone();
        let label = |code: &Code| code.label.clone().unwrap_or_else(|| "nothing".to_owned());
        for (other, node) in read.iter().zip(nodes).skip(1) {
            let message = format!("`{id}` is `{}` and, a second time, `{}`", label(&first), label(other));
            self.findings.add(Kind::Clash, &node.place, message, Some("the first one was kept".to_owned()));
        }
        if read.len() > 1 {
            decisions.push(Decision {
                about: format!("Code {}", first.code),
                says: read.iter().map(label).collect(),
                chosen: label(&first),
            });
        }
        Some(first)
    }

    /// Individuals whose class the file does not define: a list named by their type.
    pub(super) fn lists_without_class(&mut self, others: &[Node<'a>]) {
        let mut by_type: IndexMap<&str, Vec<&Node<'a>>> = IndexMap::new();
        for node in others {
            by_type.entry(node.types.first().copied().unwrap_or_default()).or_default().push(node);
        }
        for (r#type, nodes) in by_type {
            let Some(first) = nodes.first() else { continue };
            let message = format!("codes are of the class `{type}`, which the file does not define");
            let instead = Some("a code directory of that name was made".to_owned());
            self.findings.count(Kind::DanglingReference, &first.place.below("@type"), message, instead, nodes.len());
            let mut by_id: IndexMap<&str, Vec<&Node<'a>>> = IndexMap::new();
            for node in &nodes {
                by_id.entry(node.id).or_default().push(node);
            }
            let mut decisions = Vec::new();
            let codes = by_id.iter().filter_map(|(id, nodes)| self.one_of(id, nodes, &mut decisions)).collect();
            let empty = serde_json::Map::new();
            let class = Node { id: r#type, types: Vec::new(), body: &empty, place: first.place.clone() };
            let at = self.define(&class, local(r#type).to_owned(), Shape::Codes { closed: true, codes });
            self.draft.definitions[at].decisions = decisions;
        }
    }
}

/// What a class lists, with the place of each in the list.
fn listed<'a>(class: &Node<'a>) -> Vec<(&'a str, usize)> {
    let members = class.body.get("owl:oneOf").or_else(|| class.body.get("skos:hasTopConcept"));
    let members = members.map(|list| list.get("@list").unwrap_or(list)).and_then(Json::as_array).into_iter().flatten();
    members
        .enumerate()
        .filter_map(|(at, member)| Some((member.as_str().or_else(|| member["@id"].as_str())?, at)))
        .collect()
}

fn code(node: &Node<'_>) -> Code {
    let notation = node.body.get("skos:notation").and_then(Json::as_str);
    Code {
        code: notation.unwrap_or_else(|| local(node.id)).to_owned(),
        name: None,
        label: text(node.body, &["rdfs:label", "skos:prefLabel"]),
        description: text(node.body, &["rdfs:comment", "rdfs:description", "skos:definition"]),
        deprecated: node.body.get("owl:deprecated").and_then(Json::as_bool).unwrap_or(false),
    }
}
