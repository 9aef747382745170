//! Code directories.

use crate::model::{Decision, Deprecation, Id, Listed, Meta, Named, Text};
use crate::source::Span;
use crate::vocabulary::{Binding, Relation};

/// A list of codes.
#[derive(Debug)]
pub struct CodeDirectory {
    /// What every definition carries.
    pub meta: Meta,
    /// Whether a country may add codes.
    pub binding: Binding,
    /// The codes, in order; those of another directory where they are taken over.
    pub codes: Listed<Code>,
    /// The directory whose codes are taken over.
    pub codes_of: Option<Id<CodeDirectory>>,
}

/// A code.
#[derive(Clone, Debug)]
pub struct Code {
    /// What stands on the wire.
    pub code: String,
    /// The stable name for programs, in `snake_case`.
    pub name: String,
    /// The label for people.
    pub label: Text,
    /// What it means.
    pub description: Option<Text>,
    /// The version in which it came.
    pub since: Option<String>,
    /// Earlier codes that meant the same.
    pub formerly: Vec<String>,
    /// That it is on its way out.
    pub deprecated: Option<Deprecation>,
    /// Codes of other lists.
    pub matches: Vec<Match>,
    /// What was decided where the sources disagree.
    pub decisions: Vec<Decision>,
    /// Where it stands.
    pub span: Span,
    /// Where its name stands; without one of its own, the code.
    pub name_span: Span,
}

/// A code of another list.
#[derive(Clone, Debug)]
pub struct Match {
    /// The list.
    pub system: String,
    /// The code there.
    pub code: String,
    /// How the two relate.
    pub relation: Relation,
}

impl CodeDirectory {
    /// Whether only the listed codes hold.
    pub fn is_closed(&self) -> bool {
        self.binding == Binding::Closed
    }

    /// The entry of a code.
    pub fn get(&self, code: &str) -> Option<&Code> {
        self.codes.named(code)
    }
}

impl Named for Code {
    fn key(&self) -> &str {
        &self.code
    }
}
