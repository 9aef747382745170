//! One payload, one verdict: the check of examples, the Rust types, the JSON Schemas and both versions of OpenAPI agree.
//!
//! Hundreds of payloads are made from the model, valid ones and broken ones; any disagreement fails the test and shows
//! the payload.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use dci_codegen::model::{DataObject, Id, Standard};
use dci_codegen::payload::Validator;
use dci_tests::payloads::{Fill, Payloads};
use serde_json::{Value as Json, json};

/// How many broken payloads are made of each data object.
const BROKEN: usize = 12;

fn generated() -> Utf8PathBuf {
    Utf8PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../generated"))
}

/// A judge: what it is called, and its verdict where the data object is known to it.
type Judge<'a> = (&'static str, Box<dyn Fn(Id<DataObject>, &Json) -> Option<bool> + 'a>);

fn judges(standard: &Standard) -> Vec<Judge<'_>> {
    let validator = Validator::new(standard);
    let schemas = schema_judges(standard);
    let bundles = bundle_judges(standard);
    let openapi_31 = openapi_judges(standard, "3.1");
    let openapi_30 = openapi_judges(standard, "3.0");
    vec![
        ("dci check", Box::new(move |id, payload: &Json| Some(validator.validate(payload, id).is_empty()))),
        (
            "dci-types, untyped",
            Box::new(|id, payload: &Json| {
                let definition = dci_types::object(&standard[id].meta.id)?;
                Some(dci_types::runtime::validate(definition, payload).is_ok())
            }),
        ),
        ("dci-types, typed", Box::new(|id, payload: &Json| typed(&standard[id].meta.id, payload))),
        ("JSON Schema", Box::new(move |id, payload: &Json| schemas.get(&id).map(|schema| schema.is_valid(payload)))),
        ("JSON Schema bundle", Box::new(move |id, payload: &Json| bundles.get(&id).map(|it| it.is_valid(payload)))),
        ("OpenAPI 3.1", Box::new(move |id, payload: &Json| openapi_31.get(&id).map(|it| it.is_valid(payload)))),
        ("OpenAPI 3.0", Box::new(move |id, payload: &Json| openapi_30.get(&id).map(|it| it.is_valid(payload)))),
    ]
}

/// The typed reading of the objects that implementers meet first: whether it succeeds, and whether writing gives back
/// what was read.
fn typed(id: &str, payload: &Json) -> Option<bool> {
    use dci_types::{common, social_registry as sr, workshop_2023 as w23};

    fn reads<T: dci_types::DataObject>(payload: &Json) -> bool {
        let Ok(value) = T::from_value(payload.clone()) else { return false };
        assert!(value.validate().is_ok(), "what has been read holds: {payload}");
        let written = serde_json::to_value(&value).expect("a data object can be written");
        assert_eq!(
            dci_tests::plain_numbers(&written),
            dci_tests::plain_numbers(payload),
            "a round trip changes nothing"
        );
        true
    }

    Some(match id {
        "DO.SR.01" => reads::<sr::Person>(payload),
        "DO.SR.02" => reads::<sr::Member>(payload),
        "DO.SR.03" => reads::<sr::Group>(payload),
        "DO.COM.API.01@SR.search" => reads::<sr::SearchEnvelope>(payload),
        "DO.COM.API.02@SR.on-search" => reads::<sr::OnSearchEnvelope>(payload),
        "DO.COM.API.02@SR.txn-on-status" => reads::<sr::TxnOnStatusEnvelope>(payload),
        "DO.COM.API.13@SR" => reads::<sr::SearchCriteria>(payload),
        "DO.COM.API.16@SR" => reads::<sr::SearchData>(payload),
        "DO.COM.07" => reads::<common::Place>(payload),
        "DO.COM.API.41" => reads::<common::TxnStatusQuery>(payload),
        "DO.W23.01" => reads::<w23::HouseholdData>(payload),
        _ => return None,
    })
}

type Validators = BTreeMap<Id<DataObject>, jsonschema::Validator>;

