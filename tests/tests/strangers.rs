//! Messages from strangers: how much of them is kept, told and walked through, by the types and by `dci validate` alike.

mod support;

use dci_codegen::payload;
use dci_runtime::{MAX_DEPTH, Rule, Violations};
use dci_types::DataObject;
use dci_types::social_registry::Member;
use serde_json::{Value, json};
use support::{Sandbox, text};

/// A member with a country's attribute that nests so deep, the member itself counted.
fn nested(depth: usize) -> String {
    let inner = depth - 1;
    format!("{{\"national_remark\": {}{}}}", "[".repeat(inner), "]".repeat(inner))
}

/// The types and the command stop at the same depth, by whichever way a payload comes.
#[test]
fn depth_has_one_limit() {
    assert_eq!(MAX_DEPTH, payload::MAX_DEPTH);
    let sandbox = Sandbox::new();
    for (depth, holds) in [(MAX_DEPTH, true), (MAX_DEPTH + 1, false), (100_000, false)] {
        let payload = nested(depth);
        assert_eq!(Member::from_json(&payload).is_ok(), holds, "{depth}");
        assert_eq!(serde_json::from_str::<Member>(&payload).is_ok(), holds, "{depth}");
        sandbox.write("payload.json", payload.replacen('{', "{\"name\": \"x\", ", 1));
        let run = sandbox.dci(["validate", "payload.json", "--as", "Person"]);
        assert_eq!(run.status.success(), holds, "{depth}: {}", text(&run.stderr));
        if !holds {
            let report = text(&run.stderr);
            assert!(report.contains("error[too-deep]: the payload nests deeper than 127 levels"), "{report}");
        }
    }
    // A value that no text was read for.
    let deep = (0..MAX_DEPTH).fold(json!(1), |value, _| json!([value]));
    assert!(Member::from_value(json!({"national_remark": deep.clone()})).is_err());
    let violations = Member::from_value(json!({"national_remark": deep})).expect_err("it is too deep");
    assert_eq!((violations[0].rule, violations.len()), (Rule::Depth, 1));
    assert_eq!(
        violations.to_string(),
        "the whole value: lists and objects lie more than 127 deep in each other (depth)"
    );
}

/// However much is wrong, a documented number is kept, and the rest is counted.
#[test]
fn violations_are_counted_beyond_a_number() {
    for count in [1, Violations::MAX - 1, Violations::MAX, Violations::MAX + 1, 50_000] {
        let payload = json!({"member_identifier": vec![json!(1); count]});
        let error = Member::from_value(payload).expect_err("numbers are no identifiers");
        assert_eq!(error.len(), count.min(Violations::MAX));
        assert_eq!(error.omitted(), count.saturating_sub(Violations::MAX));
        assert_eq!(error.to_string().lines().count(), count.min(Violations::MAX) + usize::from(error.omitted() > 0));
        let ends = error.to_string().ends_with(&format!("\n… and {} more", error.omitted()));
        assert_eq!(ends, error.omitted() > 0);
        let size: usize = error.iter().map(|violation| violation.pointer.len() + violation.message.len()).sum();
        assert!(size < 200 * Violations::MAX, "{size} bytes are kept");
    }
}

/// What is not known is kept, in its order, and does not turn up in errors.
#[test]
fn unknown_attributes_cost_no_violation() {
    let members: serde_json::Map<String, Value> = (0..20_000).map(|at| (format!("n{at}"), json!(at))).collect();
    let text = Value::Object(members).to_string();
    let member = Member::from_json(&text).expect("a country may add attributes");
    assert_eq!(member.extra.unknown().count(), 20_000);
    assert_eq!(member.to_json().expect("it can be written"), text);
    let error = Member::from_json(&text.replacen('{', "{\"marital_status\": 1, ", 1)).expect_err("it is no code");
    assert_eq!(error.violations().len(), 1);
}

