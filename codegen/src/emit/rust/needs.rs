//! Which definitions others need: the types of attributes, the bodies of operations, and so on to the end.

use std::collections::BTreeSet;

use super::names::choice_owner;
use crate::model::{Attribute, Definition, Standard};

/// The chosen definitions and all that they need.
pub(super) fn all(standard: &Standard, chosen: &[Definition]) -> BTreeSet<Definition> {
    let mut needed = BTreeSet::new();
    let mut open = chosen.to_vec();
    while let Some(next) = open.pop() {
        if needed.insert(next) {
            open.extend(direct(standard, next));
        }
    }
    needed
}

fn direct(standard: &Standard, definition: Definition) -> Vec<Definition> {
    match definition {
        Definition::DataObject(id) => {
            let object = &standard[id];
            let types = object.attributes.iter().flat_map(Attribute::types);
            // The enum of an unchanged choice stands with the object that first has it.
            let owners = object.attributes.iter().filter_map(|attribute| choice_owner(standard, id, &attribute.name));
            let types = types.map(|r#type| standard.definition_of(r#type));
            types.chain(owners.map(Definition::DataObject)).collect()
        }
        Definition::Operation(id) => {
            let operation = &standard[id];
            let bodies = operation.request.iter().chain(&operation.answer).map(|body| body.object);
            let failures = operation.failures.iter().map(|failures| failures.object);
            bodies.chain(failures).map(Definition::DataObject).collect()
        }
        Definition::DataType(_) | Definition::DataFormat(_) | Definition::CodeDirectory(_) | Definition::Process(_) => {
            Vec::new()
        }
    }
}
