//! The OpenAPI documents: they read as YAML elsewhere too, resolve, and judge payloads as the JSON Schemas do.

use std::collections::BTreeSet;

use dci_codegen::emit::json_schema::JsonSchema;
use dci_codegen::emit::openapi::OpenApi;
use dci_codegen::model::{DataObject, Id, Standard};
use dci_codegen::naming::type_name;
use dci_codegen::output::Outputs;
use dci_codegen::payload::Validator as ModelValidator;
use dci_tests::schemas::{Schemas, emitted, open_api_address, refusals, unreadable};
use serde_json::{Value as Json, json};

const VERSIONS: [&str; 2] = ["3.0", "3.1"];

fn documents(standard: &Standard) -> Vec<(String, Json)> {
    let outputs = emitted(standard, &OpenApi);
    let read = |(path, text): (&camino::Utf8Path, &str)| {
        let document = serde_yaml::from_str(text).unwrap_or_else(|error| unreadable(path.as_str(), &error));
        (path.to_string(), document)
    };
    outputs.iter().map(read).collect()
}

/// Calls with every `$ref`.
fn each_reference(json: &Json, visit: &mut dyn FnMut(&str)) {
    match json {
        Json::Object(members) => {
            if let Some(Json::String(target)) = members.get("$ref") {
                visit(target);
            }
            members.values().for_each(|member| each_reference(member, visit));
        }
        Json::Array(items) => items.iter().for_each(|item| each_reference(item, visit)),
        _ => {}
    }
}

