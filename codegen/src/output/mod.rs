//! Artefacts on their way to the disk: one sorted set, and three things to do with it.
//!
//! [`write()`], [`check`] and a dry run all compute the same [`Plan`] from the same set, so that they cannot diverge.

mod folder;
mod manifest;
mod plan;
mod swap;
mod tree;
mod workshop;

pub use folder::add_folder;
pub use plan::{Plan, Scope, check, plan};
pub use tree::{WriteError, write};

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

/// The artefacts of one run: path below the output folder, and content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outputs {
    files: BTreeMap<Utf8PathBuf, String>,
    /// The paths in lower case.
    folded: BTreeSet<String>,
    /// Paths that were claimed a second time, also in another spelling.
    twice: Vec<Utf8PathBuf>,
}

impl Outputs {
    /// No artefacts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an artefact. Two artefacts of one path are a defect, which [`Outputs::twice`] tells.
    pub fn add(&mut self, path: impl Into<Utf8PathBuf>, content: impl Into<String>) {
        let path = path.into();
        if !self.folded.insert(path.as_str().to_lowercase()) {
            self.twice.push(path.clone());
        }
        self.files.insert(path, content.into());
    }

    /// The paths that were claimed a second time: on many systems names that differ only in case are one.
    pub fn twice(&self) -> &[Utf8PathBuf] {
        &self.twice
    }

    /// Adds the artefacts of a target below its folder.
    pub fn add_all(&mut self, target: &str, outputs: Self) {
        for (path, content) in outputs.files {
            self.add(Utf8Path::new(target).join(path), content);
        }
    }

    /// Every artefact, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&Utf8Path, &str)> {
        self.files.iter().map(|(path, content)| (path.as_path(), content.as_str()))
    }

    /// The content of a path.
    pub fn get(&self, path: impl AsRef<Utf8Path>) -> Option<&str> {
        self.files.get(path.as_ref()).map(String::as_str)
    }

    /// Whether there is an artefact of the path, also in another spelling.
    pub fn has(&self, path: impl AsRef<Utf8Path>) -> bool {
        self.folded.contains(&path.as_ref().as_str().to_lowercase())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
