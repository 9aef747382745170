//! What may be wrong with a row, each with its place, what was expected and the next step.

use std::collections::HashMap;

use heck::ToSnakeCase as _;

use crate::catalogue::{self as rules, Rule};
use crate::diagnostic::Diagnostic;
use crate::naming;
use crate::nearest::did_you_mean;
use crate::raw::characters;
use crate::sheet::column::Column;
use crate::sheet::entry::Entry;
use crate::sheet::grid::Cell;
use crate::sheet::mangled::{Known, Mangled};
use crate::sheet::rows::{Reader, Row};

/// A cell: its row and its column.
type At = (usize, usize);

fn fault(reader: &Reader<'_>, rule: &'static Rule, at: At, message: impl std::fmt::Display) -> Diagnostic {
    reader.placed.fault(reader.sources, rule, at, message)
}

/// A code that a spreadsheet has spoilt.
pub(super) fn mangled(reader: &Reader<'_>, at: At, mangled: &Mangled, gone: &[String]) -> Diagnostic {
    let fault = fault(reader, &rules::SHEET_CODE, at, format_args!("the code {}", mangled.what));
    let fault = match &mangled.was {
        Some(was) => fault.expected(format!("`{was}`, as text")),
        None => fault.expected("the code, as text"),
    };
    let fault = if mangled.was.is_none() && !gone.is_empty() {
        fault.help(format!("codes of the directory that no row has: {}", gone.join(", ")))
    } else {
        fault
    };
    match &mangled.was {
        Some(was) => fault.help(format!(
            "format the column as text and write `{was}`; to rename the code, put `{was}` under `formerly` in this row"
        )),
        None => {
            fault.help("format the column as text, and write the code again; `dci export xlsx` does so from the start")
        }
    }
}

pub(super) fn no_code(reader: &Reader<'_>, at: At) -> Diagnostic {
    fault(reader, &rules::MALFORMED_CODE, at, "the row has no code").help("write the code, or clear the row")
}

pub(super) fn control(reader: &Reader<'_>, at: At) -> Diagnostic {
    fault(reader, &rules::MALFORMED_CODE, at, "a code has no tabs and no line breaks").help("remove them")
}

/// A code that a row further up has.
pub(super) fn twice(reader: &Reader<'_>, at: At, code: &str, first: usize) -> Diagnostic {
    fault(reader, &rules::DUPLICATE_CODE, at, format_args!("the code `{code}` stands here a second time"))
        .related(reader.placed.span(reader.sources, first, at.1), "first listed here")
        .help("remove one of the two rows, or give it a code of its own")
}

/// A character that the file of the directory could not hold; nothing where all of them can stand there.
pub(super) fn character(reader: &Reader<'_>, at: At, column: &Column, text: &str) -> Option<Diagnostic> {
    let many_lines = matches!(column, Column::Description(_) | Column::Reason(_));
    let (rule, message) = characters::in_text(text, many_lines)?;
    Some(fault(reader, rule, at, message).help("remove it from the cell"))
}

/// A cell of which only the value is left, not the text.
pub(super) fn lost(reader: &Reader<'_>, at: At, column: &Column, cell: &Cell, entry: &Entry) -> Option<Diagnostic> {
    let what = match cell {
        Cell::Text(text) if *column == Column::Formerly => return spoilt_former(reader, at, text, entry),
        Cell::Text(_) => return None,
        // Digits are what people read; elsewhere leading zeros and points count.
        Cell::Number(_) if column.is_text() || entry.cell(column) == cell.to_string() => return None,
        Cell::Number(_) => "a number",
        Cell::Date(_) => "a date",
        Cell::Switch(_) => "a switch",
        Cell::Failed(_) => "a formula that failed",
    };
    let message = format!("under `{column}` stands {what}, {cell}, not text");
    Some(
        fault(reader, &rules::SHEET_CELL, at, message)
            .expected("text")
            .help("format the cell as text, and write it again"),
    )
}

/// An earlier code that CSV has lost: `1` where `01` stood.
fn spoilt_former(reader: &Reader<'_>, at: At, text: &str, entry: &Entry) -> Option<Diagnostic> {
    let now = super::list::codes(text);
    let gone: Vec<String> = entry.formerly.iter().filter(|code| !now.contains(code)).cloned().collect();
    let known = Known { all: &entry.formerly, gone: &gone };
    let spoilt = now.iter().filter_map(|code| known.mangled(&Cell::Text(code.clone()))).find(|it| it.was.is_some())?;
    let expected = spoilt.was.clone().unwrap_or_default();
    Some(
        fault(reader, &rules::SHEET_CODE, at, format_args!("the former code {}", spoilt.what))
            .expected(format!("`{expected}`, as text"))
            .help("format the column as text, and write the code again"),
    )
}

