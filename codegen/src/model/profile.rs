//! What makes a standard the profile of another one.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::STANDARD_FILE;
use crate::model::{Attribute, DataObject, Definition, Id, Interface, Standard, Text, Value};
use crate::source::FileId;
use crate::vocabulary::Cardinality;

/// That a standard is a profile: another one, narrowed and added to by a country.
#[derive(Debug)]
pub struct Profile {
    /// The scope in the ids of its own definitions: `PE`.
    pub id: String,
    /// The name, which is also its folder.
    pub name: String,
    /// The short name of the standard that it adapts.
    pub base_name: String,
    /// The name of that standard for people.
    pub base_title: Text,
    /// The version of that standard.
    pub base_version: String,
    /// The interface that its own definitions belong to.
    pub interface: Id<Interface>,
    /// Where its own JSON-LD terms live; it ends in `/`.
    pub vocabulary: String,
    /// `profile.yaml`.
    pub(crate) file: FileId,
    /// What differs from the standard that it adapts.
    pub changes: Vec<ProfileChange>,
    /// The definitions whose types differ from those of the standard: what it changes or adds, and all that uses it.
    pub adapted: BTreeSet<Definition>,
    /// What the standard says of the attributes that it narrows, in every data object that has them.
    pub narrowed: BTreeMap<(Id<DataObject>, String), BaseAttribute>,
}

/// What the standard says of an attribute that a profile narrows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseAttribute {
    /// How many values it has there.
    pub cardinality: Cardinality,
    /// What a value is there; definitions are those of the profile that have the same ids.
    pub value: Value,
}

/// Something in which a profile differs from the standard that it adapts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileChange {
    /// Where: an id, with an attribute or code after a slash.
    pub path: String,
    /// The kind of change, in a sentence.
    pub what: String,
    /// What the standard says.
    pub before: Option<String>,
    /// What the profile says.
    pub after: Option<String>,
}

impl Standard {
    /// The file that settles it, relative to the root: `standard.yaml`, or the `profile.yaml` of a profile.
    pub fn file(&self) -> &str {
        match &self.profile {
            Some(profile) => self[profile.interface].file.as_str(),
            None => STANDARD_FILE,
        }
    }

    /// Whether the profile added an attribute, which the standard that it adapts does not know.
    pub fn is_added(&self, attribute: &Attribute) -> bool {
        self.profile.as_ref().is_some_and(|profile| attribute.span.file == profile.file)
    }
}
