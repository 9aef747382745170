//! One of several: kept where another attribute tells which one, and told where nothing does.

use std::collections::HashSet;

use crate::import::draft::{Alternative, Definition, Draft, Of, Shape, Value};
use crate::import::finding::{Findings, Kind};
use crate::import::order::target;
use crate::vocabulary::Kind as ValueKind;

/// Keeps the choices that a definition can say; of all others, the kind of value remains.
pub(super) fn keep_those_that_hold(draft: &mut Draft, findings: &mut Findings) {
    for at in 0..draft.definitions.len() {
        let Shape::Object { attributes, .. } = &draft.definitions[at].shape else { continue };
        let holds: Vec<bool> = attributes
            .iter()
            .map(|attribute| match &attribute.value.of {
                Of::Choice { by, alternatives } => tells(draft, at, by, alternatives),
                _ => true,
            })
            .collect();
        let Shape::Object { attributes, .. } = &mut draft.definitions[at].shape else { continue };
        for (attribute, holds) in attributes.iter_mut().zip(holds) {
            if let (Of::Choice { by, alternatives }, false) = (&attribute.value.of, holds) {
                let by = by.join(".");
                let alternatives: Vec<Value> = alternatives.iter().map(|it| it.value.clone()).collect();
                let message =
                    format!("`{by}` tells which type `{}` has, but not for each of its values", attribute.name);
                let instead = Some("any of the types is valid".to_owned());
                findings.add(Kind::NotExpressible, &attribute.place, message, instead);
                attribute.value.of = Of::Any { alternatives, kind: ValueKind::Any };
            }
        }
    }
    let definitions = &draft.definitions;
    let kinds: Vec<Vec<ValueKind>> =
        definitions.iter().map(|definition| kinds_of_attributes(definitions, definition)).collect();
    for (definition, kinds) in draft.definitions.iter_mut().zip(kinds) {
        let Shape::Object { attributes, .. } = &mut definition.shape else { continue };
        for (attribute, known) in attributes.iter_mut().zip(kinds) {
            if let Of::Any { kind, .. } = &mut attribute.value.of {
                *kind = known;
                let instead =
                    Some(format!("any {} is valid", if known == ValueKind::Any { "value" } else { known.name() }));
                let message = "one of several types, and nothing tells which";
                findings.add(Kind::NotExpressible, &attribute.place, message, instead);
            }
        }
    }
}

/// The kind that all alternatives of each attribute have in common.
fn kinds_of_attributes(definitions: &[Definition], definition: &Definition) -> Vec<ValueKind> {
    let Shape::Object { attributes, .. } = &definition.shape else { return Vec::new() };
    let kind = |value: &Value| match (value.list, &value.of) {
        (Some(true), _) => ValueKind::Array,
        (_, Of::Kind(kind)) => *kind,
        (_, Of::Definition(reference)) => match &definitions[target(reference)].shape {
            Shape::Object { .. } => ValueKind::Object,
            Shape::Codes { .. } => ValueKind::String,
            Shape::Format { kind, .. } => *kind,
            Shape::Alias(_) => ValueKind::Any,
        },
        _ => ValueKind::Any,
    };
    let common = |value: &Value| match &value.of {
        Of::Any { alternatives, .. } => {
            let mut kinds = alternatives.iter().map(kind);
            let first = kinds.next().unwrap_or(ValueKind::Any);
            if kinds.all(|kind| kind == first) { first } else { ValueKind::Any }
        }
        _ => ValueKind::Any,
    };
    attributes.iter().map(|attribute| common(&attribute.value)).collect()
}

/// Whether an attribute tells which alternative holds: it is a code of a closed directory, or a switch, and no value is left
/// open, nor its absence.
fn tells(draft: &Draft, at: usize, by: &[String], alternatives: &[Alternative]) -> bool {
    let mut current = at;
    let mut always = true;
    for (step, name) in by.iter().enumerate() {
        let Some(attribute) = attribute(draft, current, name) else { return false };
        if attribute.value.list == Some(true) {
            return false;
        }
        always &= attribute.required == Some(true);
        let is_last = step + 1 == by.len();
        match (&attribute.value.of, is_last) {
            (Of::Definition(reference), false) => current = target(reference),
            (Of::Kind(ValueKind::Boolean), true) => {
                return covers(&["true", "false"], alternatives, always);
            }
            (Of::Definition(reference), true) => {
                let Shape::Codes { closed: true, codes } = &draft.definitions[target(reference)].shape else {
                    return false;
                };
                let codes: Vec<&str> = codes.iter().map(|code| code.code.as_str()).collect();
                return covers(&codes, alternatives, always);
            }
            _ => return false,
        }
    }
    false
}

fn attribute<'a>(draft: &'a Draft, at: usize, name: &str) -> Option<&'a crate::import::draft::Attribute> {
    let mut current = Some(at);
    // No chain of parents is longer than there are definitions.
    for _ in 0..draft.definitions.len() {
        let Shape::Object { extends, attributes } = &draft.definitions[current?].shape else { return None };
        if let Some(found) = attributes.iter().find(|attribute| attribute.name == name) {
            return Some(found);
        }
        current = extends.as_ref().map(target);
    }
    None
}

fn covers(values: &[&str], alternatives: &[Alternative], always: bool) -> bool {
    let known: HashSet<&str> = values.iter().copied().collect();
    let told: Vec<&str> = alternatives.iter().flat_map(|it| it.when.iter().map(String::as_str)).collect();
    let defaults = alternatives.iter().filter(|alternative| alternative.default).count();
    let distinct: HashSet<&str> = told.iter().copied().collect();
    distinct.len() == told.len()
        && told.iter().all(|value| known.contains(value))
        && alternatives.iter().all(|it| !it.when.is_empty() && matches!(it.value.of, Of::Kind(_) | Of::Definition(_)))
        && defaults <= 1
        && (defaults == 1 || always && values.iter().all(|value| distinct.contains(value)))
}
