//! Documentation of generated items: what a definition says of itself, as rustdoc.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Code, DataObject, Decision, Definition, Deprecation, Interface, Meta, Origin, Standard, Text};

/// Where lines of documentation are broken, so that they end before the margin behind `///` and the indentation.
const WIDTH: usize = 104;

/// Paragraphs of documentation.
#[derive(Debug, Default)]
pub(super) struct Docs {
    lines: Vec<String>,
}

impl Docs {
    /// Begins with a line of its own: a title.
    pub(super) fn titled(title: &str) -> Self {
        Self { lines: vec![escape(&words(title).join(" "))] }
    }

    /// The first line.
    pub(super) fn title(&self) -> &str {
        self.lines.first().map_or("", String::as_str)
    }

    /// Adds a paragraph of plain text.
    #[must_use]
    pub(super) fn text(self, text: &str) -> Self {
        self.markdown(&escape(text))
    }

    /// Adds a paragraph of Markdown.
    #[must_use]
    pub(super) fn markdown(mut self, text: &str) -> Self {
        let lines = wrap(text, WIDTH);
        if !lines.is_empty() {
            self.blank();
            self.lines.extend(lines);
        }
        self
    }

    /// Adds a list of items in Markdown.
    #[must_use]
    pub(super) fn list(mut self, items: impl IntoIterator<Item = String>) -> Self {
        for (index, item) in items.into_iter().enumerate() {
            if index == 0 {
                self.blank();
            }
            for (line, text) in wrap(&item, WIDTH - 2).into_iter().enumerate() {
                self.lines.push(format!("{} {text}", if line == 0 { "-" } else { " " }));
            }
        }
        self
    }

