//! One payload, one verdict: the check of examples, the Rust types, the JSON Schemas and both versions of OpenAPI agree.
//!
//! Hundreds of payloads are made from the model, valid ones and broken ones; any disagreement fails the test and shows
//! the payload.

use std::collections::BTreeMap;

use dci_codegen::emit::{json_schema, openapi};
use dci_codegen::model::{DataObject, Definition, Id, Standard};
use dci_codegen::payload::Validator;
use dci_tests::payloads::{Fill, Payloads};
use dci_tests::schemas::{Schemas, emitted};
use serde_json::Value as Json;

/// How many broken payloads are made of each data object.
const BROKEN: usize = 12;

/// A judge: what it is called, and its verdict where the data object is known to it.
type Judge<'a> = (&'static str, Box<dyn Fn(Id<DataObject>, &Json) -> Option<bool> + 'a>);

fn judges(standard: &Standard) -> Vec<Judge<'_>> {
    let validator = Validator::new(standard);
    let schemas = Schemas::of(&emitted(standard, &json_schema::JsonSchema), &emitted(standard, &openapi::OpenApi));
    let mut validators = validators(standard, &schemas);
    let mut written = |name: &'static str| -> Judge<'_> {
        let validators = validators.remove(name).unwrap_or_default();
        (name, Box::new(move |id, payload: &Json| validators.get(&id).map(|it| it.is_valid(payload))))
    };
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
        written("JSON Schema"),
        written("JSON Schema bundle"),
        written("OpenAPI 3.1"),
        written("OpenAPI 3.0"),
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

/// The validators of the emitted schemas, by judge: a schema says itself which data object it is of.
fn validators(standard: &Standard, schemas: &Schemas) -> BTreeMap<&'static str, Validators> {
    let mut judges: BTreeMap<&'static str, Validators> = BTreeMap::new();
    let mut add = |judge: &'static str, id: &Json, address: &str| {
        let id = id.as_str().and_then(|text| text.split(' ').next()).unwrap_or_default();
        if let Some(Definition::DataObject(object)) = standard.by_id(id) {
            judges.entry(judge).or_default().insert(object, schemas.validator(address));
        }
    };
    for (address, document) in schemas.documents() {
        let version = document["openapi"].as_str();
        let (judge, mark, members) = match version {
            Some(version) if version.starts_with("3.1") => ("OpenAPI 3.1", "x-id", "/components/schemas"),
            Some(_) => ("OpenAPI 3.0", "x-id", "/components/schemas"),
            None => ("JSON Schema bundle", "$comment", "/$defs"),
        };
        match document.pointer(members).and_then(Json::as_object) {
            Some(definitions) => {
                for (name, schema) in definitions {
                    add(judge, &schema[mark], &format!("{address}#{members}/{name}"));
                }
            }
            None => add("JSON Schema", &document["$comment"], address),
        }
    }
    judges
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
