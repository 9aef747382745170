//! Characters that have no place in a text, and line breaks where one line is meant.
//!
//! A text ends up on pages, in comments of programs, in terminals and in tables. Control characters end or hide it there, and
//! characters that turn the direction of writing show it in another order than programs read it.

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::raw::tree::{Content, Node};
use crate::source::{FileId, Sources, Span};

/// The keys whose texts may have many lines. The text of every other key stands on one line: a title, a label, a name, an
/// address, a source, what a decision is about.
const MANY_LINES: &[&str] = &[
    "because",
    "chosen",
    "counter_examples",
    "description",
    "example",
    "examples",
    "handling",
    "inputs",
    "outputs",
    "prerequisites",
    "reason",
    "says",
    "standalone",
    "text",
];

/// Why a character has no place in any text; nothing where it has.
///
/// The marks that Arabic and Hebrew need (U+200E, U+200F, U+061C) have a place.
pub(crate) fn misplaced(character: char) -> Option<&'static str> {
    match character {
        '\n' | '\t' => None,
        '\u{2028}' | '\u{2029}' => Some("a separator of lines that only some programs take for one"),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Some("it shows what follows in another order"),
        _ if character.is_control() => Some("a control character"),
        _ => None,
    }
}

/// Reports what has no place in the file, wherever it stands: in texts, in keys, in comments. Whether there was nothing.
pub(crate) fn check_source(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> bool {
    let text = &sources.file(file).text;
    let mut start = 0;
    let mut is_clean = true;
    for line in text.split_inclusive('\n') {
        // Line ends of Windows are line ends.
        let content = line.strip_suffix("\r\n").unwrap_or(line);
        if let Some((at, character)) = content.char_indices().find(|(_, each)| misplaced(*each).is_some()) {
            let at = start + at;
            is_clean = false;
            report(sources.span(file, at, at + character.len_utf8()), character, diagnostics);
        }
        start += line.len();
    }
    is_clean
}

/// Reports what an escape such as `\u202E` brings into a text of a YAML file, and more than one line where one is meant.
pub(crate) fn check_texts(sources: &Sources, root: &Node, diagnostics: &mut Diagnostics) {
    Walk { sources, diagnostics, is_payload: false }.node(root, false);
}

/// The same for a payload, whose texts are data and may have many lines.
pub(crate) fn check_payload(sources: &Sources, root: &Node, diagnostics: &mut Diagnostics) {
    Walk { sources, diagnostics, is_payload: true }.node(root, true);
}

/// What is wrong with a text before it is written into a file: the rule, and what to say.
#[cfg(feature = "sheets")]
pub(crate) fn in_text(text: &str, many_lines: bool) -> Option<(&'static rules::Rule, String)> {
    if let Some(character) = text.chars().find(|each| misplaced(*each).is_some()) {
        return Some((&rules::FORBIDDEN_CHARACTER, no_place(character)));
    }
    if many_lines { None } else { Some((&rules::ONE_LINE, not_one_line(text)?)) }
}

/// That a character has no place in a text, and why.
fn no_place(character: char) -> String {
    let why = misplaced(character).unwrap_or("a control character");
    format!("{} has no place in a text: {why}", shown(character))
}

/// That a text is not on one line; nothing where it is.
fn not_one_line(text: &str) -> Option<String> {
    let character = text.chars().find(|each| matches!(each, '\n' | '\t'))?;
    let what = if character == '\n' { "line break" } else { "tab" };
    Some(format!("a text on one line is expected, this one has a {what}"))
}

/// What is wrong with the name of a file or folder.
pub(crate) fn in_name(name: &str) -> Option<String> {
    let character = name.chars().find(|each| matches!(each, '\n' | '\t') || misplaced(*each).is_some())?;
    Some(format!("{} has no place in the name of a file", shown(character)))
}

struct Walk<'a> {
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
    is_payload: bool,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node, many_lines: bool) {
        match &node.content {
            Content::Scalar { text, .. } => self.text(text, node.span, many_lines),
            Content::Sequence(items) => {
                for item in items {
                    self.node(item, many_lines);
                }
            }
            Content::Mapping(entries) => {
                for entry in entries {
                    self.text(&entry.key, entry.key_span, self.is_payload);
                    self.node(&entry.value, many_lines || MANY_LINES.contains(&entry.key.as_str()));
                }
            }
            Content::Broken => {}
        }
    }

    fn text(&mut self, text: &str, span: Span, many_lines: bool) {
        let is_misplaced = |each: char| misplaced(each).is_some() && !(self.is_payload && each == '\r');
        if let Some(character) = text.chars().find(|each| is_misplaced(*each)) {
            let source = self.sources.text(span);
            // What stands there as it is was reported with its place.
            if !source.contains(character) || character == '\r' {
                report(escape_of(self.sources, span, character), character, self.diagnostics);
            }
            return;
        }
        // The line end behind a block of text is no part of it.
        let text = text.trim_end();
        if !many_lines && let Some(message) = not_one_line(text) {
            self.diagnostics.push(
                Diagnostic::new(&rules::ONE_LINE, span, message)
                    .expected("one line")
                    .help("write it on one line; `>-` in front of a long text joins its lines"),
            );
        }
    }
}

/// The escape in a text in double quotes that stands for a character; the whole text where there is none.
fn escape_of(sources: &Sources, span: Span, wanted: char) -> Span {
    let source = sources.text(span);
    let mut from = 0;
    while let Some(found) = source[from..].find('\\') {
        let at = from + found;
        let (character, length) = escape(&source[at..]);
        if character == Some(wanted) {
            return sources.span(span.file, span.start as usize + at, span.start as usize + at + length);
        }
        from = at + length;
    }
    span
}

/// The character that an escape stands for, and the bytes that it takes.
fn escape(source: &str) -> (Option<char>, usize) {
    let mut characters = source.chars().skip(1);
    let hexadecimal = |digits: usize| {
        let code = source.get(2..2 + digits).and_then(|code| u32::from_str_radix(code, 16).ok());
        code.map_or((None, 2), |code| (char::from_u32(code), 2 + digits))
    };
    match characters.next() {
        Some('x') => hexadecimal(2),
        Some('u') => hexadecimal(4),
        Some('U') => hexadecimal(8),
        Some(short) => {
            let character = match short {
                '0' => Some('\0'),
                'a' => Some('\u{7}'),
                'b' => Some('\u{8}'),
                'v' => Some('\u{b}'),
                'f' => Some('\u{c}'),
                'r' => Some('\r'),
                'e' => Some('\u{1b}'),
                'N' => Some('\u{85}'),
                'L' => Some('\u{2028}'),
                'P' => Some('\u{2029}'),
                _ => None,
            };
            (character, 1 + short.len_utf8())
        }
        None => (None, 1),
    }
}

fn report(span: Span, character: char, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::new(&rules::FORBIDDEN_CHARACTER, span, no_place(character))
            .help("remove it; most editors show such characters when asked to"),
    );
}

/// A character by its number: it must not do in a report what it is refused for.
fn shown(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}
