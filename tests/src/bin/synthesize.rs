//! Writes the standard many times over: `synthesize TIMES FOLDER`.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [times, folder] = arguments.as_slice() else {
        eprintln!("usage: synthesize TIMES FOLDER");
        return ExitCode::from(2);
    };
    let Ok(times) = times.parse() else {
        eprintln!("TIMES is a whole number, such as 10");
        return ExitCode::from(2);
    };
    let from = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec"));
    match dci_tests::synthetic::synthesize(&from, times, &PathBuf::from(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(2)
        }
    }
}
