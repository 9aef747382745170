//! What a row says: a code, as a table can hold it.
//!
//! The same struct stands for a code of the standard and for a row of a sheet, so that the two can be compared, and what differs is
//! what an import changes.

use indexmap::IndexMap;

use crate::model::{Code, Match};
use crate::nearest::did_you_mean;
use crate::sheet::column::Column;
use crate::sheet::list::{self, NoMatch};
use crate::vocabulary::{Keyword as _, Relation};

/// A text by language.
pub(crate) type Words = IndexMap<String, String>;

/// A code as a table holds it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) code: String,
    /// The name that programs use: the one given, or what the code yields.
    pub(crate) name: String,
    pub(crate) label: Words,
    pub(crate) description: Words,
    pub(crate) since: String,
    pub(crate) formerly: Vec<String>,
    pub(crate) deprecated_since: String,
    pub(crate) replaced_by: String,
    pub(crate) reason: Words,
    pub(crate) matches: Vec<Match>,
}

/// What a cell does not hold.
#[derive(Debug)]
pub(super) struct BadCell {
    pub(super) message: String,
    pub(super) expected: &'static str,
    pub(super) help: String,
}

impl Entry {
    /// What the standard says of a code.
    pub(crate) fn of(code: &Code) -> Self {
        let words = |text: &crate::model::Text| {
            text.languages().map(|(language, text)| (language.to_owned(), text.to_owned())).collect::<Words>()
        };
        let deprecated = code.deprecated.as_ref();
        Self {
            code: code.code.clone(),
            name: code.name.clone(),
            label: words(&code.label),
            description: code.description.as_ref().map(words).unwrap_or_default(),
            since: code.since.clone().unwrap_or_default(),
            formerly: code.formerly.clone(),
            deprecated_since: deprecated.map(|it| it.since.clone()).unwrap_or_default(),
            replaced_by: deprecated.and_then(|it| it.replaced_by.clone()).unwrap_or_default(),
            reason: deprecated.and_then(|it| it.reason.as_ref()).map(words).unwrap_or_default(),
            matches: code.matches.clone(),
        }
    }

    /// The cell of a column.
    pub(crate) fn cell(&self, column: &Column) -> String {
        let in_language = |words: &Words, language: &str| words.get(language).cloned().unwrap_or_default();
        match column {
            Column::Code => self.code.clone(),
            Column::Name => self.name.clone(),
            Column::Label(language) => in_language(&self.label, language),
            Column::Description(language) => in_language(&self.description, language),
            Column::Since => self.since.clone(),
            Column::Formerly => list::codes_cell(&self.formerly),
            Column::DeprecatedSince => self.deprecated_since.clone(),
            Column::ReplacedBy => self.replaced_by.clone(),
            Column::Reason(language) => in_language(&self.reason, language),
            Column::Matches => list::matches_cell(&self.matches),
        }
    }

    /// Takes over what a cell says. White space that a spreadsheet adds or loses at the ends is no change.
    pub(super) fn set(&mut self, column: &Column, cell: &str) -> Result<(), BadCell> {
        let cell = clean(cell);
        if cell == clean(&self.cell(column)) {
            return Ok(());
        }
        let words = |words: &mut Words, language: &str| {
            if cell.is_empty() {
                words.shift_remove(language);
            } else {
                words.insert(language.to_owned(), cell.clone());
            }
        };
        match column {
            Column::Code => self.code = cell,
            Column::Name => self.name = cell,
            Column::Label(language) => words(&mut self.label, language),
            Column::Description(language) => words(&mut self.description, language),
            Column::Since => self.since = cell,
            Column::Formerly => self.formerly = list::codes(&cell),
            Column::DeprecatedSince => self.deprecated_since = cell,
            Column::ReplacedBy => self.replaced_by = cell,
            Column::Reason(language) => words(&mut self.reason, language),
            Column::Matches => self.matches = list::matches(&cell).map_err(|(item, why)| bad_match(&item, why))?,
        }
        Ok(())
    }

    /// Whether a column says the same in both.
    pub(crate) fn agrees(&self, other: &Self, column: &Column) -> bool {
        clean(&self.cell(column)) == clean(&other.cell(column))
    }

    /// The languages that its texts have.
    pub(super) fn languages(&self) -> impl Iterator<Item = &str> {
        self.label.keys().chain(self.description.keys()).chain(self.reason.keys()).map(String::as_str)
    }
}

/// A cell with line breaks of one kind, and no white space at its ends.
pub(super) fn clean(cell: &str) -> String {
    cell.replace("\r\n", "\n").trim().to_owned()
}

fn bad_match(item: &str, why: NoMatch) -> BadCell {
    let words: Vec<&str> = Relation::ALL.iter().map(|(word, _, _)| *word).collect();
    match why {
        NoMatch::Form => BadCell {
            message: format!("`{item}` is no code of another list"),
            expected: "system|code (relation)",
            help: "write for instance `http://terminology.hl7.org/CodeSystem/v3-MaritalStatus|S (exact)`, and `;` between several"
                .to_owned(),
        },
        NoMatch::Relation(word) => BadCell {
            message: format!("`{word}` is not {}", Relation::WHAT),
            expected: "system|code (relation)",
            help: did_you_mean(&word, words.iter().copied())
                .unwrap_or_else(|| format!("relations are {}", words.join(", "))),
        },
    }
}
