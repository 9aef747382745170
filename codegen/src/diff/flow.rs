//! In which direction a definition travels: to the registry, to the system that asks, or both.

use std::collections::BTreeMap;

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
            let known =
                |flows: &BTreeMap<Definition, Flow>, it: &Definition| flows.get(it).copied().unwrap_or_default();
            let both = known(&of_old, before).and(known(&of_new, after));
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
    let mut work = Work { standard, flows: BTreeMap::new(), spread: BTreeMap::new() };
    for (id, operation) in standard.operations.iter() {
        let by_registry = operation.provider == Provider::Registry;
        let mut whole = Flow::default();
        for (body, to_registry) in [(&operation.request, by_registry), (&operation.answer, !by_registry)] {
            let Some(body) = body else { continue };
            let flow = Flow { to_registry, to_asker: !to_registry };
            work.spread(body.object, flow);
            whole = whole.and(flow);
        }
        for errors in &operation.errors {
            work.add(Definition::CodeDirectory(*errors), Flow { to_registry: !by_registry, to_asker: by_registry });
        }
        work.flows.insert(Definition::Operation(id), whole);
    }
    work.flows
}

impl Flow {
    fn and(self, other: Self) -> Self {
        Self { to_registry: self.to_registry || other.to_registry, to_asker: self.to_asker || other.to_asker }
    }
}

struct Work<'a> {
    standard: &'a Standard,
    flows: BTreeMap<Definition, Flow>,
    /// Where what an object holds travels, as far as that has been told already.
    spread: BTreeMap<Id<DataObject>, Flow>,
}

impl Work<'_> {
    fn add(&mut self, definition: Definition, flow: Flow) {
        let known = self.flows.entry(definition).or_default();
        *known = known.and(flow);
    }

    /// Everything that a data object may hold travels with it; the shared object behind a bound one, and the ones that it extends,
    /// too.
    fn spread(&mut self, body: Id<DataObject>, flow: Flow) {
        let standard = self.standard;
        let above = |id: Id<DataObject>| standard[id].bound_from().or(standard[id].extends);
        let mut open = vec![body];
        while let Some(id) = open.pop() {
            let known = self.spread.entry(id).or_default();
            if known.and(flow) == *known {
                continue;
            }
            *known = known.and(flow);
            for definition in std::iter::successors(Some(id), |id| above(*id)) {
                self.add(Definition::DataObject(definition), flow);
            }
            for r#type in standard[id].attributes.iter().flat_map(crate::model::Attribute::types) {
                match standard.definition_of(r#type) {
                    Definition::DataObject(inner) => open.push(inner),
                    other => self.add(other, flow),
                }
            }
        }
    }
}
