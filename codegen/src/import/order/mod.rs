//! Puts a draft in order: what is the same becomes one, what stands for something else is replaced by it, and everything gets
//! the name and the id under which it is written.

mod attributes;
mod choices;
mod codes;
mod endless;
mod interfaces;
mod names;
mod same;

use crate::import::draft::{Draft, Of, Shape, Value};
use crate::import::finding::{Findings, Kind, Place};
use crate::limits::MAX_ALIAS_STEPS;
use crate::vocabulary::Kind as ValueKind;

pub(super) use interfaces::Interface;

/// A draft in order.
#[derive(Debug)]
pub(super) struct Ordered {
    pub(super) draft: Draft,
    pub(super) interfaces: Vec<Interface>,
    /// The interface of each module.
    pub(super) interface_of: Vec<usize>,
    /// The interface that has the data types.
    pub(super) types_in: usize,
    /// What each definition is called; nothing where it is not written.
    pub(super) called: Vec<Option<Called>>,
    /// What each operation is called; nothing where it is not written.
    pub(super) operations: Vec<Option<Called>>,
}

/// The id and the name of something that is written.
#[derive(Clone, Debug)]
pub(super) struct Called {
    pub(super) id: String,
    pub(super) name: String,
    /// Earlier ids and names.
    pub(super) formerly: Vec<String>,
}

/// Puts a draft in order.
pub(super) fn order(mut draft: Draft, findings: &mut Findings) -> Ordered {
    settle_aliases(&mut draft, findings);
    same::unite(&mut draft, findings);
    codes::keep_those_that_can_be(&mut draft, findings);
    attributes::put_in_order(&mut draft, findings);
    choices::keep_those_that_hold(&mut draft, findings);
    endless::bring_to_an_end(&mut draft, findings);
    operations_once(&mut draft, findings);
    bodies(&mut draft, findings);
    let (interfaces, interface_of, types_in) = interfaces::of(&draft, findings);
    operation_ids_once(&mut draft, &interface_of, findings);
    let called = names::of_definitions(&draft, &interfaces, &interface_of);
    let operations = names::of_operations(&draft, &interfaces, &interface_of);
    Ordered { draft, interfaces, interface_of, types_in, called, operations }
}

/// The definition that a reference was settled on.
pub(super) fn target(reference: &crate::import::draft::Reference) -> usize {
    reference.target.unwrap_or_default()
}

/// Replaces every name for something else by that.
fn settle_aliases(draft: &mut Draft, findings: &mut Findings) {
    let mut definitions = std::mem::take(&mut draft.definitions);
    for at in 0..definitions.len() {
        let mut shape = std::mem::replace(&mut definitions[at].shape, Shape::Codes { closed: true, codes: Vec::new() });
        if let Shape::Object { extends, attributes } = &mut shape {
            for attribute in attributes {
                attribute.value = followed(&definitions, &attribute.value, &attribute.place, findings);
            }
            if let Some(parent) = extends {
                let value = Value::one(Of::Definition(parent.clone()));
                let place = parent.place.clone();
                let is_itself = target(parent) == at;
                match followed(&definitions, &value, &place, findings).of {
                    Of::Definition(found) if is_object(&definitions, target(&found)) && !is_itself => *parent = found,
                    _ => {
                        let message = format!("`{}` is no data object that could be extended", parent.written);
                        let instead = Some("nothing is extended".to_owned());
                        findings.add(Kind::NotExpressible, &place, message, instead);
                        *extends = None;
                    }
                }
            }
        }
        definitions[at].shape = shape;
    }
    draft.definitions = definitions;
}

fn is_object(definitions: &[crate::import::draft::Definition], at: usize) -> bool {
    matches!(definitions[at].shape, Shape::Object { .. })
}

/// A value without names for something else in it.
fn followed(
    definitions: &[crate::import::draft::Definition],
    value: &Value,
    place: &Place,
    findings: &mut Findings,
) -> Value {
    let mut left = MAX_ALIAS_STEPS;
    resolved(definitions, value, place, findings, (0, &mut left))
}

