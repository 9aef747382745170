//! The first row of a sheet: which column holds what.

use std::collections::BTreeSet;

use crate::catalogue as rules;
use crate::diagnostic::Diagnostics;
use crate::nearest::did_you_mean;
use crate::sheet::column::{Column, NoColumn};
use crate::sheet::grid::{Cell, Placed};
use crate::source::Sources;

/// The row with the headings, and the column behind each.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) row: usize,
    /// What stands where, in the order of the sheet; `code` first.
    pub(super) columns: Vec<(usize, Column)>,
}

/// Reads the headings; nothing where no column holds the codes. What is wrong with others is reported, and they are left out.
pub(super) fn read(placed: &Placed<'_>, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Head> {
    let known = || Column::all().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ");
    let rows = &placed.grid.rows;
    let Some(row) = rows.iter().position(|row| !row.iter().all(Cell::is_blank)) else {
        let fault = placed.fault_of_all(&rules::SHEET_UNREADABLE, "there is nothing in it");
        diagnostics.push(fault.help("`dci export` writes a code directory as a table to begin with"));
        return None;
    };
    let mut columns: Vec<(usize, Column)> = Vec::new();
    let filled: BTreeSet<usize> = rows
        .iter()
        .skip(row)
        .flat_map(|cells| cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()).map(|(at, _)| at))
        .collect();
    for at in filled {
        let heading = rows.get(row).and_then(|cells| cells.get(at)).map(ToString::to_string).unwrap_or_default();
        let fault = |message: String| placed.fault(sources, &rules::SHEET_COLUMN, (row, at), message);
        if heading.trim().is_empty() {
            let help = "write the heading, or clear the column; a comma in a CSV cell needs quotes around the cell";
            diagnostics.push(
                fault("the column has cells, but no heading".to_owned())
                    .expected(format!("one of {}", known()))
                    .help(help),
            );
            continue;
        }
        match Column::parse(&heading) {
            Ok(column) => match columns.iter().find(|(_, known)| *known == column) {
                None => columns.push((at, column)),
                Some((first, _)) => diagnostics.push(
                    fault(format!("the column `{column}` is there a second time"))
                        .related(placed.span(sources, row, *first), "here is the first one")
                        .help("remove one of the two"),
                ),
            },
            Err(NoColumn::Word) => {
                let words: Vec<String> = Column::all().map(|column| column.to_string()).collect();
                let near = did_you_mean(&heading, words.iter().map(String::as_str));
                let help = near.unwrap_or_else(|| {
                    "remove the column from the sheet: it has no place in a code directory".to_owned()
                });
                diagnostics.push(
                    fault(format!("there is no column `{}`", heading.trim()))
                        .expected(format!("one of {}", known()))
                        .help(help),
                );
            }
            Err(NoColumn::Language(language)) => diagnostics.push(
                fault(format!("`{language}` is not a language"))
                    .expected("two or three small letters, such as en, fr, es")
                    .help("write for instance `label (fr)`"),
            ),
        }
    }
    let Some(at) = columns.iter().position(|(_, column)| *column == Column::Code) else {
        diagnostics.push(
            placed
                .fault(sources, &rules::SHEET_COLUMN, (row, 0), "no column has the heading `code`")
                .expected("the headings in the first row, `code` among them")
                .help("`dci export` writes the headings; only `code` has to be there"),
        );
        return None;
    };
    columns.swap(0, at);
    Some(Head { row, columns })
}
