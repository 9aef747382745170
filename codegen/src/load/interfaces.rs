//! The interfaces that `standard.yaml` lists, a folder each.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use camino::Utf8Path;
use indexmap::IndexSet;

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::load::outline::Outline;
use crate::load::{INTERFACE_FILE, Loaded, Loader, RawInterfaceFiles, STANDARD_FILE, id_in, id_of, is_beside};
use crate::naming;
use crate::nearest::{did_you_mean, nearest};
use crate::raw::read::{Read, Salvage};
use crate::raw::{RawInterface, RawStandard, Text};
use crate::source::Span;

impl Loader<'_> {
    /// The interfaces: the listed ones in their order, then the others.
    pub(super) fn interfaces(
        &mut self,
        standard: &RawStandard,
        is_complete: bool,
        outlined: &BTreeMap<String, Outline>,
    ) -> Vec<RawInterfaceFiles> {
        let mut folders: Vec<String> = outlined.keys().cloned().collect();
        for entry in self.entries(Utf8Path::new("")) {
            if entry.is_folder {
                let file = entry.path.join(INTERFACE_FILE);
                if !outlined.contains_key(&entry.name) && self.sources.has_file(&file) {
                    folders.push(entry.name);
                }
            } else if !is_beside(&entry.name) && entry.name != STANDARD_FILE {
                self.stray_file(&entry.path, "only standard.yaml and the folders of interfaces lie here");
            }
        }
        let listed = self.listed(&standard.interfaces, &folders);
        let mut interfaces: Vec<RawInterfaceFiles> = listed
            .iter()
            .map(|folder| match outlined.get(folder) {
                Some(outline) => self.outlined(folder, outline),
                None => self.interface(folder),
            })
            .collect();
        let are_listed: HashSet<&String> = listed.iter().collect();
        for folder in folders.iter().filter(|folder| !are_listed.contains(folder)) {
            let files = self.interface(folder);
            // A list that could not be read may well have it.
            if is_complete || !standard.interfaces.is_empty() {
                self.diagnostics.push(
                    Diagnostic::new(
                        &rules::UNREGISTERED_INTERFACE,
                        Span::whole(files.settings.file),
                        format!("the interface `{folder}` is not listed in standard.yaml"),
                    )
                    .help(format!("add `{folder}` to `interfaces` in standard.yaml, or move the folder away")),
                );
            }
            interfaces.push(files);
        }
        interfaces
    }

    /// The names of a list; what stands in it for a second time is reported and left out.
    pub(super) fn once<'n>(&mut self, what: &str, names: &'n [Text]) -> Vec<&'n Text> {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        let mut once = Vec::new();
        for name in names {
            match seen.entry(&name.value) {
                Entry::Vacant(place) => {
                    place.insert(name.span);
                    once.push(name);
                }
                Entry::Occupied(first) => self.diagnostics.push(
                    Diagnostic::new(
                        &rules::LISTED_TWICE,
                        name.span,
                        format!("the {what} `{}` is listed a second time", name.value),
                    )
                    .related(*first.get(), "first listed here")
                    .help("remove one of the two"),
                ),
            }
        }
        once
    }

    /// The folders that standard.yaml lists; a misspelt one counts as the one that it is nearest to.
    fn listed(&mut self, names: &[Text], folders: &[String]) -> Vec<String> {
        let names = self.once("interface", names);
        let there: HashSet<&str> = folders.iter().map(String::as_str).collect();
        let named: HashSet<&str> = names.iter().map(|name| name.value.as_str()).collect();
        let open: Vec<&str> = folders.iter().map(String::as_str).filter(|folder| !named.contains(folder)).collect();
        let mut listed: IndexSet<String> = IndexSet::new();
        for name in names {
            if there.contains(name.value.as_str()) {
                listed.insert(name.value.clone());
                continue;
            }
            let near = nearest(&name.value, open.iter().copied());
            listed.extend(near.first().map(|near| (*near).to_owned()));
            self.missing_interface(name, &near);
        }
        listed.into_iter().collect()
    }

    fn missing_interface(&mut self, name: &Text, near: &[&str]) {
        let folder = name.value.as_str();
        if naming::malformed("interface", folder).is_some() {
            self.diagnostics.push(
                Diagnostic::new(
                    &rules::MALFORMED_NAME,
                    name.span,
                    format!("`{folder}` is not the folder of an interface"),
                )
                .expected("the name of a folder beside standard.yaml, such as social-registry")
                .help("write small letters, digits and hyphens"),
            );
            return;
        }
        let (message, help) = if self.sources.has_folder(Utf8Path::new(folder)) {
            (
                format!("the folder `{folder}` has no {INTERFACE_FILE}"),
                format!("write {folder}/{INTERFACE_FILE}, or take the name off the list"),
            )
        } else {
            (
                format!("there is no folder `{folder}` with an {INTERFACE_FILE}"),
                format!("make it with `dci new interface {folder}`, or take the name off the list"),
            )
        };
        let help = did_you_mean(folder, near.iter().copied()).unwrap_or(help);
        self.diagnostics.push(Diagnostic::new(&rules::MISSING_INTERFACE, name.span, message).help(help));
    }

    fn interface(&mut self, folder: &str) -> RawInterfaceFiles {
        let path = Utf8Path::new(folder);
        let (file, node) = self.settings(&path.join(INTERFACE_FILE));
        let read = node.as_ref().and_then(|node| RawInterface::read(node, self.diagnostics));
        let is_complete = read.is_some();
        let raw = read.unwrap_or_else(|| {
            let id = match &node {
                Some(node) => id_of(node),
                None => id_in(&self.sources.file(file).text),
            };
            let unknown = RawInterface::unknown(file, id.unwrap_or_default(), folder);
            match &node {
                Some(node) => RawInterface::salvage(node, unknown),
                None => unknown,
            }
        });
        let mut found = RawInterfaceFiles::new(Loaded { raw, file }, is_complete, path);
        self.all_definitions(INTERFACE_FILE, &mut found);
        found
    }
}
