//! JSON-LD: a context that turns payloads into linked data, the vocabulary that it leads to, and the codes as concepts.
//!
//! For each interface:
//!
//! - `context.jsonld`: a JSON-LD 1.1 context. A payload expands with it and loses no key.
//! - `vocabulary.jsonld`: classes, properties and datatypes (RDFS and OWL).
//! - `code-directories.jsonld`: code directories as concept schemes (SKOS).
//!
//! A profile has contexts for all its interfaces, and vocabulary and concepts of what it adds.
//!
//! A term is known by the interface that first declares it, and by the version of that interface:
//! `<namespace>common/1.0.0/marital_status`. Attributes of one name in one interface are one property; that their types
//! may differ from object to object is told by scoped contexts (the module `context`).

mod concepts;
mod context;
mod document;
mod names;
mod terms;
mod vocabulary;

use std::collections::BTreeSet;

use crate::emit::claims::{Claim, Claimant};
use crate::emit::{Context, EmitError, Emitter};
use crate::model::{Definition, Standard};
use crate::naming::type_name;
use crate::output::Outputs;

use names::Names;

/// The target `json-ld`.
#[derive(Debug)]
pub struct JsonLd;

impl Emitter for JsonLd {
    fn target(&self) -> &'static str {
        "json-ld"
    }

    fn description(&self) -> &'static str {
        "JSON-LD contexts, the vocabulary in RDFS and OWL, code directories in SKOS"
    }

    /// A word stands for a class, as the value of `@type`, or for a property. Classes of one name in several interfaces are told apart by
    /// their IRIs, and attributes of one name are one property, or are told apart by where they stand.
    fn claims(&self, standard: &Standard) -> Vec<Claim> {
        let mut claims = Vec::new();
        let (mut classes, mut properties) = (BTreeSet::new(), BTreeSet::new());
        for (id, object) in standard.data_objects.iter() {
            let class = type_name(&object.meta.name);
            if classes.insert(class.clone()) {
                claims.push(
                    Claim::of_definition(standard, Definition::DataObject(id), "class", "json-ld terms", class)
                        .in_its_case(),
                );
            }
        }
        for (_, object) in standard.data_objects.iter() {
            for attribute in object.attributes.iter().filter(|attribute| properties.insert(attribute.name.as_str())) {
                let (name, span) = (attribute.name.clone(), attribute.span);
                let by = Claimant { what: "attribute", name: name.clone(), span, definition: None };
                let space = "json-ld terms".to_owned();
                claims.push(Claim { space, name, what: "property", ignores_case: false, by: Some(by) });
            }
        }
        claims
    }

    fn emit(&self, Context { standard, .. }: Context<'_>, outputs: &mut Outputs) -> Result<(), EmitError> {
        let names = Names::of(standard);
        for (id, interface) in standard.interfaces.iter() {
            let mut add = |file: &str, document: serde_json::Value| {
                outputs.add(format!("{}/{file}", interface.name), format!("{document:#}\n"));
            };
            add("context.jsonld", context::context(standard, &names, id));
            // What the standard says of its own terms, a profile does not say again.
            if standard.profile.as_ref().is_some_and(|profile| profile.interface != id) {
                continue;
            }
            add("vocabulary.jsonld", vocabulary::vocabulary(standard, &names, id));
            add("code-directories.jsonld", concepts::concepts(standard, &names, id));
        }
        Ok(())
    }
}
