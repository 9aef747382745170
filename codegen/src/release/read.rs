//! The releases of a folder, read and written.

use std::fmt;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use crate::disk::{self, MAX_ARGUMENT_BYTES};
use crate::release::{CHANGES_FILE, Changes, Released};
use crate::version::Version;

/// Why the releases cannot be read, with the next step.
#[derive(Debug)]
pub struct Unreadable {
    /// The file or folder.
    pub path: Utf8PathBuf,
    /// What is wrong with it.
    pub message: String,
    /// The next step.
    pub help: &'static str,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for Unreadable {}

/// `changes.json`: what it is, and the changes.
#[derive(Serialize, Deserialize)]
struct Record {
    about: String,
    release: Version,
    #[serde(flatten)]
    changes: Changes,
}

/// Releases are not made again: what is damaged comes back from where it was committed.
const RESTORE: &str = "releases are written by `dci release` and then left alone: restore it from version control";

/// A newer tool may know kinds of changes that this one does not.
const RESTORE_OR_UPDATE: &str = "restore it from version control, or, where a newer `dci` wrote it, update `dci`";

/// Every release in the folder, the oldest first; none where there is no folder.
pub fn read(folder: &Utf8Path) -> Result<Vec<Released>, Unreadable> {
    let at = |path: &Utf8Path, error: io::Error| Unreadable {
        path: path.to_owned(),
        message: error.to_string(),
        help: "check that you have the right to read it",
    };
    let entries = match folder.read_dir_utf8() {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(at(folder, error)),
    };
    let mut releases: Vec<Released> = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| at(folder, error))?;
        // Files that people keep beside the releases are theirs.
        if entry.file_name().starts_with('.') || !entry.path().is_dir() {
            continue;
        }
        disk::look(folder, entry.file_name().as_ref())
            .map_err(|error| Unreadable { help: RESTORE, ..at(entry.path(), error) })?;
        let Ok(version) = entry.file_name().parse() else {
            return Err(Unreadable {
                path: entry.path().to_owned(),
                message: "the folder of a release is named by its version, such as 1.0.0".to_owned(),
                help: "move it away: releases are made by `dci release` alone",
            });
        };
        releases.push(read_one(folder, version)?);
    }
    releases.sort_by_key(|release| release.version);
    let mut previous = None;
    for release in &releases {
        if release.changes.previous != previous {
            let text = |version: Option<Version>| version.map_or_else(|| "none".to_owned(), |it| it.to_string());
            let (told, found) = (text(release.changes.previous), text(previous));
            return Err(Unreadable {
                path: folder.join(release.version.to_string()).join(CHANGES_FILE),
                message: format!("the release before is {told} here, but {found} in the folder"),
                help: RESTORE,
            });
        }
        previous = Some(release.version);
    }
    Ok(releases)
}

fn read_one(releases: &Utf8Path, version: Version) -> Result<Released, Unreadable> {
    let below = Utf8Path::new(&version.to_string()).join(CHANGES_FILE);
    let path = releases.join(&below);
    let unreadable = |message: String| Unreadable { path: path.clone(), message, help: RESTORE };
    let text = disk::read_below(releases, &below, MAX_ARGUMENT_BYTES).and_then(disk::text);
    let text = text.map_err(|error| unreadable(error.to_string()))?;
    let record: Record = serde_json::from_str(&text)
        .map_err(|error| Unreadable { help: RESTORE_OR_UPDATE, ..unreadable(error.to_string()) })?;
    if record.release != version {
        return Err(unreadable(format!("it is of release {}, in the folder of {version}", record.release)));
    }
    Ok(Released { version, changes: record.changes })
}

impl Released {
    /// The text of `changes.json`.
    pub fn record(&self) -> String {
        let Self { version, changes } = self;
        let about = match changes.previous {
            Some(previous) => {
                format!("What release {version} changes against {previous}. Written by `dci release`: do not edit.")
            }
            None => format!(
                "Release {version} is the first one: it changes nothing. Written by `dci release`: do not edit."
            ),
        };
        let record = Record { about, release: *version, changes: changes.clone() };
        // Maps have text for keys throughout, so that nothing can fail.
        serde_json::to_string_pretty(&record).unwrap_or_default() + "\n"
    }
}
