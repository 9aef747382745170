//! A standard as git has it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::process::{ChildStdout, Output};
use std::thread;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::disk;
use dci_codegen::limits::MAX_FILE_BYTES;
use dci_codegen::release::unpack::{Entry, Unpacked, Unpacking};

use super::super::git::Git;
use super::{Fault, working_tree};

/// The line that tells an object is no longer: a name, a kind and a length.
const MAX_HEAD: u64 = 256;

/// The folder of the standard in a revision.
#[derive(Debug)]
pub(super) struct Tree {
    /// The folder of the standard in the working tree.
    root: Utf8PathBuf,
    /// Git at the top of the working tree.
    git: Git,
    /// The folder of the standard below the top.
    prefix: String,
    revision: String,
}

/// A file or a link of a revision.
struct Blob<'a> {
    mode: &'a str,
    name: &'a str,
    path: &'a str,
}

impl Tree {
    /// The tree of a revision in which the folder of the standard is.
    pub(super) fn of(root: &Utf8Path, revision: &str) -> Result<Self, Fault> {
        let git = Git::at(root)?;
        let places = git.run(&["rev-parse", "--show-toplevel", "--show-prefix"])?;
        let said = String::from_utf8_lossy(&places.stdout).into_owned();
        let mut lines = said.lines();
        let top = Utf8PathBuf::from(lines.next().unwrap_or_default());
        let prefix = lines.next().unwrap_or_default().to_owned();
        // The settings of a repository can name another folder as its working tree; a folder with files named like those of a repository
        // has no `.git`, and older versions of git take it for one all the same.
        let is_here = is_same(root, &top.join(&prefix)) && top.join(".git").symlink_metadata().is_ok();
        if !places.status.success() || !is_here {
            return Err(Fault::new(format_args!("{root} is in no git repository")).help("name a folder or an archive"));
        }
        Ok(Self { root: root.to_owned(), git: git.in_folder(&top), prefix, revision: revision.to_owned() })
    }

    /// Whether a folder is the one in the working tree.
    pub(super) fn is_of(&self, folder: &Utf8Path) -> bool {
        is_same(&self.root, folder)
    }

    /// What git calls it.
    fn name(&self) -> String {
        format!("{}:{}", self.revision, self.prefix)
    }

    /// Writes all that the tree has to a folder.
    pub(super) fn take_all(&self, target: &Utf8Path) -> Result<Unpacked, Fault> {
        let listed = self.list(&[])?;
        if !listed.status.success() {
            let Self { prefix, revision, .. } = self;
            let said = String::from_utf8_lossy(&listed.stderr).trim().to_owned();
            return Err(Fault::new(format_args!("git has no {prefix} in `{revision}`: {said}"))
                .help("`git log --oneline` and `git tag` list revisions"));
        }
        let unlike = || Fault::new(format_args!("{self} cannot be read: git says what is not expected of it"));
        let blobs = blobs(&listed).ok_or_else(unlike)?;
        let names: Vec<&str> = blobs.iter().map(|blob| blob.name).collect();
        let unpacked = self.git.ask(&["cat-file", "--batch"], &names, |answered| {
            let mut unpacking = Unpacking::into(target);
            let taken = blobs.iter().try_for_each(|blob| blob.unpack(&mut unpacking, answered));
            Some(taken.and_then(|()| unpacking.finish()))
        });
        let fault = |error| Fault::new(format_args!("{self} cannot be read: {error}"));
        unpacked?.ok_or_else(unlike)?.map_err(fault)
    }

