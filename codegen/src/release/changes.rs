//! What a release changes against the one before it, as data.

use serde::{Deserialize, Serialize};

use crate::diff::{Bump, Change, Release, diff};
use crate::model::{Decision, Interface, Standard};
use crate::release::place::Place;
use crate::version::Version;

/// A release, without the archive.
#[derive(Clone, Debug, PartialEq)]
pub struct Released {
    /// The version of the standard.
    pub version: Version,
    /// What it changes.
    pub changes: Changes,
}

/// What a release changes; the first one changes nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// The release before; nothing: this is the first one.
    pub previous: Option<Version>,
    /// The versions of the interfaces: those of the release in their order, then those that are gone.
    pub interfaces: Vec<InterfaceVersions>,
    /// The changes, interface by interface.
    pub changes: Vec<ReleasedChange>,
}

/// The version of an interface before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterfaceVersions {
    /// Its id.
    pub interface: String,
    /// Its name for people.
    pub title: String,
    /// The version in the release before, where it was there.
    pub before: Option<String>,
    /// The version in this one, where it is there.
    pub after: Option<String>,
    /// What the changes ask for.
    pub required: Bump,
}

/// A change, and why it was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReleasedChange {
    /// The change.
    #[serde(flatten)]
    pub change: Change,
    /// What was decided at that place.
    pub decisions: Vec<Taken>,
}

/// A decision in brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// What was at issue.
    pub about: String,
    /// What was chosen.
    pub chosen: String,
}

impl Changes {
    /// What a standard changes against a release.
    pub fn between(previous: Version, old: &Standard, new: &Standard) -> Self {
        let difference = diff(old, new);
        let versions = |interface: &Interface, before: Option<&Interface>, after: Option<&Interface>| {
            let release = difference.releases.iter().find(|release| release.interface == interface.id);
            InterfaceVersions {
                interface: interface.id.clone(),
                title: interface.title.to_string(),
                before: before.map(|it| it.version.clone()),
                after: after.map(|it| it.version.clone()),
                required: release.map_or(Bump::None, |release| release.required),
            }
        };
        let find = |standard, id: &str| interfaces(standard).find(|interface| interface.id == id);
        let there = interfaces(new).map(|interface| versions(interface, find(old, &interface.id), Some(interface)));
        let gone = interfaces(old).filter(|interface| find(new, &interface.id).is_none());
        let gone = gone.map(|interface| versions(interface, Some(interface), None));
        let interfaces = there.chain(gone).collect();
        let changes = difference.changes.into_iter();
        let changes = changes.map(|change| ReleasedChange { decisions: taken(new, &change), change }).collect();
        Self { previous: Some(previous), interfaces, changes }
    }

    /// The first release: there is nothing that it could change.
    pub fn first(standard: &Standard) -> Self {
        let versions = interfaces(standard).map(|interface| InterfaceVersions {
            interface: interface.id.clone(),
            title: interface.title.to_string(),
            before: None,
            after: Some(interface.version.clone()),
            required: Bump::None,
        });
        Self { previous: None, interfaces: versions.collect(), changes: Vec::new() }
    }
}

impl InterfaceVersions {
    /// Whether its version says enough; nothing for an interface that came or went.
    pub fn release(&self) -> Option<Release> {
        let (before, after) = (self.before.as_deref()?, self.after.as_deref()?);
        Some(Release::new(&self.interface, before, after, self.required))
    }
}

fn interfaces(standard: &Standard) -> impl Iterator<Item = &Interface> {
    standard.interfaces.iter().map(|(_, interface)| interface)
}

/// The decisions at the place of a change, as the new standard has them.
fn taken(standard: &Standard, change: &Change) -> Vec<Taken> {
    let in_brief = |decision: &Decision| Taken {
        about: decision.about.as_str().trim_end().to_owned(),
        chosen: decision.chosen.as_str().trim_end().to_owned(),
    };
    Place::of(standard, &change.path)
        .map(|place| place.decisions(standard))
        .unwrap_or_default()
        .iter()
        .map(in_brief)
        .collect()
}
