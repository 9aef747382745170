//! What the versions of an interface changed, as templates see it.

use serde::Serialize;
use serde_json::Value as Json;

use crate::diff::{Audience, Change, Witness, line};
use crate::emit::view::common::Link;
use crate::model::{Interface, Standard};
use crate::release::changelog::{Changed, Changelog, Section, changelogs};
use crate::release::{Place, Released, ReleasedChange, Taken};
use crate::version::Version;

/// What a version changed.
#[derive(Debug, Serialize)]
pub(crate) struct VersionView<'a> {
    version: Option<&'a str>,
    before: Option<&'a str>,
    release: Option<Version>,
    sections: Vec<SectionView<'a>>,
}

#[derive(Debug, Serialize)]
struct SectionView<'a> {
    title: &'static str,
    changes: Vec<ChangeView<'a>>,
}

#[derive(Debug, Serialize)]
struct ChangeView<'a> {
    id: &'a str,
    of: Option<Link<'a>>,
    part: Option<&'a str>,
    change: &'static str,
    meaning: &'static str,
    before: Option<String>,
    after: Option<String>,
    breaks: Vec<&'static str>,
    draft: bool,
    refused: Option<WitnessView<'a>>,
    accepted: Option<WitnessView<'a>>,
    decisions: &'a [Taken],
}

#[derive(Debug, Serialize)]
struct WitnessView<'a> {
    object: &'a str,
    of: Option<Link<'a>>,
    payload: &'a Json,
    refusal: &'a str,
}

impl<'a> VersionView<'a> {
    /// What the released versions of an interface changed, the newest first.
    pub(crate) fn all(standard: &'a Standard, releases: &'a [Released], interface: &Interface) -> Vec<Self> {
        let changelog = changelogs(releases, None).into_iter().find(|it| it.interface == interface.id);
        changelog.map(|changelog| Self::of(standard, &changelog)).unwrap_or_default()
    }

    pub(crate) fn of(standard: &'a Standard, changelog: &Changelog<'a>) -> Vec<Self> {
        changelog.versions.iter().map(|changed| version(standard, changed)).collect()
    }
}

fn version<'a>(standard: &'a Standard, changed: &Changed<'a>) -> VersionView<'a> {
    let section = |section: &Section<'a>| SectionView {
        title: section.section.title(),
        changes: section.changes.iter().map(|change| self::change(standard, change)).collect(),
    };
    VersionView {
        version: changed.version,
        before: changed.before,
        release: changed.release,
        sections: changed.sections.iter().map(section).collect(),
    }
}

fn change<'a>(standard: &'a Standard, ReleasedChange { change, decisions }: &'a ReleasedChange) -> ChangeView<'a> {
    let Change { path, before, after, draft, refused, accepted, .. } = change;
    let kind = change.kind.of_kind();
    let (id, part) = path.split_once('/').map_or((path.as_str(), None), |(id, part)| (id, Some(part)));
    ChangeView {
        id,
        of: link(standard, path),
        part,
        change: kind.id,
        meaning: kind.meaning,
        before: before.as_deref().map(line),
        after: after.as_deref().map(line),
        breaks: change.broken().into_iter().map(Audience::name).collect(),
        draft: *draft,
        refused: refused.as_ref().map(|it| witness(standard, it)),
        accepted: accepted.as_ref().map(|it| witness(standard, it)),
        decisions,
    }
}

fn witness<'a>(
    standard: &'a Standard,
    Witness { object, object_now, payload, refusal }: &'a Witness,
) -> WitnessView<'a> {
    WitnessView { object, of: link(standard, object_now).or_else(|| link(standard, object)), payload, refusal }
}

/// The definition at a path, where it is still there.
fn link<'a>(standard: &'a Standard, path: &str) -> Option<Link<'a>> {
    match Place::of(standard, path)? {
        Place::Definition(definition, _) => Some(Link::to(standard, definition)),
        Place::Interface(..) => None,
    }
}
