//! From tables to edited files, all or none.

use std::collections::BTreeMap;
use std::{fmt, io};

use camino::{Utf8Path, Utf8PathBuf};

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Code, CodeDirectory, Definition, Id, Standard};
use crate::nearest::did_you_mean;
use crate::sheet::column::Column;
use crate::sheet::edit;
use crate::sheet::entry::Entry;
use crate::sheet::grid::{Grid, Placed};
use crate::sheet::rows::{self, Row};
use crate::source::Sources;
use crate::{Checked, check_changed};

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
        let mut parts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
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
    let mut files = BTreeMap::new();
    let mut done: Vec<(String, Vec<Row>, usize)> = Vec::new();
    let mut summaries = Vec::new();
    for job in jobs {
        let placed = Placed::new(job.grid, &job.path, sources);
        let (id, file, text, current) = match &job.target {
            Target::Known(id) => {
                let meta = &before[*id].meta;
                let codes = before[*id].codes.iter().map(Entry::of).collect();
                (meta.id.clone(), meta.file.clone(), std::fs::read_to_string(root.join(&meta.file))?, codes)
            }
            Target::New { id, file, text } => (id.clone(), file.clone(), text.clone(), Vec::new()),
        };
        if files.contains_key(&file) || done.iter().any(|(known, ..)| *known == id) {
            let fault = placed.fault_of_all(&rules::SHEET_DIRECTORY, format_args!("a second sheet is for {id}"));
            diagnostics.push(fault.help("keep one of the two"));
            continue;
        }
        let Some(rows) = rows::read(&placed, &current, before, sources, diagnostics) else { continue };
        let summary = Summary::of(&id, &current, &rows);
        let known = job.target.known();
        if !summary.is_empty() || known.is_none() {
            if let Some(giver) = known.and_then(|id| before[id].codes_of) {
                let giver = &before[giver].meta.id;
                let fault = placed
                    .fault_of_all(&rules::SHEET_DIRECTORY, format_args!("{id} takes its codes over from {giver}"));
                diagnostics.push(fault.help(format!("change them there: `dci export csv {giver}`")));
                continue;
            }
            let Some(edited) = edit::write_back(&text, &current, &rows) else {
                let fault =
                    placed.fault_of_all(&rules::SHEET_DIRECTORY, format_args!("{file} cannot be edited as it is"));
                diagnostics.push(fault.help("`dci check` says what is wrong with it"));
                continue;
            };
            files.insert(file, edited);
        }
        done.push((id, rows, current.len()));
        summaries.push(summary);
    }
    if diagnostics.has_errors() {
        return Ok(None);
    }
    let after = check_changed(root, files.clone())?;
    for (id, rows, _) in &done {
        if !holds(before, &after, &files, id, rows) {
            let errors = after.diagnostics.iter().filter(|it| it.rule.severity == Severity::Error);
            let own = errors.filter(|it| files.contains_key(&after.sources.file(it.span.file).path));
            let why = own.map(|it| it.message.clone()).next();
            return Err(io::Error::other(format!(
                "the file of {id}, edited, would not say what the sheet says{}",
                why.map(|why| format!(": {why}")).unwrap_or_default()
            )));
        }
    }
    Ok(Some(Imported { files, after, summaries }))
}

impl Target {
    fn known(&self) -> Option<Id<CodeDirectory>> {
        match self {
            Self::Known(id) => Some(*id),
            Self::New { .. } => None,
        }
    }
}

/// Whether a directory says exactly what its rows say, and what is not in a table is as it was.
fn holds(before: &Standard, after: &Checked, files: &BTreeMap<Utf8PathBuf, String>, id: &str, rows: &[Row]) -> bool {
    let directory = |standard: &Standard| match standard.by_id(id) {
        Some(Definition::CodeDirectory(id)) => Some(id),
        _ => None,
    };
    let Some(standard) = &after.standard else { return false };
    let Some(now) = directory(standard) else { return false };
    let is_at_fault = |it: &Diagnostic| {
        it.rule.severity == Severity::Error && files.contains_key(&after.sources.file(it.span.file).path)
    };
    if after.diagnostics.iter().any(is_at_fault) {
        return false;
    }
    let codes = &standard[now].codes;
    let was: &[Code] = directory(before).map_or(&[], |id| before[id].codes.as_slice());
    let decisions = |code: Option<&Code>| code.map(|code| format!("{:?}", code.decisions));
    codes.len() == rows.len()
        && codes.iter().zip(rows).all(|(code, row)| {
            let kept = row.was.and_then(|at| was.get(at));
            says(&Entry::of(code), &row.entry) && (kept.is_none() || decisions(kept) == decisions(Some(code)))
        })
}
