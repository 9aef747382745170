//! Files and folders of the disk: what can be read of them, and a report where nothing can.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read as _};

use camino::{Utf8Path, Utf8PathBuf};

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::disk::{self, Refused};
use crate::limits::MAX_FILE_BYTES;
use crate::load::is_beside;
use crate::raw::characters;
use crate::source::{FileId, Sources, Span};

/// The byte order mark: some editors put it at the start of a file.
pub(super) const MARK: char = '\u{feff}';

/// An entry of a folder.
pub(super) struct DirectoryEntry {
    pub(super) name: String,
    pub(super) path: Utf8PathBuf,
    pub(super) is_folder: bool,
}

/// The entries of a folder, sorted by name, so that no run depends on the file system.
pub(super) fn entries(sources: &mut Sources, diagnostics: &mut Diagnostics, folder: &Utf8Path) -> Vec<DirectoryEntry> {
    let read = disk::look(sources.root(), folder).and_then(|_| fs::read_dir(sources.root().join(folder)));
    let read = read.and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let found = match read {
        Ok(found) => found,
        Err(error)
            if error.kind() == io::ErrorKind::NotFound && sources.changed().keys().any(|it| it.starts_with(folder)) =>
        {
            Vec::new()
        }
        Err(error) => {
            let folder = if folder.as_str().is_empty() { Utf8Path::new(".") } else { folder };
            unreadable(sources, diagnostics, folder, "folder", &error);
            return Vec::new();
        }
    };
    let mut entries = Vec::new();
    for entry in found {
        match entry.file_name().into_string() {
            Ok(name) if let Some(message) = characters::in_name(&name) => {
                let file = sources.add(folder.join(&name), "");
                diagnostics.push(
                    Diagnostic::new(&rules::FORBIDDEN_CHARACTER, Span::whole(file), message)
                        .help("rename it: names are made of letters, digits, hyphens and underscores"),
                );
            }
            Ok(name) => {
                let path = folder.join(&name);
                match is_folder(sources, &entry, &path) {
                    Ok(is_folder) => entries.push(DirectoryEntry { name, path, is_folder }),
                    // What is beside the definitions is not read.
                    Err(_) if is_beside(&name) => {}
                    Err(error) => unreadable(sources, diagnostics, &path, "file", &error),
                }
            }
            Err(name) => {
                let name = name.to_string_lossy().into_owned();
                let file = sources.add(folder.join(&name), "");
                diagnostics.push(
                    Diagnostic::new(&rules::STRAY_FILE, Span::whole(file), format!("the name `{name}` is not UTF-8"))
                        .help("rename it: names are made of letters, digits, hyphens and underscores"),
                );
            }
        }
    }
    entries.extend(added(sources, folder, &entries));
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    entries
}

/// Whether an entry is a folder, or a link to one inside the standard; a link that leads outside is an error.
fn is_folder(sources: &Sources, entry: &fs::DirEntry, path: &Utf8Path) -> io::Result<bool> {
    match entry.file_type() {
        Ok(kind) if !kind.is_symlink() => Ok(kind.is_dir()),
        _ => match disk::look(sources.root(), path) {
            Ok(found) => Ok(found.is_dir()),
            Err(error) if Refused::of(&error).is_some() => Err(error),
            // Whoever reads it tells what is wrong.
            Err(_) => Ok(false),
        },
    }
}

/// What changed texts add to a folder: files, and folders on the way to them.
fn added(sources: &Sources, folder: &Utf8Path, there: &[DirectoryEntry]) -> Vec<DirectoryEntry> {
    let mut added: Vec<DirectoryEntry> = Vec::new();
    let mut known: HashSet<&str> = there.iter().map(|entry| entry.name.as_str()).collect();
    for path in sources.changed().keys() {
        let Some(name) = path.strip_prefix(folder).ok().and_then(|below| below.iter().next()) else { continue };
        if known.insert(name) {
            let path_of = folder.join(name);
            added.push(DirectoryEntry { name: name.to_owned(), is_folder: path_of != *path, path: path_of });
        }
    }
    added
}

/// The text of a file; where there is none, what its first bytes say, for want of better.
pub(super) fn read(sources: &mut Sources, diagnostics: &mut Diagnostics, path: &Utf8Path) -> Result<FileId, String> {
    let read = match sources.changed().get(path) {
        Some(text) => Ok(text.clone().into_bytes()),
        None => bytes(sources.root(), path),
    };
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(error) => {
            unreadable(sources, diagnostics, path, "file", &error);
            return Err(String::new());
        }
    };
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let file = sources.add(path, "");
        diagnostics.push(
            Diagnostic::new(
                &rules::FILE_TOO_LARGE,
                Span::whole(file),
                format!("the file has more than the {MAX_FILE_BYTES} bytes that are allowed"),
            )
            .help("split it: one definition a file; a list that long is better published beside the standard"),
        );
        return Err(String::from_utf8_lossy(&bytes).into_owned());
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let file = sources.add(path, text);
            byte_order_mark(sources, diagnostics, file);
            Ok(file)
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            // A text with some letters in another encoding can still be looked at; anything else cannot.
            let is_text = !text.contains('\0');
            let file = sources.add(path, if is_text { text.as_str() } else { "" });
            let mark = char::REPLACEMENT_CHARACTER.len_utf8();
            diagnostics.push(
                Diagnostic::new(
                    &rules::NOT_UTF8,
                    sources.span(file, valid, valid + mark),
                    "the file is not UTF-8 text",
                )
                .help("save the file with the encoding UTF-8"),
            );
            if is_text { Ok(file) } else { Err(text) }
        }
    }
}

fn byte_order_mark(sources: &Sources, diagnostics: &mut Diagnostics, file: FileId) {
    if sources.file(file).text.starts_with(MARK) {
        diagnostics.push(
            Diagnostic::new(
                &rules::BYTE_ORDER_MARK,
                sources.span(file, 0, MARK.len_utf8()),
                "the file begins with a byte order mark, a sign that is not shown",
            )
            .help("save the file with the encoding UTF-8 without BOM"),
        );
    }
}

/// The bytes of a file, and at most one more than is allowed.
fn bytes(root: &Utf8Path, path: &Utf8Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    disk::open_below(root, path)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(sources: &mut Sources, diagnostics: &mut Diagnostics, path: &Utf8Path, what: &str, error: &io::Error) {
    let file = Span::whole(sources.add(path, ""));
    diagnostics.push(match Refused::of(error) {
        Some(Refused::Outside) => {
            let message = "the link leads out of the standard, where nothing is read";
            let help = "put a copy here of what it leads to, or let it lead to something in the folder of the standard";
            Diagnostic::new(&rules::LINK_OUTSIDE, file, message).help(help)
        }
        Some(Refused::NoFile(_)) => {
            Diagnostic::new(&rules::UNREADABLE_FILE, file, format!("the {what} cannot be read: {error}"))
                .help("put a file with text in its place, or remove it")
        }
        _ => Diagnostic::new(&rules::UNREADABLE_FILE, file, format!("the {what} cannot be read: {error}"))
            .help("check that it is there, and that you have the right to read it"),
    });
}
