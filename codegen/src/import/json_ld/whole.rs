//! What only shows when all files are seen together: ids and labels that stand for several things.

use indexmap::IndexMap;

use crate::import::finding::{Kind, Place};
use crate::import::json_ld::context::Context;
use crate::import::json_ld::words::text;
use crate::import::json_ld::{Node, Reader};

/// What was seen in the files read so far.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Properties that stand for themselves: file, module, pointer.
    pub(super) properties: Vec<(usize, usize, String)>,
    /// The nodes of each id: place and label.
    nodes: IndexMap<String, Vec<(Place, String)>>,
}

impl Ids {
    /// Takes note of a node. Properties of the same name in several classes are one property to RDF.
    pub(super) fn defined(&mut self, context: &Context, node: &Node<'_>) {
        let is_property = node.is_property() || node.place.pointer.contains("/rdfs:property/");
        if !is_property {
            let label = text(node.body, &["rdfs:label", "skos:prefLabel"]).unwrap_or_default();
            self.nodes.entry(context.identifier(node.id)).or_default().push((node.place.clone(), label));
        }
    }
}

impl Reader<'_> {
    pub(super) fn whole(&mut self) {
        self.shared_ids();
        self.shared_labels();
    }

    /// An id that several files give to different things.
    fn shared_ids(&mut self) {
        for (id, nodes) in std::mem::take(&mut self.ids.nodes) {
            let mut files: Vec<usize> = nodes.iter().map(|(place, _)| place.file).collect();
            files.dedup();
            let mut labels: Vec<&str> =
                nodes.iter().map(|(_, label)| label.as_str()).filter(|it| !it.is_empty()).collect();
            labels.sort_unstable();
            labels.dedup();
            let [(first, _), ..] = nodes.as_slice() else { continue };
            if files.len() < 2 || labels.len() < 2 {
                continue;
            }
            let more = if labels.len() > 3 { format!(" and {} more", labels.len() - 3) } else { String::new() };
            labels.truncate(3);
            let message = format!("the id `{id}` is given in {} files, to {}{more}", files.len(), labels.join(", "));
            self.findings.add(Kind::Clash, first, message, Some("each file is read for itself".to_owned()));
        }
    }

    /// A label that two definitions of different names have.
    fn shared_labels(&mut self) {
        let mut by_label: IndexMap<&str, Vec<usize>> = IndexMap::new();
        for (at, definition) in self.draft.definitions.iter().enumerate() {
            if let Some(title) = &definition.title {
                by_label.entry(title).or_default().push(at);
            }
        }
        for (label, definitions) in by_label {
            let Some(first) = definitions.first().map(|at| &self.draft.definitions[*at]) else { continue };
            for other in definitions.iter().skip(1).map(|at| &self.draft.definitions[*at]) {
                if other.names.first() != first.names.first() {
                    let name = first.names.first().map_or("", String::as_str);
                    let file = &self.documents[first.place.file].path;
                    let message = format!("the label `{label}` is that of `{name}` in {file} too");
                    self.findings.add(Kind::Clash, &other.place, message, Some("both are kept".to_owned()));
                }
            }
        }
    }
}
