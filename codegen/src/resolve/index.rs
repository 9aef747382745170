//! Who has which id: the table behind every reference.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{RawInterfaceFiles, RawSpec};
use crate::naming;
use crate::raw::{RawMeta, Text};
use crate::source::{FileId, Sources, Span};

/// A definition among the raw ones: its kind, its interface, its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct RawRef {
    pub(super) kind: RawKind,
    pub(super) interface: usize,
    pub(super) at: usize,
}

/// The kind of a raw definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum RawKind {
    DataType,
    DataFormat,
    CodeDirectory,
    DataObject,
    Operation,
    Process,
}

impl RawKind {
    /// What it is called, with its article.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::DataType => "a data type",
            Self::DataFormat => "a data format",
            Self::CodeDirectory => "a code directory",
            Self::DataObject => "a data object",
            Self::Operation => "an operation",
            Self::Process => "a process",
        }
    }

    /// The key that tells it.
    fn key(self) -> &'static str {
        match self {
            Self::DataType => "data_type",
            Self::DataFormat => "data_format",
            Self::CodeDirectory => "code_directory",
            Self::DataObject => "data_object",
            Self::Operation => "operation",
            Self::Process => "process",
        }
    }

    /// The letters that its ids begin with.
    pub(super) fn letters(self) -> &'static str {
        match self {
            Self::DataType => "DT",
            Self::DataFormat => "DF",
            Self::CodeDirectory => "CD",
            Self::DataObject => "DO",
            Self::Operation => "API",
            Self::Process => "PRS",
        }
    }
}

/// All ids, and the order of the definitions.
pub(super) struct Index<'a> {
    /// Where each id is defined.
    ids: IndexMap<&'a str, RawRef>,
    /// The same, by interface and kind, in the order of the ids.
    by_kind: BTreeMap<(usize, RawKind), Vec<usize>>,
    /// Ids of definitions that could not be read.
    broken: &'a BTreeSet<String>,
    /// The interfaces that each interface may use, itself included.
    pub(super) visible: Vec<BTreeSet<usize>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(spec: &'a RawSpec, sources: &Sources, diagnostics: &mut Diagnostics) -> Self {
        let mut ids: IndexMap<&str, RawRef> = IndexMap::new();
        let mut spans: IndexMap<&str, Span> = IndexMap::new();
        for (interface, files) in spec.interfaces.iter().enumerate() {
            // A scope that two interfaces claim is reported as such.
            let same =
                |other: &RawInterfaceFiles| other.settings.raw.interface.value == files.settings.raw.interface.value;
            let is_taken = spec.interfaces[..interface].iter().any(same);
            let scope = if is_taken { "" } else { files.settings.raw.interface.value.as_str() };
            for (kind, at, meta, _) in all_metas(files) {
                check_id(kind, meta.id, scope, diagnostics);
                check_name(kind, meta.name, diagnostics);
                if let Some(first) = spans.get(meta.id.value.as_str()) {
                    diagnostics.push(
                        Diagnostic::new(
                            &rules::DUPLICATE_ID,
                            meta.id.span,
                            format!("the id `{}` is taken", meta.id.value),
                        )
                        .related(*first, "by this definition")
                        .help("give one of the two a number of its own"),
                    );
                } else {
                    spans.insert(&meta.id.value, meta.id.span);
                    ids.insert(&meta.id.value, RawRef { kind, interface, at });
                }
            }
            check_stems(files, sources, diagnostics);
        }
        let mut in_order: Vec<(&str, RawRef)> = ids.iter().map(|(id, raw)| (*id, *raw)).collect();
        in_order.sort_by(|a, b| crate::model::id_order(a.0, b.0));
        let mut by_kind: BTreeMap<(usize, RawKind), Vec<usize>> = BTreeMap::new();
        for (_, raw) in in_order {
            by_kind.entry((raw.interface, raw.kind)).or_default().push(raw.at);
        }
        Self { ids, by_kind, broken: &spec.broken, visible: Vec::new() }
    }

    /// Where an id is defined.
    pub(super) fn get(&self, id: &str) -> Option<RawRef> {
        self.ids.get(id).copied()
    }

    /// Whether the id is that of a definition that could not be read.
    pub(super) fn is_broken(&self, id: &str) -> bool {
        self.broken.contains(id)
    }

    /// Every id with its place.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'a str, RawRef)> {
        self.ids.iter().map(|(id, raw)| (*id, *raw))
    }

    /// The definitions of a kind in an interface, in the order of their ids.
    pub(super) fn of(&self, interface: usize, kind: RawKind) -> Vec<usize> {
        self.by_kind.get(&(interface, kind)).cloned().unwrap_or_default()
    }
}

