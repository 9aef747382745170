//! Names, as programs will write them.

use indexmap::IndexMap;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Definition, Standard};
use crate::naming;

/// Data objects, code directories and data formats of an interface become types side by side: after casing, no two
/// may have the same name. `marital_status` and `MaritalStatus` would.
pub(super) fn types_of_an_interface_differ(standard: &Standard, diagnostics: &mut Diagnostics) {
    for (_, interface) in standard.interfaces.iter() {
        let mut seen: IndexMap<String, Definition> = IndexMap::new();
        for definition in interface.definitions() {
            let is_type = matches!(
                definition,
                Definition::DataObject(_) | Definition::CodeDirectory(_) | Definition::DataFormat(_)
            );
            if !is_type {
                continue;
            }
            let meta = standard.meta(definition);
            let name = naming::type_name(&meta.name);
            let Some(first) = seen.insert(name.clone(), definition) else { continue };
            // Two of one kind and name are reported where the names are read.
            let is_declared = |id: &str| !id.contains('@');
            if standard.meta(first).name == meta.name
                && first.kind() == definition.kind()
                && is_declared(&meta.id)
                && is_declared(&standard.meta(first).id)
            {
                continue;
            }
            diagnostics.push(
                Diagnostic::new(
                    &rules::NAME_COLLISION,
                    meta.name_span,
                    format!("the {} `{}` would be the type `{name}`, which is taken", definition.what(), meta.name),
                )
                .related(
                    standard.meta(first).name_span,
                    format!("by the {} `{}`", first.what(), standard.meta(first).name),
                )
                .help("rename one of the two, and keep the old name under `formerly`"),
            );
        }
    }
}

/// Attributes become fields: after casing, no two of a data object may have the same name.
pub(super) fn attributes_of_an_object_differ(standard: &Standard, diagnostics: &mut Diagnostics) {
    for (_, object) in standard.data_objects.iter().filter(|(_, object)| object.is_declared()) {
        let mut seen: IndexMap<String, (&str, crate::source::Span)> = IndexMap::new();
        for attribute in &object.attributes {
            let name = naming::snake_name(&attribute.name);
            if let Some((first, span)) = seen.insert(name.clone(), (&attribute.name, attribute.span))
                && first != attribute.name
            {
                diagnostics.push(
                    Diagnostic::new(
                        &rules::NAME_COLLISION,
                        attribute.span,
                        format!("the attribute `{}` would be the field `{name}`, which is taken", attribute.name),
                    )
                    .related(span, format!("by the attribute `{first}`"))
                    .help("rename one of the two"),
                );
            }
        }
    }
}

/// Most keywords of a target can be escaped (`type` is `r#type` in Rust); those that cannot are refused.
pub(super) fn names_are_not_reserved(standard: &Standard, diagnostics: &mut Diagnostics) {
    let reserved = |name: &str| matches!(name, "self" | "super" | "crate" | "extra");
    for (_, object) in standard.data_objects.iter().filter(|(_, object)| object.is_declared()) {
        for attribute in object.attributes.iter().filter(|attribute| attribute.inherited_from.is_none()) {
            if reserved(&naming::snake_name(&attribute.name)) {
                diagnostics.push(
                    Diagnostic::new(
                        &rules::RESERVED_NAME,
                        attribute.span,
                        format!("an attribute cannot be named `{}`", attribute.name),
                    )
                    .help("choose another name: programs keep this one for themselves"),
                );
            }
        }
    }
    for (_, directory) in standard.code_directories.iter() {
        for code in &directory.codes {
            let name = naming::variant_name(&code.name);
            // An extensible directory keeps a variant for the codes that countries add.
            let is_reserved = name == "Self" || (name == naming::UNLISTED_VARIANT && !directory.is_closed());
            if is_reserved && directory.codes_of.is_none() {
                diagnostics.push(
                    Diagnostic::new(
                        &rules::RESERVED_NAME,
                        code.name_span,
                        format!("a code cannot be named `{}`", code.name),
                    )
                    .help("give it another `name`: programs keep this one for themselves"),
                );
            }
        }
    }
}
