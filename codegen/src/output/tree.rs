//! Writing: the new tree is built beside the old one and put in its place in one step.
//!
//! An interrupted run or a full disk leaves the old tree or the new one, never a mixture. Files that did not change, and
//! files of strangers, are the same files afterwards: they are linked, not copied. A link to the output folder is
//! followed; links within it are kept as they are, and never written through.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::output::manifest::MANIFEST;
use crate::output::workshop::Workshop;
use crate::output::{Outputs, Plan, Scope, plan, swap};

/// Why nothing was written.
#[derive(Debug)]
pub enum WriteError {
    /// Files that we did not write stand where artefacts belong.
    InTheWay(Vec<Utf8PathBuf>),
    /// Another run is writing to the same folder.
    Busy(Utf8PathBuf),
    /// The system refuses.
    Io {
        /// Where.
        path: Utf8PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InTheWay(paths) => {
                write!(f, "nothing was written: these files are not ours and stand where artefacts belong: ")?;
                let paths: Vec<&str> = paths.iter().map(|path| path.as_str()).collect();
                f.write_str(&paths.join(", "))
            }
            Self::Busy(path) => {
                write!(f, "nothing was written: another run is writing to {path}; wait for it to end")
            }
            Self::Io { path, error } => {
                write!(f, "nothing was written: {path}: {error}; the folder is as it was")
            }
        }
    }
}

impl std::error::Error for WriteError {}

/// An error of the system at a path.
pub(super) fn at(path: &Utf8Path) -> impl FnOnce(io::Error) -> WriteError + '_ {
    move |error| WriteError::Io { path: path.to_owned(), error }
}

/// Makes a folder hold the artefacts, all of them or none.
pub fn write(outputs: &Outputs, out: &Utf8Path, scope: &Scope) -> Result<Plan, WriteError> {
    let place = real_place(out).map_err(at(out))?;
    // A look without the lock tells only whether there is nothing to do: another run may be at work.
    if let Ok(plan) = plan(outputs, &place, scope)
        && plan.is_done()
    {
        Workshop::clear(&place);
        return Ok(plan);
    }
    let workshop = Workshop::open(&place)?;
    let plan = plan(outputs, &place, scope).map_err(at(out))?;
    refuse_strangers(&plan, out)?;
    let new = workshop.new_tree();
    build(outputs, &place, &new, &plan)?;
    swap::put_in_place(&new, &place).map_err(at(out))?;
    Ok(plan)
}

/// The output folder without links, `.` and `..` on the way to it; the folder that it belongs into is made.
pub(super) fn real_place(out: &Utf8Path) -> io::Result<Utf8PathBuf> {
    if out.symlink_metadata().is_ok() {
        return out.canonicalize_utf8();
    }
    let Some(name) = out.file_name() else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "this names no folder"));
    };
    let parent = match out.parent() {
        Some(parent) if !parent.as_str().is_empty() => parent,
        _ => Utf8Path::new("."),
    };
    fs::create_dir_all(parent)?;
    Ok(parent.canonicalize_utf8()?.join(name))
}

fn refuse_strangers(plan: &Plan, out: &Utf8Path) -> Result<(), WriteError> {
    if plan.in_the_way.is_empty() {
        return Ok(());
    }
    Err(WriteError::InTheWay(plan.in_the_way.iter().map(|path| out.join(path)).collect()))
}

/// Builds the new tree: what stays is linked, what is new or changed is written.
fn build(outputs: &Outputs, out: &Utf8Path, new: &Utf8Path, plan: &Plan) -> Result<(), WriteError> {
    fs::create_dir_all(new).map_err(at(new))?;
    let mut replaced: BTreeSet<&Utf8Path> =
        plan.removed.iter().chain(&plan.changed).chain(&plan.added).map(AsRef::as_ref).collect();
    replaced.insert(Utf8Path::new(MANIFEST));
    if out.is_dir() {
        link_tree(out, new, Utf8Path::new(""), &replaced)?;
    }
    for path in plan.added.iter().chain(&plan.changed) {
        let Some(content) = outputs.get(path) else { continue };
        write_file(&new.join(path), content)?;
    }
    write_file(&new.join(MANIFEST), &plan.manifest)
}

fn write_file(path: &Utf8Path, content: &str) -> Result<(), WriteError> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(at(parent))?;
    }
    fs::write(path, content).map_err(at(path))
}

/// Links every file below `from` into `to`, but for those that are replaced. A folder that would be empty is left out,
/// unless it was empty before.
fn link_tree(
    from: &Utf8Path,
    to: &Utf8Path,
    below: &Utf8Path,
    replaced: &BTreeSet<&Utf8Path>,
) -> Result<(), WriteError> {
    let folder = from.join(below);
    let mut was_empty = true;
    let mut kept = Vec::new();
    for entry in folder.read_dir_utf8().map_err(at(&folder))? {
        let entry = entry.map_err(at(&folder))?;
        was_empty = false;
        let path = below.join(entry.file_name());
        let kind = entry.file_type().map_err(at(entry.path()))?;
        if replaced.contains(path.as_path()) {
            continue;
        }
        if kind.is_dir() {
            link_tree(from, to, &path, replaced)?;
        } else {
            kept.push((path, kind));
        }
    }
    let target = to.join(below);
    if was_empty || !kept.is_empty() {
        fs::create_dir_all(&target).map_err(at(&target))?;
    }
    for (path, kind) in kept {
        let (old, new) = (from.join(&path), to.join(&path));
        if kind.is_symlink() {
            copy_symlink(&old, &new).map_err(at(&old))?;
        } else if fs::hard_link(&old, &new).is_err() {
            // To copy a pipe is to wait for ever.
            if !kind.is_file() {
                return Err(at(&old)(io::Error::other("it is neither a file nor a link")));
            }
            // Not every file system links.
            fs::copy(&old, &new).map_err(at(&old))?;
        }
    }
    // Last, since a folder that nobody may write to could not be filled.
    if target.is_dir() {
        let metadata = fs::metadata(&folder).map_err(at(&folder))?;
        fs::set_permissions(&target, metadata.permissions()).map_err(at(&target))?;
    }
    Ok(())
}

#[cfg(unix)]
fn copy_symlink(old: &Utf8Path, new: &Utf8Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(old)?, new)
}

#[cfg(not(unix))]
fn copy_symlink(old: &Utf8Path, new: &Utf8Path) -> io::Result<()> {
    fs::copy(old, new).map(|_| ())
}
