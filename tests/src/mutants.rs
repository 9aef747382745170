//! A standard with one slip in it, such as people make while they edit: what does the toolchain say?
//!
//! Every mutant must end, soon, in artefacts or in errors that have a place and say what to do. `cargo run --release -p dci-tests --bin
//! mutants -- 1000` makes that many of the standard of this repository and prints a table.

use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::diagnostic::{Diagnostic, Severity};
use dci_codegen::source::Sources;
use dci_codegen::template::Templates;
use dci_codegen::{Checked, Reading};
use fastrand::Rng;

/// The files of a standard, by path.
pub type Files = Vec<(Utf8PathBuf, String)>;

/// A kind of slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// A line is gone.
    LineDeleted,
    /// A line is there twice.
    LineRepeated,
    /// A line has changed places with the next one.
    LinesSwapped,
    /// A line is further right.
    Indented,
    /// A line is further left.
    Outdented,
    /// A character is gone.
    CharacterDeleted,
    /// A character is there twice.
    CharacterRepeated,
    /// A character is another one, of those that mean something to YAML, JSON or a pattern.
    CharacterReplaced,
    /// Two neighbours have changed places.
    CharactersSwapped,
    /// A value is one from elsewhere in the standard.
    ValueReplaced,
    /// The file ends here.
    Cut,
}

const EDITS: &[Edit] = &[
    Edit::LineDeleted,
    Edit::LineRepeated,
    Edit::LinesSwapped,
    Edit::Indented,
    Edit::Outdented,
    Edit::CharacterDeleted,
    Edit::CharacterRepeated,
    Edit::CharacterReplaced,
    Edit::CharactersSwapped,
    Edit::ValueReplaced,
    Edit::Cut,
];

/// Characters with a meaning in one of the languages of the files, and some that look like none.
const CHARACTERS: &[char] = &[
    ':', '-', '#', '"', '\'', '{', '}', '[', ']', ',', '&', '*', '!', '|', '>', '%', '@', '`', '\t', ' ', '\n', '.',
    '/', '\\', '$', '^', '(', ')', '+', '?', '0', '9', '~', 'x', 'é', '\u{a0}', '\u{200b}', '\u{202e}', '\u{feff}',
    '\u{7}',
];

/// A file with a slip in it.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// The file.
    pub path: Utf8PathBuf,
    /// What it says now.
    pub text: String,
    /// The slip.
    pub edit: Edit,
    /// The line that it is in, from 1.
    pub line: usize,
}

impl fmt::Display for Mutant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {}:{}", self.edit, self.path, self.line)
    }
}

/// What came of a mutant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Errors, each with a place and a next step.
    Errors,
    /// Artefacts.
    Artefacts,
    /// An error that has no place in a file, or no next step.
    Unhelpful(String),
    /// The check is clean, and a target fails.
    NotEmitted(String),
    /// A panic.
    Panicked(String),
    /// No end within a minute.
    Endless,
}

impl Verdict {
    /// Whether it is one that people can live with.
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Errors | Self::Artefacts)
    }
}

/// The files that a standard is read from.
pub fn files(root: &Utf8Path) -> Files {
    let checked = dci_codegen::check(root).expect("the folder can be read");
    checked.sources.files().map(|file| (file.path.clone(), file.text.clone())).collect()
}

/// One slip in one file, by chance; nothing where the slip would change nothing.
pub fn mutant(files: &Files, random: &mut Rng) -> Option<Mutant> {
    let (path, text) = random.choice(files)?;
    let edit = *random.choice(EDITS)?;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let line = random.usize(..lines.len().max(1));
    let start: usize = lines.iter().take(line).map(|line| line.len()).sum();
    let own = *lines.get(line)?;
    let replaced = match edit {
        Edit::LineDeleted => String::new(),
        Edit::LineRepeated => own.repeat(2),
        Edit::LinesSwapped => {
            let next = *lines.get(line + 1)?;
            let text = format!("{}{next}{own}{}", &text[..start], &text[start + own.len() + next.len()..]);
            return changed(path, text, edit, line, files);
        }
        Edit::Indented => format!("  {own}"),
        Edit::Outdented => own.strip_prefix("  ")?.to_owned(),
        Edit::ValueReplaced => {
            let (key, _) = own.split_once(": ")?;
            format!("{key}: {}\n", value(files, random)?)
        }
        Edit::Cut => {
            let text = format!("{}{}", &text[..start], characters(own, random, |before, _, _| before.to_owned())?);
            return changed(path, text, edit, line, files);
        }
        Edit::CharacterDeleted => characters(own, random, |before, _, after| format!("{before}{after}"))?,
        Edit::CharacterRepeated => characters(own, random, |before, it, after| format!("{before}{it}{it}{after}"))?,
        Edit::CharacterReplaced => {
            let other = *random.choice(CHARACTERS)?;
            characters(own, random, |before, _, after| format!("{before}{other}{after}"))?
        }
        Edit::CharactersSwapped => characters(own, random, |before, it, after| {
            let mut rest = after.chars();
            let next = rest.next().map(String::from).unwrap_or_default();
            format!("{before}{next}{it}{}", rest.as_str())
        })?,
    };
    let text = format!("{}{replaced}{}", &text[..start], &text[start + own.len()..]);
    changed(path, text, edit, line, files)
}