#[test]
fn validate_keeps_and_shows_no_more_than_somebody_reads() {
    let sandbox = Sandbox::new();
    let many = payload::MAX_FINDINGS + 500;
    let long = "k".repeat(1_000_000);
    let names: Vec<String> = (0..many).map(|at| format!("\"n{at}\": 1")).collect();
    for (payload, expected) in [
        (
            format!("{{\"name\": \"x\", \"countries\": [{}]}}", vec!["1"; many].join(", ")),
            "500 more values are at fault, besides the first 400",
        ),
        (
            format!("{{\"name\": \"x\", {}}}", names.join(", ")),
            "500 more members are no attributes, besides the first 400",
        ),
        (format!("{{\"name\": \"x\", \"sex\": \"{long}\"}}"), "is no code of CD.COM.01 sex"),
        (
            format!("{{\"name\": \"x\", \"{long}\": 1}}"),
            "/kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk…: `kkkkkkkkkkkkkkk",
        ),
        (format!("{{\"name\": \"x\", \"home\": {{\"{long}\": {{\"{long}\": 1}}}}}}"), "is no attribute of Person"),
    ] {
        sandbox.write("payload.json", payload);
        for values in [&[][..], &["--show-values"]] {
            let arguments = [&["validate", "payload.json", "--as", "Person"][..], values].concat();
            let report = text(&sandbox.dci(&arguments).stderr);
            assert!(report.contains(expected), "{}", &report[..report.len().min(3000)]);
            assert!(report.len() < 40_000, "{} bytes", report.len());
            let arguments = [arguments.as_slice(), &["--format", "json"]].concat();
            let report = text(&sandbox.dci(&arguments).stdout);
            assert!(report.len() < 1_000_000, "{} bytes", report.len());
        }
    }
}

/// A file without end is read no further than the bound.
#[test]
fn validate_reads_no_more_than_a_bound() {
    let sandbox = Sandbox::new();
    sandbox.write("payload.json", "");
    let file = std::fs::OpenOptions::new().write(true).open(sandbox.path("payload.json")).expect("it can be opened");
    file.set_len(payload::MAX_FILE_BYTES + 1).expect("a file may have holes");
    let run = sandbox.dci(["validate", "payload.json", "--as", "Person"]);
    assert_eq!(run.status.code(), Some(2));
    assert_eq!(
        text(&run.stderr),
        "error: payload.json: it has more than 64 MiB, the most that is read\n  help: hold its parts against the standard, one at a time\n"
    );
}

/// What no reader of JSON takes is never called valid.
#[test]
fn what_cannot_be_read_is_not_valid() {
    let sandbox = Sandbox::new();
    for value in ["1e999", "\"\\ud800\"", "\"\\ud800\\u0041\"", "01", "\"\u{1}\"", "nul", "1 2"] {
        let payload = format!("{{\"name\": \"x\", \"home\": {value}}}");
        assert!(serde_json::from_str::<Value>(&payload).is_err(), "{value}");
        sandbox.write("payload.json", payload);
        let run = sandbox.dci(["validate", "payload.json", "--as", "Person"]);
        assert_eq!(run.status.code(), Some(1), "{value}: {}", text(&run.stderr));
        assert!(text(&run.stderr).starts_with("error[malformed-json]"), "{value}: {}", text(&run.stderr));
    }
}

/// Names that stand twice are told where they stand, however they are written, and no more of them than somebody reads.
#[test]
fn validate_tells_names_that_stand_twice() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "payload.json",
        "{\"name\": \"x\", \"home\": [{\"a\": {}, \"\\u0061\": [] , \"b\" : {\"\\\"\\\\\": 1}}], \"sex\": 1}\n",
    );
    let report = text(&sandbox.dci(["validate", "payload.json", "--as", "Person", "--format", "json"]).stdout);
    let findings: Value = serde_json::from_str(&report).expect("it is JSON");
    let places: Vec<(&str, u64, u64)> = findings
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|finding| {
            let column = |key: &str| finding["place"][key].as_u64().expect("a place has columns");
            (finding["rule"].as_str().expect("a finding has a rule"), column("column"), column("end_column"))
        })
        .collect();
    assert_eq!(
        places,
        [("unnamed-attribute", 23, 68), ("duplicate-key", 34, 42), ("invalid-payload", 77, 78)],
        "{findings:#}"
    );

    let many = vec!["\"a\": 1"; payload::MAX_FINDINGS + 8].join(", ");
    sandbox.write("payload.json", format!("{{\"name\": \"x\", {many}}}"));
    let report = text(&sandbox.dci(["validate", "payload.json", "--as", "Person"]).stderr);
    assert!(report.contains("7 more names stand a second time, besides the first 400"), "{}", &report[..2000]);
}

/// The numbers that the guide promises are those that hold.
#[test]
fn the_guide_says_what_holds() {
    let guide = include_str!("../../docs/reading-messages-from-strangers.md");
    for promise in [
        format!("{} violations", Violations::MAX),
        format!("{MAX_DEPTH} levels"),
        format!("first {} findings", payload::MAX_FINDINGS),
        format!("first {} characters", payload::MAX_SHOWN),
        format!("{} MiB", payload::MAX_FILE_BYTES >> 20),
    ] {
        assert!(guide.contains(&promise), "the guide does not say `{promise}`");
    }
}
