//! What a revision changes, and for whom.
//!
//! Two standards are compared as models, not as text. Every change has a kind and a verdict for each [`Audience`]; a change that
//! lets fewer payloads through, or more, carries a [`Witness`]: a payload that shows it. Direction decides: a narrower request
//! breaks those who send it, a wider answer those who read it. A change inside a draft is no break, and says so.

mod change;
mod codes;
mod data;
mod flow;
mod formats;
mod interfaces;
mod json;
mod operations;
mod pairs;
mod patterns;
mod version;
mod witness;
mod words;

use crate::model::{Definition, Standard};

pub use change::{Audience, Change, ChangeKind, Effect, KINDS, KindOfChange, Verdict};
pub use version::{Bump, Release};
pub use witness::Witness;
pub use words::line;

use pairs::Pairs;

/// Everything that a revision changes.
#[derive(Debug)]
pub struct Diff {
    /// The changes, interface by interface.
    pub changes: Vec<Change>,
    /// What each interface's version says of it, and what it has to say.
    pub releases: Vec<Release>,
}

impl Diff {
    /// Whether a change breaks somebody, drafts aside.
    pub fn is_breaking(&self) -> bool {
        self.changes.iter().any(Change::is_breaking)
    }
}

/// Compares two standards.
pub fn diff(old: &Standard, new: &Standard) -> Diff {
    let mut comparison = Comparison::new(old, new);
    comparison.interfaces();
    comparison.definitions();
    comparison.formats();
    comparison.directories();
    comparison.objects();
    comparison.operations();
    comparison.processes();
    let mut changes = comparison.changes;
    let order = |id: &str| new.interfaces.iter().position(|(_, interface)| interface.id == id).unwrap_or(usize::MAX);
    changes.sort_by_cached_key(|change| (order(&change.interface), change.interface.clone()));
    let releases = version::releases(old, new, &changes);
    Diff { changes, releases }
}

/// Compares two definitions of one kind, whatever they are called: a draft with what became of it.
pub fn diff_definitions(old: &Standard, before: Definition, new: &Standard, after: Definition) -> Vec<Change> {
    let mut comparison = Comparison::new(old, new);
    comparison.pairs.only(before, after);
    comparison.definitions();
    comparison.formats();
    comparison.directories();
    comparison.objects();
    comparison.operations();
    comparison.processes();
    comparison.changes
}

/// A comparison under way.
struct Comparison<'a> {
    old: &'a Standard,
    new: &'a Standard,
    pairs: Pairs,
    flows: flow::Flows,
    witnesses: witness::Witnesses<'a>,
    changes: Vec<Change>,
}

impl<'a> Comparison<'a> {
    fn new(old: &'a Standard, new: &'a Standard) -> Self {
        let pairs = Pairs::of(old, new);
        let flows = flow::Flows::of(old, new, &pairs);
        let witnesses = witness::Witnesses::new(old, new);
        Self { old, new, pairs, flows, witnesses, changes: Vec::new() }
    }
}
