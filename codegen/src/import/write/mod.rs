//! A draft in order as the files of a standard, with a TODO wherever the source is silent.

mod codes;
mod definitions;
mod operations;

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use crate::emit::editor_schema;
use crate::import::document::Document;
use crate::import::finding::{Findings, Kind, Place};
use crate::import::order::Ordered;
use crate::import::yaml::{Map, Yaml};
use crate::load::{INTERFACE_FILE, KINDS, STANDARD_FILE};
use crate::model::title_of;
use crate::vocabulary::{Kind as ValueKind, SourceKind};

/// The version of what does not tell its version.
const VERSION: &str = "0.1.0";
/// What is written where the source gives no description.
const NO_DESCRIPTION: &str = "TODO: the source gives no description.";

/// The text of each file, by its path in the standard.
pub(super) fn write(
    ordered: &Ordered,
    documents: &[Document],
    kind: SourceKind,
    findings: &mut Findings,
) -> BTreeMap<Utf8PathBuf, String> {
    let mut writer = Writer { ordered, documents, kind, types: BTreeSet::new(), files: BTreeMap::new(), findings };
    for (at, definition) in ordered.draft.definitions.iter().enumerate() {
        if let Some(called) = &ordered.called[at] {
            writer.definition(definition, called);
        }
    }
    for at in 0..ordered.operations.len() {
        writer.operation(at);
    }
    for kind in writer.types.clone() {
        writer.data_type(kind);
    }
    for at in 0..ordered.interfaces.len() {
        writer.interface(at);
    }
    writer.standard();
    writer.files
}

struct Writer<'a> {
    ordered: &'a Ordered,
    documents: &'a [Document],
    kind: SourceKind,
    /// The kinds of values that need a data type.
    types: BTreeSet<ValueKind>,
    files: BTreeMap<Utf8PathBuf, String>,
    findings: &'a mut Findings,
}

impl Writer<'_> {
    fn file(&mut self, path: Utf8PathBuf, schema: &str, map: &Map) {
        let levels = path.components().count();
        self.files.insert(path, format!("{}{}", editor_schema::first_line(levels, schema), map.file()));
    }

    /// Adds the file of a definition to its interface.
    fn add(&mut self, interface: usize, key: &str, name: &str, map: &Map) {
        let folder = KINDS.iter().find(|(known, _)| *known == key).map_or(key, |(_, folder)| folder);
        let interface = &self.ordered.interfaces[interface].name;
        let path: Utf8PathBuf = [interface, folder, &format!("{name}.yaml")].iter().collect();
        self.file(path, &key.replace('_', "-"), map);
    }

    fn silent(&mut self, place: &Place, what: &str, instead: &str) {
        let place = Place { file: place.file, pointer: String::new() };
        self.findings.add(Kind::Silent, &place, what, Some(instead.to_owned()));
    }

    fn interface(&mut self, at: usize) {
        let interface = &self.ordered.interfaces[at];
        let mut map = Map::new();
        let title = interface.title.clone().unwrap_or_else(|| title_of(&interface.name));
        map.text("interface", &interface.id).text("name", &interface.name).text("title", title);
        let version = interface.version.as_deref().filter(|version| is_version(version));
        map.set("version", Yaml::Plain(version.unwrap_or(VERSION).to_owned()));
        if version.is_none() {
            map.comment("TODO: the source gives no version");
        }
        map.text("stage", "draft");
        let others: Vec<String> =
            interface.depends_on.iter().map(|at| self.ordered.interfaces[*at].id.clone()).collect();
        if !others.is_empty() {
            map.set("depends_on", Yaml::Words(others));
        }
        let words = "TODO: say in plain words what the interface is for, and between which systems.";
        map.text("description", interface.description.clone().unwrap_or_else(|| words.to_owned()));
        let mut folders: Vec<&str> =
            interface.files.iter().filter_map(|file| Some(self.documents[*file].path.parent()?.as_str())).collect();
        folders.dedup();
        // One file is named, of several their folders.
        let from: Vec<&str> = match interface.files.as_slice() {
            [only] => vec![self.documents[*only].path.as_str()],
            _ => folders.into_iter().filter(|folder| !folder.is_empty()).collect(),
        };
        let sources = from.into_iter().map(|place| {
            let mut source = Map::new();
            source.text("kind", self.kind.name()).text("where", place);
            Yaml::Map(source)
        });
        map.list("source", sources.collect());
        let path = Utf8Path::new(&interface.name).join(INTERFACE_FILE);
        self.file(path, "interface", &map);
    }

    fn standard(&mut self) {
        let draft = &self.ordered.draft;
        let mut map = Map::new();
        map.text("standard", "imported").text("title", "TODO: the title of the standard");
        map.set("version", Yaml::Plain(VERSION.to_owned()));
        map.text("publisher", "TODO: who publishes the standard");
        map.text("licence", "LicenseRef-TODO").comment("TODO: an SPDX expression");
        map.text("url", "https://example.org").comment("TODO: where the standard is published");
        let mut namespaces = Map::new();
        namespaces.text("json_schema", "https://example.org/json-schema/");
        namespaces.text("vocabulary", "https://example.org/vocabulary/");
        map.set("namespaces", Yaml::Map(namespaces)).comment("TODO: where schemas and terms will be published");
        let servers = draft.servers.iter().map(|(url, description)| {
            let mut server = Map::new();
            server.text("url", url);
            server.text("description", description.clone().unwrap_or_else(|| "TODO: what the server is".to_owned()));
            Yaml::Map(server)
        });
        map.list("servers", servers.collect());
        let mut security = Map::new();
        let stated = draft.security.as_ref();
        security.text("name", stated.map_or("Authorization", |it| &it.name));
        security.text("scheme", stated.map_or("bearer", |it| &it.scheme));
        security.text("format", stated.and_then(|it| it.format.as_deref()).unwrap_or("JWT"));
        let words = stated.and_then(|it| it.description.clone());
        security.text("description", words.unwrap_or_else(|| "TODO: how callers show who they are.".to_owned()));
        map.set("security", Yaml::Map(security));
        let names = self.ordered.interfaces.iter().map(|interface| Yaml::Text(interface.name.clone()));
        map.set("interfaces", Yaml::List(names.collect()));
        self.file(STANDARD_FILE.into(), "standard", &map);
    }
}

/// That something is on its way out: sources say no more than that.
fn deprecated(map: &mut Map) {
    let mut deprecated = Map::new();
    deprecated.set("since", Yaml::Plain(VERSION.to_owned())).text("reason", "TODO: the source does not say why.");
    map.set("deprecated", Yaml::Map(deprecated)).comment("TODO: since when, and what replaces it");
}

fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
