//! Profiles of countries: that they only narrow or add, what is said where one does not, and the types that convert.

mod support;

use std::fs;

use dci_codegen::Checked;
use dci_codegen::diagnostic::Diagnostic;
use dci_codegen::emit::{json_schema, openapi};
use dci_codegen::model::{DataObject, Definition, Id, Standard};
use dci_codegen::payload::Validator;
use dci_meridia_types::DataObject as _;
use dci_tests::payloads::{Fill, Payloads};
use dci_tests::schemas::{Schemas, emitted, refusals};
use dci_tests::spec;
use serde_json::{Value as Json, json};
use support::{Sandbox, text};

/// The standard of this repository, with its profiles.
fn shipped() -> Checked {
    let checked = dci_codegen::check(spec()).expect("the folder can be read");
    assert!(!checked.has_errors());
    assert_eq!(checked.profiles.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["peru", "meridia"]);
    checked
}

/// Data objects of a profile, with those that they are in the standard.
fn pairs<'a>(
    profile: &'a Standard,
    base: &'a Standard,
) -> impl Iterator<Item = (Id<DataObject>, Id<DataObject>, &'a str)> {
    let objects = profile.data_objects.iter().filter(|(_, object)| object.parameters.is_empty());
    objects.filter_map(|(id, object)| match base.by_id(&object.meta.id)? {
        Definition::DataObject(there) => Some((id, there, object.meta.id.as_str())),
        _ => None,
    })
}

#[test]
fn whatever_a_profile_allows_the_standard_allows() {
    let checked = shipped();
    let base = checked.standard.as_ref().expect("a model");
    let judge = Validator::new(base);
    let mut tried = 0;
    for profile in &checked.profiles {
        let standard = profile.standard.as_ref().expect("a model");
        let own = Validator::new(standard);
        let mut payloads = Payloads::new(standard, 7);
        for (id, there, name) in pairs(standard, base) {
            for _ in 0..40 {
                let payload = payloads.valid(id, Fill::Some);
                assert_eq!(own.validate(&payload, id), [], "{} {name} {payload}", profile.name);
                assert_eq!(judge.validate(&payload, there), [], "{} {name} {payload}", profile.name);
                tried += 1;
            }
        }
    }
    assert!(tried >= 5_000, "{tried} payloads");
}

/// The schemas of a standard, and the address of one of a data object.
fn schemas(standard: &Standard) -> Schemas {
    Schemas::of(&emitted(standard, &json_schema::JsonSchema), &emitted(standard, &openapi::OpenApi))
}

fn address(standard: &Standard, id: &str) -> String {
    let definition = standard.by_id(id).expect("the definition is there");
    let interface = standard.interface_of(definition);
    let name = dci_codegen::naming::type_name(&standard.meta(definition).name);
    format!("{}{}/{}/{name}.schema.json", standard.namespaces.json_schema, interface.name, interface.version)
}

#[test]
fn emitted_schemas_of_a_profile_say_the_same_as_its_model() {
    let checked = shipped();
    let meridia = checked.profiles[1].standard.as_ref().expect("a model");
    let schemas = schemas(meridia);
    let model = Validator::new(meridia);
    let mut payloads = Payloads::new(meridia, 11);
    let mut refused = 0;
    for id in ["DO.SR.02", "DO.COM.08", "DO.COM.09"] {
        let Some(Definition::DataObject(object)) = meridia.by_id(id) else { panic!("{id} is a data object") };
        let judge = schemas.validator(&address(meridia, id));
        for _ in 0..200 {
            let (payload, what) = payloads.broken(object);
            let holds = model.validate(&payload, object).is_empty();
            assert_eq!(holds, refusals(&judge, &payload).is_empty(), "{id} {what}: {payload}");
            refused += u32::from(!holds);
        }
        for payload in [json!({"email": ["a@b.example"], "identifier": []}), json!({"email": [], "identifier": [1]})] {
            assert_eq!(
                model.validate(&payload, object).is_empty(),
                refusals(&judge, &payload).is_empty(),
                "{id}: {payload}"
            );
        }
    }
    assert!(refused > 100, "{refused} payloads were refused");
}

/// A profile of the small standard of `tests/ui/base`.
fn profile(body: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.edit("spec/standard.yaml", "  - pensions\n", "  - pensions\nprofiles: [atlantis]\n");
    let head = fs::read_to_string(support::tests().join("ui/profile-base/profiles/atlantis/profile.yaml"));
    let head = head.expect("the case is there").replace("base: 0.9.0", "base: 1.0.0");
    let head = head.split("data_objects:").next().expect("a head").to_owned();
    sandbox.write("spec/profiles/atlantis/profile.yaml", head + body);
    sandbox
}

