//! Which interface a file belongs to: told by its folder, unless one is named.
//!
//! `extensions/fr/v1/data/Farm.jsonld` belongs to `fr`: the folder before the version, else the last one.

use heck::ToKebabCase as _;

use crate::import::document::Document;
use crate::naming;

/// The interface of files that lie in no folder.
const NAMELESS: &str = "imported";

/// The name of the module of each file.
pub(super) fn of_folders(documents: &[Document], interface: Option<&str>) -> Vec<String> {
    let folders: Vec<Vec<&str>> = documents.iter().map(|document| folders(document.path.as_str())).collect();
    let name = |path: &[&str], parts: usize| {
        let parts = &path[path.len().saturating_sub(parts)..];
        module_name(&parts.join("-"))
    };
    folders
        .iter()
        .map(|path| {
            if let Some(interface) = interface {
                return interface.to_owned();
            }
            // As many folders as it takes to tell it from the others.
            let is_told = |parts: usize| {
                folders.iter().all(|other| other == path || name(other, parts.min(other.len())) != name(path, parts))
            };
            let parts = (1..=path.len().max(1)).find(|parts| is_told(*parts)).unwrap_or(path.len());
            name(path, parts)
        })
        .collect()
}

/// A name that an interface can have.
pub(super) fn module_name(text: &str) -> String {
    let name = text.to_kebab_case();
    let name: String = name.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    match name.chars().next() {
        None => NAMELESS.to_owned(),
        Some(first) if first.is_ascii_lowercase() && !naming::is_kept_interface(&name) => name,
        Some(_) => format!("{NAMELESS}-{name}"),
    }
}

/// The folders on the way to a file, up to the one that tells a version.
fn folders(path: &str) -> Vec<&str> {
    let mut folders: Vec<&str> = path.split('/').collect();
    folders.pop();
    let is_version =
        |name: &&str| name.strip_prefix('v').is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
    match folders.iter().position(is_version) {
        Some(at) if at > 0 => folders[..at].to_vec(),
        _ => folders,
    }
}
