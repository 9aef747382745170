//! Examples: payloads that show a definition keep to it.

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{DataObject, Example, Id, Standard};
use crate::payload::Validator;

/// Every payload keeps to the data object, or to the request or the answer of the operation, that it is an example of.
pub(super) fn examples_keep_to_their_definition(standard: &Standard, diagnostics: &mut Diagnostics) {
    let validator = Validator::new(standard);
    for (example, object) in standard.shown() {
        check(standard, &validator, example, object, diagnostics);
    }
}

fn check(
    standard: &Standard,
    validator: &Validator<'_>,
    example: Id<Example>,
    object: Id<DataObject>,
    diagnostics: &mut Diagnostics,
) {
    let example = &standard[example];
    let meta = &standard[object].meta;
    for violation in validator.validate(&example.json, object) {
        let Some(span) = example.places.get(&violation.pointer) else { continue };
        diagnostics.push(
            Diagnostic::new(&rules::INVALID_EXAMPLE, *span, violation.message)
                .related(meta.span, format!("the payload is an example of {} {}", meta.id, meta.name))
                .maybe_help(violation.help)
                .help("correct the payload, or the definition"),
        );
    }
}