    /// The texts that the tree has at some paths, by path; nothing where that is not as simple as files of text are.
    pub(super) fn take(&self, paths: &[String]) -> Option<BTreeMap<Utf8PathBuf, String>> {
        let listed = self.list(paths).ok()?;
        let blobs = blobs(&listed)?;
        // A link is no file.
        if !blobs.iter().all(Blob::is_file) {
            return None;
        }
        let names: Vec<&str> = blobs.iter().map(|blob| blob.name).collect();
        let texts = self.git.ask(&["cat-file", "--batch"], &names, |answered| {
            let text = |blob: &Blob<'_>| {
                let length = length(answered).ok().filter(|length| *length <= MAX_FILE_BYTES)?;
                let bytes = disk::read_all(answered.by_ref().take(length), length).ok()?;
                end_of_object(answered).ok()?;
                Some((Utf8PathBuf::from(blob.path), String::from_utf8(bytes).ok()?))
            };
            blobs.iter().map(text).collect()
        });
        texts.ok()?
    }

    fn list(&self, paths: &[String]) -> Result<Output, Fault> {
        let tree = self.name();
        let mut arguments = vec!["ls-tree", "-r", "-z", "--end-of-options", &tree];
        arguments.extend(paths.iter().map(String::as_str));
        self.git.run(&arguments)
    }

    /// What is directly in it.
    pub(super) fn names(&self) -> Option<Vec<String>> {
        let found = self.git.run(&["ls-tree", "--name-only", "-z", "--end-of-options", &self.name()]).ok()?;
        Some(listed(&found)?.map(ToOwned::to_owned).collect())
    }

    /// The folders directly below the standard in which this revision is not as another one.
    pub(super) fn differing(&self, other: &Self) -> Option<BTreeSet<String>> {
        let (mine, others) = (self.name(), other.name());
        let tree = ["diff-tree", "-r", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv"];
        folders(&self.git.run(&[&tree[..], &["--end-of-options", &mine, &others]].concat()).ok()?)
    }

    /// The same against the files in the working tree, known to git or not: what the index has in another way, and what differs from that.
    pub(super) fn differing_from_files(&self) -> Option<BTreeSet<String>> {
        let git = self.git.in_folder(&self.root);
        let cached = ["diff-index", "--cached", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv"];
        let cached = [&cached[..], &["--relative", "--end-of-options", &self.revision, "--", "."]].concat();
        let (known, files) = thread::scope(|scope| {
            let known = scope.spawn(|| folders(&git.run(&cached).ok()?));
            let files = working_tree::differing(&git);
            (known.join().ok().flatten(), files)
        });
        let mut differing = known?;
        differing.extend(files?);
        Some(differing)
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "git:{}", self.revision)
    }
}

impl<'a> Blob<'a> {
    /// A line of `git ls-tree`.
    fn of(line: &'a str) -> Option<Self> {
        let (object, path) = line.split_once('\t')?;
        let [mode, _, name] = object.split(' ').collect::<Vec<_>>()[..] else { return None };
        Some(Self { mode, name, path })
    }

    fn is_file(&self) -> bool {
        self.mode.starts_with("100")
    }

    /// Takes the next object of `git cat-file --batch`.
    fn unpack(&self, unpacking: &mut Unpacking<'_>, answered: &mut BufReader<ChildStdout>) -> io::Result<()> {
        let entry = match self.mode {
            "120000" => Entry::Link,
            _ if self.is_file() => Entry::File,
            _ => Entry::Other("it is another repository"),
        };
        // Another repository has its objects elsewhere.
        let length = match length(answered) {
            Err(_) if entry == Entry::Other("it is another repository") => {
                unpacking.drop(self.path, "it is another repository");
                return Ok(());
            }
            length => length?,
        };
        unpacking.take(self.path, &entry, length, &mut answered.by_ref().take(length))?;
        end_of_object(answered)
    }
}

/// Whether two paths lead to the same folder.
fn is_same(one: &Utf8Path, other: &Utf8Path) -> bool {
    one.canonicalize().ok().is_some_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// The first parts of the paths that git said.
fn folders(said: &Output) -> Option<BTreeSet<String>> {
    Some(listed(said)?.filter_map(|path| Some(path.split_once('/')?.0.to_owned())).collect())
}

/// The paths that git said.
fn listed(output: &Output) -> Option<impl Iterator<Item = &str>> {
    let said = std::str::from_utf8(&output.stdout).ok().filter(|_| output.status.success())?;
    Some(said.split('\0').filter(|path| !path.is_empty()))
}

/// What `git ls-tree` said.
fn blobs(said: &Output) -> Option<Vec<Blob<'_>>> {
    listed(said)?.map(Blob::of).collect()
}

/// The length of the object that `git cat-file --batch` tells next.
fn length(answered: &mut BufReader<ChildStdout>) -> io::Result<u64> {
    let mut head = String::new();
    answered.by_ref().take(MAX_HEAD).read_line(&mut head)?;
    let length = head.trim_end().rsplit(' ').next().and_then(|length| length.parse().ok());
    length.ok_or_else(|| io::Error::other(format!("git says `{}`", head.trim_end().escape_debug())))
}

/// The line that ends an object.
fn end_of_object(answered: &mut BufReader<ChildStdout>) -> io::Result<()> {
    let mut end = [0];
    answered.read_exact(&mut end)
}
