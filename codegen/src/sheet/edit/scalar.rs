//! Texts as YAML, in the style of the definitions: plain where nothing can be misread, else in quotes; long ones folded.

use crate::raw::tree::is_null;
use crate::raw::values::is_ambiguous;

/// No line is made longer.
pub(super) const WIDTH: usize = 132;

/// A text on one line; `flow`: inside braces or brackets.
pub(super) fn inline(text: &str, flow: bool) -> String {
    if is_plain(text, flow) { text.to_owned() } else { double_quoted(text) }
}

/// A text on one line, quoted as the one that it replaces.
pub(super) fn inline_like(text: &str, flow: bool, old: &str) -> String {
    match old.chars().next() {
        Some('"') => double_quoted(text),
        Some('\'') if !text.contains(is_special) => format!("'{}'", text.replace('\'', "''")),
        _ => inline(text, flow),
    }
}

/// A text on lines of its own, behind `>-` or `|-`; nothing where a line would lose blanks that count.
pub(super) fn block(text: &str, indent: usize) -> Option<String> {
    let margin = " ".repeat(indent);
    let lines: Vec<String> = if text.contains('\n') {
        text.split('\n').map(ToOwned::to_owned).collect()
    } else {
        folded(text, WIDTH.saturating_sub(indent))
    };
    let is_kept = |line: &String| line.trim() == line && !line.contains(is_special);
    if text.is_empty() || !lines.iter().all(is_kept) || lines.first().is_some_and(String::is_empty) {
        return None;
    }
    let mut out = String::from(if text.contains('\n') { "|-" } else { ">-" });
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&margin);
            out.push_str(&line);
        }
    }
    Some(out)
}

/// The lines of a text that is broken at single blanks alone: folding makes one blank of a break.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    let words: Vec<&str> = text.split(' ').collect();
    for (at, word) in words.iter().enumerate() {
        let is_single = at > 0 && !word.is_empty() && words.get(at - 1).is_some_and(|before| !before.is_empty());
        let Some(line) = lines.last_mut() else { continue };
        if is_single && line.chars().count() + 1 + word.chars().count() > width {
            lines.push((*word).to_owned());
        } else {
            if at > 0 {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// What only double quotes can hold: line breaks, control signs, and signs that editors do not show.
fn is_special(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn is_plain(text: &str, flow: bool) -> bool {
    let is_indicator = |sign: char| "-?:,[]{}#&*!|>'\"%@`".contains(sign);
    // A hyphen, a question mark or a colon begins a text where a word follows at once.
    let begins = match text.strip_prefix(['-', '?', ':']) {
        Some(rest) => !rest.starts_with([' ', '-', '\t']) && !rest.is_empty() && !flow,
        None => !text.starts_with(is_indicator),
    };
    begins
        && text.trim() == text
        && !is_null(text)
        && !is_ambiguous(text)
        && !text.contains(": ")
        && !text.ends_with(':')
        && !text.contains(" #")
        && !text.contains(is_special)
        && !(flow && text.contains([',', '[', ']', '{', '}', ':', '"']))
}

fn double_quoted(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => {
                out.push('\\');
                out.push(sign);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            sign if is_special(sign) => {
                let _ = write!(out, "\\u{:04x}", u32::from(sign));
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}
