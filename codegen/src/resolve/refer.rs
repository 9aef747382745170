//! References: from the id that is written to the definition that it means.

use indexmap::IndexMap;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::nearest::{joined, nearest};
use crate::raw::Text;
use crate::resolve::Resolver;
use crate::resolve::index::{RawKind, RawRef, all_metas};
use crate::source::Span;

/// References to interfaces that the own one does not depend on: by the two interfaces, the ids with their places.
pub(super) type Undeclared = IndexMap<(usize, usize), Vec<Text>>;

impl Resolver<'_> {
    /// The definition that a reference names, of one of the `kinds`, as seen from an interface.
    pub(super) fn refer(&mut self, id: &Text, kinds: &[RawKind], from: usize) -> Option<RawRef> {
        let Some(found) = self.index.get(&id.value) else {
            if !self.index.is_broken(&id.value) {
                let is_listed = !self.diagnostics.is_full(id.span.file);
                let help = if is_listed { self.meant(&id.value, kinds, from) } else { None };
                self.report(
                    Diagnostic::new(&rules::UNKNOWN_REFERENCE, id.span, format!("there is no `{}`", id.value))
                        .expected(format!("the id of {}", one_of(kinds)))
                        .help(help.unwrap_or_else(|| "`dci list` shows every id".to_owned())),
                );
            }
            return None;
        };
        if !kinds.contains(&found.kind) {
            self.report(
                Diagnostic::new(&rules::WRONG_KIND, id.span, format!("`{}` is {}", id.value, found.kind.what()))
                    .expected(format!("the id of {}", one_of(kinds)))
                    .help(format!("refer to {}", one_of(kinds))),
            );
            return None;
        }
        self.declares(from, found.interface, id);
        Some(found)
    }

    /// Notes a reference to an interface that the own one does not depend on. It is clear what is meant, so that
    /// nothing else need be said of it.
    pub(super) fn declares(&mut self, from: usize, to: usize, name: &Text) {
        if !self.index.visible[from].contains(&to) {
            let known = self.undeclared.entry((from, to)).or_default();
            if known.iter().all(|other| other.span != name.span) {
                known.push(name.clone());
            }
        }
    }

    /// What an unknown id may have meant.
    fn meant(&self, id: &str, kinds: &[RawKind], from: usize) -> Option<String> {
        let visible = |raw: &RawRef| kinds.contains(&raw.kind) && self.index.visible[from].contains(&raw.interface);
        // Who writes CD means a code directory.
        let letters = |id: &str| id.split(|sign: char| !sign.is_ascii_uppercase()).next().map(ToOwned::to_owned);
        let is_alike = |raw: &RawRef| letters(id).is_none_or(|start| start.is_empty() || start == raw.kind.letters());
        let known: Vec<(&str, RawRef)> = self.index.iter().filter(|(_, raw)| visible(raw)).collect();
        let mut near = nearest(id, known.iter().filter(|(_, raw)| is_alike(raw)).map(|(id, _)| *id));
        if near.is_empty() {
            near = nearest(id, known.iter().map(|(id, _)| *id));
        }
        let named: Vec<String> = near.iter().map(|id| format!("`{id}` ({})", self.name_of(id))).collect();
        if !named.is_empty() {
            return Some(format!("did you mean {}?", joined(&named, "or")));
        }
        let by_name = self.spec.interfaces.iter().flat_map(all_metas);
        let by_name = by_name.filter(|(kind, _, meta, _)| kinds.contains(kind) && meta.name.value == id);
        by_name.map(|(_, _, meta, _)| format!("references are by id: write `{}`", meta.id.value)).next()
    }

    fn name_of(&self, id: &str) -> &str {
        let rows = self.spec.interfaces.iter().flat_map(all_metas);
        rows.filter(|(_, _, meta, _)| meta.id.value == id)
            .map(|(_, _, meta, _)| meta.name.value.as_str())
            .next()
            .unwrap_or_default()
    }

    /// Reports what each interface uses of interfaces that it does not depend on: once for each of them, at the first
    /// place, since the mend is in one place.
    pub(super) fn undeclared_dependencies(&mut self) {
        for ((from, to), mut ids) in std::mem::take(&mut self.undeclared) {
            ids.sort_by_key(|id| self.sources.place(id.span));
            let [first, others @ ..] = ids.as_slice() else { continue };
            let own = &self.spec.interfaces[from].settings.raw;
            let other = &self.spec.interfaces[to].settings.raw.interface.value;
            let scope = &own.interface.value;
            let count = match others.len() {
                0 => String::new(),
                1 => "; so does one more reference".to_owned(),
                more => format!("; so do {more} more references"),
            };
            let help = if self.index.visible[to].contains(&from) {
                format!("{other} depends on {scope} already: move what {scope} needs into {scope}")
            } else {
                format!("add {other} to `depends_on` of {scope}, or refer to a definition that both may use")
            };
            let settings = own.depends_on.first().map_or(own.interface.span, |first| first.span);
            let diagnostic = Diagnostic::new(
                &rules::UNDECLARED_DEPENDENCY,
                first.span,
                format!("`{}` belongs to {other}, on which {scope} does not depend{count}", first.value),
            )
            .related(settings, "what the interface depends on is told here")
            .help(help);
            self.report(diagnostic);
        }
    }
}

/// Reports everything that stands in a list for a second time.
pub(super) fn stands_once<'a>(
    what: &str,
    items: impl IntoIterator<Item = (&'a str, Span)>,
    diagnostics: &mut Diagnostics,
) {
    let mut seen: IndexMap<&str, Span> = IndexMap::new();
    for (item, span) in items {
        if let Some(first) = seen.get(item) {
            diagnostics.push(
                Diagnostic::new(&rules::LISTED_TWICE, span, format!("{what} `{item}` is listed a second time"))
                    .related(*first, "first listed here")
                    .help("remove one of the two, or correct it"),
            );
        } else {
            seen.insert(item, span);
        }
    }
}

/// The pairs of texts and places that [`stands_once`] looks at.
pub(super) fn texts(items: &[Text]) -> impl Iterator<Item = (&str, Span)> {
    items.iter().map(|item| (item.value.as_str(), item.span))
}

/// The kinds in a sentence: `a data type, data format or code directory`.
fn one_of(kinds: &[RawKind]) -> String {
    let names: Vec<String> = kinds
        .iter()
        .enumerate()
        .map(|(at, kind)| match at {
            0 => kind.what().to_owned(),
            _ => kind.what().trim_start_matches("an ").trim_start_matches("a ").to_owned(),
        })
        .collect();
    joined(&names, "or")
}
