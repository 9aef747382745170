//! Interfaces in outline: enough of each to tell which ones have to be read together.
//!
//! What a definition says can depend on the interfaces that its own depends on, and on no others. So whoever compares two
//! revisions need not read all of both: an interface whose files are the same on both sides, and of which nothing that differs
//! is a part, needs no more than an [`Outline`].

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use camino::Utf8Path;

use crate::load::{
    INTERFACE_FILE, INTERFACE_KEY, Loaded, Loader, PROFILE_FILE, PROFILES_FOLDER, RawInterfaceFiles, STANDARD_FILE,
};
use crate::raw::head::{Head, head};
use crate::raw::{RawInterface, Text};
use crate::source::Span;

/// What has to be known of an interface that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The ids of the interfaces that it depends on.
    pub depends_on: Vec<String>,
}

impl Outline {
    /// The outline of the interface in a folder; nothing where its file is not as it should be.
    fn read(folder: &Utf8Path) -> Option<Self> {
        let mut head = read_head(&folder.join(INTERFACE_FILE), &[INTERFACE_KEY, "version", "depends_on"])?;
        let id = head.remove(INTERFACE_KEY)?.text()?;
        let version = head.remove("version")?.text()?;
        let depends_on = head.remove("depends_on").map_or(Some(Vec::new()), Head::texts)?;
        Some(Self { id, version, depends_on })
    }
}

/// The interfaces that need not be read to compare the standards in two folders, whose folders `differing` are not the same:
/// by folder. Nothing where it takes all to tell.
///
/// Read has to be what differs, whatever depends on it, what the profiles of the new standard cover, and what all of these depend on.
pub fn unread(old: &Utf8Path, new: &Utf8Path, differing: &BTreeSet<String>) -> Option<BTreeMap<String, Outline>> {
    let settings = |root: &Utf8Path| read_head(&root.join(STANDARD_FILE), &["interfaces", "profiles"]);
    let listed = |head: &mut BTreeMap<&str, Head>, key: &str| head.remove(key).map_or(Some(Vec::new()), Head::texts);
    let (mut before, mut after) = (settings(old)?, settings(new)?);
    let mut sides: Vec<(String, Outline)> = Vec::new();
    for folder in listed(&mut after, "interfaces")? {
        sides.push((folder.clone(), Outline::read(&new.join(&folder))?));
    }
    for folder in listed(&mut before, "interfaces")?.into_iter().filter(|folder| differing.contains(folder)) {
        sides.push((folder.clone(), Outline::read(&old.join(&folder))?));
    }
    let mut covered = Vec::new();
    for profile in listed(&mut after, "profiles")? {
        let mut head = read_head(&new.join(PROFILES_FOLDER).join(profile).join(PROFILE_FILE), &["interfaces"])?;
        covered.extend(head.remove("interfaces")?.texts()?);
    }
    let is_differing = |(folder, _): &&(String, Outline)| differing.contains(folder);
    let mut read: BTreeSet<&str> = sides.iter().filter(is_differing).map(|(_, outline)| &*outline.id).collect();
    // Downwards to all that depends on it, then upwards to all that those depend on.
    grow(&mut read, |read| {
        let users = sides.iter().filter(|(_, it)| it.depends_on.iter().any(|id| read.contains(id.as_str())));
        users.map(|(_, outline)| &*outline.id).collect()
    });
    read.extend(covered.iter().map(String::as_str));
    grow(&mut read, |read| {
        let users = sides.iter().filter(|(_, it)| read.contains(it.id.as_str()));
        users.flat_map(|(_, outline)| outline.depends_on.iter().map(String::as_str)).collect()
    });
    let is_unread = |(_, outline): &(String, Outline)| !read.contains(outline.id.as_str());
    let unread: BTreeMap<String, Outline> = sides.iter().filter(|it| is_unread(it)).cloned().collect();
    (!unread.is_empty()).then_some(unread)
}

/// Adds what follows from a set, until nothing more does.
fn grow<'a>(set: &mut BTreeSet<&'a str>, next: impl Fn(&BTreeSet<&'a str>) -> Vec<&'a str>) {
    loop {
        let before = set.len();
        set.extend(next(set));
        if set.len() == before {
            return;
        }
    }
}

fn read_head<'k>(path: &Utf8Path, keys: &[&'k str]) -> Option<BTreeMap<&'k str, Head>> {
    head(&fs::read_to_string(path).ok()?, keys)
}

impl Loader<'_> {
    /// An interface that is known in outline, and has no definitions.
    pub(super) fn outlined(&mut self, folder: &str, outline: &Outline) -> RawInterfaceFiles {
        let path = Utf8Path::new(folder);
        let file = self.sources.add(path.join(INTERFACE_FILE), "");
        let text = |value: &String| Text { value: value.clone(), span: Span::whole(file) };
        let mut raw = RawInterface::unknown(file, outline.id.clone(), folder);
        raw.version = text(&outline.version);
        raw.depends_on = outline.depends_on.iter().map(text).collect();
        RawInterfaceFiles::new(Loaded { raw, file }, true, path)
    }
}
