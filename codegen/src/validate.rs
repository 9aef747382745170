//! Payloads held against the standard: what `dci validate` says.

use crate::catalogue as rules;
use crate::diagnostic::{self, Diagnostic, Diagnostics};
use crate::load;
use crate::model::{DataObject, Id, Standard};
use crate::payload::{Judgement, MAX_FINDINGS, Validator, Violation, cut};
use crate::source::{FileId, Sources, Span};

/// Whether values of payloads may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// Messages repeat what was written, and tell what was meant.
    Shown,
    /// No message repeats a value, or tells what one of an attribute about a person was close to.
    Hidden,
}

/// Everything that is wrong with the payloads in some files, each of which is to be one of a data object; by file and place.
pub fn validate(
    standard: &Standard,
    object: Id<DataObject>,
    sources: &Sources,
    files: &[FileId],
    values: Values,
) -> Vec<Diagnostic> {
    let validator = Validator::new(standard);
    let validator = if values == Values::Hidden { validator.hiding_values() } else { validator };
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
    let Some(json) = load::json(sources, file, diagnostics) else { return };
    let judgement = validator.judge(&json, object);
    drop(json);
    let all = judgement.violations.iter().chain(&judgement.additions);
    let places = load::places(sources, file, all.map(|violation| violation.pointer.as_str()), diagnostics);
    let place =
        |violation: &Violation| places.get(violation.pointer.as_str()).copied().unwrap_or_else(|| Span::whole(file));
    let meta = &standard[object].meta;
    more(file, &judgement, diagnostics);
    for violation in &judgement.violations {
        let span = place(violation);
        let at = if violation.pointer.is_empty() { String::new() } else { format!("{}: ", shown(&violation.pointer)) };
        diagnostics.push(
            Diagnostic::new(&rules::INVALID_PAYLOAD, span, format!("{at}{}", violation.message))
                .maybe_help(violation.help.clone())
                .help(format!("`dci show {}` tells what {} may hold", meta.id, meta.name)),
        );
    }
    for addition in &judgement.additions {
        let span = place(addition);
        let own = "where it is a country's own there is nothing to do, for whoever reads the payload keeps it";
        let message = format!("{}: {}", shown(&addition.pointer), addition.message);
        diagnostics.push(
            Diagnostic::new(&rules::UNNAMED_ATTRIBUTE, span, message)
                .help(addition.help.clone().unwrap_or_else(|| own.to_owned())),
        );
    }
}

/// How much more there is than is kept.
fn more(file: FileId, judgement: &Judgement, diagnostics: &mut Diagnostics) {
    let kinds = [
        (&rules::INVALID_PAYLOAD, judgement.more_violations, "values are at fault"),
        (&rules::UNNAMED_ATTRIBUTE, judgement.more_additions, "members are no attributes"),
    ];
    for (rule, count, what) in kinds {
        if count > 0 {
            let message = format!("{count} more {what}, besides the first {MAX_FINDINGS}");
            diagnostics.push(
                Diagnostic::new(rule, Span::whole(file), message)
                    .help("correct what is reported, and validate the payload again"),
            );
        }
    }
}

/// A pointer with the beginnings of its names.
fn shown(pointer: &str) -> String {
    pointer.split('/').map(cut).collect::<Vec<_>>().join("/")
}
