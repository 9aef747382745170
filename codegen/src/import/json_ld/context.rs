//! Contexts: what a prefix stands for, and whether it can.
//!
//! Addresses are paths, without scheme and host: `core/v1/code/MaritalStatusEnum` is what both the namespace and the folder of a
//! file say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::import::document::Document;
use crate::import::finding::{Findings, Kind, Place};

/// The contexts of all files.
pub(super) struct Contexts {
    by_file: Vec<Context>,
}

/// The context of a file.
#[derive(Debug, Default)]
pub(super) struct Context {
    prefixes: BTreeMap<String, String>,
    vocabulary: Option<String>,
    /// The folder of the file, for ids whose prefix is not declared.
    folder: String,
}

impl Contexts {
    pub(super) fn of(documents: &[Document], findings: &mut Findings) -> Self {
        let by_file: Vec<Context> = documents.iter().map(Context::of).collect();
        let contexts = Self { by_file };
        contexts.namespaces(documents, findings);
        contexts
    }

    pub(super) fn of_file(&self, file: usize) -> &Context {
        &self.by_file[file]
    }

    /// Namespaces that cannot be what is meant: no end, no folder, two schemes.
    fn namespaces(&self, documents: &[Document], findings: &mut Findings) {
        let folders: BTreeSet<&str> = documents.iter().filter_map(|it| Some(it.path.parent()?.as_str())).collect();
        let all = || self.by_file.iter().flat_map(|context| context.namespaces().map(|(_, namespace)| namespace));
        // The hosts under which the folders of the source are published.
        let hosts: BTreeSet<&str> = all().filter(|it| is_folder(path_of(it), &folders)).map(host_of).collect();
        let is_plain = |namespace: &str| namespace.starts_with("http://");
        let own = |namespace: &&str| hosts.contains(host_of(namespace));
        let (plain, secure): (Vec<&str>, Vec<&str>) = all().filter(own).partition(|namespace| is_plain(namespace));
        for (file, context) in self.by_file.iter().enumerate() {
            for (prefix, namespace) in context.namespaces() {
                let place = Place { file, pointer: "/@context".to_owned() }.below(prefix);
                let taken = Some("the name is joined with a slash".to_owned());
                if !namespace.ends_with(['/', '#', ':', '?', '[', ']', '@']) {
                    let message = format!(
                        "the namespace of `{prefix}` ends in neither / nor #, so that JSON-LD takes it for no prefix"
                    );
                    findings.add(Kind::BadPrefix, &place, message, taken);
                }
                if !hosts.contains(host_of(namespace)) {
                    continue;
                }
                if !is_folder(path_of(namespace), &folders) {
                    let message = format!("`{prefix}` stands for <{namespace}>, and there is no such folder");
                    findings.add(Kind::BadPrefix, &place, message, Some("names are looked for everywhere".to_owned()));
                }
                if is_plain(namespace) && !secure.is_empty() {
                    let message = format!(
                        "the namespace of `{prefix}` is written http, and {} of {} namespaces of that host https",
                        secure.len(),
                        secure.len() + plain.len()
                    );
                    findings.add(Kind::BadPrefix, &place, message, Some("taken for the same".to_owned()));
                }
            }
        }
    }
}

impl Context {
    fn of(document: &Document) -> Self {
        let folder = document.path.parent().map(|folder| folder.as_str().to_owned()).unwrap_or_default();
        let mut context = Self { prefixes: BTreeMap::new(), vocabulary: None, folder };
        context.add(&document.json["@context"]);
        context
    }

    fn add(&mut self, json: &Json) {
        match json {
            Json::Array(parts) => parts.iter().for_each(|part| self.add(part)),
            Json::Object(entries) => {
                for (name, value) in entries {
                    let Some(namespace) = value.as_str().or_else(|| value["@id"].as_str()) else { continue };
                    if name == "@vocab" {
                        self.vocabulary = Some(namespace.to_owned());
                    } else if !name.starts_with('@') && namespace.contains("://") {
                        self.prefixes.insert(name.clone(), namespace.to_owned());
                    }
                }
            }
            _ => {}
        }
    }

    fn namespaces(&self) -> impl Iterator<Item = (&str, &str)> {
        let vocabulary = self.vocabulary.iter().map(|namespace| ("@vocab", namespace.as_str()));
        vocabulary.chain(self.prefixes.iter().map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str())))
    }

    /// The prefix of an id, where it has one that is not declared.
    pub(super) fn undeclared<'a>(&self, id: &'a str) -> Option<&'a str> {
        let (prefix, rest) = id.split_once(':')?;
        let is_iri = rest.starts_with("//") || matches!(prefix, "urn" | "mailto" | "_");
        (!is_iri && !self.prefixes.contains_key(prefix)).then_some(prefix)
    }

    /// The namespace of an id with a declared prefix.
    pub(super) fn namespace(&self, id: &str) -> Option<&str> {
        self.prefixes.get(id.split_once(':')?.0).map(String::as_str)
    }

    /// What an id is called by others: a path.
    pub(super) fn address(&self, id: &str) -> String {
        let name = local(id);
        if let Some((_, rest)) = id.split_once(':').filter(|(_, rest)| rest.starts_with("//")) {
            return path_of(rest).to_owned();
        }
        let namespace = self.namespace(id).or(self.vocabulary.as_deref());
        let folder = namespace.map_or(self.folder.as_str(), path_of);
        if folder.is_empty() { name.to_owned() } else { format!("{}/{name}", folder.trim_end_matches('/')) }
    }

    /// What an id is to JSON-LD: a namespace that ends in neither / nor # is no prefix there.
    pub(super) fn identifier(&self, id: &str) -> String {
        match self.namespace(id).filter(|namespace| namespace.ends_with(['/', '#'])) {
            Some(namespace) => format!("{namespace}{}", local(id)),
            None if !id.contains(':') => self.address(id),
            None => id.to_owned(),
        }
    }
}

/// The name at the end of an id.
pub(super) fn local(id: &str) -> &str {
    id.rsplit(['/', '#', ':']).next().unwrap_or(id)
}

/// The host of an address.
fn host_of(namespace: &str) -> &str {
    let rest = namespace.split_once("//").map_or(namespace, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

/// The path of an address, without slashes at its ends.
fn path_of(namespace: &str) -> &str {
    let rest = namespace.split_once("//").map_or(namespace, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    path.trim_end_matches(['/', '#'])
}

/// Whether a path is that of a folder, or the other way round: a part of a repository begins further down.
fn is_folder(path: &str, folders: &BTreeSet<&str>) -> bool {
    let ends =
        |long: &str, short: &str| long == short || long.strip_suffix(short).is_some_and(|rest| rest.ends_with('/'));
    !path.is_empty() && folders.iter().any(|folder| ends(path, folder) || ends(folder, path))
}
