//! The editor schemas: they accept every file of this repository, and refuse what `dci check` refuses.

use std::fs;

use camino::Utf8Path;
use dci_codegen::emit::editor_schema::EditorSchema;
use dci_codegen::output::Outputs;
use dci_tests::schemas::{emitted, refusals, unreadable};
use jsonschema::Validator;
use serde_json::{Value as Json, json};

fn validator(outputs: &Outputs, kind: &str) -> Validator {
    let text = outputs.get(format!("{kind}.schema.json")).unwrap_or_else(|| unreadable(kind, &"it has no schema"));
    let schema: Json = serde_json::from_str(text).expect("it is JSON");
    jsonschema::validator_for(&schema).unwrap_or_else(|error| unreadable(kind, &error))
}

/// Calls with every YAML file below a folder, and the kind of file that it is.
fn each_file(folder: &Utf8Path, visit: &mut dyn FnMut(&Utf8Path, &str)) {
    for entry in folder.read_dir_utf8().expect("the folder can be read") {
        let entry = entry.expect("the folder can be read");
        let path = entry.path();
        if path.is_dir() {
            each_file(path, visit);
        } else if path.extension() == Some("yaml") {
            let kind = match (path.file_name(), folder.file_name()) {
                (Some("standard.yaml"), _) => "standard",
                (Some("interface.yaml"), _) => "interface",
                (Some("profile.yaml"), _) => "profile",
                (_, Some(folder)) => folder.strip_suffix('s').unwrap_or(folder),
                (_, None) => "",
            };
            let kind = kind.replace("directorie", "directory").replace("processe", "process");
            visit(path, &kind);
        }
    }
}

#[test]
fn every_schema_holds_as_a_schema() {
    for (path, text) in emitted(&dci_tests::mini(), &EditorSchema).iter() {
        let schema: Json = serde_json::from_str(text).expect("it is JSON");
        if let Err(error) = jsonschema::meta::validate(&schema) {
            panic!("{path}: {error}");
        }
    }
}

#[test]
fn every_file_of_the_standards_here_is_accepted() {
    let outputs = emitted(&dci_tests::mini(), &EditorSchema);
    let mut files = 0;
    for root in [dci_tests::spec(), dci_tests::mini_spec()] {
        each_file(&root, &mut |path, kind| {
            let text = fs::read_to_string(path).expect("the file can be read");
            let yaml: Json = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let reasons = refusals(&validator(&outputs, kind), &yaml);
            assert!(reasons.is_empty(), "{path}:\n{}", reasons.join("\n"));
            files += 1;
        });
    }
    assert!(files > 100, "only {files} files");
}

#[test]
fn the_first_line_of_a_file_names_its_schema() {
    each_file(&dci_tests::spec(), &mut |path, kind| {
        let text = fs::read_to_string(path).expect("the file can be read");
        let line = text.lines().next().unwrap_or_default();
        let end = format!("/generated/editor-schema/{kind}.schema.json");
        assert!(line.starts_with("# yaml-language-server: $schema=../") && line.ends_with(&end), "{path}: {line}");
    });
}

#[test]
fn what_the_reader_refuses_is_marked_while_typing() {
    let outputs = emitted(&dci_tests::mini(), &EditorSchema);
    let directory = json!({
        "code_directory": "CD.COM.01", "name": "a", "binding": "closed", "description": "A list.",
        "codes": [{"code": 1, "name": "one", "label": {"en": "One", "fr": "Un"}}],
    });
    let changed = |pointer: &str, value: Json| {
        let mut changed = directory.clone();
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer has a slash");
        changed.pointer_mut(parent).expect("it stands there")[key] = value;
        changed
    };
    let validator = validator(&outputs, "code-directory");
    assert!(validator.is_valid(&directory));
    assert!(validator.is_valid(&changed("/since", json!(1.0))), "any scalar is taken by its text");
    assert!(validator.is_valid(&changed("/formerly", json!([8]))));
    for (pointer, value) in [
        ("/binding", json!("open")),
        ("/stage", json!("final")),
        ("/colour", json!("red")),
        ("/codes/0/label", json!({"fr": "Un"})),
        ("/codes/0/labels", json!("One")),
        ("/codes", json!("one")),
        ("/decisions", json!([{"about": "a", "sources": [], "chosen": "b", "because": "c"}])),
    ] {
        assert!(!validator.is_valid(&changed(pointer, value.clone())), "{pointer}: {value}");
    }
    let mut nameless = directory.clone();
    nameless.as_object_mut().expect("an object").shift_remove("name");
    assert!(!validator.is_valid(&nameless), "the name is required");
}

#[test]
fn the_schema_of_a_data_type() {
    let outputs = emitted(&dci_tests::mini(), &EditorSchema);
    let path = "data-type.schema.json";
    insta::assert_snapshot!(path, outputs.get(path).expect("it is emitted"));
}
