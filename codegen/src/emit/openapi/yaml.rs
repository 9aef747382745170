//! A document as YAML, read back before it is accepted.
//!
//! What is written is held against what was meant event by event, which takes a third of the time of reading it into
//! values, and also sees the order of keys.

use serde::Serialize;
use serde_json::Value;
use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle};

/// The YAML of a document; why not, where it does not read back as what was meant.
pub(super) fn to_yaml(document: &impl Serialize) -> Result<String, String> {
    let options = serde_saphyr::ser_options! { folded_wrap_chars: 120 };
    let text = serde_saphyr::to_string_with_options(document, options).map_err(|error| error.to_string())?;
    let meant = serde_json::to_value(document).map_err(|error| error.to_string())?;
    let mut reader = Reader { parser: Parser::new_from_str(&text) };
    reader.expect(&meant)?;
    Ok(text)
}

struct Reader<'a> {
    parser: Parser<'a, serde_saphyr::granit_parser::StrInput<'a>>,
}

impl<'a> Reader<'a> {
    /// The next event that is part of the content.
    fn next(&mut self) -> Result<Event<'a>, String> {
        for event in self.parser.by_ref() {
            let (event, _) = event.map_err(|error| error.to_string())?;
            if event.is_node() || matches!(event, Event::MappingEnd | Event::SequenceEnd) {
                return Ok(event);
            }
        }
        Err("the YAML ends too early".to_owned())
    }

    fn expect(&mut self, meant: &Value) -> Result<(), String> {
        match (self.next()?, meant) {
            (Event::MappingStart(..), Value::Object(entries)) => {
                for (key, value) in entries {
                    self.expect(&Value::from(key.as_str()))?;
                    self.expect(value).map_err(|error| format!("{key}: {error}"))?;
                }
                matches!(self.next()?, Event::MappingEnd).then_some(()).ok_or_else(|| "more keys than meant".to_owned())
            }
            (Event::SequenceStart(..), Value::Array(items)) => {
                for item in items {
                    self.expect(item)?;
                }
                matches!(self.next()?, Event::SequenceEnd)
                    .then_some(())
                    .ok_or_else(|| "more items than meant".to_owned())
            }
            (Event::Scalar(text, style, ..), meant) if reads_as(&text, style == ScalarStyle::Plain, meant) => Ok(()),
            (event, meant) => Err(format!("{event:?} where {meant} was meant")),
        }
    }
}

/// Whether a scalar is read as this value. Plain text that could also be read as a number, a boolean or nothing is no
/// text.
fn reads_as(text: &str, plain: bool, meant: &Value) -> bool {
    let is_word = || matches!(text.to_ascii_lowercase().as_str(), "" | "~" | "null" | "true" | "false");
    match meant {
        Value::String(meant) => text == meant && !(plain && (is_word() || text.parse::<f64>().is_ok())),
        Value::Number(meant) => plain && text.parse().is_ok_and(|number: serde_json::Number| number == *meant),
        Value::Bool(meant) => plain && text == if *meant { "true" } else { "false" },
        Value::Null => plain && text == "null",
        Value::Array(_) | Value::Object(_) => false,
    }
}
