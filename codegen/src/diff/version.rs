//! What the version of an interface has to say of its changes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::diff::change::Change;
use crate::model::{Interface, Standard};
use crate::version::Version;

/// Which part of a version number goes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bump {
    /// None.
    None,
    /// The last: told better, nothing new.
    Patch,
    /// The middle: something new, and what works goes on working.
    Minor,
    /// The first: something that works may stop working.
    Major,
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// The version of an interface before and after, and what its changes ask for.
#[derive(Clone, Debug, Serialize)]
pub struct Release {
    /// The id of the interface.
    pub interface: String,
    /// The version before.
    pub before: String,
    /// The version now.
    pub after: String,
    /// What the changes ask for.
    pub required: Bump,
    /// What was done.
    pub done: Bump,
}

impl Release {
    /// A version before and after, and what was asked for.
    pub fn new(interface: &str, before: &str, after: &str, required: Bump) -> Self {
        let (interface, done) = (interface.to_owned(), done(before, after));
        Self { interface, before: before.to_owned(), after: after.to_owned(), required, done }
    }

    /// Whether the version went up far enough. Below 1.0.0 nothing is promised: a minor version may break.
    pub fn is_enough(&self) -> bool {
        self.done >= self.asked()
    }

    /// The lowest version that is high enough.
    pub fn lowest(&self) -> String {
        let Ok(Version { major, minor, patch }) = self.before.parse() else { return self.before.clone() };
        let lowest = match self.asked() {
            Bump::None => Version { major, minor, patch },
            Bump::Patch => Version { major, minor, patch: patch.saturating_add(1) },
            Bump::Minor => Version { major, minor: minor.saturating_add(1), patch: 0 },
            Bump::Major => Version { major: major.saturating_add(1), minor: 0, patch: 0 },
        };
        lowest.to_string()
    }

    fn asked(&self) -> Bump {
        if self.before.starts_with("0.") { self.required.min(Bump::Minor) } else { self.required }
    }
}

/// A release an interface that both standards have.
pub(super) fn releases(old: &Standard, new: &Standard, changes: &[Change]) -> Vec<Release> {
    let before = |id: &str| old.interfaces.iter().map(|(_, it)| it).find(|it| it.id == id);
    let pairs = new.interfaces.iter().filter_map(|(_, after)| Some((before(&after.id)?, after)));
    pairs.map(|(before, after)| release(before, after, changes)).collect()
}

fn release(before: &Interface, after: &Interface, changes: &[Change]) -> Release {
    let own = changes.iter().filter(|change| change.interface == before.id);
    let required = own.map(required).max().unwrap_or(Bump::None);
    Release::new(&before.id, &before.version, &after.version, required)
}

/// Which part of a version went up; one that went down says nothing.
fn done(before: &str, after: &str) -> Bump {
    match (before.parse::<Version>(), after.parse::<Version>()) {
        (Ok(was), Ok(is)) if is > was => match (is.major > was.major, is.minor > was.minor) {
            (true, _) => Bump::Major,
            (false, true) => Bump::Minor,
            (false, false) => Bump::Patch,
        },
        _ => Bump::None,
    }
}

fn required(change: &Change) -> Bump {
    if change.is_breaking() {
        Bump::Major
    } else if change.kind.of_kind().adds {
        Bump::Minor
    } else {
        Bump::Patch
    }
}
