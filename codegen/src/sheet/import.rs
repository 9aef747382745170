//! From tables to edited files, all or none.

use std::collections::BTreeMap;
use std::{fmt, io};

use camino::{Utf8Path, Utf8PathBuf};

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::disk;
use crate::limits::MAX_FILE_BYTES;
use crate::model::{Code, CodeDirectory, Definition, Id, Standard};
use crate::nearest::did_you_mean;
use crate::sheet::column::Column;
use crate::sheet::edit;
use crate::sheet::entry::Entry;
use crate::sheet::grid::{Grid, Placed};
use crate::sheet::rows::{self, Row};
use crate::source::Sources;
use crate::{Checked, Reading, check_as};

/// A table, and the directory that it is of.
#[derive(Debug)]
pub struct Job<'a> {
    /// The table.
    pub grid: &'a Grid,
    /// The file that it was read from.
    pub path: String,
    /// The directory.
    pub target: Target,
}

/// A directory that is to be edited.
#[derive(Clone, Debug)]
pub enum Target {
    /// One of the standard.
    Known(Id<CodeDirectory>),
    /// A new one: its id, its file relative to the root of the standard, and the text of it without codes.
    New {
        /// The id.
        id: String,
        /// The file.
        file: Utf8PathBuf,
        /// The text.
        text: String,
    },
}

/// What tables make of a standard.
#[derive(Debug)]
pub struct Imported {
    /// The texts of the files that change, by path relative to the root.
    pub files: BTreeMap<Utf8PathBuf, String>,
    /// The standard with them.
    pub after: Checked,
    /// What each table changes, in their order.
    pub summaries: Vec<Summary>,
}

/// What a table changes in a directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The id of the directory.
    pub id: String,
    /// Whether the directory is new.
    pub is_new: bool,
    /// How many codes are new.
    pub added: usize,
    /// How many are gone.
    pub removed: usize,
    /// How many say something else.
    pub changed: usize,
    /// Whether codes that stay stand in another order.
    pub is_reordered: bool,
}

impl Summary {
    /// Whether the directory stays as it is.
    pub fn is_empty(&self) -> bool {
        *self == Self { id: self.id.clone(), ..Self::default() }
    }

    fn of(id: &str, current: &[Entry], rows: &[Row]) -> Self {
        let kept: Vec<usize> = rows.iter().filter_map(|row| row.was).collect();
        let differs = |row: &&Row| row.was.and_then(|was| current.get(was)).is_some_and(|was| !says(was, &row.entry));
        Self {
            id: id.to_owned(),
            is_new: false,
            added: rows.iter().filter(|row| row.was.is_none()).count(),
            removed: current.len() - kept.len(),
            changed: rows.iter().filter(differs).count(),
            is_reordered: !kept.is_sorted(),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [(self.added, "added"), (self.removed, "removed"), (self.changed, "changed")];
        let mut parts: Vec<String> = self.is_new.then(|| "new".to_owned()).into_iter().collect();
        parts.extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
        parts.extend(self.is_reordered.then(|| "another order".to_owned()));
        f.write_str(&if parts.is_empty() { "no change".to_owned() } else { parts.join(", ") })
    }
}

/// Whether two entries say the same, bar white space at the ends of texts.
fn says(one: &Entry, other: &Entry) -> bool {
    let mut languages = vec!["en"];
    languages.extend(one.languages().chain(other.languages()));
    Column::all().all(|column| {
        let mut all = std::iter::once(column.clone()).chain(column.in_languages(&languages));
        all.all(|column| one.agrees(other, &column))
    })
}

/// The directories that this may name: the one that has it as its id, else those with the name, else those that had it once.
pub fn directories(standard: &Standard, wanted: &str) -> Vec<Id<CodeDirectory>> {
    let directory = |definition: Definition| match definition {
        Definition::CodeDirectory(id) => Some(id),
        _ => None,
    };
    if let Some(id) = standard.by_id(wanted).and_then(directory) {
        return vec![id];
    }
    let all: Vec<Id<CodeDirectory>> = standard.find(wanted).into_iter().filter_map(directory).collect();
    let is_named = |id: &Id<CodeDirectory>| standard[*id].meta.name.eq_ignore_ascii_case(wanted);
    let named: Vec<Id<CodeDirectory>> = all.iter().copied().filter(is_named).collect();
    if named.is_empty() { all } else { named }
}

/// The directory that a sheet is named after: by id, name or former id.
pub fn target(
    standard: &Standard,
    grid: &Grid,
    path: &str,
    sources: &mut Sources,
) -> Result<Id<CodeDirectory>, Diagnostic> {
    let wanted = grid.name.as_str();
    let placed = Placed::new(grid, path, sources);
    match directories(standard, wanted).as_slice() {
        [only] => Ok(*only),
        [] => {
            let all = standard.code_directories.iter().flat_map(|(_, it)| [it.meta.id.as_str(), it.meta.name.as_str()]);
            let near = did_you_mean(wanted, all);
            Err(placed
                .fault_of_all(&rules::SHEET_DIRECTORY, format_args!("there is no code directory `{wanted}`"))
                .maybe_help(near)
                .help("name the sheet, or the CSV file, after the id of the directory, or say `--id`")
                .help("for a new directory, say with `--interface` where it belongs"))
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|id| standard[*id].meta.id.as_str()).collect();
            Err(placed
                .fault_of_all(&rules::SHEET_DIRECTORY, format_args!("`{wanted}` may be {}", ids.join(" or ")))
                .help("name the sheet, or the CSV file, after one of these ids, or say `--id`"))
        }
    }
}

