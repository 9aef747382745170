//! Which files of the output folder are ours: a list that is written with them.
//!
//! Only what stands in the list is ever removed or written over; a stranger's file stays. A file that is, to the letter,
//! the artefact that belongs in its place counts as ours: so a list that was lost comes back with the next run.

use std::collections::BTreeSet;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

/// The list, at the root of the output folder.
pub(super) const MANIFEST: &str = "manifest.txt";

const HEADER: &str = "# Files that `dci generate` wrote here, and may change or remove. Do not edit.\n";

/// The files that are ours, or none where nothing was written yet.
pub(super) fn read(out: &Utf8Path) -> io::Result<BTreeSet<Utf8PathBuf>> {
    match std::fs::read_to_string(out.join(MANIFEST)) {
        Ok(text) => Ok(parse(&text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(error),
    }
}

/// The list as text.
pub(super) fn render(files: &BTreeSet<Utf8PathBuf>) -> String {
    let mut text = HEADER.to_owned();
    for file in files {
        text.push_str(file.as_str());
        text.push('\n');
    }
    text
}

/// A path that leads out of the folder is not ours, whatever the list says. The list itself is not in it.
fn parse(text: &str) -> BTreeSet<Utf8PathBuf> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let inside =
        |path: &Utf8PathBuf| path.components().all(|component| matches!(component, camino::Utf8Component::Normal(_)));
    lines.map(Utf8PathBuf::from).filter(inside).filter(|path| path != MANIFEST).collect()
}
