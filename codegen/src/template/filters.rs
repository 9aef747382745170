//! What templates may do with a text besides printing it. Each filter writes a text so that the format around it holds.

use std::fmt::Write as _;

use minijinja::value::{StringInput, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State};

use crate::cell::guarded;

macro_rules! filters {
    (texts { $($text:literal: $of_text:expr,)+ } values { $($value:literal: $of_value:expr,)+ }) => {
        /// The filters that come on top of those of the template engine.
        pub(super) const NAMES: &[&str] = &[$($text,)+ $($value),+];

        pub(super) fn register(environment: &mut Environment<'_>) {
            $(environment.add_filter($text, |state: &State<'_, '_>, value: &Value| {
                text(state, value).map(|input| ($of_text)(input.as_str()))
            });)+
            $(environment.add_filter($value, $of_value);)+
        }
    };
}

filters! {
    texts {
        "prose": prose,
        "cell": |text: &str| cell(&prose(text)),
        "code": code,
        "code_cell": |text: &str| cell(&code(text)),
        "link_text": link_text,
        "one_line": one_line,
        "first_sentence": first_sentence,
        "slug": slug,
        "mermaid": mermaid,
        "identifier": identifier,
    }
    values {
        "relative_to": relative_to,
        "json": json,
        "csv": csv,
    }
}

/// The text to filter. That there is none is an error: a page with "none" on it helps nobody.
fn text<'a>(state: &State<'_, '_>, value: &'a Value) -> Result<StringInput<'a>, Error> {
    let input = StringInput::new(state, value)?;
    if value.is_none() {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            "there is no text here; write `(… or \"\")` where that may be",
        ));
    }
    Ok(input)
}

/// Plain text as Markdown that shows just that text. Code in backticks stays code, and addresses become links.
fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let ticks = text.matches('`').count();
    for (at, part) in text.split('`').enumerate() {
        // Parts of odd number stand between two backticks, unless the closing one is missing.
        match (at % 2 == 1, at < ticks) {
            (true, true) => {
                let _ = write!(out, "`{part}`");
            }
            (true, false) => {
                out.push_str("\\`");
                escape_words(part, &mut out);
            }
            (false, _) => escape_words(part, &mut out),
        }
    }
    out
}

fn escape_words(text: &str, out: &mut String) {
    for word in text.split_inclusive([' ', '\n']) {
        // A line that begins so would be a heading or a quotation.
        if (out.is_empty() || out.ends_with('\n')) && word.starts_with(['#', '>']) {
            out.push('\\');
        }
        let end = word.trim_end_matches(['.', ',', ';', ':', ')', ' ', '\n']).len();
        let address =
            word.find("https://").or_else(|| word.find("http://")).filter(|start| is_address(&word[*start..end]));
        if let Some(start) = address {
            escape(&word[..start], out);
            let _ = write!(out, "<{}>", &word[start..end]);
            escape(&word[end..], out);
        } else if looks_like_mail(&word[..end]) {
            out.push_str(&code(&word[..end]));
            escape(&word[end..], out);
        } else {
            escape(word, out);
        }
    }
}

/// Escapes what Markdown, HTML or a GitBook block would take for its own sign. An underscore within a word is none, so
/// that names stay readable in the source.
fn escape(word: &str, out: &mut String) {
    let mut before = None;
    let mut rest = word.chars().peekable();
    while let Some(character) = rest.next() {
        let next = rest.peek().copied();
        let within_word = before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        match character {
            '<' => out.push_str("&lt;"),
            '&' if next.is_some_and(|next| next.is_ascii_alphabetic() || next == '#') => out.push_str("&amp;"),
            '{' if matches!(next, Some('{' | '%')) => out.push_str("&#123;"),
            '_' if within_word => out.push('_'),
            '\\' | '*' | '_' | '[' | ']' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
        before = Some(character);
    }
}

fn is_address(word: &str) -> bool {
    word.len() > "https://".len() && !word.contains(['<', '>', '`'])
}

/// What Markdown renderers take for an e-mail address, such as the id `DO.COM.API.01@SR.search`.
fn looks_like_mail(word: &str) -> bool {
    let Some((before, after)) = word.split_once('@') else { return false };
    before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric) && !word.contains('`')
}

/// Markdown for a table: on one line, with no bar that would end the cell.
fn cell(markdown: &str) -> String {
    one_line(markdown).replace('|', "\\|")
}

/// Text as code within a line.
fn code(text: &str) -> String {
    let text = one_line(text);
    if text.is_empty() {
        return String::new();
    }
    let mut fence = String::from("`");
    while text.contains(&fence) {
        fence.push('`');
    }
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// The text of a link: code in it would be cut where the link ends.
fn link_text(text: &str) -> String {
    let mut out = String::new();
    escape(&one_line(text), &mut out);
    out.replace('|', "\\|")
}

/// A text as part of a file name or address: `DO.SR.02 Member` is `do.sr.02-member`.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.to_lowercase().chars() {
        match character {
            'a'..='z' | '0'..='9' | '.' | '_' => slug.push(character),
            '@' => slug.push('.'),
            _ if slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_matches(['-', '.']).to_owned()
}

/// The way from one page to another: `common/a/b.md` relative to `common/c/d.md` is `../a/b.md`.
fn relative_to(path: &str, from: &str) -> String {
    let path: Vec<&str> = path.split('/').collect();
    let from: Vec<&str> = from.split('/').collect();
    let shared = path.iter().zip(&from).take(from.len() - 1).take_while(|(left, right)| left == right).count();
    let shared = shared.min(path.len() - 1);
    let mut way = "../".repeat(from.len() - 1 - shared);
    way.push_str(&path[shared..].join("/"));
    way
}

/// A text on one line, with single blanks.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first sentence of a text.
fn first_sentence(text: &str) -> String {
    let text = one_line(text);
    let end = text.match_indices(['.', '!', '?']).map(|(at, _)| at + 1).find(|end| {
        let mut after = text[*end..].chars();
        // "e.g. this" goes on; a sentence ends before a capital.
        after.next() == Some(' ') && after.next().is_some_and(char::is_uppercase)
    });
    end.map_or_else(|| text.clone(), |end| text[..end].to_owned())
}

/// A value as JSON, which is also a value in YAML.
fn json(state: &State<'_, '_>, value: &Value) -> Result<String, Error> {
    StringInput::new(state, value)?;
    serde_json::to_string(value).map_err(|error| Error::new(ErrorKind::BadSerialization, error.to_string()))
}

/// A value as a field of a CSV file (RFC 4180) that no spreadsheet runs, on one line: nothing is an empty field, a list is joined
/// with `; `.
fn csv(state: &State<'_, '_>, value: &Value) -> Result<String, Error> {
    let input = StringInput::new(state, value)?;
    let text = match value.kind() {
        ValueKind::None => String::new(),
        ValueKind::Seq => value.try_iter()?.map(|item| item.to_string()).collect::<Vec<_>>().join("; "),
        _ => input.as_str().lines().collect::<Vec<_>>().join(" "),
    };
    let text = guarded(&text);
    if text.contains(['"', ',', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ') {
        return Ok(format!("\"{}\"", text.replace('"', "\"\"")));
    }
    Ok(text.into_owned())
}

/// Text in a mermaid diagram: what mermaid reads as its own signs is written by number.
fn mermaid(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '#' | ';' | '"' | '<' | '>' | '{' | '}' | '%' | '`' => {
                let _ = write!(out, "#{};", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out
}

/// A text as a name in a diagram or a program.
fn identifier(text: &str) -> String {
    text.chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '_' }).collect()
}
