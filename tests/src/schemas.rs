//! Validators of what was emitted: of JSON Schemas, of the definitions in bundles, and of OpenAPI components.
//!
//! Everything is taken from the emitted text, and nothing is fetched: a reference that leads out of the artefacts is an
//! error.

use dci_codegen::emit::{Context, Emitter};
use dci_codegen::model::Standard;
use dci_codegen::output::Outputs;
use dci_codegen::template::Templates;
use jsonschema::{Registry, RegistryBuilder, Validator};
use serde_json::{Value as Json, json};

/// The emitted schemas of a standard.
#[derive(Debug)]
pub struct Schemas {
    registry: Registry<'static>,
    documents: Vec<(String, Json)>,
}

impl Schemas {
    /// The schemas among the artefacts of the targets `json-schema` and `openapi`.
    pub fn of(json_schemas: &Outputs, open_api: &Outputs) -> Self {
        let mut documents = Vec::new();
        for (path, text) in json_schemas.iter().filter(|(path, _)| path.as_str().ends_with(".schema.json")) {
            let schema: Json = serde_json::from_str(text).unwrap_or_else(|error| unreadable(path.as_str(), &error));
            let id = schema["$id"].as_str().unwrap_or_else(|| unreadable(path.as_str(), &"it has no $id"));
            documents.push((id.to_owned(), schema));
        }
        for (path, text) in open_api.iter().filter(|(path, _)| path.extension() == Some("yaml")) {
            let document = serde_yaml::from_str(text).unwrap_or_else(|error| unreadable(path.as_str(), &error));
            documents.push((open_api_address(path.as_str()), document));
        }
        let registry = Registry::new()
            .extend(documents.iter().cloned())
            .and_then(RegistryBuilder::prepare)
            .expect("every reference leads to an emitted schema");
        Self { registry, documents }
    }

    /// Every document with its address: JSON Schemas by their `$id`, then OpenAPI documents.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.documents.iter().map(|(address, document)| (address.as_str(), document))
    }

    /// The validator of the schema at an address: an `$id`, with a JSON pointer into the document where need be.
    pub fn validator(&self, address: &str) -> Validator {
        jsonschema::options()
            .with_registry(&self.registry)
            .build(&json!({"$ref": address}))
            .unwrap_or_else(|error| unreadable(address, &error))
    }
}

/// The artefacts of one emitter, with paths below the folder of its target.
pub fn emitted(standard: &Standard, emitter: &dyn Emitter) -> Outputs {
    let templates = Templates::embedded().expect("the embedded templates parse");
    let mut outputs = Outputs::new();
    emitter.emit(Context::new(standard, &templates), &mut outputs).expect("the artefacts can be made");
    outputs
}

/// Where an OpenAPI document stands among the schemas.
pub fn open_api_address(path: &str) -> String {
    format!("https://artefacts.invalid/openapi/{path}")
}

/// Why a payload is refused, a line a reason; nothing where it is accepted.
pub fn refusals(validator: &Validator, payload: &Json) -> Vec<String> {
    validator.iter_errors(payload).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Fails the test that wants to read an artefact.
pub fn unreadable<T>(what: &str, why: &dyn std::fmt::Display) -> T {
    #[expect(clippy::panic, reason = "an artefact that cannot be read fails the test")]
    {
        panic!("{what}: {why}")
    }
}
