//! What has to happen so that a folder holds the artefacts: computed once, for writing and for checking.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::disk::MAX_ARGUMENT_BYTES;
use crate::load::PROFILES_FOLDER;
use crate::output::Outputs;
use crate::output::manifest::{Hash, Manifest, hash, is_mostly};

/// Which part of the folder a run answers for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The targets; none: the whole folder.
    pub targets: Vec<String>,
}

impl Scope {
    fn covers(&self, path: &Utf8Path) -> bool {
        let path = target_and_below(path);
        self.targets.is_empty() || self.targets.iter().any(|target| path.starts_with(target))
    }
}

/// A path from the folder of its target on; those of a profile lie in the folder of the profile.
fn target_and_below(path: &Utf8Path) -> &Utf8Path {
    let mut parts = path.components();
    let is_of_profile = parts.next().is_some_and(|part| part.as_str() == PROFILES_FOLDER) && parts.next().is_some();
    if is_of_profile { parts.as_path() } else { path }
}

/// What has to happen so that a folder holds the artefacts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Artefacts that are not there yet.
    pub added: Vec<Utf8PathBuf>,
    /// Artefacts that are there with another content.
    pub changed: Vec<Utf8PathBuf>,
    /// Files of ours that no definition yields any more.
    pub removed: Vec<Utf8PathBuf>,
    /// Files that the list has, that no definition yields any more, and that are not what was written: they stay, and are listed no longer.
    pub kept: Vec<Utf8PathBuf>,
    /// What we did not write and stands where an artefact belongs.
    pub in_the_way: Vec<Utf8PathBuf>,
    /// How many artefacts are as they should be.
    pub unchanged: usize,
    /// The manifest afterwards.
    pub(super) manifest: String,
    /// Whether the manifest itself has to be written.
    pub(super) manifest_changed: bool,
}

impl Plan {
    /// Whether the folder already holds the artefacts.
    pub fn is_done(&self) -> bool {
        self.added.is_empty()
            && self.changed.is_empty()
            && self.removed.is_empty()
            && self.in_the_way.is_empty()
            && !self.manifest_changed
    }
}

/// Compares the artefacts with a folder.
pub fn plan(outputs: &Outputs, out: &Utf8Path, scope: &Scope) -> io::Result<Plan> {
    let (ours, text) = Manifest::read(out)?;
    let mut plan = Plan::default();
    let mut afterwards = Manifest::default();
    let mut left_over: BTreeSet<&Utf8Path> = BTreeSet::new();
    for (path, known) in &ours.files {
        if !scope.covers(path) {
            afterwards.files.insert(path.clone(), *known);
        } else if outputs.get(path).is_none() {
            match left(&out.join(path), *known)? {
                Left::Nothing => {}
                Left::Ours => drop(left_over.insert(path)),
                Left::Changed => plan.kept.push(path.clone()),
            }
        }
    }
    let mut folder = Folder { out, ours: &ours, left_over: &left_over, blocked: BTreeMap::new() };
    let mut in_the_way: BTreeSet<Utf8PathBuf> = BTreeSet::new();
    for (path, content) in outputs.iter() {
        afterwards.files.insert(path.to_owned(), Some(hash(content.as_bytes())));
        match folder.found(path, content)? {
            Found::Nothing => plan.added.push(path.to_owned()),
            Found::Same => plan.unchanged += 1,
            Found::Ours => plan.changed.push(path.to_owned()),
            Found::Stranger(stranger) => {
                in_the_way.insert(stranger);
            }
        }
    }
    plan.in_the_way = in_the_way.into_iter().collect();
    for path in &left_over {
        if folder.block(path)?.is_none() {
            plan.removed.push((*path).to_owned());
        }
    }
    plan.manifest = afterwards.render();
    plan.manifest_changed = text.as_ref() != Some(&plan.manifest);
    Ok(plan)
}

/// What stands where something was written that is no artefact any more.
enum Left {
    Nothing,
    /// What was written.
    Ours,
    /// Something else, or what cannot be proved to be ours.
    Changed,
}

