//! A source as a document: its text as JSON, and where each part of it stands.

use std::collections::HashMap;

use camino::Utf8PathBuf;
use serde_json::Value as Json;
use serde_saphyr::granit_parser::{ErrorKind, Event, Parser, options};

use crate::import::finding::{Findings, Kind, Place};
use crate::limits::{MAX_FINDINGS_OF_A_FILE, MAX_POINTER_BYTES, MAX_SOURCE_DEPTH};
use crate::places::{Places as ByPointer, Pointer};

/// A file that could be read.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) path: Utf8PathBuf,
    /// The content; null where it could not be read.
    pub(super) json: Json,
    pub(super) places: Places,
}

impl Document {
    /// Reads a file; what cannot be read is told, and yields an empty document.
    pub(super) fn read(path: Utf8PathBuf, text: &str, file: usize, findings: &mut Findings) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        let is_json = matches!(path.extension(), Some("json" | "jsonld"));
        let json = if is_json { from_json(text) } else { from_yaml(text) };
        let json = json.and_then(|json| match length_of_pointers(&json, 0) {
            0..=MAX_POINTER_BYTES => Ok(json),
            _ => Err((
                format!("the keys that lead to its values have more than {MAX_POINTER_BYTES} bytes together"),
                None,
            )),
        });
        match json {
            Ok(json) => {
                let places = Places::of_text(text);
                for (pointer, key, first) in &places.repeated {
                    let place = Place { file, pointer: pointer.clone() };
                    let message = format!("the key `{key}` stands here a second time, first in line {first}");
                    findings.add(Kind::Clash, &place, message, Some("the later one was read".to_owned()));
                }
                Self { path, json, places }
            }
            Err((message, at)) => {
                findings.unreadable(file, message, at);
                Self { path, json: Json::Null, places: Places::default() }
            }
        }
    }
}

type Unreadable = (String, Option<(usize, usize)>);

fn from_json(text: &str) -> Result<Json, Unreadable> {
    serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or(&message);
        (format!("this is no JSON: {reason}"), Some((error.line(), error.column())))
    })
}

fn from_yaml(text: &str) -> Result<Json, Unreadable> {
    if !is_flat_enough(text) {
        return Err((format!("it nests deeper than {MAX_SOURCE_DEPTH} levels"), None));
    }
    serde_yaml::from_str(text).map_err(|error| {
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or(&message);
        (format!("this is no YAML: {reason}"), error.location().map(|at| (at.line(), at.column())))
    })
}

/// Where each value stands, and which keys stand in one object twice.
#[derive(Debug, Default)]
pub(super) struct Places {
    lines: ByPointer<(usize, usize)>,
    /// Keys that stand in one object twice: where the object is, which, and the line of the first one.
    repeated: Vec<(String, String, usize)>,
}

/// A collection that is being read.
struct Open {
    pointer: Pointer,
    /// The step that leads to it, as pointers write it.
    step: String,
    holds: Holds,
}

/// What a collection holds.
enum Holds {
    Items(usize),
    /// The keys with their lines, and the one whose value comes next.
    Members(HashMap<String, usize>, Option<String>),
}

impl Places {
    /// Line and column of a value, or of what holds it.
    pub(super) fn of(&self, pointer: &str) -> Option<(usize, usize)> {
        self.lines.nearest(pointer)
    }

    /// JSON is read as the YAML that it is; what the parser does not follow has no place.
    fn of_text(text: &str) -> Self {
        let mut places = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let options = options! { emit_unresolved_aliases: true };
        for event in Parser::new_from_str_with_options(text, options) {
            let Ok((event, span)) = event else { break };
            let at = (span.start.line(), span.start.col() + 1);
            if matches!(event, Event::SequenceEnd | Event::MappingEnd) {
                open.pop();
                continue;
            }
            if !event.is_node() {
                continue;
            }
            let Some((pointer, step)) = places.next(&mut open, &event, at) else { continue };
            let holds = match event {
                Event::SequenceStart(..) => Holds::Items(0),
                Event::MappingStart(..) => Holds::Members(HashMap::new(), None),
                _ => continue,
            };
            open.push(Open { pointer, step, holds });
        }
        places
    }

    /// The pointer of the value that begins, and the step to it; nothing where it is a key.
    fn next(&mut self, open: &mut [Open], event: &Event<'_>, at: (usize, usize)) -> Option<(Pointer, String)> {
        let Some(last) = open.last_mut() else {
            self.lines.insert(Pointer::WHOLE, at);
            return Some((Pointer::WHOLE, String::new()));
        };
        let pointer = last.pointer;
        let step = match &mut last.holds {
            Holds::Items(next) => {
                *next += 1;
                (*next - 1).to_string()
            }
            Holds::Members(seen, key) => {
                if let Some(key) = key.take() {
                    return Some((self.lines.below(pointer, &key), step_to(&key)));
                }
                let text = if let Event::Scalar(text, ..) = event { text.to_string() } else { String::new() };
                *key = Some(text.clone());
                // The place of a member is that of its key.
                let own = self.lines.below(pointer, &text);
                self.lines.insert(own, at);
                let first = seen.insert(text.clone(), at.0);
                if let Some(first) = first.filter(|_| self.repeated.len() < MAX_FINDINGS_OF_A_FILE) {
                    let of: String = open.iter().map(|open| open.step.as_str()).collect();
                    let of = if of.len() > 1000 { String::new() } else { of + &step_to(&text) };
                    self.repeated.push((of, text, first));
                }
                return None;
            }
        };
        let own = self.lines.below(pointer, &step);
        self.lines.insert(own, at);
        Some((own, step_to(&step)))
    }
}

fn step_to(key: &str) -> String {
    format!("/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// Whether a text of YAML nests no deeper than is allowed: the reader of plain values takes for ever to find out.
fn is_flat_enough(text: &str) -> bool {
    let mut depth = 0;
    for event in Parser::new_from_str_with_options(text, options! { emit_unresolved_aliases: true }) {
        match event {
            Ok((Event::SequenceStart(..) | Event::MappingStart(..), _)) => depth += 1,
            Ok((Event::SequenceEnd | Event::MappingEnd, _)) => depth -= 1,
            Ok(_) => {}
            // What is wrong is told by the reader.
            Err(error) => return *error.kind() != ErrorKind::RecursionLimitExceeded,
        }
        if depth > MAX_SOURCE_DEPTH {
            return false;
        }
    }
    true
}

/// How long the pointers to all values are together: what is read of a file is told by them.
fn length_of_pointers(json: &Json, own: usize) -> usize {
    let below = match json {
        Json::Object(members) => {
            members.iter().map(|(key, value)| length_of_pointers(value, own + key.len() + 1)).sum()
        }
        Json::Array(items) => items.iter().map(|item| length_of_pointers(item, own + 4)).sum(),
        _ => 0,
    };
    own + below
}