/// Edits the files of the directories; nothing where anything is wrong with a table.
pub fn import(
    root: &Utf8Path,
    before: &Standard,
    jobs: &[Job<'_>],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> io::Result<Option<Imported>> {
    let mut edits: Vec<Edit> = Vec::new();
    for job in jobs {
        let placed = Placed::new(job.grid, &job.path, sources);
        let (id, file, text) = job.target.read(root, before)?;
        if edits.iter().any(|edit| edit.summary.id == id) {
            let fault = placed.fault_of_all(&rules::SHEET_DIRECTORY, format_args!("a second sheet is for {id}"));
            diagnostics.push(fault.help("keep one of the two"));
            continue;
        }
        let directory = job.target.known().map(|id| &before[id]);
        let current: Vec<Entry> = directory.map_or(&[][..], |it| &it.codes).iter().map(Entry::of).collect();
        let Some(rows) = rows::read(&placed, &current, before, sources, diagnostics) else { continue };
        let mut summary = Summary::of(&id, &current, &rows);
        summary.is_new = directory.is_none();
        if summary.is_empty() {
            edits.push(Edit { summary, rows, file, text: None });
            continue;
        }
        if let Some(giver) = directory.and_then(|it| it.codes_of) {
            let giver = &before[giver].meta.id;
            let fault =
                placed.fault_of_all(&rules::SHEET_DIRECTORY, format_args!("{id} takes its codes over from {giver}"));
            diagnostics.push(fault.help(format!("change them there: `dci export csv {giver}`")));
            continue;
        }
        let text = edit::write_back(&text, &current, &rows);
        if text.is_none() {
            let fault = placed.fault_of_all(&rules::SHEET_DIRECTORY, format_args!("{file} cannot be edited as it is"));
            diagnostics.push(fault.help("`dci check` says what is wrong with it"));
        }
        edits.push(Edit { summary, rows, file, text });
    }
    if diagnostics.has_errors() {
        return Ok(None);
    }
    let files: BTreeMap<Utf8PathBuf, String> =
        edits.iter().filter_map(|edit| Some((edit.file.clone(), edit.text.clone()?))).collect();
    let after = check_as(root, Reading { changed: files.clone(), ..Reading::default() })?;
    for edit in &edits {
        edit.verify(before, &after)?;
    }
    Ok(Some(Imported { files, after, summaries: edits.into_iter().map(|edit| edit.summary).collect() }))
}

/// A directory that has been edited.
struct Edit {
    summary: Summary,
    rows: Vec<Row>,
    file: Utf8PathBuf,
    /// Its new text; none: it stays as it is.
    text: Option<String>,
}

impl Edit {
    /// Fails where the edited file does not say exactly what the rows say, or something else than before on its own account.
    fn verify(&self, before: &Standard, after: &Checked) -> io::Result<()> {
        let id = self.summary.id.as_str();
        let directory = |standard: &Standard| match standard.by_id(id) {
            Some(Definition::CodeDirectory(id)) => Some(id),
            _ => None,
        };
        let is_own = |it: &&Diagnostic| {
            it.rule.severity == Severity::Error && after.sources.file(it.span.file).path == self.file
        };
        if let Some(error) = after.diagnostics.iter().find(is_own) {
            return Err(io::Error::other(format!("{} would not be sound: {}", self.file, error.message)));
        }
        let decisions = |code: &Code| format!("{:?}", code.decisions);
        let was: &[Code] = directory(before).map_or(&[], |id| before[id].codes.as_slice());
        let says_so = |(code, row): (&Code, &Row)| {
            let kept = row.was.and_then(|at| was.get(at));
            says(&Entry::of(code), &row.entry) && kept.is_none_or(|kept| decisions(kept) == decisions(code))
        };
        let now = after.standard.as_ref().and_then(|standard| Some(&standard[directory(standard)?].codes));
        if now.is_some_and(|now| now.len() == self.rows.len() && now.iter().zip(&self.rows).all(says_so)) {
            return Ok(());
        }
        Err(io::Error::other(format!("{}, edited, would not say what the sheet of {id} says", self.file)))
    }
}

impl Target {
    /// The id, the file and its text.
    fn read(&self, root: &Utf8Path, standard: &Standard) -> io::Result<(String, Utf8PathBuf, String)> {
        match self {
            Self::Known(id) => {
                let meta = &standard[*id].meta;
                Ok((
                    meta.id.clone(),
                    meta.file.clone(),
                    disk::text(disk::read_below(root, &meta.file, MAX_FILE_BYTES)?)?,
                ))
            }
            Self::New { id, file, text } => Ok((id.clone(), file.clone(), text.clone())),
        }
    }

    fn known(&self) -> Option<Id<CodeDirectory>> {
        match self {
            Self::Known(id) => Some(*id),
            Self::New { .. } => None,
        }
    }
}
