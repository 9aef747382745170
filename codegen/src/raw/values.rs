//! Values of the YAML: text, words, numbers, and the place where each stands.

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::nearest::did_you_mean;
use crate::raw::read::{Read, refuse};
use crate::raw::tree::{Content, Entry, Node, is_null};
use crate::source::Spanned;
use crate::vocabulary::Keyword;

fn text_of<'a>(node: &'a Node, diagnostics: &mut Diagnostics) -> Option<&'a str> {
    match &node.content {
        Content::Scalar { text, plain } if !(*plain && is_null(text)) => Some(text),
        _ => {
            refuse(node, diagnostics, || {
                Diagnostic::new(&rules::EXPECTED_TEXT, node.span, format!("text is expected, this is {}", node.what()))
                    .expected("text")
                    .help("write the text behind the colon; put it in quotes where it could be read as something else")
            });
            None
        }
    }
}

impl Read for String {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        text_of(node, diagnostics).map(|text| text.trim_end().to_owned())
    }
}

/// Reads an unquoted scalar, or reports that it is not `what`.
fn plain<T>(
    node: &Node,
    rule: &'static Rule,
    what: &str,
    help: &str,
    diagnostics: &mut Diagnostics,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    if let Content::Scalar { text, plain: true } = &node.content
        && let Some(value) = parse(text)
    {
        return Some(value);
    }
    refuse(node, diagnostics, || {
        let message = match &node.content {
            Content::Scalar { text, plain: false } => format!("{what} is expected, `{text}` in quotes is text"),
            Content::Scalar { text, plain: true } if !is_null(text) => format!("{what} is expected, not `{text}`"),
            _ => format!("{what} is expected, this is {}", node.what()),
        };
        Diagnostic::new(rule, node.span, message).expected(what).help(help)
    });
    None
}

impl Read for bool {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let help = "write `true` or `false`, without quotes";
        plain(node, &rules::EXPECTED_BOOLEAN, "true or false", help, diagnostics, |text| text.parse().ok())
    }
}

impl Read for i64 {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let help = "write digits only, without quotes";
        plain(node, &rules::EXPECTED_INTEGER, "a whole number", help, diagnostics, |text| text.parse().ok())
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

/// A text for people, which says something.
fn words(node: &Node, diagnostics: &mut Diagnostics) -> Option<String> {
    let text = String::read(node, diagnostics)?;
    if text.trim().is_empty() {
        diagnostics.push(
            Diagnostic::new(&rules::BLANK_TEXT, node.span, "a text for people is blank")
                .help("write what people are to read, or leave the key out where it is not required"),
        );
    }
    Some(text)
}

/// Whether a tag names a language: two or three small letters.
pub(crate) fn is_language(tag: &str) -> bool {
    (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Texts by language.
fn languages(entries: &[Entry], diagnostics: &mut Diagnostics) -> IndexMap<String, String> {
    let mut by_language = IndexMap::new();
    for entry in entries {
        let tag = &entry.key;
        if !is_language(tag) {
            diagnostics.push(
                Diagnostic::new(&rules::LANGUAGE_TAG, entry.key_span, format!("`{tag}` is not a language"))
                    .expected("two or three small letters, such as en, fr, es")
                    .help("texts are given as `{en: …, fr: …}`"),
            );
            continue;
        }
        if let Some(text) = words(&entry.value, diagnostics) {
            by_language.insert(tag.clone(), text);
        }
    }
    by_language
}

impl Read for Words {
    fn stand_in() -> Option<Self> {
        Some(Self::default())
    }

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Content::Mapping(entries) = &node.content else {
            let text = words(node, diagnostics)?;
            return Some(Self { by_language: std::iter::once(("en".to_owned(), text)).collect() });
        };
        let by_language = languages(entries, diagnostics);
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

/// A text of the standard in further languages.
#[derive(Clone, Debug)]
pub(crate) struct Translation {
    pub(crate) by_language: IndexMap<String, String>,
}

impl Read for Translation {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Content::Mapping(entries) = &node.content else {
            refuse(node, diagnostics, || {
                let what = node.what();
                Diagnostic::new(
                    &rules::EXPECTED_MAPPING,
                    node.span,
                    format!("a translation tells its language, this is {what}"),
                )
                .expected("texts by language")
                .help("write `{es: …}`")
            });
            return None;
        };
        Some(Self { by_language: languages(entries, diagnostics) })
    }
}

impl JsonSchema for Translation {
    fn schema_name() -> Cow<'static, str> {
        "Translation".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A text of the standard in further languages.",
            "type": "object",
            "propertyNames": {"pattern": "^[a-z]{2,3}$"},
            "additionalProperties": {"type": "string"},
        })
    }
}

/// A number that may have a fraction; its text is kept.
#[derive(Clone, Debug)]
pub(crate) struct Number(pub(crate) serde_json::Number);

impl Read for Number {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let help = "write digits, with a point before a fraction, without quotes";
        plain(node, &rules::EXPECTED_NUMBER, "a number", help, diagnostics, |text| text.parse().ok().map(Self))
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

/// What YAML 1.1 or 1.2 tools take for a boolean, a number or a date, so that its text is lost: `NO`, `01`, `1.10`.
pub(crate) fn is_ambiguous(text: &str) -> bool {
    const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", ".inf", ".nan"];
    let word = text.to_ascii_lowercase();
    let number = text.trim_start_matches(['+', '-']).replace('_', "");
    let has_digit_first = number.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    // Base 60 (`12:30`) and dates (`2001-01-01`) are made of digits and one sign.
    let is_made_of = |sign| number.contains(sign) && number.chars().all(|each| each.is_ascii_digit() || each == sign);
    WORDS.contains(&word.as_str())
        || (has_digit_first && (number.parse::<f64>().is_ok() || is_made_of(':') || is_made_of('-')))
        || ["0x", "0o", "0b"].iter().any(|prefix| number.starts_with(prefix))
}
