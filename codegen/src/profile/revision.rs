//! What a revision of the standard means to a profile that stands on it.

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Severity};
use crate::diff::Change;
use crate::profile::Profiled;

/// What a revision means to a profile.
#[derive(Debug)]
pub enum Outcome<'a> {
    /// Nothing that it covers changes.
    Unaffected,
    /// It goes on holding over the revised standard.
    Merged {
        /// How many changes come to it.
        changes: usize,
        /// Those at places of which it says something itself.
        at_its_places: Vec<&'a Change>,
    },
    /// It does not hold any more.
    NeedsDecision(Vec<&'a Diagnostic>),
}

impl Outcome<'_> {
    /// In a word or two.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unaffected => "unaffected",
            Self::Merged { .. } => "merged",
            Self::NeedsDecision(_) => "needs a decision",
        }
    }
}

/// What the changes of a revision mean to a profile, which was laid over the revised standard.
pub fn outcome<'a>(profiled: &'a Profiled, changes: &'a [Change]) -> Outcome<'a> {
    // That it names the version before is what this answers.
    let is_of_revision =
        |it: &&Diagnostic| it.rule.severity == Severity::Error && it.rule.id != catalogue::PROFILE_BASE.id;
    let errors: Vec<&Diagnostic> = profiled.diagnostics.iter().filter(is_of_revision).collect();
    if !errors.is_empty() {
        return Outcome::NeedsDecision(errors);
    }
    let covered: Vec<&Change> = changes.iter().filter(|it| profiled.covers.contains(&it.interface)).collect();
    if covered.is_empty() {
        return Outcome::Unaffected;
    }
    let own = profiled.standard.iter().filter_map(|standard| standard.profile.as_ref()).flat_map(|it| &it.changes);
    let places: Vec<&str> = own.map(|change| change.path.as_str()).collect();
    let below = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
    let touches = |path: &str| places.iter().any(|own| *own == path || below(path, own) || below(own, path));
    let at_its_places = covered.iter().copied().filter(|change| touches(&change.path)).collect();
    Outcome::Merged { changes: covered.len(), at_its_places }
}