/// Looks at what was written; a link is never followed.
fn left(path: &Utf8Path, known: Hash) -> io::Result<Left> {
    Ok(match look(path)? {
        None => Left::Nothing,
        Some(found) if found.is_dir() => Left::Nothing,
        Some(found) if found.is_file() && known.is_some() && Some(hash(&read(path, &found)?)) == known => Left::Ours,
        Some(_) => Left::Changed,
    })
}

/// What stands where an artefact belongs.
enum Found {
    Nothing,
    Same,
    /// A file of ours with another content.
    Ours,
    /// Something of a stranger's, here or on the way here.
    Stranger(Utf8PathBuf),
}

/// The output folder as it is.
struct Folder<'a> {
    out: &'a Utf8Path,
    ours: &'a Manifest,
    /// The files that go away.
    left_over: &'a BTreeSet<&'a Utf8Path>,
    /// Folders on the way to artefacts, and what stands in the place of each.
    blocked: BTreeMap<Utf8PathBuf, Option<Utf8PathBuf>>,
}

impl Folder<'_> {
    fn found(&mut self, path: &Utf8Path, content: &str) -> io::Result<Found> {
        if let Some(stranger) = self.block(path)? {
            return Ok(Found::Stranger(stranger));
        }
        let full = self.out.join(path);
        let Some(metadata) = look(&full)? else { return Ok(Found::Nothing) };
        if metadata.is_dir() {
            return Ok(if self.goes_away(path)? { Found::Nothing } else { Found::Stranger(path.to_owned()) });
        }
        // A link is never followed: what it leads to is not ours to change. To replace one loses nothing.
        let is_ours = if metadata.is_file() {
            let found = read(&full, &metadata)?;
            if found == content.as_bytes() {
                return Ok(Found::Same);
            }
            let is_recorded = self.ours.wrote(path, &found) || self.ours.wrote(path, content.as_bytes());
            is_recorded || is_mostly(&found, content)
        } else {
            metadata.is_symlink() && self.ours.files.contains_key(path)
        };
        Ok(if is_ours { Found::Ours } else { Found::Stranger(path.to_owned()) })
    }

    /// What stands in the place of a folder on the way to a path: a stranger's file, or a link that leads elsewhere.
    fn block(&mut self, path: &Utf8Path) -> io::Result<Option<Utf8PathBuf>> {
        let Some(folder) = path.parent().filter(|folder| !folder.as_str().is_empty()) else { return Ok(None) };
        if let Some(known) = self.blocked.get(folder) {
            return Ok(known.clone());
        }
        let block = match self.block(folder)? {
            Some(block) => Some(block),
            None => match look(&self.out.join(folder))? {
                Some(found) if !found.is_dir() && !self.is_left_over(folder) => Some(folder.to_owned()),
                _ => None,
            },
        };
        self.blocked.insert(folder.to_owned(), block.clone());
        Ok(block)
    }

    /// Whether a file is proved to be ours, and no artefact any more.
    fn is_left_over(&self, path: &Utf8Path) -> bool {
        self.left_over.contains(path)
    }

    /// Whether a folder holds nothing but files of ours that are no artefacts any more.
    fn goes_away(&self, folder: &Utf8Path) -> io::Result<bool> {
        for entry in self.out.join(folder).read_dir_utf8()? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            let goes = if entry.file_type()?.is_dir() { self.goes_away(&path)? } else { self.is_left_over(&path) };
            if !goes {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The content of a file, as far as it can be an artefact.
fn read(path: &Utf8Path, found: &fs::Metadata) -> io::Result<Vec<u8>> {
    if found.len() > MAX_ARGUMENT_BYTES { Ok(Vec::new()) } else { fs::read(path) }
}

/// What stands at a path, without following a link; nothing where nothing does.
fn look(path: &Utf8Path) -> io::Result<Option<fs::Metadata>> {
    match path.symlink_metadata() {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The same as [`plan`], under the name of what it is used for: whether a folder is up to date.
pub fn check(outputs: &Outputs, out: &Utf8Path, scope: &Scope) -> io::Result<Plan> {
    plan(outputs, out, scope)
}
