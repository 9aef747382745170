//! Programs outside the workspace: one imports the types of an interface, one makes types from YAML of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use dci_tests::project::{self, stderr, stdout};

const TESTS: &str = env!("CARGO_MANIFEST_DIR");

fn cargo(project: &Path, arguments: &[&str]) -> Output {
    project::cargo(project, &Path::new(env!("CARGO_TARGET_TMPDIR")).join("importers"), arguments)
}

#[test]
fn a_program_imports_one_interface() {
    let project = Path::new(TESTS).join("importer");
    let example = dci_tests::spec().join("social-registry/examples/search-by-predicate-request.json");
    let output = cargo(&project, &["run", "--quiet", "--", example.as_str()]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(
        stdout(&output),
        "REF-0002-A: groups by 2 conditions\nREF-0002-B: groups by 1 conditions\nSearch unchanged\n"
    );
}

#[test]
fn a_broken_request_shows_every_violation() {
    let project = Path::new(TESTS).join("importer");
    let broken = Path::new(env!("CARGO_TARGET_TMPDIR")).join("broken-request.json");
    fs::write(&broken, r#"{"header": {"action": "serch", "message_ts": "2026-03-01"}, "message": []}"#)
        .expect("the file can be written");
    let output = cargo(&project, &["run", "--quiet", "--", broken.to_str().expect("the path is text")]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(
        stdout(&output),
        "/header/message_id: DO.COM.API.03 MsgHeader must have `message_id` (required)\n\
         /header/message_ts: the text does not have the form of a text DF.COM.API.01 timestamp (such as \
         `2022-12-04T17:20:07Z`) (format)\n\
         /header/sender_id: DO.COM.API.03 MsgHeader must have `sender_id` (required)\n\
         /header/total_count: DO.COM.API.03 MsgHeader must have `total_count` (required)\n\
         /message: at most one value is allowed (1..1): expected an object DO.COM.API.11@SR SearchRequest, found a list, \
         because `header.is_msg_encrypted` is absent (choice)\n\
         /header/action: must be `search` here (fixed)\n"
    );
}

#[test]
fn importers_of_plain_types_compile_no_generator() {
    let tree = |project: &str| {
        let output = cargo(&Path::new(TESTS).join(project), &["tree", "--edges", "all", "--prefix", "none"]);
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output)
    };
    for generator in ["dci-codegen", "serde-saphyr", "prettyplease", "minijinja", "schemars"] {
        assert!(!tree("importer").contains(generator), "{generator} is compiled");
        assert!(tree("importer-standard").contains(generator), "{generator} has another name now");
    }
}

#[test]
fn yaml_of_ones_own_becomes_types() {
    let output = cargo(&Path::new(TESTS).join("importer-standard"), &["run", "--quiet"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(
        stdout(&output),
        "1 Mende\n2 Temne\n3 Limba\n\
         {\"number\":\"12b\",\"groups\":[\"1\",\"99\"],\"water_from_well\":true,\"water\":{\"depth\":\"15 m\"}}\n\
         /number: the text does not have the form of a text DF.NHS.01 house_number (such as `12b`) (format)\n\
         /groups/1: expected a code of CD.NHS.01 ethnic_group, found an empty text (code)\n"
    );
}

/// A copy of the project with YAML of its own, to be changed.
struct Copy {
    folder: tempfile::TempDir,
}

impl Copy {
    /// Copies share a target folder, in which cargo tells projects of different folders apart by name alone.
    fn new(name: &str) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be made");
        let from = Path::new(TESTS).join("importer-standard");
        for part in ["Cargo.toml", "src", "spec"] {
            copy(&from.join(part), &folder.path().join(part));
        }
        let copy = Self { folder };
        let types = Path::new(TESTS).join("../generated/rust");
        copy.change("Cargo.toml", "../../generated/rust", types.to_str().expect("the path is text"));
        let macros = Path::new(TESTS).join("../macros");
        copy.change("Cargo.toml", "../../macros", macros.to_str().expect("the path is text"));
        copy.change("Cargo.toml", "name = \"importer-standard\"", &format!("name = \"{name}\""));
        copy
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    fn change(&self, file: &str, before: &str, after: &str) {
        let text = fs::read_to_string(self.path(file)).expect("the file is there");
        assert!(text.contains(before), "{file} has no {before}");
        fs::write(self.path(file), text.replace(before, after)).expect("the file can be written");
    }

    fn check(&self) -> Output {
        cargo(self.folder.path(), &["check", "--quiet"])
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder can be made");
        for entry in fs::read_dir(from).expect("the folder is there") {
            let entry = entry.expect("the folder can be read");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).expect("the file can be copied");
    }
}

#[test]
fn errors_point_into_the_yaml_and_a_changed_file_is_compiled_again() {
    let project = Copy::new("importer-changed");
    let directory = "spec/household-survey/code-directories/ethnic_group.yaml";
    let object = "spec/household-survey/data-objects/Dwelling.yaml";
    assert!(project.check().status.success(), "{}", stderr(&project.check()));

    project.change(directory, "name: temne", "name: mende");
    project.change(object, "type: DF.NHS.01", "type: DF.NHS.10");
    let output = project.check();
    let messages = stderr(&output);
    assert!(!output.status.success());
    for expected in [
        format!("{}:8:23", project.path(directory).display()),
        "rule: duplicate-code-name".to_owned(),
        format!("{}:8:11", project.path(object).display()),
        "rule: unknown-reference".to_owned(),
        "help: did you mean `DF.NHS.01`".to_owned(),
    ] {
        assert!(messages.contains(&expected), "{expected} is not among:\n{messages}");
    }

    project.change(directory, "name: mende, label: Temne", "name: temne, label: Temne");
    project.change(object, "type: DF.NHS.10", "type: DF.NHS.01");
    assert!(project.check().status.success(), "{}", stderr(&project.check()));

    // Only the YAML changes, and the program no longer fits it.
    project.change(directory, "name: mende", "name: mende_people");
    let messages = stderr(&project.check());
    assert!(messages.contains("named `Mende` found for enum `EthnicGroup`"), "{messages}");
}

#[test]
fn an_unknown_definition_is_told_with_the_nearest() {
    let project = Copy::new("importer-misled");
    project.change("src/main.rs", "\"Dwelling\"", "\"Dweling\"");
    let messages = stderr(&project.check());
    assert!(messages.contains("the standard defines no `Dweling`: did you mean `Dwelling`?"), "{messages}");
    assert!(messages.contains("src/main.rs:7:26"), "{messages}");

    project.change("src/main.rs", "spec = \"spec\"", "spec = \"specs\"");
    let messages = stderr(&project.check());
    assert!(messages.contains("specs"), "{messages}");
    assert!(messages.contains("src/main.rs:6:12"), "{messages}");
}
