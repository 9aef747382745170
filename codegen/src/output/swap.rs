//! Putting one folder in the place of another, in one step where the system can.

use std::io;

use camino::Utf8Path;

use crate::output::workshop::ASIDE;

/// Puts `new` in the place of `old`; `new` holds the old content afterwards, where there was any.
///
/// Linux and macOS exchange two folders in one step, so that nobody ever sees a mixture. Elsewhere, and on file systems
/// without the step, the old folder is moved aside first: for a moment there is none, but never a mixture.
pub(super) fn put_in_place(new: &Utf8Path, old: &Utf8Path) -> io::Result<()> {
    if !old.exists() {
        return std::fs::rename(new, old);
    }
    if exchange(new, old)? {
        return Ok(());
    }
    let aside = new.with_file_name(ASIDE);
    std::fs::rename(old, &aside)?;
    if let Err(error) = std::fs::rename(new, old) {
        std::fs::rename(&aside, old)?;
        return Err(error);
    }
    std::fs::rename(&aside, new)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(new: &Utf8Path, old: &Utf8Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    match renameat_with(CWD, new.as_std_path(), CWD, old.as_std_path(), RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Utf8Path, _: &Utf8Path) -> io::Result<bool> {
    Ok(false)
}
