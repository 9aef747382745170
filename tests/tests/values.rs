//! Values of payloads are about people: no message and no `Debug` repeats one, or tells what it was close to, unless that is asked for.

mod support;

use dci_codegen::payload::Validator;
use dci_runtime::{Sensitivity, Shown, TypeDef, ValueDef, validate};
use dci_tests::payloads::{Fill, Payloads};
use dci_tests::standard;
use dci_types::DataObject;
use dci_types::common::MaritalStatus;
use dci_types::social_registry::{Group, Member, Person, SearchEnvelope};
use fastrand::Rng;
use serde_json::{Value, json};
use support::{Sandbox, text};

/// What must not come out again, as text and as a number.
const CANARY: &str = "Zmyrna7";
const NUMBER: i64 = 77_351_973;

/// The payload with canaries in place of many of its values: of the right kind and of the wrong one.
fn marked(payload: &Value, rng: &mut Rng) -> Value {
    let canary = |rng: &mut Rng| match rng.u8(..6) {
        0 => json!(NUMBER),
        1 => json!(-7_735_197.3),
        2 => json!([CANARY]),
        3 => json!(format!("{CANARY} {}", "long ".repeat(rng.usize(..60)))),
        _ => json!(CANARY),
    };
    match payload {
        Value::Object(members) if rng.u8(..20) > 0 => {
            let mut marked: serde_json::Map<String, Value> =
                members.iter().map(|(name, value)| (name.clone(), self::marked(value, rng))).collect();
            marked.insert("national_remark".to_owned(), canary(rng));
            Value::Object(marked)
        }
        Value::Array(items) if rng.u8(..10) > 0 => items.iter().map(|item| marked(item, rng)).collect(),
        _ if rng.bool() => canary(rng),
        other => other.clone(),
    }
}

fn is_clean(text: &str) -> bool {
    !text.contains(CANARY) && !text.contains("7735197")
}

#[test]
fn no_message_repeats_a_value() {
    let standard = standard();
    let judge = Validator::new(&standard).hiding_values();
    let (mut by_types, mut by_model) = (0, 0);
    for (seed, (id, object)) in (0..).zip(standard.data_objects.iter()) {
        let mut rng = Rng::with_seed(seed);
        let mut payloads = Payloads::new(&standard, seed);
        for _ in 0..3 {
            let payload = marked(&payloads.valid(id, Fill::Some), &mut rng);
            let found = judge.judge(&payload, id);
            by_model += found.violations.len();
            for violation in found.violations.iter().chain(&found.additions) {
                assert!(is_clean(&format!("{violation:?}")), "{violation:?} of {payload:#}");
            }
            let Some(definition) = dci_types::object(&object.meta.id) else { continue };
            let Err(violations) = validate(definition, &payload) else { continue };
            by_types += violations.len();
            let told = format!("{violations} {violations:?} {violations:#?}");
            assert!(is_clean(&told), "{told} of {payload:#}");
        }
    }
    assert!(by_types > 500 && by_model > 500, "{by_types} and {by_model} violations show nothing");
}

/// The errors that a program logs: of reading, by either way, and where the text is cut short.
#[test]
fn no_error_repeats_a_value() {
    let standard = standard();
    let (id, _) = standard.data_objects.iter().find(|(_, object)| object.meta.id == "DO.SR.02").expect("it is there");
    let mut rng = Rng::with_seed(1);
    let mut payloads = Payloads::new(&standard, 1);
    let mut errors = 0;
    for _ in 0..200 {
        let payload = marked(&payloads.valid(id, Fill::Most), &mut rng).to_string();
        let mut end = rng.usize(..=payload.len());
        while !payload.is_char_boundary(end) {
            end -= 1;
        }
        for text in [payload.as_str(), &payload[..end]] {
            if let Err(error) = Member::from_json(text) {
                errors += 1;
                assert!(is_clean(&format!("{error} {error:?}")), "{error} {error:?}");
            }
            if let Err(error) = serde_json::from_str::<Member>(text) {
                assert!(is_clean(&format!("{error} {error:?}")), "{error} {error:?}");
            }
        }
    }
    assert!(errors > 200, "{errors} errors");
    let unknown = CANARY.parse::<MaritalStatus>().expect_err("it is no code");
    assert!(is_clean(&format!("{unknown} {unknown:?}")), "{unknown}");
}

/// What somebody wrote in the place of a code, a slip away from it.
fn near(code: &str) -> String {
    format!("{code}x")
}

