//! What the YAML parser trips over, in words for people who write definitions.

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::limits::MAX_DEPTH;
use crate::source::{FileId, Sources, Span};

/// What went wrong; `bracket` is the innermost bracket that was open then.
pub(super) fn syntax_error(sources: &Sources, file: FileId, error: &ScanError, bracket: Option<Span>) -> Diagnostic {
    let text = &sources.file(file).text;
    let at = error.marker().byte_offset().unwrap_or(text.len());
    if let Some(tab) = tab_near(text, at) {
        return Diagnostic::new(
            &rules::TAB_INDENTATION,
            sources.span(file, tab, tab + 1),
            "a tab stands in the indentation",
        )
        .expected("spaces")
        .help("indent with two spaces; most editors can convert the whole file");
    }
    let end = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |found| at + found.len_utf8());
    let here = sources.span(file, at, end);
    // What follows a bracket that is never closed is misread in many ways: the bracket is the fault.
    if let (Some(open), true) = (bracket, is_confusion_in_brackets(error.kind()))
        && text.get(open.start as usize..at).is_some_and(|between| between.contains('\n'))
    {
        let (close, bracket) = if sources.text(open).starts_with('{') { ('}', '{') } else { (']', '[') };
        return Diagnostic::new(&rules::YAML_SYNTAX, open, format!("the bracket `{bracket}` is not closed"))
            .related(here, "what follows is read as a part of it, up to here")
            .help(format!("close it with `{close}`"));
    }
    if *error.kind() == ErrorKind::RecursionLimitExceeded {
        return too_deep(here);
    }
    let (message, help) = in_words(error);
    Diagnostic::new(&rules::YAML_SYNTAX, here, message).help(help)
}

/// That a file nests too deep.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(&rules::TOO_DEEP, span, format!("the file nests deeper than {MAX_DEPTH} levels"))
        .help("a definition needs no more than a handful of levels: look for a misplaced bracket")
}

/// A tab in the indentation of the line that the parser stopped at, of the one before or of the one behind.
fn tab_near(text: &str, at: usize) -> Option<usize> {
    let line_start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    let before = text.get(..line_start.saturating_sub(1))?.rfind('\n').map_or(0, |newline| newline + 1);
    let behind = text.get(at..)?.find('\n').map(|newline| at + newline + 1);
    [Some(line_start), Some(before), behind].into_iter().flatten().find_map(|start| {
        let line = text.get(start..)?.lines().next()?;
        let indentation = line.get(..line.len() - line.trim_start().len())?;
        indentation.find('\t').map(|tab| start + tab)
    })
}

fn is_confusion_in_brackets(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::InvalidColonPlacement
            | ErrorKind::MappingValueNotAllowed
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::InvalidSimpleKey
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::BlockEntryInFlowCollection
            | ErrorKind::InvalidFlowScalarIndent
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofImplicitFlowMapping
    )
}

/// What is wrong, and the next step.
fn in_words(error: &ScanError) -> (String, &'static str) {
    use ErrorKind as Kind;

    const COLUMN: &str = "keys of one thing begin in the same column, and so do the hyphens of one list; what belongs to a \
                          key is indented by two more spaces";
    let (message, help) = match error.kind() {
        Kind::UnclosedQuotedScalar => {
            ("the quote that opens here is not closed".to_owned(), "close it at the end of the text")
        }
        Kind::UnclosedFlowCollection { open } => (
            format!("the bracket `{open}` that opens here is not closed"),
            "close it with `]` or `}`, as it was opened",
        ),
        Kind::MismatchedFlowCollectionEnd { open, close } => {
            (format!("`{close}` closes what `{open}` has opened"), "write the bracket that belongs to the opening one")
        }
        Kind::MisplacedFlowCollectionEnd => (
            "a bracket is closed here that was not opened".to_owned(),
            "remove it, or put a text that contains brackets in quotes",
        ),
        Kind::ExpectedFlowMappingSeparator | Kind::ExpectedFlowSequenceSeparator => (
            "a comma or the closing bracket is expected here".to_owned(),
            "separate items by commas; put a text that contains a comma, a colon or a bracket in quotes",
        ),
        Kind::BlockEntryInFlowCollection => {
            ("a hyphen does not begin an item inside brackets".to_owned(), "separate the items by commas")
        }
        Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement | Kind::InvalidMappingValueWhitespace => (
            "a colon is not expected here".to_owned(),
            "put a text that contains a colon in quotes; a key begins a line, in the column of the keys beside it",
        ),
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => (
            "this is neither `key: value` nor the continuation of the line before".to_owned(),
            "write a colon and a blank behind the key",
        ),
        Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry
        | Kind::InvalidIndentation
        | Kind::InvalidQuotedScalarIndent
        | Kind::InvalidFlowScalarIndent
        | Kind::InvalidBlockScalarIndent
        | Kind::MappingKeyNotAllowed
        | Kind::BlockSequenceEntryNotAllowed => {
            ("this does not begin in the column that is expected".to_owned(), COLUMN)
        }
        Kind::UnexpectedCharacter { character } => {
            (format!("a text cannot begin with `{character}`"), "put the text in quotes")
        }
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => (
            "the text goes on behind its closing quote".to_owned(),
            "put the whole text in quotes; a quote inside is written twice ('') or with a backslash (\\\")",
        ),
        Kind::UnknownQuotedScalarEscape | Kind::InvalidQuotedScalarHexEscape => (
            "a backslash inside double quotes begins a sign that is not known".to_owned(),
            "write the backslash twice, or use single quotes",
        ),
        Kind::CommentNotSeparated => {
            ("a comment follows without a blank".to_owned(), "write a blank before `#`, or put the text in quotes")
        }
        Kind::CommentInterceptedScalar => {
            ("a comment interrupts a text of several lines".to_owned(), "move the comment above the key")
        }
        Kind::InvalidBlockScalarHeader | Kind::ZeroBlockScalarIndent => (
            "behind `|` or `>` the line ends".to_owned(),
            "begin the text on the next line, indented; or put a text that begins with the sign in quotes",
        ),
        _ => (
            format!("this is not YAML: {}", error.info()),
            "check the indentation, the quotes and the colons on this line and the one before",
        ),
    };
    (message, help)
}