fn read(path: &Utf8PathBuf) -> Json {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The schema files, one a data object, with all others at hand for what they refer to.
fn schema_judges(standard: &Standard) -> Validators {
    let mut resources = Vec::new();
    let mut own = BTreeMap::new();
    for definition in standard.definitions() {
        let meta = standard.meta(definition);
        let name = dci_codegen::naming::type_name(&meta.name);
        let path =
            generated().join("json-schema").join(&standard[meta.interface].name).join(format!("{name}.schema.json"));
        if !path.is_file() {
            continue;
        }
        let schema = read(&path);
        let id = schema["$id"].as_str().unwrap_or_else(|| panic!("{path} has no $id")).to_owned();
        resources.push((id, jsonschema::Resource::from_contents(schema.clone())));
        if let dci_codegen::model::Definition::DataObject(object) = definition {
            own.insert(object, schema);
        }
    }
    let registry =
        jsonschema::Registry::new().extend(resources).and_then(|it| it.prepare()).expect("the schemas resolve");
    let validators = own.into_iter().map(|(object, schema)| {
        let validator = jsonschema::options().with_registry(&registry).build(&schema);
        (object, validator.unwrap_or_else(|error| panic!("{}: {error}", standard[object].meta.id)))
    });
    validators.collect()
}

/// The definitions inside the bundle of each interface.
fn bundle_judges(standard: &Standard) -> Validators {
    let mut validators = BTreeMap::new();
    for (_, interface) in standard.interfaces.iter() {
        let bundle = read(&generated().join("json-schema").join(&interface.name).join("bundle.schema.json"));
        for (name, schema) in bundle["$defs"].as_object().expect("a bundle has definitions") {
            let comment = schema["$comment"].as_str().unwrap_or_default();
            let id = comment.split(' ').next().unwrap_or_default();
            let Some(dci_codegen::model::Definition::DataObject(object)) = standard.by_id(id) else { continue };
            let entry = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$ref": format!("#/$defs/{name}"),
                "$defs": bundle["$defs"],
            });
            validators.insert(object, jsonschema::validator_for(&entry).expect("a bundle stands alone"));
        }
    }
    validators
}

/// The components of the OpenAPI documents. What they use of 3.0.3 means the same in JSON Schema 2020-12.
fn openapi_judges(standard: &Standard, version: &str) -> Validators {
    let mut validators = BTreeMap::new();
    for (_, interface) in standard.interfaces.iter() {
        let path = generated().join("openapi").join(format!("{}.openapi-{version}.yaml", interface.name));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let document: Json = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let components = &document["components"];
        for (name, schema) in components["schemas"].as_object().expect("a document has schemas") {
            let id = schema["x-id"].as_str().unwrap_or_default();
            let Some(dci_codegen::model::Definition::DataObject(object)) = standard.by_id(id) else { continue };
            let entry = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$ref": format!("#/components/schemas/{name}"),
                "components": components,
            });
            validators.insert(object, jsonschema::validator_for(&entry).expect("components resolve"));
        }
    }
    validators
}

#[test]
fn every_judge_gives_the_same_verdict() {
    let standard = dci_tests::standard();
    let judges = judges(&standard);
    let mut payloads = Payloads::new(&standard, 2023);
    let (mut valid, mut invalid, mut verdicts) = (0, 0, 0);
    let mut disagreements = Vec::new();
    for (id, object) in standard.data_objects.iter() {
        let mut cases: Vec<(Json, String)> = [Fill::Least, Fill::Most, Fill::Some, Fill::Some]
            .into_iter()
            .map(|fill| (payloads.valid(id, fill), format!("valid, {fill:?}")))
            .collect();
        cases.extend((0..BROKEN).map(|_| payloads.broken(id)));
        for (payload, what) in cases {
            let said: Vec<(&str, bool)> =
                judges.iter().filter_map(|(name, judge)| judge(id, &payload).map(|verdict| (*name, verdict))).collect();
            verdicts += said.len();
            let first = said.first().is_some_and(|(_, verdict)| *verdict);
            if what.starts_with("valid") && !first {
                disagreements.push(format!("{} is meant to be valid: {payload}", object.meta.id));
            }
            if said.iter().any(|(_, verdict)| *verdict != first) {
                disagreements.push(format!("{} ({what}): {said:?}\n  {payload}", object.meta.id));
            }
            if first { valid += 1 } else { invalid += 1 }
        }
    }
    assert!(
        disagreements.is_empty(),
        "{} disagreements:\n{}",
        disagreements.len(),
        disagreements[..disagreements.len().min(12)].join("\n")
    );
    assert!(valid >= 200 && invalid >= 200, "{valid} valid and {invalid} invalid payloads are too few");
    assert!(verdicts >= 4 * (valid + invalid), "{verdicts} verdicts: a judge is missing");
}

#[test]
fn every_judge_accepts_every_example() {
    let standard = dci_tests::standard();
    let judges = judges(&standard);
    let mut shown: Vec<(Id<DataObject>, _)> = Vec::new();
    for (id, object) in standard.data_objects.iter() {
        shown.extend(object.examples.iter().map(|example| (id, *example)));
    }
    for (_, operation) in standard.operations.iter() {
        let request = operation
            .request
            .iter()
            .flat_map(|body| operation.request_examples.iter().map(move |it| (body.object, *it)));
        let answer =
            operation.answer.iter().flat_map(|body| operation.answer_examples.iter().map(move |it| (body.object, *it)));
        shown.extend(request.chain(answer));
    }
    assert!(shown.len() > 80, "{} examples are too few", shown.len());
    for (object, example) in shown {
        let example = &standard[example];
        for (name, judge) in &judges {
            assert_ne!(judge(object, &example.json), Some(false), "{name} refuses {}", example.path);
        }
    }
}
