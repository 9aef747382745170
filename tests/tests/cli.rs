//! The command, as people use it: sessions in `tests/cmd`, each on a copy of the small standard `tests/ui/base`.
//!
//! A session is a Markdown file. In its `console` blocks a line that begins with `$` is run by `sh` (further lines that
//! begin with `>` belong to it), and what follows must be what it prints. `? 1` before the output is the exit status,
//! where it is not 0; `$FIXTURES` is the folder `tests/fixtures`. `SNAPSHOTS=overwrite cargo test -p dci-tests --test cli` accepts
//! what is printed: read it.
#![cfg(unix)]

mod support;

use std::process::Command;

use snapbox::{Assert, Data, IntoData as _};
use support::{Sandbox, dci, entries, tests, text};

/// What a command prints, with its status where it is not 0.
fn run(sandbox: &Sandbox, line: &str) -> String {
    let folder = dci().parent().expect("a command lies in a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("exec 2>&1\n{line}")).current_dir(sandbox.root());
    shell.env("PATH", format!("{folder}:{path}")).env("LC_ALL", "C.UTF-8");
    shell.env("FIXTURES", tests().join("fixtures"));
    for variable in ["CLICOLOR_FORCE", "NO_COLOR", "COLUMNS"] {
        shell.env_remove(variable);
    }
    let output = shell.output().expect("there is a shell");
    let printed = text(&output.stdout).replace(sandbox.root().as_str(), "[ROOT]");
    let printed = printed.replace(tests().join("fixtures").as_str(), "[FIXTURES]");
    match output.status.code() {
        Some(0) => printed,
        Some(code) => format!("? {code}\n{printed}"),
        None => format!("? killed\n{printed}"),
    }
}

/// The session as it would be written today.
fn replay(session: &str) -> String {
    let sandbox = Sandbox::new();
    let mut replayed = String::new();
    let mut lines = session.lines().peekable();
    while let Some(line) = lines.next() {
        replayed.push_str(line);
        replayed.push('\n');
        if line != "```console" {
            continue;
        }
        while let Some(line) = lines.next() {
            if line == "```" {
                replayed.push_str("```\n");
                break;
            }
            let Some(command) = line.strip_prefix("$ ") else { continue };
            replayed.push_str(line);
            replayed.push('\n');
            let mut command = command.to_owned();
            while let Some(more) = lines.next_if(|line| line.starts_with("> ")) {
                replayed.push_str(more);
                replayed.push('\n');
                command.push('\n');
                command.push_str(&more[2..]);
            }
            let printed = run(&sandbox, &command);
            replayed.push_str(&printed);
            if !printed.is_empty() && !printed.ends_with('\n') {
                replayed.push('\n');
            }
        }
    }
    replayed
}

/// Machines read stdout: in each format that a subcommand has, it is one document, whether all is well or not; a format that it does not have
/// is refused.
#[test]
fn every_format_is_one_document_or_is_refused() {
    let commands: &[(&[&str], &[&str])] = &[
        (&["check"], &["json", "github", "sarif"]),
        (&["generate"], &["json", "github", "sarif"]),
        (&["generate", "--check"], &["json", "github", "sarif"]),
        (&["validate", "spec/common/examples/person.json", "--as", "Person"], &["json", "github", "sarif"]),
        (&["validate", "spec/common/examples/person.json", "--as", "Header"], &["json", "github", "sarif"]),
        (&["release"], &["json", "github", "sarif"]),
        (&["release", "--dry-run"], &["json", "github", "sarif"]),
        (&["diff", "before"], &["json", "github"]),
        (&["diff", "before", "--markdown"], &[]),
        (&["import", "csv", "codes.csv", "--dry-run"], &["json", "github"]),
        (&["import", "csv", "spoilt.csv", "--dry-run"], &["json", "github"]),
        (&["list"], &["json"]),
        (&["list", "--counts"], &["json"]),
        (&["decisions"], &["json"]),
        (&["changelog"], &["json"]),
        (&["changelog", "--markdown"], &[]),
        (&["import", "json-schema", "generated/json-schema/common/Person.schema.json", "--out", "imported"], &["json"]),
        (&["show", "sex"], &[]),
        (&["export", "csv", "sex"], &[]),
        (&["explain"], &[]),
        (&["new", "data-object", "Tree", "--interface", "common"], &[]),
        (&["completions", "bash"], &[]),
    ];
    let revised = |sandbox: &Sandbox| {
        sandbox.edit("spec/common/code-directories/sex.yaml", "label: Male", "label: Man");
    };
    let faulty = |sandbox: &Sandbox| {
        sandbox.edit("spec/common/code-directories/country.yaml", "binding: extensible", "binding: open");
    };
    let generated = Sandbox::new();
    assert!(generated.dci(["generate"]).status.success());
    let codes = generated.dci(["export", "csv", "sex"]).stdout;
    for (arguments, formats) in commands {
        for change in [&revised as &dyn Fn(&Sandbox), &faulty] {
            for format in ["json", "github", "sarif"] {
                let sandbox = Sandbox::new();
                support::copy(sandbox.path("spec").as_std_path(), sandbox.path("before").as_std_path());
                let artefacts = generated.path("generated");
                support::copy(artefacts.as_std_path(), sandbox.path("generated").as_std_path());
                sandbox.write("codes.csv", &codes);
                sandbox.write("spoilt.csv", "code;colour\nF;red\n");
                change(&sandbox);
                let run = sandbox.dci(arguments.iter().copied().chain(["--format", format]));
                let (stdout, stderr) = (text(&run.stdout), text(&run.stderr));
                let shown = format!("{} --format {format}: {stdout}{stderr}", arguments.join(" "));
                if !formats.contains(&format) {
                    assert_eq!(run.status.code(), Some(2), "{shown}");
                    assert!(stdout.is_empty() && stderr.contains("has no format"), "{shown}");
                } else if stdout.is_empty() {
                    // Nothing is there to tell: no annotation, or a command that could not do its work.
                    assert!(format == "github" || run.status.code() == Some(2), "{shown}");
                } else if format == "github" {
                    assert!(stdout.lines().all(|line| line.starts_with("::")), "{shown}");
                } else {
                    let document: serde_json::Value = serde_json::from_str(&stdout).expect(&shown);
                    assert!(format != "sarif" || document["version"] == "2.1.0", "{shown}");
                }
            }
        }
    }
}

#[test]
fn sessions_are_as_they_are_written() {
    let mut failures = Vec::new();
    for path in entries(tests().join("cmd").as_std_path()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let session = std::fs::read_to_string(&path).expect("a session can be read");
        let assert = Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV);
        let outcome =
            assert.try_eq(Some(&name), replay(&session).into_data().raw(), Data::read_from(&path, None).raw());
        failures.extend(outcome.err().map(|difference| difference.to_string()));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The runs of a SARIF document must have what code scanning reads.
#[test]
fn sarif_has_what_code_scanning_reads() {
    let sandbox = Sandbox::new();
    sandbox.edit("spec/common/code-directories/sex.yaml", "label: Male", "label: Männlich, ébène, Łódź\n    labell: x");
    sandbox.edit("spec/pensions/code-directories/pension_kind.yaml", "code: survivor", "code: old-age");
    let check = sandbox.dci(["check", "--format", "sarif"]);
    assert_eq!(check.status.code(), Some(1));
    let document: serde_json::Value = serde_json::from_slice(&check.stdout).expect("SARIF is JSON");
    assert_eq!(document["version"], "2.1.0");
    assert!(document["$schema"].as_str().is_some_and(|schema| schema.contains("sarif-2.1.0")));
    let runs = document["runs"].as_array().expect("there are runs");
    assert_eq!(runs.len(), 1);
    let driver = &runs[0]["tool"]["driver"];
    assert_eq!(driver["name"], "dci");
    let rules = driver["rules"].as_array().expect("the rules are listed");
    let rule_ids: Vec<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(rule_ids.len(), dci_codegen::catalogue::RULES.len());
    let results = runs[0]["results"].as_array().expect("there are results");
    assert_eq!(results.len(), 2);
    for result in results {
        let rule = result["ruleId"].as_str().expect("a result names its rule");
        let at = result["ruleIndex"].as_u64().expect("a result points at its rule");
        assert_eq!(rule_ids[usize::try_from(at).expect("an index")], rule);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().expect("a result has a level")));
        assert!(!result["message"]["text"].as_str().expect("a result has a message").is_empty());
        for location in result["locations"].as_array().expect("a result has locations") {
            let place = &location["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().expect("a location names a file");
            assert!(sandbox.path(uri).is_file(), "{uri} is relative to where the command runs");
            let region = &place["region"];
            let number = |key: &str| region[key].as_u64().expect("a region has numbers");
            assert!(number("startLine") >= 1 && number("startColumn") >= 1);
            assert!((number("endLine"), number("endColumn")) >= (number("startLine"), number("startColumn")));
        }
    }
}

#[test]
fn json_has_every_finding_with_its_place() {
    let sandbox = Sandbox::new();
    sandbox.edit("spec/pensions/code-directories/pension_kind.yaml", "code: survivor", "code: old-age");
    let check = sandbox.dci(["check", "--format", "json"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(check.stderr.is_empty(), "{}", text(&check.stderr));
    let findings: serde_json::Value = serde_json::from_slice(&check.stdout).expect("it is JSON");
    assert_eq!(findings[0]["rule"], "duplicate-code");
    assert_eq!(findings[0]["severity"], "error");
    assert_eq!(findings[0]["place"]["path"], "spec/pensions/code-directories/pension_kind.yaml");
    assert_eq!(findings[0]["place"]["line"], 7);
    assert_eq!(findings[0]["place"]["column"], 12);
    assert_eq!(findings[0]["related"][0]["place"]["line"], 6);
    assert!(!findings[0]["help"].as_array().expect("help is a list").is_empty());
}

#[test]
fn every_kind_of_new_definition_passes_check() {
    let kinds = [
        ("data-type", "number"),
        ("data-format", "currency"),
        ("code-directory", "gender"),
        ("data-object", "Household"),
        ("operation", "count"),
        ("process", "enrolment"),
    ];
    let sandbox = Sandbox::new();
    for (kind, name) in kinds {
        let new = sandbox.dci(["new", kind, name, "--interface", "pensions"]);
        assert!(new.status.success(), "{kind}: {}", text(&new.stderr));
        let again = sandbox.dci(["new", kind, name, "--interface", "PEN"]);
        assert_eq!(again.status.code(), Some(2), "{kind}: a file was written over");
    }
    let new = sandbox.dci(["new", "interface", "child-benefits"]);
    assert!(new.status.success(), "{}", text(&new.stderr));
    sandbox.edit("spec/standard.yaml", "  - pensions\n", "  - pensions\n  - child-benefits\n");
    let check = sandbox.dci(["check"]);
    assert!(check.status.success(), "{}", text(&check.stderr));
}

#[test]
fn a_report_ends_quietly_where_nobody_reads_on() {
    let sandbox = Sandbox::new();
    let printed = run(&sandbox, "dci explain | head -n 1 && dci completions bash | head -n 1");
    assert_eq!(printed.lines().count(), 2, "{printed}");
    assert!(!printed.contains("panicked"), "{printed}");
}
