//! Workbooks: a sheet a code directory.
//!
//! Every cell is text, and so is every cell that is not filled yet: a code typed as `01` stays `01`. The bytes depend on the tables
//! alone, so that a workbook under version control changes only where a table does.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, SheetType, Xlsx, XlsxError as ReadError};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use zip::ZipArchive;

use crate::catalogue as rules;
use crate::cell::guarded;
use crate::diagnostic::Diagnostic;
use crate::limits::{MAX_COLUMNS, MAX_UNPACKED_SHEET_BYTES};
use crate::sheet::grid::{Cell, Grid, Room};
use crate::source::{Sources, Span};

/// What old workbooks begin with.
const OLD_WORKBOOK: &[u8] = b"\xd0\xcf\x11\xe0";

/// The workbook of some tables.
pub fn write(grids: &[Grid]) -> Result<Vec<u8>, String> {
    let mut book = Workbook::new();
    let mut fill = || -> Result<Vec<u8>, (String, XlsxError)> {
        let of_book = |error| ("the workbook".to_owned(), error);
        let epoch = ExcelDateTime::from_ymd(2000, 1, 1).map_err(of_book)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
        for grid in grids {
            fill_sheet(book.add_worksheet(), grid).map_err(|error| (grid.name.clone(), error))?;
        }
        book.save_to_buffer().map_err(of_book)
    };
    fill().map_err(|(what, error)| match error {
        XlsxError::MaxStringLengthExceeded => {
            format!("{what}: a text has more than the 32,767 signs that fit into a cell")
        }
        error => format!("{what}: {error}"),
    })
}

fn fill_sheet(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@").set_align(FormatAlign::Top).set_text_wrap();
    let head = Format::new().set_num_format("@").set_bold();
    sheet.set_name(&grid.name)?.set_freeze_panes(1, 1)?;
    for (column, heading) in (0_u16..).zip(grid.rows.first().into_iter().flatten()) {
        let longest = grid
            .rows
            .iter()
            .filter_map(|row| row.get(usize::from(column)))
            .map(|cell| cell.to_string().chars().count());
        let width = longest.max().unwrap_or(0).clamp(10, 60);
        sheet.set_column_width(column, u32::try_from(width).unwrap_or(60))?.set_column_format(column, &text)?;
        sheet.write_string_with_format(0, column, heading.to_string(), &head)?;
    }
    // What looks like a formula stays text when somebody edits the cell.
    let quoted = text.clone().set_quote_prefix();
    for (row, cells) in (0_u32..).zip(&grid.rows).skip(1) {
        for (column, cell) in (0_u16..).zip(cells) {
            let cell = cell.to_string();
            let format = if guarded(&cell) == cell { &text } else { &quoted };
            sheet.write_string_with_format(row, column, cell, format)?;
        }
    }
    Ok(())
}

/// The tables of a workbook, or what forbids reading it. Sheets without any text are left out.
pub fn read(path: &str, bytes: &[u8], sources: &mut Sources) -> Result<Vec<Grid>, Diagnostic> {
    let file = sources.add(path, "");
    let unreadable =
        |message: String, help: &str| Diagnostic::new(&rules::SHEET_UNREADABLE, Span::whole(file), message).help(help);
    if bytes.starts_with(OLD_WORKBOOK) {
        let message = "this is a workbook of Excel 97, or one with a password".to_owned();
        return Err(unreadable(message, "save it as `Excel workbook (.xlsx)`, without a password"));
    }
    let unpacked = |what: String| unreadable(what, "save it anew as `Excel workbook (.xlsx)`, with the tables alone");
    is_bounded(bytes).map_err(unpacked)?;
    let no_workbook = |error: ReadError| {
        unreadable(
            format!("this is no workbook that can be read: {error}"),
            "save it as `Excel workbook (.xlsx)`; a CSV file is read by `dci import csv`",
        )
    };
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(no_workbook)?;
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    let mut grids = Vec::new();
    let mut room = Room::default();
    for name in names {
        let mut grid = Grid { name: name.clone(), rows: Vec::new() };
        let mut cells = book.worksheet_cells_reader(&name).map_err(no_workbook)?;
        while let Some(found) = cells.next_cell().map_err(no_workbook)? {
            let (row, column) = found.get_position();
            if let Some(cell) = cell(found.get_value()).filter(|cell| !cell.is_blank()) {
                let place = (row as usize, (column as usize).min(MAX_COLUMNS));
                room.put(&mut grid, place, cell).map_err(|why| {
                    unreadable(format!("sheet {name}, {why}"), "clear what stands there, or split the table")
                })?;
            }
        }
        grids.push(grid);
    }
    Ok(grids.into_iter().filter(|grid| !grid.is_blank()).collect())
}

/// Whether the parts of a workbook, unpacked, are no larger than is allowed; it is looked at what comes of them, not at what they say.
/// What is no archive is told by the reader.
fn is_bounded(bytes: &[u8]) -> Result<(), String> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    let mut left = MAX_UNPACKED_SHEET_BYTES;
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index(at) else { continue };
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).unwrap_or_default();
        left = left.checked_sub(read).ok_or_else(|| {
            format!("unpacked, the workbook has more than the {MAX_UNPACKED_SHEET_BYTES} bytes that are allowed")
        })?;
    }
    Ok(())
}

fn cell(value: &DataRef<'_>) -> Option<Cell> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) => Cell::Text(text.clone()),
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Int(number) => Cell::Number(number.to_string().parse().unwrap_or(f64::NAN)),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(on) => Cell::Switch(*on),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            Cell::Date(format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::Date(text.clone()),
        DataRef::Error(error) => Cell::Failed(error.to_string()),
    })
}
