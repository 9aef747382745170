//! CSV, by RFC 4180: what spreadsheets of every country write, and what all of them read.

use crate::catalogue as rules;
use crate::cell::{guarded, unguarded};
use crate::diagnostic::Diagnostic;
use crate::limits::{MAX_CELLS, MAX_ROWS};
use crate::sheet::grid::{Cell, Grid};
use crate::source::{FileId, Sources, Span};

/// The byte order mark: without it Excel takes a file for text of the country that it was made in.
pub const MARK: &str = "\u{feff}";

/// What XLSX files, and all other zip archives, begin with.
const ZIP: &[u8] = b"PK\x03\x04";

/// The table as CSV: UTF-8, commas, lines that end in CR LF, no cell that a spreadsheet would run.
pub fn write(grid: &Grid) -> Result<Vec<u8>, String> {
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in &grid.rows {
        let cells = row.iter().map(|cell| guarded(&cell.to_string()).into_owned());
        writer.write_record(cells).map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}

/// The table in a file that is called `name`, or what forbids reading it.
pub fn read(name: &str, path: &str, bytes: &[u8], sources: &mut Sources) -> Result<Grid, Diagnostic> {
    let file = sources.add(path, "");
    let text = text(bytes, file)?;
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        return Err(unreadable(file, "a quote is opened that is not closed")
            .help("close it; a quote inside a cell is written twice (\"\"), and the cell stands in quotes"));
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut cells = 0;
    let mut record = csv::StringRecord::new();
    loop {
        let before = reader.position().line();
        if !reader.read_record(&mut record).map_err(|error| unreadable(file, &error.to_string()))? {
            break;
        }
        // The reader leaves blank lines out; in a spreadsheet they are rows like others.
        let is_last = reader.position().byte() == text.len() as u64;
        let ends = usize::from(!is_last || text.ends_with('\n'));
        let own = ends + record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        let lines = usize::try_from(reader.position().line() - before).unwrap_or(own);
        let blank = lines.saturating_sub(own);
        cells += record.len();
        if rows.len() + blank >= MAX_ROWS || cells > MAX_CELLS {
            let message = format!("the table has more than the {MAX_ROWS} rows or {MAX_CELLS} cells that are read");
            return Err(unreadable(file, &message).help("remove blank rows and columns, or split the table"));
        }
        rows.extend(std::iter::repeat_n(Vec::new(), blank));
        rows.push(record.iter().map(|cell| Cell::Text(unguarded(cell).into_owned())).collect());
    }
    Ok(Grid { name: name.to_owned(), rows })
}

fn unreadable(file: FileId, message: &str) -> Diagnostic {
    Diagnostic::new(&rules::SHEET_UNREADABLE, Span::whole(file), message)
}

fn text(bytes: &[u8], file: FileId) -> Result<&str, Diagnostic> {
    if bytes.starts_with(ZIP) {
        return Err(unreadable(file, "this is a workbook, not CSV")
            .help("run `dci import xlsx`, or save the sheet as `CSV UTF-8`"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix(MARK).unwrap_or(text)),
        Err(error) => {
            let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
            let message = format!("line {line} is not UTF-8: the file was saved in the encoding of one country");
            Err(Diagnostic::new(&rules::NOT_UTF8, Span::whole(file), message)
                .expected("UTF-8")
                .help("save it as `CSV UTF-8 (comma delimited)`; plain `CSV` is Windows-1252 in most countries, and letters get lost")
                .help("or save it as .xlsx, and run `dci import xlsx`"))
        }
    }
}

/// The sign between cells: where the comma parts decimals, spreadsheets take the semicolon; some take the tab.
fn delimiter(text: &str) -> u8 {
    let mut is_quoted = false;
    let is_inside = |sign: &char| {
        is_quoted ^= *sign == '"';
        *sign != '\n' || is_quoted
    };
    let head: String = text.trim_start().chars().take_while(is_inside).collect();
    // The last of several greatest ones wins: the comma.
    let signs = [('\t', b'\t'), (';', b';'), (',', b',')];
    signs.into_iter().max_by_key(|(sign, _)| head.matches(*sign).count()).map_or(b',', |(_, byte)| byte)
}
