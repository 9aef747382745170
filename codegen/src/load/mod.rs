//! From a folder to raw definitions, past every bad file.
//!
//! A standard is a folder with `standard.yaml`. Each interface that it lists is a folder with `interface.yaml` and a
//! folder a kind of definition. Nothing else may lie there, so that no definition is forgotten for a misspelt name.
//!
//! Whatever cannot be read is reported and, as far as possible, replaced: a standard.yaml with a fault still leads to
//! the interfaces, an interface.yaml with a fault to its definitions. One run reports everything.

mod files;
mod interfaces;
mod json;
mod outline;
mod places;
mod profiles;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use indexmap::IndexMap;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::files::{DirectoryEntry, MARK};
use crate::nearest::did_you_mean;
use crate::raw::characters;
use crate::raw::read::{Read, Salvage};
use crate::raw::tree::{self, Content, Node};
use crate::raw::{
    RawCodeDirectory, RawDataFormat, RawDataObject, RawDataType, RawInterface, RawOperation, RawProcess, RawProfile,
    RawStandard,
};
use crate::source::{FileId, Sources, Span};

pub(crate) use json::json;
pub use outline::{Outline, unread};
pub(crate) use places::places;
pub(crate) use profiles::profiles;

/// The file that makes a folder a standard.
pub const STANDARD_FILE: &str = "standard.yaml";
/// The file that makes a folder an interface.
pub const INTERFACE_FILE: &str = "interface.yaml";
/// The file that makes a folder a profile.
pub const PROFILE_FILE: &str = "profile.yaml";
/// The folder of the profiles of countries.
pub const PROFILES_FOLDER: &str = "profiles";
/// The folder of example payloads.
pub const EXAMPLES_FOLDER: &str = "examples";

/// The kinds of definitions: the key that tells the kind, and the folder.
pub const KINDS: &[(&str, &str)] = &[
    ("data_type", "data-types"),
    ("data_format", "data-formats"),
    ("code_directory", "code-directories"),
    ("data_object", "data-objects"),
    ("operation", "operations"),
    ("process", "processes"),
];

/// The key of an interface's id.
const INTERFACE_KEY: &str = "interface";

/// A definition and the file that it came from.
#[derive(Clone, Debug)]
pub(crate) struct Loaded<T> {
    pub(crate) raw: T,
    pub(crate) file: FileId,
}

/// Everything read of a standard.
#[derive(Clone, Debug)]
pub(crate) struct RawSpec {
    pub(crate) standard: Loaded<RawStandard>,
    /// Whether `standard.yaml` could be read in full.
    pub(crate) is_complete: bool,
    pub(crate) interfaces: Vec<RawInterfaceFiles>,
    /// The one among the interfaces that is a profile laid over the others, which may use what it defines.
    pub(crate) profile: Option<usize>,
    /// Example payloads by path relative to the root.
    pub(crate) examples: IndexMap<Utf8PathBuf, Loaded<Node>>,
    /// Ids of definitions that could not be read: who refers to them is not to blame.
    pub(crate) broken: BTreeSet<String>,
}

/// One interface with its definitions.
#[derive(Clone, Debug)]
pub(crate) struct RawInterfaceFiles {
    pub(crate) settings: Loaded<RawInterface>,
    /// Whether `interface.yaml` could be read in full: otherwise nobody is blamed for what it may declare.
    pub(crate) is_complete: bool,
    /// The folder, relative to the root.
    pub(crate) folder: Utf8PathBuf,
    pub(crate) data_types: Vec<Loaded<RawDataType>>,
    pub(crate) data_formats: Vec<Loaded<RawDataFormat>>,
    pub(crate) code_directories: Vec<Loaded<RawCodeDirectory>>,
    pub(crate) data_objects: Vec<Loaded<RawDataObject>>,
    pub(crate) operations: Vec<Loaded<RawOperation>>,
    pub(crate) processes: Vec<Loaded<RawProcess>>,
}

/// A profile with the definitions of its own.
#[derive(Debug)]
pub(crate) struct RawProfileFiles {
    pub(crate) raw: RawProfile,
    /// Its own definitions, as an interface that uses all others.
    pub(crate) own: RawInterfaceFiles,
    /// Its own example payloads.
    pub(crate) examples: IndexMap<Utf8PathBuf, Loaded<Node>>,
}

/// The profiles that come with a standard, and what is wrong with how they are written.
#[derive(Debug, Default)]
pub(crate) struct RawProfiles {
    pub(crate) files: Vec<RawProfileFiles>,
    pub(crate) found: Vec<Diagnostic>,
}

