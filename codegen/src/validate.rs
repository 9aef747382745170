//! Payloads held against the standard: what `dci validate` says.

use crate::catalogue as rules;
use crate::diagnostic::{self, Diagnostic, Diagnostics};
use crate::load;
use crate::model::{DataObject, Id, Standard};
use crate::payload::Validator;
use crate::source::{FileId, Sources};

/// Everything that is wrong with the payloads in some files, each of which is to be one of a data object; by file and place.
pub fn validate(standard: &Standard, object: Id<DataObject>, sources: &Sources, files: &[FileId]) -> Vec<Diagnostic> {
    let validator = Validator::new(standard);
    let mut diagnostics = Diagnostics::new();
    for file in files {
        payload(standard, &validator, object, sources, *file, &mut diagnostics);
    }
    let mut diagnostics = diagnostics.finish();
    diagnostic::by_path(sources, &mut diagnostics);
    diagnostics
}

fn payload(
    standard: &Standard,
    validator: &Validator<'_>,
    object: Id<DataObject>,
    sources: &Sources,
    file: FileId,
    diagnostics: &mut Diagnostics,
) {
    let Some(node) = load::payload(sources, file, diagnostics) else { return };
    // What is JSON was told just now.
    let Ok(json) = serde_json::from_str(sources.file(file).text.trim_start_matches('\u{feff}')) else { return };
    let places = node.places();
    let meta = &standard[object].meta;
    for violation in validator.validate(&json, object) {
        let Some(span) = places.get(&violation.pointer) else { continue };
        let at = if violation.pointer.is_empty() { String::new() } else { format!("{}: ", violation.pointer) };
        diagnostics.push(
            Diagnostic::new(&rules::INVALID_PAYLOAD, *span, format!("{at}{}", violation.message))
                .maybe_help(violation.help)
                .help(format!("`dci show {}` tells what {} may hold", meta.id, meta.name)),
        );
    }
    for addition in validator.additions(&json, object) {
        let Some(span) = places.get(&addition.pointer) else { continue };
        let own = "where it is a country's own there is nothing to do, for whoever reads the payload keeps it";
        diagnostics.push(
            Diagnostic::new(&rules::UNNAMED_ATTRIBUTE, *span, format!("{}: {}", addition.pointer, addition.message))
                .help(addition.help.unwrap_or_else(|| own.to_owned())),
        );
    }
}
