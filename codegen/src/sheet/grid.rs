//! A table as a file holds it: rows of cells, before anything is known of their meaning.

use std::fmt;

use crate::catalogue::Rule;
use crate::diagnostic::Diagnostic;
use crate::limits::{MAX_CELLS, MAX_ROWS};
use crate::model::CodeDirectory;
use crate::sheet::column::Column;
use crate::sheet::entry::Entry;
use crate::source::{FileId, Sources, Span};

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text; none: the cell is empty.
    Text(String),
    /// A number, of which only the value is left.
    Number(f64),
    /// A date or a time.
    Date(String),
    /// True or false.
    Switch(bool),
    /// A formula that went wrong.
    Failed(String),
}

impl Default for Cell {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Cell {
    /// Whether nothing can be seen in it.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Date(text) | Self::Failed(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Switch(on) => f.write_str(if *on { "TRUE" } else { "FALSE" }),
        }
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// What it is called: the sheet of a workbook, the stem of a CSV file.
    pub name: String,
    /// The rows, the headings among them.
    pub rows: Vec<Vec<Cell>>,
}

impl Grid {
    /// A code directory as a table, with the columns of the languages that it has.
    pub fn of(directory: &CodeDirectory) -> Self {
        let entries: Vec<Entry> = directory.codes.iter().map(Entry::of).collect();
        let mut languages: Vec<&str> = entries.iter().flat_map(Entry::languages).collect();
        languages.sort_unstable();
        languages.dedup();
        let others: Vec<&str> = languages.into_iter().filter(|language| *language != "en").collect();
        let columns: Vec<Column> = Column::all()
            .flat_map(|column| std::iter::once(column.clone()).chain(column.in_languages(&others)))
            .collect();
        let text = |text: String| Cell::Text(text);
        let head = columns.iter().map(|column| text(column.to_string())).collect();
        let rows = entries.iter().map(|entry| columns.iter().map(|column| text(entry.cell(column))).collect());
        Self { name: directory.meta.id.clone(), rows: std::iter::once(head).chain(rows).collect() }
    }

    /// Whether no cell holds anything.
    pub fn is_blank(&self) -> bool {
        self.rows.iter().flatten().all(Cell::is_blank)
    }
}

/// How much room the tables of a file take.
#[derive(Debug, Default)]
pub(super) struct Room {
    cells: usize,
}

impl Room {
    /// Puts a cell into a table, or tells which one has no room there.
    pub(super) fn put(&mut self, grid: &mut Grid, (row, column): (usize, usize), cell: Cell) -> Result<(), String> {
        if row >= MAX_ROWS {
            return Err(format!("cell {}{}: no row below {MAX_ROWS} is read", letters(column), row + 1));
        }
        if grid.rows.len() <= row {
            grid.rows.resize(row + 1, Vec::new());
        }
        let Some(cells) = grid.rows.get_mut(row) else { return Ok(()) };
        let more = (column + 1).saturating_sub(cells.len());
        self.cells += more;
        if self.cells > MAX_CELLS {
            return Err(format!(
                "cell {}{}: no more than {MAX_CELLS} cells are read, blank ones before others among them",
                letters(column),
                row + 1
            ));
        }
        cells.resize(cells.len() + more, Cell::default());
        if let Some(place) = cells.get_mut(column) {
            *place = cell;
        }
        Ok(())
    }
}

/// A table whose cells have a place in a text, so that what is wrong with one can be shown as in any other file.
#[derive(Debug)]
pub(super) struct Placed<'a> {
    pub(super) grid: &'a Grid,
    file: FileId,
    spans: Vec<Vec<(usize, usize)>>,
    is_workbook: bool,
}

/// How much of a cell is shown.
const SHOWN: usize = 40;

impl<'a> Placed<'a> {
    /// Writes the table out, a line a row.
    pub(super) fn new(grid: &'a Grid, path: &str, sources: &mut Sources) -> Self {
        let mut text = String::new();
        let mut spans = Vec::new();
        for row in &grid.rows {
            let mut of_row = Vec::new();
            for (at, cell) in row.iter().enumerate() {
                if at > 0 {
                    text.push_str("; ");
                }
                let start = text.len();
                let shown = cell.to_string();
                text.extend(shown.chars().take(SHOWN).map(|sign| if sign.is_control() { ' ' } else { sign }));
                if shown.chars().count() > SHOWN {
                    text.push('…');
                }
                of_row.push((start, text.len()));
            }
            text.push('\n');
            spans.push(of_row);
        }
        let is_workbook = std::path::Path::new(path).extension().is_some_and(|it| it.eq_ignore_ascii_case("xlsx"));
        Self { grid, file: sources.add(path, text), spans, is_workbook }
    }

    /// Where a cell stands; beyond the last one, where the row ends.
    pub(super) fn span(&self, sources: &Sources, row: usize, column: usize) -> Span {
        let spans = self.spans.get(row).map(Vec::as_slice).unwrap_or_default();
        let end = spans.last().map_or(0, |(_, end)| *end);
        let (start, end) = spans.get(column).copied().unwrap_or((end, end));
        sources.span(self.file, start, end)
    }

    /// Something wrong with a cell.
    pub(super) fn fault(
        &self,
        sources: &Sources,
        rule: &'static Rule,
        (row, column): (usize, usize),
        message: impl fmt::Display,
    ) -> Diagnostic {
        let sheet = if self.is_workbook { format!("sheet {}, ", self.grid.name) } else { String::new() };
        let cell = format!("{}{}", letters(column), row + 1);
        Diagnostic::new(rule, self.span(sources, row, column), format!("{sheet}cell {cell}: {message}"))
    }

    /// Something wrong with the table as a whole.
    pub(super) fn fault_of_all(&self, rule: &'static Rule, message: impl fmt::Display) -> Diagnostic {
        let sheet = if self.is_workbook { format!("sheet {}: ", self.grid.name) } else { String::new() };
        Diagnostic::new(rule, Span::whole(self.file), format!("{sheet}{message}"))
    }
}

/// The letters by which spreadsheets name a column: A to Z, AA, AB, …
fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    match column / 26 {
        0 => last.to_string(),
        before => letters(before - 1) + &last.to_string(),
    }
}
