//! What a revision changes: kind by kind, with the verdicts and the payloads that show them.
//!
//! Each case edits the small standard of `tests/ui/base`. What is said of it stands in `tests/diff/cases.txt`:
//! `SNAPSHOTS=overwrite cargo test -p dci-tests --test diff` writes it anew: read it.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dci_codegen::diagnostic::Severity;
use dci_codegen::diff::{Audience, Change, KINDS, Release, Verdict, diff};
use dci_codegen::emit::{json_schema, openapi};
use dci_codegen::model::{Definition, Standard};
use dci_codegen::payload::Validator;
use dci_tests::payloads::{Fill, Payloads};
use dci_tests::schemas::{Schemas, emitted, refusals};
use dci_tests::{mini, standard, standard_in};
use support::{Sandbox, tests};

/// Edits: a file, what stands there, what takes its place. Nothing before: a new file.
type Edits = &'static [(&'static str, &'static str, &'static str)];

/// A revision: what it is, and its edits; `first` those that the standard has had before.
struct Case {
    what: &'static str,
    first: Edits,
    edits: Edits,
}

/// A short way to write cases down.
macro_rules! cases {
    ($($what:literal:
        $(first [$first_file:literal, $first_from:literal => $first_to:literal])?
        $([$file:literal, $from:literal => $to:literal])+;
    )+) => {
        &[$(Case {
            what: $what,
            first: &[$(($first_file, $first_from, $first_to))?],
            edits: &[$(($file, $from, $to)),+],
        },)+]
    };
}