/// What is wrong with a row as a whole. A name that the code itself yields is filled in.
pub(super) fn of_row(reader: &mut Reader<'_>, row: usize, entry: &mut Entry, is_new: bool) {
    let place =
        |reader: &Reader<'_>, column: &Column| (row, reader.column(column).unwrap_or_else(|| reader.first_column()));
    let english = |of: fn(String) -> Column| of("en".to_owned());
    let mut found = Vec::new();
    if !entry.label.contains_key("en") {
        let at = place(reader, &english(Column::Label));
        let help = if is_new {
            "write the label that people are to read"
        } else {
            "write the label; to remove the code, remove the row"
        };
        found.push(
            fault(reader, &rules::BLANK_TEXT, at, format_args!("the code `{}` has no label", entry.code)).help(help),
        );
    }
    for (words, of) in
        [(&entry.description, Column::Description as fn(String) -> Column), (&entry.reason, Column::Reason)]
    {
        if !words.is_empty() && !words.contains_key("en") {
            let column = english(of);
            let message = format!("the {column} of `{}` has no English version", entry.code);
            found.push(
                fault(reader, &rules::NO_ENGLISH, place(reader, &column), message)
                    .help("write it in English too: it is what programs and pages fall back to"),
            );
        }
    }
    if entry.name.is_empty() {
        entry.name = entry.code.to_snake_case();
    }
    if naming::malformed("code", &entry.name).is_some() {
        let at = place(reader, &Column::Name);
        let label = entry.label.get("en").map(|label| label.to_snake_case()).unwrap_or_default();
        let near = if naming::malformed("code", &label).is_none() { label } else { "first_kind".to_owned() };
        found.push(
            fault(reader, &rules::CODE_NAME, at, format_args!("the code `{}` has no name for programs", entry.code))
                .expected("a name in snake_case")
                .help(format!("write it under `name`, for instance `{near}`: it stays when the label is changed")),
        );
    }
    for (version, column) in [(&entry.since, Column::Since), (&entry.deprecated_since, Column::DeprecatedSince)] {
        if !version.is_empty() && !is_version(version) {
            found.push(
                fault(
                    reader,
                    &rules::MALFORMED_VERSION,
                    place(reader, &column),
                    format_args!("`{version}` is not a version"),
                )
                .expected("three numbers, such as 1.0.0")
                .help("write major, minor and patch, joined by points"),
            );
        }
    }
    if entry.deprecated_since.is_empty() && !(entry.replaced_by.is_empty() && entry.reason.is_empty()) {
        let at = place(reader, &Column::DeprecatedSince);
        let message =
            format!("the code `{}` is replaced or has a reason to go, but no version from which on", entry.code);
        found.push(
            fault(reader, &rules::SHEET_CELL, at, message)
                .expected("a version, such as 1.1.0")
                .help("write under `deprecated since` the version of the interface from which on it is deprecated"),
        );
    }
    for fault in found {
        reader.diagnostics.push(fault);
    }
}

fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What is wrong between rows: a name twice, a code that replaces another and is not there.
pub(super) fn between(reader: &mut Reader<'_>, rows: &[(usize, Row)]) {
    let mut found = Vec::new();
    let place = |row: usize, column: &Column| (row, reader.column(column).unwrap_or_else(|| reader.first_column()));
    let mut names: HashMap<String, usize> = HashMap::new();
    let known: Vec<&str> = rows
        .iter()
        .flat_map(|(_, row)| [row.entry.code.as_str(), row.entry.name.as_str()])
        .filter(|it| !it.is_empty())
        .collect();
    for (at, row) in rows {
        if let Some(first) =
            names.insert(naming::variant_name(&row.entry.name), *at).filter(|_| !row.entry.name.is_empty())
        {
            let message = format!("the name `{}` is taken by another code", row.entry.name);
            let (at, first) = (place(*at, &Column::Name), place(first, &Column::Name));
            found.push(
                fault(reader, &rules::DUPLICATE_CODE_NAME, at, message)
                    .related(reader.placed.span(reader.sources, first.0, first.1), "by this one")
                    .help("give one of the two another name"),
            );
        }
        let by = row.entry.replaced_by.as_str();
        if !by.is_empty() && !known.contains(&by) && reader.standard.by_id(by).is_none() {
            let near = did_you_mean(by, known.iter().copied().filter(|it| *it != row.entry.code));
            let at = place(*at, &Column::ReplacedBy);
            found.push(
                fault(reader, &rules::REPLACED_BY, at, format_args!("there is no `{by}` to replace it"))
                    .expected("a code or a name of another row, or an id")
                    .help(near.unwrap_or_else(|| "`dci list` shows every id".to_owned())),
            );
        }
    }
    for fault in found {
        reader.diagnostics.push(fault);
    }
}
