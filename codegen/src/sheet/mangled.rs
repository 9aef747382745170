//! Codes that a spreadsheet has spoilt: `01` that became 1, `1-2` that became a date, `true` that became a switch.
//!
//! CSV says nothing of the kind of a cell, so there the codes that the directory had are what a code is held against: `1` is
//! suspicious where `01` has gone. A row that names the former code under `formerly` renames it, and is not.

use crate::sheet::grid::Cell;

/// What became of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mangled {
    /// What the cell is, in words: "stands as the number 1".
    pub(super) what: String,
    /// What it was, where that can be told.
    pub(super) was: Option<String>,
}

/// The codes of a column as they were.
#[derive(Debug)]
pub(super) struct Known<'a> {
    /// All of them.
    pub(super) all: &'a [String],
    /// Those that no row has.
    pub(super) gone: &'a [String],
}

impl Known<'_> {
    /// What a spreadsheet has made of the code in this cell; nothing where it is as it was written.
    pub(super) fn mangled(&self, cell: &Cell) -> Option<Mangled> {
        let shown = cell.to_string();
        let text = match cell {
            Cell::Text(text) => return self.mangled_text(text.trim()),
            Cell::Number(_) => format!("stands as the number {shown}, not as text"),
            Cell::Date(_) => format!("stands as the date {shown}, not as text"),
            Cell::Switch(_) => format!("stands as the switch {shown}, not as text"),
            Cell::Failed(_) => format!("stands as the failed formula {shown}, not as text"),
        };
        let same: Vec<&String> = self.all.iter().filter(|code| is_same(&shown, code)).collect();
        match same.as_slice() {
            // Only one code can be meant, and its digits are all there.
            [only] if **only == shown => None,
            [only] => Some(Mangled { what: text, was: Some((*only).clone()) }),
            _ => Some(Mangled { what: text, was: None }),
        }
    }

    fn mangled_text(&self, text: &str) -> Option<Mangled> {
        if self.all.iter().any(|code| code == text) {
            return None;
        }
        if let Some(was) = self.gone.iter().find(|code| is_same(text, code)) {
            return Some(Mangled {
                what: format!("is `{text}`, where the directory has `{was}`"),
                was: Some(was.clone()),
            });
        }
        let looks = if is_date(text) {
            "looks like a date that a spreadsheet made of a code"
        } else if is_scientific(text) {
            "looks like a long number that a spreadsheet has rounded"
        } else {
            return None;
        };
        Some(Mangled { what: format!("is `{text}`, which {looks}"), was: None })
    }
}

/// Whether a spreadsheet shows one for the other: the same number, or the same switch.
fn is_same(shown: &str, code: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    let is_switch = |text: &str| text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false");
    match (number(shown), number(code)) {
        (Some(shown), Some(code)) => shown.to_bits() == code.to_bits(),
        _ => is_switch(shown) && shown.eq_ignore_ascii_case(code),
    }
}

/// The forms in which spreadsheets show dates: `1-Jan`, `Jan-01`, `1/2/2024`.
fn is_date(text: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let is_number = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = |part: &str| MONTHS.contains(&part.to_ascii_lowercase().as_str());
    match text.split(['-', '/', ' ']).collect::<Vec<_>>().as_slice() {
        [first, second] => is_number(first) && is_month(second) || is_month(first) && is_number(second),
        [day, month, year] => {
            is_number(day) && is_number(year) && (is_month(month) || text.contains('/') && is_number(month))
        }
        _ => false,
    }
}

/// `1.23E+11`: what is left of a long number.
fn is_scientific(text: &str) -> bool {
    text.split_once("E+").is_some_and(|(number, exponent)| {
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        is_number && !exponent.is_empty() && exponent.bytes().all(|byte| byte.is_ascii_digit())
    })
}