const CASES: &[Case] = cases! {
    "a code is added to a closed directory":
        ["common/code-directories/sex.yaml", "  - code: M" => "  - {code: X, name: other, label: Other}\n  - code: M"];
    "a code is removed from a closed directory":
        ["common/code-directories/sex.yaml", "  - code: M\n    name: male\n    label: Male\n" => ""];
    "a code is written in another way":
        ["common/code-directories/sex.yaml", "  - code: M\n" => "  - code: male\n    formerly: [M]\n"];
    "a code has another name in programs":
        ["common/code-directories/sex.yaml", "name: male" => "name: man"];
    "a code has another label":
        ["common/code-directories/sex.yaml", "label: Male" => "label: Man"];
    "a code is described in other words":
        ["common/code-directories/sex.yaml", "The person is female." => "A woman or a girl."];
    "a code matches one of another list":
        ["common/code-directories/sex.yaml", "label: Male" => "label: Male\n    matches: [{system: \"http://hl7.org/fhir/administrative-gender\", code: male, relation: exact}]"];
    "a code is deprecated":
        ["common/code-directories/sex.yaml", "label: Male" => "label: Male\n    deprecated: {since: 1.1.0, replaced_by: F}"];
    "a deprecated code goes in another version":
        first ["common/code-directories/sex.yaml", "label: Male" => "label: Male\n    deprecated: {since: 1.0.0, sunset: 2.0.0}"]
        ["common/code-directories/sex.yaml", "sunset: 2.0.0" => "sunset: 3.0.0"];
    "a decision is taken on a code":
        ["common/code-directories/sex.yaml", "label: Male" => "label: Male\n    decisions: [{about: Word, sources: [], chosen: Male, because: It is usual.}]"];
    "a code is added to an extensible directory":
        ["common/code-directories/country.yaml", "label: Kenya}" => "label: Kenya}\n  - {code: UG, name: uganda, label: Uganda}"];
    "a code is removed from an extensible directory":
        ["common/code-directories/country.yaml", "  - {code: \"NO\", name: norway, label: Norway}\n" => ""];
    "a directory is closed":
        ["common/code-directories/country.yaml", "binding: extensible" => "binding: closed"];
    "a directory is opened":
        ["common/code-directories/sex.yaml", "binding: closed" => "binding: extensible"];
    "a directory that tells a choice has a code more":
        ["pensions/code-directories/pension_kind.yaml", "label: Survivor}" => "label: Survivor}\n  - {code: orphan, label: Orphan}"]
        ["pensions/data-objects/Pension.yaml", "when: survivor, type: DO.COM.01}" => "when: survivor, type: DO.COM.01}\n      - {when: orphan, type: DO.COM.01}"];
    "an optional attribute is added":
        ["common/data-objects/Person.yaml", "  - name: sex" => "  - {name: nickname, type: DT.COM.01, cardinality: 0..1, description: What friends say.}\n  - name: sex"];
    "a required attribute is added":
        ["common/data-objects/SearchRequest.yaml", "  - {name: age" => "  - {name: reason, type: DT.COM.01, cardinality: 1..1, description: Why.}\n  - {name: age"];
    "a required attribute is added to what is returned":
        ["common/data-objects/Acknowledgement.yaml", "attributes:" => "attributes:\n  - {name: reason, type: DT.COM.01, cardinality: 1..1, description: Why.}"];
    "a required list is added":
        ["common/data-objects/SearchRequest.yaml", "  - {name: age" => "  - {name: reasons, type: DT.COM.01, cardinality: 1..*, description: Why.}\n  - {name: age"];
    "an optional attribute is removed":
        ["common/data-objects/SearchRequest.yaml", "  - {name: age, type: DF.COM.02, cardinality: 0..1, description: The age of the person., sensitivity: personal}\n" => ""];
    "a required attribute is removed":
        ["common/data-objects/SearchRequest.yaml", "  - {name: name, type: DT.COM.01, cardinality: 1..1, description: The name of the person., sensitivity: personal}\n" => ""];
    "an optional attribute is renamed":
        ["common/data-objects/SearchRequest.yaml", "{name: age, " => "{name: years, formerly: [age], "];
    "an optional attribute is forbidden":
        ["common/data-objects/SearchRequest.yaml", "{name: age, type: DF.COM.02, cardinality: 0..1" => "{name: age, type: DF.COM.02, cardinality: 0..0"];
    "a required attribute is forbidden":
        ["common/data-objects/SearchRequest.yaml", "{name: name, type: DT.COM.01, cardinality: 1..1" => "{name: name, type: DT.COM.01, cardinality: 0..0"];
    "an attribute is added and forbidden at once":
        ["common/data-objects/SearchRequest.yaml", "  - {name: age" => "  - {name: tribe, type: DT.COM.01, cardinality: 0..0, description: Must not be asked.}\n  - {name: age"];
    "a choice is forbidden":
        ["pensions/data-objects/Pension.yaml", "by: kind\n    cardinality: 0..1" => "by: kind\n    cardinality: 0..0"];
    "a required attribute is renamed":
        ["common/data-objects/SearchRequest.yaml", "{name: name, " => "{name: full_name, formerly: [name], "];
    "an attribute takes a new directory, and the ids of all others move":
        ["common/code-directories/aaa.yaml", "" => "code_directory: CD.COM.00\nname: aaa\ndescription: How old.\nbinding: closed\ncodes:\n  - {code: young, label: Young}\n  - {code: old, label: Old}\n"]
        ["common/data-objects/Person.yaml", "type: CD.COM.01\n" => "type: CD.COM.00\n"];
    "an optional attribute becomes required":
        ["common/data-objects/SearchRequest.yaml", "DF.COM.02, cardinality: 0..1" => "DF.COM.02, cardinality: 1..1"];
    "a required attribute becomes optional":
        ["common/data-objects/SearchRequest.yaml", "DT.COM.01, cardinality: 1..1" => "DT.COM.01, cardinality: 0..1"];
    "a list must have a value":
        ["common/data-objects/SearchAnswer.yaml", "cardinality: 0..*" => "cardinality: 1..*"];
    "a list may be empty":
        ["pensions/data-objects/Pensioner.yaml", "cardinality: 1..*" => "cardinality: 0..*"];
    "a single value becomes a list":
        ["common/data-objects/SearchRequest.yaml", "DF.COM.02, cardinality: 0..1" => "DF.COM.02, cardinality: 0..*"];
    "a list becomes a single value":
        ["common/data-objects/SearchAnswer.yaml", "cardinality: 0..*" => "cardinality: 0..1"];
    "a single value becomes a list that must have a value":
        ["common/data-objects/SearchRequest.yaml", "DF.COM.02, cardinality: 0..1" => "DF.COM.02, cardinality: 1..*"];
    "a text becomes a code of a closed directory":
        ["common/data-objects/SearchRequest.yaml", "name: name, type: DT.COM.01" => "name: name, type: CD.COM.01"];
    "a text becomes a code of an extensible directory":
        ["common/data-objects/SearchRequest.yaml", "name: name, type: DT.COM.01" => "name: name, type: CD.COM.03"];
    "a code becomes a text":
        ["common/data-objects/Person.yaml", "type: CD.COM.01" => "type: DT.COM.01"];
    "a code is taken from another directory":
        ["common/data-objects/Person.yaml", "type: CD.COM.01" => "type: CD.COM.03"];
    "a code is taken from another directory with the same codes":
        ["common/data-objects/Person.yaml", "type: CD.COM.01" => "type: CD.COM.04"]
        ["common/code-directories/gender.yaml", "" => "code_directory: CD.COM.04\nname: gender\ndescription: As sex.\nbinding: closed\ncodes_of: CD.COM.01\n"];
    "a text gets a format":
        ["common/data-objects/SearchRequest.yaml", "name: name, type: DT.COM.01" => "name: name, type: DF.COM.01"];
    "a format becomes a plain number":
        ["common/data-objects/SearchRequest.yaml", "name: age, type: DF.COM.02" => "name: age, type: DT.COM.04"];
    "a number becomes a text":
        ["common/data-objects/SearchRequest.yaml", "name: age, type: DF.COM.02" => "name: age, type: DT.COM.01"];
    "a format is another one":
        ["common/data-objects/Person.yaml", "type: DF.COM.01" => "type: DF.COM.02"]
        ["common/examples/person.json", "\"1958-03-01\"" => "66"];
    "a text becomes a data object":
        ["common/data-objects/SearchRequest.yaml", "name: name, type: DT.COM.01" => "name: name, type: DO.COM.01"]
        ["pensions/examples/search-request.json", "{\"name\": \"Amina Otieno\", \"age\": 67}" => "{\"name\": {\"name\": \"Amina\"}, \"age\": 67}"];
    "any object becomes a data object":
        ["common/data-objects/Person.yaml", "  - name: sex" => "  - {name: spouse, type: DT.COM.03, cardinality: 0..1, description: The spouse.}\n  - name: sex"];
    "a data object is replaced by one that extends it":
        ["pensions/data-objects/Pension.yaml", "when: survivor, type: DO.COM.01" => "when: survivor, type: DO.PEN.01"]
        ["pensions/examples/pensioner.json", "{\"name\": \"Juma Otieno\"}" => "{\"name\": \"Juma Otieno\", \"pension\": [{\"kind\": \"old-age\"}]}"];
    "another attribute tells the type otherwise":
        ["pensions/data-objects/Pension.yaml", "when: old-age, type: DF.COM.02" => "when: old-age, type: DT.COM.01"]
        ["pensions/examples/pensioner.json", "\"basis\": 67" => "\"basis\": \"age\""];
    "a choice becomes a single type":
        ["pensions/data-objects/Pension.yaml", "    by: kind\n" => "    type: DF.COM.02\n"]
        ["pensions/data-objects/Pension.yaml", "    choices:\n      - {when: old-age, type: DF.COM.02}\n      - {when: survivor, type: DO.COM.01}\n" => ""]
        ["pensions/examples/pensioner.json", "\"basis\": {\"name\": \"Juma Otieno\"}" => "\"basis\": 40"];
    "an attribute is more sensitive":
        ["common/data-objects/Header.yaml", "What is asked for., sensitivity: public" => "What is asked for., sensitivity: personal"];
    "an attribute is less sensitive":
        ["common/data-objects/SearchRequest.yaml", "The age of the person., sensitivity: personal" => "The age of the person., sensitivity: public"];
    "an attribute is described in other words":
        ["common/data-objects/SearchRequest.yaml", "The age of the person." => "How old the person is."];
    "an attribute is deprecated":
        ["common/data-objects/SearchRequest.yaml", "{name: age, " => "{name: age, deprecated: {since: 1.1.0, replaced_by: name}, "];
    "a deprecated attribute is replaced by another one":
        first ["common/data-objects/SearchRequest.yaml", "{name: age, " => "{name: age, deprecated: {since: 1.0.0}, "]
        ["common/data-objects/SearchRequest.yaml", "{since: 1.0.0}" => "{since: 1.0.0, replaced_by: name}"];
    "a decision is taken on an attribute":
        ["common/data-objects/SearchRequest.yaml", "{name: age, " => "{name: age, decisions: [{about: Age, sources: [], chosen: in years, because: Everybody knows it.}], "];
    "an inherited attribute is narrowed":
        ["pensions/data-objects/Pensioner.yaml", "attributes:" => "attributes:\n  - {name: sex, type: CD.COM.01, cardinality: 1..1, description: The sex.}"]
        ["pensions/examples/pensioner.json", "\"name\": \"Amina Otieno\"," => "\"name\": \"Amina Otieno\", \"sex\": \"F\","];
    "a data object does not extend another one any more":
        ["pensions/data-objects/Pensioner.yaml", "extends: DO.COM.01\n" => ""];
    "a data object is described in other words":
        ["common/data-objects/Person.yaml", "A human being." => "Somebody."];
    "a data object has another title":
        ["common/data-objects/Person.yaml", "name: Person" => "name: Person\ntitle: Human being"];
    "a data object has another name":
        ["common/data-objects/Acknowledgement.yaml", "name: Acknowledgement" => "name: Receipt\nformerly: [Acknowledgement]"];
    "a data object has another number":
        ["pensions/data-objects/Pension.yaml", "data_object: DO.PEN.02" => "data_object: DO.PEN.12\nformerly: [DO.PEN.02]"]
        ["pensions/data-objects/Pensioner.yaml", "type: DO.PEN.02" => "type: DO.PEN.12"];
    "a data object is deprecated":
        ["common/data-objects/Person.yaml", "name: Person" => "name: Person\ndeprecated: {since: 1.1.0}"];
    "a deprecated data object will be gone":
        first ["common/data-objects/Person.yaml", "name: Person" => "name: Person\ndeprecated: {since: 1.0.0}"]
        ["common/data-objects/Person.yaml", "{since: 1.0.0}" => "{since: 1.0.0, sunset: 2.0.0, reason: It is too wide.}"];
    "a data object has another stage":
        ["common/data-objects/Person.yaml", "name: Person" => "name: Person\nstage: review"];
    "a decision is taken on a data object":
        ["common/data-objects/Person.yaml", "name: Person" => "name: Person\ndecisions: [{about: Name, sources: [], chosen: Person, because: It is short.}]"];
    "a data object is added":
        ["common/data-objects/Place.yaml", "" => "data_object: DO.COM.07\nname: Place\ndescription: Where.\nstandalone: For countries.\nattributes:\n  - {name: name, type: DT.COM.01, cardinality: 1..1, description: What it is called.}\n"];
    "a code directory is added":
        ["common/code-directories/region.yaml", "" => "code_directory: CD.COM.04\nname: region\ndescription: Where.\nbinding: closed\nstandalone: For countries.\ncodes:\n  - {code: n, name: north, label: North}\n"];
    "an example is changed":
        ["common/examples/person.json", "\"KE\"" => "\"NO\""];
    "a pattern is changed":
        ["common/data-formats/date.yaml", "pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'" => "pattern: '^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$'"]
        ["common/data-formats/date.yaml", "[\"20.05.1985\"]" => "[\"20.05.1985\", \"1885-05-20\"]"];
    "a pattern is left out":
        ["common/data-formats/date.yaml", "pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'\n" => ""]
        ["common/data-formats/date.yaml", "counter_examples: [\"20.05.1985\"]" => "counter_examples: [\"1985\"]"];
    "a text may be longer":
        ["common/data-formats/date.yaml", "max_length: 10" => "max_length: 12"];
    "a text must be longer":
        ["common/data-formats/age.yaml", "description: An age in years." => "description: An age in full years."];
    "a number may be greater":
        ["common/data-formats/age.yaml", "maximum: 150" => "maximum: 200"];
    "a number must be smaller":
        ["common/data-formats/age.yaml", "maximum: 150" => "maximum: 120"];
    "a number must be greater":
        ["common/data-formats/age.yaml", "minimum: 0" => "minimum: 14"];
    "a number has no bound any more":
        ["common/data-formats/age.yaml", "maximum: 150\n" => ""];
    "a format is of another kind":
        ["common/data-formats/age.yaml", "type: DT.COM.04\nminimum: 0\nmaximum: 150\nexamples: [65]\ncounter_examples: [-1]" => "type: DT.COM.01\nmin_length: 1\nexamples: [\"65\"]\ncounter_examples: [\"\"]"]
        ["pensions/examples/pensioner.json", "\"basis\": 67" => "\"basis\": \"67\""]
        ["pensions/examples/search-request.json", "\"age\": 67" => "\"age\": \"67\""];
    "a data type is of another kind":
        ["common/data-types/boolean.yaml", "kind: boolean" => "kind: string"]
        ["common/data-objects/Envelope.yaml", "    by: header.is_encrypted\n" => "    type: $message\n"]
        ["common/data-objects/Envelope.yaml", "    choices:\n      - {when: false, type: $message, default: true}\n      - {when: true, type: DT.COM.01}\n" => ""];
    "an operation is called at another path":
        ["common/operations/search.yaml", "path: /search" => "path: /registry/search"];
    "an operation is called by another method":
        ["common/operations/search.yaml", "method: POST" => "method: PUT"];
    "an operation has another operationId":
        ["common/operations/search.yaml", "path: /search" => "path: /search\noperation_id: post_search"];
    "an operation is answered at once":
        ["common/operations/search.yaml", "pattern: asynchronous\nprovider: registry\ncallback: API.COM.01.CB" => "pattern: synchronous\nprovider: registry"];
    "an operation is implemented by the other side":
        ["common/operations/search.yaml", "provider: registry" => "provider: caller"];
    "an operation returns another data object":
        ["common/operations/search.yaml", "answer: {body: DO.COM.06}" => "answer: {body: DO.COM.01}"];
    "an operation sends another message":
        ["common/operations/search.yaml", "message: DO.COM.04" => "message: DO.COM.01"]
        ["pensions/examples/search-request.json", "\"age\": 67" => "\"sex\": \"F\""];
    "a message has another action":
        ["common/operations/on-search.yaml", "action: on-search" => "action: search"];
    "a body is a form":
        ["common/operations/search.yaml", "answer: {body: DO.COM.06}" => "answer: {body: DO.COM.06, media_type: application/x-www-form-urlencoded}"];
    "an operation may fail with another status":
        ["common/operations/search.yaml", "statuses: [400, 500]" => "statuses: [400, 429, 500]"];
    "an operation does not fail with a status any more":
        ["common/operations/search.yaml", "statuses: [400, 500]" => "statuses: [400]"];
    "an operation takes its errors from a directory":
        ["common/operations/search.yaml", "failures: {" => "errors: [CD.COM.02]\nfailures: {"];
    "an operation is open":
        ["common/operations/search.yaml", "method: POST" => "security: false\nmethod: POST"];
    "an operation is described in other words":
        ["common/operations/search.yaml", "Searches the registry." => "Looks in the registry."];
    "an interface offers an operation more":
        ["pensions/operations/count.yaml", "" => "operation: API.PEN.01\nname: count\ndescription: Counts.\nmethod: GET\npath: /count\npattern: synchronous\nprovider: registry\nanswer: {body: DO.COM.06}\n"]
        ["pensions/interface.yaml", "  - operation: API.COM.01.CB" => "  - operation: API.COM.01.CB\n  - operation: API.PEN.01"];
    "an interface fills a parameter in otherwise":
        ["pensions/interface.yaml", "type: DO.PEN.01}" => "type: DO.PEN.02}"]
        ["pensions/processes/first_payment.yaml", "data: [DO.PEN.01]" => "data: [DO.PEN.02, DO.PEN.01]"];
    "an interface is described in other words":
        ["pensions/interface.yaml", "Who receives a pension." => "Pensions."];
    "an interface has another stage":
        ["pensions/interface.yaml", "stage: draft" => "stage: review"];
    "an interface has an assumption more":
        ["pensions/interface.yaml", "description: Who" => "assumptions: [{id: ASM.PEN.01, title: Ages are known, description: Births are registered.}]\ndescription: Who"];
    "a decision is taken on an interface":
        ["pensions/interface.yaml", "description: Who" => "decisions: [{about: Name, sources: [], chosen: Pensions, because: It is short.}]\ndescription: Who"];
    "an interface is added":
        ["standard.yaml", "  - pensions" => "  - pensions\n  - land"]
        ["land/interface.yaml", "" => "interface: LND\nname: land\ntitle: Land\nversion: 0.1.0\nstage: proposed\ndescription: Who owns what.\n"];
    "an interface is removed":
        ["standard.yaml", "  - pensions\n" => ""];
    "a process has other steps":
        ["pensions/processes/first_payment.yaml", "text: Answers." => "text: Answers with the pensions."];
    "the version says that it breaks":
        ["common/interface.yaml", "version: 1.0.0" => "version: 2.0.0"]
        ["common/code-directories/sex.yaml", "  - code: M\n    name: male\n    label: Male\n" => ""];
    "the version says too little":
        ["common/interface.yaml", "version: 1.0.0" => "version: 1.0.1"]
        ["common/code-directories/sex.yaml", "  - code: M\n    name: male\n    label: Male\n" => ""];
};

