//! Which attributes must hold their value in a box, because a data object would else contain itself.

use std::collections::BTreeSet;

use crate::model::{Attribute, DataObject, Id, Standard, Type, Value};
use crate::vocabulary::Cardinality;

/// Pairs of data objects of which the first must box the second.
#[derive(Debug)]
pub(super) struct Boxes {
    pairs: BTreeSet<(Id<DataObject>, Id<DataObject>)>,
}

impl Boxes {
    pub(super) fn new(standard: &Standard) -> Self {
        let pairs = standard.data_objects.iter().flat_map(|(id, object)| {
            let held = object.attributes.iter().flat_map(held_by_value);
            held.filter(move |&held| reaches(standard, held, id)).map(move |held| (id, held))
        });
        Self { pairs: pairs.collect() }
    }

    /// Whether `holder` must box a value of this type.
    pub(super) fn boxes(&self, holder: Id<DataObject>, r#type: Type) -> bool {
        matches!(r#type, Type::Object(held) if self.pairs.contains(&(holder, held)))
    }
}

/// Data objects that stand in the attribute itself. Those in a list stand elsewhere.
fn held_by_value(attribute: &Attribute) -> Vec<Id<DataObject>> {
    if attribute.cardinality == Cardinality::Zero {
        return Vec::new();
    }
    let types: Vec<(Cardinality, Type)> = match &attribute.value {
        Value::One(r#type) => vec![(attribute.cardinality, *r#type)],
        Value::Choice(choice) => choice
            .alternatives
            .iter()
            .map(|alternative| (attribute.cardinality_of(alternative), alternative.r#type))
            .collect(),
    };
    types
        .into_iter()
        .filter_map(|(cardinality, r#type)| match r#type {
            Type::Object(id) if !cardinality.is_list() => Some(id),
            _ => None,
        })
        .collect()
}

/// Whether `from` contains `wanted` by value, over however many steps.
fn reaches(standard: &Standard, from: Id<DataObject>, wanted: Id<DataObject>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(next) = open.pop() {
        if next == wanted {
            return true;
        }
        if seen.insert(next) {
            open.extend(standard[next].attributes.iter().flat_map(held_by_value));
        }
    }
    false
}
