//! `dci diff` reads no more of two revisions than can make a difference: what it says is what reading all of them says.

mod support;

use std::process::Command;

use dci_codegen::diff::diff;
use dci_codegen::profile::{Outcome, outcome};
use dci_tests::synthetic::synthesize;
use serde_json::{Value, json};
use support::{Sandbox, tests, text};

/// A revision: what it is, and a file of the standard, what stands there and what takes its place; nothing before: the end.
type Revision = (&'static str, &'static [(&'static str, &'static str, &'static str)]);

const REVISIONS: &[Revision] = &[
    ("nothing", &[]),
    ("a word of one interface", &[("pensions-x1/interface.yaml", "Who receives", "Everybody who receives")]),
    (
        "an attribute, and the version with it",
        &[
            ("pensions/interface.yaml", "version: 1.0.0", "version: 2.0.0"),
            ("pensions/data-objects/Pension.yaml", "cardinality: 0..1", "cardinality: 1..1"),
        ],
    ),
    (
        "a code that another interface uses",
        &[("common/code-directories/sex.yaml", "  - code: M\n    name: male\n    label: Male\n", "")],
    ),
    ("a format that nothing else uses", &[("common-x2/data-formats/age.yaml", "An age in", "The age in")]),
    ("a dependency", &[("pensions/interface.yaml", "depends_on: [COM]", "depends_on: [COM, COMX1]")]),
    (
        "a successor in an interface that otherwise need not be read",
        &[("pensions/data-objects/Pension.yaml", "", "deprecated: {since: 1.0.0, replaced_by: DO.PENX1.02}\n")],
    ),
    ("a profile alone", &[("profiles/atlantis/profile.yaml", "version: 1.0.0", "version: 1.1.0")]),
    ("what a profile stands on", &[("common/data-objects/Person.yaml", "A human being", "A person")]),
    ("an interface less", &[("standard.yaml", " pensions-x2,", "")]),
];

/// A file that no revision touches, and that cannot be read.
const BROKEN: (&str, &str) =
    ("pensions-x3/data-objects/Broken.yaml", "data_object: DO.PENX3.99\nname: Broken\ntitle: Without anything else\n");

/// A folder with a standard of eight interfaces and a profile in `old` and in `new`, the second revised.
fn revised((what, edits): &Revision) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.edit("spec/standard.yaml", "interfaces:\n", "profiles: [atlantis]\ninterfaces:\n");
    let profile = std::fs::read_to_string(tests().join("ui/profile-base/profiles/atlantis/profile.yaml"));
    let profile = profile.expect("the case is there").replace("base: 0.9.0", "base: 1.0.0");
    sandbox.write("spec/profiles/atlantis/profile.yaml", profile);
    for side in ["old", "new"] {
        let spec = sandbox.path("spec");
        synthesize(spec.as_std_path(), 4, sandbox.path(side).as_std_path()).expect("it can be written");
    }
    for (file, from, to) in *edits {
        let path = sandbox.path(format!("new/{file}"));
        let before = std::fs::read_to_string(&path).expect("the file can be read");
        let after = if from.is_empty() { before.clone() + to } else { before.replacen(from, to, 1) };
        assert_ne!(before, after, "{what}: `{from}` is not in {file}");
        std::fs::write(&path, after).expect("the file can be written");
    }
    if *what == "an interface less" {
        std::fs::remove_dir_all(sandbox.path("new/pensions-x2")).expect("the folder goes");
    }
    sandbox
}

/// What the two standards say when all of both is read.
fn in_full(sandbox: &Sandbox) -> Value {
    let checked = |side: &str| dci_codegen::check(sandbox.path(side)).expect("the folder can be read");
    let (old, new) = (checked("old"), checked("new"));
    let diff = diff(old.standard.as_ref().expect("a model"), new.standard.as_ref().expect("a model"));
    let releases = diff.releases.iter().map(|release| {
        let mut told = json!(release);
        told["enough"] = json!(release.is_enough());
        told
    });
    let profiles = new.profiles.iter().map(|profile| {
        let outcome = outcome(profile, &diff.changes);
        let changes = if let Outcome::Merged { changes, .. } = &outcome { *changes } else { 0 };
        json!([profile.id, outcome.name().replace(' ', "-"), changes])
    });
    json!({"changes": diff.changes, "releases": releases.collect::<Value>(), "profiles": profiles.collect::<Value>()})
}

/// What the command says, in the same form.
fn told(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    let command = ["diff", "--format", "json", "--fail-on", "none"];
    let run = sandbox.dci(command.iter().chain(arguments));
    assert!(run.status.success(), "{arguments:?}: {}{}", text(&run.stdout), text(&run.stderr));
    let mut told: Value = serde_json::from_slice(&run.stdout).expect("it writes JSON");
    let profiles = told["profiles"].as_array().expect("profiles are told").iter();
    told["profiles"] = profiles.map(|it| json!([it["profile"], it["outcome"], it["changes"]])).collect();
    told
}

fn git(sandbox: &Sandbox, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(sandbox.root()).args(["-c", "user.name=Tests", "-c", "user.email=tests@example.org"]);
    let run = command.args(arguments).output().expect("git runs");
    assert!(run.status.success(), "{arguments:?}: {}", text(&run.stderr));
}

#[test]
fn what_is_told_of_a_part_is_what_is_told_of_all() {
    for revision in REVISIONS {
        let sandbox = revised(revision);
        let full = in_full(&sandbox);
        assert_eq!(
            full["changes"] == json!([]),
            matches!(revision.0, "nothing" | "a profile alone" | "a dependency"),
            "{}",
            revision.0
        );
        // Where reading all is not needed, what cannot be read in the rest shows that it is not read.
        if !revision.0.contains("need not be read") {
            break_both(&sandbox);
        }
        assert_eq!(told(&sandbox, &["old", "new"]), full, "{}: two folders", revision.0);
        // The same in a repository: the old standard committed, the new one in its place, first as files and then committed too.
        git(&sandbox, &["init", "--quiet"]);
        std::fs::rename(sandbox.path("new"), sandbox.path("later")).expect("the folder can be renamed");
        std::fs::remove_dir_all(sandbox.path("spec")).expect("the folder goes");
        std::fs::rename(sandbox.path("old"), sandbox.path("spec")).expect("the folder can be renamed");
        git(&sandbox, &["add", "spec"]);
        git(&sandbox, &["commit", "--quiet", "--message", "before"]);
        std::fs::remove_dir_all(sandbox.path("spec")).expect("the folder goes");
        std::fs::rename(sandbox.path("later"), sandbox.path("spec")).expect("the folder can be renamed");
        assert_eq!(told(&sandbox, &["git:HEAD"]), full, "{}: git and the files", revision.0);
        git(&sandbox, &["add", "--all", "spec"]);
        git(&sandbox, &["commit", "--quiet", "--allow-empty", "--message", "after"]);
        assert_eq!(told(&sandbox, &["git:HEAD~1", "git:HEAD"]), full, "{}: git and git", revision.0);
    }
}

#[test]
fn what_is_wrong_where_something_differs_is_reported() {
    let sandbox = revised(&REVISIONS[1]);
    break_both(&sandbox);
    sandbox.write(format!("new/{}", BROKEN.0), format!("{}# and a remark\n", BROKEN.1));
    let run = sandbox.dci(["diff", "old", "new"]);
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stdout));
    let said = text(&run.stdout) + &text(&run.stderr);
    assert!(said.contains("Broken.yaml:1:1") && said.contains("has errors"), "{said}");
}

#[test]
fn a_revision_is_never_an_option_of_git() {
    let sandbox = Sandbox::new();
    git(&sandbox, &["init", "--quiet"]);
    git(&sandbox, &["add", "spec"]);
    git(&sandbox, &["commit", "--quiet", "--message", "before"]);
    for arguments in [vec!["git:--output=made"], vec!["git:HEAD", "git:--output=made"], vec!["git:HEAD..HEAD"]] {
        let run = sandbox.dci(["diff"].iter().chain(&arguments));
        assert_eq!(run.status.code(), Some(2), "{arguments:?}: {}", text(&run.stdout));
        assert!(text(&run.stderr).contains("git has no spec/ in"), "{}", text(&run.stderr));
        let made = std::fs::read_dir(sandbox.root()).expect("it is there").filter_map(Result::ok);
        let made: Vec<_> =
            made.map(|entry| entry.file_name()).filter(|name| name != "spec" && name != ".git").collect();
        assert!(made.is_empty(), "{arguments:?} made {made:?}");
    }
}

fn break_both(sandbox: &Sandbox) {
    for side in ["old", "new"] {
        sandbox.write(format!("{side}/{}", BROKEN.0), BROKEN.1);
    }
}
