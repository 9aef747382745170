//! Files written whole or not at all.

use std::fs;
use std::io::Write as _;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::disk::{self, Refused};
use tempfile::NamedTempFile;

use super::Fault;

/// Writes several files: each beside its place first, then all of them into their places, each in one step. A full disk or a
/// missing right is met before the first file changes. All of them lie below `root`, whatever links are on the way.
pub(crate) fn all(root: &Utf8Path, files: &[(Utf8PathBuf, Vec<u8>)]) -> Result<(), Fault> {
    let mut ready = Vec::new();
    for (path, _) in files {
        may_write(root, path)?;
    }
    for (path, content) in files {
        let at = |error: std::io::Error| Fault::new(format_args!("{path}: {error}; nothing was written"));
        // A link stays a link: what it leads to is written.
        let target = path.canonicalize_utf8().unwrap_or_else(|_| path.clone());
        let folder = target.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
        fs::create_dir_all(folder).map_err(at)?;
        let mut file = NamedTempFile::new_in(folder).map_err(at)?;
        file.write_all(content).map_err(at)?;
        match fs::metadata(&target) {
            Ok(old) => file.as_file().set_permissions(old.permissions()).map_err(at)?,
            Err(_) => open_to_others(file.as_file()).map_err(at)?,
        }
        file.as_file().sync_all().map_err(at)?;
        // The path alone is kept: open files are few.
        ready.push((file.into_temp_path(), target));
    }
    for (file, target) in ready {
        file.persist(&target).map_err(|error| Fault::new(format_args!("{target}: {}", error.error)))?;
    }
    Ok(())
}

/// Whether a path lies below a folder, whatever links are on the way.
pub(crate) fn may_write(root: &Utf8Path, path: &Utf8Path) -> Result<(), Fault> {
    let root = if root.as_str().is_empty() { Utf8Path::new(".") } else { root };
    disk::may_write(root, path).map_err(|error| {
        let fault = Fault::new(format_args!("{path}: {error}; nothing was written"));
        match Refused::of(&error) {
            Some(_) => fault.help("remove the link, or name what it leads to"),
            None => fault,
        }
    })
}

/// Fills a folder that is new or empty: the files are written beside their places first, so that nothing is in the folder where
/// one of them cannot be written.
pub(crate) fn folder<'a>(
    out: &Utf8Path,
    files: impl IntoIterator<Item = (&'a Utf8Path, &'a [u8])>,
) -> Result<(), Fault> {
    let is_new = !out.exists();
    let written = fill(out, files);
    if written.is_err() && is_new {
        // It stays where something is in it after all.
        let _ = fs::remove_dir(out);
    }
    written
}

fn fill<'a>(out: &Utf8Path, files: impl IntoIterator<Item = (&'a Utf8Path, &'a [u8])>) -> Result<(), Fault> {
    let at = |error: std::io::Error| Fault::new(format_args!("{out}: {error}; nothing was written"));
    fs::create_dir_all(out).map_err(at)?;
    let beside = tempfile::Builder::new().prefix(".dci-").tempdir_in(out).map_err(at)?;
    let top =
        Utf8Path::from_path(beside.path()).ok_or_else(|| Fault::new(format_args!("{out} is not named in UTF-8")))?;
    for (path, content) in files {
        let at = |error: std::io::Error| Fault::new(format_args!("{}: {error}; nothing was written", out.join(path)));
        let target = top.join(path);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(at)?;
        }
        fs::write(&target, content).map_err(at)?;
    }
    for entry in top.read_dir_utf8().map_err(at)? {
        let entry = entry.map_err(at)?;
        let place = out.join(entry.file_name());
        fs::rename(entry.path(), &place).map_err(|error| Fault::new(format_args!("{place}: {error}")))?;
    }
    Ok(())
}

/// A temporary file is for its owner alone; one that is to stay has the rights of any new file.
#[cfg(unix)]
fn open_to_others(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_others(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
