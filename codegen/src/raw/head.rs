//! A few keys of a file, without reading the rest of it.

use std::collections::BTreeMap;

use serde_saphyr::granit_parser::{Event, Parser};

/// What stands at a key of the topmost level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// A text.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// Anything else.
    Other,
}

impl Head {
    pub(crate) fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Texts(_) | Self::Other => None,
        }
    }

    pub(crate) fn texts(self) -> Option<Vec<String>> {
        match self {
            Self::Texts(texts) => Some(texts),
            Self::Text(_) | Self::Other => None,
        }
    }
}

/// What stands at some keys of a mapping, as far as they are there; nothing where the text up to the last of them is no YAML.
pub(crate) fn head<'k>(text: &str, keys: &[&'k str]) -> Option<BTreeMap<&'k str, Head>> {
    let mut found = BTreeMap::new();
    let mut depth = 0_usize;
    // The key of the topmost level whose value is being read, where it is a wanted one.
    let mut key: Option<Option<&'k str>> = None;
    for event in Parser::new_from_str(text) {
        let (event, _) = event.ok()?;
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                // A list directly at a key may turn out to be one of texts.
                if let (1, Some(Some(key))) = (depth, key) {
                    let is_list = matches!(event, Event::SequenceStart(..));
                    found.insert(key, if is_list { Head::Texts(Vec::new()) } else { Head::Other });
                } else if let (2.., Some(Some(key))) = (depth, key) {
                    found.insert(key, Head::Other);
                }
                depth += 1;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                depth = depth.saturating_sub(1);
                if depth == 1 {
                    key = None;
                }
            }
            Event::Scalar(text, ..) => match (depth, key) {
                (1, None) => key = Some(keys.iter().find(|wanted| **wanted == text).copied()),
                (1, Some(wanted)) => {
                    if let Some(wanted) = wanted {
                        found.insert(wanted, Head::Text(text.into_owned()));
                    }
                    key = None;
                }
                (2, Some(Some(wanted))) => {
                    if let Some(Head::Texts(texts)) = found.get_mut(wanted) {
                        texts.push(text.into_owned());
                    }
                }
                _ => {}
            },
            Event::Alias(_) => return None,
            _ => {}
        }
        if key.is_none() && found.len() == keys.len() {
            break;
        }
    }
    Some(found)
}
