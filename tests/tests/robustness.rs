//! Whatever stands in the files, a run ends soon, with a report or with a model, and never with a panic.

mod support;

use std::fs;
use std::time::{Duration, Instant};

use camino::Utf8PathBuf;
use dci_codegen::Checked;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use support::{Sandbox, text};

/// Files of every kind.
const FILES: &[&str] = &[
    "standard.yaml",
    "common/interface.yaml",
    "pensions/interface.yaml",
    "common/data-types/string.yaml",
    "common/data-formats/date.yaml",
    "common/code-directories/sex.yaml",
    "common/data-objects/Person.yaml",
    "common/data-objects/Envelope.yaml",
    "common/operations/search.yaml",
    "common/examples/person.json",
    "pensions/data-objects/Pension.yaml",
    "pensions/processes/first_payment.yaml",
    "pensions/examples/search-request.json",
];

/// What means something to YAML, to JSON or to a definition.
const SNIPPETS: &[&str] = &[
    "\n",
    "\t",
    " ",
    "  ",
    ": ",
    ":",
    "- ",
    "-",
    "? ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "'",
    "\"",
    "|",
    ">",
    "|-\n",
    "#",
    " #",
    "&a ",
    "*a",
    "!!str ",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "@",
    "\\",
    "\\ud83d",
    "\u{feff}",
    "\0",
    "\r",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "é",
    "男",
    "😀",
    "<<: ",
    "null",
    "~",
    "true",
    "NO",
    "0x1",
    "1e999",
    "-0",
    "../",
    "$record",
    "DO.COM.01",
    "CD.COM.01",
    "DT.COM.01",
    "type: ",
    "extends: DO.COM.01\n",
    "by: header.action\n",
    "0..*",
    "name: x\n",
];

/// Keys that some definition has.
const KEYS: &[&str] = &[
    "data_object",
    "code_directory",
    "data_type",
    "data_format",
    "operation",
    "process",
    "interface",
    "standard",
    "name",
    "title",
    "description",
    "type",
    "cardinality",
    "attributes",
    "codes",
    "code",
    "label",
    "choices",
    "when",
    "by",
    "extends",
    "parameters",
    "examples",
    "binding",
    "codes_of",
    "request",
    "answer",
    "message",
    "envelope",
    "steps",
    "actors",
    "en",
    "deprecated",
    "depends_on",
    "binds",
];

