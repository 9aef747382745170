//! The checksum of a release's archive, in the form that `sha256sum --check` reads.
//!
//! Whoever downloads an archive can hold it against the repository; a damaged or exchanged one is never read as the standard that it was.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::release::{ARCHIVE_FILE, CHECKSUM_FILE};

/// The text of the checksum file.
///
/// ```
/// let text = dci_codegen::release::checksum::text(b"");
/// assert_eq!(text, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  standard.tar.gz\n");
/// ```
pub fn text(archive: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(archive) {
        let _ = write!(text, "{byte:02x}");
    }
    text + "  " + ARCHIVE_FILE + "\n"
}

/// Whether an archive is the one whose checksum was written down; why not, otherwise.
pub fn verify(archive: &[u8], written: &str) -> Result<(), String> {
    let found = text(archive);
    if found.trim_end() == written.trim_end() {
        return Ok(());
    }
    Err(format!("its SHA-256 is {}, which is not what {CHECKSUM_FILE} says", &found[..64]))
}
