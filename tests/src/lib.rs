//! What several tests need: the standard of this repository, read and resolved.

pub mod payloads;
pub mod synthetic;

use camino::Utf8PathBuf;
use dci_codegen::model::Standard;
use dci_codegen::output::Outputs;
use dci_codegen::template::Templates;

/// The folder of the standard in this repository.
pub fn spec() -> Utf8PathBuf {
    Utf8PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec"))
}

/// The standard of this repository.
pub fn standard() -> Standard {
    let checked = dci_codegen::check(spec()).expect("the folder can be read");
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