/// One change to a file.
#[derive(Clone, Debug)]
enum Change {
    Put(usize, Vec<u8>),
    Insert(usize, &'static str),
    Remove(usize, usize),
    RemoveLine(usize),
    RepeatLine(usize),
    MoveLine(usize, usize),
    CutOff(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = || 0..4000_usize;
    let insert = (at(), prop::sample::select(SNIPPETS)).prop_map(|(at, snippet)| Change::Insert(at, snippet));
    prop_oneof![
        3 => insert,
        1 => (at(), prop::collection::vec(any::<u8>(), 1..4)).prop_map(|(at, bytes)| Change::Put(at, bytes)),
        1 => (at(), 1..12_usize).prop_map(|(at, length)| Change::Remove(at, length)),
        1 => at().prop_map(Change::RemoveLine),
        1 => at().prop_map(Change::RepeatLine),
        1 => (at(), at()).prop_map(|(from, to)| Change::MoveLine(from, to)),
        1 => at().prop_map(Change::CutOff),
    ]
}

impl Change {
    fn apply(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        let within = |at: usize| at % (bytes.len() + 1);
        match self {
            Self::Put(at, new) => {
                let (start, end) = (within(*at), (within(*at) + new.len()).min(bytes.len()));
                bytes.splice(start..end, new.iter().copied());
            }
            Self::Insert(at, snippet) => {
                let at = within(*at);
                bytes.splice(at..at, snippet.bytes());
            }
            Self::Remove(at, count) => {
                let (start, end) = (within(*at), (within(*at) + count).min(bytes.len()));
                bytes.drain(start..end);
            }
            Self::CutOff(at) => bytes.truncate(within(*at)),
            Self::RemoveLine(at) | Self::RepeatLine(at) | Self::MoveLine(at, _) => {
                let mut lines: Vec<Vec<u8>> =
                    bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
                if lines.is_empty() {
                    return bytes;
                }
                let line = lines.remove(at % lines.len());
                match self {
                    Self::RepeatLine(_) => lines.extend([line.clone(), line]),
                    Self::MoveLine(_, to) => lines.insert(to % (lines.len() + 1), line),
                    _ => {}
                }
                bytes = lines.concat();
            }
        }
        bytes
    }
}

/// The small standard with changes to some of its files.
fn changed(changes: &[(&'static str, Change)]) -> Sandbox {
    let sandbox = Sandbox::new();
    for (file, change) in changes {
        let path = Utf8PathBuf::from("spec").join(file);
        let bytes = fs::read(sandbox.path(&path)).expect("the file is in the base");
        sandbox.write(&path, change.apply(bytes));
    }
    sandbox
}

fn changes(most: usize) -> impl Strategy<Value = Vec<(&'static str, Change)>> {
    prop::collection::vec((prop::sample::select(FILES), change()), 1..most)
}

fn checked(sandbox: &Sandbox) -> Checked {
    dci_codegen::check(sandbox.path("spec")).expect("the standard is there")
}

/// Every finding stands somewhere, says something, and tells the next step.
fn assert_useful(checked: &Checked) {
    for diagnostic in &checked.diagnostics {
        let about = format!("{}: {}", diagnostic.rule.id, diagnostic.message);
        assert!(!diagnostic.message.trim().is_empty(), "{about}");
        assert!(!diagnostic.help.is_empty(), "no next step: {about}");
        for span in std::iter::once(diagnostic.span).chain(diagnostic.related.iter().map(|(span, _)| *span)) {
            let text = &checked.sources.file(span.file).text;
            let place = span.start as usize..span.end as usize;
            assert!(text.get(place.clone()).is_some(), "{place:?} is no place in the file: {about}");
        }
    }
    assert!(checked.standard.is_some() || checked.has_errors(), "no model, and no word why");
}

fn scalar() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        prop::sample::select(SNIPPETS).prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ]
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![4 => prop::sample::select(KEYS).prop_map(ToOwned::to_owned), 1 => any::<String>()]
}

fn value() -> impl Strategy<Value = Json> {
    scalar().prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::Array),
            prop::collection::vec((key(), inner), 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// JSON with every character of its texts as an escape.
fn escaped(json: &Json) -> String {
    let quoted = |text: &str| {
        let units: Vec<String> = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        format!("\"{}\"", units.concat())
    };
    match json {
        Json::String(text) => quoted(text),
        Json::Array(items) => format!("[{}]", items.iter().map(escaped).collect::<Vec<_>>().join(",")),
        Json::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("{}:{}", quoted(name), escaped(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

/// Whether every text, names included, consists of characters that readers are shown as they are.
fn is_shown(json: &Json) -> bool {
    let shown = |character: char| match character {
        '\n' | '\t' | '\r' => true,
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        _ => !character.is_control(),
    };
    match json {
        Json::String(text) => text.chars().all(shown),
        Json::Array(items) => items.iter().all(is_shown),
        Json::Object(members) => members.iter().all(|(name, value)| name.chars().all(shown) && is_shown(value)),
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn changed_files_are_reported_or_hold(changes in changes(5)) {
        assert_useful(&checked(&changed(&changes)));
    }

    #[test]
    fn any_tree_is_reported_or_holds(file in prop::sample::select(FILES), tree in value(), block in any::<bool>()) {
        let sandbox = Sandbox::new();
        let text = if block { serde_yaml::to_string(&tree).unwrap_or_default() } else { tree.to_string() };
        sandbox.write(Utf8PathBuf::from("spec").join(file), text);
        assert_useful(&checked(&sandbox));
    }

    /// JSON is read as YAML, for the sake of the places: whatever is JSON must get through, but for what readers of the example
    /// would not be shown.
    #[test]
    fn any_json_is_an_example(value in value(), form in 0..3) {
        let sandbox = Sandbox::new();
        let text = match form {
            0 => value.to_string(),
            1 => serde_json::to_string_pretty(&value).expect("it is JSON").replace("\n  ", "\n\t"),
            _ => escaped(&value),
        };
        sandbox.write("spec/common/examples/person.json", &text);
        let checked = checked(&sandbox);
        assert_useful(&checked);
        for diagnostic in &checked.diagnostics {
            let allowed = if is_shown(&value) { ["invalid-example"; 2] } else { ["invalid-example", "forbidden-character"] };
            prop_assert!(allowed.contains(&diagnostic.rule.id), "{}: {}", &diagnostic.message, &text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// The command itself: its report is drawn, whatever the text that it shows.
    #[test]
    fn changed_files_end_the_command_well(
        changes in changes(4),
        format in prop::sample::select(&["human", "json", "github", "sarif"][..]),
    ) {
        let sandbox = changed(&changes);
        let run = sandbox.dci(["check", "--format", format]);
        prop_assert_eq!(run.status.code(), Some(i32::from(checked(&sandbox).has_errors())), "{}", text(&run.stderr));
        if matches!(format, "json" | "sarif") {
            prop_assert!(serde_json::from_slice::<Json>(&run.stdout).is_ok());
        }
    }
}

/// The largest files that are read at all, made to be slow: each is dealt with in bounded time, report included.
#[test]
fn no_file_takes_long() {
    let sex = "common/code-directories/sex.yaml";
    let person = "common/examples/person.json";
    let head = "code_directory: CD.COM.01\nname: sex\ndescription: The sex.\nbinding: closed\n";
    let repeat = |text: &str| text.repeat(1_000_000 / text.len());
    let lines = |line: fn(usize) -> String| -> String { (0..8_000).map(line).collect() };
    let codes = lines(|at| format!("  - {{code: {at}, name: c, label: C}}\n"));
    let cases = [
        ("brackets", sex, repeat("[")),
        ("braces", sex, repeat("{a: ")),
        ("hyphens", sex, repeat("- ")),
        ("questions", sex, repeat("? ")),
        ("documents", sex, repeat("---\n")),
        ("words", sex, repeat("word ")),
        ("quotes", sex, repeat("\"\\n")),
        ("anchors", sex, lines(|at| format!("key_{at}: &a{at} x\n"))),
        ("keys", sex, format!("{head}codes: []\n{}", lines(|at| format!("key_{at}: x\n")))),
        ("codes", sex, format!("{head}codes:\n{codes}")),
        ("items", sex, format!("{head}codes:\n{}", "  - []\n".repeat(8_000))),
        ("json brackets", person, repeat("[")),
        ("json items", person, json!({"name": "x", "countries": vec![1; 30_000]}).to_string()),
    ];
    // Building the command is no part of the time.
    support::dci();
    for (what, path, content) in cases {
        let sandbox = Sandbox::new();
        sandbox.write(Utf8PathBuf::from("spec").join(path), content);
        let begun = Instant::now();
        let run = sandbox.dci(["check"]);
        let took = begun.elapsed();
        let report = text(&run.stderr);
        println!("{what}: {took:?}, a report of {} bytes", report.len());
        assert_eq!(run.status.code(), Some(1), "{what}: {report:.2000}");
        assert!(took < Duration::from_secs(20), "{what} took {took:?}");
        assert!(report.len() < 100_000, "{what}: nobody reads a report of {} bytes", report.len());
    }
}

/// The rules are all told in the same way, so that `dci explain` is worth reading.
#[test]
fn the_catalogue_is_well_formed() {
    let rules = dci_codegen::catalogue::RULES;
    let mut ids: Vec<&str> = rules.iter().map(|rule| rule.id).collect();
    for rule in rules {
        assert!(rule.id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{}", rule.id);
        assert!(rule.says.ends_with('.') && rule.mend.ends_with('.'), "{}: not a sentence", rule.id);
        assert!(!rule.example.is_empty(), "{}: no example", rule.id);
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), rules.len(), "every id is its own");
}
