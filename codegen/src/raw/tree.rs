//! YAML text to a tree of nodes that know their place.
//!
//! The events come from the parser below `serde-saphyr`; composing them here keeps the text of every scalar
//! as it was written, and lets one run report every duplicate key.

use std::collections::HashMap;
use std::ops::Range;

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, options};

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::limits::MAX_DEPTH;
use crate::places::{Places, Pointer};
use crate::raw::syntax::{syntax_error, too_deep};
use crate::source::{FileId, Sources, Span};

/// A YAML node.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) content: Content,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Scalar {
        text: String,
        plain: bool,
    },
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>),
    /// Something that was reported: whoever meets it says no more.
    Broken,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) value: Node,
}

impl Node {
    /// What the node is, for messages: "this is …".
    pub(crate) fn what(&self) -> &'static str {
        match &self.content {
            Content::Scalar { text, plain: true } if is_null(text) => "empty",
            Content::Scalar { .. } => "text",
            Content::Sequence(_) => "a list",
            Content::Mapping(_) => "made of keys and values",
            Content::Broken => "not usable",
        }
    }

    /// Where each value stands, by its JSON pointer.
    pub(crate) fn places(&self) -> Places<Span> {
        let mut places = Places::default();
        self.places_below(Pointer::WHOLE, &mut places);
        places
    }

    fn places_below(&self, pointer: Pointer, places: &mut Places<Span>) {
        match &self.content {
            Content::Scalar { .. } | Content::Broken => {}
            Content::Sequence(items) => {
                for (at, item) in items.iter().enumerate() {
                    item.places_below(places.below(pointer, &at.to_string()), places);
                }
            }
            Content::Mapping(entries) => {
                for entry in entries {
                    entry.value.places_below(places.below(pointer, &entry.key), places);
                }
            }
        }
        places.insert(pointer, self.span);
    }
}

/// Whether a plain scalar stands for no value.
pub(crate) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// The root node of a file, or nothing where the text is no YAML at all.
pub(crate) fn parse(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Node> {
    let text = &sources.file(file).text;
    let mut composer = Composer::new(sources, file, diagnostics);
    let options = options! { emit_anchor_events: true, emit_unresolved_aliases: true };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                let tag = span.tag_span().and_then(|tag| tag.byte_range());
                let (start, end) = byte_range(text, span.start.byte_offset(), span.end.byte_offset());
                composer.take(event, sources.span(file, start, end), tag);
                if composer.is_refused {
                    break;
                }
            }
            Err(error) => {
                let bracket = composer.open_bracket();
                composer.diagnostics.push(syntax_error(sources, file, &error, bracket));
                return None;
            }
        }
    }
    let is_refused = composer.is_refused;
    let root = composer.finish();
    if root.is_none() && !is_refused {
        diagnostics.push(
            Diagnostic::new(&rules::EMPTY_FILE, Span::whole(file), "the file holds no definition")
                .help("write a definition, for instance with `dci new`, or delete the file"),
        );
    }
    root
}

fn byte_range(text: &str, start: Option<usize>, end: Option<usize>) -> (usize, usize) {
    let start = start.unwrap_or(0);
    let end = end.unwrap_or(start);
    // A block scalar or collection ends where the next token begins: the white space between is not part of it.
    let trimmed = text.get(start..end).map_or(0, |slice| slice.trim_end().len());
    (start, start + trimmed)
}

/// A collection that is being filled.
enum Open {
    Sequence {
        span: Span,
        items: Vec<Node>,
    },
    Mapping {
        span: Span,
        entries: Vec<Entry>,
        /// Where each key stands.
        seen: HashMap<String, Span>,
        /// The key whose value comes next; without a name where it was reported.
        key: Option<(Option<String>, Span)>,
    },
}

struct Composer<'a> {
    sources: &'a Sources,
    file: FileId,
    diagnostics: &'a mut Diagnostics,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    /// Anchors with what is to be said of them once all their aliases are known.
    anchors: Vec<(usize, Diagnostic)>,
    /// Whether what was found forbids looking at the rest.
    is_refused: bool,
}