/// Reads the standard in the folder of `sources`, without its profiles; of some interfaces no more is known than an outline.
pub(crate) fn load(
    sources: &mut Sources,
    outlined: &BTreeMap<String, Outline>,
    diagnostics: &mut Diagnostics,
) -> io::Result<RawSpec> {
    if !sources.has_file(Utf8Path::new(STANDARD_FILE)) {
        return Err(io::Error::new(io::ErrorKind::NotFound, format!("there is no {STANDARD_FILE} in it")));
    }
    let mut loader = Loader::new(sources, diagnostics);
    let (file, node) = loader.settings(Utf8Path::new(STANDARD_FILE));
    let read = node.as_ref().and_then(|node| RawStandard::read(node, loader.diagnostics));
    let is_complete = read.is_some();
    let standard = read.unwrap_or_else(|| match &node {
        Some(node) => RawStandard::salvage(node, RawStandard::unknown(file)),
        None => RawStandard::unknown(file),
    });
    let interfaces = loader.interfaces(&standard, is_complete, outlined);
    let (examples, broken) = (loader.examples, loader.broken);
    Ok(RawSpec { standard: Loaded { raw: standard, file }, is_complete, interfaces, profile: None, examples, broken })
}

/// Files that may lie anywhere: documentation for the people who edit, and what makes the folder a crate.
fn is_beside(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "README.md" | "Cargo.toml" | "Cargo.lock" | "LICENSE" | "CHANGELOG.md")
}

struct Loader<'a> {
    sources: &'a mut Sources,
    diagnostics: &'a mut Diagnostics,
    examples: IndexMap<Utf8PathBuf, Loaded<Node>>,
    broken: BTreeSet<String>,
}

impl RawInterfaceFiles {
    /// An interface without definitions as yet.
    fn new(settings: Loaded<RawInterface>, is_complete: bool, folder: &Utf8Path) -> Self {
        Self {
            settings,
            is_complete,
            folder: folder.to_owned(),
            data_types: Vec::new(),
            data_formats: Vec::new(),
            code_directories: Vec::new(),
            data_objects: Vec::new(),
            operations: Vec::new(),
            processes: Vec::new(),
        }
    }
}

impl<'a> Loader<'a> {
    fn new(sources: &'a mut Sources, diagnostics: &'a mut Diagnostics) -> Self {
        Self { sources, diagnostics, examples: IndexMap::new(), broken: BTreeSet::new() }
    }

    fn entries(&mut self, folder: &Utf8Path) -> Vec<DirectoryEntry> {
        files::entries(self.sources, self.diagnostics, folder)
    }

    /// The tree of a file that settles others; without one where it was reported.
    fn settings(&mut self, path: &Utf8Path) -> (FileId, Option<Node>) {
        match files::read(self.sources, self.diagnostics, path) {
            Ok(file) => (file, self.tree(file)),
            Err(_) => (self.sources.add(path, ""), None),
        }
    }

    /// The tree of a YAML file; what has no place in its texts is reported.
    fn tree(&mut self, file: FileId) -> Option<Node> {
        let is_clean = characters::check_source(self.sources, file, self.diagnostics);
        let mut found = Diagnostics::new();
        let node = tree::parse(self.sources, file, &mut found);
        // What the parser says of a character that has no place anywhere would hide what is wrong.
        let found = found.finish();
        if is_clean || node.is_some() {
            for diagnostic in found {
                self.diagnostics.push(diagnostic);
            }
        }
        let node = node?;
        characters::check_texts(self.sources, &node, self.diagnostics);
        Some(node)
    }

    /// What lies in the folder of an interface or a profile beside the file that settles it.
    fn all_definitions(&mut self, settings: &str, found: &mut RawInterfaceFiles) {
        let path = found.folder.clone();
        for entry in self.entries(&path) {
            if !entry.is_folder {
                if entry.name != settings && !is_beside(&entry.name) {
                    let why = format!("only {settings} and the folders of definitions lie here");
                    self.stray_file(&entry.path, &why);
                }
            } else if entry.name == EXAMPLES_FOLDER {
                self.examples(&entry.path);
            } else if let Some((key, _)) = KINDS.iter().find(|(_, folder)| *folder == entry.name) {
                self.definitions(&entry.path, key, found);
            } else {
                let folders = KINDS.iter().map(|(_, folder)| *folder).chain([EXAMPLES_FOLDER]);
                let help = did_you_mean(&entry.name, folders.clone()).unwrap_or_else(|| {
                    format!("folders of definitions are {}", folders.collect::<Vec<_>>().join(", "))
                });
                self.stray(&entry.path, format!("the folder `{}` has no place here", entry.name), help);
            }
        }
    }

    fn definitions(&mut self, folder: &Utf8Path, expected: &str, found: &mut RawInterfaceFiles) {
        for entry in self.entries(folder) {
            if is_beside(&entry.name) {
                continue;
            }
            if entry.is_folder || entry.path.extension() != Some("yaml") {
                self.stray_entry(&entry, "only definitions with the ending .yaml lie here");
                continue;
            }
            let file = match files::read(self.sources, self.diagnostics, &entry.path) {
                Ok(file) => file,
                Err(text) => {
                    self.broken.extend(id_in(&text));
                    continue;
                }
            };
            let Some(node) = self.tree(file) else {
                self.broken.extend(id_in(&self.sources.file(file).text));
                continue;
            };
            if !self.is_of_kind(&node, expected) || !self.read_definition(file, &node, expected, found) {
                self.broken.extend(id_of(&node));
            }
        }
    }

