//! The generated types: what they refuse, what they keep, and that their verdict is that of the model.

use std::sync::LazyLock;

use dci_codegen::model::{Definition, Standard};
use dci_codegen::payload::Validator;
use dci_runtime::ObjectDef;
use dci_tests::payloads::{Fill, Payloads};
use dci_types::common::{
    Action, Country, DateTime, ExpPredicate, ExpPredicateWithCondition, IdentifierType, MaritalStatus, MsgHeader,
    Operator, PageNumber, QueryType, RegistryType, SearchCriteriaQuery,
};
use dci_types::prelude::*;
use dci_types::runtime::{Array, Value};
use dci_types::social_registry::operations::{OnSearch, Search};
use dci_types::social_registry::{
    Group, Member, RecordType, SearchCriteria, SearchData, SearchDataRegRecords, SearchEnvelope, SearchEnvelopeMessage,
    SearchRequest, SearchRequestItem,
};
use dci_types::{Rule, common, social_registry, workshop_2023};
use serde_json::json;

/// How many payloads are made for each data object.
const PAYLOADS: usize = 40;

static STANDARD: LazyLock<Standard> = LazyLock::new(dci_tests::standard);

fn example(interface: &str, name: &str) -> String {
    std::fs::read_to_string(dci_tests::spec().join(interface).join("examples").join(name))
        .expect("the example is there")
}

#[test]
fn every_data_object_code_directory_and_format_is_there() {
    let standard = dci_tests::standard();
    for definition in standard.definitions() {
        let meta = standard.meta(definition);
        let interface = &standard[meta.interface].name;
        let known = dci_types::INTERFACES.iter().find(|known| known.name == interface).expect("every interface is on");
        let is_there = match definition {
            Definition::DataObject(_) => known.object(&meta.id).is_some(),
            Definition::CodeDirectory(_) => known.directory(&meta.id).is_some(),
            Definition::DataFormat(_) => known.format(&meta.id).is_some(),
            Definition::Operation(_) => known.operation(&meta.id).is_some(),
            Definition::DataType(_) | Definition::Process(_) => true,
        };
        assert!(is_there, "{} is missing", meta.id);
    }
}

#[test]
fn the_verdict_is_that_of_the_model() {
    let standard = dci_tests::standard();
    let judge = Validator::new(&standard);
    let mut counts = [0, 0];
    for (id, object) in standard.data_objects.iter() {
        let definition: &ObjectDef = dci_types::object(&object.meta.id).expect("every object is there");
        let mut payloads = Payloads::new(&standard, 2026);
        for round in 0..PAYLOADS {
            let (payload, what) = if round % 2 == 0 {
                (payloads.valid(id, [Fill::Least, Fill::Some, Fill::Most][round % 3]), "nothing".to_owned())
            } else {
                payloads.broken(id)
            };
            let expected = judge.validate(&payload, id);
            let found = dci_runtime::validate(definition, &payload);
            counts[usize::from(expected.is_empty())] += 1;
            assert_eq!(
                expected.is_empty(),
                found.is_ok(),
                "{}, {what}:\nmodel: {expected:#?}\ntypes: {found:#?}\n{payload:#}",
                object.meta.id
            );
        }
    }
    assert!(counts.iter().all(|count| *count > 500), "both verdicts are tried: {counts:?}");
}

/// Reads and writes payloads of a body as the Rust type, and lets `schemars` judge too.
fn travels<T: DataObject + schemars::JsonSchema>() {
    let standard = &*STANDARD;
    let Some(Definition::DataObject(id)) = standard.by_id(T::definition().id) else { return };
    let schema = schemars::schema_for!(T).to_value();
    let schema = jsonschema::validator_for(&schema).expect("the schema is one");
    let mut payloads = Payloads::new(standard, 7);
    for round in 0..PAYLOADS {
        let payload = if round % 2 == 0 {
            payloads.valid(id, [Fill::Some, Fill::Most][round / 2 % 2])
        } else {
            payloads.broken(id).0
        };
        let read = T::from_value(payload.clone());
        let violations = read.as_ref().err();
        assert_eq!(schema.is_valid(&payload), read.is_ok(), "{}: {violations:#?}\n{payload:#}", T::definition().id);
        if let Ok(value) = read {
            assert_eq!(value.validate(), Ok(()));
            let written = serde_json::from_str(&value.to_json().expect("it can be written")).expect("it is JSON");
            assert!(same(&payload, &written), "before {payload:#}\nafter {written:#}");
        }
    }
}

