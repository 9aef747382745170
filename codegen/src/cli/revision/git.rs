//! A standard as git has it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Command, Output, Stdio};
use std::thread;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::release::archive;

use super::Fault;

/// Has git name the files that differ, however it was told to show differences.
const DIFF: &[&str] = &["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff"];

/// The folder of the standard in a revision.
#[derive(Debug)]
pub(super) struct Tree {
    /// The folder of the standard in the working tree.
    root: Utf8PathBuf,
    /// The top of the working tree.
    top: Utf8PathBuf,
    /// The folder of the standard below the top.
    prefix: String,
    revision: String,
}

impl Tree {
    /// The tree of a revision in which the folder of the standard is.
    pub(super) fn of(root: &Utf8Path, revision: &str) -> Result<Self, Fault> {
        let places = git(root, &["rev-parse", "--show-toplevel", "--show-prefix"])?;
        let said = String::from_utf8_lossy(&places.stdout).into_owned();
        let mut lines = said.lines();
        let (true, Some(top)) = (places.status.success(), lines.next()) else {
            return Err(Fault::new(format_args!("{root} is in no git repository")).help("name a folder or an archive"));
        };
        let prefix = lines.next().unwrap_or_default().to_owned();
        Ok(Self { root: root.to_owned(), top: top.into(), prefix, revision: revision.to_owned() })
    }

    /// Whether a folder is the one in the working tree.
    pub(super) fn is_of(&self, folder: &Utf8Path) -> bool {
        self.root.canonicalize().ok().is_some_and(|root| folder.canonicalize().is_ok_and(|folder| folder == root))
    }

    /// What git calls it.
    fn name(&self) -> String {
        format!("{}:{}", self.revision, self.prefix)
    }

    /// Writes all that the tree has to a folder.
    pub(super) fn take_all(&self, target: &Utf8Path) -> Result<(), Fault> {
        // From the top, for `git archive` takes a path to be below the folder that it runs in.
        let tar = git(&self.top, &["archive", "--format=tar", "--end-of-options", &self.name()])?;
        if !tar.status.success() {
            let Self { prefix, revision, .. } = self;
            let said = String::from_utf8_lossy(&tar.stderr).trim().to_owned();
            return Err(Fault::new(format_args!("git has no {prefix} in `{revision}`: {said}"))
                .help("`git log --oneline` and `git tag` list revisions"));
        }
        archive::unpack(tar.stdout.as_slice(), false, target).map_err(Fault::new)
    }

    /// The texts that the tree has at some paths, by path; nothing where that is not as simple as files of text are.
    pub(super) fn take(&self, paths: &[String]) -> Option<BTreeMap<Utf8PathBuf, String>> {
        let tree = self.name();
        let mut arguments = vec!["ls-tree", "-r", "-z", "--end-of-options", &tree];
        arguments.extend(paths.iter().map(String::as_str));
        let output = git(&self.top, &arguments).ok()?;
        let mut blobs = Vec::new();
        for line in listed(&output)? {
            let (blob, path) = line.split_once('\t')?;
            let [mode, "blob", name] = blob.split(' ').collect::<Vec<_>>()[..] else { return None };
            // A link is no file.
            if !mode.starts_with("100") {
                return None;
            }
            blobs.push((name, path));
        }
        let names: Vec<&str> = blobs.iter().map(|(name, _)| *name).collect();
        let texts = batch(&self.top, &names)?.into_iter().map(String::from_utf8);
        blobs.iter().zip(texts).map(|((_, path), text)| Some((Utf8PathBuf::from(path), text.ok()?))).collect()
    }

    /// What is directly in it.
    pub(super) fn names(&self) -> Option<Vec<String>> {
        let found = git(&self.top, &["ls-tree", "--name-only", "-z", "--end-of-options", &self.name()]).ok()?;
        Some(listed(&found)?.map(ToOwned::to_owned).collect())
    }

    /// The folders directly below the standard in which this revision is not as another one.
    pub(super) fn differing(&self, other: &Self) -> Option<BTreeSet<String>> {
        let (mine, others) = (self.name(), other.name());
        folders(&[git(&self.top, &[DIFF, &["--end-of-options", &mine, &others]].concat()).ok()?])
    }

    /// The same against the files in the working tree, known to git or not.
    pub(super) fn differing_from_files(&self) -> Option<BTreeSet<String>> {
        let diff = [DIFF, &["--relative", "--end-of-options", &self.revision, "--", "."]].concat();
        // Both walk through all files; neither waits for the other.
        let (known, unknown) = thread::scope(|scope| {
            let unknown = scope.spawn(|| git(&self.root, &["ls-files", "--others", "-z"]).ok());
            (git(&self.root, &diff).ok(), unknown.join().ok().flatten())
        });
        folders(&[known?, unknown?])
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "git:{}", self.revision)
    }
}

/// The first parts of the paths that git said.
fn folders(said: &[Output]) -> Option<BTreeSet<String>> {
    let mut folders = BTreeSet::new();
    for output in said {
        folders.extend(listed(output)?.filter_map(|path| Some(path.split_once('/')?.0.to_owned())));
    }
    Some(folders)
}

/// The paths that git said.
fn listed(output: &Output) -> Option<impl Iterator<Item = &str>> {
    let said = std::str::from_utf8(&output.stdout).ok().filter(|_| output.status.success())?;
    Some(said.split('\0').filter(|path| !path.is_empty()))
}

/// What some objects of git hold.
fn batch(folder: &Utf8Path, names: &[&str]) -> Option<Vec<Vec<u8>>> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::null()).spawn().ok()?;
    let (mut asked, answered) = (child.stdin.take()?, child.stdout.take()?);
    let mut answered = BufReader::new(answered);
    let contents = thread::scope(|scope| {
        // Both pipes are narrow: whoever only writes would wait forever.
        scope.spawn(move || names.iter().try_for_each(|name| writeln!(asked, "{name}")));
        let read = |_: &&str| {
            let mut head = String::new();
            answered.read_line(&mut head).ok()?;
            let length: usize = head.trim_end().rsplit(' ').next()?.parse().ok()?;
            let mut content = vec![0; length + 1];
            answered.read_exact(&mut content).ok()?;
            content.pop();
            Some(content)
        };
        let contents: Option<Vec<Vec<u8>>> = names.iter().map(read).collect();
        if contents.is_none() {
            // Nobody reads on, so that it would wait forever, and whoever asks with it.
            let _ = child.kill();
        }
        contents
    });
    let _ = child.wait();
    contents
}

fn git(folder: &Utf8Path, arguments: &[&str]) -> Result<Output, Fault> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).stdin(Stdio::null());
    command.output().map_err(|error| Fault::new(format_args!("git: {error}")).help("is git installed?"))
}
