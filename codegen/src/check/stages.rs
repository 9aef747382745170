//! Stages: what holds stands on what holds.

use crate::catalogue as rules;
use crate::check::usage::references;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Standard;
use crate::vocabulary::Stage;

/// An endorsed definition may not depend on one that is still proposed, a draft or under review: it would change
/// under the feet of those who have built on it.
pub(super) fn stable_things_stand_on_stable_things(standard: &Standard, diagnostics: &mut Diagnostics) {
    for definition in standard.definitions() {
        let meta = standard.meta(definition);
        if meta.stage != Stage::Endorsed || meta.id.contains('@') {
            continue;
        }
        for reference in references(standard, definition) {
            let target = standard.meta(reference.to);
            if matches!(target.stage, Stage::Proposed | Stage::Draft | Stage::Review) {
                diagnostics.push(
                    Diagnostic::new(
                        &rules::STAGE_DEPENDENCY,
                        reference.span,
                        format!(
                            "{} is endorsed, but `{}` {} is at the stage {}",
                            meta.id, target.id, target.name, target.stage
                        ),
                    )
                    .related(target.span, "defined here")
                    .help(format!("endorse {} first, or set `stage: {}` here", target.id, target.stage)),
                );
            }
        }
    }
}

/// What is deprecated or retired is on its way out: nothing that stays should refer to it.
pub(super) fn nothing_that_stays_uses_what_goes(standard: &Standard, diagnostics: &mut Diagnostics) {
    let goes = |stage: Stage| matches!(stage, Stage::Deprecated | Stage::Retired);
    for definition in standard.definitions() {
        let meta = standard.meta(definition);
        if goes(meta.stage) || meta.deprecated.is_some() || meta.id.contains('@') {
            continue;
        }
        for reference in references(standard, definition) {
            let target = standard.meta(reference.to);
            if goes(target.stage) || target.deprecated.is_some() {
                let instead = target.deprecated.as_ref().and_then(|deprecated| deprecated.replaced_by.as_deref());
                diagnostics.push(
                    Diagnostic::new(
                        &rules::DEPRECATED_USE,
                        reference.span,
                        format!("{} refers to `{}` {}, which is on its way out", meta.id, target.id, target.name),
                    )
                    .help(instead.map_or_else(
                        || "refer to what replaces it".to_owned(),
                        |instead| format!("refer to {instead} instead"),
                    )),
                );
            }
        }
    }
}