/// What is said of a profile that allows too much: each refusal with the payload that proves it.
fn witnesses(diagnostics: &[Diagnostic]) -> Vec<(String, Json)> {
    let refusals = diagnostics.iter().filter(|it| it.rule.id == "profile-widens");
    refusals
        .map(|it| {
            let help = it.help.first().expect("a payload is told");
            let object = help.strip_prefix("this ").and_then(|rest| rest.split(' ').next()).expect("an id");
            let payload = &help[help.find(": {").expect("a payload") + 2..];
            (object.to_owned(), serde_json::from_str(payload).expect("the payload is JSON"))
        })
        .collect()
}

#[test]
fn what_loosens_is_refused_with_a_payload_that_proves_it() {
    let loosening = [
        ("DO.COM.01", "      - {name: name, cardinality: 0..1}\n"),
        ("DO.COM.01", "      - {name: name, cardinality: 0..0}\n"),
        ("DO.COM.01", "      - {name: name, cardinality: 1..*}\n"),
        ("DO.COM.01", "      - {name: countries, cardinality: 0..1}\n"),
        ("DO.COM.01", "      - {name: sex, type: DT.COM.01}\n"),
        ("DO.COM.01", "      - {name: birth_date, type: DT.COM.01}\n"),
        ("DO.COM.01", "      - {name: sex, type: CD.COM.03}\n"),
        ("DO.COM.04", "      - {name: age, type: DT.COM.01}\n"),
    ];
    for (object, attribute) in loosening {
        let sandbox = profile(&format!("data_objects:\n  - data_object: {object}\n    attributes:\n{attribute}"));
        let checked = dci_codegen::check(sandbox.path("spec")).expect("the folder can be read");
        let found = witnesses(&checked.diagnostics);
        assert!(!found.is_empty(), "{object} {attribute}: {:?}", checked.diagnostics);
        let base = checked.standard.as_ref().expect("a model");
        let own = checked.profiles[0].standard.as_ref().expect("a model");
        let (theirs, ours) = (schemas(base), schemas(own));
        for (id, payload) in found {
            let allowed = refusals(&ours.validator(&address(own, &id)), &payload);
            assert_eq!(allowed, Vec::<String>::new(), "{attribute}: {payload}");
            let refused = refusals(&theirs.validator(&address(base, &id)), &payload);
            assert!(!refused.is_empty(), "{attribute}: the standard allows {payload}");
        }
        let generate = sandbox.dci(["generate"]);
        assert_eq!(generate.status.code(), Some(1), "{attribute}");
        assert!(!sandbox.path("generated").exists(), "{attribute}: something was written");
    }
}

#[test]
fn what_narrows_or_adds_is_allowed() {
    let narrowing = [
        "      - {name: sex, cardinality: 1..1}\n",
        "      - {name: sex, cardinality: 0..0}\n",
        "      - {name: countries, cardinality: 1..*}\n",
        "      - {name: name, type: DF.COM.01}\n",
        "      - {name: countries, title: {fr: Pays}, description: {fr: Où la personne réside.}}\n",
        "    adds:\n      - {name: clan, type: DT.COM.01, cardinality: 1..1, description: The clan., sensitivity: personal}\n",
    ];
    for attributes in narrowing {
        let key = if attributes.starts_with("    adds") { "" } else { "    attributes:\n" };
        let sandbox = profile(&format!("data_objects:\n  - data_object: DO.COM.01\n{key}{attributes}"));
        let check = sandbox.dci(["check"]);
        assert!(check.status.success(), "{attributes}: {}", text(&check.stderr));
    }
}

#[test]
fn a_translation_reaches_the_pages_and_a_narrowing_says_why() {
    let sandbox = profile(
        "data_objects:\n  - data_object: DO.COM.01\n    attributes:\n      - {name: sex, cardinality: 1..1, because: The law asks for it.}\n\
         code_directories:\n  - code_directory: CD.COM.01\n    codes:\n      - {code: F, label: {fr: Femme}}\n",
    );
    let generate = sandbox.dci(["generate"]);
    assert!(generate.status.success(), "{}", text(&generate.stderr));
    let read = |path: &str| fs::read_to_string(sandbox.path("generated/profiles/atlantis/gitbook").join(path));
    let person = read("common/data-objects/do.com.01-person.md").expect("the page is there");
    assert!(person.contains("The law asks for it."), "{person}");
    let sex = read("common/code-directories/cd.com.01-sex.md").expect("the page is there");
    assert!(sex.contains("Femme"), "{sex}");
    let first = read("README.md").expect("the page is there");
    assert!(first.contains("| 0..1 | 1..1 |"), "{first}");
    // The standard itself is as it was.
    let sex = fs::read_to_string(sandbox.path("generated/gitbook/common/code-directories/cd.com.01-sex.md"));
    assert!(!sex.expect("the page is there").contains("Femme"));
}

