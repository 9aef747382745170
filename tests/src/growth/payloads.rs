//! Payloads that grow, read by `dci validate`, and templates that make a page of them.

use std::io;
use std::path::Path;

use crate::growth::{Kind, each, write};

const VALIDATE: &[&str] = &["validate", "payload.json", "--as", "DO.PEN.01"];

pub(super) const KINDS: &[Kind] = &[
    Kind { name: "payload: attributes that nobody knows", base: 2_000, make: unknown, arguments: VALIDATE },
    Kind { name: "payload: long attributes that nobody knows", base: 10_000, make: long_unknown, arguments: VALIDATE },
    Kind { name: "payload: wrong items", base: 2_000, make: wrong, arguments: VALIDATE },
    Kind { name: "payload: a long wrong code", base: 10_000, make: long_code, arguments: VALIDATE },
    Kind { name: "payload: brackets in brackets", base: 4_000, make: brackets, arguments: VALIDATE },
    Kind { name: "payload: a fault far into one line", base: 10_000, make: far, arguments: VALIDATE },
];

fn payload(folder: &Path, rest: &str) -> io::Result<()> {
    write(folder, "payload.json", format!("{{{}}}", rest.trim_end_matches(',')))
}

fn unknown(folder: &Path, size: usize) -> io::Result<()> {
    payload(folder, &each(size, |at| format!("\"unknown{at}\": 1,")))
}

fn long_unknown(folder: &Path, size: usize) -> io::Result<()> {
    payload(folder, &format!("\"{}\": 1", "u".repeat(size)))
}

fn wrong(folder: &Path, size: usize) -> io::Result<()> {
    payload(folder, &format!("\"pension\": [{}]", "1,".repeat(size).trim_end_matches(',')))
}

fn long_code(folder: &Path, size: usize) -> io::Result<()> {
    payload(folder, &format!("\"pension\": [{{\"kind\": \"{}\"}}]", "c".repeat(size)))
}

fn brackets(folder: &Path, size: usize) -> io::Result<()> {
    payload(folder, &format!("\"more\": {}{}", "[".repeat(size), "]".repeat(size)))
}

fn far(folder: &Path, size: usize) -> io::Result<()> {
    payload(folder, &format!("\"more\": \"{}\", \"pension\": 1", "x".repeat(size)))
}