fn changed(path: &Utf8Path, text: String, edit: Edit, line: usize, files: &Files) -> Option<Mutant> {
    let is_other = files.iter().all(|(other, before)| other != path || *before != text);
    is_other.then(|| Mutant { path: path.to_owned(), text, edit, line: line + 1 })
}

/// A line changed at one of its characters: what is before it, itself, what is after it.
fn characters(line: &str, random: &mut Rng, change: impl Fn(&str, char, &str) -> String) -> Option<String> {
    let places: Vec<(usize, char)> = line.trim_end_matches('\n').char_indices().collect();
    let (at, character) = random.choice(places)?;
    Some(change(&line[..at], character, &line[at + character.len_utf8()..]))
}

/// A value from anywhere in the standard.
fn value<'a>(files: &'a Files, random: &mut Rng) -> Option<&'a str> {
    let (_, text) = random.choice(files)?;
    let values: Vec<&str> = text.lines().filter_map(|line| Some(line.split_once(": ")?.1)).collect();
    random.choice(values)
}

/// What comes of the standard in a folder with a mutant in the place of one of its files.
pub fn judge(root: &Utf8Path, mutant: &Mutant, within: Duration) -> Verdict {
    let reading =
        Reading { changed: BTreeMap::from([(mutant.path.clone(), mutant.text.clone())]), ..Reading::default() };
    let (root, (send, receive)) = (root.to_owned(), mpsc::channel());
    thread::spawn(move || {
        let verdict = catch_unwind(AssertUnwindSafe(|| run(&root, reading)));
        let said = |panic: Box<dyn std::any::Any + Send>| {
            let text = panic.downcast_ref::<String>().cloned();
            text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default()
        };
        // Where nobody waits any more, nobody wants to know.
        let _ = send.send(verdict.unwrap_or_else(|panic| Verdict::Panicked(said(panic))));
    });
    receive.recv_timeout(within).unwrap_or(Verdict::Endless)
}

fn run(root: &Utf8Path, reading: Reading) -> Verdict {
    let Checked { sources, standard, diagnostics, profiles } = match dci_codegen::check_as(root, reading) {
        Ok(checked) => checked,
        Err(error) => return Verdict::Unhelpful(error.to_string()),
    };
    let errors: Vec<&Diagnostic> =
        diagnostics.iter().filter(|diagnostic| diagnostic.rule.severity == Severity::Error).collect();
    if !errors.is_empty() {
        let unhelpful = errors.iter().find(|error| !is_helpful(&sources, error));
        return unhelpful.map_or(Verdict::Errors, |error| Verdict::Unhelpful(error.message.clone()));
    }
    let Some(standard) = standard else { return Verdict::Unhelpful("no model, and no error".to_owned()) };
    let templates = match Templates::embedded() {
        Ok(templates) => templates,
        Err(error) => return Verdict::NotEmitted(error.to_string()),
    };
    let of_profiles = profiles.iter().filter_map(|profile| profile.standard.as_ref());
    for standard in std::iter::once(&standard).chain(of_profiles) {
        let (_, failures) = dci_codegen::emit(standard, &templates, &[]);
        if let Some(failure) = failures.first() {
            return Verdict::NotEmitted(failure.to_string());
        }
    }
    Verdict::Artefacts
}

/// Whether an error has a place, and says what was expected or what to do.
fn is_helpful(sources: &Sources, error: &Diagnostic) -> bool {
    let place = sources.place(error.span);
    let has_place = !place.path.as_str().is_empty() && place.line > 0 && place.column > 0;
    has_place && !error.message.is_empty() && (error.expected.is_some() || !error.help.is_empty())
}
