//! A revision of a standard: a folder, an archive, or what git has.

use std::io::Read;
use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::catalogue;
use dci_codegen::diagnostic::{Diagnostic, Severity};
use dci_codegen::load::STANDARD_FILE;
use dci_codegen::model::Standard;
use dci_codegen::profile::Profiled;
use dci_codegen::source::Sources;
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
        from_git(&place::root(arguments)?, revision, folder.path())?;
        return read_unpacked(arguments, named, &folder);
    }
    let path = Utf8Path::new(named);
    if path.is_file() {
        let folder = temporary()?;
        let file = std::fs::File::open(path).map_err(|error| Fault::new(format_args!("{path}: {error}")))?;
        let is_compressed = matches!(path.extension(), Some("gz" | "tgz"));
        let archive: Box<dyn Read> =
            if is_compressed { Box::new(flate2::read::GzDecoder::new(file)) } else { Box::new(file) };
        unpack(archive, folder.path()).map_err(|error| {
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
        .help("name a folder or archive of a standard, or git:REVISION"))
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
    let top = Utf8PathBuf::from_path_buf(folder.path().to_owned())
        .map_err(|path| Fault::new(format_args!("{} is not named in UTF-8", path.display())))?;
    let below = top.read_dir_utf8().map_err(Fault::new)?.filter_map(Result::ok).map(|entry| entry.path().to_owned());
    let candidates = std::iter::once(top.clone()).chain(below.collect::<std::collections::BTreeSet<_>>());
    for candidate in candidates.flat_map(|it| [it.join("spec"), it]) {
        if candidate.join(STANDARD_FILE).is_file() {
            return read(arguments, &candidate);
        }
    }
    Err(Fault::new(format_args!("{named} holds no standard: there is no {STANDARD_FILE} in it")))
}

/// The folder of the standard as it was in a revision.
fn from_git(root: &Utf8Path, revision: &str, target: &std::path::Path) -> Result<(), Fault> {
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
    let archive = git(top, &["archive", "--format=tar", "--end-of-options", &tree])?;
    if !archive.status.success() {
        let said = String::from_utf8_lossy(&archive.stderr).trim().to_owned();
        return Err(Fault::new(format_args!("git has no {prefix} in `{revision}`: {said}"))
            .help("`git log --oneline` and `git tag` list revisions"));
    }
    unpack(archive.stdout.as_slice(), target).map_err(Fault::new)
}

/// Unpacks an archive; the crate refuses paths that lead out of the folder.
fn unpack(archive: impl Read, target: &std::path::Path) -> std::io::Result<()> {
    tar::Archive::new(archive).unpack(target)
}

fn temporary() -> Result<TempDir, Fault> {
    tempfile::tempdir().map_err(|error| Fault::new(format_args!("no temporary folder: {error}")))
}
