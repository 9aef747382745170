//! What the command does, a module a subcommand.

mod arguments;
mod changelog;
mod coverage;
mod decisions;
mod diff;
mod explain;
mod export;
mod generate;
mod import;
mod import_arguments;
mod import_sheet;
mod list;
mod new;
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

pub(crate) use arguments::Arguments;
use arguments::Command;
use import_arguments::ImportCommand;

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
    help: Option<String>,
}

impl Fault {
    pub(crate) fn new(message: impl fmt::Display) -> Self {
        Self { message: message.to_string(), help: None }
    }

    /// Says what to do next.
    pub(crate) fn help(mut self, help: impl fmt::Display) -> Self {
        self.help = Some(help.to_string());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Fault> {
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
