//! Interfaces in outline: enough of each to tell which ones have to be read together.
//!
//! What a definition says can depend on the interfaces that its own depends on, and on no others. So whoever compares two
//! revisions need not read all of both: an interface whose files are the same on both sides, and of which nothing that differs
//! is a part, needs no more than an [`Outline`].

use std::collections::{BTreeMap, BTreeSet};

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
    /// The outline of an interface; nothing where its file is not as it should be.
    fn of(text: &str) -> Option<Self> {
        let mut head = head(text, &[INTERFACE_KEY, "version", "depends_on"])?;
        let id = head.remove(INTERFACE_KEY)?.text()?;
        let version = head.remove("version")?.text()?;
        let depends_on = head.remove("depends_on").map_or(Some(Vec::new()), Head::texts)?;
        Some(Self { id, version, depends_on })
    }
}

/// The interfaces that need not be read to compare two standards whose folders `differing` are not the same: by folder. Nothing where
/// it takes all to tell. The standards are what has a text at a path.
///
/// Read has to be what differs, whatever depends on it, what the profiles of the new standard cover, and what all of these depend on.
pub fn unread(
    old: impl Fn(&Utf8Path) -> Option<String>,
    new: impl Fn(&Utf8Path) -> Option<String>,
    differing: &BTreeSet<String>,
) -> Option<BTreeMap<String, Outline>> {
    let listed = |text: &str, key: &str| head(text, &[key])?.remove(key).map_or(Some(Vec::new()), Head::texts);
    let settings = Utf8Path::new(STANDARD_FILE);
    let (before, after) = (old(settings)?, new(settings)?);
    let mut sides: Vec<(String, Outline)> = Vec::new();
    for folder in listed(&after, "interfaces")? {
        let outline = Outline::of(&new(&Utf8Path::new(&folder).join(INTERFACE_FILE))?)?;
        sides.push((folder, outline));
    }
    for folder in listed(&before, "interfaces")?.into_iter().filter(|folder| differing.contains(folder)) {
        let outline = Outline::of(&old(&Utf8Path::new(&folder).join(INTERFACE_FILE))?)?;
        sides.push((folder, outline));
    }
    let mut covered = Vec::new();
    for profile in listed(&after, "profiles")? {
        let text = new(&Utf8Path::new(PROFILES_FOLDER).join(profile).join(PROFILE_FILE))?;
        covered.extend(listed(&text, "interfaces")?);
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
