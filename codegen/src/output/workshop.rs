//! The place where the new tree is built: a folder beside the output folder, which one run at a time holds.
//!
//! It goes away with the run; what an interrupted run left is cleared, or put back, by the next one.

use std::fs::{self, File, TryLockError};
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::disk::Refused;
use crate::output::tree::{WriteError, at};

/// The new tree while it is built; afterwards, the old one.
const NEW: &str = "new";
/// The old tree, where it has to be moved aside first.
pub(super) const ASIDE: &str = "old";

/// The folder, and the lock on it.
pub(super) struct Workshop {
    folder: Utf8PathBuf,
    lock: Option<File>,
}

impl Workshop {
    /// The folder in which the new tree is to be built.
    pub(super) fn new_tree(&self) -> Utf8PathBuf {
        self.folder.join(NEW)
    }

    fn folder(out: &Utf8Path) -> Utf8PathBuf {
        let name = out.file_name().unwrap_or("out");
        let parent = match out.parent() {
            Some(parent) if !parent.as_str().is_empty() => parent,
            _ => Utf8Path::new("."),
        };
        parent.join(format!(".{name}.dci"))
    }

    /// Clears what an interrupted run left, unless a run is at work.
    pub(super) fn clear(out: &Utf8Path) {
        if Self::folder(out).exists() {
            drop(Self::open(out));
        }
    }

    /// Opens the workshop beside the output folder, or says that another run is in it.
    pub(super) fn open(out: &Utf8Path) -> Result<Self, WriteError> {
        let folder = Self::folder(out);
        let path = folder.join("lock");
        let lock = loop {
            fs::create_dir_all(&folder).map_err(at(&folder))?;
            // What somebody has put here could lead elsewhere.
            for path in [&folder, &path] {
                if path.is_symlink() {
                    return Err(at(path)(Refused::Outside.into()));
                }
            }
            let lock = match File::options().write(true).create(true).truncate(false).open(&path) {
                // The run before has just cleared the folder away.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                lock => lock.map_err(at(&path))?,
            };
            match lock.try_lock() {
                Ok(()) if is_still_there(&lock, &path) => break lock,
                // The run before has cleared the lock away between the two steps.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(WriteError::Busy(out.to_owned())),
                Err(TryLockError::Error(error)) => return Err(at(&path)(error)),
            }
        };
        let workshop = Self { folder, lock: Some(lock) };
        workshop.recover(out)?;
        Ok(workshop)
    }

    /// Puts an old tree back that an interrupted run had moved aside, and clears the rest.
    fn recover(&self, out: &Utf8Path) -> Result<(), WriteError> {
        let aside = self.folder.join(ASIDE);
        if aside.symlink_metadata().is_ok_and(|found| found.is_dir()) && !out.exists() {
            fs::rename(&aside, out).map_err(at(&aside))?;
        }
        for left in [NEW, ASIDE].map(|name| self.folder.join(name)) {
            if left.exists() {
                remove(&left).map_err(at(&left))?;
            }
        }
        Ok(())
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        // What cannot be cleared now is cleared by the next run.
        let _ = remove(&self.folder);
        drop(self.lock.take());
    }
}

/// Removes a folder with all below it, also where some of it may not be written to.
fn remove(folder: &Utf8Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            let _ = unlock(folder);
            fs::remove_dir_all(folder)
        }
        other => other,
    }
}

/// Gives back the right to write to every folder.
fn unlock(folder: &Utf8Path) -> io::Result<()> {
    let mut permissions = fs::metadata(folder)?.permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "the folder is about to be removed")]
    permissions.set_readonly(false);
    fs::set_permissions(folder, permissions)?;
    for entry in folder.read_dir_utf8()? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            unlock(entry.path())?;
        }
    }
    Ok(())
}

/// Whether a lock is on the file that others would lock, and not on one that was removed.
#[cfg(unix)]
fn is_still_there(lock: &File, path: &Utf8Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    match (lock.metadata(), fs::metadata(path)) {
        (Ok(own), Ok(found)) => (own.dev(), own.ino()) == (found.dev(), found.ino()),
        _ => false,
    }
}

/// Elsewhere a file that is open is not removed.
#[cfg(not(unix))]
fn is_still_there(_: &File, path: &Utf8Path) -> bool {
    path.exists()
}
