//! The definitions that one interface's documents need, each with a name of its own.
//!
//! An interface uses definitions of other interfaces too. In a document of its own, all of them stand side by side and
//! need different names. The interface's own definitions keep theirs; one of another interface that has the same name
//! gets that interface's title in front: beside a `Person` of the interface, the one of Common is `CommonPerson`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Attribute, DataObject, Definition, Id, Interface, Operation, Standard, Type};
use crate::naming::type_name;
use crate::vocabulary::MediaType;

/// The definitions of one document, by name.
#[derive(Debug)]
pub(super) struct Components {
    names: BTreeMap<Definition, String>,
}

impl Components {
    /// Everything that the interface declares, binds and offers, and all that it takes.
    pub(super) fn of_interface(standard: &Standard, interface: Id<Interface>) -> Self {
        let declared = standard[interface].definitions().filter(|definition| has_schema(*definition));
        let offered = offered_operations(standard, interface);
        let bodies = offered.iter().flat_map(|operation| bodies(&standard[*operation])).map(Definition::DataObject);
        let needed = reachable(standard, declared.chain(bodies), &BTreeSet::new());
        Self { names: name_all(standard, interface, &needed) }
    }

    /// Only what the operations of the interface send and receive, under the names of [`Components::of_interface`].
    pub(super) fn of_operations(standard: &Standard, interface: Id<Interface>) -> Self {
        let mut all = Self::of_interface(standard, interface);
        let offered = offered_operations(standard, interface);
        let bodies = offered.iter().flat_map(|operation| bodies(&standard[*operation])).map(Definition::DataObject);
        let needed = reachable(standard, bodies, &forms(standard, &offered));
        all.names.retain(|definition, _| needed.contains(definition));
        all
    }

    /// The name of a definition.
    pub(super) fn name(&self, definition: Definition) -> &str {
        self.names.get(&definition).map_or("", String::as_str)
    }

    /// Every name with its definition, by name.
    pub(super) fn by_name(&self) -> BTreeMap<&str, Definition> {
        self.names.iter().map(|(definition, name)| (name.as_str(), *definition)).collect()
    }
}

/// The operations of an interface's document: those that it offers, and the callbacks that belong to them.
pub(super) fn offered_operations(standard: &Standard, interface: Id<Interface>) -> Vec<Id<Operation>> {
    let mut offered = standard[interface].operations.clone();
    for at in 0..offered.len() {
        if let Some(callback) = standard[offered[at]].callback
            && !offered.contains(&callback)
        {
            offered.push(callback);
        }
    }
    offered
}

/// The bodies that an operation sends and receives.
fn bodies(operation: &Operation) -> impl Iterator<Item = Id<DataObject>> {
    let exchanged = operation.request.iter().chain(&operation.answer).map(|body| body.object);
    exchanged.chain(operation.failures.iter().map(|failures| failures.object))
}

/// The data objects that operations send as forms. Their formats and codes stand in place, as fields of a form do.
pub(super) fn forms(standard: &Standard, operations: &[Id<Operation>]) -> BTreeSet<Definition> {
    let operations = operations.iter().map(|id| &standard[*id]);
    let bodies = operations.flat_map(|operation| operation.request.iter().chain(&operation.answer));
    let forms = bodies.filter(|body| body.media_type == MediaType::Form);
    forms.map(|body| Definition::DataObject(body.object)).collect()
}

/// Whether a definition is written as a schema of its own; data types are written where they are used.
pub(super) fn has_schema(definition: Definition) -> bool {
    matches!(definition, Definition::DataFormat(_) | Definition::CodeDirectory(_) | Definition::DataObject(_))
}

/// The roots and all definitions that they refer to, as far as these are written as schemas of their own.
fn reachable(
    standard: &Standard,
    roots: impl Iterator<Item = Definition>,
    forms: &BTreeSet<Definition>,
) -> BTreeSet<Definition> {
    let mut found = BTreeSet::new();
    let mut open: Vec<Definition> = roots.collect();
    while let Some(definition) = open.pop() {
        if !found.insert(definition) {
            continue;
        }
        if let Definition::DataObject(id) = definition {
            let is_form = forms.contains(&definition);
            let stands_apart = |r#type: &Type| match r#type {
                Type::Data(_) => false,
                Type::Format(_) | Type::Code(_) => !is_form,
                Type::Object(_) => true,
            };
            let types = standard[id].attributes.iter().flat_map(Attribute::types).filter(stands_apart);
            open.extend(types.map(|r#type| standard.definition_of(r#type)));
        }
    }
    found
}

fn name_all(
    standard: &Standard,
    interface: Id<Interface>,
    definitions: &BTreeSet<Definition>,
) -> BTreeMap<Definition, String> {
    let plain = |definition: Definition| type_name(&standard.meta(definition).name);
    // Generators write a file for each: names that differ only in case are one.
    let folded = |definition: Definition| plain(definition).to_lowercase();
    let is_own = |definition: Definition| standard.meta(definition).interface == interface;
    let mut users: BTreeMap<String, usize> = BTreeMap::new();
    for definition in definitions {
        *users.entry(folded(*definition)).or_default() += 1;
    }
    let mut names = BTreeMap::new();
    let mut taken = BTreeSet::new();
    // Whoever keeps its plain name comes first, so that a name made up for another never takes it away.
    let (keep, change): (Vec<Definition>, Vec<Definition>) =
        definitions.iter().partition(|definition| is_own(**definition) || users[&folded(**definition)] == 1);
    for definition in keep {
        taken.insert(folded(definition));
        names.insert(definition, plain(definition));
    }
    for definition in change {
        let prefix = type_name(&standard.interface_of(definition).name);
        let mut name = format!("{prefix}{}", plain(definition));
        while !taken.insert(name.to_lowercase()) {
            name.insert_str(0, &prefix);
        }
        names.insert(definition, name);
    }
    names
}