/// Edits the files of a sandbox.
fn edit(sandbox: &Sandbox, edits: Edits) {
    for (file, from, to) in edits {
        let path = format!("spec/{file}");
        if from.is_empty() {
            sandbox.write(&path, to);
        } else {
            sandbox.edit(&path, from, to);
        }
    }
}

/// The small standard as it is before a case, and with its edits.
fn revised(case: &Case) -> (Standard, Standard) {
    let sandbox = Sandbox::new();
    edit(&sandbox, case.first);
    let before = standard_in(sandbox.path("spec"));
    edit(&sandbox, case.edits);
    let renamed = sandbox.path("spec/common/data-objects/Acknowledgement.yaml");
    if std::fs::read_to_string(&renamed).is_ok_and(|text| text.contains("name: Receipt")) {
        std::fs::rename(&renamed, renamed.with_file_name("Receipt.yaml")).expect("the file can be renamed");
    }
    if case.what == "an interface is removed" {
        std::fs::remove_dir_all(sandbox.path("spec/pensions")).expect("the folder goes");
    }
    // An example that does not hold yet hinders nobody.
    let checked = dci_codegen::check(sandbox.path("spec")).expect("the folder can be read");
    let errors = checked.diagnostics.iter().filter(|it| it.rule.severity == Severity::Error);
    let errors: Vec<String> = errors
        .filter(|it| it.rule.id != "invalid-example")
        .map(|it| format!("{}: {}", checked.sources.place(it.span), it.message))
        .collect();
    assert!(errors.is_empty(), "{}: {errors:#?}", case.what);
    (before, checked.standard.expect("a standard without errors"))
}

