//! A folder beside the artefacts that is written once and then left alone.

use std::fs;
use std::io;

use camino::Utf8Path;

use crate::disk;
use crate::output::tree::{WriteError, at, real_place};
use crate::output::workshop::Workshop;

/// Puts a folder with files below the output folder, all of them or none. A folder that is there already stays as it is.
///
/// No run of `dci generate` is at work meanwhile: both hold the same lock.
pub fn add_folder(out: &Utf8Path, folder: &Utf8Path, files: &[(&str, &[u8])]) -> Result<(), WriteError> {
    let place = real_place(out).map_err(at(out))?;
    let workshop = Workshop::open(&place)?;
    let new = workshop.new_tree();
    fs::create_dir_all(&new).map_err(at(&new))?;
    for (name, content) in files {
        let path = new.join(name);
        fs::write(&path, content).map_err(at(&path))?;
    }
    let target = place.join(folder);
    disk::may_write(&place, &target).map_err(at(&out.join(folder)))?;
    if target.symlink_metadata().is_ok() {
        return Err(at(&out.join(folder))(io::ErrorKind::AlreadyExists.into()));
    }
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).map_err(at(parent))?;
    }
    fs::rename(&new, &target).map_err(at(&target))
}
