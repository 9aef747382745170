//! Code directories as concept schemes, codes as concepts (SKOS).

use serde_json::{Value, json};

use crate::emit::json_ld::document::{Node, document, iri};
use crate::emit::json_ld::names::{Names, segment};
use crate::model::{Code, CodeDirectory, Definition, Id, Interface, Match, Standard};
use crate::vocabulary::Relation;

/// The concept schemes of an interface.
pub(super) fn concepts(standard: &Standard, names: &Names<'_>, interface: Id<Interface>) -> Value {
    let mut nodes = Vec::new();
    for id in &standard[interface].code_directories {
        let directory = &standard[*id];
        nodes.push(scheme(standard, names, *id));
        if directory.codes_of.is_some() {
            // The concepts are those of another scheme, and belong to this one too.
            for code in &directory.codes {
                nodes.push(json!({"@id": names.concept(*id, &code.code), "skos:inScheme": names.scheme(*id)}));
            }
        } else {
            nodes.extend(directory.codes.iter().map(|code| concept(standard, names, *id, code)));
        }
    }
    document(standard, names, nodes)
}

fn scheme(standard: &Standard, names: &Names<'_>, id: Id<CodeDirectory>) -> Value {
    let directory = &standard[id];
    let meta = &directory.meta;
    let replacement =
        replacement(standard, names, meta.deprecated.as_ref().and_then(|gone| gone.replaced_by.as_deref()));
    let top = directory.codes.iter().map(|code| json!(names.concept(id, &code.code))).collect();
    Node::new(names.scheme(id), "skos:ConceptScheme")
        .with_text("dct:title", &meta.title)
        .with_text("dct:description", &meta.description)
        .with(
            "skos:note",
            if directory.is_closed() { "Only these codes." } else { "A country may add codes of its own." },
        )
        .with_meta(names, meta, replacement)
        .with_all("skos:hasTopConcept", top)
        .into()
}

/// What replaces a directory: another one.
fn replacement(standard: &Standard, names: &Names<'_>, wanted: Option<&str>) -> Option<String> {
    match standard.by_id(wanted?)? {
        Definition::CodeDirectory(id) => Some(names.scheme(id)),
        _ => None,
    }
}

fn concept(standard: &Standard, names: &Names<'_>, id: Id<CodeDirectory>, code: &Code) -> Value {
    let directory = &standard[id];
    let replacement = code
        .deprecated
        .as_ref()
        .and_then(|gone| gone.replaced_by.as_deref())
        .and_then(|other| directory.codes.iter().find(|it| it.code == other || it.name == other))
        .map(|other| names.concept(id, &other.code));
    let mut node = Node::new(names.concept(id, &code.code), "skos:Concept")
        .with("skos:notation", code.code.as_str())
        .with_text("skos:prefLabel", &code.label)
        .with_text_if("skos:definition", code.description.as_ref())
        .with("skos:inScheme", names.scheme(id))
        .with("skos:topConceptOf", names.scheme(id))
        .with_deprecation(directory.meta.stage, code.deprecated.as_ref(), replacement)
        .with_notes(&code.formerly, &code.decisions);
    for (relation, term) in RELATIONS {
        let matches = code.matches.iter().filter(|other| other.relation == *relation);
        node = node.with_all(term, matches.filter_map(|other| Some(json!(matched(other)?))).collect());
    }
    node.into()
}

const RELATIONS: &[(Relation, &str)] = &[
    (Relation::Exact, "skos:exactMatch"),
    (Relation::Close, "skos:closeMatch"),
    (Relation::Broader, "skos:broadMatch"),
    (Relation::Narrower, "skos:narrowMatch"),
    (Relation::Related, "skos:relatedMatch"),
];

/// The IRI of a code of another list, where the list has one: HL7 and others put the code behind a slash.
fn matched(other: &Match) -> Option<String> {
    if !other.system.starts_with("http://") && !other.system.starts_with("https://") {
        return None;
    }
    let system = iri(&other.system);
    let end = if system.ends_with(['/', '#']) { "" } else { "/" };
    Some(format!("{system}{end}{}", segment(&other.code)))
}
