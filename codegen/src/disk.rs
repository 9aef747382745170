//! What is read of the disk: files, of a size that has a bound, that lie inside the folder that is meant.
//!
//! A standard, its templates and what is imported come from others. A link among them could lead to any file of whoever runs `dci`, a pipe or
//! a device would never end, and a file may be larger than the memory. Whatever is read goes through here.
//!
//! The files lie still while they are read: nobody makes a link of one between the look and the reading. So a look at where links lead is
//! enough, and a library that opens files step by step (`cap-std`) is not needed; it would also refuse absolute links that stay inside.

use std::fs::{self, File, FileType, Metadata};
use std::io::{self, Read};

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// No file that is named on the command line is larger: a hundred times the largest payloads and documents that are known, and still
/// little enough to be held in memory.
pub const MAX_ARGUMENT_BYTES: u64 = 128 * 1024 * 1024;

/// How deep folders may nest: enough for every layout, and an end to links that lead back up.
pub const MAX_DEPTH: usize = 32;

/// How many files and folders are looked at below one folder: links that lead to each other can make many of few.
pub const MAX_WALKED: usize = 200_000;

/// Why something is not read, as the error of the system that it takes the place of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// A link leads out of the folder that is meant.
    Outside,
    /// It is no file: a pipe, a device and so on.
    NoFile(&'static str),
    /// It is larger than this many bytes.
    TooLarge(u64),
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Outside => f.write_str("it is a link that leads outside"),
            Self::NoFile(what) => write!(f, "it is {what}, not a file"),
            Self::TooLarge(most) => write!(f, "it has more than {}, the most that is read", size(*most)),
        }
    }
}

impl std::error::Error for Refused {}

impl Refused {
    /// What an error is, where it is one of these.
    pub fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }
}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> Self {
        Self::other(refused)
    }
}

/// A number of bytes, for people.
pub fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let unit = UNITS.iter().find(|(unit, _)| bytes >= *unit && bytes.is_multiple_of(*unit));
    unit.map_or_else(|| format!("{bytes} bytes"), |(unit, name)| format!("{} {name}", bytes / unit))
}

/// What stands at a path below a folder. A link, there or on the way there, is followed where it stays inside the folder.
pub fn look(root: &Utf8Path, below: &Utf8Path) -> io::Result<Metadata> {
    let mut path = root.to_owned();
    let mut is_straight = true;
    for component in below.components() {
        path.push(component);
        // A path that leads up is as good as a link.
        is_straight =
            is_straight && matches!(component, Utf8Component::Normal(_)) && !path.symlink_metadata()?.is_symlink();
    }
    if !is_straight && !is_inside(root, &path)? {
        return Err(Refused::Outside.into());
    }
    fs::metadata(&path)
}

/// Whether a path leads to something inside a folder, whatever links are on the way.
pub fn is_inside(root: &Utf8Path, path: &Utf8Path) -> io::Result<bool> {
    Ok(fs::canonicalize(path)?.starts_with(fs::canonicalize(root)?))
}

/// Whether something may be written to a path: what is there of it already, links and all, must lie inside the folder.
pub fn may_write(root: &Utf8Path, path: &Utf8Path) -> io::Result<()> {
    for there in path.ancestors().take_while(|there| *there != root && !there.as_str().is_empty()) {
        match there.symlink_metadata() {
            // A link that leads nowhere is replaced.
            Ok(_) => {
                return if !there.exists() || is_inside(root, there)? { Ok(()) } else { Err(Refused::Outside.into()) };
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Opens a file below a folder.
pub fn open_below(root: &Utf8Path, below: &Utf8Path) -> io::Result<File> {
    open_as(&root.join(below), &look(root, below)?)
}

/// The bytes of a file below a folder, of which there may be only so many.
pub fn read_below(root: &Utf8Path, below: &Utf8Path, most: u64) -> io::Result<Vec<u8>> {
    read_all(open_below(root, below)?, most)
}

/// The bytes of a file, wherever a link leads, of which there may be only so many.
pub fn read(path: &Utf8Path, most: u64) -> io::Result<Vec<u8>> {
    read_all(open_as(path, &fs::metadata(path)?)?, most)
}

fn open_as(path: &Utf8Path, found: &Metadata) -> io::Result<File> {
    // To open a pipe is to wait for whoever writes to it.
    if found.is_file() { File::open(path) } else { Err(Refused::NoFile(kind(found.file_type())).into()) }
}

/// All that there is to read, of which there may be only so much.
pub fn read_all(from: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(Refused::TooLarge(most).into()) } else { Ok(bytes) }
}

/// The bytes as text.
pub fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text"))
}

/// What something that is no file is.
fn kind(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;

        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
    }
    if kind.is_dir() { "a folder" } else { "a device" }
}

/// What is wrong, and where.
#[derive(Debug)]
pub struct At {
    /// Where.
    pub path: Utf8PathBuf,
    /// What.
    pub error: io::Error,
}

/// Which entries of folders are of interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow {
    /// Files, and links to files.
    Files,
    /// These, and links to folders.
    All,
}

/// Every file below a folder, by its path below it, in order. What is hidden belongs to editors and version control. A link that leads out of
/// the folder is an error; one that leads nowhere is left out where folders are not followed.
pub fn walk(root: &Utf8Path, follow: Follow) -> Result<Vec<Utf8PathBuf>, At> {
    let mut walk = Walk { root, follow, walked: 0, files: Vec::new() };
    walk.folder(Utf8Path::new(""), MAX_DEPTH)?;
    walk.files.sort();
    Ok(walk.files)
}

struct Walk<'a> {
    root: &'a Utf8Path,
    follow: Follow,
    walked: usize,
    files: Vec<Utf8PathBuf>,
}

impl Walk<'_> {
    fn folder(&mut self, below: &Utf8Path, depth: usize) -> Result<(), At> {
        let folder = if below.as_str().is_empty() { self.root.to_owned() } else { self.root.join(below) };
        let at = |error: io::Error| At { path: folder.clone(), error };
        if depth == 0 {
            return Err(at(io::Error::other(format!("the folder nests more than {MAX_DEPTH} deep"))));
        }
        for entry in folder.read_dir_utf8().map_err(at)? {
            let entry = entry.map_err(at)?;
            if entry.file_name().starts_with('.') {
                continue;
            }
            self.walked += 1;
            if self.walked > MAX_WALKED {
                return Err(at(io::Error::other(format!("there are more than {MAX_WALKED} files and folders"))));
            }
            self.entry(&below.join(entry.file_name()), entry.file_type().map_err(at)?, depth)?;
        }
        Ok(())
    }

    fn entry(&mut self, path: &Utf8Path, kind: FileType, depth: usize) -> Result<(), At> {
        let found = match look(self.root, path) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.follow == Follow::Files => return Ok(()),
            Err(error) => return Err(At { path: self.root.join(path), error }),
        };
        if !found.is_dir() {
            self.files.push(path.to_owned());
        } else if self.follow == Follow::All || kind.is_dir() {
            self.folder(path, depth - 1)?;
        }
        Ok(())
    }
}
