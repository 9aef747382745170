//! A revision of a standard: a folder, an archive, a release, or what git has.

use std::process::{Command, Stdio};

use camino::Utf8Path;
use dci_codegen::catalogue;
use dci_codegen::diagnostic::{Diagnostic, Severity};
use dci_codegen::load::STANDARD_FILE;
use dci_codegen::model::Standard;
use dci_codegen::profile::Profiled;
use dci_codegen::release::{ARCHIVE_FILE, archive};
use dci_codegen::source::Sources;
use dci_codegen::version::Version;
use tempfile::TempDir;

use super::report::Report;
use super::{Arguments, Fault, place};

/// A revision, read.
pub(crate) struct Revision {
    /// The model.
    pub(crate) standard: Standard,
    /// Its files.
    pub(crate) sources: Sources,
    /// The profiles that stand on it.
    pub(crate) profiles: Vec<Profiled>,
}

/// Reads the revision that was named; nothing: the standard as it is.
pub(crate) fn revision(arguments: &Arguments, named: Option<&str>) -> Result<Revision, Fault> {
    let Some(named) = named else { return read(arguments, &place::root(arguments)?) };
    if let Some(revision) = named.strip_prefix("git:") {
        let folder = temporary()?;
        from_git(&place::root(arguments)?, revision, top(&folder)?)?;
        return read_unpacked(arguments, named, &folder);
    }
    if let Some(version) = named.strip_prefix("release:") {
        let root = place::root(arguments)?;
        return read_release(arguments, &root, known_release(&root, version)?);
    }
    let path = Utf8Path::new(named);
    if path.is_file() {
        let folder = temporary()?;
        let file = std::fs::File::open(path).map_err(|error| Fault::new(format_args!("{path}: {error}")))?;
        let is_compressed = matches!(path.extension(), Some("gz" | "tgz"));
        archive::unpack(file, is_compressed, top(&folder)?).map_err(|error| {
            Fault::new(format_args!("{path} cannot be unpacked: {error}")).help("an archive is a .tar or .tar.gz")
        })?;
        return read_unpacked(arguments, named, &folder);
    }
    for root in [path.to_owned(), path.join("spec")] {
        if root.join(STANDARD_FILE).is_file() {
            return read(arguments, &root);
        }
    }
    Err(Fault::new(format_args!("{path} is no revision: there is no {STANDARD_FILE} in it"))
        .help("name a folder or archive of a standard, release:VERSION or git:REVISION"))
}

/// The standard in a folder; where it has errors, they are reported. An example that does not hold (yet) hinders nobody, nor
/// does a profile: what a revision means to profiles is a part of the answer.
fn read(arguments: &Arguments, root: &Utf8Path) -> Result<Revision, Fault> {
    let checked = place::checked(root)?;
    let of_profiles = |diagnostic: &Diagnostic| checked.profiles.iter().any(|it| it.diagnostics.contains(diagnostic));
    let hinders = |diagnostic: &Diagnostic| {
        !of_profiles(diagnostic)
            && diagnostic.rule.severity == Severity::Error
            && diagnostic.rule.id != catalogue::INVALID_EXAMPLE.id
    };
    let diagnostics: Vec<Diagnostic> = checked.diagnostics.iter().filter(|it| hinders(it)).cloned().collect();
    if let Some(standard) = checked.standard
        && diagnostics.is_empty()
    {
        return Ok(Revision { standard, sources: checked.sources, profiles: checked.profiles });
    }
    Report { sources: &checked.sources, diagnostics: &diagnostics }.print(arguments.format)?;
    Err(Fault::new(format_args!("{root} has errors, so nothing can be said of its changes"))
        .help("mend what is reported above"))
}

/// The standard in what was unpacked: at the top, in `spec`, or in the only folder that is there.
fn read_unpacked(arguments: &Arguments, named: &str, folder: &TempDir) -> Result<Revision, Fault> {
    let top = top(folder)?;
    let below = top.read_dir_utf8().map_err(Fault::new)?.filter_map(Result::ok).map(|entry| entry.path().to_owned());
    let candidates = std::iter::once(top.to_owned()).chain(below.collect::<std::collections::BTreeSet<_>>());
    for candidate in candidates.flat_map(|it| [it.join("spec"), it]) {
        if candidate.join(STANDARD_FILE).is_file() {
            return read(arguments, &candidate);
        }
    }
    Err(Fault::new(format_args!("{named} holds no standard: there is no {STANDARD_FILE} in it")))
}

/// The folder of the standard as it was in a revision.
fn from_git(root: &Utf8Path, revision: &str, target: &Utf8Path) -> Result<(), Fault> {
    let git = |folder: &str, arguments: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(folder).args(arguments).stdin(Stdio::null());
        command.output().map_err(|error| Fault::new(format_args!("git: {error}")).help("is git installed?"))
    };
    let places = git(root.as_str(), &["rev-parse", "--show-toplevel", "--show-prefix"])?;
    let said = String::from_utf8_lossy(&places.stdout).into_owned();
    let mut lines = said.lines();
    let (true, Some(top)) = (places.status.success(), lines.next()) else {
        return Err(Fault::new(format_args!("{root} is in no git repository")).help("name a folder or an archive"));
    };
    let prefix = lines.next().unwrap_or_default();
    // From the top, for `git archive` takes a path to be below the folder that it runs in.
    let tree = format!("{revision}:{prefix}");
    let tar = git(top, &["archive", "--format=tar", "--end-of-options", &tree])?;
    if !tar.status.success() {
        let said = String::from_utf8_lossy(&tar.stderr).trim().to_owned();
        return Err(Fault::new(format_args!("git has no {prefix} in `{revision}`: {said}"))
            .help("`git log --oneline` and `git tag` list revisions"));
    }
    archive::unpack(tar.stdout.as_slice(), false, target).map_err(Fault::new)
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
    read(arguments, top(&folder)?)
}

/// The files of a release, in a folder that goes away with the value.
pub(crate) fn unpacked_release(root: &Utf8Path, version: Version) -> Result<TempDir, Fault> {
    let path = place::releases_folder(root).join(version.to_string()).join(ARCHIVE_FILE);
    let folder = temporary()?;
    let file = std::fs::File::open(&path).map_err(|error| damaged(&path, &error))?;
    archive::unpack(file, true, top(&folder)?).map_err(|error| damaged(&path, &error))?;
    Ok(folder)
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

/// A temporary folder, as a path in UTF-8.
pub(crate) fn top(folder: &TempDir) -> Result<&Utf8Path, Fault> {
    Utf8Path::from_path(folder.path())
        .ok_or_else(|| Fault::new(format_args!("{} is not named in UTF-8", folder.path().display())))
}

fn temporary() -> Result<TempDir, Fault> {
    tempfile::tempdir().map_err(|error| Fault::new(format_args!("no temporary folder: {error}")))
}