    /// Whether the file holds a definition of the folder's kind; anything else is reported here.
    fn is_of_kind(&mut self, node: &Node, expected: &str) -> bool {
        let Content::Mapping(entries) = &node.content else {
            self.diagnostics.push(
                Diagnostic::new(
                    &rules::EXPECTED_MAPPING,
                    node.span,
                    format!("a definition is made of keys and values, this is {}", node.what()),
                )
                .expected(format!("`{expected}: …` as the first key"))
                .help(format!("begin the file with `{expected}: …` and the id, one key a line")),
            );
            return false;
        };
        if entries.iter().any(|entry| entry.key == expected) {
            return true;
        }
        for (key, folder) in KINDS {
            if let Some(entry) = entries.iter().find(|entry| entry.key == *key) {
                self.diagnostics.push(
                    Diagnostic::new(
                        &rules::WRONG_FOLDER,
                        entry.key_span,
                        format!("a file with `{key}` lies in the wrong folder"),
                    )
                    .expected(format!("`{expected}`"))
                    .help(format!("move the file to the folder {folder}")),
                );
                return false;
            }
        }
        let first = entries.first().map_or(node.span, |entry| entry.key_span);
        let near = entries.first().and_then(|entry| did_you_mean(&entry.key, [expected]));
        self.diagnostics.push(
            Diagnostic::new(&rules::UNKNOWN_KIND, first, format!("the file does not say that it is a `{expected}`"))
                .expected(format!("`{expected}: …` as the first key"))
                .help(near.unwrap_or_else(|| format!("begin the file with `{expected}: …` and the id"))),
        );
        false
    }

    fn read_definition(&mut self, file: FileId, node: &Node, key: &str, found: &mut RawInterfaceFiles) -> bool {
        fn keep<T: Read>(to: &mut Vec<Loaded<T>>, file: FileId, node: &Node, diagnostics: &mut Diagnostics) -> bool {
            let read = T::read(node, diagnostics);
            let is_read = read.is_some();
            to.extend(read.map(|raw| Loaded { raw, file }));
            is_read
        }
        let diagnostics = &mut *self.diagnostics;
        match key {
            "data_type" => keep(&mut found.data_types, file, node, diagnostics),
            "data_format" => keep(&mut found.data_formats, file, node, diagnostics),
            "code_directory" => keep(&mut found.code_directories, file, node, diagnostics),
            "data_object" => keep(&mut found.data_objects, file, node, diagnostics),
            "operation" => keep(&mut found.operations, file, node, diagnostics),
            _ => keep(&mut found.processes, file, node, diagnostics),
        }
    }

    fn examples(&mut self, folder: &Utf8Path) {
        for entry in self.entries(folder) {
            if is_beside(&entry.name) {
                continue;
            }
            if entry.is_folder || entry.path.extension() != Some("json") {
                self.stray_entry(&entry, "only payloads with the ending .json lie here");
                continue;
            }
            let Ok(file) = files::read(self.sources, self.diagnostics, &entry.path) else { continue };
            let is_clean = characters::check_source(self.sources, file, self.diagnostics);
            if is_clean && let Some(node) = json::payload(self.sources, file, self.diagnostics) {
                characters::check_payload(self.sources, &node, self.diagnostics);
                self.examples.insert(entry.path, Loaded { raw: node, file });
            }
        }
    }

    fn stray_entry(&mut self, entry: &DirectoryEntry, why: &str) {
        if entry.is_folder {
            let message = format!("the folder `{}` has no place here: {why}", entry.name);
            self.stray(&entry.path, message, "move its files up, or move it out of the standard".to_owned());
        } else {
            self.stray_file(&entry.path, why);
        }
    }

    fn stray_file(&mut self, path: &Utf8Path, why: &str) {
        let help = match path.extension() {
            Some("yml") => "rename the file: definitions end in .yaml",
            Some("yaml") => "move the file into the folder of its kind, or out of the standard",
            _ => "move the file out of the standard, or give it the ending and the folder of its kind",
        };
        let name = path.file_name().unwrap_or_default();
        self.stray(path, format!("`{name}` has no place here: {why}"), help.to_owned());
    }

    fn stray(&mut self, path: &Utf8Path, message: String, help: String) {
        let file = self.sources.add(path, "");
        self.diagnostics.push(Diagnostic::new(&rules::STRAY_FILE, Span::whole(file), message).help(help));
    }
}

/// The keys under which things give themselves an id.
fn id_keys() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(key, _)| *key).chain([INTERFACE_KEY])
}

/// The id that a definition gives itself, of whatever kind it is; one that does not tell its kind begins with it.
fn id_of(node: &Node) -> Option<String> {
    let Content::Mapping(entries) = &node.content else { return None };
    let entry = entries.iter().find(|entry| id_keys().any(|key| key == entry.key)).or(entries.first())?;
    match &entry.value.content {
        Content::Scalar { text, .. } => Some(text.clone()),
        _ => None,
    }
}

/// The id that a text gives itself, where it is no YAML.
fn id_in(text: &str) -> Option<String> {
    text.trim_start_matches(MARK).lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        let id = value.split('#').next()?.trim().trim_matches(['"', '\'']);
        let is_id = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-');
        (is_id && id_keys().any(|known| known == key)).then(|| id.to_owned())
    })
}
