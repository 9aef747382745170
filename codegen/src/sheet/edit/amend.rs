//! Mappings that are made to say something else, with the least change: what agrees already keeps its text.

use std::ops::Range;

use crate::raw::tree::{Content, Entry as Key, Node};
use crate::sheet::edit::scalar;
use crate::sheet::edit::value::Value;
use crate::sheet::entry::clean;

/// Changes of a text, none of which touches another.
#[derive(Debug, Default)]
pub(super) struct Edits {
    all: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// The text of a part with its changes. What is put in where the part begins belongs to the part before.
    pub(super) fn applied(&self, text: &str, part: Range<usize>) -> String {
        let is_own = |range: &Range<usize>| {
            range.start >= part.start && range.end <= part.end && (range.start > part.start || !range.is_empty())
        };
        let mut own: Vec<&(Range<usize>, String)> = self.all.iter().filter(|(range, _)| is_own(range)).collect();
        own.sort_by_key(|(range, _)| range.start);
        let mut out = String::new();
        let mut at = part.start;
        for (range, new) in own {
            out.push_str(text.get(at..range.start).unwrap_or_default());
            out.push_str(new);
            at = range.end;
        }
        out.push_str(text.get(at..part.end).unwrap_or_default());
        out
    }
}

/// Where the line ends that a place is in: behind its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |found| at + found + 1)
}

/// Where the line begins that a place is in.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |found| found + 1)
}

pub(super) fn range(node: &Node) -> Range<usize> {
    node.span.start as usize..node.span.end as usize
}

/// Amends the mappings of a text.
#[derive(Debug)]
pub(super) struct Amender<'a> {
    pub(super) text: &'a str,
    pub(super) edits: Edits,
}

impl Amender<'_> {
    fn put(&mut self, range: Range<usize>, new: String) {
        self.edits.all.push((range, new));
    }

    fn is_flow(&self, node: &Node) -> bool {
        self.text.get(range(node)).is_some_and(|text| text.starts_with(['{', '[']))
    }

    /// The column of the keys of a mapping.
    fn column(&self, keys: &[Key]) -> usize {
        let start = keys.first().map_or(0, |key| key.key_span.start as usize);
        self.text.get(line_start(self.text, start)..start).map_or(0, |before| before.chars().count())
    }

    /// Lets a key say this, or nothing. A new key goes behind the last one that comes before it in `order`.
    pub(super) fn key(&mut self, mapping: &Node, key: &str, value: Option<&Value>, order: &[&str]) {
        let Content::Mapping(keys) = &mapping.content else { return };
        let place = |key: &str| order.iter().position(|known| *known == key);
        match (keys.iter().position(|it| it.key == key), value) {
            (Some(at), Some(value)) => self.amend(mapping, keys, at, value),
            (Some(at), None) => self.remove(mapping, keys, at),
            (None, Some(value)) => {
                let before = keys.iter().filter(|it| place(&it.key) < place(key) && place(&it.key).is_some());
                if let Some(before) = before.max_by_key(|it| place(&it.key)).or(keys.last()) {
                    self.insert(mapping, keys, before, key, value);
                }
            }
            (None, None) => {}
        }
    }

    fn amend(&mut self, mapping: &Node, keys: &[Key], at: usize, value: &Value) {
        let Some(key) = keys.get(at) else { return };
        match (&key.value.content, value) {
            (Content::Scalar { text, .. }, Value::Text(new)) if clean(text) == clean(new) => {}
            (Content::Mapping(inner), Value::Map(pairs)) => {
                let order: Vec<&str> = pairs.iter().map(|(key, _)| key.as_str()).collect();
                for (key_of, new) in pairs {
                    self.key(&key.value, key_of, Some(new), &order);
                }
                for gone in inner.iter().filter(|it| !order.contains(&it.key.as_str())) {
                    self.key(&key.value, &gone.key, None, &order);
                }
            }
            _ => self.replace(mapping, keys, key, value),
        }
    }

    fn replace(&mut self, mapping: &Node, keys: &[Key], key: &Key, value: &Value) {
        let old = range(&key.value);
        let key_end = key.key_span.end as usize;
        let between = self.text.get(key_end..old.start).unwrap_or_default();
        let rest = self.text.get(old.end..line_end(self.text, old.end)).unwrap_or_default();
        let old_text = self.text.get(old.clone()).unwrap_or_default();
        let inline = |flow: bool| match value {
            Value::Text(text) => scalar::inline_like(text, flow, old_text),
            value => value.inline(flow),
        };
        if self.is_flow(mapping) {
            let indent = self.line_indent(mapping) + 4;
            let new = if matches!(value, Value::Maps(_)) { value.in_flow(indent) } else { inline(true) };
            self.put(old, new);
            return;
        }
        let new = value.in_block(&key.key, self.column(keys));
        // A comment behind the value would become a part of a text that goes on below.
        if !rest.trim().is_empty() || between.contains('#') {
            self.put(old, inline(false));
        } else if between.contains('\n') || new.starts_with('\n') {
            self.put(key_end..old.end, format!(":{new}"));
        } else if new.contains('\n') {
            self.put(old, new.trim_start().to_owned());
        } else {
            self.put(old, inline(false));
        }
    }

    /// The blanks that the line of a mapping begins with.
    fn line_indent(&self, mapping: &Node) -> usize {
        let start = line_start(self.text, mapping.span.start as usize);
        let line = self.text.get(start..).unwrap_or_default();
        line.chars().take_while(|sign| *sign == ' ').count()
    }

    fn insert(&mut self, mapping: &Node, keys: &[Key], before: &Key, key: &str, value: &Value) {
        let end = (before.value.span.end).max(before.key_span.end) as usize;
        if self.is_flow(mapping) {
            let indent = self.line_indent(mapping) + 4;
            self.put(end..end, format!(", {key}: {}", value.in_flow(indent)));
            return;
        }
        let column = self.column(keys);
        let line = format!("{}{key}:{}", " ".repeat(column), value.in_block(key, column));
        let at = line_end(self.text, end);
        let is_closed = self.text.get(..at).is_some_and(|before| before.ends_with('\n'));
        self.put(at..at, if is_closed { line + "\n" } else { format!("\n{line}") });
    }

    fn remove(&mut self, mapping: &Node, keys: &[Key], at: usize) {
        let Some(key) = keys.get(at) else { return };
        let end = |key: &Key| key.value.span.end.max(key.key_span.end) as usize;
        if !self.is_flow(mapping) {
            let start = key.key_span.start as usize;
            // The first key may share its line with the hyphen of the list.
            match (at, keys.get(1)) {
                (0, Some(next)) => self.put(start..next.key_span.start as usize, String::new()),
                _ => self.put(line_start(self.text, start)..line_end(self.text, end(key)), String::new()),
            }
        } else if let Some(before) = at.checked_sub(1).and_then(|before| keys.get(before)) {
            self.put(end(before)..end(key), String::new());
        } else if let Some(next) = keys.get(1) {
            self.put(key.key_span.start as usize..next.key_span.start as usize, String::new());
        }
    }
}
