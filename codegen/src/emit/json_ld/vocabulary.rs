//! The vocabulary of an interface: classes, properties and datatypes, in RDFS with what OWL adds.
//!
//! An interface describes what it declares itself; what it takes from another one is described there.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::emit::json_ld::document::{Node, by_language, document};
use crate::emit::json_ld::names::{self, Names};
use crate::emit::json_ld::terms::{format_literal, is_concept, literal};
use crate::model::{Attribute, DataFormat, DataObject, Definition, Deprecation, Id, Interface, Standard, Type};

/// The vocabulary of an interface.
pub(super) fn vocabulary(standard: &Standard, names: &Names<'_>, id: Id<Interface>) -> Value {
    let interface = &standard[id];
    let mut nodes = vec![ontology(standard, names, id)];
    nodes.extend(interface.data_formats.iter().map(|format| datatype(standard, names, *format)));
    nodes.extend(interface.data_objects.iter().map(|object| class(standard, names, *object)));
    nodes.extend(properties(standard, names, id));
    document(standard, names, nodes)
}

fn ontology(standard: &Standard, names: &Names<'_>, id: Id<Interface>) -> Value {
    let interface = &standard[id];
    let requires = interface.depends_on.iter().map(|other| json!(names.base(*other))).collect();
    Node::new(names.base(id), "owl:Ontology")
        .with_text("dct:title", &interface.title)
        .with_text("dct:description", &interface.description)
        .with("dct:publisher", standard.publisher.as_str())
        .with("dct:license", format!("https://spdx.org/licenses/{}", standard.licence))
        .with("owl:versionInfo", interface.version.as_str())
        .with_all("dct:requires", requires)
        .with_deprecation(interface.stage, None, None)
        .into()
}

fn datatype(standard: &Standard, names: &Names<'_>, id: Id<DataFormat>) -> Value {
    let DataFormat { meta, constraints, .. } = &standard[id];
    let base = format_literal(standard, id);
    let bounds = [
        ("xsd:minLength", constraints.min_length.map(|length| json!(length))),
        ("xsd:maxLength", constraints.max_length.map(|length| json!(length))),
        ("xsd:minInclusive", constraints.minimum.clone().map(|bound| json!({"@value": bound, "@type": base}))),
        ("xsd:maxInclusive", constraints.maximum.clone().map(|bound| json!({"@value": bound, "@type": base}))),
    ];
    let facets: Vec<Value> = bounds.into_iter().filter_map(|(facet, bound)| Some(json!({facet: bound?}))).collect();
    let node = Node::new(names.datatype(id), "rdfs:Datatype")
        .with_text("rdfs:label", &meta.title)
        .with_text("rdfs:comment", &meta.description)
        .with("rdfs:subClassOf", base);
    // The patterns of XML Schema are of another kind: ours is told to people.
    let pattern = constraints.pattern.iter().map(|pattern| json!(format!("Pattern: {pattern}"))).collect();
    let node = node.with_all("skos:scopeNote", pattern);
    let node = if facets.is_empty() {
        node
    } else {
        node.with("owl:onDatatype", base).with("owl:withRestrictions", json!({"@list": facets}))
    };
    node.with_meta(names, meta, replacement(standard, names, meta.deprecated.as_ref())).into()
}

fn class(standard: &Standard, names: &Names<'_>, id: Id<DataObject>) -> Value {
    let object = &standard[id];
    let above = names::above(object);
    let mut super_classes: Vec<Value> = above.iter().map(|above| json!(names.class(*above))).collect();
    for attribute in &object.attributes {
        super_classes.extend(narrowed(standard, names, id, above, attribute));
    }
    let replacement = replacement(standard, names, object.meta.deprecated.as_ref());
    Node::new(names.class(id), json!(["rdfs:Class", "owl:Class"]))
        .with_text("rdfs:label", &object.meta.title)
        .with_text("rdfs:comment", &object.meta.description)
        .with_all("rdfs:subClassOf", super_classes)
        .with_meta(names, &object.meta, replacement)
        .into()
}

/// That the values of an attribute are of a narrower type here than further up.
fn narrowed(
    standard: &Standard,
    names: &Names<'_>,
    object: Id<DataObject>,
    above: Option<Id<DataObject>>,
    attribute: &Attribute,
) -> Option<Value> {
    let inherited = standard[above?].attribute(&attribute.name)?;
    if inherited.value == attribute.value {
        return None;
    }
    Some(json!({
        "@type": "owl:Restriction",
        "owl:onProperty": names.property(object, &attribute.name),
        "owl:allValuesFrom": union(&ranges(standard, names, &attribute.types())),
    }))
}

