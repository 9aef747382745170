//! Who refers to whom, and who is never referred to.

use std::collections::BTreeSet;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Definition, Standard};
use crate::source::Span;
use crate::vocabulary::Stage;

/// A reference from one definition to another.
pub(super) struct Reference {
    pub(super) to: Definition,
    pub(super) span: Span,
}

/// Everything that a definition refers to, but for what it inherits.
pub(super) fn references(standard: &Standard, definition: Definition) -> Vec<Reference> {
    let span = standard.meta(definition).span;
    let mut found = Vec::new();
    match definition {
        Definition::DataType(_) => {}
        Definition::DataFormat(id) => found.push(Reference { to: Definition::DataType(standard[id].data_type), span }),
        Definition::CodeDirectory(id) => {
            found.extend(standard[id].codes_of.map(|giver| Reference { to: Definition::CodeDirectory(giver), span }));
        }
        Definition::DataObject(id) => {
            let object = &standard[id];
            found.extend(object.extends.map(|parent| Reference { to: Definition::DataObject(parent), span }));
            found.extend(object.bound_from().map(|shared| Reference { to: Definition::DataObject(shared), span }));
            for attribute in object.attributes.iter().filter(|attribute| attribute.inherited_from.is_none()) {
                let types = attribute.types().into_iter();
                found.extend(types.map(|it| Reference { to: standard.definition_of(it), span: attribute.span }));
            }
        }
        Definition::Operation(id) => {
            let operation = &standard[id];
            let bodies = operation.request.iter().chain(&operation.answer);
            found.extend(bodies.map(|body| Reference { to: Definition::DataObject(body.object), span }));
            found.extend(operation.failures.iter().map(|it| Reference { to: Definition::DataObject(it.object), span }));
            found.extend(operation.errors.iter().map(|id| Reference { to: Definition::CodeDirectory(*id), span }));
            found.extend(operation.callback.map(|callback| Reference { to: Definition::Operation(callback), span }));
        }
        Definition::Process(id) => {
            let process = &standard[id];
            found.extend(process.data.iter().map(|id| Reference { to: Definition::DataObject(*id), span }));
            let steps = process.steps.iter().chain(process.use_cases.iter().flat_map(|case| &case.steps));
            let operations = steps.filter_map(|step| step.operation);
            found.extend(operations.map(|id| Reference { to: Definition::Operation(id), span }));
        }
    }
    found
}

/// A definition that nothing refers to is forgotten or misspelt, unless it says why it stands alone. Operations and
/// processes are what interfaces are for; nobody needs to refer to them. A registry's records stand for themselves.
pub(super) fn definitions_are_used(standard: &Standard, diagnostics: &mut Diagnostics) {
    let mut used: BTreeSet<Definition> = BTreeSet::new();
    for definition in standard.definitions() {
        // A definition that refers to itself alone is not used.
        used.extend(references(standard, definition).into_iter().map(|it| it.to).filter(|to| *to != definition));
    }
    for (_, interface) in standard.interfaces.iter() {
        for parameter in &interface.parameters {
            used.insert(standard.definition_of(parameter.default));
        }
    }
    for definition in standard.definitions() {
        let meta = standard.meta(definition);
        let counts = matches!(
            definition,
            Definition::DataType(_)
                | Definition::DataFormat(_)
                | Definition::CodeDirectory(_)
                | Definition::DataObject(_)
        );
        if counts && !used.contains(&definition) && meta.standalone.is_none() && !meta.id.contains('@') {
            diagnostics.push(
                Diagnostic::new(
                    &rules::UNUSED_DEFINITION,
                    meta.span,
                    format!("nothing refers to the {} `{}` {}", definition.what(), meta.id, meta.name),
                )
                .help("use it, delete the file, or say under `standalone` why it stands alone"),
            );
        }
    }
}

/// What an endorsed standard says of people must say how much harm its disclosure can do.
pub(super) fn attributes_say_their_sensitivity(standard: &Standard, diagnostics: &mut Diagnostics) {
    for (_, object) in standard.data_objects.iter() {
        if object.meta.stage != Stage::Endorsed || !object.is_declared() {
            continue;
        }
        for attribute in &object.attributes {
            if attribute.inherited_from.is_none() && attribute.sensitivity.is_none() {
                diagnostics.push(
                    Diagnostic::new(
                        &rules::MISSING_SENSITIVITY,
                        attribute.span,
                        format!("the attribute `{}` does not say how sensitive it is", attribute.name),
                    )
                    .help("add `sensitivity: public`, `personal` or `sensitive`"),
                );
            }
        }
    }
}
