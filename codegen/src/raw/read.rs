//! Mappings to typed definitions, past every fault.
//!
//! [`record!`] declares a mapping once: its keys, their types and their meaning. From that one declaration come the
//! struct, the reader that reports every unknown or missing key, and the JSON Schema for editors.

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::nearest::{did_you_mean, nearest, quoted};
use crate::raw::tree::{Content, Entry, Node, is_null};
use crate::source::Span;

/// Something that can be read from a node.
pub(crate) trait Read: Sized {
    /// Reads it, or reports why not.
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self>;

    /// What stands in for a value that was reported, where something can.
    fn stand_in() -> Option<Self> {
        None
    }
}

/// A mapping of which as much is kept as can be read.
pub(crate) trait Salvage: Sized {
    /// Reads it once more, silently; `fallback` stands in for what was reported.
    fn salvage(node: &Node, fallback: Self) -> Self;
}

/// A value under a key: present, absent, or a list.
pub(crate) trait Field: Sized {
    /// Reads it; nothing where it was reported and nothing can stand in for it.
    fn read_field(mapping: &mut Mapping<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Self>;
}

/// A mapping that is being read key by key.
pub(crate) struct Mapping<'a> {
    what: &'static str,
    known: &'static [&'static str],
    /// The first key with its value, by which people recognise the mapping.
    head: Span,
    entries: Vec<&'a Entry>,
    missing: Vec<&'static str>,
}

impl<'a> Mapping<'a> {
    /// The mapping in a node, or a report that it is none.
    pub(crate) fn open(
        node: &'a Node,
        what: &'static str,
        known: &'static [&'static str],
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let Content::Mapping(entries) = &node.content else {
            refuse(node, diagnostics, || {
                Diagnostic::new(
                    &rules::EXPECTED_MAPPING,
                    node.span,
                    format!("{what} is made of keys and values, this is {}", node.what()),
                )
                .expected("keys and values")
                .help(format!("write `key: value`, one key a line; {what} has the keys {}", known.join(", ")))
            });
            return None;
        };
        let head = entries.first().map_or(node.span, |first| match first.value.content {
            Content::Scalar { .. } => Span { end: first.value.span.end, ..first.key_span },
            _ => first.key_span,
        });
        Some(Self { what, known, head, entries: entries.iter().collect(), missing: Vec::new() })
    }

    fn take(&mut self, key: &str) -> Option<&'a Entry> {
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(at))
    }

    /// Reports every key that nobody asked for, and every one that is not there. A misspelt key is both, and is
    /// reported once.
    pub(crate) fn finish(mut self, diagnostics: &mut Diagnostics) {
        for entry in self.entries {
            let missing = self.missing.iter().copied();
            let help = match nearest(&entry.key, missing).first() {
                Some(meant) => {
                    self.missing.retain(|missing| missing != meant);
                    format!("did you mean `{meant}`?")
                }
                // `{label: Widow, widower}`: the comma was meant as a part of the text.
                None if entry.value.span.start <= entry.key_span.end => {
                    "a comma ends a text inside braces: put the whole text in quotes".to_owned()
                }
                None => did_you_mean(&entry.key, self.known.iter().copied())
                    .unwrap_or_else(|| format!("known keys: {}", self.known.join(", "))),
            };
            diagnostics.push(
                Diagnostic::new(
                    &rules::UNKNOWN_KEY,
                    entry.key_span,
                    format!("{} has no key `{}`", self.what, entry.key),
                )
                .help(help),
            );
        }
        if self.missing.is_empty() {
            return;
        }
        let keys = quoted(&self.missing, "and");
        let noun = if self.missing.len() == 1 { "key" } else { "keys" };
        let lines: Vec<String> = self.missing.iter().map(|key| format!("`{key}: …`")).collect();
        diagnostics.push(
            Diagnostic::new(&rules::MISSING_KEY, self.head, format!("{} lacks the {noun} {keys}", self.what))
                .help(format!("add {}", lines.join(" and "))),
        );
    }
}

