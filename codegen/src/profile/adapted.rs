//! Which definitions a profile changes, and what the standard says in their place.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::{Change, Verdict};
use crate::model::{Attribute, BaseAttribute, DataObject, Definition, Id, Standard, Type, Value};

/// The definitions whose types differ from those of the standard: what was changed or is the profile's own, and all that uses it.
pub(super) fn adapted(profile: &Standard, own: &BTreeSet<Definition>, changes: &[Change]) -> BTreeSet<Definition> {
    let changed = changes.iter().filter(|change| change.kind.of_kind().rust != Verdict::Unaffected);
    let ids = changed.filter_map(|change| change.path.split('/').next());
    let mut adapted: BTreeSet<Definition> = ids.filter_map(|id| profile.by_id(id)).chain(own.iter().copied()).collect();
    loop {
        let before = adapted.len();
        for (id, object) in profile.data_objects.iter() {
            let above = object.bound_from().into_iter().chain(object.extends).map(Definition::DataObject);
            let held = object.attributes.iter().flat_map(Attribute::types);
            let mut uses = above.chain(held.map(|r#type| profile.definition_of(r#type)));
            if uses.any(|used| adapted.contains(&used)) {
                adapted.insert(Definition::DataObject(id));
            }
        }
        if adapted.len() == before {
            break;
        }
    }
    for (id, operation) in profile.operations.iter() {
        let bodies = operation.request.iter().chain(&operation.answer).map(|body| body.object);
        let mut objects = bodies.chain(operation.failures.iter().map(|failures| failures.object));
        if objects.any(|object| adapted.contains(&Definition::DataObject(object))) {
            adapted.insert(Definition::Operation(id));
        }
    }
    adapted
}

/// What the standard says of the attributes that a profile narrows.
pub(super) fn base_attributes(
    base: &Standard,
    profile: &Standard,
) -> BTreeMap<(Id<DataObject>, String), BaseAttribute> {
    let mut narrowed = BTreeMap::new();
    for (id, object) in profile.data_objects.iter() {
        let Some(Definition::DataObject(was)) = base.by_id(&object.meta.id) else { continue };
        for attribute in &object.attributes {
            let Some(before) = base[was].attribute(&attribute.name) else { continue };
            let Some(value) = value_in(base, profile, &before.value) else { continue };
            if value != attribute.value || before.cardinality != attribute.cardinality {
                let before = BaseAttribute { cardinality: before.cardinality, value };
                narrowed.insert((id, attribute.name.clone()), before);
            }
        }
    }
    narrowed
}

/// A value of the standard in the ids of the profile, which has every definition that it covers.
fn value_in(base: &Standard, profile: &Standard, value: &Value) -> Option<Value> {
    match value {
        Value::One(r#type) => type_in(base, profile, *r#type).map(Value::One),
        Value::Choice(choice) => {
            let mut choice = choice.clone();
            for alternative in &mut choice.alternatives {
                alternative.r#type = type_in(base, profile, alternative.r#type)?;
            }
            if let crate::model::Discriminator::Code(id) = choice.discriminator
                && let Type::Code(id) = type_in(base, profile, Type::Code(id))?
            {
                choice.discriminator = crate::model::Discriminator::Code(id);
            }
            Some(Value::Choice(choice))
        }
    }
}

fn type_in(base: &Standard, profile: &Standard, r#type: Type) -> Option<Type> {
    match profile.by_id(&base.meta(base.definition_of(r#type)).id)? {
        Definition::DataType(id) => Some(Type::Data(id)),
        Definition::DataFormat(id) => Some(Type::Format(id)),
        Definition::CodeDirectory(id) => Some(Type::Code(id)),
        Definition::DataObject(id) => Some(Type::Object(id)),
        Definition::Operation(_) | Definition::Process(_) => None,
    }
}
