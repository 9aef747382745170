//! Plain text as Markdown that shows just that text, and nothing else than text.
//!
//! The texts of a standard are no Markdown, but most places that show them are: pages, descriptions in OpenAPI, documentation
//! of Rust. Here is what is escaped for them. What needs no escape stays as it is, so that the source reads well.
//!
//! Two things are meant and kept: code in backticks on pages and in OpenAPI, and addresses, which become links.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Where the Markdown is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// By GitBook: GFM with formulas, blocks in `{% %}` and emoji.
    Page,
    /// By what shows OpenAPI documents: `CommonMark`. Generators put it into comments as it is.
    OpenApi,
    /// By rustdoc: what it takes for code is compiled.
    Rustdoc,
}

/// A text of any number of lines and paragraphs.
pub(crate) fn text(text: &str, flavour: Flavour) -> String {
    let lines = text.lines().map(|line| {
        let line = line.trim_matches([' ', '\t']);
        guarded(&inline(line, flavour), flavour).into_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A text within a line that begins with something else.
pub(crate) fn inline(line: &str, flavour: Flavour) -> String {
    let mut out = Escaped { flavour, out: String::with_capacity(line.len() + 16) };
    let keeps_code = flavour != Flavour::Rustdoc;
    let mut rest = line;
    while let Some((before, code, after)) = code_span(rest).filter(|_| keeps_code) {
        out.words(before);
        let _ = write!(out.out, "`{code}`");
        rest = after;
    }
    out.words(rest);
    out.out
}

/// A text on one line in which there are no links either: a heading, or the text of a link. Code in it would be cut where a
/// link ends.
pub(crate) fn plain(line: &str, flavour: Flavour) -> String {
    let line = one_line(line);
    let mut out = Escaped { flavour, out: String::with_capacity(line.len()) };
    out.escape(&line);
    out.out.replace("://", "\\://")
}

/// A text within a cell of a table: on one line, with no bar that would end the cell.
pub(crate) fn cell(text: &str) -> String {
    inline(&one_line(text), Flavour::Page).replace('|', "\\|")
}

/// Text as code within a cell of a table.
pub(crate) fn code_cell(text: &str) -> String {
    if text.contains("\\|") {
        let escaped = one_line(text).replace('&', "&amp;").replace('<', "&lt;");
        let is_sign = |each: char| each.is_ascii_punctuation() && !"&;".contains(each);
        let numbered =
            escaped.chars().map(|each| if is_sign(each) { format!("&#{};", u32::from(each)) } else { each.into() });
        return format!("<code>{}</code>", numbered.collect::<String>());
    }
    code(text).replace('|', "\\|")
}

/// Text as code within a line.
pub(crate) fn code(text: &str) -> String {
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

/// A text on one line, with single blanks.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line of Markdown that begins no list, heading, quotation, table or other block.
pub(crate) fn guarded(line: &str, flavour: Flavour) -> Cow<'_, str> {
    let number = line.len() - line.trim_start_matches(|each: char| each.is_ascii_digit()).len();
    if (1..=9).contains(&number) && line[number..].starts_with(['.', ')']) && ends_a_mark(&line[number + 1..]) {
        return Cow::Owned(format!("{}\\{}", &line[..number], &line[number..]));
    }
    if begins_a_block(line, flavour) { Cow::Owned(format!("\\{line}")) } else { Cow::Borrowed(line) }
}

/// Whether a line begins a block by its first character.
fn begins_a_block(line: &str, flavour: Flavour) -> bool {
    let is_made_of = |signs: &str| line.chars().all(|each| each == ' ' || signs.contains(each));
    match line.chars().next() {
        Some('#') => ends_a_mark(line.trim_start_matches('#')),
        Some('>') => true,
        Some('-') => ends_a_mark(&line[1..]) || is_made_of("-:|"),
        Some('+' | '*') => ends_a_mark(&line[1..]),
        Some('=') => is_made_of("="),
        Some('|') => flavour == Flavour::Page || is_made_of("-:|"),
        Some(':') => is_made_of("-:|"),
        _ => false,
    }
}

/// Whether what follows a mark makes it one.
fn ends_a_mark(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\t'])
}

/// The first code in single backticks, with what stands before and behind it.
fn code_span(line: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(found) = line[from..].find('`') {
        let start = from + found;
        let length = line[start..].len() - line[start..].trim_start_matches('`').len();
        from = start + length;
        if length > 1 {
            continue;
        }
        let end = from + line[from..].find('`')?;
        let is_single = !line[end + 1..].starts_with('`');
        let code = &line[from..end];
        // In a table no reader agrees with another on a bar behind a backslash.
        if is_single && !code.trim().is_empty() && !code.contains("\\|") {
            return Some((&line[..start], code, &line[end + 1..]));
        }
    }
    None
}

struct Escaped {
    flavour: Flavour,
    out: String,
}

impl Escaped {
    /// Words, of which some are addresses.
    fn words(&mut self, text: &str) {
        for word in text.split_inclusive([' ', '\t', '\n']) {
            let end = word.trim_end_matches(['.', ',', ';', ':', ')', '"', ' ', '\t', '\n']).len();
            let start = word.find("https://").or_else(|| word.find("http://")).filter(|start| *start < end);
            let address = start.filter(|start| self.flavour != Flavour::OpenApi && is_address(&word[*start..end]));
            if let Some(start) = address {
                self.escape(&word[..start]);
                let _ = write!(self.out, "<{}>", &word[start..end]);
                self.escape(&word[end..]);
            } else if self.flavour == Flavour::Page && looks_like_mail(&word[..end]) {
                self.out.push_str(&code(&word[..end]));
                self.escape(&word[end..]);
            } else {
                self.escape(word);
            }
        }
    }

    /// Escapes what would be taken for a sign. An underscore within a word is none, so that names stay readable.
    fn escape(&mut self, text: &str) {
        let mut before = self.out.chars().next_back();
        for (at, character) in text.char_indices() {
            let rest = &text[at + character.len_utf8()..];
            match self.instead(before, character, rest) {
                Some(instead) => self.out.push_str(instead),
                None if self.has_meaning(before, character, rest) => {
                    self.out.push('\\');
                    self.out.push(character);
                }
                None => self.out.push(character),
            }
            before = Some(character);
        }
    }

    /// What is written by name or number: GitBook looks for its own signs before it looks for escapes.
    fn instead(&self, before: Option<char>, character: char, rest: &str) -> Option<&'static str> {
        if self.flavour != Flavour::Page {
            return None;
        }
        match character {
            '<' => Some("&lt;"),
            '&' if rest.starts_with(|next: char| next.is_ascii_alphabetic() || next == '#') => Some("&amp;"),
            '{' if rest.starts_with(['{', '%', '#']) => Some("&#123;"),
            ':' if !before.is_some_and(char::is_alphanumeric) && is_emoji(rest) => Some("&#58;"),
            _ => None,
        }
    }

    /// Whether a character would be taken for a sign where it stands.
    fn has_meaning(&self, before: Option<char>, character: char, rest: &str) -> bool {
        let next = rest.chars().next();
        match character {
            // Some mean something in pairs alone, `~` and `$`; but the other one may stand in another line, or in another text.
            '\\' | '`' | '[' | ']' | '~' => true,
            '_' => ![char::is_alphanumeric, char::is_whitespace]
                .iter()
                .any(|is| before.is_some_and(is) && next.is_some_and(is)),
            // What is followed by a blank begins no emphasis.
            '*' => self.flavour == Flavour::Page || !next.is_some_and(char::is_whitespace),
            '$' => self.flavour == Flavour::Page,
            '<' if self.flavour == Flavour::Rustdoc => true,
            '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            '>' | '|' => self.flavour == Flavour::Rustdoc,
            '&' => is_entity(rest),
            _ => false,
        }
    }
}

/// Whether what follows an ampersand makes it the name or number of a character.
fn is_entity(rest: &str) -> bool {
    let rest = rest.strip_prefix('#').unwrap_or(rest);
    let name = rest.len() - rest.trim_start_matches(|each: char| each.is_ascii_alphanumeric()).len();
    name > 0 && rest[name..].starts_with(';')
}

/// Whether what follows a colon makes it the name of a picture: `:smile:`.
fn is_emoji(rest: &str) -> bool {
    let is_of_name = |each: char| each.is_ascii_lowercase() || each.is_ascii_digit() || "_+-".contains(each);
    let name = rest.len() - rest.trim_start_matches(is_of_name).len();
    name > 0 && rest[name..].starts_with(':')
}

fn is_address(word: &str) -> bool {
    word.len() > "https://".len() && !word.contains(['<', '>', '`', '\\'])
}

/// What Markdown renderers take for an e-mail address, such as the id `DO.COM.API.01@SR.search`.
fn looks_like_mail(word: &str) -> bool {
    let Some((before, after)) = word.split_once('@') else { return false };
    before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric) && !word.contains('`')
}
