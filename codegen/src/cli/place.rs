//! Where the standard is, and where its artefacts go.

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::disk;
use dci_codegen::load::STANDARD_FILE;
use dci_codegen::model::Standard;
use dci_codegen::release::{self, Released};
use dci_codegen::{Checked, Reading};

use super::{Arguments, Fault};

/// The folder of the standard: the one given, or the nearest one upwards.
pub(crate) fn root(arguments: &Arguments) -> Result<Utf8PathBuf, Fault> {
    if let Some(folder) = &arguments.spec {
        if folder.join(STANDARD_FILE).is_file() {
            return Ok(folder.clone());
        }
        return Err(Fault::new(format_args!("{folder} is no standard: it has no {STANDARD_FILE}"))
            .help("name the folder that has it with --spec"));
    }
    let current = std::env::current_dir().map_err(Fault::new)?;
    let current = Utf8PathBuf::from_path_buf(current)
        .map_err(|path| Fault::new(format_args!("{} is not named in UTF-8", path.display())))?;
    for (up, folder) in current.ancestors().enumerate() {
        for candidate in [folder.to_owned(), folder.join("spec")] {
            if candidate.join(STANDARD_FILE).is_file() {
                return Ok(relative(&current, &candidate, up));
            }
        }
    }
    Err(Fault::new(format_args!(
        "no standard found: neither {STANDARD_FILE} nor spec/{STANDARD_FILE} is in {current} or above"
    ))
    .help("name the folder of the standard with --spec"))
}

/// A path below an ancestor, as seen from the current folder.
fn relative(current: &Utf8Path, folder: &Utf8Path, up: usize) -> Utf8PathBuf {
    if let Ok(below) = folder.strip_prefix(current) {
        return if below.as_str().is_empty() { Utf8PathBuf::from(".") } else { below.to_owned() };
    }
    let ancestor = current.ancestors().nth(up).unwrap_or(current);
    let mut path: Utf8PathBuf = std::iter::repeat_n("..", up).collect();
    path.push(folder.strip_prefix(ancestor).unwrap_or(folder));
    path
}

/// The folder of the artefacts: beside the standard, unless another one is named.
pub(crate) fn out(root: &Utf8Path, named: Option<&Utf8PathBuf>) -> Utf8PathBuf {
    if let Some(named) = named {
        return named.clone();
    }
    match root.parent() {
        Some(parent) if root.file_name().is_some() => parent.join("generated"),
        // The standard is reached as `.` or `../..`: what is beside it is one step further up.
        _ => root.join("..").join("generated"),
    }
}

/// The folder of the releases: always beside the standard, for they are no artefacts.
pub(crate) fn releases_folder(root: &Utf8Path) -> Utf8PathBuf {
    out(root, None).join(release::FOLDER)
}

/// The releases of the standard, the oldest first. Links in the place of the artefacts and of the releases must not lead away from the standard:
/// whoever reads releases goes on to write there.
pub(crate) fn releases(root: &Utf8Path) -> Result<Vec<Released>, Fault> {
    let (out, folder) = (out(root, None), releases_folder(root));
    let beside = out.parent().filter(|beside| !beside.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    for (root, path) in [(beside, &out), (&out, &folder)] {
        disk::may_write(root, path).map_err(|error| {
            Fault::new(format_args!("{path}: {error}"))
                .help("put a folder in its place; artefacts go to any folder with `dci generate --out`")
        })?;
    }
    release::read(&releases_folder(root)).map_err(|error| Fault::new(&error).help(error.help))
}

/// The standard and its profiles, read and checked.
pub(crate) fn checked(root: &Utf8Path) -> Result<Checked, Fault> {
    checked_as(root, Reading::default())
}

/// The same for the standard read in another way.
pub(crate) fn checked_as(root: &Utf8Path, reading: Reading) -> Result<Checked, Fault> {
    dci_codegen::check_as(root, reading).map_err(|error| Fault::new(format_args!("{root}: {error}")))
}

/// The standard, for a command that looks at it; what is wrong with it does not hinder looking.
pub(crate) fn standard(arguments: &Arguments) -> Result<Standard, Fault> {
    let root = root(arguments)?;
    checked_as(&root, Reading::without_profiles())?
        .standard
        .ok_or_else(|| Fault::new(format_args!("{root} cannot be read in full")).help("`dci check` tells why"))
}
