//! Reports of findings, a module a format.

mod excerpt;
mod github;
mod human;
mod json;
mod sarif;
mod values;

use dci_codegen::diagnostic::Diagnostic;
use dci_codegen::source::Sources;

use super::Fault;
use super::arguments::Format;
use super::page::{print_as_it_is, print_json, tell_as_it_is};

pub(super) use github::annotation;

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Report<'a> {
    sources: &'a Sources,
    diagnostics: &'a [Diagnostic],
    /// Whether the files are payloads whose values must not be shown.
    hides_values: bool,
}

impl<'a> Report<'a> {
    /// Findings, and the files that they are about.
    pub(crate) fn new(sources: &'a Sources, diagnostics: &'a [Diagnostic]) -> Self {
        Self { sources, diagnostics, hides_values: false }
    }

    /// Shows no value of the files, which are payloads.
    pub(crate) fn without_values(self) -> Self {
        Self { hides_values: true, ..self }
    }

    /// Prints the report: people read it on stderr, machines on stdout.
    pub(crate) fn print(self, format: Format) -> Result<(), Fault> {
        match format {
            Format::Human => tell_as_it_is(&human::render(self)),
            Format::Json => print_json(&json::render(self)?),
            Format::Github => print_as_it_is(&github::render(self)),
            Format::Sarif => print_json(&sarif::render(self)?),
        }
        Ok(())
    }
}
