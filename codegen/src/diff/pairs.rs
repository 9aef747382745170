//! Which definition of the new standard is which of the old one.
//!
//! The same id is the same definition. Where an id is gone, the definition that names it under `formerly` takes its place.

use std::collections::BTreeMap;

use crate::model::{Definition, Standard};

#[derive(Debug)]
pub(super) struct Pairs {
    /// Old and new, in the order of the old standard.
    pub(super) both: Vec<(Definition, Definition)>,
    pub(super) removed: Vec<Definition>,
    pub(super) added: Vec<Definition>,
    new_of: BTreeMap<Definition, Definition>,
}

impl Pairs {
    pub(super) fn of(old: &Standard, new: &Standard) -> Self {
        let mut both = Vec::new();
        let mut removed = Vec::new();
        let mut new_of = BTreeMap::new();
        let mut taken = std::collections::BTreeSet::new();
        for definition in old.definitions() {
            let id = &old.meta(definition).id;
            let same = new.by_id(id).filter(|it| it.kind() == definition.kind());
            let heir = || {
                new.definitions().find(|it| {
                    let meta = new.meta(*it);
                    it.kind() == definition.kind()
                        && old.by_id(&meta.id).is_none()
                        && meta.formerly.iter().any(|former| former == id)
                })
            };
            match same.or_else(heir) {
                Some(heir) => {
                    both.push((definition, heir));
                    new_of.insert(definition, heir);
                    taken.insert(heir);
                }
                None => removed.push(definition),
            }
        }
        let added = new.definitions().filter(|definition| !taken.contains(definition)).collect();
        Self { both, removed, added, new_of }
    }

    /// Leaves these two alone, and takes the one for what became of the other.
    pub(super) fn only(&mut self, before: Definition, after: Definition) {
        self.both = vec![(before, after)];
        self.removed.clear();
        self.added.clear();
        self.new_of.insert(before, after);
    }

    /// What became of a definition.
    pub(super) fn new_of(&self, old: Definition) -> Option<Definition> {
        self.new_of.get(&old).copied()
    }
}
