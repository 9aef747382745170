//! From a folder to raw definitions, past every bad file.
//!
//! A standard is a folder with `standard.yaml`. Each interface that it lists is a folder with `interface.yaml` and a
//! folder a kind of definition. Nothing else may lie there, so that no definition is forgotten for a misspelt name.

use std::collections::BTreeSet;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use indexmap::IndexMap;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::nearest::did_you_mean;
use crate::raw::read::Read;
use crate::raw::tree::{self, Content, Node};
use crate::raw::{
    RawCodeDirectory, RawDataFormat, RawDataObject, RawDataType, RawInterface, RawOperation, RawProcess, RawStandard,
};
use crate::source::{FileId, Sources, Span};

/// No file is larger: a definition is read by people.
pub const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// The file that makes a folder a standard.
pub const STANDARD_FILE: &str = "standard.yaml";
/// The file that makes a folder an interface.
pub const INTERFACE_FILE: &str = "interface.yaml";
/// The folder of example payloads.
pub const EXAMPLES_FOLDER: &str = "examples";

/// A definition and the file that it came from.
#[derive(Debug)]
pub(crate) struct Loaded<T> {
    pub(crate) raw: T,
    pub(crate) file: FileId,
}

/// Everything read of a standard.
#[derive(Debug, Default)]
pub(crate) struct RawSpec {
    pub(crate) standard: Option<Loaded<RawStandard>>,
    pub(crate) interfaces: Vec<RawInterfaceFiles>,
    /// Example payloads by path relative to the root.
    pub(crate) examples: IndexMap<Utf8PathBuf, Loaded<Node>>,
    /// Ids of definitions that could not be read: who refers to them is not to blame.
    pub(crate) broken: BTreeSet<String>,
}

/// One interface with its definitions.
#[derive(Debug)]
pub(crate) struct RawInterfaceFiles {
    pub(crate) settings: Loaded<RawInterface>,
    pub(crate) data_types: Vec<Loaded<RawDataType>>,
    pub(crate) data_formats: Vec<Loaded<RawDataFormat>>,
    pub(crate) code_directories: Vec<Loaded<RawCodeDirectory>>,
    pub(crate) data_objects: Vec<Loaded<RawDataObject>>,
    pub(crate) operations: Vec<Loaded<RawOperation>>,
    pub(crate) processes: Vec<Loaded<RawProcess>>,
}

/// The kinds of definitions: the key that tells the kind, and the folder.
pub const KINDS: &[(&str, &str)] = &[
    ("data_type", "data-types"),
    ("data_format", "data-formats"),
    ("code_directory", "code-directories"),
    ("data_object", "data-objects"),
    ("operation", "operations"),
    ("process", "processes"),
];

/// Reads the standard in the folder of `sources`.
pub(crate) fn load(sources: &mut Sources, diagnostics: &mut Diagnostics) -> io::Result<RawSpec> {
    let root = sources.root().to_owned();
    let mut loader = Loader { root, sources, diagnostics };
    let mut spec = RawSpec::default();
    let Some(file) = loader.read(Utf8Path::new(STANDARD_FILE))? else { return Ok(spec) };
    spec.standard = loader.definition(file);
    // A standard.yaml that cannot be read lists nothing; the interfaces are looked at all the same.
    let listed = spec.standard.as_ref().map(|standard| standard.raw.interfaces.clone()).unwrap_or_default();
    for name in &listed {
        let folder = Utf8PathBuf::from(&name.value);
        if loader.root.join(&folder).join(INTERFACE_FILE).is_file() {
            loader.interface(&folder, &mut spec)?;
        } else {
            loader.missing_interface(name.span, &name.value)?;
        }
    }
    for entry in loader.entries(Utf8Path::new(""))? {
        let is_registered = listed.iter().any(|name| name.value == entry.name);
        if entry.is_folder && !is_registered && loader.root.join(&entry.path).join(INTERFACE_FILE).is_file() {
            if let Some(file) = loader.read(&entry.path.join(INTERFACE_FILE))? {
                loader.diagnostics.push(
                    Diagnostic::new(
                        &rules::UNREGISTERED_INTERFACE,
                        Span::whole(file),
                        format!("the interface `{}` is not listed in standard.yaml", entry.name),
                    )
                    .help(format!("add `{}` to `interfaces` in standard.yaml, or move the folder away", entry.name)),
                );
            }
        } else if !entry.is_folder && !is_beside(&entry.name) && entry.name != STANDARD_FILE {
            loader.stray(&entry.path, "only standard.yaml and the folders of interfaces lie here")?;
        }
    }
    Ok(spec)
}

