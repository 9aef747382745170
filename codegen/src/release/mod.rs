//! Releases: the standard as it was, frozen, and what each release changed.
//!
//! A release is a folder named by the version of the standard. It holds an archive of the files that the standard was read from, and
//! what the release changes against the one before it, as data. So neither a comparison with an old release nor its
//! documentation needs the history of a repository, and pages that tell the changes need no comparison.
//!
//! ```text
//! releases/1.1.0/standard.tar.gz   what `dci diff release:1.1.0` and `dci generate --release 1.1.0` read
//! releases/1.1.0/standard.tar.gz.sha256   its checksum: `sha256sum --check` reads it, and so does every reading of the archive
//! releases/1.1.0/changes.json      what `dci changelog` and the GitBook pages tell
//! ```

#[cfg(feature = "archive")]
pub mod archive;
pub mod changelog;
mod changes;
#[cfg(feature = "archive")]
pub mod checksum;
mod place;
mod read;
mod refusal;
#[cfg(feature = "archive")]
pub mod unpack;

pub use changes::{Changes, InterfaceVersions, Released, ReleasedChange, Taken};
pub use place::Place;
pub use read::{Unreadable, read};
pub use refusal::{Refusal, refusals};

/// The folder of the releases, beside the artefacts.
pub const FOLDER: &str = "releases";

/// The archive of a release.
pub const ARCHIVE_FILE: &str = "standard.tar.gz";

/// The checksum of the archive.
pub const CHECKSUM_FILE: &str = "standard.tar.gz.sha256";

/// What a release changes.
pub const CHANGES_FILE: &str = "changes.json";