/// Reports a node of the wrong shape, unless it was reported before.
pub(super) fn refuse(node: &Node, diagnostics: &mut Diagnostics, diagnostic: impl FnOnce() -> Diagnostic) {
    if !matches!(node.content, Content::Broken) {
        diagnostics.push(diagnostic());
    }
}

impl<T: Read> Field for T {
    fn read_field(mapping: &mut Mapping<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some(entry) = mapping.take(key) else {
            mapping.missing.push(key);
            return T::stand_in();
        };
        T::read(&entry.value, diagnostics).or_else(T::stand_in)
    }
}

impl<T: Read> Field for Option<T> {
    fn read_field(mapping: &mut Mapping<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some(entry) = mapping.take(key) else { return Some(None) };
        if let Content::Scalar { text, plain: true } = &entry.value.content
            && is_null(text)
        {
            return Some(None);
        }
        Some(T::read(&entry.value, diagnostics))
    }
}

impl<T: Read> Field for Vec<T> {
    fn read_field(mapping: &mut Mapping<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Self> {
        Option::<Self>::read_field(mapping, key, diagnostics).map(Option::unwrap_or_default)
    }
}

impl<T: Read> Field for Option<Vec<T>> {
    fn read_field(mapping: &mut Mapping<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some(entry) = mapping.take(key) else { return Some(None) };
        let Content::Sequence(items) = &entry.value.content else {
            let what = entry.value.what();
            refuse(&entry.value, diagnostics, || {
                Diagnostic::new(&rules::EXPECTED_LIST, entry.value.span, format!("`{key}` is a list, this is {what}"))
                    .expected("a list")
                    .help("write `- …`, one item a line, or `[…]`; leave the key out where there is nothing to list")
            });
            return Some(None);
        };
        // An item that cannot be read is reported and left out, so that the others are still looked at.
        Some(Some(items.iter().filter_map(|item| T::read(item, diagnostics)).collect()))
    }
}

/// Declares a mapping: struct, reader and editor schema in one.
macro_rules! record {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident, $what:literal {
            $($(#[doc = $meaning:literal])+ $field:ident $(as $key:literal)?: $type:ty,)*
        }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        #[allow(dead_code, reason = "some keys are read for the reader's sake alone")]
        pub(crate) struct $name {
            /// Where the mapping stands.
            #[schemars(skip)]
            pub(crate) span: $crate::source::Span,
            $($(#[doc = $meaning])+ $(#[schemars(rename = $key)])? pub(crate) $field: $type,)*
        }

        impl $name {
            const KEYS: &[&str] = &[$($crate::raw::read::record!(@key $field $($key)?)),*];
        }

        impl $crate::raw::read::Read for $name {
            fn read(
                node: &$crate::raw::tree::Node,
                diagnostics: &mut $crate::diagnostic::Diagnostics,
            ) -> Option<Self> {
                let mut mapping = $crate::raw::read::Mapping::open(node, $what, Self::KEYS, diagnostics)?;
                $(let $field = <$type as $crate::raw::read::Field>::read_field(
                    &mut mapping,
                    $crate::raw::read::record!(@key $field $($key)?),
                    diagnostics,
                );)*
                mapping.finish(diagnostics);
                Some(Self { span: node.span, $($field: $field?,)* })
            }
        }

        impl $crate::raw::read::Salvage for $name {
            fn salvage(node: &$crate::raw::tree::Node, fallback: Self) -> Self {
                let mut silent = $crate::diagnostic::Diagnostics::new();
                let read = match $crate::raw::read::Mapping::open(node, $what, Self::KEYS, &mut silent) {
                    None => fallback,
                    Some(mut mapping) => Self {
                        span: node.span,
                        $($field: <$type as $crate::raw::read::Field>::read_field(
                            &mut mapping,
                            $crate::raw::read::record!(@key $field $($key)?),
                            &mut silent,
                        )
                        .unwrap_or(fallback.$field),)*
                    },
                };
                drop(silent.finish());
                read
            }
        }
    )+};
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}
pub(crate) use record;
