//! The files of the working tree against the index of git, without a look at what is in them where that can be told.
//!
//! The index holds what the system said of each file when git last read it. A file of which the system says the same is the same. The others
//! are hashed as they stand: a filter that a repository names for them never runs. So what a filter would have made the same counts as not the
//! same, and is read.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, Metadata};
use std::io::BufRead as _;
use std::thread;

use camino::{Utf8Path, Utf8PathBuf};

use super::super::git::Git;

/// What the system says of a file; nothing where it was changed when the index was written, or where it cannot be told.
type Stat = Option<[u64; 6]>;

/// A file in the index.
struct Entry<'a> {
    name: &'a str,
    is_file: bool,
    stat: Stat,
}

/// The files of a folder that the index has, by path.
type Index<'a> = HashMap<&'a str, Entry<'a>>;

/// The folders directly below one in which the files are not those of the index. `git` is git in that folder.
pub(super) fn differing(git: &Git) -> Option<BTreeSet<String>> {
    let said = git.run(&["ls-files", "--stage", "--debug", "-z"]).ok().filter(|it| it.status.success())?;
    let index = index(std::str::from_utf8(&said.stdout).ok()?)?;
    let at = git.run(&["rev-parse", "--git-path", "index"]).ok()?;
    let written = fs::metadata(git.folder().join(std::str::from_utf8(&at.stdout).ok()?.trim_end())).ok();
    let written =
        written.and_then(|found| stat(&found)).map_or([0, 0], |[.., seconds, nanoseconds]| [seconds, nanoseconds]);
    let mut left: HashMap<&str, usize> = HashMap::new();
    #[expect(clippy::iter_over_hash_type, reason = "they are counted")]
    for path in index.keys() {
        *left.entry(first(path)).or_default() += 1;
    }
    let mut differing: BTreeSet<String> = BTreeSet::new();
    let mut doubtful: Vec<String> = Vec::new();
    for found in folders(git.folder(), &index, written)? {
        let known = left.remove(found.name.as_str()).unwrap_or(0);
        if found.is_strange || found.known != known {
            differing.insert(found.name);
        } else {
            doubtful.extend(found.doubtful);
        }
    }
    // Of what is left, nothing is there any more. What lies beside the folders does not count.
    differing.extend(left.into_keys().filter(|name| !name.is_empty()).map(ToOwned::to_owned));
    differing.extend(changed(git, &index, &doubtful)?);
    Some(differing)
}

/// What `git ls-files --stage --debug -z` says. What the system said of a file is printed for people, and may look otherwise one day: then
/// every file is hashed.
fn index(said: &str) -> Option<Index<'_>> {
    let mut index = Index::new();
    let mut before: Option<&str> = None;
    // What is said of a file stands before the next one.
    for part in said.split('\0') {
        let (printed, head) = part.rsplit_once('\n').unwrap_or(("", part));
        if let Some(path) = before.take() {
            let entry: &mut Entry<'_> = index.get_mut(path)?;
            entry.stat = numbers(printed);
        }
        if head.is_empty() {
            continue;
        }
        let (object, path) = head.split_once('\t')?;
        let [mode, name, stage] = object.split(' ').collect::<Vec<_>>()[..] else { return None };
        // Of a merge that is not done there are several versions: none of them counts.
        let is_file = mode.starts_with("100") && stage == "0";
        let is_new = index.insert(path, Entry { name, is_file, stat: None }).is_none();
        before = is_new.then_some(path);
        if !is_new {
            index.get_mut(path)?.is_file = false;
        }
    }
    Some(index)
}

/// The numbers among what is printed of a file.
fn numbers(printed: &str) -> Stat {
    let mut values: HashMap<&str, &str> = HashMap::new();
    for item in printed.split(['\n', '\t']) {
        let (key, value) = item.trim().split_once(": ")?;
        values.insert(key, value);
    }
    let pair = |key: &str| values.get(key)?.split_once(':');
    let (changed, written) = (pair("ctime")?, pair("mtime")?);
    let all = [values.get("ino")?, values.get("size")?, changed.0, changed.1, written.0, written.1];
    let all: Vec<u64> = all.iter().map(|number| number.parse().ok()).collect::<Option<_>>()?;
    all.try_into().ok()
}

/// The same of a file as it is now. The index keeps the last 32 bits of each.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it cannot be told")]
fn stat(found: &Metadata) -> Stat {
    use std::os::unix::fs::MetadataExt as _;

    let times = [found.ctime(), found.ctime_nsec(), found.mtime(), found.mtime_nsec()].map(i64::cast_unsigned);
    let [changed, changed_nanoseconds, written, written_nanoseconds] = times;
    let all = [found.ino(), found.size(), changed, changed_nanoseconds, written, written_nanoseconds];
    Some(all.map(|number| number & u64::from(u32::MAX)))
}

