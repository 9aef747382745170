//! Where values stand in a payload, and names that stand twice in one object.
//!
//! The text is known to be JSON, no deeper than [`MAX_DEPTH`](crate::payload::MAX_DEPTH). It is walked once, and nothing is kept of what is not asked
//! for: it may be large, and come from a stranger.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::files::MARK;
use crate::payload::{MAX_FINDINGS, cut};
use crate::source::{FileId, Sources, Span};

/// Some pointers, by their steps.
#[derive(Default)]
struct Wanted<'p> {
    /// The pointer that ends here.
    here: Option<&'p str>,
    below: HashMap<String, Wanted<'p>>,
}

/// Where the values of some JSON pointers stand. Names that stand twice in an object are reported.
pub(crate) fn places<'p>(
    sources: &Sources,
    file: FileId,
    pointers: impl IntoIterator<Item = &'p str>,
    diagnostics: &mut Diagnostics,
) -> HashMap<&'p str, Span> {
    let mut wanted = Wanted::default();
    for pointer in pointers {
        let steps = pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"));
        let end = steps.fold(&mut wanted, |at, step| at.below.entry(step).or_default());
        end.here = Some(pointer);
    }
    let text = sources.file(file).text.as_str();
    let at = text.len() - text.trim_start_matches(MARK).len();
    let mut walk = Walk { sources, file, text, at, places: HashMap::new(), twice: 0, diagnostics };
    walk.value(Some(&wanted));
    let Walk { places, twice, .. } = walk;
    if let Some(more @ 1..) = twice.checked_sub(MAX_FINDINGS) {
        let message = format!("{more} more names stand a second time, besides the first {MAX_FINDINGS}");
        diagnostics
            .push(Diagnostic::new(&rules::DUPLICATE_KEY, Span::whole(file), message).help("keep one of each two"));
    }
    places
}

/// A walk through a text: where it stands, and what it has found.
struct Walk<'a, 'p> {
    sources: &'a Sources,
    file: FileId,
    text: &'a str,
    at: usize,
    places: HashMap<&'p str, Span>,
    /// How many names stand twice.
    twice: usize,
    diagnostics: &'a mut Diagnostics,
}

impl<'a, 'p> Walk<'a, 'p> {
    fn value(&mut self, wanted: Option<&Wanted<'p>>) {
        self.blanks();
        let start = self.at;
        match self.peek() {
            Some(b'{') => self.object(wanted),
            Some(b'[') => self.array(wanted),
            Some(b'"') => {
                self.string();
            }
            _ => self.pass(|byte| !matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n')),
        }
        if let Some(pointer) = wanted.and_then(|wanted| wanted.here) {
            self.places.insert(pointer, self.sources.span(self.file, start, self.at));
        }
    }

    fn object(&mut self, wanted: Option<&Wanted<'p>>) {
        let mut seen: HashMap<Cow<'a, str>, Span> = HashMap::new();
        while self.goes_on(b'}') {
            let start = self.at;
            let raw = self.string();
            let span = self.sources.span(self.file, start, self.at);
            let name = name(raw);
            self.blanks();
            self.at += 1;
            // Of two values the last one is read.
            self.value(wanted.and_then(|wanted| wanted.below.get(name.as_ref())));
            if let Some(first) = seen.get(&name) {
                self.twice += 1;
                if self.twice <= MAX_FINDINGS {
                    let message = format!("`{}` stands here a second time", cut(&name));
                    let twice = Diagnostic::new(&rules::DUPLICATE_KEY, span, message);
                    self.diagnostics.push(twice.related(*first, "first written here").help("keep one of the two"));
                }
            } else {
                seen.insert(name, span);
            }
        }
    }

    fn array(&mut self, wanted: Option<&Wanted<'p>>) {
        let wanted = wanted.filter(|wanted| !wanted.below.is_empty());
        let mut index = 0_usize;
        while self.goes_on(b']') {
            self.value(wanted.and_then(|wanted| wanted.below.get(&index.to_string())));
            index += 1;
        }
    }

    /// Whether another item follows what was passed last; passes the bracket that opens, the comma, or the bracket that closes.
    fn goes_on(&mut self, close: u8) -> bool {
        self.blanks();
        let is_first = matches!(self.peek(), Some(b'{' | b'['));
        let ends = self.peek().is_none_or(|byte| byte == close);
        self.at += usize::from(self.at < self.text.len());
        self.blanks();
        if is_first && self.peek() == Some(close) {
            self.at += 1;
            return false;
        }
        !ends
    }

    /// The text in quotes that begins here, with its quotes.
    fn string(&mut self) -> &'a str {
        let start = self.at;
        let mut is_escaped = false;
        let rest = self.text.as_bytes().iter().skip(start + 1);
        let length = rest.take_while(|byte| {
            let ends = **byte == b'"' && !is_escaped;
            is_escaped = **byte == b'\\' && !is_escaped;
            !ends
        });
        self.at = (start + length.count() + 2).min(self.text.len());
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn blanks(&mut self) {
        self.pass(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
    }

    fn pass(&mut self, is_passed: impl Fn(u8) -> bool) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| is_passed(**byte)).count();
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// The name in quotes.
fn name(raw: &str) -> Cow<'_, str> {
    let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
    if inner.contains('\\') {
        serde_json::from_str(raw).map_or(Cow::Borrowed(inner), Cow::Owned)
    } else {
        Cow::Borrowed(inner)
    }
}
