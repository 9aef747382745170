//! Names, as programs will write them.

use indexmap::IndexMap;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Standard;
use crate::naming;

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
    for (_, object) in standard.data_objects.iter().filter(|(_, object)| object.is_declared()) {
        for attribute in object.attributes.iter().filter(|attribute| attribute.inherited_from.is_none()) {
            if naming::is_kept_attribute(&attribute.name) {
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
