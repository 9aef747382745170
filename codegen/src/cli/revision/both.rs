//! Two revisions that are to be compared: no more is read of them than can make a difference.

use std::collections::BTreeMap;
use std::thread;

use dci_codegen::catalogue;
use dci_codegen::diagnostic::Severity;
use dci_codegen::load::{INTERFACE_FILE, Outline, PROFILES_FOLDER, STANDARD_FILE, unread};

use super::{Arguments, Fault, Located, Read, Reading, Revision, folders, locate};

/// Reads two revisions, the new one with its profiles.
///
/// Interfaces whose files are the same in both are known in outline, as long as nothing that differs is a part of them. Whatever
/// that leaves open is settled by reading all, which also finds what is wrong where nothing differs.
pub(crate) fn both(arguments: &Arguments, old: &str, new: Option<&str>) -> Result<(Revision, Revision), Fault> {
    let (old, new) = (locate(arguments, Some(old))?, locate(arguments, new)?);
    if let Some(outlined) = outlined(&old, &new)
        && let Ok((before, after)) = read(&old, &new, &outlined)
        && is_sound(&before)
        && is_sound(&after)
    {
        return Ok((before.or_report(arguments)?, after.or_report(arguments)?));
    }
    old.fill()?;
    new.fill()?;
    let (before, after) = read(&old, &new, &BTreeMap::new())?;
    Ok((before.or_report(arguments)?, after.or_report(arguments)?))
}

/// Reads both side by side, for they have nothing to do with each other.
fn read(old: &Located, new: &Located, outlined: &BTreeMap<String, Outline>) -> Result<(Read, Read), Fault> {
    let reading =
        |without_profiles: bool| Reading { outlined: outlined.clone(), without_profiles, ..Reading::default() };
    let (before, after) = thread::scope(|scope| {
        let before = scope.spawn(|| Read::at(&old.root, reading(true)));
        let after = Read::at(&new.root, reading(false));
        match before.join() {
            Ok(before) => (before, after),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    });
    Ok((before?, after?))
}

/// Whether nothing was found that the interfaces that were not read may have a part in.
fn is_sound(read: &Read) -> bool {
    let is_open = |rule: &catalogue::Rule| {
        rule.severity == Severity::Error
            && ![catalogue::INVALID_EXAMPLE.id, catalogue::PROFILE_BASE.id].contains(&rule.id)
    };
    !read.checked.diagnostics.iter().any(|diagnostic| is_open(diagnostic.rule))
}

/// The interfaces that need not be read; nothing where all do, or where that cannot be told.
fn outlined(old: &Located, new: &Located) -> Option<BTreeMap<String, Outline>> {
    let differing = match (&old.tree, &new.tree) {
        (Some(before), Some(after)) => before.differing(after)?,
        (Some(tree), None) if tree.is_of(&new.root) => tree.differing_from_files()?,
        (None, Some(tree)) if tree.is_of(&old.root) => tree.differing_from_files()?,
        _ => {
            old.fill().ok()?;
            new.fill().ok()?;
            folders::differing(&old.root, &new.root).ok()?
        }
    };
    take_heads(old, differing.iter().cloned().collect())?;
    // Whatever does not differ is told by the new side.
    take_heads(new, new.tree.as_ref().map_or(Some(Vec::new()), |tree| tree.known(&[]))?)?;
    let outlined = unread(&old.root, &new.root, &differing)?;
    take_read(old, &outlined)?;
    take_read(new, &outlined)?;
    Some(outlined)
}

/// Takes out of git what tells how the interfaces in some folders hang together with others.
fn take_heads(located: &Located, folders: Vec<String>) -> Option<()> {
    let Some(tree) = &located.tree else { return Some(()) };
    let settings = folders.into_iter().map(|folder| format!("{folder}/{INTERFACE_FILE}"));
    let wanted = settings.chain([STANDARD_FILE.to_owned(), PROFILES_FOLDER.to_owned()]);
    tree.take(&tree.known(&wanted.collect::<Vec<_>>())?, &located.root).ok()
}

/// Takes the rest out of git that is to be read.
fn take_read(located: &Located, outlined: &BTreeMap<String, Outline>) -> Option<()> {
    let Some(tree) = &located.tree else { return Some(()) };
    let read: Vec<String> = tree.known(&[])?.into_iter().filter(|name| !outlined.contains_key(name)).collect();
    tree.take(&read, &located.root).ok()
}
