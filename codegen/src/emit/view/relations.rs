//! Who uses a definition, and which data objects stand on which: the model's references, read backwards.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::emit::view::common::{Link, Use};
use crate::model::{
    Attribute, Choice, DataObject, Definition, Discriminator, Id, Operation, Origin, Process, Standard, Value,
};

/// The references of a standard, from what is used to those that use it.
#[derive(Debug, Default)]
pub(crate) struct Relations<'a> {
    users: HashMap<Definition, IndexMap<Definition, Vec<&'a str>>>,
    families: HashMap<Id<DataObject>, Family>,
}

/// The data objects that stand on another one.
#[derive(Debug, Default)]
pub(crate) struct Family {
    /// Those that add attributes to it.
    pub(crate) extended_by: Vec<Id<DataObject>>,
    /// Those that fill its parameters in.
    pub(crate) bound_as: Vec<Id<DataObject>>,
}

impl<'a> Relations<'a> {
    pub(crate) fn of(standard: &'a Standard) -> Self {
        let mut relations = Self::default();
        for definition in standard.definitions() {
            match definition {
                Definition::DataType(_) => {}
                Definition::DataFormat(id) => {
                    relations.add(Definition::DataType(standard[id].data_type), definition, None);
                }
                Definition::CodeDirectory(id) => {
                    if let Some(of) = standard[id].codes_of {
                        relations.add(Definition::CodeDirectory(of), definition, None);
                    }
                }
                Definition::DataObject(id) => relations.add_object(standard, id),
                Definition::Operation(id) => relations.add_operation(&standard[id], definition),
                Definition::Process(id) => relations.add_process(&standard[id], definition),
            }
        }
        relations
    }

    /// Those that use a definition, in the order of the standard.
    pub(crate) fn users(&self, standard: &'a Standard, used: Definition) -> Vec<Use<'a>> {
        let Some(users) = self.users.get(&used) else { return Vec::new() };
        users
            .iter()
            .map(|(user, attributes)| Use { link: Link::to(standard, *user), attributes: attributes.clone() })
            .collect()
    }

    /// The data objects that stand on this one.
    pub(crate) fn family(&self, id: Id<DataObject>) -> &Family {
        const NOBODY: &Family = &Family { extended_by: Vec::new(), bound_as: Vec::new() };
        self.families.get(&id).unwrap_or(NOBODY)
    }

    fn add(&mut self, used: Definition, by: Definition, attribute: Option<&'a str>) {
        if used == by {
            return;
        }
        let attributes = self.users.entry(used).or_default().entry(by).or_default();
        attributes.extend(attribute.filter(|attribute| !attributes.contains(attribute)));
    }

    fn add_object(&mut self, standard: &'a Standard, id: Id<DataObject>) {
        let object = &standard[id];
        if let Some(extended) = object.extends
            && object.is_declared()
        {
            self.families.entry(extended).or_default().extended_by.push(id);
        }
        let shared = match object.origin {
            Origin::Declared => None,
            Origin::Bound { of, .. } | Origin::Envelope { of, .. } => Some(of),
        };
        if let Some(shared) = shared {
            self.families.entry(shared).or_default().bound_as.push(id);
        }
        for attribute in object.attributes.iter().filter(|attribute| attribute.inherited_from.is_none()) {
            // What a bound object shares with the one that it is bound from is told there.
            let is_shared = shared
                .and_then(|shared| standard[shared].attribute(&attribute.name))
                .is_some_and(|one| one.value == attribute.value);
            if !is_shared {
                self.add_attribute(standard, Definition::DataObject(id), attribute);
            }
        }
    }

    fn add_attribute(&mut self, standard: &'a Standard, user: Definition, attribute: &'a Attribute) {
        for r#type in attribute.types() {
            self.add(standard.definition_of(r#type), user, Some(&attribute.name));
        }
        if let Value::Choice(Choice { discriminator: Discriminator::Code(directory), .. }) = &attribute.value {
            self.add(Definition::CodeDirectory(*directory), user, Some(&attribute.name));
        }
    }

    fn add_operation(&mut self, operation: &Operation, user: Definition) {
        let bodies = operation.request.iter().chain(&operation.answer);
        let objects = bodies.flat_map(|body| [Some(body.object), body.message]).flatten();
        for object in objects.chain(operation.failures.iter().map(|failures| failures.object)) {
            self.add(Definition::DataObject(object), user, None);
        }
        for errors in &operation.errors {
            self.add(Definition::CodeDirectory(*errors), user, None);
        }
        if let Some(callback) = operation.callback {
            self.add(Definition::Operation(callback), user, None);
        }
        if let Some(shared) = operation.bound_from {
            self.add(Definition::Operation(shared), user, None);
        }
    }

    fn add_process(&mut self, process: &'a Process, user: Definition) {
        for object in &process.data {
            self.add(Definition::DataObject(*object), user, None);
        }
        let steps = process.steps.iter().chain(process.use_cases.iter().flat_map(|use_case| &use_case.steps));
        for operation in steps.filter_map(|step| step.operation) {
            self.add(Definition::Operation(operation), user, None);
        }
    }
}
