//! Nodes to typed definitions, past every fault.
//!
//! [`record!`] declares a mapping once: its keys, their types and their meaning. From that one declaration come the
//! struct, the reader that reports every unknown or missing key, and the JSON Schema for editors.

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::nearest::did_you_mean;
use crate::raw::tree::{Content, Entry, Node, is_null};
use crate::source::{Span, Spanned};
use crate::vocabulary::Keyword;

/// Something that can be read from a node.
pub(crate) trait Read: Sized {
    /// Reads it, or reports why not.
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self>;
}

/// A value under a key: present, absent, or a list.
pub(crate) trait Field: Sized {
    /// Reads it; the outer option is nothing where something was reported.
    fn read_field(mapping: &mut Mapping<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Self>;
}

/// A mapping that is being read key by key.
pub(crate) struct Mapping<'a> {
    what: &'static str,
    span: Span,
    entries: Vec<&'a Entry>,
}

impl<'a> Mapping<'a> {
    /// The mapping in a node, or a report that it is none.
    pub(crate) fn open(node: &'a Node, what: &'static str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Content::Mapping(entries) = &node.content else {
            diagnostics.push(
                Diagnostic::new(
                    &rules::EXPECTED_MAPPING,
                    node.span,
                    format!("{what} is a mapping, this is {}", node.what()),
                )
                .expected("keys and values")
                .help(format!("write {what} as `key: value`, one key a line")),
            );
            return None;
        };
        Some(Self { what, span: node.span, entries: entries.iter().collect() })
    }

    fn take(&mut self, key: &str) -> Option<&'a Entry> {
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(at))
    }

    /// Reports every key that nobody asked for.
    pub(crate) fn finish(self, known: &[&'static str], diagnostics: &mut Diagnostics) {
        for entry in self.entries {
            let help = did_you_mean(&entry.key, known.iter().copied())
                .unwrap_or_else(|| format!("known keys: {}", known.join(", ")));
            diagnostics.push(
                Diagnostic::new(
                    &rules::UNKNOWN_KEY,
                    entry.key_span,
                    format!("{} has no key `{}`", self.what, entry.key),
                )
                .help(help),
            );
        }
    }
}

impl<T: Read> Field for T {
    fn read_field(mapping: &mut Mapping<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some(entry) = mapping.take(key) else {
            let start = Span { end: mapping.span.start.saturating_add(1).min(mapping.span.end), ..mapping.span };
            diagnostics.push(
                Diagnostic::new(&rules::MISSING_KEY, start, format!("{} lacks the key `{key}`", mapping.what))
                    .help(format!("add `{key}: …`")),
            );
            return None;
        };
        T::read(&entry.value, diagnostics)
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
        T::read(&entry.value, diagnostics).map(Some)
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
            diagnostics.push(
                Diagnostic::new(&rules::EXPECTED_LIST, entry.value.span, format!("`{key}` is a list, this is {what}"))
                    .expected("a list")
                    .help("write `- …`, one item a line, or `[…]`"),
            );
            return None;
        };
        // An item that cannot be read is reported and left out, so that the others are still looked at.
        Some(Some(items.iter().filter_map(|item| T::read(item, diagnostics)).collect()))
    }
}

fn text_of<'a>(node: &'a Node, diagnostics: &mut Diagnostics) -> Option<&'a str> {
    match &node.content {
        Content::Scalar { text, plain } if !(*plain && is_null(text)) => Some(text),
        _ => {
            diagnostics.push(
                Diagnostic::new(&rules::EXPECTED_TEXT, node.span, format!("text is expected, this is {}", node.what()))
                    .expected("text")
                    .help("write the text behind the colon; put it in quotes where it could be read as something else"),
            );
            None
        }
    }
}

impl Read for String {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        text_of(node, diagnostics).map(|text| text.trim_end().to_owned())
    }
}

impl<T: Read> Read for Spanned<T> {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        T::read(node, diagnostics).map(|value| Self { value, span: node.span })
    }
}

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl Read for bool {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &node.content {
            Content::Scalar { text, plain: true } if text == "true" => Some(true),
            Content::Scalar { text, plain: true } if text == "false" => Some(false),
            _ => {
                diagnostics.push(
                    Diagnostic::new(&rules::EXPECTED_BOOLEAN, node.span, "`true` or `false` is expected")
                        .expected("true or false")
                        .help("write `true` or `false`, without quotes"),
                );
                None
            }
        }
    }
}

impl Read for i64 {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if let Content::Scalar { text, plain: true } = &node.content
            && let Ok(number) = text.parse()
        {
            return Some(number);
        }
        diagnostics.push(
            Diagnostic::new(&rules::EXPECTED_INTEGER, node.span, "a whole number is expected")
                .expected("a whole number")
                .help("write digits only, without quotes"),
        );
        None
    }
}