/// A change in a line, and its witnesses below.
fn told(change: &Change) -> String {
    let verdicts = Audience::ALL.map(|audience| match change.verdict(audience) {
        Verdict::Unaffected => '-',
        Verdict::Compatible => 'c',
        Verdict::Breaking => 'B',
    });
    let verdicts: String = verdicts.iter().collect();
    let draft = if change.draft { " draft" } else { "" };
    let mut text = format!("  {verdicts}{draft} {} {}\n", change.path, change.kind.of_kind().id);
    let mut witness = |what: &str, expected: bool, witness: &Option<dci_codegen::diff::Witness>| match witness {
        Some(witness) => {
            let _ = writeln!(text, "      {what} {} {}", witness.object, witness.payload);
        }
        None if expected => {
            let _ = writeln!(text, "      {what} no payload found");
        }
        None => {}
    };
    witness("refused", change.effect.narrows, &change.refused);
    witness("accepted", change.effect.widens, &change.accepted);
    text
}

fn schemas(standard: &Standard) -> Schemas {
    Schemas::of(&emitted(standard, &json_schema::JsonSchema), &emitted(standard, &openapi::OpenApi))
}

/// Whether the emitted schema of a data object lets a payload through.
fn is_valid(schemas: &Schemas, object: &str, payload: &serde_json::Value) -> bool {
    let is_of = |document: &serde_json::Value| {
        document["$comment"].as_str().and_then(|text| text.split(' ').next()) == Some(object)
    };
    let address = schemas.documents().find(|(_, document)| is_of(document)).map(|(address, _)| address);
    let address = address.expect("every data object has a schema");
    refusals(&schemas.validator(address), payload).is_empty()
}

