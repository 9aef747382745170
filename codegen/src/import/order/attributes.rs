//! The attributes of data objects: once each, under names that can be written, and not in conflict with inherited ones.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use heck::ToSnakeCase as _;
use indexmap::IndexMap;

use crate::import::draft::{Attribute, Decision, Draft, Of, Shape, Value};
use crate::import::finding::{Findings, Kind};
use crate::import::order::target;
use crate::limits::MAX_ABOVE;
use crate::naming;
use crate::vocabulary::Kind as ValueKind;

/// Puts the attributes of every data object in order.
pub(super) fn put_in_order(draft: &mut Draft, findings: &mut Findings) {
    for at in 0..draft.definitions.len() {
        break_circle(draft, at, findings);
        let Shape::Object { attributes, .. } = &mut draft.definitions[at].shape else { continue };
        let attributes = std::mem::take(attributes);
        let mut decisions = Vec::new();
        let attributes = well_named(once(draft, attributes, &mut decisions, findings), findings);
        let definition = &mut draft.definitions[at];
        definition.decisions.extend(decisions);
        if let Shape::Object { attributes: own, .. } = &mut definition.shape {
            *own = attributes;
        }
    }
    for at in 0..draft.definitions.len() {
        against_inherited(draft, at);
    }
}

/// An object that extends itself, over others, extends nothing.
fn break_circle(draft: &mut Draft, at: usize, findings: &mut Findings) {
    let mut seen = BTreeSet::from([at]);
    let mut current = at;
    while let Some(next) = parent(draft, current) {
        if !seen.insert(next) {
            if next == at
                && let Shape::Object { extends, .. } = &mut draft.definitions[at].shape
                && let Some(reference) = extends.take()
            {
                let message = format!("`{}` is extended in a circle", reference.written);
                findings.add(Kind::Clash, &reference.place, message, Some("nothing is extended".to_owned()));
            }
            return;
        }
        current = next;
    }
}

fn parent(draft: &Draft, at: usize) -> Option<usize> {
    match &draft.definitions[at].shape {
        Shape::Object { extends, .. } => extends.as_ref().map(target),
        _ => None,
    }
}

/// An attribute that is there twice: the first one stays, and people decide.
fn once(
    draft: &Draft,
    attributes: Vec<Attribute>,
    decisions: &mut Vec<Decision>,
    findings: &mut Findings,
) -> Vec<Attribute> {
    let mut kept: IndexMap<String, Attribute> = IndexMap::new();
    for attribute in attributes {
        let Some(first) = kept.get(&attribute.name) else {
            kept.insert(attribute.name.clone(), attribute);
            continue;
        };
        let (is, other) = (described(draft, &first.value), described(draft, &attribute.value));
        let message = if is == other {
            format!("the attribute `{}` is there twice", attribute.name)
        } else {
            decisions.push(Decision {
                about: format!("Type of {}", attribute.name),
                says: vec![is.clone(), other.clone()],
                chosen: is.clone(),
            });
            format!("the attribute `{}` is there twice, as {is} and as {other}", attribute.name)
        };
        findings.add(Kind::Clash, &attribute.place, message, Some("the first one was kept".to_owned()));
    }
    kept.into_values().collect()
}

/// A value in words.
fn described(draft: &Draft, value: &Value) -> String {
    let of = match &value.of {
        Of::Silent => "a value of no type".to_owned(),
        Of::Kind(kind) => kind.to_string(),
        Of::Definition(reference) => draft.definitions[target(reference)].names.first().cloned().unwrap_or_default(),
        Of::Choice { .. } | Of::Any { .. } => "one of several".to_owned(),
    };
    if value.list == Some(true) { format!("a list of {of}") } else { of }
}