/// Files that may lie anywhere: documentation for the people who edit, and what makes the folder a crate.
fn is_beside(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "README.md" | "Cargo.toml" | "Cargo.lock" | "LICENSE" | "CHANGELOG.md")
}

struct DirectoryEntry {
    name: String,
    path: Utf8PathBuf,
    is_folder: bool,
}

struct Loader<'a> {
    root: Utf8PathBuf,
    sources: &'a mut Sources,
    diagnostics: &'a mut Diagnostics,
}

impl Loader<'_> {
    /// The entries of a folder, sorted by name, so that no run depends on the file system.
    fn entries(&self, folder: &Utf8Path) -> io::Result<Vec<DirectoryEntry>> {
        let mut entries = Vec::new();
        for entry in self.root.join(folder).read_dir_utf8()? {
            let entry = entry?;
            let is_folder = entry.path().is_dir();
            let name = entry.file_name().to_owned();
            entries.push(DirectoryEntry { path: folder.join(&name), name, is_folder });
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    /// The text of a file, or nothing where it is reported as unreadable.
    fn read(&mut self, path: &Utf8Path) -> io::Result<Option<FileId>> {
        let full = self.root.join(path);
        let size = full.metadata()?.len();
        if size > MAX_FILE_BYTES {
            let file = self.sources.add(path, "");
            self.diagnostics.push(
                Diagnostic::new(
                    &rules::FILE_TOO_LARGE,
                    Span::whole(file),
                    format!("the file has {size} bytes, more than the {MAX_FILE_BYTES} allowed"),
                )
                .help("split it: one definition a file"),
            );
            return Ok(None);
        }
        let bytes = match std::fs::read(&full) {
            Ok(bytes) => bytes,
            Err(error) => {
                let file = self.sources.add(path, "");
                self.diagnostics.push(
                    Diagnostic::new(
                        &rules::UNREADABLE_FILE,
                        Span::whole(file),
                        format!("the file cannot be read: {error}"),
                    )
                    .help("check the rights on the file"),
                );
                return Ok(None);
            }
        };
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let file = self.sources.add(path, text);
                self.diagnostics.push(
                    Diagnostic::new(
                        &rules::NOT_UTF8,
                        self.sources.span(file, valid, valid + 3),
                        "the file is not UTF-8 text",
                    )
                    .expected("UTF-8")
                    .help("save the file as UTF-8"),
                );
                return Ok(None);
            }
        };
        let has_mark = text.starts_with('\u{feff}');
        let file = self.sources.add(path, text);
        if has_mark {
            self.diagnostics.push(
                Diagnostic::new(
                    &rules::BYTE_ORDER_MARK,
                    self.sources.span(file, 0, 3),
                    "the file begins with a byte order mark",
                )
                .help("save the file as UTF-8 without BOM"),
            );
            return Ok(None);
        }
        Ok(Some(file))
    }

    fn definition<T: Read>(&mut self, file: FileId) -> Option<Loaded<T>> {
        let node = tree::parse(self.sources, file, self.diagnostics)?;
        self.read_node(file, &node)
    }

    fn read_node<T: Read>(&mut self, file: FileId, node: &Node) -> Option<Loaded<T>> {
        T::read(node, self.diagnostics).map(|raw| Loaded { raw, file })
    }

    fn interface(&mut self, folder: &Utf8Path, spec: &mut RawSpec) -> io::Result<()> {
        let Some(file) = self.read(&folder.join(INTERFACE_FILE))? else { return Ok(()) };
        let settings = self.definition::<RawInterface>(file);
        let mut found = Found::default();
        for entry in self.entries(folder)? {
            if !entry.is_folder {
                if entry.name != INTERFACE_FILE && !is_beside(&entry.name) {
                    self.stray(&entry.path, "only interface.yaml and the folders of definitions lie here")?;
                }
                continue;
            }
            if entry.name == EXAMPLES_FOLDER {
                self.examples(&entry.path, spec)?;
            } else if let Some((key, _)) = KINDS.iter().find(|(_, folder)| *folder == entry.name) {
                self.definitions(&entry.path, key, &mut found, &mut spec.broken)?;
            } else {
                let folders = KINDS.iter().map(|(_, folder)| *folder).chain([EXAMPLES_FOLDER]);
                let help = did_you_mean(&entry.name, folders.clone()).unwrap_or_else(|| {
                    format!("folders of definitions are {}", folders.collect::<Vec<_>>().join(", "))
                });
                self.stray_folder(&entry.path, &help)?;
            }
        }
        if settings.is_none() {
            spec.broken.extend(found.ids());
        }
        if let Some(settings) = settings {
            let Found { data_types, data_formats, code_directories, data_objects, operations, processes } = found;
            spec.interfaces.push(RawInterfaceFiles {
                settings,
                data_types,
                data_formats,
                code_directories,
                data_objects,
                operations,
                processes,
            });
        }
        Ok(())
    }

    fn definitions(
        &mut self,
        folder: &Utf8Path,
        expected: &str,
        found: &mut Found,
        broken: &mut BTreeSet<String>,
    ) -> io::Result<()> {
        for entry in self.entries(folder)? {
            if is_beside(&entry.name) {
                continue;
            }
            if entry.is_folder || entry.path.extension() != Some("yaml") {
                self.stray(&entry.path, "only definitions with the ending .yaml lie here")?;
                continue;
            }
            let Some(file) = self.read(&entry.path)? else { continue };
            let Some(node) = tree::parse(self.sources, file, self.diagnostics) else { continue };
            if !self.is_of_kind(&node, expected) || !self.read_definition(file, &node, expected, found) {
                broken.extend(id_of(&node));
            }
        }
        Ok(())
    }

    /// Whether the file holds a definition of the folder's kind; anything else is reported here.
    fn is_of_kind(&mut self, node: &Node, expected: &str) -> bool {
        let Content::Mapping(entries) = &node.content else { return true };
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

    fn read_definition(&mut self, file: FileId, node: &Node, key: &str, found: &mut Found) -> bool {
        let before = found.len();
        match key {
            "data_type" => found.data_types.extend(self.read_node(file, node)),
            "data_format" => found.data_formats.extend(self.read_node(file, node)),
            "code_directory" => found.code_directories.extend(self.read_node(file, node)),
            "data_object" => found.data_objects.extend(self.read_node(file, node)),
            "operation" => found.operations.extend(self.read_node(file, node)),
            _ => found.processes.extend(self.read_node(file, node)),
        }
        found.len() > before
    }

    fn examples(&mut self, folder: &Utf8Path, spec: &mut RawSpec) -> io::Result<()> {
        for entry in self.entries(folder)? {
            if is_beside(&entry.name) {
                continue;
            }
            if entry.is_folder || entry.path.extension() != Some("json") {
                self.stray(&entry.path, "only payloads with the ending .json lie here")?;
                continue;
            }
            let Some(file) = self.read(&entry.path)? else { continue };
            if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&self.sources.file(file).text) {
                let at = self.offset_of(file, error.line(), error.column());
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
                self.diagnostics.push(
                    Diagnostic::new(
                        &rules::MALFORMED_JSON,
                        self.sources.span(file, at, at + 1),
                        format!("this is not JSON: {message}"),
                    )
                    .help("correct the JSON: no trailing commas, no comments, double quotes"),
                );
                continue;
            }
            // JSON is YAML: the same tree gives every value its place.
            if let Some(node) = tree::parse(self.sources, file, self.diagnostics) {
                spec.examples.insert(entry.path, Loaded { raw: node, file });
            }
        }
        Ok(())
    }

    /// The byte at a line and column counted from 1, as `serde_json` counts them: columns in bytes.
    fn offset_of(&self, file: FileId, line: usize, column: usize) -> usize {
        let text = &self.sources.file(file).text;
        let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let at = (start + column.saturating_sub(1)).min(text.len());
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
    }

    fn missing_interface(&mut self, span: Span, name: &str) -> io::Result<()> {
        let folders: Vec<String> = self
            .entries(Utf8Path::new(""))?
            .into_iter()
            .filter(|entry| entry.is_folder)
            .map(|entry| entry.name)
            .collect();
        let help = did_you_mean(name, folders.iter().map(String::as_str)).unwrap_or_else(|| {
            format!("make the folder with `dci new interface {name}`, or take the name off the list")
        });
        self.diagnostics.push(
            Diagnostic::new(&rules::MISSING_INTERFACE, span, format!("there is no file {name}/{INTERFACE_FILE}"))
                .help(help),
        );
        Ok(())
    }

    fn stray(&mut self, path: &Utf8Path, why: &str) -> io::Result<()> {
        let help = match path.extension() {
            Some("yml") => "rename the file: definitions end in .yaml".to_owned(),
            _ => "move the file out of the standard, or give it the ending and the folder of its kind".to_owned(),
        };
        self.stray_with(path, &format!("`{}` has no place here: {why}", path.file_name().unwrap_or_default()), &help)
    }

    fn stray_folder(&mut self, path: &Utf8Path, help: &str) -> io::Result<()> {
        self.stray_with(path, &format!("the folder `{}` has no place here", path.file_name().unwrap_or_default()), help)
    }

    #[expect(clippy::unnecessary_wraps, reason = "the same shape as the calls around it")]
    fn stray_with(&mut self, path: &Utf8Path, message: &str, help: &str) -> io::Result<()> {
        let file = self.sources.add(path, "");
        self.diagnostics.push(Diagnostic::new(&rules::STRAY_FILE, Span::whole(file), message).help(help));
        Ok(())
    }
}

