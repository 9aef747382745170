//! The list of codes as pieces of text: one a code, with the comments above it.

use std::fmt::Write as _;
use std::ops::Range;

use crate::raw::tree::{Entry as Key, Node};
use crate::sheet::edit::amend::{Edits, line_end, line_start, range};
use crate::sheet::edit::scalar::WIDTH;
use crate::sheet::edit::value::Value;
use crate::sheet::entry::Entry;
use crate::sheet::rows::Row;

/// The column of the hyphens where there are none to go by.
const INDENT: usize = 2;

/// The list, cut up.
#[derive(Debug)]
pub(super) struct Items<'a> {
    text: &'a str,
    parts: Vec<Range<usize>>,
    layout: Layout,
}

#[derive(Debug)]
enum Layout {
    /// A hyphen a code, in this column; whether the codes stand in braces.
    Block { indent: usize, braces: bool },
    /// In brackets; the column where each code begins, where each has a line of its own.
    Flow { indent: Option<usize> },
}

impl<'a> Items<'a> {
    /// Cuts the list of codes; nothing where it is written in a way that is not followed.
    pub(super) fn of(text: &'a str, key: &Key, nodes: &[Node]) -> Option<Self> {
        let is_flow = text.get(range(&key.value))?.starts_with('[');
        if is_flow { Self::flow(text, &key.value, nodes) } else { Self::block(text, nodes) }
    }

    fn block(text: &'a str, nodes: &[Node]) -> Option<Self> {
        let first = range(nodes.first()?).start;
        let start = hyphen_line(text, first)?;
        let line = text.get(start..)?;
        let indent = line.chars().take_while(|sign| *sign == ' ').count();
        let mut parts = Vec::new();
        let mut from = start;
        for node in nodes {
            let end = line_end(text, range(node).end);
            parts.push(from..end);
            from = end;
        }
        let braces =
            nodes.iter().filter(|node| text.get(range(node)).is_some_and(|text| text.starts_with('{'))).count();
        Some(Self { text, parts, layout: Layout::Block { indent, braces: 2 * braces > nodes.len() } })
    }

    fn flow(text: &'a str, list: &Node, nodes: &[Node]) -> Option<Self> {
        let mut parts = Vec::new();
        let mut from = range(list).start + 1;
        for node in nodes {
            let node = range(node);
            // Between two codes stands a comma, and perhaps a comment before it.
            let before = text.get(from..node.start)?;
            let comma = if parts.is_empty() { None } else { Some(comma(before)?) };
            parts.push(comma.map_or(from, |at| from + at + 1)..node.end);
            from = node.end;
        }
        let first = nodes.first().map(range)?.start;
        let line = line_start(text, first);
        let indent = text.get(line..first)?.trim().is_empty().then_some(first - line);
        Some(Self { text, parts, layout: Layout::Flow { indent } })
    }

    /// The whole text, with the codes of the rows in their order.
    pub(super) fn with(&self, edits: &Edits, rows: &[Row]) -> String {
        let part = |row: &Row| match row.was.and_then(|was| self.parts.get(was)) {
            Some(part) => edits.applied(self.text, part.clone()),
            None => self.layout.of_new(&row.entry),
        };
        let mut parts: Vec<String> = rows.iter().map(part).collect();
        let separator = match self.layout {
            Layout::Flow { indent: Some(_) } => ",",
            Layout::Flow { indent: None } => {
                for part in &mut parts {
                    *part = part.trim().to_owned();
                }
                ", "
            }
            Layout::Block { .. } => {
                let last = parts.len().saturating_sub(1);
                for part in parts.iter_mut().take(last).filter(|part| !part.ends_with('\n')) {
                    part.push('\n');
                }
                ""
            }
        };
        let (start, end) =
            (self.parts.first().map_or(0, |part| part.start), self.parts.last().map_or(0, |part| part.end));
        let (head, tail) = (self.text.get(..start).unwrap_or_default(), self.text.get(end..).unwrap_or_default());
        format!("{head}{}{tail}", parts.join(separator))
    }
}

/// The line with the hyphen of the list item that has its first key, or its brace, here.
fn hyphen_line(text: &str, first: usize) -> Option<usize> {
    let mut start = line_start(text, first);
    loop {
        if text.get(start..)?.trim_start_matches(' ').starts_with('-') {
            return Some(start);
        }
        start = line_start(text, start.checked_sub(1)?);
    }
}

/// The first comma that is not in a comment.
fn comma(text: &str) -> Option<usize> {
    let mut is_comment = false;
    text.char_indices().find_map(|(at, sign)| {
        is_comment = match sign {
            '#' => true,
            '\n' => false,
            _ => is_comment,
        };
        (sign == ',' && !is_comment).then_some(at)
    })
}

/// A list of codes that begins with them.
pub(super) fn all_new(rows: &[Row]) -> String {
    rows.iter().map(|row| Layout::Block { indent: INDENT, braces: false }.of_new(&row.entry)).collect()
}

impl Layout {
    /// A new code in the style of its neighbours.
    fn of_new(&self, entry: &Entry) -> String {
        let pairs = Value::of(entry);
        let in_braces = |indent: usize| {
            let pairs: Vec<String> =
                pairs.iter().map(|(key, value)| format!("{key}: {}", value.in_flow(indent + 4))).collect();
            format!("{{{}}}", pairs.join(", "))
        };
        match *self {
            Self::Flow { indent: Some(indent) } => format!("\n{}{}", " ".repeat(indent), in_braces(indent)),
            Self::Flow { indent: None } => in_braces(INDENT),
            Self::Block { indent, braces } => {
                let margin = " ".repeat(indent);
                let line = format!("{margin}- {}", in_braces(indent));
                if braces && line.lines().all(|line| line.chars().count() <= WIDTH) {
                    return line + "\n";
                }
                let mut text = String::new();
                for (at, (key, value)) in pairs.iter().enumerate() {
                    let hyphen = if at == 0 { "- " } else { "  " };
                    let _ = writeln!(text, "{margin}{hyphen}{key}:{}", value.in_block(key, indent + 2));
                }
                text
            }
        }
    }
}
