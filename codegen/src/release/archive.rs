//! The files of a standard as an archive: the same bytes wherever and whenever it is made.

use std::collections::BTreeMap;
use std::io::{self, Read};

use camino::{Utf8Path, Utf8PathBuf};
use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};
use tar::{Archive, EntryType, Header};

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
    for entry in Archive::new(GzDecoder::new(archive)).entries()? {
        let mut entry = entry?;
        let path = Utf8PathBuf::from_path_buf(entry.path()?.into_owned());
        let path = path.map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "a path is not UTF-8"))?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        if left.remove(path.as_path()).map(str::as_bytes) != Some(&bytes) {
            differing.push(path);
        }
    }
    differing.extend(left.into_keys().map(Utf8Path::to_owned));
    differing.sort();
    Ok(differing)
}

/// Unpacks an archive, compressed or not, into a folder; paths that lead out of it are refused.
pub fn unpack(archive: impl Read, is_compressed: bool, folder: &Utf8Path) -> io::Result<()> {
    if is_compressed {
        Archive::new(GzDecoder::new(archive)).unpack(folder)
    } else {
        Archive::new(archive).unpack(folder)
    }
}
