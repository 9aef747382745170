//! What the command prints cannot act on a terminal, a log or a workflow, whatever texts and names strangers have chosen.

mod support;

use std::process::Output;

use support::{Sandbox, released, text};

/// A text that would act, were it printed as it is: it colours, clears, ends the line, commands the workflow, and turns the direction.
const HOSTILE: &str =
    "x\u{1b}[31m\u{9b}2J\u{7f}\r\n::error::forged%0A::warning::too\n::stop-commands::x\u{2028}\u{202e}##[group]y";

/// The same as JSON, and as a text of YAML in double quotes.
fn quoted() -> String {
    serde_json::to_string(HOSTILE).expect("it is text").replace('\u{9b}', "\\u009b").replace('\u{7f}', "\\u007f")
}

/// The characters that may not be printed.
fn acts(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What was printed, which must not act; `commands` is how many workflow commands there are in it.
fn printed(what: &str, output: &Output, commands: usize) -> String {
    let printed = format!("{}\n{}", text(&output.stdout), text(&output.stderr));
    let acting: Vec<char> = printed.chars().filter(|character| acts(*character)).collect();
    assert!(acting.is_empty(), "{what}: {acting:?} in\n{printed}");
    assert!(!printed.contains("##["), "{what}:\n{printed}");
    let found = printed.lines().filter(|line| line.trim_start().starts_with("::")).count();
    assert_eq!(found, commands, "{what}:\n{printed}");
    assert!(!printed.contains("panicked"), "{what}:\n{printed}");
    printed
}

/// Runs a command and looks at what it prints.
fn run(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let output = sandbox.dci(arguments);
    assert!(output.status.code().is_some_and(|code| code <= 2), "{arguments:?}");
    let is_github = arguments.contains(&"github");
    let commands = if is_github { text(&output.stdout).lines().filter(|line| is_ours(line)).count() } else { 0 };
    printed(&arguments.join(" "), &output, commands)
}

/// A command that the tool means: nothing in it ends it early.
fn is_ours(line: &str) -> bool {
    ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start)) && line.contains("title=")
}

#[test]
fn texts_of_a_standard_do_not_act() {
    let sandbox = released();
    let path = "spec/common/code-directories/country.yaml";
    let old = std::fs::read_to_string(sandbox.path(path)).expect("it can be read");
    let hostile = old.replacen("label: Republic of Kenya", &format!("label: {}", quoted()), 1);
    let hostile = hostile.replacen("description: ", &format!("description: {} # ", quoted()), 1);
    assert_ne!(hostile, old, "{old}");
    sandbox.write(path, hostile);
    let mut all = String::new();
    for format in ["human", "json", "github", "sarif"] {
        for arguments in [
            ["check", "--format", format].as_slice(),
            &["show", "CD.COM.03", "--format", format],
            &["list", "--format", format],
            &["list", "--counts", "--format", format],
            &["decisions", "--format", format],
            &["diff", "release:1.0.0", "--format", format],
            &["diff", "release:1.0.0", "--markdown", "--format", format],
            &["changelog", "--format", format],
            &["changelog", "--markdown", "--format", format],
            &["release", "--dry-run", "--format", format],
            &["export", "csv", "CD.COM.03", "--out", "out", "--format", format],
            &["generate", "--check", "--format", format],
            &["show", HOSTILE, "--format", format],
            &["explain", HOSTILE, "--format", format],
            &["diff", HOSTILE, "--format", format],
            &["diff", "CD.COM.03", HOSTILE, "--format", format],
            &["new", "data-object", HOSTILE, "--interface", "common", "--format", format],
            &["coverage", HOSTILE, "--format", format],
            &["validate", HOSTILE, "--as", HOSTILE, "--format", format],
            &["--forged", HOSTILE],
        ] {
            all.push_str(&run(&sandbox, arguments));
        }
    }
    assert!(all.contains('␛') && all.contains('␊'), "the texts were not printed at all");
}

#[cfg(unix)]
#[test]
fn names_of_files_do_not_act() {
    let sandbox = Sandbox::new();
    // A name has no slash and no zero byte; all else is allowed.
    sandbox.write(format!("spec/common/code-directories/{HOSTILE}.yaml"), "code_directory: CD.COM.90\nname: x\n");
    sandbox.write(format!("spec/common/{HOSTILE}/stray.yaml"), "x: y\n");
    sandbox.write(format!("payloads/{HOSTILE}.json"), "{\"name\": 1}");
    sandbox.write(format!("tables/{HOSTILE}.csv"), "code,label\n1,One\n");
    sandbox.write(format!("foreign/{HOSTILE}.jsonld"), "{\"@graph\": [");
    let mut all = String::new();
    for format in ["human", "json", "github", "sarif"] {
        all.push_str(&run(&sandbox, &["check", "--format", format]));
    }
    let clean = Sandbox::new();
    for (file, arguments) in [
        ("payload.json", ["validate", "--as", "Person"].as_slice()),
        ("table.csv", &["import", "csv"]),
        ("table.xlsx", &["import", "xlsx"]),
        ("foreign.jsonld", &["import", "json-ld", "--out", HOSTILE]),
        ("document.yaml", &["import", "openapi", "--out", "made"]),
        ("facts.yaml", &["coverage"]),
    ] {
        let name = format!("{HOSTILE}{file}");
        clean.write(&name, "{\"name\": 1,");
        for format in ["human", "json", "github", "sarif"] {
            let mut line: Vec<&str> = arguments.to_vec();
            line.extend([name.as_str(), "--format", format]);
            all.push_str(&run(&clean, &line));
        }
    }
    assert!(all.contains('␛') && all.contains('␊'), "the names were not printed at all");
}

