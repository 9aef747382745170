//! What is found wrong with a source: the kinds, and the list that grows while it is read.
//!
//! A fault of a source never ends an import. Each is told with its place, and with what was done instead; the same one at
//! several places of a file is told once, with a count.

use indexmap::IndexMap;
use serde::Serialize;

use crate::import::document::Document;

macro_rules! kinds {
    ($($name:ident = $id:literal, $meaning:literal;)+) => {
        /// A kind of finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Kind {
            $(#[doc = $meaning] $name,)+
        }

        impl Kind {
            /// Every kind with its id and its meaning, in the order of reports.
            pub const ALL: &'static [(Kind, &'static str, &'static str)] = &[$((Kind::$name, $id, $meaning),)+];

            /// The id: `dangling-reference`.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                }
            }
        }
    };
}

kinds! {
    Unreadable = "unreadable", "A file is neither JSON nor YAML, or nothing of this format.";
    DanglingReference = "dangling-reference", "Something is referred to that nothing defines.";
    LooseReference = "loose-reference", "Something is referred to by an address that is not its own.";
    Clash = "clash", "One name, id, code or label stands for two things.";
    ListMismatch = "list-mismatch", "A list names what is not defined, or leaves out what is.";
    WrongOwner = "wrong-owner", "Something says that it belongs to another definition than the one that holds it.";
    BadPrefix = "bad-prefix", "A prefix is not declared, or cannot be used as one.";
    UnknownWord = "unknown-word", "A keyword, a term or a format that the language of the source does not have.";
    BadExample = "bad-example", "An example or default does not keep to its own definition.";
    Misnamed = "misnamed", "A name that cannot be kept, or that differs from the name of the file.";
    NotExpressible = "not-expressible", "The source says what a definition cannot say.";
    Unused = "unused", "Something is defined and never referred to.";
    Silent = "silent", "The source does not say what a definition has to say.";
}

/// Where something stands in a source.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The source, by its number.
    pub(super) file: usize,
    /// The JSON pointer.
    pub(super) pointer: String,
}

impl Place {
    /// A place further down.
    pub(super) fn below(&self, step: impl std::fmt::Display) -> Self {
        let step = step.to_string().replace('~', "~0").replace('/', "~1");
        Self { file: self.file, pointer: format!("{}/{step}", self.pointer) }
    }
}

/// Something wrong with a source.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// The kind.
    pub kind: Kind,
    /// The file, as it was handed in.
    pub file: String,
    /// The JSON pointer of the first place.
    pub pointer: String,
    /// The line of the first place, counted from 1.
    pub line: Option<usize>,
    /// The column, counted from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What was done instead.
    pub instead: Option<String>,
    /// How often it is there in the file.
    pub times: usize,
}

/// Everything found so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: IndexMap<What, Where>,
}

/// What makes two findings one: kind, file, message, and what was done instead.
type What = (Kind, usize, String, Option<String>);
/// The first place, its line and column where only these are known, and how often it is there.
type Where = (Place, Option<(usize, usize)>, usize);

impl Findings {
    /// Takes a finding in; the same one in the same file counts once more.
    pub(super) fn add(&mut self, kind: Kind, place: &Place, message: impl Into<String>, instead: Option<String>) {
        self.count(kind, place, message, instead, 1);
    }

    /// Takes a finding in that is there so many times.
    pub(super) fn count(
        &mut self,
        kind: Kind,
        place: &Place,
        message: impl Into<String>,
        instead: Option<String>,
        times: usize,
    ) {
        let key = (kind, place.file, message.into(), instead);
        self.found.entry(key).or_insert_with(|| (place.clone(), None, 0)).2 += times;
    }

    /// Takes in what a parser says, at a line and a column.
    pub(super) fn unreadable(&mut self, file: usize, message: impl Into<String>, at: Option<(usize, usize)>) {
        let key = (Kind::Unreadable, file, message.into(), Some("the file was left out".to_owned()));
        self.found.insert(key, (Place { file, pointer: String::new() }, at, 1));
    }

    /// Everything found, file by file and kind by kind.
    pub(super) fn finish(self, documents: &[Document]) -> Vec<Finding> {
        let finding = |((kind, file, message, instead), (place, at, times)): (What, Where)| {
            let document = documents.get(file);
            let at = at.or_else(|| document?.places.of(&place.pointer));
            Finding {
                kind,
                file: document.map(|document| document.path.to_string()).unwrap_or_default(),
                pointer: place.pointer,
                line: at.map(|(line, _)| line),
                column: at.map(|(_, column)| column),
                message,
                instead,
                times,
            }
        };
        let files: Vec<usize> = self.found.keys().map(|(_, file, _, _)| *file).collect();
        let mut found: Vec<(usize, Finding)> = files.into_iter().zip(self.found.into_iter().map(finding)).collect();
        found.sort_by(|(file, one), (other_file, other)| {
            let place = |it: &Finding| (it.kind, it.line, it.column);
            (file, place(one)).cmp(&(other_file, place(other)))
        });
        found.into_iter().map(|(_, finding)| finding).collect()
    }
}
