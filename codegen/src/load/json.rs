//! Payloads: what is no JSON, in plain words.

use serde_json::Value as Json;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::files::MARK;
use crate::payload::MAX_DEPTH;
use crate::raw::tree::{self, Node};
use crate::source::{FileId, Sources, Span};

/// The payload in a file; what is no JSON is reported.
pub(crate) fn payload(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Node> {
    // JSON is YAML: the same tree gives every value its place.
    json(sources, file, diagnostics)?;
    tree::parse(sources, file, diagnostics)
}

/// What a file of JSON says; what is no JSON is reported. The values are read, for passing over them lets numbers and texts through
/// that are none.
pub(crate) fn json(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Json> {
    let text = &sources.file(file).text;
    let json = text.trim_start_matches(MARK);
    if json.trim().is_empty() {
        diagnostics.push(
            Diagnostic::new(&rules::EMPTY_FILE, Span::whole(file), "the file holds no payload")
                .help("write the payload, or delete the file"),
        );
        return None;
    }
    let error = match serde_json::from_str(json) {
        Ok(json) => return Some(json),
        Err(error) => error,
    };
    let skipped = text.len() - json.len();
    let at = skipped + offset_of(json, error.line(), error.column());
    let found = text.get(at..).and_then(|rest| rest.chars().next());
    let end = at + found.map_or(0, char::len_utf8);
    if error.to_string().starts_with("recursion limit exceeded") {
        let message = format!("the payload nests deeper than {MAX_DEPTH} levels");
        let help = "no message of the standard needs so many: look for a misplaced bracket";
        diagnostics.push(Diagnostic::new(&rules::TOO_DEEP, sources.span(file, at, end), message).help(help));
        return None;
    }
    let (message, help) = in_words(&error, found);
    diagnostics.push(Diagnostic::new(&rules::MALFORMED_JSON, sources.span(file, at, end), message).help(help));
    None
}

/// The byte at a line and column counted from 1, as `serde_json` counts them: columns in bytes.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let at = (start + column.saturating_sub(1)).min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// What is wrong, and the next step.
fn in_words(error: &serde_json::Error, found: Option<char>) -> (String, &'static str) {
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or(&message);
    let (message, help) = match (reason, found) {
        (_, None) => ("the JSON ends too early", "close what was opened: brackets, braces, quotes"),
        ("key must be a string", Some('}')) | ("trailing comma", _) => {
            ("a comma stands before the closing bracket", "remove the comma")
        }
        ("key must be a string", _) => ("a name is expected here, in double quotes", "put the name in double quotes"),
        ("expected value", _) => (
            "a value is expected here: text in double quotes, a number, true, false, null, […] or {…}",
            "write the value; texts stand in double quotes, and there are no comments in JSON",
        ),
        ("trailing characters", _) => ("the JSON has ended, and something follows", "remove what follows"),
        ("expected `,` or `}`" | "expected `,` or `]`", _) => {
            ("a comma or the closing bracket is expected here", "write a comma between two values")
        }
        ("expected `:`", _) => ("a colon is expected here", "write a colon between the name and the value"),
        (reason, _) if reason.starts_with("control character") => (
            "a text in quotes ends on the line that it begins on",
            "close the quote, or write \\n for a line break and \\t for a tab",
        ),
        (reason, _) => return (format!("this is not JSON: {reason}"), "correct the JSON"),
    };
    (message.to_owned(), help)
}
