//! Two folders, file by file.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use camino::{Utf8Path, Utf8PathBuf};

/// How much of a file is read at once; most definitions are smaller.
const BUFFER: usize = 16 * 1024;

/// What files are stored and sent in multiples of, at the least.
const BLOCK: usize = 512;

/// The folders directly below two others that are not the same, to the byte. Files beside them do not count.
pub(super) fn differing(old: &Utf8Path, new: &Utf8Path) -> io::Result<BTreeSet<String>> {
    let [before, after] = [entries(old)?, entries(new)?].map(|entries| {
        let folders = entries.into_iter().filter(|(_, is_folder)| *is_folder);
        folders.map(|(name, _)| name).collect::<BTreeSet<String>>()
    });
    let names: Vec<&String> = before.union(&after).collect();
    let next = AtomicUsize::new(0);
    let work = || -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        let mut buffers = [vec![0; BUFFER], vec![0; BUFFER]];
        while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
            let is_there = before.contains(*name) && after.contains(*name);
            if !is_there || !is_same_folder(&mut old.join(name), &mut new.join(name), &mut buffers)? {
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

/// What lies in a folder, by name, and whether each is a folder itself.
fn entries(folder: &Utf8Path) -> io::Result<Vec<(String, bool)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        // A pipe or a device would never end; where a link leads is for the one to tell who reads all.
        if !kind.is_dir() && !kind.is_file() {
            return Err(io::Error::other("it is no file"));
        }
        let name = entry.file_name().into_string().map_err(|_| io::Error::other("the name is not UTF-8"))?;
        entries.push((name, kind.is_dir()));
    }
    entries.sort_unstable();
    Ok(entries)
}

/// Compares two folders, whose paths are as they were when it returns that they are the same.
fn is_same_folder(old: &mut Utf8PathBuf, new: &mut Utf8PathBuf, buffers: &mut [Vec<u8>; 2]) -> io::Result<bool> {
    let inside = entries(old)?;
    if inside != entries(new)? {
        return Ok(false);
    }
    for (name, is_folder) in inside {
        old.push(&name);
        new.push(&name);
        let is_same = if is_folder { is_same_folder(old, new, buffers)? } else { is_same_file(old, new, buffers)? };
        if !is_same {
            return Ok(false);
        }
        old.pop();
        new.pop();
    }
    Ok(true)
}

fn is_same_file(old: &Utf8Path, new: &Utf8Path, [here, there]: &mut [Vec<u8>; 2]) -> io::Result<bool> {
    let (mut old, mut new) = (File::open(old)?, File::open(new)?);
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
        // Whatever cuts a read short, short of the end, cuts it between blocks: most files need not be asked a second time.
        if filled % BLOCK != 0 {
            break;
        }
    }
    Ok(filled)
}