#[test]
fn every_kind_of_change_is_told_with_its_verdicts_and_witnesses() {
    let mut said = String::from(
        "Verdicts: systems that ask, registries, stored data, Rust programs, JSON-LD identifiers.\n- unaffected, c compatible, B breaking.\n",
    );
    let mut kinds = BTreeSet::new();
    for case in CASES {
        let (before, after) = revised(case);
        assert!(diff(&after, &after).changes.is_empty(), "{}: a standard differs from itself", case.what);
        let _ = writeln!(said, "\n{}", case.what);
        let (before_schemas, after_schemas) = (schemas(&before), schemas(&after));
        let there = ((&before, &before_schemas), (&after, &after_schemas));
        for (old, new) in [there, (there.1, there.0)] {
            let outcome = diff(old.0, new.0);
            for change in &outcome.changes {
                kinds.insert(change.kind);
                said.push_str(&told(change));
                for (witness, valid) in [(&change.refused, (true, false)), (&change.accepted, (false, true))] {
                    let Some(witness) = witness else { continue };
                    let verdicts = (
                        is_valid(old.1, &witness.object, &witness.payload),
                        is_valid(new.1, &witness.object_now, &witness.payload),
                    );
                    assert_eq!(verdicts, valid, "{}: {} {}", case.what, witness.object, witness.payload);
                }
            }
            for release in outcome.releases.iter().filter(|release| release.before != release.after) {
                let enough = if release.is_enough() { "enough" } else { "not enough" };
                let _ = writeln!(
                    said,
                    "  {} asks for {}, did {}: {enough}",
                    release.interface, release.required, release.done
                );
            }
            if std::ptr::eq(old.0, &raw const before) {
                said.push_str("  and back\n");
            }
        }
    }
    let missing: Vec<&str> = KINDS.iter().filter(|(kind, _)| !kinds.contains(kind)).map(|(_, it)| it.id).collect();
    assert!(missing.is_empty(), "kinds without a case: {missing:?}");
    assert!(CASES.len() >= 80, "{} cases", CASES.len());
    let path = tests().join("diff/cases.txt");
    if std::env::var("SNAPSHOTS").as_deref() == Ok("overwrite") {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(&path, &said).expect("it can be written");
    }
    let expected = std::fs::read_to_string(&path).expect("tests/diff/cases.txt is there");
    assert_eq!(said, expected, "`SNAPSHOTS=overwrite cargo test -p dci-tests --test diff` writes it anew");
}

