//! The structure of an artefact, without its texts: two artefacts that differ in texts alone have the same.

use std::fmt::Write as _;

use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use serde_json::Value;

/// The structure of a file, told by its name; what does not parse in its format is a fault of the emitter.
pub(crate) fn of(path: &str, text: &str) -> String {
    let (name, extension) = path.rsplit_once('.').expect("artefacts have an ending");
    match extension {
        "json" | "jsonld" => values(&serde_json::from_str(text).expect(path), Descriptions::Plain),
        "yaml" => values(&serde_yaml::from_str(text).expect(path), descriptions(path)),
        "toml" => values(&toml::from_str(text).expect(path), Descriptions::Plain),
        "csv" => table(text),
        "rs" => rust(text),
        // The index is sorted by what stands in it.
        "md" if name.ends_with("index-of-ids") => sorted(&page(text)),
        "md" => page(text),
        _ => unreachable!("{name}.{extension}: a kind of artefact that nobody looks at"),
    }
}

fn sorted(shape: &str) -> String {
    let mut lines: Vec<&str> = shape.lines().collect();
    lines.sort_unstable();
    lines.join("\n")
}

/// Whether the descriptions in a document are Markdown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Descriptions {
    Plain,
    Markdown,
}

fn descriptions(path: &str) -> Descriptions {
    if path.contains(".openapi-") { Descriptions::Markdown } else { Descriptions::Plain }
}

/// Keys, kinds of values, and the structure of Markdown in them.
fn values(value: &Value, descriptions: Descriptions) -> String {
    let mut out = String::new();
    write_value(value, descriptions, false, &mut out);
    out
}

fn write_value(value: &Value, descriptions: Descriptions, is_description: bool, out: &mut String) {
    match value {
        Value::Object(entries) => {
            out.push_str("{\n");
            for (key, value) in entries {
                let is_word = key.chars().all(|each| each.is_ascii_graphic());
                write!(out, "{}: ", if is_word { key } else { "text" }).expect("a string takes everything");
                write_value(value, descriptions, key == "description", out);
            }
            out.push_str("}\n");
        }
        Value::Array(items) => {
            out.push_str("[\n");
            for item in items {
                write_value(item, descriptions, false, out);
            }
            out.push_str("]\n");
        }
        Value::String(text) if is_description && descriptions == Descriptions::Markdown => {
            out.push_str(&markdown(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH));
            out.push('\n');
        }
        Value::String(_) => out.push_str("text\n"),
        other => writeln!(out, "{other}").expect("a string takes everything"),
    }
}

fn table(text: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    // A table whose rows differ in length does not read.
    let rows = reader.records().map(|row| row.expect("it is CSV").len().to_string());
    rows.collect::<Vec<_>>().join("\n")
}

/// A page: its front matter, its blocks and marks, the blocks of GitBook, the lines of its diagrams.
fn page(text: &str) -> String {
    let mut out = String::new();
    let mut body = text;
    if let Some(rest) = text.strip_prefix("---\n") {
        let (front, rest) = rest.split_once("\n---\n").expect("front matter ends");
        out.push_str(&values(&serde_yaml::from_str(front).expect("front matter is YAML"), Descriptions::Plain));
        body = rest;
    }
    out.push_str(&markdown(body, Options::all() - Options::ENABLE_SMART_PUNCTUATION - other_readers()));
    let mut outside_code = body.to_owned();
    let mut diagram = None;
    for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                outside_code.replace_range(range.clone(), &" ".repeat(range.len()));
                diagram = (&*language == "mermaid").then_some(());
            }
            Event::Code(_) => outside_code.replace_range(range.clone(), &" ".repeat(range.len())),
            Event::Text(text) if diagram.is_some() => out.extend(text.lines().map(mermaid)),
            Event::End(_) => diagram = None,
            _ => {}
        }
    }
    for sign in ["{%", "{{", "{#", "$$"] {
        writeln!(out, "{sign} {}", outside_code.matches(sign).count()).expect("a string takes everything");
    }
    out
}

/// What GitBook and GFM do not read.
fn other_readers() -> Options {
    Options::ENABLE_WIKILINKS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

/// The events of Markdown. A text is one, however it is broken into lines or escaped; so is code, by whatever marks.
fn markdown(text: &str, options: Options) -> String {
    let mut out = String::new();
    let mut is_code = false;
    for event in Parser::new_ext(text, options) {
        let line = match event {
            Event::InlineHtml(html) if &*html == "<code>" => {
                is_code = true;
                "code".to_owned()
            }
            Event::InlineHtml(html) if &*html == "</code>" => {
                is_code = false;
                continue;
            }
            Event::Text(_) if is_code => continue,
            Event::Text(_) | Event::SoftBreak => "text".to_owned(),
            Event::Code(_) => "code".to_owned(),
            Event::Start(Tag::Link { link_type, .. }) => format!("link {link_type:?}"),
            other => format!("{other:?}"),
        };
        if line != "text" || !out.ends_with("text\n") {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// The signs of a line in a diagram that mermaid gives a meaning anywhere. What stands by number is text.
fn mermaid(line: &str) -> String {
    let mut rest = line;
    let mut signs = String::new();
    while let Some(at) = rest.find(|each: char| "#;\"<>{}%`".contains(each)) {
        let number = rest[at..].strip_prefix('#').and_then(|rest| rest.split_once(';'));
        if let Some((_, after)) = number.filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit())) {
            rest = after;
        } else {
            signs.push_str(&rest[at..=at]);
            rest = &rest[at + 1..];
        }
    }
    let indent = line.len() - line.trim_start().len();
    let word = line.split_whitespace().next().unwrap_or_default();
    format!("diagram {indent} {word} {signs}\n")
}

/// Rust: its tokens without what literals say, and its documentation as rustdoc reads it.
fn rust(text: &str) -> String {
    syn::parse_file(text).expect("it is Rust");
    let mut out = String::new();
    let mut docs = String::new();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    for line in text.lines().chain([""]) {
        let line = line.trim_start();
        if let Some(doc) = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) {
            docs.push_str(doc.strip_prefix(' ').unwrap_or(doc));
            docs.push('\n');
        } else if !docs.is_empty() {
            out.push_str("docs\n");
            out.push_str(&markdown(&std::mem::take(&mut docs), options));
        }
    }
    let tokens: TokenStream = text.parse().expect("it is Rust");
    write_tokens(tokens, &mut out);
    // A label stands beside its documentation where that had to be written otherwise, or as its first line.
    out.replace(", label = text ", "")
}

fn write_tokens(tokens: TokenStream, out: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                let bang = tokens.next_if(|next| next.to_string() == "!");
                let is_doc = |next: &TokenTree| next.to_string().replace(' ', "").starts_with("[doc=");
                if tokens.next_if(is_doc).is_none() {
                    out.push_str(if bang.is_some() { "#! " } else { "# " });
                }
            }
            TokenTree::Group(group) => {
                write!(out, "{:?}(", group.delimiter()).expect("a string takes everything");
                write_tokens(group.stream(), out);
                out.push_str(") ");
            }
            TokenTree::Literal(literal) if literal.to_string().contains('"') => out.push_str("text "),
            other => write!(out, "{other} ").expect("a string takes everything"),
        }
    }
}
