//! A folder that is filled from an archive or from git: with files and folders alone, and within bounds.
//!
//! Archives come from others. One of a few kilobytes can hold terabytes of zeros, and its links could lead anywhere.

use std::fs::{self, File};
use std::io::{self, Read};

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use crate::disk::{self, Refused};

/// How many files and folders are taken at the most: six times what a standard of a hundred times the size of this one has.
pub const MAX_ENTRIES: usize = 500_000;

/// How large a file may be: an archive may be of a whole repository, in which the artefacts are the largest files.
pub const MAX_ENTRY_BYTES: u64 = 64 * 1024 * 1024;

/// How much all of it may be: five times a standard of a hundred times the size of this one.
pub const MAX_BYTES: u64 = 1024 * 1024 * 1024;

/// How long a path may be.
pub const MAX_PATH_BYTES: u64 = 4096;

/// How much may be said of an entry before it: a path, and what systems keep of files beside their content.
pub(super) const MAX_EXTENSION_BYTES: u64 = 1024 * 1024;

/// What there is to take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link that is kept where it stays inside: git has no other way to hold one.
    Link,
    /// Something else, which is not taken.
    Other(&'static str),
}

/// What was not taken, and why.
#[derive(Debug, Default)]
pub struct Unpacked {
    /// The first ones, by path.
    pub dropped: Vec<(String, &'static str)>,
    /// How many more there are.
    pub more: usize,
}

/// How many of the entries that are not taken are named.
const NAMED: usize = 20;

/// A folder that is being filled.
#[derive(Debug)]
pub struct Unpacking<'a> {
    folder: &'a Utf8Path,
    entries: usize,
    bytes: u64,
    links: Vec<(Utf8PathBuf, String)>,
    unpacked: Unpacked,
}

impl<'a> Unpacking<'a> {
    /// Begins with an empty folder.
    pub fn into(folder: &'a Utf8Path) -> Self {
        Self { folder, entries: 0, bytes: 0, links: Vec::new(), unpacked: Unpacked::default() }
    }

    /// Takes an entry, or leaves it out; the content is that of a file, or what a link leads to.
    pub fn take(&mut self, path: &str, entry: &Entry, length: u64, content: &mut dyn Read) -> io::Result<()> {
        self.count(path, length)?;
        let Some(inside) = inside(path) else {
            self.drop(path, "the path leads outside");
            return Ok(());
        };
        match entry {
            Entry::Other(what) => self.drop(path, what),
            Entry::Folder => fs::create_dir_all(self.folder.join(inside))?,
            Entry::File => self.write(&inside, content)?,
            Entry::Link => {
                let target = disk::text(disk::read_all(content, MAX_PATH_BYTES)?)?;
                if stays(&inside, &target) {
                    self.links.push((inside, target));
                } else {
                    self.drop(path, "a link that leads outside");
                }
            }
        }
        Ok(())
    }

    /// Makes the links, last of all: so that nothing was written through one.
    pub fn finish(mut self) -> io::Result<Unpacked> {
        for (path, target) in std::mem::take(&mut self.links) {
            let full = self.folder.join(&path);
            if let Some(parent) = full.parent() {
                fs::create_dir_all(parent)?;
            }
            if !link(&target, &full)? {
                self.drop(path.as_str(), "this system has no symbolic links");
            }
        }
        Ok(self.unpacked)
    }

    /// Leaves an entry out.
    pub fn drop(&mut self, path: &str, why: &'static str) {
        if self.unpacked.dropped.len() < NAMED {
            self.unpacked.dropped.push((path.to_owned(), why));
        } else {
            self.unpacked.more += 1;
        }
    }

    fn count(&mut self, path: &str, length: u64) -> io::Result<()> {
        self.entries += 1;
        if self.entries > MAX_ENTRIES {
            return Err(io::Error::other(format!("it has more than {MAX_ENTRIES} entries, the most that are taken")));
        }
        if length > MAX_ENTRY_BYTES {
            return Err(io::Error::other(format!("{path}: {}", Refused::TooLarge(MAX_ENTRY_BYTES))));
        }
        self.bytes = self.bytes.saturating_add(length);
        if self.bytes > MAX_BYTES {
            let most = disk::size(MAX_BYTES);
            return Err(io::Error::other(format!("unpacked, it has more than {most}, the most that is taken")));
        }
        Ok(())
    }

    fn write(&self, path: &Utf8Path, content: &mut dyn Read) -> io::Result<()> {
        let full = self.folder.join(path);
        if let Some(parent) = full.parent() {
            fs::create_dir_all(parent)?;
        }
        io::copy(content, &mut File::create(full)?).map(|_| ())
    }
}

/// A path without `.`; nothing where it is absolute, leads up, or names nothing.
fn inside(path: &str) -> Option<Utf8PathBuf> {
    let parts = Utf8Path::new(path).components().filter(|part| *part != Utf8Component::CurDir);
    let parts: Option<Utf8PathBuf> =
        parts.map(|part| matches!(part, Utf8Component::Normal(_)).then_some(part)).collect();
    parts.filter(|path| path.as_str().len() as u64 <= MAX_PATH_BYTES)
}

/// Whether a link stays inside, by its letters.
fn stays(path: &Utf8Path, target: &str) -> bool {
    let mut depth = path.components().count().saturating_sub(1);
    for part in Utf8Path::new(target).components() {
        match part {
            Utf8Component::Normal(_) => depth += 1,
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir if depth > 0 => depth -= 1,
            _ => return false,
        }
    }
    true
}

#[cfg(unix)]
fn link(target: &str, path: &Utf8Path) -> io::Result<bool> {
    std::os::unix::fs::symlink(target, path).map(|()| true)
}

#[cfg(not(unix))]
fn link(_: &str, _: &Utf8Path) -> io::Result<bool> {
    Ok(false)
}

/// A source that may give only so much: beyond it is an error, not an end.
#[derive(Debug)]
pub(super) struct Bounded<R> {
    source: R,
    left: u64,
}

impl<R: Read> Bounded<R> {
    /// As much as all entries may be, with what stands around each.
    pub(super) fn new(source: R) -> Self {
        Self { source, left: MAX_BYTES.saturating_add(MAX_ENTRIES as u64 * 1024) }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.source.read(buffer)?;
        self.left = self.left.checked_sub(length as u64).ok_or_else(|| {
            let most = disk::size(MAX_BYTES);
            io::Error::other(format!("unpacked, it has more than {most}, the most that is taken"))
        })?;
        Ok(length)
    }
}
