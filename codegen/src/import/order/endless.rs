//! Data objects that must contain themselves: no payload could be one of them.

use std::collections::BTreeSet;

use crate::import::draft::{Attribute, Draft, Of, Shape, Value};
use crate::import::finding::{Findings, Kind};
use crate::import::order::target;

/// Makes an attribute optional in every circle of required ones.
pub(super) fn bring_to_an_end(draft: &mut Draft, findings: &mut Findings) {
    let mut ending = BTreeSet::new();
    loop {
        let before = ending.len();
        for at in 0..draft.definitions.len() {
            if !ending.contains(&at) && ends(draft, &ending, at) {
                ending.insert(at);
            }
        }
        if ending.len() > before {
            continue;
        }
        let Some(first) = (0..draft.definitions.len()).find(|at| !ending.contains(at)) else { return };
        if !break_open(draft, &ending, first, findings) {
            // What it extends goes on for ever: that one is opened in its turn.
            ending.insert(first);
        }
    }
}

fn ends(draft: &Draft, ending: &BTreeSet<usize>, at: usize) -> bool {
    match &draft.definitions[at].shape {
        Shape::Object { extends, attributes } => {
            extends.as_ref().is_none_or(|parent| ending.contains(&target(parent)))
                && attributes.iter().all(|attribute| !goes_on(ending, attribute))
        }
        _ => true,
    }
}

/// Whether an attribute must hold a data object that does not end.
fn goes_on(ending: &BTreeSet<usize>, attribute: &Attribute) -> bool {
    attribute.required == Some(true) && holds_endless(ending, &attribute.value)
}

fn holds_endless(ending: &BTreeSet<usize>, value: &Value) -> bool {
    match &value.of {
        Of::Definition(reference) => !ending.contains(&target(reference)),
        Of::Choice { alternatives, .. } => alternatives.iter().all(|it| holds_endless(ending, &it.value)),
        Of::Silent | Of::Kind(_) | Of::Any { .. } => false,
    }
}

/// Makes the attributes optional by which a data object goes on; whether there were any.
fn break_open(draft: &mut Draft, ending: &BTreeSet<usize>, at: usize, findings: &mut Findings) -> bool {
    let Shape::Object { attributes, .. } = &mut draft.definitions[at].shape else { return false };
    let mut opened = false;
    for attribute in attributes.iter_mut().filter(|attribute| goes_on(ending, attribute)) {
        let message =
            format!("`{}` must hold what in the end must hold it again, so that no value is valid", attribute.name);
        findings.add(Kind::NotExpressible, &attribute.place, message, Some("it may be absent".to_owned()));
        attribute.required = Some(false);
        opened = true;
    }
    opened
}