/// Whether two payloads are the same; 7 and 7.0 are one number.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, value)| right.get(name).is_some_and(|other| same(value, other)))
        }
        _ => left == right,
    }
}

fn bodies<O: Operation>()
where
    O::Request: DataObject + schemars::JsonSchema,
    O::Answer: DataObject + schemars::JsonSchema,
    O::Failure: DataObject + schemars::JsonSchema,
{
    travels::<O::Request>();
    travels::<O::Answer>();
    travels::<O::Failure>();
}

#[test]
fn every_body_survives_reading_and_writing() {
    bodies::<common::operations::Search>();
    bodies::<common::operations::OnSearch>();
    bodies::<social_registry::operations::Search>();
    bodies::<social_registry::operations::OnSearch>();
    bodies::<social_registry::operations::SyncSearch>();
    bodies::<social_registry::operations::Subscribe>();
    bodies::<social_registry::operations::OnSubscribe>();
    bodies::<social_registry::operations::Unsubscribe>();
    bodies::<social_registry::operations::OnUnsubscribe>();
    bodies::<social_registry::operations::Notify>();
    bodies::<social_registry::operations::TxnStatus>();
    bodies::<social_registry::operations::TxnOnStatus>();
    bodies::<workshop_2023::operations::GetHouseholdByUin>();
    bodies::<workshop_2023::operations::Search>();
    bodies::<workshop_2023::operations::GetPovertyScore>();
}

#[test]
fn a_request_is_read_and_written_unchanged() {
    let text = example("social-registry", "search-by-uin-request.json");
    let envelope = SearchEnvelope::from_json(&text).expect("the example holds");
    let SearchEnvelopeMessage::SearchRequest(request) = &envelope.message else { unreachable!("it is not encrypted") };
    let SearchCriteriaQuery::IdtypeValue(query) = &request.search_request.first().search_criteria.query else {
        unreachable!("the query type is idtype-value")
    };
    assert_eq!(query.value.as_str(), Some("7410258963"));
    assert_eq!(envelope.header.action.label(), "Search");
    let before: Value = serde_json::from_str(&text).expect("the example is JSON");
    assert_eq!(serde_json::to_value(&envelope).expect("it can be written"), before);
}

#[test]
fn every_violation_is_told_with_its_place_and_rule() {
    let mut payload: Value =
        serde_json::from_str(&example("social-registry", "search-by-predicate-request.json")).expect("JSON");
    payload["header"]["message_ts"] = json!("yesterday");
    payload["header"]["action"] = json!("notify");
    payload["header"]["meta"] = Value::Null;
    payload["header"].as_object_mut().expect("an object").remove("message_id");
    payload["message"]["search_request"][0]["search_criteria"]["query"] = json!({"type": "UIN"});
    payload["message"]["search_request"][0]["search_criteria"]["pagination"] =
        json!({"page_size": 10, "page_number": 0});
    payload["message"]["search_request"][0]["search_criteria"]["response_entity"] = json!("Grup");
    let violations = SearchEnvelope::from_value(payload).unwrap_err();
    let found: Vec<(&str, Rule)> =
        violations.iter().map(|violation| (violation.pointer.as_str(), violation.rule)).collect();
    assert_eq!(
        found,
        [
            ("/header/message_id", Rule::Required),
            ("/header/message_ts", Rule::Format),
            ("/header/meta", Rule::Null),
            ("/message/search_request/0/search_criteria/query", Rule::Choice),
            ("/message/search_request/0/search_criteria/response_entity", Rule::Code),
            ("/message/search_request/0/search_criteria/pagination/page_number", Rule::Range),
            ("/header/action", Rule::Fixed),
        ]
    );
    let messages: Vec<&str> = violations.iter().map(|violation| violation.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "DO.COM.API.03 MsgHeader must have `message_id`",
            "the text does not have the form of a text DF.COM.API.01 timestamp (such as `2022-12-04T17:20:07Z`)",
            "null is no value: leave out an attribute that has none",
            "expected a list (1..*), found an object; write one value as a list of one, because `query_type` is `predicate`",
            "expected a code of CD.SR.API.01 record_type, one of `Group`, `Member`; did you mean `Group`?",
            "expected a whole number DF.COM.API.10 page_number (such as `1`) of 1 or more",
            "must be `search` here",
        ]
    );
}

