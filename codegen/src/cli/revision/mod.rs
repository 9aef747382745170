//! A revision of a standard: a folder, an archive, a release, or what git has.

mod both;
mod folders;
mod git;
mod working_tree;

use std::fs::{self, File};

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::catalogue;
use dci_codegen::diagnostic::{Diagnostic, Severity};
use dci_codegen::disk::{self, MAX_ARGUMENT_BYTES};
use dci_codegen::load::STANDARD_FILE;
use dci_codegen::model::Standard;
use dci_codegen::profile::Profiled;
use dci_codegen::release::unpack::Unpacked;
use dci_codegen::release::{ARCHIVE_FILE, CHECKSUM_FILE, archive, checksum};
use dci_codegen::source::Sources;
use dci_codegen::version::Version;
use dci_codegen::{Checked, Reading};
use tempfile::TempDir;

use super::page::tell_line;
use super::report::Report;
use super::{Arguments, Fault, place};
use git::Tree;

pub(crate) use both::both;

/// A revision, read.
pub(crate) struct Revision {
    /// The model.
    pub(crate) standard: Standard,
    /// Its files.
    pub(crate) sources: Sources,
    /// The profiles that stand on it.
    pub(crate) profiles: Vec<Profiled>,
}

/// Reads the revision that was named, without its profiles; nothing: the standard as it is.
pub(crate) fn revision(arguments: &Arguments, named: Option<&str>) -> Result<Revision, Fault> {
    let located = locate(arguments, named)?.in_full()?;
    Read::at(&located.root, Reading::without_profiles())?.or_report(arguments)
}

/// Where a revision is.
enum Located {
    /// In a folder.
    Files(Files),
    /// In git.
    Git(Tree),
}

/// The files of a revision.
struct Files {
    /// The folder with `standard.yaml`.
    root: Utf8PathBuf,
    /// The folder that it was unpacked to, which goes away with this value.
    _unpacked: Option<TempDir>,
}

impl Located {
    /// All of its files; what git has is unpacked.
    fn in_full(self) -> Result<Files, Fault> {
        match self {
            Self::Files(files) => Ok(files),
            Self::Git(tree) => {
                let folder = temporary()?;
                let unpacked = tree.take_all(top(&folder)?)?;
                tell(&unpacked);
                let root = standard_in(&tree.to_string(), &folder)?;
                Ok(Files { root, _unpacked: Some(folder) })
            }
        }
    }
}

/// Finds the revision that was named; nothing: the standard as it is.
fn locate(arguments: &Arguments, named: Option<&str>) -> Result<Located, Fault> {
    let in_folder = |root| Located::Files(Files { root, _unpacked: None });
    let unpacked = |root, folder| Located::Files(Files { root, _unpacked: Some(folder) });
    let Some(named) = named else { return Ok(in_folder(place::root(arguments)?)) };
    if let Some(revision) = named.strip_prefix("git:") {
        return Ok(Located::Git(Tree::of(&place::root(arguments)?, revision)?));
    }
    if let Some(version) = named.strip_prefix("release:") {
        let root = place::root(arguments)?;
        let folder = unpacked_release(&root, known_release(&root, version)?)?;
        return Ok(unpacked(top(&folder)?.to_owned(), folder));
    }
    let path = Utf8Path::new(named);
    if path.is_file() {
        let folder = temporary()?;
        let file = File::open(path).map_err(|error| Fault::new(format_args!("{path}: {error}")))?;
        let is_compressed = matches!(path.extension(), Some("gz" | "tgz"));
        let taken = archive::unpack(file, is_compressed, top(&folder)?).map_err(|error| {
            Fault::new(format_args!("{path} cannot be unpacked: {error}")).help("an archive is a .tar or .tar.gz")
        })?;
        tell(&taken);
        return Ok(unpacked(standard_in(named, &folder)?, folder));
    }
    for root in [path.to_owned(), path.join("spec")] {
        if root.join(STANDARD_FILE).is_file() {
            return Ok(in_folder(root));
        }
    }
    if fs::metadata(path).is_ok_and(|found| !found.is_dir()) {
        return Err(Fault::new(format_args!("{path} is no revision: it is neither a file nor a folder"))
            .help("write the archive to a file, and name that"));
    }
    Err(Fault::new(format_args!("{path} is no revision: there is no {STANDARD_FILE} in it"))
        .help("name a folder or archive of a standard, release:VERSION or git:REVISION"))
}

/// A standard that was read, and what hinders comparing it.
struct Read {
    checked: Checked,
    hindrances: Vec<Diagnostic>,
}

impl Read {
    /// Reads the standard in a folder. An example that does not hold (yet) hinders nobody, nor does a profile: what a revision
    /// means to profiles is a part of the answer.
    fn at(root: &Utf8Path, reading: Reading) -> Result<Self, Fault> {
        let checked = place::checked_as(root, reading)?;
        let of_profiles =
            |diagnostic: &Diagnostic| checked.profiles.iter().any(|it| it.diagnostics.contains(diagnostic));
        let hinders = |diagnostic: &Diagnostic| {
            !of_profiles(diagnostic)
                && diagnostic.rule.severity == Severity::Error
                && diagnostic.rule.id != catalogue::INVALID_EXAMPLE.id
        };
        let hindrances = checked.diagnostics.iter().filter(|it| hinders(it)).cloned().collect();
        Ok(Self { checked, hindrances })
    }