#[derive(Default)]
struct Found {
    data_types: Vec<Loaded<RawDataType>>,
    data_formats: Vec<Loaded<RawDataFormat>>,
    code_directories: Vec<Loaded<RawCodeDirectory>>,
    data_objects: Vec<Loaded<RawDataObject>>,
    operations: Vec<Loaded<RawOperation>>,
    processes: Vec<Loaded<RawProcess>>,
}

impl Found {
    fn len(&self) -> usize {
        self.data_types.len()
            + self.data_formats.len()
            + self.code_directories.len()
            + self.data_objects.len()
            + self.operations.len()
            + self.processes.len()
    }

    fn ids(&self) -> Vec<String> {
        let data_types = self.data_types.iter().map(|it| &it.raw.data_type);
        let data_formats = self.data_formats.iter().map(|it| &it.raw.data_format);
        let code_directories = self.code_directories.iter().map(|it| &it.raw.code_directory);
        let data_objects = self.data_objects.iter().map(|it| &it.raw.data_object);
        let operations = self.operations.iter().map(|it| &it.raw.operation);
        let processes = self.processes.iter().map(|it| &it.raw.process);
        data_types
            .chain(data_formats)
            .chain(code_directories)
            .chain(data_objects)
            .chain(operations)
            .chain(processes)
            .map(|id| id.value.clone())
            .collect()
    }
}

/// The id that a definition gives itself, of whatever kind it is.
fn id_of(node: &Node) -> Option<String> {
    let Content::Mapping(entries) = &node.content else { return None };
    let entry = entries.iter().find(|entry| KINDS.iter().any(|(key, _)| *key == entry.key))?;
    match &entry.value.content {
        Content::Scalar { text, .. } => Some(text.clone()),
        _ => None,
    }
}
