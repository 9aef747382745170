//! The files of a standard as an archive: the same bytes wherever and whenever it is made.

use std::collections::BTreeMap;
use std::io::{self, Read};

use camino::{Utf8Path, Utf8PathBuf};
use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};
use tar::{Archive, EntryType, Header, PaxExtensions};

use crate::disk;
use crate::release::unpack::{Bounded, Entry, MAX_EXTENSION_BYTES, Unpacked, Unpacking};
use crate::source::Sources;

/// In the header of gzip: no system in particular.
const ANY_SYSTEM: u8 = 255;

/// An archive of exactly the files that a standard was read from, by path.
///
/// Nothing of the machine or of the hour is in it: owners, times and rights are the same for every file.
pub fn pack(sources: &Sources) -> io::Result<Vec<u8>> {
    let encoder = GzBuilder::new().mtime(0).operating_system(ANY_SYSTEM).write(Vec::new(), Compression::best());
    let mut archive = tar::Builder::new(encoder);
    for (path, text) in files(sources) {
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o644);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(0);
        header.set_size(text.len() as u64);
        archive.append_data(&mut header, path, text.as_bytes())?;
    }
    archive.into_inner()?.finish()
}

/// The files that a standard was read from.
fn files(sources: &Sources) -> BTreeMap<&Utf8Path, &str> {
    sources.files().map(|file| (file.path.as_path(), file.text.as_str())).collect()
}

/// The paths at which an archive and the files of a standard differ: how the archive is compressed does not count.
pub fn differing(archive: impl Read, sources: &Sources) -> io::Result<Vec<Utf8PathBuf>> {
    let mut left = files(sources);
    let mut differing = Vec::new();
    each(archive, true, |path, entry, length, content| {
        let found = Utf8PathBuf::from(path);
        let expected = left.remove(found.as_path());
        let is_same = match expected {
            // What has another length need not be read.
            Some(text) if *entry == Entry::File && text.len() as u64 == length => {
                disk::read_all(content, length)? == text.as_bytes()
            }
            _ => false,
        };
        if !is_same {
            differing.push(found);
        }
        Ok(())
    })?;
    differing.extend(left.into_keys().map(Utf8Path::to_owned));
    differing.sort();
    Ok(differing)
}

/// Unpacks the files and folders of an archive, compressed or not, into a folder. What else is in it, and what leads out of the folder, is
/// left out and told.
pub fn unpack(archive: impl Read, is_compressed: bool, folder: &Utf8Path) -> io::Result<Unpacked> {
    let mut unpacking = Unpacking::into(folder);
    each(archive, is_compressed, |path, entry, length, content| unpacking.take(path, entry, length, content))?;
    unpacking.finish()
}

/// Goes through the entries of an archive: the path, what it is, its length, and its content.
fn each(
    archive: impl Read,
    is_compressed: bool,
    mut visit: impl FnMut(&str, &Entry, u64, &mut dyn Read) -> io::Result<()>,
) -> io::Result<()> {
    let archive: Box<dyn Read + '_> = if is_compressed { Box::new(GzDecoder::new(archive)) } else { Box::new(archive) };
    let mut archive = Archive::new(Bounded::new(archive));
    let mut extended: Option<Vec<u8>> = None;
    // As they stand: the library would hold extensions in memory, however long they are.
    for entry in archive.entries()?.raw(true) {
        let mut entry = entry?;
        let length = entry.header().entry_size()?;
        match entry.header().entry_type() {
            EntryType::GNULongName => {
                let mut path = disk::read_all(&mut entry, MAX_EXTENSION_BYTES).map_err(|error| extension(&error))?;
                while path.pop_if(|byte| *byte == 0).is_some() {}
                extended = Some(path);
            }
            EntryType::XHeader => {
                let said = disk::read_all(&mut entry, MAX_EXTENSION_BYTES).map_err(|error| extension(&error))?;
                extended = path_in(&said)?;
            }
            // The target of a link, which is not taken; and what is said of all entries, which is no path.
            EntryType::GNULongLink | EntryType::XGlobalHeader => {}
            kind => {
                let path = extended.take().unwrap_or_else(|| entry.header().path_bytes().into_owned());
                let path = String::from_utf8_lossy(&path).into_owned();
                visit(&path, &what(kind, &path), length, &mut entry)?;
            }
        }
    }
    Ok(())
}

/// The path in the extension of an entry. One that gives the entry another length would make of its content what it is not.
fn path_in(extension: &[u8]) -> io::Result<Option<Vec<u8>>> {
    let mut path = None;
    for said in PaxExtensions::new(extension) {
        let said = said?;
        match said.key_bytes() {
            b"path" => path = Some(said.value_bytes().to_owned()),
            b"size" => {
                return Err(io::Error::other("an entry has its length in an extension: it is larger than is taken"));
            }
            _ => {}
        }
    }
    Ok(path)
}

fn extension(error: &io::Error) -> io::Error {
    io::Error::other(format!("the extension of an entry cannot be read: {error}"))
}

fn what(kind: EntryType, path: &str) -> Entry {
    match kind {
        _ if path.contains(char::REPLACEMENT_CHARACTER) => Entry::Other("its path is not UTF-8"),
        EntryType::Directory => Entry::Folder,
        EntryType::Regular | EntryType::Continuous if path.ends_with('/') => Entry::Folder,
        EntryType::Regular | EntryType::Continuous => Entry::File,
        EntryType::Symlink => Entry::Other("it is a symbolic link"),
        EntryType::Link => Entry::Other("it is a hard link"),
        EntryType::Char | EntryType::Block => Entry::Other("it is a device"),
        EntryType::Fifo => Entry::Other("it is a pipe"),
        _ => Entry::Other("it is neither a file nor a folder"),
    }
}
