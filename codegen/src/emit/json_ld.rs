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

use crate::emit::{Context, EmitError, Emitter};
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