/// Names that programs can write; keywords of JSON-LD may stand in every object, and are no attributes.
fn well_named(attributes: Vec<Attribute>, findings: &mut Findings) -> Vec<Attribute> {
    let mut fields: BTreeSet<String> = BTreeSet::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<Attribute> = Vec::new();
    for mut attribute in attributes {
        if attribute.name.starts_with('@') {
            continue;
        }
        let wire = attribute.name.clone();
        if !is_well_formed(&wire) {
            let name = wire.to_snake_case();
            attribute.name = if is_well_formed(&name) { name } else { format!("attribute_{name}") };
        }
        if naming::is_kept_attribute(&attribute.name) || naming::snake_name(&attribute.name).is_empty() {
            attribute.name = format!("{}_value", naming::snake_name(&attribute.name));
        }
        let plain = attribute.name.clone();
        let number = numbers.entry(plain.clone()).or_insert(2);
        while !fields.insert(naming::snake_name(&attribute.name)) {
            attribute.name = format!("{plain}_{number}");
            *number += 1;
        }
        if attribute.name != wire {
            let message = format!("`{wire}` cannot be the name of an attribute here");
            findings.add(Kind::Misnamed, &attribute.place, message, Some(format!("named `{}`", attribute.name)));
            let words = attribute.description.take().unwrap_or_default();
            attribute.description = Some(format!("{words} TODO: on the wire it is called `{wire}`.").trim().to_owned());
        }
        kept.push(attribute);
    }
    kept
}

fn is_well_formed(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// An own attribute with the name of an inherited one: the same again says nothing, and a narrower one may stand. Where it says
/// something else, or would collide, the inherited ones are written out and nothing is extended.
fn against_inherited(draft: &mut Draft, at: usize) {
    let mut inherited: Vec<Attribute> = Vec::new();
    let mut current = at;
    let mut above = 0;
    while let Some(next) = parent(draft, current) {
        if let Shape::Object { attributes, .. } = &draft.definitions[next].shape {
            let known: BTreeSet<&str> = inherited.iter().map(|it| it.name.as_str()).collect();
            let more: Vec<Attribute> =
                attributes.iter().filter(|it| !known.contains(it.name.as_str())).cloned().collect();
            inherited.splice(0..0, more);
        }
        current = next;
        above += 1;
    }
    let Shape::Object { attributes, .. } = &draft.definitions[at].shape else { return };
    let mut own = attributes.clone();
    let mut by_name: HashMap<&str, &Attribute> = HashMap::new();
    let mut by_field: HashMap<String, &Attribute> = HashMap::new();
    for other in &inherited {
        by_name.entry(&other.name).or_insert(other);
        by_field.entry(naming::snake_name(&other.name)).or_insert(other);
    }
    own.retain(|own| by_name.get(own.name.as_str()).is_none_or(|other| !is_same(own, other)));
    let mut fits = above <= MAX_ABOVE;
    for attribute in &mut own {
        let field = naming::snake_name(&attribute.name);
        let Some(other) = by_field.get(&field) else { continue };
        fits &= other.name == attribute.name && narrows(draft, attribute, other);
        // What must be there stays so.
        if other.required == Some(true) {
            attribute.required = Some(true);
        }
    }
    let fields: BTreeSet<String> = own.iter().map(|attribute| naming::snake_name(&attribute.name)).collect();
    let Shape::Object { extends, attributes } = &mut draft.definitions[at].shape else { return };
    if !fits {
        *extends = None;
        inherited.retain(|other| !fields.contains(&naming::snake_name(&other.name)));
        own.splice(0..0, inherited);
    }
    *attributes = own;
}

/// Whether two attributes say the same.
fn is_same(own: &Attribute, other: &Attribute) -> bool {
    let target_of = |value: &Value| match &value.of {
        Of::Definition(reference) => Some(target(reference).to_string()),
        Of::Kind(kind) => Some(kind.to_string()),
        _ => None,
    };
    own.value.list.unwrap_or(false) == other.value.list.unwrap_or(false)
        && own.required.unwrap_or(false) == other.required.unwrap_or(false)
        && target_of(&own.value).is_some()
        && target_of(&own.value) == target_of(&other.value)
}

/// Whether an attribute says no more than that values of the inherited one's kind are of a narrower type.
fn narrows(draft: &Draft, own: &Attribute, other: &Attribute) -> bool {
    let own_kind = match &own.value.of {
        Of::Kind(kind) => Some(*kind),
        Of::Definition(reference) => match &draft.definitions[target(reference)].shape {
            Shape::Codes { .. } => Some(ValueKind::String),
            Shape::Format { kind, .. } => Some(*kind),
            Shape::Object { .. } => Some(ValueKind::Object),
            Shape::Alias(_) => None,
        },
        _ => None,
    };
    let is_list = |attribute: &Attribute| attribute.value.list.unwrap_or(false);
    let Of::Kind(kind) = other.value.of else { return false };
    is_list(own) == is_list(other) && own_kind.is_some() && (kind == ValueKind::Any || own_kind == Some(kind))
}
