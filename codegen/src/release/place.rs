//! Where a change stands, found again in a standard.

use crate::model::{Decision, Definition, Id, Interface, Standard};

/// An interface or a definition, and the part of it that a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// An interface, or a parameter that it fills in.
    Interface(Id<Interface>, Option<&'a str>),
    /// A definition, or an attribute or code of it.
    Definition(Definition, Option<&'a str>),
}

impl<'a> Place<'a> {
    /// The place of a path: an id, with an attribute or code after a slash. A definition that has another id now is found, too.
    pub fn of(standard: &Standard, path: &'a str) -> Option<Self> {
        let (id, part) = match path.split_once('/') {
            Some((id, part)) => (id, Some(part)),
            None => (path, None),
        };
        if let Some((interface, _)) = standard.interfaces.iter().find(|(_, interface)| interface.id == id) {
            return Some(Self::Interface(interface, part));
        }
        let heir = || standard.definitions().find(|it| standard.meta(*it).formerly.iter().any(|former| former == id));
        Some(Self::Definition(standard.by_id(id).or_else(heir)?, part))
    }

    /// What was decided there.
    pub fn decisions(self, standard: &Standard) -> &[Decision] {
        match self {
            Self::Interface(interface, None) => &standard[interface].decisions,
            Self::Definition(definition, None) => &standard.meta(definition).decisions,
            Self::Definition(Definition::DataObject(id), Some(name)) => {
                let attributes = &standard[id].attributes;
                let found = attributes.iter().find(|it| it.name == name);
                let found = found.or_else(|| attributes.iter().find(|it| it.formerly.iter().any(|it| it == name)));
                found.map_or(&[], |attribute| &attribute.decisions)
            }
            Self::Definition(Definition::CodeDirectory(id), Some(code)) => {
                let codes = &standard[id].codes;
                let found = codes.iter().find(|it| it.code == code);
                let found = found.or_else(|| codes.iter().find(|it| it.formerly.iter().any(|it| it == code)));
                found.map_or(&[], |code| &code.decisions)
            }
            Self::Interface(_, Some(_)) | Self::Definition(_, Some(_)) => &[],
        }
    }
}