#[test]
fn a_target_alone_is_written_for_profiles_too() {
    let sandbox =
        profile("data_objects:\n  - data_object: DO.COM.01\n    attributes:\n      - {name: sex, cardinality: 1..1}\n");
    assert!(sandbox.dci(["generate"]).status.success());
    sandbox.edit("spec/profiles/atlantis/profile.yaml", "cardinality: 1..1", "cardinality: 0..0");
    assert!(sandbox.dci(["generate", "--target", "json-schema"]).status.success());
    let generated = sandbox.path("generated/profiles/atlantis");
    let read = |path: &str| fs::read_to_string(generated.join(path)).expect("the artefact is there");
    assert!(read("json-schema/common/Person.schema.json").contains("\"not\": {}"));
    assert!(read("gitbook/common/data-objects/do.com.01-person.md").contains("| 1..1 |"));
    let check = sandbox.dci(["generate", "--check"]);
    let differs = text(&check.stdout);
    assert_eq!(check.status.code(), Some(1));
    assert!(!differs.contains("json-schema") && differs.contains("profiles/atlantis/gitbook"), "{differs}");
}

#[test]
fn values_of_a_profile_become_values_of_the_standard_without_loss() {
    let payload: Json = serde_json::from_str(
        &fs::read_to_string(spec().join("profiles/meridia/examples/member-of-meridia.json")).expect("it is there"),
    )
    .expect("it is JSON");
    let member = dci_meridia_types::social_registry::Member::from_value(payload.clone()).expect("it holds");
    assert_eq!(member.clan_house.as_ref().map(ToString::to_string).as_deref(), Some("N014"));
    let there = dci_types::social_registry::Member::from(member.clone());
    assert_eq!(serde_json::to_value(&there).expect("JSON"), payload);
    assert_eq!(there.extra.get("clan_house"), Some(&json!("N014")));
    let back = dci_meridia_types::social_registry::Member::try_from(there).expect("nothing was lost");
    assert_eq!(back, member);
}

#[test]
fn many_values_of_a_profile_come_back_as_they_were() {
    let checked = shipped();
    let meridia = checked.profiles[1].standard.as_ref().expect("a model");
    let peru = checked.profiles[0].standard.as_ref().expect("a model");
    let mut tried = 0;
    macro_rules! there_and_back {
        ($standard:ident, $id:literal, $own:ty, $base:ty) => {
            let Some(Definition::DataObject(id)) = $standard.by_id($id) else { panic!("{} is there", $id) };
            let mut payloads = Payloads::new($standard, 23);
            for _ in 0..200 {
                let payload = payloads.valid(id, Fill::Some);
                let value = <$own>::from_value(payload.clone()).expect("a valid payload is read");
                let there = <$base>::from(value.clone());
                let written = serde_json::to_value(&there).expect("JSON");
                assert_eq!(dci_tests::plain_numbers(&written), dci_tests::plain_numbers(&payload), "{}", $id);
                assert_eq!(<$own>::try_from(there).expect("it comes back"), value, "{}", $id);
                tried += 1;
            }
        };
    }
    there_and_back!(
        meridia,
        "DO.SR.02",
        dci_meridia_types::social_registry::Member,
        dci_types::social_registry::Member
    );
    there_and_back!(meridia, "DO.SR.03", dci_meridia_types::social_registry::Group, dci_types::social_registry::Group);
    there_and_back!(meridia, "DO.COM.08", dci_meridia_types::common::Person, dci_types::common::Person);
    there_and_back!(
        meridia,
        "DO.COM.API.16@SR",
        dci_meridia_types::social_registry::SearchData,
        dci_types::social_registry::SearchData
    );
    there_and_back!(peru, "DO.SR.02", dci_peru_types::social_registry::Member, dci_types::social_registry::Member);
    there_and_back!(peru, "DO.SR.03", dci_peru_types::social_registry::Group, dci_types::social_registry::Group);
    assert_eq!(tried, 1_200);
}

#[test]
fn a_value_of_the_standard_that_a_profile_forbids_tells_every_violation() {
    let member = dci_types::social_registry::Member::from_value(json!({
        "demographic_info": {"email": ["amina@example.org"], "sex": "female"},
        "marital_status": "L",
        "income_level": "B9",
    }))
    .expect("the standard allows it");
    let violations = dci_meridia_types::social_registry::Member::try_from(member).expect_err("the profile does not");
    let told: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "/demographic_info/identifier: DO.SR.01 Person must have `identifier` (required)",
            "/demographic_info/email: it must not be there (0..0) (cardinality)",
            "/marital_status: expected a code of CD.COM.02 marital_status, one of `S`, `M`, `W`, `D` (code)",
            "/income_level: expected a code of CD.MER.01 income_band, one of `B1`, `B2`, `B3` (code)",
        ]
    );
    // What a profile does not change is the very type of the standard.
    let address: dci_meridia_types::common::Address = dci_types::common::Address::default();
    assert!(address.extra.is_empty());
}