#[test]
fn what_is_put_together_in_rust_is_checked_too() {
    let header = MsgHeader::new(
        "MSG-1",
        "2026-03-01T09:30:00Z".parse().expect("a time stamp"),
        Action::OnSearch,
        "spmis.example.org",
        dci_types::common::Count::new(1).expect("a count"),
    );
    let condition = ExpPredicate::new("poverty_score", Operator::LessThan, json!(40));
    let criteria = SearchCriteria {
        response_entity: Some(RecordType::Group),
        ..SearchCriteria::new(
            QueryType::Expression,
            SearchCriteriaQuery::Predicate(OneOrMore::from(ExpPredicateWithCondition::new(condition))),
        )
    };
    let item = SearchRequestItem::new(
        "REF-1".parse().expect("a reference"),
        "2026-03-01T09:30:00Z".parse().expect("a time stamp"),
        criteria,
    );
    let request = SearchRequest::new("TXN-1".parse().expect("a transaction"), item.into());
    let mut envelope = SearchEnvelope::new(header, SearchEnvelopeMessage::SearchRequest(request));
    let violations = envelope.validate().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "/message/search_request/0/search_criteria/query: at most one value is allowed (1..1): expected an object \
         DO.COM.API.21 ExpTemplate, found a list, because `query_type` is `expression` (choice)\n\
         /header/action: must be `search` here (fixed)"
    );

    envelope.header.action = Action::Search;
    let SearchEnvelopeMessage::SearchRequest(request) = &mut envelope.message else { unreachable!("just made") };
    request.search_request[0].search_criteria.query_type = QueryType::Predicate;
    assert_eq!(envelope.validate(), Ok(()));
}

