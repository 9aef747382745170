//! Documentation of generated items: what a definition says of itself, as rustdoc.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;

use crate::markdown::{self, Flavour};
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
        Self { lines: vec![markdown::guarded(&escape(title), Flavour::Rustdoc).into_owned()] }
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

    /// Adds a table; its cells are Markdown.
    #[must_use]
    pub(super) fn table<const N: usize>(
        mut self,
        heads: [&str; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> Self {
        self.blank();
        self.lines.push(format!("| {} |", heads.join(" | ")));
        self.lines.push(format!("|{}", "---|".repeat(N)));
        self.lines.extend(rows.into_iter().map(|cells| format!("| {} |", cells.join(" | "))));
        self
    }

    /// Adds an example, which is compiled and run as a test. No text of the standard stands in it but as a literal.
    #[must_use]
    pub(super) fn code(mut self, lines: Vec<String>) -> Self {
        self.blank();
        self.lines.push("```".to_owned());
        self.lines.extend(lines);
        self.lines.push("```".to_owned());
        self
    }

    /// Plain text as Markdown within a line.
    pub(super) fn inline(text: &str) -> String {
        escape(text)
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
    let replacement = replaced_by.as_ref().map(|replacement| format!("use {}", escape(replacement)));
    let sunset = sunset.as_ref().map(|sunset| format!("gone in {sunset}"));
    let facts: Vec<String> = std::iter::once(format!("since {since}")).chain(replacement).chain(sunset).collect();
    // rustdoc shows the note as Markdown.
    let reason = reason.as_ref().map(|reason| format!(": {}", escape(reason.as_str()))).unwrap_or_default();
    let note = format!("{}{reason}", facts.join("; "));
    quote!(#[deprecated(since = #since, note = #note)])
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Plain text as Markdown: addresses become links, and nothing else has a meaning.
fn escape(text: &str) -> String {
    markdown::inline(&markdown::one_line(text), Flavour::Rustdoc)
}

/// Breaks a paragraph into lines, none of which begins a list, a heading or another block.
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
    if let Some(first) = lines.first_mut() {
        *first = markdown::guarded(first, Flavour::Rustdoc).into_owned();
    }
    lines
}

/// Whether a word would begin a block at the start of a line, also within code, which cannot be escaped.
fn begins_a_block(word: &str) -> bool {
    let is_guarded = matches!(markdown::guarded(word, Flavour::Rustdoc), Cow::Owned(_));
    let is_tag = word.starts_with('<') && !word.starts_with("<http");
    is_guarded || is_tag || word.starts_with(['>', '|']) || word.starts_with("```") || word.starts_with("~~~")
}
