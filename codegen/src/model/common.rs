//! What all definitions share.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Index;

use camino::Utf8PathBuf;
use indexmap::IndexMap;

use crate::model::{Interface, Type};
use crate::source::Span;
use crate::vocabulary::{SourceKind, Stage};

/// The place of a definition in its [`Arena`]; the type tells what it is.
pub struct Id<T> {
    index: u32,
    what: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    pub(crate) fn new(index: usize) -> Self {
        Self { index: u32::try_from(index).unwrap_or(u32::MAX), what: PhantomData }
    }

    /// The place in the arena.
    pub fn index(self) -> usize {
        self.index as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}
impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// All definitions of one kind.
#[derive(Debug)]
pub struct Arena<T> {
    items: Vec<T>,
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

impl<T> Arena<T> {
    pub(crate) fn push(&mut self, item: T) -> Id<T> {
        self.items.push(item);
        Id::new(self.items.len() - 1)
    }

    pub(crate) fn get_mut(&mut self, id: Id<T>) -> &mut T {
        &mut self.items[id.index()]
    }

    /// Every item with its id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Id<T>, &T)> {
        self.items.iter().enumerate().map(|(index, item)| (Id::new(index), item))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<T> Index<Id<T>> for Arena<T> {
    type Output = T;

    fn index(&self, id: Id<T>) -> &T {
        &self.items[id.index()]
    }
}

/// Text for people: English, and whatever languages were given. It prints in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub(crate) by_language: IndexMap<String, String>,
}

impl Text {
    /// A text in English alone.
    pub fn english(text: impl Into<String>) -> Self {
        Self { by_language: std::iter::once(("en".to_owned(), text.into())).collect() }
    }

    /// The English text.
    pub fn as_str(&self) -> &str {
        self.by_language.get("en").map_or("", String::as_str)
    }

    /// The text in a language.
    pub fn in_language(&self, language: &str) -> Option<&str> {
        self.by_language.get(language).map(String::as_str)
    }

    /// Every language with its text, as written.
    pub fn languages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_language.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What every definition carries.
#[derive(Clone, Debug)]
pub struct Meta {
    /// The id: `DO.SR.02`. A bound definition has the id of the shared one with `@` and what binds it.
    pub id: String,
    /// The name: `Member`.
    pub name: String,
    /// The name for people.
    pub title: Text,
    /// What it is.
    pub description: Text,
    /// How far it has come.
    pub stage: Stage,
    /// The version of the interface in which it came.
    pub since: Option<String>,
    /// Earlier ids and names.
    pub formerly: Vec<String>,
    /// That it is on its way out.
    pub deprecated: Option<Deprecation>,
    /// The standards that it stands on.
    pub based_on: Vec<Reference>,
    /// Where it was taken from.
    pub source: Vec<ProvenanceSource>,
    /// What was decided where the sources disagree.
    pub decisions: Vec<Decision>,
    /// Why nothing else refers to it.
    pub standalone: Option<Text>,
    /// The interface that it belongs to.
    pub interface: Id<Interface>,
    /// The file that defines it, relative to the root of the standard.
    pub file: Utf8PathBuf,
    /// Where its id stands.
    pub span: Span,
    /// Where its name stands.
    pub name_span: Span,
}

impl Meta {
    /// The id without what binds it: that of the shared definition.
    pub fn shared_id(&self) -> &str {
        self.id.split('@').next().unwrap_or(&self.id)
    }
}

/// That something is on its way out.
#[derive(Clone, Debug)]
pub struct Deprecation {
    /// The version from which on it is deprecated.
    pub since: String,
    /// The version in which it will be gone.
    pub sunset: Option<String>,
    /// Where the sunset stands; without one, the version from which on it is deprecated.
    pub span: Span,
    /// What replaces it: an id or a name.
    pub replaced_by: Option<String>,
    /// Why.
    pub reason: Option<Text>,
}

/// The sentence that every artefact says: since when, what to use instead, when it goes, and why.
impl fmt::Display for Deprecation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Deprecated since {}", self.since)?;
        if let Some(replacement) = &self.replaced_by {
            write!(f, ": use {replacement}")?;
        }
        f.write_str(".")?;
        if let Some(sunset) = &self.sunset {
            write!(f, " It will be gone in {sunset}.")?;
        }
        match &self.reason {
            Some(reason) => write!(f, " {reason}"),
            None => Ok(()),
        }
    }
}

/// A standard that a definition stands on.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The name of the standard.
    pub standard: String,
    /// Its version.
    pub version: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// Where a definition was taken from.
#[derive(Clone, Debug)]
pub struct ProvenanceSource {
    /// What kind of source it is.
    pub kind: SourceKind,
    /// The address or the path.
    pub place: String,
}

/// What was decided where the sources disagree.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What is at issue.
    pub about: Text,
    /// What each source says.
    pub sources: Vec<Statement>,
    /// What this standard says.
    pub chosen: Text,
    /// Why.
    pub because: Text,
    /// What published material says otherwise on this account, from the place of the decision downwards: an attribute, a code,
    /// an id, with the part of it after a slash.
    pub settles: Vec<String>,
}

/// What one source says.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The source.
    pub source: String,
    /// What it says.
    pub says: Text,
}

/// A type that interfaces or operations fill in.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name.
    pub name: String,
    /// The type where nothing else is bound.
    pub default: Type,
    /// What it is for.
    pub description: Text,
}

/// A title for people out of a name: `marital_status` is "Marital status", `CRVSPerson` stays.
pub fn title_of(name: &str) -> String {
    if name.contains(['_', '-']) || name.starts_with(|first: char| first.is_lowercase()) {
        let mut text = name.replace(['_', '-'], " ");
        if let Some(first) = text.get(..1) {
            let upper = first.to_uppercase();
            text.replace_range(..1, &upper);
        }
        return text;
    }
    name.to_owned()
}

/// The order of ids for people: part by part, numbers as numbers and before letters.
pub(crate) fn id_order(left: &str, right: &str) -> std::cmp::Ordering {
    let key = |id: &str| -> Vec<(bool, u64, String)> {
        id.split('.')
            .map(|part| {
                part.parse().map_or_else(|_| (true, 0, part.to_owned()), |number| (false, number, String::new()))
            })
            .collect()
    };
    key(left).cmp(&key(right)).then_with(|| left.cmp(right))
}