#[test]
fn every_interface_with_operations_has_both_versions() {
    let standard = dci_tests::standard();
    let documents = documents(&standard);
    let offering: Vec<_> =
        standard.interfaces.iter().map(|(_, it)| it).filter(|interface| !interface.operations.is_empty()).collect();
    assert_eq!(documents.len(), offering.len() * 2);
    for interface in offering {
        for version in VERSIONS {
            let path = format!("{}.openapi-{version}.yaml", interface.name);
            let (_, document) = documents.iter().find(|(it, _)| *it == path).expect("the document is emitted");
            assert!(document["openapi"].as_str().is_some_and(|number| number.starts_with(version)), "{path}");
            assert_eq!(document["info"]["version"], interface.version.as_str(), "{path}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_component_is_used() {
    for (path, document) in documents(&dci_tests::standard()) {
        let mut used = BTreeSet::new();
        each_reference(&document, &mut |target| {
            let pointer = target.strip_prefix('#').unwrap_or_else(|| panic!("{path} refers to {target}"));
            assert!(document.pointer(pointer).is_some(), "{path}: nothing stands at {target}");
            used.insert(target.to_owned());
        });
        for kind in ["schemas", "responses"] {
            for name in document["components"][kind].as_object().into_iter().flat_map(|it| it.keys()) {
                assert!(used.contains(&format!("#/components/{kind}/{name}")), "{path}: {name} is not used");
            }
        }
    }
}

#[test]
fn operation_ids_are_unique() {
    for (path, document) in documents(&dci_tests::standard()) {
        let mut seen = BTreeSet::new();
        for item in document["paths"].as_object().into_iter().flat_map(|paths| paths.values()) {
            for operation in item.as_object().into_iter().flat_map(|item| item.values()) {
                let id = operation["operationId"].as_str().unwrap_or_default();
                assert!(seen.insert(id.to_owned()), "{path}: {id} stands twice");
            }
        }
    }
}

#[test]
fn an_asynchronous_operation_calls_back_to_the_address_that_it_was_given() {
    for (path, document) in documents(&dci_tests::mini()) {
        let callbacks = &document["paths"]["/search"]["post"]["callbacks"];
        let target = &callbacks["on-search"]["{$request.body#/header/sender_uri}/on-search"]["$ref"];
        assert_eq!(*target, "#/paths/~1on-search", "{path}");
    }
}

#[test]
fn every_example_is_accepted_by_its_component() {
    let standard = dci_tests::standard();
    let schemas = Schemas::of(&Outputs::new(), &emitted(&standard, &OpenApi));
    let mut accepted = 0;
    for (address, document) in schemas.documents() {
        let mut contents = Vec::new();
        for item in document["paths"].as_object().into_iter().flat_map(|paths| paths.values()) {
            for operation in item.as_object().into_iter().flat_map(|item| item.values()) {
                contents.push(&operation["requestBody"]["content"]["application/json"]);
                contents.push(&operation["responses"]["200"]["content"]["application/json"]);
            }
        }
        for content in contents {
            for (name, example) in content["examples"].as_object().into_iter().flatten() {
                let target = content["schema"]["$ref"].as_str().expect("the schema of a body is a component");
                let validator = schemas.validator(&format!("{address}{target}"));
                let reasons = refusals(&validator, &example["value"]);
                assert!(reasons.is_empty(), "{address}: {name} by {target}:\n{}", reasons.join("\n"));
                accepted += 1;
            }
        }
    }
    assert!(accepted > 50, "only {accepted} examples");
}

#[test]
fn every_component_holds_as_a_schema() {
    for (path, document) in documents(&dci_tests::standard()) {
        for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
            if let Err(error) = jsonschema::meta::validate(schema) {
                panic!("{path}: {name}: {error}");
            }
        }
    }
}

#[test]
fn the_older_version_keeps_to_its_own_words() {
    const UNKNOWN: [&str; 9] =
        ["const", "examples", "if", "then", "$comment", "$defs", "$id", "$schema", "patternProperties"];
    fn check(path: &str, schema: &Json) {
        match schema {
            Json::Object(members) => {
                for (word, value) in members {
                    assert!(!UNKNOWN.contains(&word.as_str()), "{path}: {word}");
                    assert!(word != "type" || value.is_string() || value.is_object(), "{path}: type {value}");
                    assert!(word != "$ref" || members.len() == 1, "{path}: words beside {value}");
                    if word == "properties" {
                        value.as_object().into_iter().flatten().for_each(|(_, property)| check(path, property));
                    } else if word != "example" {
                        check(path, value);
                    }
                }
            }
            Json::Array(items) => items.iter().for_each(|item| check(path, item)),
            _ => {}
        }
    }
    for (path, document) in documents(&dci_tests::standard()).iter().filter(|(path, _)| path.contains("3.0")) {
        for schema in document["components"]["schemas"].as_object().into_iter().flat_map(|it| it.values()) {
            check(path, schema);
        }
    }
}

/// Payloads of the small standard, and whether each keeps to its definition.
fn judged() -> Vec<(&'static str, Json, bool)> {
    let person = |more: Json| {
        let mut person = json!({"name": "Amina"});
        for (key, value) in more.as_object().into_iter().flatten() {
            person[key] = value.clone();
        }
        person
    };
    let readable = json!({"query_type": "number", "query": "12/7"});
    let parcel = json!({"number": "12/7", "owners": [{"name": "Amina"}]});
    vec![
        ("Person", person(json!({"@type": "Person", "remark": null})), true),
        ("Person", person(json!({"sex": "2", "nationality": ["NO", "a code of our own"], "age": 7.0})), true),
        ("Person", person(json!({"sex": "Female"})), false),
        ("Person", person(json!({"nationality": [""]})), false),
        ("Person", person(json!({"nationality": "NO"})), false),
        ("Person", person(json!({"birth_date": "20.05.1985"})), false),
        ("Person", person(json!({"age": 9_007_199_254_740_993_i64})), false),
        ("Person", person(json!({"age": 1.5})), false),
        ("Person", json!({"sex": "2"}), false),
        ("Person", json!([]), false),
        ("SearchRequest", readable.clone(), true),
        ("SearchRequest", json!({"query_type": "number", "query": "12/7", "page": 0}), false),
        (
            "SearchRequest",
            json!({"query_type": "number", "query": [{"attribute_name": "a", "attribute_value": 1}]}),
            false,
        ),
        ("SearchRequest", json!({"query_type": "predicate", "query": "12/7"}), false),
        ("SearchRequest", json!({"query_type": "predicate", "query": []}), false),
        (
            "SearchRequest",
            json!({"query_type": "predicate", "query": [{"attribute_name": "a", "attribute_value": []}]}),
            true,
        ),
        (
            "SearchRequest",
            json!({"query_type": "predicate", "query": [{"attribute_name": "a", "attribute_value": null}]}),
            false,
        ),
        ("SearchRequest", json!({"query_type": "graphql", "query": "12/7"}), false),
        ("SearchRequest", json!({"query": "12/7"}), false),
        ("SearchEnvelope", json!({"header": {"action": "search"}, "message": readable}), true),
        (
            "SearchEnvelope",
            json!({"header": {"action": "search", "is_msg_encrypted": false}, "message": readable}),
            true,
        ),
        (
            "SearchEnvelope",
            json!({"header": {"action": "search", "is_msg_encrypted": true}, "message": readable}),
            false,
        ),
        (
            "SearchEnvelope",
            json!({"header": {"action": "search", "is_msg_encrypted": true}, "message": {"ciphertext": "x"}}),
            true,
        ),
        ("SearchEnvelope", json!({"header": {"action": "search"}, "message": {"ciphertext": "x"}}), false),
        ("SearchEnvelope", json!({"header": {"action": "on-search"}, "message": readable}), false),
        (
            "SearchEnvelope",
            json!({"header": {"action": "search", "is_msg_encrypted": "no"}, "message": readable}),
            false,
        ),
        ("SearchEnvelope", json!({"header": {"action": "search"}}), false),
        ("SearchResponse", json!({}), true),
        ("SearchResponse", json!({"records": []}), true),
        ("SearchResponse", json!({"records": [parcel]}), true),
        ("SearchResponse", json!({"record_type": "Parcel", "records": [parcel]}), true),
        ("SearchResponse", json!({"record_type": "Person", "records": [parcel]}), false),
        (
            "SearchResponse",
            json!({"record_type": "Person", "records": [{"name": "Amina", "spouse": {"name": "Ali"}}]}),
            true,
        ),
        ("SearchResponse", json!({"record_type": "Person"}), true),
        ("SearchResponse", json!({"records": parcel}), false),
        ("SearchResponse", json!({"records": [{"number": "12/7", "owners": []}]}), false),
        ("SearchResponse", json!({"records": [{"number": "1", "owners": [{"name": "A"}], "share": 1.5}]}), false),
        ("SearchResponse", json!({"records": [{"number": "1", "owners": [{"name": "A"}], "part_of": {}}]}), false),
    ]
}

#[test]
fn all_schemas_and_the_model_give_one_verdict() {
    let standard = dci_tests::mini();
    let schemas = Schemas::of(&emitted(&standard, &JsonSchema), &emitted(&standard, &OpenApi));
    let (land, _) = standard.interfaces.iter().last().expect("the small standard has two interfaces");
    let model = ModelValidator::new(&standard);
    for (name, payload, holds) in judged() {
        let own = |it: &&(Id<DataObject>, &DataObject)| type_name(&it.1.meta.name) == name;
        let objects: Vec<(Id<DataObject>, &DataObject)> = standard.data_objects.iter().collect();
        let of_land = objects.iter().filter(own).find(|(_, it)| it.meta.interface == land);
        let (id, object) = of_land.or_else(|| objects.iter().find(own)).expect("the small standard has it");
        let found = model.validate(&payload, *id);
        assert_eq!(found.is_empty(), holds, "the model on {name} {payload}: {found:?}");

        let interface = &standard[object.meta.interface];
        let base = format!("{}{}/{}", standard.namespaces.json_schema, interface.name, interface.version);
        let mut addresses =
            vec![format!("{base}/{name}.schema.json"), format!("{base}/bundle.schema.json#/$defs/{name}")];
        for version in VERSIONS {
            addresses.push(open_api_address(&format!("land.openapi-{version}.yaml#/components/schemas/{name}")));
        }
        for address in addresses {
            let reasons = refusals(&schemas.validator(&address), &payload);
            assert_eq!(reasons.is_empty(), holds, "{address} on {payload}: {reasons:?}");
        }
    }
}

#[test]
fn the_documents_of_the_small_standard() {
    let outputs = emitted(&dci_tests::mini(), &OpenApi);
    for version in VERSIONS {
        let path = format!("land.openapi-{version}.yaml");
        insta::assert_snapshot!(path.as_str(), outputs.get(&path).expect("it is emitted"));
    }
}