/// Where nothing is said to break, no payload is let through by one standard and refused by the other.
#[test]
fn no_payload_contradicts_a_verdict() {
    let mut tried = 0;
    for (seed, case) in (0_u64..).zip(CASES) {
        let (before, after) = revised(case);
        let outcome = diff(&before, &after);
        let narrows = outcome.changes.iter().any(|change| change.effect.narrows);
        let widens = outcome.changes.iter().any(|change| change.effect.widens);
        for (from, to, excused) in [(&before, &after, narrows), (&after, &before, widens)] {
            if excused {
                continue;
            }
            let judge = Validator::new(to);
            let mut payloads = Payloads::new(from, seed);
            for (id, object) in from.data_objects.iter().filter(|(_, object)| object.parameters.is_empty()) {
                let Some(Definition::DataObject(there)) = to.by_id(&object.meta.id) else { continue };
                for _ in 0..8 {
                    let payload = payloads.valid(id, Fill::Some);
                    let found = judge.validate(&payload, there);
                    assert!(found.is_empty(), "{}: {} {payload}: {found:?}", case.what, object.meta.id);
                    tried += 1;
                }
            }
        }
    }
    assert!(tried >= 10_000, "{tried} payloads");
}

#[test]
fn a_standard_does_not_differ_from_itself() {
    for standard in [standard(), mini()] {
        let outcome = diff(&standard, &standard);
        assert!(outcome.changes.is_empty());
        assert!(outcome.releases.iter().all(Release::is_enough));
    }
}
