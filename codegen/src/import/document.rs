//! A source as a document: its text as JSON, and where each part of it stands.

use std::collections::HashMap;

use camino::Utf8PathBuf;
use serde_json::Value as Json;
use serde_saphyr::granit_parser::{Event, Parser, options};

use crate::import::finding::{Findings, Kind, Place};

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
    serde_yaml::from_str(text).map_err(|error| {
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or(&message);
        (format!("this is no YAML: {reason}"), error.location().map(|at| (at.line(), at.column())))
    })
}

/// Where each value stands, by its JSON pointer.
#[derive(Debug, Default)]
pub(super) struct Places {
    lines: HashMap<String, (usize, usize)>,
    /// Keys that stand in one object twice: where, which, and the line of the first one.
    repeated: Vec<(String, String, usize)>,
}

/// A collection that is being read.
enum Open {
    Items(usize),
    /// The keys with their lines, and the one whose value comes next.
    Members(HashMap<String, usize>, Option<String>),
}

impl Places {
    /// Line and column of a value, or of what holds it.
    pub(super) fn of(&self, pointer: &str) -> Option<(usize, usize)> {
        let mut pointer = pointer;
        loop {
            if let Some(place) = self.lines.get(pointer) {
                return Some(*place);
            }
            pointer = pointer.rsplit_once('/')?.0;
        }
    }

    /// JSON is read as the YAML that it is; what the parser does not follow has no place.
    fn of_text(text: &str) -> Self {
        let mut places = Self::default();
        let mut open: Vec<(String, Open)> = Vec::new();
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
            let Some(pointer) = places.next(&mut open, &event, at) else { continue };
            match event {
                Event::SequenceStart(..) => open.push((pointer, Open::Items(0))),
                Event::MappingStart(..) => open.push((pointer, Open::Members(HashMap::new(), None))),
                _ => {}
            }
        }
        places
    }

    /// The pointer of the value that begins; nothing where it is a key.
    fn next(&mut self, open: &mut [(String, Open)], event: &Event<'_>, at: (usize, usize)) -> Option<String> {
        let pointer = match open.last_mut() {
            None => String::new(),
            Some((base, Open::Items(next))) => {
                let pointer = format!("{base}/{next}");
                *next += 1;
                pointer
            }
            Some((base, Open::Members(seen, key))) => {
                let Some(key) = key.take() else {
                    let text = if let Event::Scalar(text, ..) = event { text.to_string() } else { String::new() };
                    let pointer = format!("{base}/{}", text.replace('~', "~0").replace('/', "~1"));
                    if let Some(first) = seen.insert(text.clone(), at.0) {
                        self.repeated.push((pointer.clone(), text.clone(), first));
                    }
                    // The place of a member is that of its key.
                    self.lines.insert(pointer, at);
                    *key = Some(text);
                    return None;
                };
                return Some(format!("{base}/{}", key.replace('~', "~0").replace('/', "~1")));
            }
        };
        self.lines.insert(pointer.clone(), at);
        Some(pointer)
    }
}