#[test]
fn unknown_attributes_and_keywords_of_json_ld_stay() {
    let text = json!({
        "@context": "https://schema.spdci.org/contexts/v1",
        "@type": ["Member", "Person"],
        "marital_status": "W",
        "related_person": [],
        "chiefdom": {"name": "Kuranko"},
        "@id": "urn:uuid:1"
    });
    let mut member = Member::from_value(text.clone()).expect("it holds");
    assert_eq!(member.extra.types().collect::<Vec<_>>(), ["Member", "Person"]);
    assert_eq!(member.extra.id(), Some("urn:uuid:1"));
    assert_eq!(member.marital_status, Some(MaritalStatus::Widowed));
    assert_eq!(serde_json::to_value(&member).expect("it can be written"), text);
    assert_eq!(
        member.to_json().expect("it can be written"),
        r#"{"@context":"https://schema.spdci.org/contexts/v1","@type":["Member","Person"],"@id":"urn:uuid:1","related_person":[],"marital_status":"W","chiefdom":{"name":"Kuranko"}}"#
    );
    member.extra.remove("chiefdom");
    member.extra.insert("village", "Koinadugu");
    assert!(member.to_json().expect("it can be written").ends_with(r#""village":"Koinadugu"}"#));
}

#[test]
fn a_choice_reads_by_the_attribute_that_tells_it() {
    let groups = SearchData::from_json(r#"{"reg_records": []}"#).expect("groups are the default");
    assert_eq!(groups.reg_records, Some(SearchDataRegRecords::Group(Vec::<Group>::new())));
    let members = SearchData::from_json(r#"{"reg_record_type": "Member", "reg_records": [{"marital_status": "S"}]}"#);
    assert!(
        matches!(members.expect("members").reg_records, Some(SearchDataRegRecords::Member(members)) if members.len() == 1)
    );
    let absent = SearchData::from_json("{}").expect("nothing is required");
    assert_eq!(absent, SearchData::default());
}

#[test]
fn code_directories_know_their_codes() {
    assert_eq!(MaritalStatus::ALL.len(), MaritalStatus::definition().codes.len());
    let status: MaritalStatus = "W".parse().expect("a code");
    assert_eq!((status.code(), status.label(), status.to_string()), ("W", "Widowed", "W".to_owned()));
    assert_eq!(
        MaritalStatus::try_from("widowed").unwrap_err().to_string(),
        "expected a code of CD.COM.02 marital_status, one of `S`, `M`, `W`, `A`, `D`, `L`, `U`"
    );
    assert_eq!(
        Country::from_code("Keny").unwrap_err().to_string(),
        "expected a code of CD.COM.05 country, one of 249 codes"
    );
    let registry: RegistryType = "ns:org:RegistryType:Civil".parse().expect("the directory may be added to");
    assert_eq!(registry, RegistryType::Unlisted("ns:org:RegistryType:Civil".to_owned()));
    assert_eq!((registry.code(), registry.is_listed()), ("ns:org:RegistryType:Civil", false));
    assert!("".parse::<RegistryType>().is_err());
    assert!(IdentifierType::ALL.iter().all(CodeDirectory::is_listed));
    assert_eq!(serde_json::from_str::<MaritalStatus>("\"S\"").expect("a code"), MaritalStatus::NeverMarried);
    assert!(serde_json::from_str::<MaritalStatus>("1").is_err());
}

#[test]
fn data_formats_only_have_values_of_their_form() {
    let date: DateTime = "2024-02-29".parse().expect("a date");
    assert_eq!((date.as_ref(), date.inner().len()), ("2024-02-29", 10));
    assert_eq!(
        "29.02.2024".parse::<DateTime>().unwrap_err()[0].message,
        "the text does not have the form of a text DF.COM.STRING.01 date_time (such as `1985-05-20`)"
    );
    assert_eq!(i64::from(PageNumber::try_from(5).expect("a page")), 5);
    assert_eq!(PageNumber::try_from(0).unwrap_err()[0].rule, Rule::Range);
    assert_eq!(serde_json::from_str::<PageNumber>("5.0").expect("a whole number"), PageNumber::new(5).expect("a page"));
}

#[test]
fn numbers_keep_their_form() {
    let group = Group::from_json(r#"{"poverty_score": 45}"#).expect("it holds");
    assert_eq!(group.to_json().expect("it can be written"), r#"{"poverty_score":45}"#);
    let group = Group::from_json(r#"{"poverty_score": 45.2}"#).expect("it holds");
    assert_eq!(group.poverty_score, Decimal::from_f64(45.2));
    assert_eq!(Array::default(), Array(Vec::new()));
}

#[test]
fn operations_are_types_and_data() {
    assert_eq!((Search::DEFINITION.method, Search::DEFINITION.path), ("POST", "/registry/search"));
    assert_eq!(Search::DEFINITION.callback, Some(OnSearch::DEFINITION.id));
    assert_eq!(Search::DEFINITION.request_action, Some("search"));
    let interface = &social_registry::INTERFACE;
    assert_eq!(interface.operation("search").map(|operation| operation.id), Some("API.COM.01.ASY@SR"));
    assert_eq!(interface.object("Member").map(|object| object.id), Some("DO.SR.02"));
}

#[test]
fn messages_never_repeat_what_a_payload_holds() {
    let secret = "Amina Tarefe 1985";
    for payload in [
        json!({"marital_status": secret, "registration_date": secret}),
        json!({"demographic_info": {"identifier": [{"identifier_type": secret, "identifier_value": [secret]}]}}),
        json!(secret),
    ] {
        let violations =
            Member::from_value(payload.clone()).map_or_else(|violations| violations.to_string(), |_| String::new());
        assert!(!violations.contains("Amina"), "{violations}");
    }
}
