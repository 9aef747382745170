//! The `dci` command: arguments, report, exit code.
//!
//! Exit 0: clean; 1: findings; 2: the command or the system, not the standard, is at fault.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    match cli::run(&arguments) {
        Ok(outcome) => outcome.into(),
        Err(fault) => {
            anstream::eprintln!("error: {fault}");
            ExitCode::from(2)
        }
    }
}
