//! Rules over the resolved standard: one function a rule, the rule in prose above it.
//!
//! What concerns a single reference is said while resolving; here is what needs the whole.

mod claims;
mod endless;
mod examples;
mod names;
mod stages;
mod sunsets;
mod usage;

use crate::diagnostic::Diagnostics;
use crate::emit::claims::Claim;
use crate::model::Standard;

/// Applies every rule. `claims` are the names that the targets make.
pub(crate) fn check(standard: &Standard, claims: &[Claim], diagnostics: &mut Diagnostics) {
    // A definition that could not be resolved leaves others looking unused: say so only when all else is well.
    let complete = !diagnostics.has_errors();
    claims::names_are_claimed_once(standard, claims, diagnostics);
    names::attributes_of_an_object_differ(standard, diagnostics);
    names::names_are_not_reserved(standard, diagnostics);
    endless::objects_come_to_an_end(standard, diagnostics);
    stages::stable_things_stand_on_stable_things(standard, diagnostics);
    stages::nothing_that_stays_uses_what_goes(standard, diagnostics);
    sunsets::what_has_gone_is_removed(standard, diagnostics);
    usage::attributes_say_their_sensitivity(standard, diagnostics);
    examples::examples_keep_to_their_definition(standard, diagnostics);
    if complete {
        usage::definitions_are_used(standard, diagnostics);
    }
}