type MetaRow<'a> = (RawKind, usize, RawMeta<'a>, FileId);

/// What every definition of an interface carries.
pub(super) fn all_metas(files: &RawInterfaceFiles) -> Vec<MetaRow<'_>> {
    let mut rows: Vec<MetaRow<'_>> = Vec::new();
    macro_rules! add {
        ($($field:ident: $kind:ident),*) => {$(
            rows.extend(files.$field.iter().enumerate().map(|(at, it)| (RawKind::$kind, at, it.raw.meta(), it.file)));
        )*};
    }
    add!(data_types: DataType, data_formats: DataFormat, code_directories: CodeDirectory, data_objects: DataObject,
        operations: Operation, processes: Process);
    rows
}

/// An id is made of the kind's letters, the scope and a number. The drafts of 2023 had the letters and a number alone.
fn check_id(kind: RawKind, id: &Text, scope: &str, diagnostics: &mut Diagnostics) {
    let letters = kind.letters();
    let rest = id.value.strip_prefix(letters);
    let parts: Vec<&str> = rest.unwrap_or_default().split('.').collect();
    let is_part = |part: &&str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let short = rest.is_some_and(|rest| rest.len() >= 2 && rest.bytes().all(|byte| byte.is_ascii_digit()));
    let long = parts.len() >= 3 && parts[0].is_empty() && parts[1..].iter().all(is_part);
    let shown = if is_scope(scope) { scope } else { "COM" };
    if !short && !long {
        diagnostics.push(
            Diagnostic::new(&rules::MALFORMED_ID, id.span, format!("`{}` is not the id of {}", id.value, kind.what()))
                .expected(format!("an id such as {letters}.{shown}.02"))
                .help("the parts are the kind's letters, the scope of the interface and a number, in capitals, joined by points"),
        );
    } else if long && is_scope(scope) && parts[1] != scope {
        diagnostics.push(
            Diagnostic::new(
                &rules::MALFORMED_ID,
                id.span,
                format!("`{}` has the scope {}, but lies in the interface {scope}", id.value, parts[1]),
            )
            .expected(format!("an id such as {letters}.{scope}.02"))
            .help("give it an id of this interface, or move the file to the other one"),
        );
    }
}

/// Whether a text is the id of an interface: capitals, digits and hyphens, beginning with a letter.
pub(super) fn is_scope(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
}

fn check_name(kind: RawKind, name: &Text, diagnostics: &mut Diagnostics) {
    let text = name.value.as_str();
    if let Some(expected) = naming::malformed(kind.key(), text) {
        diagnostics.push(
            Diagnostic::new(&rules::MALFORMED_NAME, name.span, format!("`{text}` is not a name of {}", kind.what()))
                .expected(expected)
                .help("correct the name, and the name of the file with it"),
        );
    }
}

/// The file of a definition is found by its name: the stem of the file is the name. So a name that is taken by
/// another definition of its kind is always one of two names whose file is called otherwise.
fn check_stems(files: &RawInterfaceFiles, sources: &Sources, diagnostics: &mut Diagnostics) {
    let rows = all_metas(files);
    let stem = |file: FileId| sources.file(file).path.file_stem().unwrap_or_default();
    let mut at_home: IndexMap<(RawKind, &str), Span> = IndexMap::new();
    for (kind, _, meta, file) in &rows {
        if meta.name.value == stem(*file) {
            at_home.insert((*kind, meta.name.value.as_str()), meta.name.span);
        }
    }
    let mut away: IndexMap<(RawKind, &str), Span> = IndexMap::new();
    for (kind, _, meta, file) in &rows {
        let (name, stem) = (meta.name.value.as_str(), stem(*file));
        if name == stem {
            continue;
        }
        let first = away.insert((*kind, name), meta.name.span);
        diagnostics.push(match at_home.get(&(*kind, name)).copied().or(first) {
            Some(first) => {
                Diagnostic::new(&rules::DUPLICATE_NAME, meta.name.span, format!("the name `{name}` is taken"))
                    .related(first, "by this definition")
                    .help(format!("give one of the two another name; the file is called `{stem}.yaml`"))
            }
            None => Diagnostic::new(
                &rules::FILE_NAME,
                meta.name.span,
                format!("the definition is named `{name}`, its file `{stem}.yaml`"),
            )
            .help(format!("rename the file to `{name}.yaml`, or correct the name")),
        });
    }
}
