//! The changelog of each interface: what its versions changed, from the releases.

use serde::Serialize;

use crate::diff::ChangeKind;
use crate::model::id_order;
use crate::release::{Changes, InterfaceVersions, Released, ReleasedChange};
use crate::version::Version;

/// What the versions of an interface changed, the newest first.
#[derive(Clone, Debug, Serialize)]
pub struct Changelog<'a> {
    /// The id of the interface.
    pub interface: &'a str,
    /// Its name for people.
    pub title: &'a str,
    /// Its versions.
    pub versions: Vec<Changed<'a>>,
}

/// What a version of an interface changed.
#[derive(Clone, Debug, Serialize)]
pub struct Changed<'a> {
    /// The version; nothing: the interface is gone.
    pub version: Option<&'a str>,
    /// The version before; nothing: the interface is new.
    pub before: Option<&'a str>,
    /// The release of the standard that it came with; nothing: it is not released yet.
    pub release: Option<Version>,
    /// The changes, section by section, those that there are.
    pub sections: Vec<Section<'a>>,
}

/// Changes of one sort.
#[derive(Clone, Debug, Serialize)]
pub struct Section<'a> {
    /// What they have in common.
    pub section: Sort,
    /// The changes, by id.
    pub changes: Vec<&'a ReleasedChange>,
}

/// What changes have in common. Each change is of one sort: what breaks somebody is breaking, whatever else it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Something is new.
    Added,
    /// What works today may stop working.
    Breaking,
    /// Something is gone.
    Removed,
    /// Something is otherwise, or told better.
    Updated,
}

impl Sort {
    /// Every sort, in the order of the sections.
    pub const ALL: [Self; 4] = [Self::Added, Self::Breaking, Self::Removed, Self::Updated];

    /// The title of its section.
    pub fn title(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Breaking => "Breaking",
            Self::Removed => "Removed",
            Self::Updated => "Updated",
        }
    }

    /// The sort of a change.
    pub fn of(change: &ReleasedChange) -> Self {
        use ChangeKind as Kind;

        if change.change.is_breaking() {
            return Self::Breaking;
        }
        match change.change.kind {
            Kind::InterfaceAdded
            | Kind::DefinitionAdded
            | Kind::AttributeAdded
            | Kind::AttributeRequired
            | Kind::CodeAdded
            | Kind::OperationOffered
            | Kind::StatusAdded => Self::Added,
            Kind::InterfaceRemoved
            | Kind::DefinitionRemoved
            | Kind::AttributeRemoved
            | Kind::CodeRemoved
            | Kind::OperationWithdrawn
            | Kind::StatusRemoved => Self::Removed,
            _ => Self::Updated,
        }
    }
}

/// The changelog of every interface that a release has, or what is to become one; those that are there now come first.
pub fn changelogs<'a>(releases: &'a [Released], unreleased: Option<&'a Changes>) -> Vec<Changelog<'a>> {
    let released = releases.iter().rev().map(|release| (Some(release.version), &release.changes));
    let all: Vec<(Option<Version>, &Changes)> =
        unreleased.map(|changes| (None, changes)).into_iter().chain(released).collect();
    let mut changelogs: Vec<Changelog<'a>> = Vec::new();
    for (release, changes) in all {
        for interface in &changes.interfaces {
            let id = interface.interface.as_str();
            if !changelogs.iter().any(|it| it.interface == id) {
                changelogs.push(Changelog { interface: id, title: &interface.title, versions: Vec::new() });
            }
            let own = changelogs.iter_mut().find(|it| it.interface == id);
            if let (Some(own), Some(changed)) = (own, changed(release, changes, interface)) {
                own.versions.push(changed);
            }
        }
    }
    changelogs.retain(|changelog| !changelog.versions.is_empty());
    changelogs
}

/// What became of an interface; nothing where it stayed as it was.
fn changed<'a>(release: Option<Version>, changes: &'a Changes, of: &'a InterfaceVersions) -> Option<Changed<'a>> {
    let mut own: Vec<&ReleasedChange> =
        changes.changes.iter().filter(|it| it.change.interface == of.interface).collect();
    if own.is_empty() && of.before == of.after {
        return None;
    }
    own.sort_by(|left, right| {
        let (left, right) = (&left.change, &right.change);
        let split = |path: &'a str| path.split_once('/').unwrap_or((path, ""));
        let ((one, part), (other, other_part)) = (split(&left.path), split(&right.path));
        id_order(one, other).then_with(|| part.cmp(other_part)).then_with(|| left.kind.cmp(&right.kind))
    });
    let sections = Sort::ALL.map(|section| {
        let changes = own.iter().copied().filter(|change| Sort::of(change) == section).collect();
        Section { section, changes }
    });
    Some(Changed {
        version: of.after.as_deref(),
        before: of.before.as_deref(),
        release,
        sections: sections.into_iter().filter(|section| !section.changes.is_empty()).collect(),
    })
}
