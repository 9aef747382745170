//! The JSON Schemas: they hold as schemas, resolve without a network, and accept what the standard shows.

use std::collections::BTreeSet;

use dci_codegen::emit::json_schema::JsonSchema;
use dci_codegen::model::{DataObject, Example, Id, Standard};
use dci_codegen::naming::type_name;
use dci_codegen::output::Outputs;
use dci_tests::schemas::{Schemas, emitted, refusals};
use serde_json::Value as Json;

fn address(standard: &Standard, object: Id<DataObject>, file: Option<&str>) -> String {
    let meta = &standard[object].meta;
    let interface = &standard[meta.interface];
    let name = type_name(&meta.name);
    let file = file.map_or_else(|| format!("{name}.schema.json"), |bundle| format!("{bundle}#/$defs/{name}"));
    format!("{}{}/{}/{file}", standard.namespaces.json_schema, interface.name, interface.version)
}

/// Every example with an object that it shows.
fn shown(standard: &Standard) -> BTreeSet<(Id<DataObject>, Id<Example>)> {
    let mut shown = BTreeSet::new();
    for (id, object) in standard.data_objects.iter() {
        shown.extend(object.examples.iter().map(|example| (id, *example)));
    }
    for (_, operation) in standard.operations.iter() {
        let request = operation.request.iter().map(|body| (body.object, &operation.request_examples));
        let answer = operation.answer.iter().map(|body| (body.object, &operation.answer_examples));
        shown.extend(request.chain(answer).flat_map(|(id, examples)| examples.iter().map(move |it| (id, *it))));
    }
    shown
}

#[test]
fn every_schema_holds_as_a_schema() {
    let outputs = emitted(&dci_tests::standard(), &JsonSchema);
    assert!(outputs.len() > 100, "only {} schemas", outputs.len());
    for (path, text) in outputs.iter() {
        let schema: Json = serde_json::from_str(text).expect("it is JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{path}");
        if let Err(error) = jsonschema::meta::validate(&schema) {
            panic!("{path}: {error}");
        }
    }
}

#[test]
fn every_reference_resolves_offline() {
    let schemas = Schemas::of(&emitted(&dci_tests::standard(), &JsonSchema), &Outputs::new());
    for (address, document) in schemas.documents() {
        schemas.validator(address);
        for name in document["$defs"].as_object().into_iter().flat_map(|definitions| definitions.keys()) {
            schemas.validator(&format!("{address}#/$defs/{name}"));
        }
    }
}

#[test]
fn a_bundle_refers_to_itself_alone() {
    fn check(path: &str, json: &Json) {
        match json {
            Json::Object(members) => {
                if let Some(Json::String(target)) = members.get("$ref") {
                    assert!(target.starts_with("#/$defs/"), "{path} refers to {target}");
                }
                members.values().for_each(|member| check(path, member));
            }
            Json::Array(items) => items.iter().for_each(|item| check(path, item)),
            _ => {}
        }
    }
    for (path, text) in
        emitted(&dci_tests::standard(), &JsonSchema).iter().filter(|(path, _)| path.ends_with("bundle.schema.json"))
    {
        let bundle: Json = serde_json::from_str(text).expect("it is JSON");
        check(path.as_str(), &bundle);
    }
}

#[test]
fn every_example_is_accepted_by_its_schema_and_its_bundle() {
    let standard = dci_tests::standard();
    let schemas = Schemas::of(&emitted(&standard, &JsonSchema), &Outputs::new());
    let shown = shown(&standard);
    let all: BTreeSet<Id<Example>> = standard.examples.iter().map(|(id, _)| id).collect();
    let seen: BTreeSet<Id<Example>> = shown.iter().map(|(_, example)| *example).collect();
    assert_eq!(all, seen, "an example shows nothing");
    for (object, example) in shown {
        let example = &standard[example];
        for file in [None, Some("bundle.schema.json")] {
            let address = address(&standard, object, file);
            let reasons = refusals(&schemas.validator(&address), &example.json);
            assert!(reasons.is_empty(), "{} by {address}:\n{}", example.path, reasons.join("\n"));
        }
    }
}

#[test]
fn examples_stand_in_the_schemas() {
    let standard = dci_tests::standard();
    let schemas = Schemas::of(&emitted(&standard, &JsonSchema), &Outputs::new());
    for (object, example) in shown(&standard) {
        let address = address(&standard, object, None);
        let (_, schema) = schemas.documents().find(|(id, _)| *id == address).expect("each object has a schema");
        let examples = schema["examples"].as_array().expect("the schema has examples");
        assert!(examples.contains(&standard[example].json), "{address} lacks {}", standard[example].path);
    }
}

#[test]
fn the_schemas_of_the_small_standard() {
    let outputs = emitted(&dci_tests::mini(), &JsonSchema);
    let wanted = [
        "common/Country.schema.json",
        "common/PageNumber.schema.json",
        "common/SearchEnvelope.schema.json",
        "common/Sex.schema.json",
        "land/bundle.schema.json",
    ];
    for path in wanted {
        insta::assert_snapshot!(path, outputs.get(path).expect("it is emitted"));
    }
}
