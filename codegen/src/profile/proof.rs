//! That a profile only narrows or adds: every payload that is valid in it is valid in the standard.
//!
//! The profile is compared with the standard as a revision would be. Whatever lets payloads through that the standard refuses is
//! an error, with a payload that was held against both.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diff::{self, Change, ChangeKind};
use crate::model::{ProfileChange, Standard};
use crate::raw::RawProfile;
use crate::source::Span;

/// Reports whatever a profile allows and the standard does not; returns all in which the two differ.
pub(super) fn prove(
    base: &Standard,
    profile: &Standard,
    places: &BTreeMap<String, Span>,
    raw: &RawProfile,
    diagnostics: &mut Diagnostics,
) -> Vec<Change> {
    let covered: BTreeSet<&str> = profile.interfaces.iter().map(|(_, it)| it.id.as_str()).collect();
    let changes = diff::diff(base, profile).changes;
    let changes: Vec<Change> = changes.into_iter().filter(|it| covered.contains(it.interface.as_str())).collect();
    for change in changes.iter().filter(|change| change.effect.widens) {
        diagnostics.push(refusal(change, place_of(change, places).unwrap_or(raw.profile.span)));
    }
    changes
}

/// In which a profile differs from the standard, for people.
pub(super) fn told(changes: &[Change]) -> Vec<ProfileChange> {
    let is_told = |change: &&Change| {
        !matches!(change.kind, ChangeKind::InterfaceAdded | ChangeKind::ExamplesChanged | ChangeKind::Decided)
    };
    changes
        .iter()
        .filter(is_told)
        .map(|change| ProfileChange {
            path: change.path.clone(),
            what: change.kind.of_kind().meaning.to_owned(),
            before: change.before.clone(),
            after: change.after.clone(),
        })
        .collect()
}

/// Where the profile says what a change is about: the place itself, or what it is a part of.
fn place_of(change: &Change, places: &BTreeMap<String, Span>) -> Option<Span> {
    let whole = change.path.split('/').next().unwrap_or_default();
    places.get(&change.path).or_else(|| places.get(whole)).copied()
}

fn refusal(change: &Change, span: Span) -> Diagnostic {
    let says = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
    let message = match &change.accepted {
        Some(_) => format!("the profile allows at `{}` what the standard does not", change.path),
        None => format!("it cannot be shown that the profile allows no more at `{}` than the standard", change.path),
    };
    let diagnostic = Diagnostic::new(&rules::PROFILE_WIDENS, span, message).expected(format!(
        "no more than the standard allows: {}, not {}",
        says(&change.before),
        says(&change.after)
    ));
    match &change.accepted {
        Some(witness) => diagnostic
            .help(format!(
                "this {} is valid in the profile, and the standard refuses it ({}): {}",
                witness.object_now, witness.refusal, witness.payload
            ))
            .help("narrow what the standard has, or add something of the country's own beside it"),
        None => diagnostic
            .help("no payload was found that it allows and the standard refuses, and it could not be proved that there is none")
            .help("narrow what the standard has, or add something of the country's own beside it"),
    }
}
