//! Where a `$ref` leads: to a place in one of the files, or nowhere.

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::import::document::Document;
use crate::import::finding::Place;

/// The addresses of all files and of the schemas in them that have an `$id` or an `$anchor`.
pub(in crate::import) struct Addresses {
    by_url: HashMap<String, Place>,
}

impl Addresses {
    pub(in crate::import) fn of(documents: &[Document]) -> Self {
        let mut addresses = Self { by_url: HashMap::new() };
        for (file, document) in documents.iter().enumerate() {
            let root = Place { file, pointer: String::new() };
            addresses.by_url.insert(document.path.to_string(), root.clone());
            addresses.collect(&document.json, &root, document.path.as_str(), 0);
        }
        addresses
    }

    fn collect(&mut self, json: &Json, place: &Place, base: &str, depth: usize) {
        if depth > 64 {
            return;
        }
        match json {
            Json::Object(members) => {
                let own = members.get("$id").and_then(Json::as_str).map(|id| join(base, id));
                let base = own.as_deref().unwrap_or(base);
                if own.is_some() {
                    self.by_url.entry(base.trim_end_matches('#').to_owned()).or_insert_with(|| place.clone());
                }
                if let Some(anchor) = members.get("$anchor").and_then(Json::as_str) {
                    self.by_url.entry(format!("{base}#{anchor}")).or_insert_with(|| place.clone());
                }
                for (name, member) in members {
                    // What stands in an example is no schema.
                    if !matches!(name.as_str(), "example" | "examples" | "default" | "const" | "enum") {
                        self.collect(member, &place.below(name), base, depth + 1);
                    }
                }
            }
            Json::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.collect(item, &place.below(at), base, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// The place that a reference means, as seen from where it stands; nothing where nothing is there.
    pub(in crate::import) fn find(&self, documents: &[Document], from: &Place, reference: &str) -> Option<Place> {
        let (url, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let (base, root) = base(documents, from);
        let root = if url.is_empty() { root } else { self.by_url.get(&join(&base, url)).cloned()? };
        let fragment = percent_decoded(fragment);
        let place = if fragment.is_empty() || fragment.starts_with('/') {
            Place { file: root.file, pointer: format!("{}{fragment}", root.pointer) }
        } else {
            let url = if url.is_empty() { base } else { join(&base, url) };
            self.by_url.get(&format!("{url}#{fragment}")).cloned()?
        };
        documents.get(place.file)?.json.pointer(&place.pointer)?;
        Some(place)
    }
}

/// The address against which references at a place are read, and what it is the address of.
fn base(documents: &[Document], from: &Place) -> (String, Place) {
    let document = &documents[from.file];
    let mut address = document.path.to_string();
    let mut root = Place { file: from.file, pointer: String::new() };
    let ends = from.pointer.match_indices('/').map(|(at, _)| at).chain([from.pointer.len()]);
    for end in ends {
        let pointer = from.pointer.get(..end).unwrap_or_default();
        if let Some(id) = document.json.pointer(pointer).and_then(|json| json.get("$id")?.as_str()) {
            join(&address, id).trim_end_matches('#').clone_into(&mut address);
            root = Place { file: from.file, pointer: pointer.to_owned() };
        }
    }
    (address, root)
}

/// An address, as seen from another one.
fn join(base: &str, url: &str) -> String {
    if url.contains("://") || url.starts_with("urn:") {
        return url.to_owned();
    }
    let (host, path) = match base.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            (format!("{scheme}://{host}/"), path)
        }
        None => (String::new(), base),
    };
    let mut steps: Vec<&str> = if url.starts_with('/') { Vec::new() } else { path.split('/').collect() };
    steps.pop();
    for step in url.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    format!("{host}{}", steps.join("/"))
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = (*byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(code) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            decoded.push(code);
            at += 3;
        } else {
            decoded.push(*byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}
