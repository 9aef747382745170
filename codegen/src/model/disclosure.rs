//! What somebody who receives a data object may learn about people.

use std::collections::BTreeSet;

use crate::model::{Attribute, DataObject, Id, Standard, Type};
use crate::vocabulary::Sensitivity;

/// A data object within a body, and those of its attributes that tell something about a person.
#[derive(Clone, Debug)]
pub struct Disclosed<'a> {
    /// The data object.
    pub object: Id<DataObject>,
    /// Attributes about a person.
    pub personal: Vec<&'a Attribute>,
    /// Attributes that can do a person harm when they become known.
    pub sensitive: Vec<&'a Attribute>,
}

impl Standard {
    /// Every data object that a body may hold, at any depth, with the attributes that tell something about a person; objects
    /// without such attributes are left out. In the order in which a reader comes upon them.
    ///
    /// An attribute that only holds another data object is not named: the attributes of that one are.
    pub fn discloses(&self, body: Id<DataObject>) -> Vec<Disclosed<'_>> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        let mut open = vec![body];
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let attributes = &self[id].attributes;
            found.extend(told_by(id, attributes));
            let inner = attributes.iter().rev().flat_map(|attribute| attribute.types().into_iter().rev());
            open.extend(inner.filter_map(|inner| match inner {
                Type::Object(inner) => Some(inner),
                _ => None,
            }));
        }
        found
    }
}

/// What the attributes of one data object tell about a person, where they tell anything.
fn told_by(object: Id<DataObject>, attributes: &[Attribute]) -> Option<Disclosed<'_>> {
    let has_value = |attribute: &&Attribute| attribute.types().iter().any(|it| !matches!(it, Type::Object(_)));
    let own: Vec<&Attribute> = attributes.iter().filter(has_value).collect();
    let of = |sensitivity| own.iter().copied().filter(|it| it.sensitivity == Some(sensitivity)).collect::<Vec<_>>();
    let (personal, sensitive) = (of(Sensitivity::Personal), of(Sensitivity::Sensitive));
    (!personal.is_empty() || !sensitive.is_empty()).then_some(Disclosed { object, personal, sensitive })
}
