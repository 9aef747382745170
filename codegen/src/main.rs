//! The `dci` command: arguments, report, exit code.
//!
//! Exit 0: clean; 1: findings; 2: the command or the system, not the standard, is at fault.

#![warn(clippy::print_stdout, clippy::print_stderr)]

mod cli;

use std::process::ExitCode;

use clap::Parser;
use dci_codegen::visible::visible;

fn main() -> ExitCode {
    let arguments = cli::Arguments::try_parse().unwrap_or_else(|error| {
        // The message repeats what was given, and that may be the name of a file that somebody else has chosen.
        let shown = std::env::args_os().map(|it| visible(&it.to_string_lossy()).into_owned());
        cli::Arguments::try_parse_from(shown).map_or_else(|shown| shown.exit(), |_| error.exit())
    });
    match cli::run(&arguments) {
        Ok(outcome) => outcome.into(),
        Err(fault) => {
            fault.tell();
            ExitCode::from(2)
        }
    }
}
