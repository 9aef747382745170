//! What makes a standard the profile of another one.

use crate::model::{Attribute, Id, Interface, Standard, Text};
use crate::source::FileId;

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
    /// Whether the profile added an attribute, which the standard that it adapts does not know.
    pub fn is_added(&self, attribute: &Attribute) -> bool {
        self.profile.as_ref().is_some_and(|profile| attribute.span.file == profile.file)
    }
}
