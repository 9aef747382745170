//! The profiles of countries: the folder `profiles`, a folder each.

use std::collections::HashSet;

use camino::Utf8Path;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{
    Loaded, Loader, PROFILE_FILE, PROFILES_FOLDER, RawInterfaceFiles, RawProfileFiles, RawProfiles, RawSpec, is_beside,
};
use crate::nearest::did_you_mean;
use crate::raw::read::Read;
use crate::raw::{RawInterface, RawProfile, RawStandard};
use crate::source::{Sources, Span};

/// Reads the profiles that come with a standard. What is wrong with them is kept apart: it hinders nobody but them.
pub(crate) fn profiles(sources: &mut Sources, spec: &RawSpec) -> RawProfiles {
    let mut diagnostics = Diagnostics::new();
    let files = Loader::new(sources, &mut diagnostics).profiles(&spec.standard.raw, spec.is_complete);
    RawProfiles { files, found: diagnostics.finish() }
}

impl Loader<'_> {
    /// The profiles that standard.yaml lists, in its order; what cannot be read is reported and left out.
    fn profiles(&mut self, standard: &RawStandard, is_complete: bool) -> Vec<RawProfileFiles> {
        let top = Utf8Path::new(PROFILES_FOLDER);
        let mut folders = Vec::new();
        if self.sources.has_folder(top) {
            for entry in self.entries(top) {
                if entry.is_folder {
                    folders.push(entry.name);
                } else if !is_beside(&entry.name) {
                    self.stray_file(&entry.path, "only the folders of profiles lie here");
                }
            }
        }
        let mut profiles = Vec::new();
        let there: HashSet<String> = folders.iter().cloned().collect();
        for name in self.once("profile", &standard.profiles) {
            if there.contains(&name.value) {
                profiles.extend(self.profile(&name.value));
            } else {
                let folder = top.join(&name.value);
                let help = did_you_mean(&name.value, folders.iter().map(String::as_str))
                    .unwrap_or_else(|| format!("write {folder}/{PROFILE_FILE}, or take the name off the list"));
                self.diagnostics.push(
                    Diagnostic::new(&rules::MISSING_PROFILE, name.span, format!("there is no folder `{folder}`"))
                        .help(help),
                );
            }
        }
        let listed: HashSet<&String> = standard.profiles.iter().map(|name| &name.value).collect();
        for folder in folders.iter().filter(|folder| is_complete && !listed.contains(folder)) {
            let path = top.join(folder).join(PROFILE_FILE);
            let file = self.sources.add(path, "");
            self.diagnostics.push(
                Diagnostic::new(
                    &rules::UNREGISTERED_PROFILE,
                    Span::whole(file),
                    format!("the profile `{folder}` is not listed in standard.yaml"),
                )
                .help(format!("add `{folder}` to `profiles` in standard.yaml, or move the folder away")),
            );
        }
        profiles
    }

    fn profile(&mut self, folder: &str) -> Option<RawProfileFiles> {
        let path = Utf8Path::new(PROFILES_FOLDER).join(folder);
        let (file, node) = self.settings(&path.join(PROFILE_FILE));
        let raw = RawProfile::read(&node?, self.diagnostics)?;
        let mut own = RawInterfaceFiles::new(Loaded { raw: as_interface(&raw), file }, true, &path);
        self.all_definitions(PROFILE_FILE, &mut own);
        let examples = std::mem::take(&mut self.examples);
        Some(RawProfileFiles { raw, own, examples })
    }
}

/// A profile as the interface that its own definitions belong to.
fn as_interface(raw: &RawProfile) -> RawInterface {
    RawInterface {
        span: raw.span,
        interface: raw.profile.clone(),
        name: raw.name.clone(),
        title: raw.title.clone(),
        version: raw.version.clone(),
        stage: raw.stage,
        committee: None,
        depends_on: Vec::new(),
        description: raw.description.clone(),
        source: raw.source.clone(),
        parameters: Vec::new(),
        binds: Vec::new(),
        operations: Vec::new(),
        assumptions: Vec::new(),
        exceptions: Vec::new(),
        decisions: raw.decisions.clone(),
    }
}
