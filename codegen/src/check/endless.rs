//! Data objects that must contain themselves.

use std::collections::BTreeSet;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Attribute, DataObject, Id, Standard, Type, Value};

/// Every data object has a payload that ends: no chain of required attributes leads back to where it began. Where an attribute is a
/// choice, one alternative that ends is enough.
pub(super) fn objects_come_to_an_end(standard: &Standard, diagnostics: &mut Diagnostics) {
    let ending = ending(standard);
    let mut done: BTreeSet<Id<DataObject>> = BTreeSet::new();
    let mut told = BTreeSet::new();
    for (start, _) in standard.data_objects.iter() {
        let mut way: Vec<(Id<DataObject>, &Attribute)> = Vec::new();
        let mut next = start;
        while !done.contains(&next)
            && !ending.contains(&next)
            && way.iter().all(|(object, _)| *object != next)
            && let Some((attribute, inner)) = endless_attribute(standard, &ending, next)
        {
            way.push((next, attribute));
            next = inner;
        }
        if let Some(first) = way.iter().position(|(object, _)| *object == next)
            && told.insert(way[first..].iter().map(|(_, attribute)| attribute.span).min())
        {
            diagnostics.push(endless(standard, &way[first..]));
        }
        done.extend(way.iter().map(|(object, _)| *object));
    }
}

/// The data objects that have a payload.
fn ending(standard: &Standard) -> BTreeSet<Id<DataObject>> {
    let mut ending = BTreeSet::new();
    loop {
        let before = ending.len();
        for (id, object) in standard.data_objects.iter() {
            if !ending.contains(&id) && object.attributes.iter().all(|it| next_of(it, &ending).is_none()) {
                ending.insert(id);
            }
        }
        if ending.len() == before {
            return ending;
        }
    }
}

/// The data object that an attribute must hold, where none that it may hold ends.
fn next_of(attribute: &Attribute, ending: &BTreeSet<Id<DataObject>>) -> Option<Id<DataObject>> {
    if !attribute.is_required() {
        return None;
    }
    let endless = |r#type: Type| match r#type {
        Type::Object(inner) if !ending.contains(&inner) => Some(inner),
        _ => None,
    };
    match &attribute.value {
        Value::One(r#type) => endless(*r#type),
        Value::Choice(choice) => {
            let mut first = None;
            for alternative in &choice.alternatives {
                let must_be_there = attribute.cardinality_of(alternative).is_required();
                let inner = endless(alternative.r#type).filter(|_| must_be_there)?;
                first.get_or_insert(inner);
            }
            first
        }
    }
}

fn endless_attribute<'a>(
    standard: &'a Standard,
    ending: &BTreeSet<Id<DataObject>>,
    object: Id<DataObject>,
) -> Option<(&'a Attribute, Id<DataObject>)> {
    let attributes = &standard[object].attributes;
    attributes.iter().find_map(|attribute| Some((attribute, next_of(attribute, ending)?)))
}

fn endless(standard: &Standard, circle: &[(Id<DataObject>, &Attribute)]) -> Diagnostic {
    let name = |at: usize| &standard[circle[at % circle.len()].0].meta.name;
    let steps: Vec<String> =
        circle.iter().enumerate().map(|(at, (_, attribute))| format!("{}.{}", name(at), attribute.name)).collect();
    let (_, first) = circle[0];
    let mut diagnostic = Diagnostic::new(
        &rules::ENDLESS_OBJECT,
        first.span,
        format!("{} must contain itself, so that no payload is valid: {} → {}", name(0), steps.join(" → "), name(0)),
    )
    .help("make one of these attributes optional: `0..1`, or `0..*`");
    for (_, attribute) in &circle[1..] {
        if attribute.span != first.span {
            diagnostic = diagnostic.related(attribute.span, "a part of the circle");
        }
    }
    diagnostic
}
