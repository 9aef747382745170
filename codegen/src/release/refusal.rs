//! Why a standard is not released.

use std::fmt;

use crate::diff::Bump;
use crate::release::Changes;
use crate::version::Version;

/// A reason not to release a standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The version of the standard is not above that of the newest release.
    NotAbove {
        /// The version of the standard.
        version: Version,
        /// The newest release.
        newest: Version,
    },
    /// The version of an interface does not say what its changes mean.
    Interface {
        /// The id of the interface.
        interface: String,
        /// Its version in the newest release.
        before: String,
        /// Its version now.
        after: String,
        /// What its changes ask for; none: its version went down.
        required: Bump,
        /// The lowest version that is high enough.
        lowest: String,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAbove { version, newest } => {
                write!(f, "the standard has version {version}: it must be above {newest}, the newest release")
            }
            Self::Interface { interface, before, after, required: Bump::None, .. } => {
                write!(f, "{interface} went down from {before} to {after}")
            }
            Self::Interface { interface, before, after, required, lowest } => write!(
                f,
                "{interface} is at {after}, and was at {before} in the newest release: its changes ask for a {required} version, {lowest} or above"
            ),
        }
    }
}

/// Every reason not to release the version with these changes; nothing: it may be released.
pub fn refusals(version: Version, changes: &Changes) -> Vec<Refusal> {
    let not_above = changes.previous.filter(|newest| version <= *newest);
    let not_above = not_above.map(|newest| Refusal::NotAbove { version, newest });
    let interfaces = changes.interfaces.iter().filter_map(|interface| {
        let release = interface.release()?;
        let is_lower = release.after.parse::<Version>().ok() < release.before.parse().ok();
        (is_lower || !release.is_enough()).then(|| Refusal::Interface {
            lowest: release.lowest(),
            interface: release.interface,
            before: release.before,
            after: release.after,
            required: release.required,
        })
    });
    not_above.into_iter().chain(interfaces).collect()
}
