//! Which definition of the new standard is which of the old one.
//!
//! The same id is the same definition. Where an id is gone, the definition that names it under `formerly` takes its place.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Attribute, DataObject, Definition, Id, Standard};

/// The data objects, old and new, that use a definition of the old standard.
type Users = BTreeMap<Definition, Vec<(Id<DataObject>, Id<DataObject>)>>;

#[derive(Debug)]
pub(super) struct Pairs {
    /// Old and new, in the order of the old standard.
    pub(super) both: Vec<(Definition, Definition)>,
    pub(super) removed: Vec<Definition>,
    pub(super) added: Vec<Definition>,
    new_of: BTreeMap<Definition, Definition>,
    /// The data objects that use a definition of the old standard, in the order of `both`.
    users: Users,
}

impl Pairs {
    pub(super) fn of(old: &Standard, new: &Standard) -> Self {
        let mut both = Vec::new();
        let mut removed = Vec::new();
        let mut new_of = BTreeMap::new();
        let mut taken = BTreeSet::new();
        let heirs = heirs(old, new);
        for definition in old.definitions() {
            let id = old.meta(definition).id.as_str();
            let same = new.by_id(id).filter(|it| it.kind() == definition.kind());
            match same.or_else(|| heirs.get(&(definition.kind(), id)).copied()) {
                Some(heir) => {
                    both.push((definition, heir));
                    new_of.insert(definition, heir);
                    taken.insert(heir);
                }
                None => removed.push(definition),
            }
        }
        let added = new.definitions().filter(|definition| !taken.contains(definition)).collect();
        let users = users(old, &both);
        Self { both, removed, added, new_of, users }
    }

    /// Leaves these two alone, and takes the one for what became of the other.
    pub(super) fn only(&mut self, before: Definition, after: Definition) {
        self.both = vec![(before, after)];
        self.removed.clear();
        self.added.clear();
        self.new_of.insert(before, after);
        self.users.clear();
    }

    /// The data objects, old and new, that use a definition of the old standard.
    pub(super) fn users(&self, definition: Definition) -> &[(Id<DataObject>, Id<DataObject>)] {
        self.users.get(&definition).map_or(&[], Vec::as_slice)
    }

    /// What became of a definition.
    pub(super) fn new_of(&self, old: Definition) -> Option<Definition> {
        self.new_of.get(&old).copied()
    }
}

/// The data objects of both standards, by each definition of the old one that they use.
fn users(old: &Standard, both: &[(Definition, Definition)]) -> Users {
    let mut users: Users = BTreeMap::new();
    for (before, after) in both {
        let (Definition::DataObject(before), Definition::DataObject(after)) = (*before, *after) else { continue };
        let types = old[before].attributes.iter().flat_map(Attribute::types);
        let used: BTreeSet<Definition> = types.map(|r#type| old.definition_of(r#type)).collect();
        for definition in used {
            users.entry(definition).or_default().push((before, after));
        }
    }
    users
}

/// The definitions of the new standard that the old one does not have, by kind and by each id that they had.
fn heirs<'a>(old: &Standard, new: &'a Standard) -> BTreeMap<(&'static str, &'a str), Definition> {
    let mut heirs = BTreeMap::new();
    for definition in new.definitions() {
        let meta = new.meta(definition);
        if old.by_id(&meta.id).is_none() {
            for former in &meta.formerly {
                heirs.entry((definition.kind(), former.as_str())).or_insert(definition);
            }
        }
    }
    heirs
}