/// A word of a closed vocabulary.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<T>(pub(crate) T);

impl<T: Keyword> Read for Word<T> {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = text_of(node, diagnostics)?;
        if let Some(value) = T::parse(text) {
            return Some(Self(value));
        }
        let words: Vec<&str> = T::ALL.iter().map(|(word, _, _)| *word).collect();
        diagnostics.push(
            Diagnostic::new(&rules::UNKNOWN_WORD, node.span, format!("`{text}` is not {}", T::WHAT))
                .expected(format!("one of {}", words.join(", ")))
                .help(
                    did_you_mean(text, words.iter().copied())
                        .unwrap_or_else(|| format!("write one of {}", words.join(", "))),
                ),
        );
        None
    }
}

impl<T: JsonSchema> JsonSchema for Word<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Text for people: in English, or in several languages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    pub(crate) by_language: IndexMap<String, String>,
}

impl Read for Words {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Content::Mapping(entries) = &node.content else {
            let text = String::read(node, diagnostics)?;
            return Some(Self { by_language: std::iter::once(("en".to_owned(), text)).collect() });
        };
        let mut by_language = IndexMap::new();
        for entry in entries {
            let tag = &entry.key;
            if !(2..=3).contains(&tag.len()) || !tag.bytes().all(|byte| byte.is_ascii_lowercase()) {
                diagnostics.push(
                    Diagnostic::new(&rules::LANGUAGE_TAG, entry.key_span, format!("`{tag}` is not a language"))
                        .expected("two or three small letters, such as en, fr, es")
                        .help("texts are given as `{en: …, fr: …}`"),
                );
                continue;
            }
            if let Some(text) = String::read(&entry.value, diagnostics) {
                by_language.insert(tag.clone(), text);
            }
        }
        if !by_language.contains_key("en") {
            diagnostics.push(
                Diagnostic::new(&rules::NO_ENGLISH, node.span, "the text has no English version")
                    .expected("a key `en`")
                    .help("add `en: …`: it is what programs and pages fall back to"),
            );
            return None;
        }
        Some(Self { by_language })
    }
}

impl JsonSchema for Words {
    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Text for people: in English, or a map of languages that has `en`.",
            "oneOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "required": ["en"],
                    "propertyNames": {"pattern": "^[a-z]{2,3}$"},
                    "additionalProperties": {"type": "string"},
                },
            ],
        })
    }
}

/// A number that may have a fraction; its text is kept.
#[derive(Clone, Debug)]
pub(crate) struct Number(pub(crate) serde_json::Number);

impl Read for Number {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if let Content::Scalar { text, plain: true } = &node.content
            && let Ok(number) = text.parse()
        {
            return Some(Self(number));
        }
        diagnostics.push(
            Diagnostic::new(&rules::EXPECTED_NUMBER, node.span, "a number is expected")
                .expected("a number")
                .help("write digits, with a point before a fraction, without quotes"),
        );
        None
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "number"})
    }
}

/// Text that any YAML scalar may stand for: `NO`, `01` and `1.10` keep their text.
#[derive(Clone, Debug)]
pub(crate) struct CodeText {
    pub(crate) text: String,
    pub(crate) plain: bool,
}

impl Read for CodeText {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = text_of(node, diagnostics)?.to_owned();
        Some(Self { text, plain: matches!(node.content, Content::Scalar { plain: true, .. }) })
    }
}

impl JsonSchema for CodeText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "CodeText".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["string", "number", "boolean"]})
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
        #[derive(Debug, schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        #[allow(dead_code, reason = "some keys are read for the reader's sake alone")]
        pub(crate) struct $name {
            /// Where the mapping stands.
            #[schemars(skip)]
            pub(crate) span: $crate::source::Span,
            $($(#[doc = $meaning])+ $(#[schemars(rename = $key)])? pub(crate) $field: $type,)*
        }

        impl $crate::raw::read::Read for $name {
            fn read(
                node: &$crate::raw::tree::Node,
                diagnostics: &mut $crate::diagnostic::Diagnostics,
            ) -> Option<Self> {
                let mut mapping = $crate::raw::read::Mapping::open(node, $what, diagnostics)?;
                $(let $field = <$type as $crate::raw::read::Field>::read_field(
                    &mut mapping,
                    $crate::raw::read::record!(@key $field $($key)?),
                    diagnostics,
                );)*
                mapping.finish(&[$($crate::raw::read::record!(@key $field $($key)?)),*], diagnostics);
                Some(Self { span: node.span, $($field: $field?,)* })
            }
        }
    )+};
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}
pub(crate) use record;
