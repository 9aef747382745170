//! The names that targets make: within a target no two things may claim one.
//!
//! Each emitter tells its claims with the functions by which it makes the names ([`Emitter::claims`]), and `check` holds them against
//! each other before anything is made: so two things never meet on one path, in one type or under one IRI.
//!
//! [`Emitter::claims`]: crate::emit::Emitter::claims

use crate::emit::EMITTERS;
use crate::model::{Definition, Id, Interface, Standard};
use crate::source::Span;

/// A name that a target makes of something.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Where there may be one of the name: `rust src/common/objects`.
    pub(crate) space: String,
    /// The name as the target writes it.
    pub(crate) name: String,
    /// What it names there: `file`, `type`.
    pub(crate) what: &'static str,
    /// Whether names that differ only in case are one: on many systems those of files are, and programs that tell types apart by
    /// nothing else are read wrongly.
    pub(crate) ignores_case: bool,
    /// Who claims it; nobody where the target keeps it for itself.
    pub(crate) by: Option<Claimant>,
}

/// What a name is made of.
#[derive(Clone, Debug)]
pub(crate) struct Claimant {
    /// What it is, for people: `data object`.
    pub(crate) what: &'static str,
    /// What it is called in the standard.
    pub(crate) name: String,
    /// Where it is named.
    pub(crate) span: Span,
    /// The definition, where it is one.
    pub(crate) definition: Option<Definition>,
}

/// The claims of all targets, in their order.
pub(crate) fn claims(standard: &Standard) -> Vec<Claim> {
    EMITTERS.iter().flat_map(|emitter| emitter.claims(standard)).collect()
}

impl Claim {
    /// The claim of a definition.
    pub(crate) fn of_definition(
        standard: &Standard,
        definition: Definition,
        what: &'static str,
        space: &str,
        name: String,
    ) -> Self {
        let meta = standard.meta(definition);
        let claimant = Claimant {
            what: definition.what(),
            name: meta.name.clone(),
            span: meta.name_span,
            definition: Some(definition),
        };
        Self { space: space.to_owned(), name, what, ignores_case: true, by: Some(claimant) }
    }

    /// The claim of an interface.
    pub(crate) fn of_interface(
        standard: &Standard,
        interface: Id<Interface>,
        what: &'static str,
        space: &str,
        name: String,
    ) -> Self {
        let Interface { name: own, span, .. } = &standard[interface];
        let claimant = Claimant { what: "interface", name: own.clone(), span: *span, definition: None };
        Self { space: space.to_owned(), name, what, ignores_case: true, by: Some(claimant) }
    }

    /// A name that the target keeps for itself.
    pub(crate) fn of_target(what: &'static str, space: &str, name: &str) -> Self {
        Self { space: space.to_owned(), name: name.to_owned(), what, ignores_case: true, by: None }
    }

    /// The same where names that differ in case are two.
    pub(crate) fn in_its_case(self) -> Self {
        Self { ignores_case: false, ..self }
    }
}
