//! Files written whole or not at all.

use std::io::Write as _;

use camino::{Utf8Path, Utf8PathBuf};
use tempfile::NamedTempFile;

use super::Fault;

/// Writes several files: each beside its place first, then all of them into their places, each in one step. A full disk or a
/// missing right is met before the first file changes.
pub(crate) fn all(files: &[(Utf8PathBuf, Vec<u8>)]) -> Result<(), Fault> {
    let mut ready = Vec::new();
    for (path, content) in files {
        let at = |error: std::io::Error| Fault::new(format_args!("{path}: {error}; nothing was written"));
        // A link stays a link: what it leads to is written.
        let target = path.canonicalize_utf8().unwrap_or_else(|_| path.clone());
        let folder = target.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
        std::fs::create_dir_all(folder).map_err(at)?;
        let mut file = NamedTempFile::new_in(folder).map_err(at)?;
        file.write_all(content).map_err(at)?;
        match std::fs::metadata(&target) {
            Ok(old) => file.as_file().set_permissions(old.permissions()).map_err(at)?,
            Err(_) => open_to_others(file.as_file()).map_err(at)?,
        }
        file.as_file().sync_all().map_err(at)?;
        ready.push((file, target));
    }
    for (file, target) in ready {
        file.persist(&target).map_err(|error| Fault::new(format_args!("{target}: {}", error.error)))?;
    }
    Ok(())
}

/// A temporary file is for its owner alone; one that is to stay has the rights of any new file.
#[cfg(unix)]
fn open_to_others(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_others(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
