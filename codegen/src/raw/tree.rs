//! YAML text to a tree of nodes that know their place.
//!
//! The events come from the parser below `serde-saphyr`; composing them here keeps the text of every scalar
//! as it was written, and lets one run report every duplicate key.

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, ScanError};

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span};

/// How deep a file may nest.
const MAX_DEPTH: usize = 64;

/// A YAML node.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) content: Content,
}

/// What a node holds.
#[derive(Debug)]
pub(crate) enum Content {
    Scalar { text: String, plain: bool },
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) value: Node,
}

impl Node {
    /// What the node is, for messages.
    pub(crate) fn what(&self) -> &'static str {
        match &self.content {
            Content::Scalar { text, plain: true } if is_null(text) => "nothing",
            Content::Scalar { .. } => "text",
            Content::Sequence(_) => "a list",
            Content::Mapping(_) => "a mapping",
        }
    }
}

/// Whether a plain scalar stands for no value.
pub(crate) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// The root node of a file, or nothing where the text is no YAML at all.
pub(crate) fn parse(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Node> {
    let text = &sources.file(file).text;
    let mut composer =
        Composer { sources, file, diagnostics, open: Vec::new(), root: None, documents: 0, refused: false };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => {
                let (start, end) = byte_range(text, span.start.byte_offset(), span.end.byte_offset());
                composer.take(event, sources.span(file, start, end));
                if composer.refused {
                    return None;
                }
            }
            Err(error) => {
                let diagnostic = syntax_error(sources, file, &error);
                composer.diagnostics.push(diagnostic);
                return None;
            }
        }
    }
    let root = composer.root;
    if root.is_none() {
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

fn syntax_error(sources: &Sources, file: FileId, error: &ScanError) -> Diagnostic {
    let text = &sources.file(file).text;
    let at = error.marker().byte_offset().unwrap_or(0);
    // The parser stops a little behind a tab: look for one in the indentation of the lines around.
    let line_start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let before_start =
        text.get(..line_start.saturating_sub(1)).and_then(|before| before.rfind('\n')).map_or(0, |n| n + 1);
    for start in [line_start, before_start] {
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let indentation = &line[..line.len() - line.trim_start().len()];
        if let Some(tab) = indentation.find('\t') {
            return Diagnostic::new(
                &rules::TAB_INDENTATION,
                sources.span(file, start + tab, start + tab + 1),
                "a tab stands in the indentation",
            )
            .expected("spaces")
            .help("indent with two spaces; most editors can convert the whole file");
        }
    }
    let end = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |found| at + found.len_utf8());
    Diagnostic::new(&rules::YAML_SYNTAX, sources.span(file, at, end), format!("this is not YAML: {}", error.info()))
        .help("check the indentation, the quotes and the colons on this line and the one before")
}

/// A collection that is being filled.
enum Open {
    Sequence { span: Span, items: Vec<Node> },
    Mapping { span: Span, entries: Vec<Entry>, key: Option<(String, Span)> },
}

struct Composer<'a> {
    sources: &'a Sources,
    file: FileId,
    diagnostics: &'a mut Diagnostics,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    refused: bool,
}

impl Composer<'_> {
    fn refuse(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
        self.refused = true;
    }

    fn take(&mut self, event: Event<'_>, span: Span) {
        if let (Some(tag), true) = (event.tag(), event.is_node()) {
            let tag = tag.original();
            self.diagnostics.push(
                Diagnostic::new(&rules::TAG, span, format!("the tag `{tag}` is not used here"))
                    .help("remove the tag: each key already says what kind of value it takes"),
            );
        }
        match event {
            Event::Alias(..) | Event::UnresolvedAlias(..) => self.refuse(
                Diagnostic::new(&rules::ALIAS, span, "an alias repeats another part of the file")
                    .expected("the value itself, or the id of a definition")
                    .help("write the value out, or make it a definition of its own and refer to it by its id"),
            ),
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.refuse(
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
            Event::MappingStart(..) => self.begin(Open::Mapping { span, entries: Vec::new(), key: None }),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            _ => {}
        }
    }

    fn begin(&mut self, open: Open) {
        if self.open.len() == MAX_DEPTH {
            let (Open::Sequence { span, .. } | Open::Mapping { span, .. }) = open;
            self.refuse(
                Diagnostic::new(&rules::TOO_DEEP, span, format!("the file nests deeper than {MAX_DEPTH} levels"))
                    .help("a definition needs no more than a handful of levels: look for a misplaced bracket"),
            );
            return;
        }
        self.open.push(open);
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
            Some(Open::Mapping { entries, key, .. }) => match key.take() {
                None => match node.content {
                    Content::Scalar { text, .. } => *key = Some((text, node.span)),
                    _ => self.refuse(
                        Diagnostic::new(&rules::YAML_SYNTAX, node.span, "a key must be a plain word")
                            .expected("a key")
                            .help("check the brackets and the indentation"),
                    ),
                },
                Some((name, key_span)) => {
                    if let Some(first) = entries.iter().find(|entry| entry.key == name) {
                        let diagnostic = Diagnostic::new(
                            &rules::DUPLICATE_KEY,
                            key_span,
                            format!("`{name}` stands here a second time"),
                        )
                        .related(first.key_span, "first written here")
                        .help("keep one of the two");
                        self.diagnostics.push(diagnostic);
                    } else {
                        entries.push(Entry { key: name, key_span, value: node });
                    }
                }
            },
        }
    }
}
