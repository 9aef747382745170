//! What the command does, a module a subcommand.

mod arguments;
mod changelog;
mod coverage;
mod decisions;
mod diff;
mod explain;
mod export;
mod formats;
mod generate;
mod git;
mod import;
mod import_arguments;
mod import_sheet;
mod input;
mod list;
mod new;
mod page;
mod place;
mod profiles;
mod release;
mod report;
mod revision;
mod show;
mod table;
mod validate;
mod write;

use std::fmt;
use std::process::ExitCode;

use dci_codegen::import::Language;
use dci_codegen::output::WriteError;

pub(crate) use arguments::Arguments;
use arguments::Command;
use import_arguments::ImportCommand;
use page::{Page, line};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to find.
    Clean,
    /// Something to mend, or something that is not there.
    Findings,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
        }
    }
}

/// What the command or the system did wrong, with the next step.
#[derive(Debug)]
pub(crate) struct Fault {
    message: String,
    /// A line each, below the message.
    details: Vec<String>,
    help: Option<String>,
}

impl Fault {
    pub(crate) fn new(message: impl fmt::Display) -> Self {
        Self { message: message.to_string(), details: Vec::new(), help: None }
    }

    /// Says more, a line each.
    pub(crate) fn details(mut self, details: Vec<String>) -> Self {
        self.details = details;
        self
    }

    /// Says what to do next.
    pub(crate) fn help(mut self, help: impl fmt::Display) -> Self {
        self.help = Some(help.to_string());
        self
    }
}

/// What stands in the way is named a line each.
impl From<WriteError> for Fault {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::InTheWay(paths) => {
                Self::new("nothing was written: these files are not ours and stand where artefacts belong:")
                    .details(paths.iter().map(ToString::to_string).collect())
                    .help("move them away, or choose another folder with --out")
            }
            other => Self::new(other),
        }
    }
}

impl Fault {
    /// Prints it on stderr.
    pub(crate) fn tell(&self) {
        let mut page = Page::default();
        line!(page, "error: {}", self.message);
        for detail in &self.details {
            line!(page, "  {detail}");
        }
        if let Some(help) = &self.help {
            line!(page, "  help: {help}");
        }
        page.tell();
    }
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Fault> {
    formats::known(arguments)?;
    match &arguments.command {
        Command::Check { deny_warnings } => generate::check(arguments, *deny_warnings),
        Command::Generate(options) => generate::generate(arguments, options),
        Command::Show { wanted } => show::show(arguments, wanted),
        Command::List { interface, counts: true, .. } => list::counts(arguments, interface.as_deref()),
        Command::List { interface, kind, .. } => list::list(arguments, interface.as_deref(), *kind),
        Command::Decisions { interface } => decisions::decisions(arguments, interface.as_deref()),
        Command::Coverage(options) => coverage::coverage(arguments, options),
        Command::Diff(options) => diff::diff(arguments, options),
        Command::Release(options) => release::release(arguments, options),
        Command::Changelog(options) => changelog::changelog(arguments, options),
        Command::Export(options) => export::export(arguments, options),
        Command::Import(ImportCommand::JsonLd(options)) => import::import(arguments, Language::JsonLd, options),
        Command::Import(ImportCommand::Openapi(options)) => import::import(arguments, Language::OpenApi, options),
        Command::Import(ImportCommand::JsonSchema(options)) => import::import(arguments, Language::JsonSchema, options),
        Command::Import(ImportCommand::Csv(options)) => import_sheet::csv(arguments, options),
        Command::Import(ImportCommand::Xlsx(options)) => import_sheet::xlsx(arguments, options),
        Command::Validate(options) => validate::validate(arguments, options),
        Command::Explain { rule } => explain::explain(rule.as_deref()),
        Command::New { kind, name, interface } => new::new(arguments, *kind, name, interface.as_deref()),
        Command::Completions { shell } => {
            arguments::print_completions(*shell);
            Ok(Outcome::Clean)
        }
    }
}