    /// The revision, where nothing hinders; otherwise that is reported.
    fn or_report(self, arguments: &Arguments) -> Result<Revision, Fault> {
        let Self { checked, hindrances } = self;
        if let (Some(standard), true) = (checked.standard, hindrances.is_empty()) {
            return Ok(Revision { standard, sources: checked.sources, profiles: checked.profiles });
        }
        Report::new(&checked.sources, &hindrances).print(arguments.format)?;
        Err(Fault::new(format_args!("{} has errors, so nothing can be said of its changes", checked.sources.root()))
            .help("mend what is reported above"))
    }
}

/// The standard in what was unpacked: at the top, in `spec`, or in the only folder that is there.
fn standard_in(named: &str, folder: &TempDir) -> Result<Utf8PathBuf, Fault> {
    let top = top(folder)?;
    let below = top.read_dir_utf8().map_err(Fault::new)?.filter_map(Result::ok).map(|entry| entry.path().to_owned());
    let candidates = std::iter::once(top.to_owned()).chain(below.collect::<std::collections::BTreeSet<_>>());
    let mut candidates = candidates.flat_map(|it| [it.join("spec"), it]);
    candidates
        .find(|candidate| candidate.join(STANDARD_FILE).is_file())
        .ok_or_else(|| Fault::new(format_args!("{named} holds no standard: there is no {STANDARD_FILE} in it")))
}

/// The version of a release that is there.
pub(crate) fn known_release(root: &Utf8Path, wanted: &str) -> Result<Version, Fault> {
    let releases = place::releases(root)?;
    let known: Vec<String> = releases.iter().map(|release| release.version.to_string()).collect();
    let found = releases.iter().map(|release| release.version).find(|version| version.to_string() == wanted);
    found.ok_or_else(|| {
        let fault = Fault::new(format_args!("there is no release {wanted} in {}", place::releases_folder(root)));
        match known.as_slice() {
            [] => fault.help("nothing is released yet: `dci release` freezes the standard as it is"),
            known => fault.help(format_args!("releases are {}", known.join(", "))),
        }
    })
}

/// Reads the standard of a release.
pub(crate) fn read_release(arguments: &Arguments, root: &Utf8Path, version: Version) -> Result<Revision, Fault> {
    let folder = unpacked_release(root, version)?;
    Read::at(top(&folder)?, Reading::without_profiles())?.or_report(arguments)
}

/// The files of a release, in a folder that goes away with the value.
pub(crate) fn unpacked_release(root: &Utf8Path, version: Version) -> Result<TempDir, Fault> {
    let (path, bytes) = release_archive(root, version)?;
    let folder = temporary()?;
    let unpacked = archive::unpack(bytes.as_slice(), true, top(&folder)?).map_err(|error| damaged(&path, &error))?;
    tell(&unpacked);
    Ok(folder)
}

/// The archive of a release, as its checksum says, and where it is.
pub(crate) fn release_archive(root: &Utf8Path, version: Version) -> Result<(Utf8PathBuf, Vec<u8>), Fault> {
    let (releases, folder) = (place::releases_folder(root), version.to_string());
    let read = |name: &str| {
        let below = Utf8Path::new(&folder).join(name);
        let path = releases.join(&below);
        let bytes = disk::read_below(&releases, &below, MAX_ARGUMENT_BYTES).map_err(|error| damaged(&path, &error))?;
        Ok::<_, Fault>((path, bytes))
    };
    let (path, archive) = read(ARCHIVE_FILE)?;
    let (_, written) = read(CHECKSUM_FILE)?;
    checksum::verify(&archive, &String::from_utf8_lossy(&written))
        .map_err(|difference| damaged(&path, &std::io::Error::other(difference)))?;
    Ok((path, archive))
}

/// The archive of a release that cannot be read.
pub(crate) fn damaged(path: &Utf8Path, error: &std::io::Error) -> Fault {
    // What stands before the cause names a temporary folder.
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    Fault::new(format_args!("{path} cannot be read: {cause}"))
        .help("a release is written once and then left alone: restore it from version control")
}

/// Tells what was left out of a folder that was unpacked.
fn tell(unpacked: &Unpacked) {
    for (path, why) in &unpacked.dropped {
        tell_line!("warning: `{path}` was not taken: {why}");
    }
    if unpacked.more > 0 {
        tell_line!("warning: {} more were not taken", unpacked.more);
    }
}

/// A temporary folder, as a path in UTF-8.
pub(crate) fn top(folder: &TempDir) -> Result<&Utf8Path, Fault> {
    Utf8Path::from_path(folder.path())
        .ok_or_else(|| Fault::new(format_args!("{} is not named in UTF-8", folder.path().display())))
}

fn temporary() -> Result<TempDir, Fault> {
    tempfile::tempdir().map_err(|error| Fault::new(format_args!("no temporary folder: {error}")))
}
