//! Two revisions that are to be compared: no more is read of them than can make a difference.

use std::collections::BTreeMap;
use std::thread;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::catalogue;
use dci_codegen::diagnostic::Severity;
use dci_codegen::disk;
use dci_codegen::limits::MAX_FILE_BYTES;
use dci_codegen::load::{INTERFACE_FILE, Outline, PROFILES_FOLDER, STANDARD_FILE, unread};

use super::{Arguments, Fault, Located, Read, Reading, Revision, folders, locate};

/// Texts by path.
type Texts = BTreeMap<Utf8PathBuf, String>;

/// Reads two revisions, the new one with its profiles.
///
/// Interfaces whose files are the same in both are known in outline, as long as nothing that differs is a part of them. Whatever
/// that leaves open is settled by reading all, which also finds what is wrong where nothing differs.
pub(crate) fn both(arguments: &Arguments, old: &str, new: Option<&str>) -> Result<(Revision, Revision), Fault> {
    let (old, new) = (locate(arguments, Some(old))?, locate(arguments, new)?);
    if let Some((before, after)) = parts(&old, &new) {
        return Ok((before.or_report(arguments)?, after.or_report(arguments)?));
    }
    let (old, new) = (old.in_full()?, new.in_full()?);
    let reading = |without_profiles| Reading { without_profiles, ..Reading::default() };
    let (before, after) = read((&old.root, reading(true)), (&new.root, reading(false)))?;
    Ok((before.or_report(arguments)?, after.or_report(arguments)?))
}

/// Reads both side by side, for they have nothing to do with each other.
fn read(old: (&Utf8Path, Reading), new: (&Utf8Path, Reading)) -> Result<(Read, Read), Fault> {
    let (before, after) = thread::scope(|scope| {
        let before = scope.spawn(|| Read::at(old.0, old.1));
        let after = Read::at(new.0, new.1);
        match before.join() {
            Ok(before) => (before, after),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    });
    Ok((before?, after?))
}

/// Reads as much of both as can make a difference; nothing where that is all of them, or cannot be told.
fn parts(old: &Located, new: &Located) -> Option<(Read, Read)> {
    let (mut before, mut after) = (Side::of(old), Side::of(new));
    let differing = match (old, new) {
        (Located::Git(old), Located::Git(new)) => old.differing(new)?,
        (Located::Git(tree), Located::Files(files)) | (Located::Files(files), Located::Git(tree)) => {
            if !tree.is_of(&files.root) {
                return None;
            }
            tree.differing_from_files()?
        }
        (Located::Files(old), Located::Files(new)) => folders::differing(&old.root, &new.root).ok()?,
    };
    before.take_settings(differing.iter().cloned())?;
    // What does not differ is told by the new side.
    after.take_settings(after.folders()?.into_iter())?;
    let outlined = unread(|path| before.text(path), |path| after.text(path), &differing)?;
    before.take_all_but(&outlined)?;
    after.take_all_but(&outlined)?;
    let roots = (before.root(), after.root());
    let read = read(
        (&roots.0, Reading { without_profiles: true, ..before.reading(&outlined) }),
        (&roots.1, after.reading(&outlined)),
    );
    read.ok().filter(|(before, after)| is_sound(before) && is_sound(after))
}

/// Whether nothing was found that the interfaces that were not read may have a part in.
fn is_sound(read: &Read) -> bool {
    let is_open = |rule: &catalogue::Rule| {
        rule.severity == Severity::Error
            && ![catalogue::INVALID_EXAMPLE.id, catalogue::PROFILE_BASE.id].contains(&rule.id)
    };
    !read.checked.diagnostics.iter().any(|diagnostic| is_open(diagnostic.rule))
}

/// A revision of which a part is read: from its folder, or what was taken out of git.
struct Side<'a> {
    located: &'a Located,
    taken: Texts,
}

impl<'a> Side<'a> {
    fn of(located: &'a Located) -> Self {
        Self { located, taken: Texts::new() }
    }

    /// The folder; of what is in git, what it is called.
    fn root(&self) -> Utf8PathBuf {
        match self.located {
            Located::Files(files) => files.root.clone(),
            Located::Git(tree) => tree.to_string().into(),
        }
    }

    /// What may be interfaces, where it has to be taken out.
    fn folders(&self) -> Option<Vec<String>> {
        match self.located {
            Located::Files(_) => Some(Vec::new()),
            Located::Git(tree) => tree.names(),
        }
    }

    fn text(&self, path: &Utf8Path) -> Option<String> {
        match self.located {
            Located::Files(files) => disk::text(disk::read_below(&files.root, path, MAX_FILE_BYTES).ok()?).ok(),
            Located::Git(_) => self.taken.get(path).cloned(),
        }
    }

    /// Takes out what tells how the interfaces in some folders hang together with others.
    fn take_settings(&mut self, folders: impl Iterator<Item = String>) -> Option<()> {
        let Located::Git(tree) = self.located else { return Some(()) };
        let settings = folders.map(|folder| format!("{folder}/{INTERFACE_FILE}"));
        let wanted: Vec<String> = settings.chain([STANDARD_FILE, PROFILES_FOLDER].map(ToOwned::to_owned)).collect();
        self.taken.extend(tree.take(&wanted)?);
        Some(())
    }

    /// Takes out the rest of what is to be read.
    fn take_all_but(&mut self, outlined: &BTreeMap<String, Outline>) -> Option<()> {
        let Located::Git(tree) = self.located else { return Some(()) };
        let read: Vec<String> = tree.names()?.into_iter().filter(|name| !outlined.contains_key(name)).collect();
        self.taken = tree.take(&read)?;
        Some(())
    }

    fn reading(self, outlined: &BTreeMap<String, Outline>) -> Reading {
        Reading { changed: self.taken, outlined: outlined.clone(), without_profiles: false }
    }
}
