//! Which decision settles which deviation.
//!
//! A decision says under `settles` what published material has otherwise, as a path from its own place downwards: `is_disabled` in the
//! data object `DO.COM.09` settles `DO.COM.09/is_disabled` and everything below it. An attribute is settled, too, where the
//! object that it was inherited from settles it; and what an interface settles holds for the interfaces that build on it.

use serde::Serialize;

use crate::model::{DataObject, Decision, Definition, Id, Interface, Standard};

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

/// A decision and its place.
#[derive(Clone, Debug)]
pub struct Placed<'a> {
    /// The interface of the place.
    pub interface: Id<Interface>,
    /// The place: an id, an id with an attribute or code after a slash; the interface's own id for its own decisions.
    pub at: String,
    /// The definition; nothing for a decision of the interface as a whole.
    pub definition: Option<Definition>,
    /// The decision.
    pub decision: &'a Decision,
}

/// Every decision of a standard, in order: interface by interface, its own first; each once, where it was written.
pub fn placed(standard: &Standard) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    for (id, interface) in standard.interfaces.iter() {
        let own = interface.decisions.iter();
        all.extend(own.map(|decision| Placed { interface: id, at: interface.id.clone(), definition: None, decision }));
        for definition in interface.definitions() {
            let meta = standard.meta(definition);
            let place = |at: String, decision| Placed { interface: id, at, definition: Some(definition), decision };
            all.extend(meta.decisions.iter().map(|decision| place(meta.id.clone(), decision)));
            match definition {
                Definition::DataObject(object) if standard[object].is_declared() => {
                    let own = standard[object].attributes.iter().filter(|attribute| attribute.inherited_from.is_none());
                    for attribute in own {
                        let at = format!("{}/{}", meta.id, attribute.name);
                        all.extend(attribute.decisions.iter().map(|decision| place(at.clone(), decision)));
                    }
                }
                Definition::CodeDirectory(directory) if standard[directory].codes_of.is_none() => {
                    for code in &standard[directory].codes {
                        let at = format!("{}/{}", meta.id, code.code);
                        all.extend(code.decisions.iter().map(|decision| place(at.clone(), decision)));
                    }
                }
                _ => {}
            }
        }
    }
    all
}

/// Every decision that settles something, by what it settles.
#[derive(Debug)]
pub struct Settlements<'a> {
    standard: &'a Standard,
    placed: Vec<Placed<'a>>,
}

impl<'a> Settlements<'a> {
    /// The settlements of a standard.
    pub fn of(standard: &'a Standard) -> Self {
        let mut placed = placed(standard);
        placed.retain(|placed| !placed.decision.settles.is_empty());
        Self { standard, placed }
    }

    /// The decision that settles a path, seen from an interface.
    pub fn of_path(&self, interface: Id<Interface>, path: &str) -> Option<Settled> {
        let paths = self.paths(path);
        let found = self.placed.iter().find(|placed| {
            placed.decision.settles.iter().any(|settles| match placed.definition {
                None => self.counts_for(placed.interface, interface) && paths.iter().any(|path| lies_at(path, settles)),
                Some(_) => {
                    let whole = format!("{}/{settles}", placed.at);
                    paths.iter().any(|path| lies_at(path, &whole))
                }
            })
        })?;
        let decision = found.decision;
        Some(Settled { at: found.at.clone(), about: decision.about.to_string(), chosen: decision.chosen.to_string() })
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