/// The properties that an interface is the first to declare.
fn properties(standard: &Standard, names: &Names<'_>, interface: Id<Interface>) -> Vec<Value> {
    let mut found: BTreeMap<String, Vec<(Id<DataObject>, &Attribute)>> = BTreeMap::new();
    let is_profile = standard.profile.as_ref().is_some_and(|profile| profile.interface == interface);
    // What a profile adds stands in the data objects of the standard.
    let objects: Vec<Id<DataObject>> = if is_profile {
        standard.data_objects.iter().map(|(id, _)| id).collect()
    } else {
        standard[interface].data_objects.clone()
    };
    for id in objects {
        for attribute in &standard[id].attributes {
            if names.home(id, &attribute.name) == id && names.declarer(id, &attribute.name) == interface {
                found.entry(names.property(id, &attribute.name)).or_default().push((id, attribute));
            }
        }
    }
    found.into_iter().map(|(iri, uses)| property(standard, names, iri, &uses)).collect()
}

fn property(standard: &Standard, names: &Names<'_>, iri: String, uses: &[(Id<DataObject>, &Attribute)]) -> Value {
    let types: Vec<Type> = uses.iter().flat_map(|(_, attribute)| attribute.types()).collect();
    let nodes = types.iter().filter(|r#type| is_node(standard, **r#type)).count();
    let is_open = uses.iter().any(|(object, attribute)| names.is_open(*object, &attribute.name));
    let kind = match nodes {
        // Whether a parameter is a node is settled where it is filled in.
        _ if is_open => "rdf:Property",
        0 => "owl:DatatypeProperty",
        all if all == types.len() => "owl:ObjectProperty",
        _ => "rdf:Property",
    };
    let domain: Vec<Value> = uses.iter().map(|(object, _)| json!(names.class(*object))).collect();
    let range = if is_open { Vec::new() } else { vec![union(&ranges(standard, names, &types))] };
    let mut node = Node::new(iri, kind)
        .with("rdfs:label", by_language(uses.iter().map(|(_, attribute)| &attribute.title)))
        .with("rdfs:comment", by_language(uses.iter().map(|(_, attribute)| &attribute.description)))
        .with("rdfs:domain", union(&domain))
        .with_all("rdfs:range", range);
    if let Some((object, first)) = uses.first() {
        node = node.with("rdfs:isDefinedBy", names.base(names.declarer(*object, &first.name)));
    }
    // A property is on its way out when it is so in every object that has it.
    if let [(object, attribute), rest @ ..] = uses
        && attribute.deprecated.is_some()
        && rest.iter().all(|(_, attribute)| attribute.deprecated.is_some())
    {
        let stage = standard[*object].meta.stage;
        let deprecated = attribute.deprecated.as_ref();
        let beside = deprecated.and_then(|it| it.replaced_by.as_deref());
        let beside = beside.filter(|name| standard[*object].attribute(name).is_some());
        let replacement = beside.map(|name| names.property(*object, name));
        let replacement = replacement.or_else(|| self::replacement(standard, names, deprecated));
        node = node.with_deprecation(stage, deprecated, replacement);
    }
    let formerly: Vec<String> = uses.iter().flat_map(|(_, attribute)| attribute.formerly.clone()).collect();
    let decisions: Vec<_> = uses.iter().flat_map(|(_, attribute)| attribute.decisions.clone()).collect();
    node.with_notes(&formerly, &decisions).into()
}

/// Whether the values of a type are nodes; all others are literals.
fn is_node(standard: &Standard, r#type: Type) -> bool {
    match r#type {
        Type::Object(_) => true,
        Type::Code(id) => is_concept(standard, id),
        Type::Data(_) | Type::Format(_) => false,
    }
}

/// What values of some types are, each once.
fn ranges(standard: &Standard, names: &Names<'_>, types: &[Type]) -> Vec<Value> {
    let mut ranges = Vec::new();
    for r#type in types {
        let range = match *r#type {
            Type::Data(id) => json!(literal(standard[id].kind)),
            Type::Format(id) => json!(names.datatype(id)),
            Type::Code(id) if is_concept(standard, id) => json!({
                "@type": "owl:Restriction",
                "owl:onProperty": "skos:inScheme",
                "owl:hasValue": names.scheme(id),
            }),
            Type::Code(_) => json!("xsd:string"),
            Type::Object(id) => json!(names.class(id)),
        };
        if !ranges.contains(&range) {
            ranges.push(range);
        }
    }
    ranges
}

/// One class as it is, several as their union.
fn union(classes: &[Value]) -> Value {
    match classes {
        [one] => one.clone(),
        several => {
            // Within a list the key does not tell that a text is a reference.
            let members: Vec<Value> = several
                .iter()
                .map(|class| class.as_str().map_or_else(|| class.clone(), |iri| json!({"@id": iri})))
                .collect();
            json!({"@type": "owl:Class", "owl:unionOf": {"@list": members}})
        }
    }
}

/// What replaces something: the class of another data object, or another datatype.
fn replacement(standard: &Standard, names: &Names<'_>, deprecated: Option<&Deprecation>) -> Option<String> {
    match standard.by_id(deprecated?.replaced_by.as_deref()?)? {
        Definition::DataObject(id) => Some(names.class(id).to_owned()),
        Definition::DataFormat(id) => Some(names.datatype(id)),
        _ => None,
    }
}