/// No suggestion tells what a value about a person was close to; where nothing is about a person, one does.
#[test]
fn suggestions_are_for_public_attributes_alone() {
    let mut suggestions = [0, 0];
    for interface in dci_types::INTERFACES {
        for object in interface.objects.iter().map(|object| object()) {
            for attribute in object.attributes {
                let ValueDef::One(TypeDef::Code(directory)) = attribute.value else { continue };
                let Some(code) = directory().codes.iter().find(|entry| entry.code.len() >= 3) else { continue };
                let value =
                    if attribute.cardinality.is_list() { json!([near(code.code)]) } else { json!(near(code.code)) };
                let Err(violations) = validate(object, &json!({attribute.name: value})) else { continue };
                let is_public = attribute.sensitivity == Sensitivity::Public;
                let told = violations.iter().any(|violation| violation.message.contains("did you mean"));
                assert!(is_public || !told, "{}/{}: {violations}", object.id, attribute.name);
                suggestions[usize::from(is_public)] += usize::from(!is_public || told);
            }
        }
    }
    assert!(suggestions.iter().all(|count| *count > 3), "{suggestions:?}");
}

/// Within a message, which is sensitive as a whole, the attribute that holds the value decides.
#[test]
fn the_label_of_the_attribute_itself_decides() {
    let member = json!({"demographic_info": {"identifier": [{"identifier_type": "Passpor", "identifier_value": "x"}]}});
    let told = Member::validate_json(&member).map_or_else(|violations| violations.to_string(), |()| String::new());
    assert!(!told.contains("did you mean"), "{told}");
}

#[test]
fn debug_shows_what_is_public_and_hides_the_rest() {
    let member = json!({
        "marital_status": "W", "self_id_disability": true,
        "demographic_info": {"name": {"surname": CANARY}, "birth_date": "1985-05-20"},
        "national_remark": CANARY, "@id": CANARY,
    });
    let member = Member::from_value(member).expect("it holds");
    let shown = format!("{member:?}");
    assert!(is_clean(&format!("{member:?} {member:#?}")), "{shown}");
    assert!(!shown.contains("1985") && !shown.contains("Widow") && !shown.contains("true"), "{shown}");
    for part in [
        "Member { member_identifier: <personal>, ",
        "marital_status: <sensitive>, ",
        "self_id_disability: <sensitive>, ",
        "extra: Extra { keywords: 1, unknown: 1 } }",
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    // What is asked for is shown, and written as ever.
    assert_eq!(format!("{:?}", Shown(&member)), member.to_json().expect("it can be written"));
    assert!(format!("{:#?}", Shown(&member)).contains(CANARY));
    assert!(member.to_json().expect("it can be written").contains(CANARY));

    let person = Person::from_value(json!({"name": {"surname": CANARY}})).expect("it holds");
    assert!(is_clean(&format!("{person:?} {:?}", Some(vec![person.clone()]))), "{person:?}");
    assert!(is_clean(&format!("{:?}", Group::from_value(json!({"group_identifier": []})).expect("it holds"))));
}

/// What belongs to no person stays readable: the header of a message.
#[test]
fn debug_of_a_message_shows_its_header() {
    let standard = standard();
    let mut all = standard.data_objects.iter();
    let (id, _) = all.find(|(_, it)| it.meta.id == SearchEnvelope::definition().id).expect("it is there");
    let payload = Payloads::new(&standard, 7).valid(id, Fill::Most);
    let envelope = SearchEnvelope::from_value(payload.clone()).expect("it holds");
    let message_id = payload["header"]["message_id"].as_str().expect("a message has an id");
    assert!(format!("{envelope:?}").contains(&format!("message_id: {message_id:?}")), "{envelope:?}");
}

#[test]
fn validate_prints_no_value_unless_asked() {
    let sandbox = Sandbox::new();
    let mut rng = Rng::with_seed(3);
    let base = json!({"name": "x", "sex": "F", "birth_date": "2020-02-01", "countries": ["KE", "XX"], "home": {"at": [1, "two"]}});
    for round in 0..12 {
        let mut payload = serde_json::to_string_pretty(&marked(&base, &mut rng)).expect("it is JSON");
        if round % 2 == 1 {
            payload.truncate(rng.usize(..payload.len()));
        }
        if round % 3 == 2 {
            payload = payload.replace(['\n', ' '], "");
        }
        sandbox.write("payload.json", &payload);
        for format in ["human", "json", "github", "sarif"] {
            let run = sandbox.dci(["validate", "payload.json", "--as", "Person", "--format", format]);
            let printed = format!("{}{}", text(&run.stdout), text(&run.stderr));
            assert!(is_clean(&printed), "{format}: {printed}\nof {payload}");
            assert!(!printed.contains("panicked"), "{printed}");
        }
    }
    sandbox.write("payload.json", format!("{{\"name\": \"x\", \"sex\": \"{CANARY}\"}}"));
    let run = sandbox.dci(["validate", "payload.json", "--as", "Person", "--show-values"]);
    assert!(text(&run.stderr).contains(&format!("`{CANARY}` is no code of CD.COM.01 sex")), "{}", text(&run.stderr));
    sandbox.write("payload.json", "{\"name\": \"x\", \"sex\": \"MM\"}");
    let run = sandbox.dci(["validate", "payload.json", "--as", "Person"]);
    assert!(!text(&run.stderr).contains("did you mean"), "{}", text(&run.stderr));
}