    fn blank(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    /// The lines as documentation of the file that they stand in.
    pub(super) fn inner(&self) -> String {
        self.lines.iter().map(|line| format!("//! {line}").trim_end().to_owned() + "\n").collect()
    }

    /// The attributes that rustdoc reads.
    pub(super) fn tokens(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
        quote!(#(#[doc = #lines])*)
    }
}

/// What a definition says of itself: title, description, identity, `more` that its kind adds, and where it comes from.
pub(super) fn of_definition(standard: &Standard, definition: Definition, more: &str) -> Docs {
    let meta = standard.meta(definition);
    let docs = Docs::titled(meta.title.as_str()).text(meta.description.as_str());
    let docs = docs.markdown(&identity(standard, meta)).markdown(more);
    if meta.id.contains('@') {
        // The definition that it was bound from says where it comes from.
        return docs;
    }
    let based_on = meta.based_on.iter().map(|reference| {
        let version = reference.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
        let url = reference.url.as_ref().map(|url| format!(", {url}")).unwrap_or_default();
        escape(&format!("Based on {}{version}{url}", reference.standard))
    });
    let source = meta.source.iter().map(|source| escape(&format!("Source ({}): {}", source.kind, source.place)));
    docs.list(based_on.chain(source)).list(meta.decisions.iter().map(decision))
}

/// What an interface says of itself.
pub(super) fn of_interface(interface: &Interface) -> Docs {
    let identity =
        format!("`{} {}`, version {} ({}).", interface.id, interface.name, interface.version, interface.stage);
    let committee = interface.committee.as_ref().map(|committee| format!("In the charge of {committee}."));
    Docs::titled(interface.title.as_str())
        .text(interface.description.as_str())
        .markdown(&identity)
        .text(&committee.unwrap_or_default())
}

/// Id, name, interface, version and stage.
fn identity(standard: &Standard, meta: &Meta) -> String {
    let interface = &standard[meta.interface];
    let since = meta.since.as_ref().map(|since| format!(", since {since}")).unwrap_or_default();
    let formerly =
        if meta.formerly.is_empty() { String::new() } else { format!("; formerly {}", meta.formerly.join(", ")) };
    let title = escape(&format!("{} {} ({}){since}{formerly}.", interface.title, interface.version, meta.stage));
    format!("`{} {}`, {title}", meta.id, meta.name)
}

/// What a data object was made from.
pub(super) fn descent(standard: &Standard, object: &DataObject) -> String {
    match object.origin {
        Origin::Declared => {
            let parent = object.extends.map(|parent| format!("Extends `{}`.", shown(&standard[parent].meta)));
            parent.unwrap_or_default()
        }
        Origin::Bound { of, .. } => format!("`{}` with the types of this interface.", shown(&standard[of].meta)),
        Origin::Envelope { of, message } => {
            format!("`{}` with `{}` as its message.", shown(&standard[of].meta), shown(&standard[message].meta))
        }
    }
}

fn shown(meta: &Meta) -> String {
    format!("{} {}", meta.id, meta.name)
}

/// A decision in brief.
pub(super) fn decision(decision: &Decision) -> String {
    let chosen = decision.chosen.as_str().trim_end_matches('.');
    escape(&format!("Decision ({}): {chosen}. {}", decision.about, decision.because))
}

/// A code: its label, and what it means.
pub(super) fn of_code(code: &Code) -> Docs {
    let since = code.since.as_ref().map(|since| format!("Since {since}.")).unwrap_or_default();
    let description = code.description.as_ref().map(Text::as_str).unwrap_or_default();
    let matches = code.matches.iter().map(|other| {
        escape(&format!("{} match: {} in {}", upper_first(other.relation.name()), other.code, other.system))
    });
    Docs::titled(code.label.as_str())
        .text(description)
        .text(&since)
        .list(matches)
        .list(code.decisions.iter().map(decision))
}

fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// `#[deprecated]`, where something is on its way out.
pub(super) fn deprecated(deprecation: Option<&Deprecation>) -> TokenStream {
    let Some(Deprecation { since, sunset, replaced_by, reason, .. }) = deprecation else { return TokenStream::new() };
    // The compiler puts the note behind a colon, and does not show the version.
    let replacement = replaced_by.as_ref().map(|replacement| format!("use {replacement}"));
    let sunset = sunset.as_ref().map(|sunset| format!("gone in {sunset}"));
    let facts: Vec<String> = std::iter::once(format!("since {since}")).chain(replacement).chain(sunset).collect();
    let reason = reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    let note = format!("{}{reason}", facts.join("; "));
    quote!(#[deprecated(since = #since, note = #note)])
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Plain text as Markdown: addresses become links, and nothing else has a meaning.
fn escape(text: &str) -> String {
    let mut escaped = Vec::new();
    for word in words(text) {
        let start = word.find("http://").or_else(|| word.find("https://"));
        match start {
            Some(start) => {
                let (before, address) = word.split_at(start);
                let end = address.trim_end_matches([')', ',', '.', ';', ':', '"']).len();
                let (address, after) = address.split_at(end);
                escaped.push(format!("{}<{address}>{}", escape_word(before), escape_word(after)));
            }
            None => escaped.push(escape_word(word)),
        }
    }
    escaped.join(" ")
}

fn escape_word(word: &str) -> String {
    let mut escaped = String::with_capacity(word.len());
    let characters: Vec<char> = word.chars().collect();
    for (index, &character) in characters.iter().enumerate() {
        let has_meaning = match character {
            '<' | '>' | '[' | ']' | '`' | '\\' | '|' => true,
            // Inside a word an underscore means nothing, and neither does an asterisk at its end.
            '_' => index == 0 || index + 1 == characters.len(),
            '*' => index + 1 < characters.len(),
            '#' => index == 0,
            _ => false,
        };
        if has_meaning {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Breaks a paragraph into lines, never before a word that would begin a list or a heading.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words(text) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width || begins_a_block(word) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn begins_a_block(word: &str) -> bool {
    let number = word.trim_end_matches(['.', ')']);
    matches!(word, "-" | "+" | "=") || (number.len() < word.len() && number.chars().all(|digit| digit.is_ascii_digit()))
}