#[test]
fn what_is_imported_does_not_act() {
    let sandbox = Sandbox::new();
    let id = quoted();
    let id = id.trim_matches('"');
    let graph = format!(
        "{{\"@context\": {{\"rdfs\": \"http://www.w3.org/2000/01/rdf-schema#\", \"owl\": \"http://www.w3.org/2002/07/owl#\"}},
          \"@graph\": [
            {{\"@id\": \"kind:RoomKind\", \"@type\": \"rdfs:Class\", \"rdfs:label\": \"{id}\",
              \"owl:oneOf\": [\"kind:1\", \"kind:{id}\", \"kind:1\"]}},
            {{\"@id\": \"kind:1\", \"@type\": \"kind:RoomKind\", \"rdfs:label\": \"{id}\"}},
            {{\"@id\": \"kind:1\", \"@type\": \"kind:{id}\", \"rdfs:label\": \"Everybody\"}}
          ]}}"
    );
    sandbox.write("foreign/code/RoomKind.jsonld", graph);
    let schema = format!(
        "{{\"title\": \"{id}\", \"type\": \"object\", \"properties\": {{\"{id}\": {{\"$ref\": \"#/nowhere/{id}\"}}, \"a\": {{\"type\": \"{id}\"}}}}}}"
    );
    sandbox.write("schemas/Guest.schema.json", schema);
    let rows = format!("code,label,colour{HOSTILE}\nKE,\"{HOSTILE}\",x\n\"{HOSTILE}\",x,y\nKE,again,z\n");
    sandbox.write("CD.COM.03.csv", rows);
    let mut all = String::new();
    for format in ["human", "json", "github", "sarif"] {
        all.push_str(&run(
            &sandbox,
            &["import", "json-ld", "foreign", "--out", &format!("a-{format}"), "--format", format],
        ));
        all.push_str(&run(
            &sandbox,
            &["import", "json-schema", "schemas", "--out", &format!("b-{format}"), "--format", format],
        ));
        all.push_str(&run(&sandbox, &["import", "csv", "CD.COM.03.csv", "--dry-run", "--format", format]));
    }
    assert!(all.contains('␛') && all.contains('␊'), "the texts were not printed at all");
}

#[test]
fn payloads_do_not_act() {
    let sandbox = Sandbox::new();
    let id = quoted();
    sandbox.write("payload.json", format!("{{\"name\": \"x\", \"sex\": {id}, {id}: {id}, \"countries\": [{id}]}}"));
    for format in ["human", "json", "github", "sarif"] {
        for values in [["--as", "Person"].as_slice(), &["--as", "Person", "--show-values"]] {
            let arguments = [["validate", "payload.json", "--format", format].as_slice(), values].concat();
            let printed = run(&sandbox, &arguments);
            assert!(printed.contains("forged"), "the name is printed");
        }
    }
}

/// The styles are ours, and they stay.
#[test]
fn our_own_colours_stay() {
    let sandbox = Sandbox::new();
    sandbox.edit("spec/common/code-directories/sex.yaml", "binding: closed", "binding: \"clo\\e[31msed\"");
    let check = sandbox.command(["check"]).env("CLICOLOR_FORCE", "1").output().expect("the command runs");
    let report = text(&check.stderr);
    assert!(report.contains("\u{1b}[1m"), "{report}");
    assert!(!report.contains("clo\u{1b}"), "{report}");
    assert!(report.contains("`clo␛[31msed` is not a binding"), "{report}");
}

#[test]
fn json_says_what_the_text_says() {
    let sandbox = Sandbox::new();
    sandbox.edit("spec/common/code-directories/country.yaml", "label: Kenya", "label: \"##[a] \\x9b\\u202E Kenya\"");
    sandbox.edit("spec/common/code-directories/sex.yaml", "binding: closed", "binding: \"##[a] \\x9b\\u202E\"");
    let check = sandbox.dci(["check", "--format", "json"]);
    let findings: serde_json::Value = serde_json::from_slice(&check.stdout).expect("it is JSON");
    let all = findings.as_array().expect("it is a list");
    let is_whole =
        |finding: &serde_json::Value| finding["message"].as_str().unwrap_or_default().contains("##[a] \u{9b}\u{202e}");
    assert!(all.iter().any(is_whole), "{findings:#}");
}
