//! The YAML file of a code directory, edited in place.
//!
//! The nodes of the file tell where each code stands. A code that the sheet leaves alone keeps its text byte for byte, with its
//! comments and decisions; of one that changes, only the values that change; codes are taken out, put in and moved as the rows are.

mod amend;
mod items;
mod scalar;
mod value;

use crate::diagnostic::Diagnostics;
use crate::raw::tree::{self, Content, Node, is_null};
use crate::sheet::column::Column;
use crate::sheet::edit::amend::{Amender, Edits, line_end, range};
use crate::sheet::edit::items::Items;
use crate::sheet::edit::value::Value;
use crate::sheet::entry::Entry;
use crate::sheet::rows::Row;
use crate::source::Sources;

/// The keys of a code, in the order of the definitions.
const KEYS: [&str; 9] =
    ["code", "name", "label", "description", "since", "formerly", "deprecated", "matches", "decisions"];

/// The text of a file with its codes as the rows say; nothing where the file is not as `current` says it is.
pub(super) fn write_back(text: &str, current: &[Entry], rows: &[Row]) -> Option<String> {
    let mut sources = Sources::new("");
    let file = sources.add("", text);
    let mut diagnostics = Diagnostics::new();
    let root = tree::parse(&sources, file, &mut diagnostics);
    if !diagnostics.finish().is_empty() {
        return None;
    }
    let Content::Mapping(keys) = root?.content else { return None };
    let codes = keys.iter().find(|key| key.key == "codes");
    let edited = match codes.map(|key| (key, &key.value.content)) {
        Some((key, Content::Sequence(nodes))) if !nodes.is_empty() => {
            if nodes.len() != current.len() {
                return None;
            }
            let edits = amended(text, nodes, current, rows);
            Items::of(text, key, nodes)?.with(&edits, rows)
        }
        None => {
            let head = if text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
            format!("{head}codes:\n{}", items::all_new(rows))
        }
        Some((key, content)) => {
            let end = key.key_span.end as usize;
            let is_empty = match content {
                Content::Scalar { text, plain } => *plain && is_null(text),
                Content::Sequence(_) => true,
                _ => false,
            };
            if !is_empty {
                return None;
            }
            let rest = line_end(text, range(&key.value).end.max(end));
            format!("{}:\n{}{}", text.get(..end)?, items::all_new(rows), text.get(rest..)?)
        }
    };
    Some(if text.contains("\r\n") { edited.replace("\r\n", "\n").replace('\n', "\r\n") } else { edited })
}

/// The changes of the codes that stay.
fn amended(text: &str, nodes: &[Node], current: &[Entry], rows: &[Row]) -> Edits {
    let mut amender = Amender { text, edits: Edits::default() };
    for row in rows {
        let Some((node, was)) = row.was.and_then(|was| Some((nodes.get(was)?, current.get(was)?))) else { continue };
        let now = Value::of(&row.entry);
        let before = Value::of(was);
        for key in KEYS {
            if is_same(key, was, &row.entry) {
                continue;
            }
            let value = now.iter().find(|(known, _)| *known == key).map(|(_, value)| value);
            // The former name may be written out although the code yields it; then the new one is written out too.
            let fallback = (key == "name" && has_key(node, key)).then(|| Value::Text(row.entry.name.clone()));
            amender.key(node, key, value.or(fallback.as_ref()), &KEYS);
        }
        // A name that the former code yielded goes on holding.
        if !before.iter().any(|(key, _)| *key == "name") && !has_key(node, "name") && is_same("name", was, &row.entry) {
            let kept = now.iter().find(|(key, _)| *key == "name").map(|(_, value)| value);
            amender.key(node, "name", kept, &KEYS);
        }
    }
    amender.edits
}

fn has_key(node: &Node, wanted: &str) -> bool {
    matches!(&node.content, Content::Mapping(keys) if keys.iter().any(|key| key.key == wanted))
}

/// Whether a key says the same in both.
fn is_same(key: &str, was: &Entry, is: &Entry) -> bool {
    let agree = |columns: &[Column]| columns.iter().all(|column| was.agrees(is, column));
    match key {
        "code" => agree(&[Column::Code]),
        "name" => agree(&[Column::Name]),
        "label" => was.label == is.label,
        "description" => was.description == is.description,
        "since" => agree(&[Column::Since]),
        "formerly" => was.formerly == is.formerly,
        "deprecated" => agree(&[Column::DeprecatedSince, Column::ReplacedBy]) && was.reason == is.reason,
        "matches" => agree(&[Column::Matches]),
        _ => true,
    }
}
