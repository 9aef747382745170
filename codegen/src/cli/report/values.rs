//! What is shown of a line of a payload: names and structure, and no value, unless values are asked for.

use std::ops::Range;

/// What must not be shown of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hidden {
    /// All may be shown.
    Nothing,
    /// The values in JSON; the names in it may be shown.
    Values,
    /// Every text in what is no JSON: what is a name cannot be told.
    Everything,
}

/// What a text that is hidden looks like.
const TEXT: &str = "\"…\"";

/// What any other value that is hidden looks like.
const VALUE: &str = "…";

/// The parts of a line, each with what is shown in its place, where that is something else.
pub(super) fn pieces(text: &str, line: Range<usize>, hidden: Hidden) -> Vec<(Range<usize>, Option<&'static str>)> {
    if hidden == Hidden::Nothing {
        return vec![(line, None)];
    }
    let mut pieces = Vec::new();
    let mut at = line.start;
    while at < line.end {
        let rest = &text.as_bytes()[at..line.end];
        let (length, replacement) = match rest[0] {
            b'"' => {
                let length = string(rest);
                let is_name = hidden == Hidden::Values
                    && rest[length..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':');
                (length, (!is_name).then_some(TEXT))
            }
            byte if is_structure(byte) => (1, None),
            _ => (rest.iter().position(|byte| is_structure(*byte) || *byte == b'"').unwrap_or(rest.len()), Some(VALUE)),
        };
        pieces.push((at..at + length, replacement));
        at += length;
    }
    pieces
}

fn is_structure(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'{' | b'}' | b'[' | b']' | b',' | b':')
}

/// The length of the text in quotes that bytes begin with; all of them, where no quote closes it.
fn string(bytes: &[u8]) -> usize {
    let mut is_escaped = false;
    for (at, byte) in bytes.iter().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    bytes.len()
}
