//! Who has which id: the table behind every reference.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::RawSpec;
use crate::raw::{RawMeta, Text};
use crate::resolve::Resolver;
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

    /// The letters that its ids begin with.
    fn letters(self) -> &'static str {
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
            let metas = all_metas(files);
            let mut names: IndexMap<(RawKind, &str), Span> = IndexMap::new();
            for (kind, at, meta, file) in metas {
                check_id(kind, meta.id, diagnostics);
                check_name(kind, meta.name, diagnostics);
                check_stem(meta.name, sources.file(file).path.file_stem().unwrap_or_default(), diagnostics);
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
                if let Some(first) = names.insert((kind, &meta.name.value), meta.name.span) {
                    diagnostics.push(
                        Diagnostic::new(
                            &rules::DUPLICATE_NAME,
                            meta.name.span,
                            format!("the name `{}` is taken by another one of its kind", meta.name.value),
                        )
                        .related(first, "by this definition")
                        .help("rename one of the two"),
                    );
                }
            }
        }
        Self { ids, broken: &spec.broken, visible: Vec::new() }
    }

    /// Where an id is defined.
    pub(super) fn get(&self, id: &str) -> Option<RawRef> {
        self.ids.get(id).copied()
    }

    /// Every id with its place.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'a str, RawRef)> {
        self.ids.iter().map(|(id, raw)| (*id, *raw))
    }

    /// The definitions of a kind in an interface, in the order of their ids.
    pub(super) fn of(&self, interface: usize, kind: RawKind) -> Vec<usize> {
        let mut found: Vec<(&str, usize)> = self
            .ids
            .iter()
            .filter(|(_, raw)| raw.interface == interface && raw.kind == kind)
            .map(|(id, raw)| (*id, raw.at))
            .collect();
        found.sort_by(|a, b| crate::model::id_order(a.0, b.0));
        found.into_iter().map(|(_, at)| at).collect()
    }
}

impl Resolver<'_> {
    /// The definition that a reference names, of one of the `kinds`, as seen from an interface.
    pub(super) fn refer(&mut self, id: &Text, kinds: &[RawKind], from: usize) -> Option<RawRef> {
        let expected = kinds.iter().map(|kind| kind.what()).collect::<Vec<_>>().join(" or ");
        let Some(found) = self.index.get(&id.value) else {
            if self.index.broken.contains(&id.value) {
                return None;
            }
            let known = self.index.iter().filter(|(_, raw)| kinds.contains(&raw.kind));
            let mut near = crate::nearest::did_you_mean(&id.value, known.map(|(id, _)| id));
            if near.is_none() {
                let by_name = self.names_like(&id.value, kinds);
                near = by_name.map(|id| format!("references are by id: write `{id}`"));
            }
            self.report(
                Diagnostic::new(&rules::UNKNOWN_REFERENCE, id.span, format!("there is no `{}`", id.value))
                    .expected(format!("the id of {expected}"))
                    .help(near.unwrap_or_else(|| "`dci list` shows every id".to_owned())),
            );
            return None;
        };
        if !kinds.contains(&found.kind) {
            self.report(
                Diagnostic::new(&rules::WRONG_KIND, id.span, format!("`{}` is {}", id.value, found.kind.what()))
                    .expected(format!("the id of {expected}"))
                    .help(format!("refer to {expected}")),
            );
            return None;
        }
        if !self.index.visible[from].contains(&found.interface) {
            let own = &self.spec.interfaces[from].settings.raw;
            let other = &self.spec.interfaces[found.interface].settings.raw;
            let (own, other) = (own.interface.value.clone(), other.interface.value.clone());
            self.report(
                Diagnostic::new(
                    &rules::UNDECLARED_DEPENDENCY,
                    id.span,
                    format!("`{}` belongs to {other}, on which {own} does not depend", id.value),
                )
                .help(format!("add {other} to `depends_on` of {own}, or refer to a definition that both may use")),
            );
            return None;
        }
        Some(found)
    }

    /// The id of a definition that has this name.
    fn names_like(&self, name: &str, kinds: &[RawKind]) -> Option<String> {
        self.spec
            .interfaces
            .iter()
            .flat_map(all_metas)
            .find(|(kind, _, meta, _)| kinds.contains(kind) && meta.name.value == name)
            .map(|(_, _, meta, _)| meta.id.value.clone())
    }
}

type MetaRow<'a> = (RawKind, usize, RawMeta<'a>, FileId);

/// What every definition of an interface carries.
pub(super) fn all_metas(files: &crate::load::RawInterfaceFiles) -> Vec<MetaRow<'_>> {
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
fn check_id(kind: RawKind, id: &Text, diagnostics: &mut Diagnostics) {
    let letters = kind.letters();
    let rest = id.value.strip_prefix(letters);
    let well_formed = rest.is_some_and(|rest| {
        let parts: Vec<&str> = rest.split('.').collect();
        let is_part = |part: &&str| {
            !part.is_empty()
                && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
        };
        let short = parts.len() == 1 && rest.len() >= 2 && rest.bytes().all(|byte| byte.is_ascii_digit());
        short || (parts.len() >= 3 && parts[0].is_empty() && parts[1..].iter().all(is_part))
    });
    if !well_formed {
        diagnostics.push(
            Diagnostic::new(&rules::MALFORMED_ID, id.span, format!("`{}` is not the id of {}", id.value, kind.what()))
                .expected(format!("an id such as {letters}.COM.02"))
                .help("the parts are the kind's letters, the scope of the interface and a number, in capitals, joined by points"),
        );
    }
}

/// Data objects are named in `CamelCase`, operations may have hyphens, all others are in `snake_case`.
fn check_name(kind: RawKind, name: &Text, diagnostics: &mut Diagnostics) {
    let text = name.value.as_str();
    let is_snake = |text: &str, also: u8| {
        text.starts_with(|first: char| first.is_ascii_lowercase())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == also)
    };
    let (well_formed, expected) = match kind {
        RawKind::DataObject => (
            text.starts_with(|first: char| first.is_ascii_uppercase())
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            "a name in CamelCase, such as RelatedPerson",
        ),
        RawKind::Operation => (is_snake(text, b'-'), "a name such as on-search"),
        _ => (is_snake(text, b'_'), "a name in snake_case, such as marital_status"),
    };
    if !well_formed {
        diagnostics.push(
            Diagnostic::new(&rules::MALFORMED_NAME, name.span, format!("`{text}` is not a name of {}", kind.what()))
                .expected(expected)
                .help(format!("write {expected}")),
        );
    }
}

/// The file of a definition is found by its name.
fn check_stem(name: &Text, stem: &str, diagnostics: &mut Diagnostics) {
    if name.value != stem {
        diagnostics.push(
            Diagnostic::new(
                &rules::FILE_NAME,
                name.span,
                format!("the definition is named `{}`, its file `{stem}.yaml`", name.value),
            )
            .help(format!("rename the file to `{}.yaml`, or correct the name", name.value)),
        );
    }
}
