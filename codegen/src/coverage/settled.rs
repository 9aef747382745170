//! Which decision settles which deviation.
//!
//! A decision says under `settles` what published material has otherwise, as a path from its own place downwards: `is_disabled` in the
//! data object `DO.COM.09` settles `DO.COM.09/is_disabled` and everything below it. An attribute is settled, too, where the
//! object that it was inherited from settles it; and what an interface settles holds for the interfaces that build on it.

use serde::Serialize;

use crate::model::{DataObject, Decided, Definition, Id, Interface, Standard};

/// The decision that settles a deviation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settled {
    /// Where it stands: an id, or an id with an attribute or code.
    pub at: String,
    /// What it is about.
    pub about: String,
    /// What was chosen.
    pub chosen: String,
}

/// Every decision that settles something, by what it settles.
#[derive(Debug)]
pub struct Settlements<'a> {
    standard: &'a Standard,
    decided: Vec<Decided<'a>>,
}

impl<'a> Settlements<'a> {
    /// The settlements of a standard.
    pub fn of(standard: &'a Standard) -> Self {
        let decided = standard.decisions().filter(|decided| !decided.decision.settles.is_empty()).collect();
        Self { standard, decided }
    }

    /// The decision that settles a path, seen from an interface.
    pub fn of_path(&self, interface: Id<Interface>, path: &str) -> Option<Settled> {
        let paths = self.paths(path);
        let found = self.decided.iter().find(|decided| {
            let of_an_interface = decided.definition.is_none();
            let counts = !of_an_interface || self.counts_for(decided.interface, interface);
            let from_here = if of_an_interface { String::new() } else { format!("{}/", decided.at(self.standard)) };
            let wholes = decided.decision.settles.iter().map(|settles| format!("{from_here}{settles}"));
            counts && wholes.into_iter().any(|whole| paths.iter().any(|path| lies_at(path, &whole)))
        })?;
        let decision = found.decision;
        Some(Settled {
            at: found.at(self.standard),
            about: decision.about.to_string(),
            chosen: decision.chosen.to_string(),
        })
    }

    /// Whether what an interface decided counts for another one: for itself and for those that build on it.
    fn counts_for(&self, decided: Id<Interface>, seen_from: Id<Interface>) -> bool {
        decided == seen_from || self.standard[seen_from].depends_on.contains(&decided)
    }

    /// The path, and the same one in the objects that its object takes attributes from.
    fn paths(&self, path: &str) -> Vec<String> {
        let (id, rest) = path.split_once('/').unwrap_or((path, ""));
        let mut paths = vec![path.to_owned()];
        let Some(Definition::DataObject(object)) = self.standard.by_id(id) else { return paths };
        paths.extend(ancestors(self.standard, object).map(|it| format!("{}/{rest}", self.standard[it].meta.id)));
        paths
    }
}

/// The data objects that one extends or is a bound version of, nearest first.
fn ancestors(standard: &Standard, object: Id<DataObject>) -> impl Iterator<Item = Id<DataObject>> + '_ {
    let next = |id: &Id<DataObject>| standard[*id].extends.or(standard[*id].bound_from());
    std::iter::successors(next(&object), next)
}

/// Whether a path is that of the settlement, or below it.
fn lies_at(path: &str, settled: &str) -> bool {
    path.strip_prefix(settled).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
