//! What has to happen so that a folder holds the artefacts: computed once, for writing and for checking.

use std::collections::BTreeSet;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::output::Outputs;
use crate::output::manifest::{self, MANIFEST};

/// Which part of the folder a run answers for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The targets; none: the whole folder.
    pub targets: Vec<String>,
}

impl Scope {
    fn covers(&self, path: &Utf8Path) -> bool {
        self.targets.is_empty() || self.targets.iter().any(|target| path.starts_with(target))
    }
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
    /// Files that we did not write and that stand where an artefact belongs.
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
    let ours = manifest::read(out)?;
    let mut plan = Plan::default();
    let mut files: BTreeSet<Utf8PathBuf> = ours.iter().filter(|path| !scope.covers(path)).cloned().collect();
    for (path, content) in outputs.iter() {
        files.insert(path.to_owned());
        match std::fs::read(out.join(path)) {
            Ok(found) if found == content.as_bytes() => plan.unchanged += 1,
            Ok(_) if ours.contains(path) => plan.changed.push(path.to_owned()),
            Ok(_) => plan.in_the_way.push(path.to_owned()),
            Err(error) if is_absent(&error) => plan.added.push(path.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => plan.in_the_way.push(path.to_owned()),
            Err(error) => return Err(error),
        }
    }
    let left_over = ours.iter().filter(|path| scope.covers(path) && !files.contains(*path));
    plan.removed = left_over.filter(|path| out.join(path).is_file()).cloned().collect();
    plan.manifest = manifest::render(&files);
    plan.manifest_changed = match std::fs::read_to_string(out.join(MANIFEST)) {
        Ok(found) => found != plan.manifest,
        Err(_) => true,
    };
    Ok(plan)
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// The same as [`plan`], under the name of what it is used for: whether a folder is up to date.
pub fn check(outputs: &Outputs, out: &Utf8Path, scope: &Scope) -> io::Result<Plan> {
    plan(outputs, out, scope)
}
