//! Writing: the new tree is built beside the old one and put in its place in one step.
//!
//! An interrupted run, a full disk or a power cut leaves the old tree or the new one, never a mixture. Files that did
//! not change, and files of strangers, are the same files afterwards: they are linked, not copied.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::output::manifest::MANIFEST;
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
                write!(f, "nothing was written: these files are not ours and stand where artefacts belong:")?;
                for path in paths {
                    write!(f, "\n  {path}")?;
                }
                write!(f, "\nmove them away, or choose another folder with --out")
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

fn at(path: &Utf8Path) -> impl FnOnce(io::Error) -> WriteError + '_ {
    move |error| WriteError::Io { path: path.to_owned(), error }
}

/// Makes a folder hold the artefacts, all of them or none.
pub fn write(outputs: &Outputs, out: &Utf8Path, scope: &Scope) -> Result<Plan, WriteError> {
    let first = plan(outputs, out, scope).map_err(at(out))?;
    refuse_strangers(&first, out)?;
    if first.is_done() {
        Workshop::clear(out);
        return Ok(first);
    }
    let workshop = Workshop::open(out)?;
    // Somebody may have written between the first look and the lock.
    let plan = plan(outputs, out, scope).map_err(at(out))?;
    refuse_strangers(&plan, out)?;
    let new = workshop.folder.join("new");
    build(outputs, out, &new, &plan)?;
    swap::put_in_place(&new, out).map_err(at(out))?;
    Ok(plan)
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
    let mut replaced: BTreeSet<&Utf8Path> = plan.removed.iter().chain(&plan.changed).map(AsRef::as_ref).collect();
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
        if kind.is_dir() {
            link_tree(from, to, &path, replaced)?;
        } else if !replaced.contains(path.as_path()) {
            kept.push((path, kind));
        }
    }
    if was_empty || !kept.is_empty() {
        let target = to.join(below);
        fs::create_dir_all(&target).map_err(at(&target))?;
    }
    for (path, kind) in kept {
        let (old, new) = (from.join(&path), to.join(&path));
        if kind.is_symlink() {
            copy_symlink(&old, &new).map_err(at(&old))?;
        } else if fs::hard_link(&old, &new).is_err() {
            // Not every file system links.
            fs::copy(&old, &new).map_err(at(&old))?;
        }
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

/// The folder beside the output folder in which the new tree is built. One run at a time holds it; it goes away with
/// the run, and what an interrupted run left is cleared by the next one.
struct Workshop {
    folder: Utf8PathBuf,
    lock: Option<File>,
}

impl Workshop {
    fn folder(out: &Utf8Path) -> Utf8PathBuf {
        let name = out.file_name().unwrap_or("out");
        let parent = match out.parent() {
            Some(parent) if !parent.as_str().is_empty() => parent,
            _ => Utf8Path::new("."),
        };
        parent.join(format!(".{name}.dci"))
    }

    /// Clears what an interrupted run left, unless a run is at work.
    fn clear(out: &Utf8Path) {
        if Self::folder(out).exists() {
            drop(Self::open(out));
        }
    }

    fn open(out: &Utf8Path) -> Result<Self, WriteError> {
        let folder = Self::folder(out);
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(at(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(WriteError::Busy(out.to_owned())),
            Err(TryLockError::Error(error)) => return Err(at(&path)(error)),
        }
        let workshop = Self { folder, lock: Some(lock) };
        for left in ["new", "new.old"] {
            let left = workshop.folder.join(left);
            if left.exists() {
                fs::remove_dir_all(&left).map_err(at(&left))?;
            }
        }
        Ok(workshop)
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        // What cannot be cleared now is cleared by the next run.
        let _ = fs::remove_dir_all(&self.folder);
        drop(self.lock.take());
    }
}
