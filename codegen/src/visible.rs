//! Texts of strangers in front of people: what a terminal, a log or a workflow would act on is shown as a sign.
//!
//! One sign for one character, so that columns still line up and places still hold. Control characters have the signs that
//! Unicode has for them, `␛` for escape and `␊` for a line break; what has none, the controls U+0080 to U+009F, the separators of
//! lines and paragraphs and the overrides of the direction of writing, is `�`. GitHub Actions takes a line that begins with `::`, and
//! `##[` anywhere, for a command, whoever wrote it: one of these signs becomes its wide form, `：` or `＃`.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A text that is shown within a line.
///
/// ```
/// use dci_codegen::visible::visible;
///
/// assert_eq!(visible("Widow or widower"), "Widow or widower");
/// assert_eq!(visible("red \u{1b}[31m\nnext line"), "red ␛[31m␊next line");
/// assert_eq!(visible("a\u{9b}b\u{202e}c\u{2028}d"), "a�b�c�d");
/// assert_eq!(visible("##[error]"), "#＃[error]");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) && !text.contains('[') {
        return Cow::Borrowed(text);
    }
    let mut shown: Vec<char> = text.chars().map(sign).collect();
    for at in commands(&shown) {
        shown[at] = '＃';
    }
    Cow::Owned(shown.into_iter().collect())
}

/// A text that is a whole line, or the beginning of one.
///
/// ```
/// assert_eq!(dci_codegen::visible::visible_line("  ::error::forged"), "  ：:error::forged");
/// ```
pub fn visible_line(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    let start = shown.len() - shown.trim_start_matches(|it: char| it.is_whitespace() || is_ignored(it)).len();
    match shown[start..].strip_prefix(':') {
        Some(rest) => Cow::Owned(format!("{}：{rest}", &shown[..start])),
        None => shown,
    }
}

/// JSON, as it is printed: what would act is escaped, so that the document says the same.
///
/// ```
/// use dci_codegen::visible::visible_json;
///
/// let text = "a\u{9b}\u{202e}##[error]";
/// let json = format!("[\n  \"{text}\"\n]");
/// let printed = visible_json(&json);
/// assert_eq!(printed, "[\n  \"a\\u009b\\u202e#\\u0023[error]\"\n]");
/// assert_eq!(serde_json::from_str::<Vec<String>>(&printed)?, [text]);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn visible_json(json: &str) -> Cow<'_, str> {
    let is_layout = |character: char| character == '\n';
    if !json.contains(|character| acts(character) && !is_layout(character)) && !json.contains('#') {
        return Cow::Borrowed(json);
    }
    let characters: Vec<char> = json.chars().collect();
    let commands = commands(&characters);
    let mut commands = commands.into_iter().peekable();
    let mut printed = String::with_capacity(json.len());
    for (at, character) in characters.into_iter().enumerate() {
        // Neither sign stands outside the texts of a JSON document.
        let is_command = commands.next_if_eq(&at).is_some();
        if is_command || (acts(character) && !is_layout(character)) {
            let _ = write!(printed, "\\u{:04x}", u32::from(character));
        } else {
            printed.push(character);
        }
    }
    Cow::Owned(printed)
}

/// Whether a terminal or a log does something else with a character than showing it.
pub(crate) fn acts(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn sign(character: char) -> char {
    match character {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\x7f' => '␡',
        _ if acts(character) => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

/// What takes no room, and what comparing texts by the rules of a language leaves out of account.
fn is_ignored(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The places of the second sign of each `##[`, in order.
fn commands(characters: &[char]) -> Vec<usize> {
    let before = |at: usize| characters[..at].iter().rposition(|character| !is_ignored(*character));
    let is_hash = |at: &usize| characters[*at] == '#';
    let brackets = characters.iter().enumerate().filter(|(_, character)| **character == '[').map(|(at, _)| at);
    let found = brackets.filter_map(|at| {
        let second = before(at).filter(is_hash)?;
        before(second).filter(is_hash).map(|_| second)
    });
    found.collect()
}
