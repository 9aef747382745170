//! Which files of the output folder are ours: a list that is written with them, with a hash of what was written.
//!
//! The list is committed with the files, and so comes from whoever contributes. To stand in it is no proof: a file is removed only where it
//! still is what the list says was written, which nobody can say of a file that they have not seen. One that was changed since by hand stays.
//!
//! What stands where an artefact belongs is written over where the list has it as it stands, or as it is to be, or where it says for the most part
//! what the artefact says: an artefact that somebody edited, that two branches changed, or whose line in the list was lost in a merge.
//! Anything else is a stranger's, and stays.

use std::collections::{BTreeMap, HashSet};
use std::hash::Hasher as _;
use std::io;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use siphasher::sip::SipHasher24;

use crate::disk::{self, MAX_ARGUMENT_BYTES};

/// The list, at the root of the output folder.
pub(super) const MANIFEST: &str = "manifest.txt";

const HEADER: &str =
    "# Files that `dci generate` wrote here, each with a hash of its content, and may change or remove. Do not edit.\n";

/// What was written to a file; nothing where the list does not say it.
pub(super) type Hash = Option<u64>;

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The files, and what was written to each.
    pub(super) files: BTreeMap<Utf8PathBuf, Hash>,
}

impl Manifest {
    /// The list of a folder, and its text; there is none where nothing was written yet.
    pub(super) fn read(out: &Utf8Path) -> io::Result<(Self, Option<String>)> {
        match disk::read_below(out, MANIFEST.as_ref(), MAX_ARGUMENT_BYTES).and_then(disk::text) {
            Ok(text) => Ok((Self::of(&text), Some(text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((Self::default(), None)),
            Err(error) => Err(error),
        }
    }

    /// A path that leads out of the folder is not ours, whatever the list says. The list itself is not in it.
    fn of(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(line);
        let is_inside = |path: &Utf8Path| path.components().all(|part| matches!(part, Utf8Component::Normal(_)));
        Self { files: lines.filter(|(path, _)| is_inside(path) && path != MANIFEST).collect() }
    }

    /// The list as text.
    pub(super) fn render(&self) -> String {
        let mut text = HEADER.to_owned();
        for (path, hash) in &self.files {
            let hash = hash.map(|hash| format!("{hash:016x}  ")).unwrap_or_default();
            text.push_str(&hash);
            text.push_str(path.as_str());
            text.push('\n');
        }
        text
    }

    /// Whether the list says that this was written to a file.
    pub(super) fn wrote(&self, path: &Utf8Path, content: &[u8]) -> bool {
        self.files.get(path).is_some_and(|known| *known == Some(hash(content)))
    }
}

/// A path, and the hash before it. Lists used to be without.
fn line(line: &str) -> (Utf8PathBuf, Hash) {
    let split = line.split_once("  ").filter(|(hash, _)| hash.len() == 16);
    match split.and_then(|(hash, path)| Some((path, u64::from_str_radix(hash, 16).ok()?))) {
        Some((path, hash)) => (path.into(), Some(hash)),
        None => (line.into(), None),
    }
}

/// The hash of a content: the same on every machine and in every version.
pub(super) fn hash(content: &[u8]) -> u64 {
    let mut hasher = SipHasher24::new();
    hasher.write(content);
    hasher.finish()
}

/// Whether at least half of the lines of a file stand in an artefact; those without a letter or digit do not count.
pub(super) fn is_mostly(found: &[u8], artefact: &str) -> bool {
    let Ok(found) = std::str::from_utf8(found) else { return false };
    let known: HashSet<&str> = told(artefact).collect();
    let (mut all, mut same) = (0_usize, 0_usize);
    for line in told(found) {
        all += 1;
        same += usize::from(known.contains(line));
    }
    all > 0 && same * 2 >= all
}

/// The lines of a text that have a letter or a digit.
fn told(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| line.contains(char::is_alphanumeric))
}
