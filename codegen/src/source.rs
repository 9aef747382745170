//! Source files: their text, and places in it.
//!
//! Every value read from a file keeps a [`Span`], so that whatever is wrong with it later can be shown where it stands.
//!
//! ```
//! use dci_codegen::source::Sources;
//!
//! let mut sources = Sources::new("spec");
//! let file = sources.add("common/interface.yaml", "interface: COM\nname: common\n");
//! let place = sources.place(sources.span(file, 15, 19));
//! assert_eq!(place.to_string(), "spec/common/interface.yaml:2:1");
//! ```

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use camino::{Utf8Path, Utf8PathBuf};

/// A file among [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

/// A value and the place that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// One file: where it is, what it says.
#[derive(Debug)]
pub struct SourceFile {
    /// The path relative to the root of the standard, with `/`.
    pub path: Utf8PathBuf,
    /// The text as read.
    pub text: String,
    line_starts: Vec<u32>,
    /// How many characters stand before every so many bytes: a column in a long line is found without counting from its start.
    characters: Vec<u32>,
}

/// The distance of the places before which the characters are counted.
const STEP: usize = 1024;

/// All files read in one run.
#[derive(Debug)]
pub struct Sources {
    root: Utf8PathBuf,
    files: Vec<SourceFile>,
    paths: HashSet<Utf8PathBuf>,
    /// Texts that take the place of what the disk has.
    changed: BTreeMap<Utf8PathBuf, String>,
}

/// A place as people write it: `path:line:column`, both counted from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path as it is to be shown.
    pub path: Utf8PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}

impl Sources {
    /// No files yet; paths are shown below `root`.
    pub fn new(root: impl Into<Utf8PathBuf>) -> Self {
        Self::with_changed(root, BTreeMap::new())
    }

    /// The same, where some files are to be read as they would be changed.
    pub fn with_changed(root: impl Into<Utf8PathBuf>, changed: BTreeMap<Utf8PathBuf, String>) -> Self {
        Self { root: root.into(), files: Vec::new(), paths: HashSet::new(), changed }
    }

    /// The texts that take the place of files, by path.
    pub(crate) fn changed(&self) -> &BTreeMap<Utf8PathBuf, String> {
        &self.changed
    }

    /// Whether there is a file at a path, among the changed texts or on the disk.
    pub(crate) fn has_file(&self, path: &Utf8Path) -> bool {
        self.changed.contains_key(path) || self.root.join(path).symlink_metadata().is_ok()
    }

    /// Whether there is a folder at a path, likewise.
    pub(crate) fn has_folder(&self, path: &Utf8Path) -> bool {
        self.changed.keys().any(|it| it.starts_with(path)) || self.root.join(path).is_dir()
    }

    /// The folder below which all paths are shown.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// Takes a file in.
    pub fn add(&mut self, path: impl Into<Utf8PathBuf>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| offset(at + 1)))
            .collect();
        let characters = checkpoints(&text);
        let path = path.into();
        self.paths.insert(path.clone());
        self.files.push(SourceFile { path, text, line_starts, characters });
        FileId(offset(self.files.len() - 1))
    }

    /// The file behind an id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files, in the order in which they came.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter()
    }

    /// Whether a file of this path was taken in.
    pub(crate) fn has(&self, path: &Utf8Path) -> bool {
        self.paths.contains(path)
    }

    /// A span, cut to what the file has.
    pub fn span(&self, file: FileId, start: usize, end: usize) -> Span {
        let length = self.file(file).text.len();
        let start = start.min(length);
        Span { file, start: offset(start), end: offset(end.clamp(start, length)) }
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The path to show for a file.
    pub fn shown_path(&self, file: FileId) -> Utf8PathBuf {
        self.root.join(&self.file(file).path)
    }

    /// Where a span begins, for people.
    pub fn place(&self, span: Span) -> Place {
        let (line, column) = self.file(span.file).line_column(span.start as usize);
        Place { path: self.shown_path(span.file), line, column }
    }

    /// The line that a span begins on: its number, from 1, and its bytes without its end.
    pub fn line(&self, span: Span) -> (usize, std::ops::Range<usize>) {
        let file = self.file(span.file);
        let line = file.line_starts.partition_point(|start| *start <= span.start);
        (line, file.line_range(line))
    }

    /// The bytes of a line of a file, counted from 1, without its end.
    pub fn line_range(&self, file: FileId, line: usize) -> std::ops::Range<usize> {
        self.file(file).line_range(line)
    }

    /// Where a span ends, for people and machines that mark ranges.
    pub fn end_place(&self, span: Span) -> Place {
        let (line, column) = self.file(span.file).line_column(span.end as usize);
        Place { path: self.shown_path(span.file), line, column }
    }
}

impl SourceFile {
    fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let at = |line: usize| self.line_starts.get(line).map_or(self.text.len(), |start| *start as usize);
        let (start, end) = (at(line - 1), at(line));
        start..start + self.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']).len()
    }

    fn line_column(&self, at: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|start| *start as usize <= at);
        let start = self.line_starts[line - 1] as usize;
        (line, self.characters_before(at) - self.characters_before(start) + 1)
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let counted = self.characters.get(at / STEP).copied().unwrap_or_default() as usize;
        counted + beginnings(&self.text.as_bytes()[at - at % STEP..at])
    }

    /// The line that a byte stands on, without its end: where it begins, and its text.
    pub fn line(&self, at: usize) -> (usize, &str) {
        let line = self.line_starts.partition_point(|start| *start as usize <= at);
        let start = self.line_starts[line - 1] as usize;
        let end = self.line_starts.get(line).map_or(self.text.len(), |next| *next as usize);
        (start, self.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']))
    }
}

/// The characters of a text before every so many bytes.
fn checkpoints(text: &str) -> Vec<u32> {
    let mut counted = 0;
    let mut all = vec![0];
    all.extend(text.as_bytes().chunks_exact(STEP).map(|bytes| {
        counted += beginnings(bytes);
        offset(counted)
    }));
    all
}

/// How many characters begin among some bytes of UTF-8.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

impl Span {
    /// A place at the start of a file, for what concerns the whole of it.
    pub fn whole(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }
}

/// Files over the size limit are never read, so that a byte offset always fits.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
