//! Reports of findings, a module a format.

mod github;
mod human;
mod json;
mod sarif;

use dci_codegen::diagnostic::Diagnostic;
use dci_codegen::source::Sources;

use super::Fault;
use super::arguments::Format;

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Report<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) diagnostics: &'a [Diagnostic],
}

impl Report<'_> {
    /// Prints the report: people read it on stderr, machines on stdout.
    pub(crate) fn print(self, format: Format) -> Result<(), Fault> {
        match format {
            Format::Human => anstream::eprint!("{}", human::render(self)),
            Format::Json => anstream::println!("{}", json::render(self)?),
            Format::Github => anstream::print!("{}", github::render(self)),
            Format::Sarif => anstream::println!("{}", sarif::render(self)?),
        }
        Ok(())
    }
}
