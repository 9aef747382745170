//! The names that the crate of types makes.

use super::files::{file_of, folders};
use super::names::{Names, module_name};
use super::operations;
use crate::emit::claims::Claim;
use crate::model::{Definition, Id, Interface, Standard};
use crate::naming::{KEPT_FEATURES, type_name};

/// A feature and a module an interface; a type and a file a definition.
pub(super) fn claims(standard: &Standard) -> Vec<Claim> {
    let names = Names::new(standard);
    let mut claims: Vec<Claim> =
        KEPT_FEATURES.iter().map(|feature| Claim::of_target("cargo feature", "rust features", feature)).collect();
    for (id, interface) in standard.interfaces.iter() {
        let feature = interface.name.clone();
        claims.push(Claim::of_interface(standard, id, "cargo feature", "rust features", feature));
        claims.push(Claim::of_interface(standard, id, "module", "rust modules", module_name(interface)));
        claims.extend(types(standard, interface));
        claims.extend(files(standard, &names, id));
    }
    claims
}

/// The types of an interface stand side by side, and those of its operations in a module of their own.
fn types(standard: &Standard, interface: &Interface) -> Vec<Claim> {
    let space = format!("rust types of {}", interface.name);
    let of_operations = format!("rust operations of {}", interface.name);
    let mut claims = vec![Claim::of_target("type", &space, "Self"), Claim::of_target("type", &of_operations, "Self")];
    claims.extend(interface.definitions().filter_map(|definition| {
        let (space, name) = match definition {
            Definition::DataObject(_) | Definition::CodeDirectory(_) | Definition::DataFormat(_) => {
                (&space, type_name(&standard.meta(definition).name))
            }
            Definition::Operation(id) => (&of_operations, operations::name(standard, id)),
            Definition::DataType(_) | Definition::Process(_) => return None,
        };
        Some(Claim::of_definition(standard, definition, "type", space, name))
    }));
    claims
}

fn files(standard: &Standard, names: &Names, id: Id<Interface>) -> Vec<Claim> {
    let interface = &standard[id];
    let mut claims = Vec::new();
    for folder in folders(interface) {
        claims.extend(folder.definitions.iter().map(|&definition| {
            let path = file_of(interface, &folder, names.of(definition));
            Claim::of_definition(standard, definition, "file", "rust files", path)
        }));
    }
    claims
}
