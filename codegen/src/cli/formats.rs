//! Which formats each subcommand has: one document on stdout in each, and a refusal of all others.

use clap::ValueEnum as _;

use super::arguments::{Command, Format};
use super::import_arguments::ImportCommand;
use super::{Arguments, Fault};

const HUMAN: &[Format] = &[Format::Human];
const DATA: &[Format] = &[Format::Human, Format::Json];
const CHANGES: &[Format] = &[Format::Human, Format::Json, Format::Github];
const FINDINGS: &[Format] = &[Format::Human, Format::Json, Format::Github, Format::Sarif];

/// Refuses a format that the subcommand does not have.
pub(super) fn known(arguments: &Arguments) -> Result<(), Fault> {
    let formats = of(&arguments.command);
    if formats.contains(&arguments.format) {
        return Ok(());
    }
    let name = |format: &Format| format.to_possible_value().map(|it| it.get_name().to_owned()).unwrap_or_default();
    let known: Vec<String> = formats.iter().map(name).collect();
    Err(Fault::new(format_args!("this subcommand, with these options, has no format `{}`", name(&arguments.format)))
        .help(format_args!("leave `--format` away, or choose among: {}", known.join(", "))))
}

fn of(command: &Command) -> &'static [Format] {
    match command {
        Command::Check { .. } | Command::Generate(_) | Command::Validate(_) | Command::Release(_) => FINDINGS,
        Command::Diff(options) if options.markdown => HUMAN,
        Command::Changelog(options) if options.markdown => HUMAN,
        Command::Diff(_) | Command::Import(ImportCommand::Csv(_) | ImportCommand::Xlsx(_)) => CHANGES,
        Command::List { .. }
        | Command::Decisions { .. }
        | Command::Coverage(_)
        | Command::Changelog(_)
        | Command::Import(_) => DATA,
        Command::Show { .. }
        | Command::Export(_)
        | Command::Explain { .. }
        | Command::New { .. }
        | Command::Completions { .. } => HUMAN,
    }
}
