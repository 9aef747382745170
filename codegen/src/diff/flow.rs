//! In which direction a definition travels: to the registry, to the system that asks, or both.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::pairs::Pairs;
use crate::model::{DataObject, Definition, Id, Standard};
use crate::vocabulary::Provider;

/// Where a definition travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flow {
    pub(super) to_registry: bool,
    pub(super) to_asker: bool,
}

/// Where every definition travels, under the old standard or the new one.
#[derive(Debug)]
pub(super) struct Flows {
    of_old: BTreeMap<Definition, Flow>,
    of_new: BTreeMap<Definition, Flow>,
}

impl Flows {
    pub(super) fn of(old: &Standard, new: &Standard, pairs: &Pairs) -> Self {
        let (mut of_old, mut of_new) = (flows(old), flows(new));
        for (before, after) in &pairs.both {
            let both = Flow {
                to_registry: of_old.get(before).is_some_and(|it| it.to_registry)
                    || of_new.get(after).is_some_and(|it| it.to_registry),
                to_asker: of_old.get(before).is_some_and(|it| it.to_asker)
                    || of_new.get(after).is_some_and(|it| it.to_asker),
            };
            of_old.insert(*before, both);
            of_new.insert(*after, both);
        }
        Self { of_old, of_new }
    }

    pub(super) fn of_old(&self, definition: Definition) -> Flow {
        self.of_old.get(&definition).copied().unwrap_or_default()
    }

    pub(super) fn of_new(&self, definition: Definition) -> Flow {
        self.of_new.get(&definition).copied().unwrap_or_default()
    }
}

fn flows(standard: &Standard) -> BTreeMap<Definition, Flow> {
    let mut flows: BTreeMap<Definition, Flow> = BTreeMap::new();
    for (id, operation) in standard.operations.iter() {
        let by_registry = operation.provider == Provider::Registry;
        let mut whole = Flow::default();
        for (body, to_registry) in [(&operation.request, by_registry), (&operation.answer, !by_registry)] {
            let Some(body) = body else { continue };
            let mut reached = BTreeSet::new();
            reach(standard, body.object, &mut reached);
            for definition in reached {
                let flow = flows.entry(definition).or_default();
                flow.to_registry |= to_registry;
                flow.to_asker |= !to_registry;
            }
            whole.to_registry |= to_registry;
            whole.to_asker |= !to_registry;
        }
        for errors in &operation.errors {
            let flow = flows.entry(Definition::CodeDirectory(*errors)).or_default();
            flow.to_registry |= !by_registry;
            flow.to_asker |= by_registry;
        }
        flows.insert(Definition::Operation(id), whole);
    }
    flows
}

/// Everything that a data object may hold; the shared object behind a bound one, and the ones that it extends, included.
fn reach(standard: &Standard, id: Id<DataObject>, reached: &mut BTreeSet<Definition>) {
    if !reached.insert(Definition::DataObject(id)) {
        return;
    }
    let object = &standard[id];
    let mut base = object.bound_from().or(object.extends);
    while let Some(id) = base {
        reached.insert(Definition::DataObject(id));
        base = standard[id].bound_from().or(standard[id].extends);
    }
    for r#type in object.attributes.iter().flat_map(crate::model::Attribute::types) {
        match standard.definition_of(r#type) {
            Definition::DataObject(inner) => reach(standard, inner, reached),
            other => {
                reached.insert(other);
            }
        }
    }
}