#[cfg(not(unix))]
fn stat(_: &Metadata) -> Stat {
    None
}

/// What was found in a folder.
struct Found {
    name: String,
    /// Whether there is something that the index has not, or that is no file.
    is_strange: bool,
    /// How many files there are that the index has.
    known: usize,
    /// Those among them of which it takes their content to tell.
    doubtful: Vec<String>,
}

/// Looks through the folders directly below one, side by side.
fn folders(root: &Utf8Path, index: &Index<'_>, written: [u64; 2]) -> Option<Vec<Found>> {
    let mut names = Vec::new();
    for entry in root.read_dir_utf8().ok()? {
        let entry = entry.ok()?;
        if !entry.file_type().ok()?.is_file() && entry.file_name() != ".git" {
            names.push(entry.file_name().to_owned());
        }
    }
    let look = |names: &[String]| -> Option<Vec<Found>> {
        let found = names.iter().map(|name| {
            let mut found = Found { name: name.clone(), is_strange: false, known: 0, doubtful: Vec::new() };
            found.look(root, &mut Utf8PathBuf::from(name), index, written)?;
            Some(found)
        });
        found.collect()
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let found: Option<Vec<Vec<Found>>> = thread::scope(|scope| {
        let parts = names.chunks(names.len().div_ceil(workers).max(1));
        let threads: Vec<_> = parts.map(|part| scope.spawn(|| look(part))).collect();
        let join = |thread: thread::ScopedJoinHandle<'_, _>| match thread.join() {
            Ok(found) => found,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        threads.into_iter().map(join).collect()
    });
    Some(found?.into_iter().flatten().collect())
}

impl Found {
    /// Looks at a folder below the root, or at what stands in its place.
    fn look(&mut self, root: &Utf8Path, below: &mut Utf8PathBuf, index: &Index<'_>, written: [u64; 2]) -> Option<()> {
        let full = root.join(&*below);
        if !full.symlink_metadata().ok()?.is_dir() {
            self.is_strange = true;
            return Some(());
        }
        for entry in full.read_dir_utf8().ok()? {
            let entry = entry.ok()?;
            let kind = entry.file_type().ok()?;
            below.push(entry.file_name());
            if kind.is_dir() {
                self.look(root, below, index, written)?;
            } else if !kind.is_file() {
                self.is_strange = true;
            } else {
                self.file(below.as_str(), &entry.metadata().ok()?, index, written);
            }
            below.pop();
            if self.is_strange {
                break;
            }
        }
        Some(())
    }

    fn file(&mut self, path: &str, found: &Metadata, index: &Index<'_>, written: [u64; 2]) {
        let Some(entry) = index.get(path).filter(|entry| entry.is_file) else {
            self.is_strange = true;
            return;
        };
        self.known += 1;
        // What was written when the index was, or later, may have been written once more since.
        let is_known = |now: [u64; 6]| entry.stat == Some(now) && now[4..] < written[..];
        if !stat(found).is_some_and(is_known) {
            self.doubtful.push(path.to_owned());
        }
    }
}

/// The folders of those among some files that do not hash to what the index has.
fn changed(git: &Git, index: &Index<'_>, paths: &[String]) -> Option<BTreeSet<String>> {
    if paths.is_empty() {
        return Some(BTreeSet::new());
    }
    // Git takes such a path to be relative to the top of the working tree, and one in quotes to be escaped.
    let root = git.folder().canonicalize_utf8().ok()?;
    let full: Vec<String> = paths.iter().map(|path| root.join(path).into_string()).collect();
    let lines: Vec<&str> = full.iter().map(String::as_str).collect();
    if lines.iter().any(|line| line.contains(['\n', '\r'])) {
        return None;
    }
    let hashed = git.ask(&["hash-object", "--no-filters", "--stdin-paths"], &lines, |answered| {
        let names: Option<Vec<String>> = answered.lines().map(Result::ok).collect();
        names.filter(|names| names.len() == paths.len())
    });
    let hashed = hashed.ok()??;
    let changed =
        paths.iter().zip(hashed).filter(|(path, name)| index.get(path.as_str()).is_none_or(|it| it.name != name));
    Some(changed.map(|(path, _)| first(path).to_owned()).collect())
}

/// The first folder of a path; nothing where it is a file beside the folders.
fn first(path: &str) -> &str {
    path.split_once('/').map_or("", |(folder, _)| folder)
}
