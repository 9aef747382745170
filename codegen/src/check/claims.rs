//! Names that targets make, held against each other.

use indexmap::{IndexMap, IndexSet};

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::emit::claims::{Claim, Claimant};
use crate::model::{Definition, Standard};
use crate::naming;

/// No two things of a standard may have one name in a target: one type, one file, one address. Where names differ only in case they
/// are one file on many systems. A name that a target keeps for itself is nobody's.
pub(super) fn names_are_claimed_once(standard: &Standard, claims: &[Claim], diagnostics: &mut Diagnostics) {
    let mut taken: IndexMap<(&str, String), &Claim> = IndexMap::new();
    let mut told = IndexSet::new();
    for claim in claims {
        let key = if claim.ignores_case { claim.name.to_lowercase() } else { claim.name.clone() };
        let first = *taken.entry((&claim.space, key)).or_insert(claim);
        let Some(by) = &claim.by else { continue };
        if let Some(diagnostic) = device(claim, by) {
            if told.insert((by.span, by.span)) {
                diagnostics.push(diagnostic);
            }
            continue;
        }
        if std::ptr::eq(first, claim) {
            continue;
        }
        match &first.by {
            None => {
                if told.insert((by.span, by.span)) {
                    diagnostics.push(kept_by_the_target(claim, by));
                }
            }
            Some(other) => {
                if !is_told_elsewhere(standard, other, by) && told.insert((other.span, by.span)) {
                    diagnostics.push(collision(first, other, claim, by));
                }
            }
        }
    }
}

/// Two of one kind and name are reported where the names are read.
fn is_told_elsewhere(standard: &Standard, first: &Claimant, second: &Claimant) -> bool {
    let (Some(one), Some(other)) = (first.definition, second.definition) else { return first.span == second.span };
    let is_declared = |definition| !standard.meta(definition).id.contains('@');
    first.name == second.name && one.kind() == other.kind() && is_declared(one) && is_declared(other)
}

fn collision(first: &Claim, other: &Claimant, second: &Claim, by: &Claimant) -> Diagnostic {
    let taken = format!("the {} `{}`", other.what, other.name);
    let (why, taken) = if first.name == second.name {
        ("which is taken".to_owned(), format!("by {taken}"))
    } else {
        (format!("which differs from `{}` only in case", first.name), taken)
    };
    let help = match by.definition {
        Some(Definition::Operation(_)) => "rename one of the two, or give one another `operation_id`",
        Some(_) => "rename one of the two, and keep the old name under `formerly`",
        None => "rename one of the two",
    };
    Diagnostic::new(
        &rules::NAME_COLLISION,
        by.span,
        format!("the {} `{}` would be the {} `{}`, {why}", by.what, by.name, second.what, second.name),
    )
    .related(other.span, taken)
    .help(help)
}

fn kept_by_the_target(claim: &Claim, by: &Claimant) -> Diagnostic {
    Diagnostic::new(
        &rules::RESERVED_NAME,
        by.span,
        format!(
            "the {} `{}` would be the {} `{}`, which is kept for something else",
            by.what, by.name, claim.what, claim.name
        ),
    )
    .help("choose another name")
}

/// A file that Windows would take for a device.
fn device(claim: &Claim, by: &Claimant) -> Option<Diagnostic> {
    let is_path = matches!(claim.what, "file" | "folder" | "module");
    (is_path && naming::is_device(claim.name.rsplit('/').next()?)).then(|| {
        Diagnostic::new(
            &rules::RESERVED_NAME,
            by.span,
            format!(
                "the {} `{}` would be the {} `{}`, a name that Windows keeps for a device",
                by.what, by.name, claim.what, claim.name
            ),
        )
        .help("choose another name")
    })
}