impl<'a> Composer<'a> {
    fn new(sources: &'a Sources, file: FileId, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            sources,
            file,
            diagnostics,
            open: Vec::new(),
            root: None,
            documents: 0,
            anchors: Vec::new(),
            is_refused: false,
        }
    }

    fn finish(self) -> Option<Node> {
        for (_, diagnostic) in self.anchors {
            self.diagnostics.push(diagnostic);
        }
        self.root.filter(|_| !self.is_refused)
    }

    /// The innermost collection in brackets that is open.
    fn open_bracket(&self) -> Option<Span> {
        let spans = self.open.iter().rev().map(|open| match open {
            Open::Sequence { span, .. } | Open::Mapping { span, .. } => *span,
        });
        spans.into_iter().find(|span| self.sources.text(*span).starts_with(['[', '{']))
    }

    fn take(&mut self, event: Event<'_>, span: Span, tag: Option<Range<usize>>) {
        if let (Some(tag), true) = (tag, event.is_node()) {
            let span = self.sources.span(self.file, tag.start, tag.end);
            let tag = self.sources.text(span);
            self.diagnostics
                .push(Diagnostic::new(&rules::TAG, span, format!("the tag `{tag}` is not used here")).help(
                "remove it: each key already says what kind of value it takes; put a text that begins with ! in quotes",
            ));
        }
        match event {
            Event::Anchor(id, name) => self.anchor(id, &name, span),
            Event::Alias(id) => {
                if let Some((_, diagnostic)) = self.anchors.iter_mut().find(|(anchor, _)| *anchor == id)
                    && diagnostic.related.is_empty()
                {
                    diagnostic.related.push((span, "repeated here".to_owned()));
                }
                self.add(Node { span, content: Content::Broken });
            }
            Event::UnresolvedAlias(name) => {
                self.diagnostics.push(
                    Diagnostic::new(&rules::ALIAS, span, format!("`*{name}` would repeat a part of the file"))
                        .help("write the value itself; put a text that begins with * in quotes"),
                );
                self.add(Node { span, content: Content::Broken });
            }
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.is_refused = true;
                    self.diagnostics.push(
                        Diagnostic::new(&rules::SECOND_DOCUMENT, span, "a second document begins here")
                            .expected("one definition a file")
                            .help("move what follows into a file of its own"),
                    );
                }
            }
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                self.add(Node { span, content: Content::Scalar { text: text.into_owned(), plain } });
            }
            Event::SequenceStart(..) => self.begin(Open::Sequence { span, items: Vec::new() }),
            Event::MappingStart(..) => {
                self.begin(Open::Mapping { span, entries: Vec::new(), seen: HashMap::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            _ => {}
        }
    }

    /// An anchor is reported with the place that repeats it.
    fn anchor(&mut self, id: usize, name: &str, span: Span) {
        let diagnostic = Diagnostic::new(
            &rules::ALIAS,
            span,
            format!("`&{name}` marks a part of the file, to be repeated as `*{name}`"),
        )
        .help("write the value out wherever it holds, or make it a definition of its own and refer to it by its id");
        self.anchors.push((id, diagnostic));
    }

    fn begin(&mut self, open: Open) {
        if self.open.len() < MAX_DEPTH {
            self.open.push(open);
            return;
        }
        let (Open::Sequence { span, .. } | Open::Mapping { span, .. }) = open;
        self.diagnostics.push(too_deep(span));
        self.is_refused = true;
    }

    fn end(&mut self, end: Span) {
        let Some(open) = self.open.pop() else { return };
        let node = match open {
            Open::Sequence { span, items } => {
                Node { span: self.whole(span, end, items.last()), content: Content::Sequence(items) }
            }
            Open::Mapping { span, entries, .. } => Node {
                span: self.whole(span, end, entries.last().map(|entry| &entry.value)),
                content: Content::Mapping(entries),
            },
        };
        self.add(node);
    }

    /// A flow collection ends with its bracket, a block collection with its last value.
    fn whole(&self, start: Span, end: Span, last: Option<&Node>) -> Span {
        let flow = self.sources.text(start).starts_with(['[', '{']);
        let end = if flow { end.end } else { last.map_or(start.end, |node| node.span.end) };
        Span { file: self.file, start: start.start, end: end.max(start.start) }
    }

    fn add(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping { entries, seen, key, .. }) => match key.take() {
                None => match node.content {
                    Content::Scalar { text, .. } => *key = Some((Some(text), node.span)),
                    Content::Broken => *key = Some((None, node.span)),
                    Content::Sequence(_) | Content::Mapping(_) => {
                        *key = Some((None, node.span));
                        self.diagnostics.push(
                            Diagnostic::new(&rules::YAML_SYNTAX, node.span, "a key is a plain word, not something in brackets")
                                .help("check the brackets and the indentation; put a text that begins with a bracket in quotes"),
                        );
                    }
                },
                Some((None, _)) => {}
                Some((Some(name), key_span)) => {
                    if let Some(first) = seen.get(&name) {
                        self.diagnostics.push(
                            Diagnostic::new(
                                &rules::DUPLICATE_KEY,
                                key_span,
                                format!("`{name}` stands here a second time"),
                            )
                            .related(*first, "first written here")
                            .help("keep one of the two"),
                        );
                    } else {
                        seen.insert(name.clone(), key_span);
                        entries.push(Entry { key: name, key_span, value: node });
                    }
                }
            },
        }
    }
}
