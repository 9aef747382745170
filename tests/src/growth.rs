//! Inputs that grow: a small one of each kind, and the same ten and a hundred times as large.
//!
//! What strangers hand in must not take more than its size: time and memory grow as the input does. `cargo bench -p dci-tests --bench
//! growth` measures that, and prints the table.

mod imports;
mod payloads;
mod sheets;
mod standards;

use std::fs;
use std::io;
use std::path::Path;

/// A kind of input.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// What grows.
    pub name: &'static str,
    /// How much of it the small input has.
    pub base: usize,
    /// Writes an input of a size into a folder that has the small standard as `spec`.
    pub make: fn(&Path, usize) -> io::Result<()>,
    /// What `dci` is asked to do with it there.
    pub arguments: &'static [&'static str],
}

/// Every kind of input.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    [standards::KINDS, sheets::KINDS, imports::KINDS, payloads::KINDS].into_iter().flatten()
}

/// Writes an input of a kind, `times` as large as the small one, into an empty folder.
///
/// # Errors
///
/// Where the folder cannot be written.
pub fn make(kind: &Kind, times: usize, folder: &Path) -> io::Result<()> {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/base");
    copy(&base, &folder.join("spec"))?;
    (kind.make)(folder, kind.base * times)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Writes a file, and the folders on the way.
fn write(folder: &Path, path: &str, text: impl AsRef<[u8]>) -> io::Result<()> {
    let path = folder.join(path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}

/// Adds to a file that is there.
fn append(folder: &Path, path: &str, text: &str) -> io::Result<()> {
    let path = folder.join(path);
    let before = fs::read_to_string(&path)?;
    fs::write(path, before + text)
}

/// As many pieces of text as there are, put together.
fn each(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}
