//! What several tests need: the standard of this repository, read and resolved.

pub mod growth;
pub mod machine;
pub mod mutants;
pub mod payloads;
pub mod project;
pub mod schemas;
pub mod synthetic;

use camino::Utf8PathBuf;
use dci_codegen::model::Standard;
use dci_codegen::output::Outputs;
use dci_codegen::template::Templates;

/// The folder of the standard in this repository.
pub fn spec() -> Utf8PathBuf {
    Utf8PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec"))
}

/// The folder of a standard that is just large enough to show every form that a schema can take.
pub fn mini_spec() -> Utf8PathBuf {
    Utf8PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/mini"))
}

/// The standard of this repository.
pub fn standard() -> Standard {
    standard_in(spec())
}

/// The small standard of [`mini_spec`].
pub fn mini() -> Standard {
    standard_in(mini_spec())
}

/// The folder of a standard whose texts and names are such that pages, tables and contexts could trip over them.
pub fn awkward_spec() -> Utf8PathBuf {
    Utf8PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/awkward"))
}

/// The standard in a folder, which must have no errors.
pub fn standard_in(folder: Utf8PathBuf) -> Standard {
    let checked = dci_codegen::check(folder).expect("the folder can be read");
    let errors: Vec<String> = checked
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.rule.severity == dci_codegen::diagnostic::Severity::Error)
        .map(|diagnostic| format!("{}: {}", checked.sources.place(diagnostic.span), diagnostic.message))
        .collect();
    assert!(errors.is_empty(), "the standard has errors:\n{}", errors.join("\n"));
    checked.standard.expect("a standard without errors has a model")
}

/// The artefacts of a target, with paths below its folder.
pub fn emit(standard: &Standard, templates: &Templates, target: &str) -> Outputs {
    let (outputs, failures) = dci_codegen::emit(standard, templates, &[target.to_owned()]);
    assert!(failures.is_empty(), "{failures:?}");
    outputs
}

/// The payload with every number as a double: `5` and `5.0` are one number to JSON, though not to every program.
pub fn plain_numbers(json: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match json {
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        Value::Array(items) => items.iter().map(plain_numbers).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), plain_numbers(value))).collect(),
        other => other.clone(),
    }
}

/// The Rust of the README is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[derive(Debug)]
pub struct Readme;

/// So is that of the guide.
#[cfg(doctest)]
#[doc = include_str!("../../docs/reading-messages-from-strangers.md")]
#[derive(Debug)]
pub struct Guide;
