//! Two folders, file by file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use camino::{Utf8Path, Utf8PathBuf};

/// How much of a file is read at once; most definitions are smaller.
const BUFFER: usize = 16 * 1024;

/// The folders directly below two others that are not the same, to the byte. Files beside them do not count.
pub(super) fn differing(old: &Utf8Path, new: &Utf8Path) -> io::Result<BTreeSet<String>> {
    let (before, after) = (entries(old)?, entries(new)?);
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let names: Vec<&String> = names
        .into_iter()
        .filter(|name| [&before, &after].iter().any(|side| side.get(*name).is_some_and(|is_folder| *is_folder)))
        .collect();
    let next = AtomicUsize::new(0);
    let work = || -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        let mut buffers = Box::new([[0; BUFFER]; 2]);
        while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
            let is_there = before.get(*name) == Some(&true) && after.get(*name) == Some(&true);
            if !is_there || !is_same_folder(&old.join(name), &new.join(name), &mut buffers)? {
                found.push((*name).clone());
            }
        }
        Ok(found)
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let found: io::Result<Vec<Vec<String>>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let join = |thread: thread::ScopedJoinHandle<'_, io::Result<Vec<String>>>| match thread.join() {
            Ok(found) => found,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        threads.into_iter().map(join).collect()
    });
    Ok(found?.into_iter().flatten().collect())
}

/// What lies in a folder, and whether each is one itself.
fn entries(folder: &Utf8Path) -> io::Result<BTreeMap<String, bool>> {
    let mut entries = BTreeMap::new();
    for entry in folder.read_dir_utf8()? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let kind = if kind.is_symlink() { fs::metadata(entry.path())?.file_type() } else { kind };
        // A pipe or a device would never end.
        if !kind.is_dir() && !kind.is_file() {
            return Err(io::Error::other("it is no file"));
        }
        entries.insert(entry.file_name().to_owned(), kind.is_dir());
    }
    Ok(entries)
}

fn is_same_folder(old: &Utf8Path, new: &Utf8Path, buffers: &mut [[u8; BUFFER]; 2]) -> io::Result<bool> {
    let entries_here = entries(old)?;
    if entries_here != entries(new)? {
        return Ok(false);
    }
    for (name, is_folder) in entries_here {
        let paths: [Utf8PathBuf; 2] = [old.join(&name), new.join(&name)];
        let is_same =
            if is_folder { is_same_folder(&paths[0], &paths[1], buffers)? } else { is_same_file(&paths, buffers)? };
        if !is_same {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_same_file(paths: &[Utf8PathBuf; 2], [here, there]: &mut [[u8; BUFFER]; 2]) -> io::Result<bool> {
    let (mut old, mut new) = (File::open(&paths[0])?, File::open(&paths[1])?);
    loop {
        let (length, other) = (fill(&mut old, here)?, fill(&mut new, there)?);
        if here[..length] != there[..other] {
            return Ok(false);
        }
        if length < BUFFER {
            return Ok(true);
        }
    }
}

/// Fills a buffer as far as a file has something for it.
fn fill(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..])? {
            0 => break,
            length => filled += length,
        }
    }
    Ok(filled)
}