/// The same some steps down the way, where so many may still be taken.
fn resolved(
    definitions: &[crate::import::draft::Definition],
    value: &Value,
    place: &Place,
    findings: &mut Findings,
    (depth, left): (usize, &mut usize),
) -> Value {
    let any = Value::one(Of::Kind(ValueKind::Any));
    if *left == 0 {
        let message = format!("one of more than {MAX_ALIAS_STEPS} types");
        findings.add(Kind::NotExpressible, place, message, Some("any value is valid".to_owned()));
        return any;
    }
    *left -= 1;
    let mut value = value.clone();
    match &mut value.of {
        Of::Silent | Of::Kind(_) => {}
        Of::Definition(reference) => {
            let Shape::Alias(inner) = &definitions[target(reference)].shape else { return value };
            if depth > 16 {
                let message = format!("`{}` stands for itself in a circle", reference.written);
                findings.add(Kind::DanglingReference, place, message, Some("any value is valid".to_owned()));
                return any;
            }
            let inner = resolved(definitions, inner, place, findings, (depth + 1, left));
            return listed(value.list, value.filled, inner, place, findings);
        }
        Of::Choice { alternatives, .. } => {
            for alternative in alternatives {
                alternative.value = resolved(definitions, &alternative.value, place, findings, (depth + 1, left));
            }
        }
        Of::Any { alternatives, .. } => {
            for alternative in alternatives {
                *alternative = resolved(definitions, alternative, place, findings, (depth + 1, left));
            }
        }
    }
    value
}

/// A value, or a list of such values. A list of lists is a list of anything.
fn listed(list: Option<bool>, filled: bool, inner: Value, place: &Place, findings: &mut Findings) -> Value {
    if list != Some(true) {
        return Value { list: if inner.list == Some(true) { inner.list } else { list }, ..inner };
    }
    if inner.list == Some(true) {
        let instead = Some("a list of anything".to_owned());
        findings.add(Kind::NotExpressible, place, "a list of lists", instead);
        return Value { list, filled, of: Of::Kind(ValueKind::Array) };
    }
    Value { list, filled, of: inner.of }
}

/// An interface offers a method of a path once.
fn operations_once(draft: &mut Draft, findings: &mut Findings) {
    let mut seen = Vec::new();
    draft.operations.retain(|operation| {
        let key = (operation.module, operation.method, operation.path.clone());
        let is_first = !seen.contains(&key);
        if is_first {
            seen.push(key);
        } else {
            let message = format!("{} {} is offered a second time", operation.method, operation.path);
            findings.add(Kind::Clash, &operation.place, message, Some("the first one was kept".to_owned()));
        }
        is_first
    });
}

/// An interface has an operationId once; where it is there again, the name of the operation takes its place.
fn operation_ids_once(draft: &mut Draft, interface_of: &[usize], findings: &mut Findings) {
    let mut seen = std::collections::BTreeSet::new();
    for operation in &mut draft.operations {
        let Some(id) = &operation.operation_id else { continue };
        if !seen.insert((interface_of[operation.module], id.to_lowercase())) {
            let message = format!("the operationId `{id}` is there a second time");
            findings.add(Kind::Clash, &operation.place, message, Some("left out of the second operation".to_owned()));
            operation.operation_id = None;
        }
    }
}

/// What is sent and returned is a data object.
fn bodies(draft: &mut Draft, findings: &mut Findings) {
    let definitions = &draft.definitions;
    for operation in &mut draft.operations {
        let mut keep = |reference: &mut crate::import::draft::Reference| {
            let value = Value::one(Of::Definition(reference.clone()));
            let value = followed(definitions, &value, &reference.place, findings);
            match (value.list, value.of) {
                (Some(true), _) => {}
                (_, Of::Definition(found)) if is_object(definitions, target(&found)) => {
                    *reference = found;
                    return true;
                }
                _ => {}
            }
            let instead = Some("left out".to_owned());
            findings.add(Kind::NotExpressible, &reference.place, "a body that is no data object", instead);
            false
        };
        if operation.request.as_mut().is_some_and(|(reference, _)| !keep(reference)) {
            operation.request = None;
        }
        if operation.answer.as_mut().is_some_and(|(reference, _)| !keep(reference)) {
            operation.answer = None;
        }
        if operation.failures.as_mut().is_some_and(|(reference, _)| !keep(reference)) {
            operation.failures = None;
        }
    }
}
