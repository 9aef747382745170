//! The lines of a file that a finding is about, fit to be shown: nothing in them acts on a terminal, a line of any length costs
//! no more than what is shown of it, and values of a payload are left out.

use std::collections::BTreeMap;
use std::ops::Range;

use dci_codegen::source::{FileId, Sources, Span};
use dci_codegen::visible::visible;

use super::values::{Hidden, pieces};

/// How many bytes are shown on either side of what is marked, and how many of what is marked.
const AROUND: usize = 400;

/// Some lines of a file, from the first one that is marked to the last one.
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The number of the first line.
    pub(super) first_line: usize,
    /// Which byte of the file is shown at which byte of the text, in order.
    places: Vec<(usize, usize)>,
}

impl Excerpt {
    /// What there is to show of some spans of one file.
    pub(super) fn new(sources: &Sources, file: FileId, spans: &[Span], hidden: Hidden) -> Self {
        let mut marked: BTreeMap<usize, Range<usize>> = BTreeMap::new();
        for span in spans {
            let (line, bytes) = sources.line(*span);
            let start = (span.start as usize).clamp(bytes.start, bytes.end);
            let end = (span.end as usize).clamp(start, bytes.end).min(start + AROUND);
            let window = marked.entry(line).or_insert(start..end);
            *window = window.start.min(start)..window.end.max(end);
        }
        let first_line = marked.keys().next().copied().unwrap_or(1);
        let last_line = marked.keys().next_back().copied().unwrap_or(1);
        let mut excerpt = Self { text: String::new(), first_line, places: Vec::new() };
        for line in first_line..=last_line {
            // A line between two that are marked is shown with them.
            let is_between = || marked.contains_key(&(line - 1)) && marked.contains_key(&(line + 1));
            let bytes = sources.line_range(file, line);
            if let Some(window) = marked.get(&line) {
                excerpt.add(&sources.file(file).text, bytes, window, hidden);
            } else if is_between() {
                let start = bytes.start;
                excerpt.add(&sources.file(file).text, bytes, &(start..start), hidden);
            }
            excerpt.text.push('\n');
        }
        excerpt
    }

    /// The part of a line around what is marked.
    fn add(&mut self, text: &str, line: Range<usize>, marked: &Range<usize>, hidden: Hidden) {
        let boundary = |at: usize| (line.start..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(line.start);
        let start = boundary(marked.start.saturating_sub(AROUND).max(line.start));
        let end = boundary((marked.end + AROUND).min(line.end));
        for (bytes, replacement) in pieces(text, line, hidden) {
            if bytes.end <= start || bytes.start >= end {
                continue;
            }
            if let Some(replacement) = replacement {
                self.places.push((bytes.start, self.text.len()));
                self.text.push_str(replacement);
                continue;
            }
            let bytes = bytes.start.max(start)..bytes.end.min(end);
            let part = text.get(bytes.clone()).unwrap_or_default();
            for ((at, own), shown) in part.char_indices().zip(visible(part).chars()) {
                self.places.push((bytes.start + at, self.text.len()));
                // The renderer makes blanks of it.
                self.text.push(if own == '\t' { own } else { shown });
            }
        }
        self.places.push((end, self.text.len()));
    }

    /// Where a span is shown; of one over several lines, the first line.
    pub(super) fn range(&self, sources: &Sources, span: Span) -> Range<usize> {
        let (_, line) = sources.line(span);
        let shown = |at: usize| {
            let before = self.places.partition_point(|(own, _)| *own < at);
            self.places.get(before).or(self.places.last()).map_or(0, |(_, shown)| *shown)
        };
        let start = (span.start as usize).min(line.end);
        let end = (span.end as usize).clamp(start, line.end).min(start + AROUND);
        shown(start)..shown(end)
    }

    /// The column at which the renderer believes a place of the text to be.
    pub(super) fn column(&self, at: usize) -> usize {
        let before = &self.text[..at];
        before.rsplit('\n').next().unwrap_or_default().chars().count() + 1
    }
}
