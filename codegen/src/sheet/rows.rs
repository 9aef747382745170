//! What a sheet says of each code, and everything that is wrong with it, in one run.

use std::collections::HashMap;

use crate::catalogue as rules;
use crate::diagnostic::Diagnostics;
use crate::model::Standard;
use crate::sheet::column::Column;
use crate::sheet::entry::{Entry, clean};
use crate::sheet::faults;
use crate::sheet::grid::{Cell, Placed};
use crate::sheet::head::{self, Head};
use crate::sheet::list;
use crate::sheet::mangled::Known;
use crate::source::Sources;

/// A row, and the code of the directory that it is about.
#[derive(Debug)]
pub(crate) struct Row {
    /// What the directory is to say.
    pub(crate) entry: Entry,
    /// The place of the code in the directory as it is; none: the code is new.
    pub(crate) was: Option<usize>,
}

/// Reads a sheet against the codes that the directory has; nothing where anything is wrong with it.
pub(super) fn read(
    placed: &Placed<'_>,
    current: &[Entry],
    standard: &Standard,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Row>> {
    let mut found = Diagnostics::new();
    let rows = head::read(placed, sources, &mut found)
        .map(|head| Reader { placed, current, standard, sources, head: &head, diagnostics: &mut found }.rows());
    let is_sound = !found.has_errors();
    for diagnostic in found.finish() {
        diagnostics.push(diagnostic);
    }
    rows.filter(|_| is_sound)
}

/// A sheet that is being read.
pub(super) struct Reader<'a> {
    pub(super) placed: &'a Placed<'a>,
    pub(super) current: &'a [Entry],
    pub(super) standard: &'a Standard,
    pub(super) sources: &'a Sources,
    pub(super) head: &'a Head,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn rows(&mut self) -> Vec<Row> {
        let placed = self.placed;
        let filled = placed.grid.rows.iter().enumerate().skip(self.head.row + 1);
        let filled: Vec<(usize, &[Cell])> = filled
            .map(|(at, cells)| (at, cells.as_slice()))
            .filter(|(_, cells)| !cells.iter().all(Cell::is_blank))
            .collect();
        if filled.is_empty() && !self.current.is_empty() {
            let fault = placed.fault_of_all(&rules::SHEET_UNREADABLE, "the sheet has headings, but no codes");
            self.diagnostics.push(fault.help("a directory is not emptied this way: delete its file instead"));
            return Vec::new();
        }
        let codes = self.codes(&filled);
        let mut rows = Vec::new();
        for ((at, cells), code) in filled.iter().zip(codes) {
            match code {
                Some(code) => rows.push((*at, self.row(*at, cells, code))),
                // What else is wrong with the row is told, too.
                None => drop(self.cells(*at, cells, Entry::default())),
            }
        }
        faults::between(self, &rows);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// The code of each row; none where it was reported.
    fn codes(&mut self, filled: &[(usize, &[Cell])]) -> Vec<Option<String>> {
        let at = self.first_column();
        let formerly = self.column(&Column::Formerly);
        let empty = Cell::default();
        let cell = |cells: &[Cell], at: usize| cells.get(at).unwrap_or(&empty).clone();
        let former = |cells: &[Cell]| formerly.map(|at| list::codes(&cell(cells, at).to_string())).unwrap_or_default();
        let all: Vec<String> = self.current.iter().map(|entry| entry.code.clone()).collect();
        let listed: Vec<String> = filled.iter().map(|(_, cells)| clean(&cell(cells, at).to_string())).collect();
        let renamed: Vec<String> = filled.iter().flat_map(|(_, cells)| former(cells)).collect();
        let gone: Vec<String> =
            all.iter().filter(|code| !listed.contains(code) && !renamed.contains(code)).cloned().collect();
        let known = Known { all: &all, gone: &gone };
        let mut first: HashMap<String, usize> = HashMap::new();
        let mut codes = Vec::new();
        for (row, cells) in filled {
            let cell = cell(cells, at);
            let code = clean(&cell.to_string());
            let is_named = former(cells).iter().any(|former| all.contains(former));
            let mangled = known.mangled(&cell).filter(|_| !(is_named && matches!(cell, Cell::Text(_))));
            let fault = if let Some(mangled) = mangled {
                Some(faults::mangled(self, (*row, at), &mangled, &gone))
            } else if code.is_empty() {
                Some(faults::no_code(self, (*row, at)))
            } else if code.contains(char::is_control) {
                Some(faults::control(self, (*row, at)))
            } else {
                first.get(&code).map(|first| faults::twice(self, (*row, at), &code, *first))
            };
            first.entry(code.clone()).or_insert(*row);
            codes.push(fault.is_none().then_some(code));
            if let Some(fault) = fault {
                self.diagnostics.push(fault);
            }
        }
        codes
    }

    /// Where a column stands.
    pub(super) fn column(&self, wanted: &Column) -> Option<usize> {
        self.head.columns.iter().find(|(_, column)| column == wanted).map(|(at, _)| *at)
    }

    /// Where the codes stand: the place of what has no column of its own.
    pub(super) fn first_column(&self) -> usize {
        self.column(&Column::Code).unwrap_or_default()
    }

    fn row(&mut self, at: usize, cells: &[Cell], code: String) -> Row {
        let formerly =
            self.column(&Column::Formerly).and_then(|at| cells.get(at)).map(|cell| list::codes(&cell.to_string()));
        let place = |code: &String| self.current.iter().position(|entry| entry.code == *code);
        // A code that is written in another way keeps what was said of it.
        let was = place(&code).or_else(|| formerly.unwrap_or_default().iter().find_map(place));
        let mut entry = was.and_then(|was| self.current.get(was)).cloned().unwrap_or_default();
        entry.code = code;
        let mut entry = self.cells(at, cells, entry);
        faults::of_row(self, at, &mut entry, was.is_none());
        Row { entry, was }
    }

    /// An entry with what the cells of a row say, the code aside.
    fn cells(&mut self, at: usize, cells: &[Cell], mut entry: Entry) -> Entry {
        let head = self.head;
        let empty = Cell::default();
        for (column_at, column) in head.columns.iter().filter(|(_, column)| *column != Column::Code) {
            let cell = cells.get(*column_at).unwrap_or(&empty);
            if let Some(fault) = faults::lost(self, (at, *column_at), column, cell, &entry) {
                self.diagnostics.push(fault);
                continue;
            }
            if let Some(fault) = faults::character(self, (at, *column_at), column, &clean(&cell.to_string())) {
                self.diagnostics.push(fault);
                continue;
            }
            if let Err(bad) = entry.set(column, &cell.to_string()) {
                let fault = self.placed.fault(self.sources, &rules::SHEET_CELL, (at, *column_at), bad.message);
                self.diagnostics.push(fault.expected(bad.expected).help(bad.help));
            }
        }
        entry
    }
}
