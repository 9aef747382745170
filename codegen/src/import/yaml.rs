//! Definitions as YAML, laid out as people write them, with comments.

use std::fmt::Write as _;

/// The width at which texts are folded.
const WIDTH: usize = 120;

/// A node of a file that is written.
#[derive(Clone, Debug)]
pub(super) enum Yaml {
    /// Text for people, or any other text.
    Text(String),
    /// Text that stands in quotes, whatever it looks like.
    Quoted(String),
    /// A number or a switch, as it stands.
    Plain(String),
    /// A list of words on one line.
    Words(Vec<String>),
    List(Vec<Yaml>),
    Map(Map),
}

/// Keys with values, each perhaps with a comment.
#[derive(Clone, Debug, Default)]
pub(super) struct Map {
    entries: Vec<(&'static str, Yaml, Option<String>)>,
}

impl Map {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a key.
    pub(super) fn set(&mut self, key: &'static str, value: Yaml) -> &mut Self {
        self.entries.push((key, value, None));
        self
    }

    /// Adds a key with text.
    pub(super) fn text(&mut self, key: &'static str, value: impl Into<String>) -> &mut Self {
        self.set(key, Yaml::Text(value.into()))
    }

    /// Adds a key with text, where there is some.
    pub(super) fn maybe(&mut self, key: &'static str, value: Option<impl Into<String>>) -> &mut Self {
        if let Some(value) = value {
            self.text(key, value);
        }
        self
    }

    /// Adds a list, unless it is empty.
    pub(super) fn list(&mut self, key: &'static str, items: Vec<Yaml>) -> &mut Self {
        if !items.is_empty() {
            self.set(key, Yaml::List(items));
        }
        self
    }

    /// Says something of the last key.
    pub(super) fn comment(&mut self, text: impl Into<String>) -> &mut Self {
        if let Some((_, _, comment)) = self.entries.last_mut() {
            *comment = Some(text.into());
        }
        self
    }

    /// The text of a file.
    pub(super) fn file(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text
    }

    fn write(&self, text: &mut String, indent: usize) {
        for (at, (key, value, comment)) in self.entries.iter().enumerate() {
            // The first key of an item stands behind its hyphen.
            if at > 0 || indent == 0 || text.ends_with('\n') {
                text.push_str(&" ".repeat(indent));
            }
            text.push_str(key);
            text.push(':');
            let comment = comment.as_ref().map(|comment| format!("  # {comment}")).unwrap_or_default();
            match value {
                Yaml::Map(map) => {
                    let _ = writeln!(text, "{comment}");
                    map.write(text, indent + 2);
                }
                Yaml::List(items) if !items.is_empty() => {
                    let _ = writeln!(text, "{comment}");
                    for item in items {
                        item.write_item(text, indent + 2);
                    }
                }
                Yaml::Text(value) => {
                    let _ = writeln!(text, " {}{comment}", value_text(value, indent + 2));
                }
                scalar => {
                    let _ = writeln!(text, " {}{comment}", scalar.inline());
                }
            }
        }
    }
}

impl Yaml {
    fn write_item(&self, text: &mut String, indent: usize) {
        text.push_str(&" ".repeat(indent));
        text.push_str("- ");
        match self {
            Self::Map(map) => map.write(text, indent + 2),
            Self::Text(value) => {
                let _ = writeln!(text, "{}", value_text(value, indent + 2));
            }
            scalar => {
                let _ = writeln!(text, "{}", scalar.inline());
            }
        }
    }

    /// A scalar or a short list on one line.
    fn inline(&self) -> String {
        match self {
            Self::Text(text) => scalar(text),
            Self::Quoted(text) => quoted(text),
            Self::Plain(text) => text.clone(),
            Self::Words(words) => {
                format!("[{}]", words.iter().map(|word| word_in_brackets(word)).collect::<Vec<_>>().join(", "))
            }
            Self::List(_) => "[]".to_owned(),
            Self::Map(_) => "{}".to_owned(),
        }
    }
}

/// A text as the value of a key: on its line, folded, or line by line.
fn value_text(text: &str, indent: usize) -> String {
    let text = text.trim_end();
    let is_clean = text.chars().all(|letter| letter == '\n' || !is_hidden(letter)) && !text.starts_with([' ', '\n']);
    if !is_clean {
        return quoted(text);
    }
    let margin = " ".repeat(indent);
    if text.contains('\n') {
        let mut block = "|-".to_owned();
        for line in text.lines() {
            let line = line.trim_end();
            let _ = write!(block, "\n{}", if line.is_empty() { String::new() } else { format!("{margin}{line}") });
        }
        return block;
    }
    let line = scalar(text);
    if line.chars().count() + indent <= WIDTH || text.contains("  ") {
        return line;
    }
    let mut block = ">-".to_owned();
    let mut length = WIDTH;
    for word in text.split(' ') {
        let wide = word.chars().count();
        if length + 1 + wide + indent > WIDTH {
            let _ = write!(block, "\n{margin}{word}");
            length = wide;
        } else {
            let _ = write!(block, " {word}");
            length += 1 + wide;
        }
    }
    block
}

/// A text on one line: plain where every YAML tool reads it as this text.
fn scalar(text: &str) -> String {
    let options = serde_saphyr::ser_options! { prefer_block_scalars: false };
    if text.chars().any(is_hidden) {
        return quoted(text);
    }
    let written = serde_saphyr::to_string_with_options(&text, options);
    written.map_or_else(|_| quoted(text), |line| line.trim_end_matches('\n').to_owned())
}

fn word_in_brackets(word: &str) -> String {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-' | '/');
    if word.chars().all(is_word) && word.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return scalar(word);
    }
    quoted(word)
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    let mut line = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => line.push_str("\\\""),
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\t' => line.push_str("\\t"),
            '\r' => line.push_str("\\r"),
            letter if is_hidden(letter) && (letter as u32) > 0xffff => {
                let _ = write!(line, "\\U{:08x}", letter as u32);
            }
            letter if is_hidden(letter) => {
                let _ = write!(line, "\\u{:04x}", letter as u32);
            }
            letter => line.push(letter),
        }
    }
    line.push('"');
    line
}

/// Whether a sign is not seen, or ends a line to some tools.
fn is_hidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
