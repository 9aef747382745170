//! What is named on the command line to be read: files of a size that has a bound.

use camino::Utf8Path;
use dci_codegen::disk::{self, MAX_ARGUMENT_BYTES, Refused};

use super::Fault;

/// How a sort of file is read, and what to do where it is not.
#[derive(Clone, Copy)]
pub(crate) struct Input {
    /// How many bytes it may have.
    pub(crate) most: u64,
    /// The next step where it is a pipe or a device.
    pub(crate) of_a_pipe: &'static str,
    /// The next step where it is larger.
    pub(crate) of_too_much: &'static str,
}

/// Documents and tables.
const DOCUMENTS: Input = Input {
    most: MAX_ARGUMENT_BYTES,
    of_a_pipe: "write what comes out of it to a file, and name that",
    of_too_much: "split it into several files",
};

/// The bytes of a document.
pub(crate) fn bytes(path: &Utf8Path) -> Result<Vec<u8>, Fault> {
    bytes_as(path, DOCUMENTS)
}

/// The bytes of a file.
pub(crate) fn bytes_as(path: &Utf8Path, input: Input) -> Result<Vec<u8>, Fault> {
    disk::read(path, input.most).map_err(|error| fault(path, &error, input))
}

/// The text of a document.
pub(crate) fn text(path: &Utf8Path) -> Result<String, Fault> {
    disk::text(bytes(path)?).map_err(|error| Fault::new(format_args!("{path}: {error}")))
}

/// What comes in by the standard input, which is called `path`.
pub(crate) fn standard_input(path: &Utf8Path, input: Input) -> Result<Vec<u8>, Fault> {
    disk::read_all(std::io::stdin(), input.most).map_err(|error| fault(path, &error, input))
}

fn fault(path: &Utf8Path, error: &std::io::Error, input: Input) -> Fault {
    let fault = Fault::new(format_args!("{path}: {error}"));
    match Refused::of(error) {
        Some(Refused::NoFile("a folder")) => fault.help("name the files in it"),
        Some(Refused::NoFile(_)) => fault.help(input.of_a_pipe),
        Some(Refused::TooLarge(_)) => fault.help(input.of_too_much),
        Some(Refused::Outside) | None => fault,
    }
}
