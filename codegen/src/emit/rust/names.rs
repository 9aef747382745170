//! What each definition is called in Rust.
//!
//! Within an interface every type has a name of its own. Where two definitions would share one, the data object keeps it and
//! the other is told apart by its kind: beside the directory `Currency` stands the format `CurrencyFormat`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{DataObject, Definition, Id, Interface, Standard, Value};
use crate::naming::{rust_identifier, snake_name, type_name, variant_name};

/// Names that the generated files use for something else.
const TAKEN: &[&str] = &[
    "Absent",
    "Array",
    "Box",
    "Choice",
    "CodeDirectory",
    "DataFormat",
    "DataObject",
    "Decimal",
    "Default",
    "Extra",
    "From",
    "InterfaceDef",
    "Into",
    "None",
    "Object",
    "OneOrMore",
    "Operation",
    "OperationDef",
    "OperationPattern",
    "Option",
    "Result",
    "Self",
    "Some",
    "String",
    "TryFrom",
    "UnknownCode",
    "Value",
    "Vec",
    "Violations",
];

/// Modules that no interface can be: others of the crate, crates that its files name, and files that cargo takes for something else.
const TAKEN_MODULES: &[&str] =
    &["alloc", "bin", "core", "dci_macros", "dci_runtime", "lib", "main", "prelude", "runtime", "std"];

/// The names of all types of a standard.
#[derive(Debug)]
pub(super) struct Names {
    types: BTreeMap<Definition, String>,
    choices: BTreeMap<(Id<DataObject>, String), String>,
}

impl Names {
    pub(super) fn new(standard: &Standard) -> Self {
        let mut names = Self { types: BTreeMap::new(), choices: BTreeMap::new() };
        for (_, interface) in standard.interfaces.iter() {
            names.name_interface(standard, interface);
        }
        names
    }

    fn name_interface(&mut self, standard: &Standard, interface: &Interface) {
        let mut taken: BTreeSet<String> = TAKEN.iter().map(|name| (*name).to_owned()).collect();
        let objects = interface.data_objects.iter().copied().map(|id| (Definition::DataObject(id), "Object"));
        let codes = interface.code_directories.iter().copied().map(|id| (Definition::CodeDirectory(id), "Code"));
        let formats = interface.data_formats.iter().copied().map(|id| (Definition::DataFormat(id), "Format"));
        for (definition, kind) in objects.chain(codes).chain(formats) {
            let name = free_name(&mut taken, &type_name(&standard.meta(definition).name), kind);
            self.types.insert(definition, name);
        }
        for &id in &interface.data_objects {
            for attribute in &standard[id].attributes {
                if choice_owner(standard, id, &attribute.name) == Some(id) {
                    let base = format!("{}{}", self.of(Definition::DataObject(id)), variant_name(&attribute.name));
                    let name = free_name(&mut taken, &base, "Choice");
                    self.choices.insert((id, attribute.name.clone()), name);
                }
            }
        }
    }

    /// The type of a definition. Data types, operations and processes have none.
    pub(super) fn of(&self, definition: Definition) -> &str {
        self.types.get(&definition).map_or("", String::as_str)
    }

    /// The enum of a choice, by the data object that owns it.
    pub(super) fn of_choice(&self, owner: Id<DataObject>, attribute: &str) -> &str {
        self.choices.get(&(owner, attribute.to_owned())).map_or("", String::as_str)
    }

    /// The enums of all choices that a data object owns.
    pub(super) fn choices_of(&self, owner: Id<DataObject>) -> impl Iterator<Item = &str> {
        let from_here = self.choices.range((owner, String::new())..);
        from_here.take_while(move |((object, _), _)| *object == owner).map(|(_, name)| name.as_str())
    }
}

pub(super) fn free_name(taken: &mut BTreeSet<String>, name: &str, kind: &str) -> String {
    let mut free = name.to_owned();
    let mut count = 1;
    while !taken.insert(free.clone()) {
        free = if count == 1 { format!("{name}{kind}") } else { format!("{name}{kind}{count}") };
        count += 1;
    }
    free
}

/// The data object whose enum stands for a choice: the one that first has it, where it is inherited or bound unchanged.
pub(super) fn choice_owner(standard: &Standard, object: Id<DataObject>, attribute: &str) -> Option<Id<DataObject>> {
    let Value::Choice(choice) = &standard[object].attribute(attribute)?.value else { return None };
    let before = standard[object].bound_from().or(standard[object].extends);
    let same = before.filter(|&before| {
        let there = standard[before].attribute(attribute);
        there.is_some_and(|there| {
            let here = standard[object].attribute(attribute).map(|here| here.cardinality);
            there.value == Value::Choice(choice.clone()) && Some(there.cardinality) == here
        })
    });
    match same {
        Some(before) => choice_owner(standard, before, attribute),
        None => Some(object),
    }
}

/// The module of an interface.
pub(super) fn module_name(interface: &Interface) -> String {
    let name = snake_name(&interface.name);
    if TAKEN_MODULES.contains(&name.as_str()) { format!("{name}_") } else { rust_identifier(&name) }
}

/// The module of a definition, and the stem of its file.
pub(super) fn file_stem(type_name: &str) -> String {
    let name = snake_name(type_name);
    match name.as_str() {
        // A module `mod` would stand in the file that lists its neighbours; the others cannot be written, not even raw.
        "mod" | "self" | "super" | "crate" => format!("{name}_"),
        _ => name,
    }
}
