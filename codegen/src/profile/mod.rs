//! Profiles: how a country adapts the standard without copying it.
//!
//! A profile is laid over the definitions of the standard as they were read (`overlay`), and what comes of it is resolved
//! like any standard: so a profile has a model of its own, and every emitter works on it. Then it is proved that it only narrows or
//! adds (`proof`): every payload that is valid in the profile is valid in the standard. Where that does not hold, a payload
//! shows it.

mod adapted;
mod covered;
mod directories;
mod overlay;
mod proof;
mod revision;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue as rules;
use crate::check;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::emit;
use crate::load::{RawProfileFiles, RawSpec};
use crate::model::{DataObject, Example, Id, Profile, Standard};
use crate::payload::Validator;
use crate::resolve;
use crate::source::{FileId, Sources, Span};

pub use revision::{Outcome, outcome};

/// A profile that was read, and what came of it.
#[derive(Debug)]
pub struct Profiled {
    /// The name, which is also its folder.
    pub name: String,
    /// The id.
    pub id: String,
    /// The interfaces of the standard that it covers, by their ids.
    pub covers: Vec<String>,
    /// The version of the standard that it stands on.
    pub base: String,
    /// The model; nothing where a fault leaves none.
    pub standard: Option<Standard>,
    /// Everything found in it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lays each profile over the standard, and holds it against it: side by side, for they know nothing of each other.
pub(crate) fn profiles(
    spec: &RawSpec,
    base: &Standard,
    profiles: &[RawProfileFiles],
    sources: &Sources,
) -> Vec<Profiled> {
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            profiles.iter().map(|files| scope.spawn(move || profile(spec, base, files, sources))).collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, Profiled>| match thread.join() {
            Ok(profiled) => profiled,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        threads.into_iter().map(join).collect()
    })
}

fn profile(spec: &RawSpec, base: &Standard, files: &RawProfileFiles, sources: &Sources) -> Profiled {
    let mut found = Diagnostics::new();
    let raw = &files.raw;
    if raw.base.value != base.version {
        found.push(
            Diagnostic::new(
                &rules::PROFILE_BASE,
                raw.base.span,
                format!("the profile stands on version {}, and the standard is {} here", raw.base.value, base.version),
            )
            .expected(format!("`{}`", base.version))
            .help("look at what has changed with `dci diff`, then write the new version"),
        );
    }
    let overlaid = overlay::overlay(spec, files, &mut found);
    let covers = overlaid.covers;
    let standard = overlaid.is_sound.then(|| {
        let mut inner = Diagnostics::new();
        let mut standard = resolve::resolve(&overlaid.spec, sources, &mut inner);
        let is_sound = !inner.has_errors();
        drop_examples(&mut standard, files);
        check::check(&standard, &emit::claims::claims(&standard), &mut inner);
        keep(inner.finish(), files, &overlaid.narrowed, &mut found);
        let interface = standard.interfaces.iter().map(|(id, _)| id).last();
        if let (true, Some(interface)) = (is_sound, interface) {
            let changes = proof::prove(base, &standard, &overlaid.places, raw, &mut found);
            let own = standard[interface].definitions().collect();
            standard.profile = Some(Profile {
                id: raw.profile.value.clone(),
                name: raw.name.value.clone(),
                base_name: base.name.clone(),
                base_title: base.title.clone(),
                base_version: base.version.clone(),
                interface,
                vocabulary: overlaid.vocabulary,
                file: files.own.settings.file,
                adapted: adapted::adapted(&standard, &own, &changes),
                narrowed: adapted::base_attributes(base, &standard),
                changes: proof::told(&changes),
            });
        }
        standard
    });
    let standard = standard.filter(|standard| standard.profile.is_some());
    Profiled {
        name: raw.name.value.clone(),
        id: raw.profile.value.clone(),
        covers,
        base: raw.base.value.clone(),
        standard,
        diagnostics: found.finish(),
    }
}

/// The files of a profile.
fn own_files(files: &RawProfileFiles) -> BTreeSet<FileId> {
    let own = &files.own;
    let settings = std::iter::once(own.settings.file);
    settings
        .chain(own.data_types.iter().map(|it| it.file))
        .chain(own.data_formats.iter().map(|it| it.file))
        .chain(own.code_directories.iter().map(|it| it.file))
        .chain(own.data_objects.iter().map(|it| it.file))
        .chain(own.operations.iter().map(|it| it.file))
        .chain(own.processes.iter().map(|it| it.file))
        .chain(files.examples.values().map(|it| it.file))
        .collect()
}

/// Keeps what is said of the profile's own files. What is said of the standard's files was said without the profile, or comes of
/// it: an error that comes of it is told at the profile.
fn keep(found: Vec<Diagnostic>, files: &RawProfileFiles, narrowed: &BTreeMap<Span, Span>, to: &mut Diagnostics) {
    let own = own_files(files);
    for diagnostic in found {
        if own.contains(&diagnostic.span.file) {
            to.push(diagnostic);
        } else if diagnostic.rule.severity == Severity::Error {
            let related = diagnostic.related.iter().map(|(span, _)| span);
            let place = std::iter::once(&diagnostic.span).chain(related).find_map(|span| narrowed.get(span)).copied();
            to.push(
                Diagnostic::new(
                    &rules::PROFILE_CLASH,
                    place.unwrap_or(files.raw.profile.span),
                    format!("with this profile the standard does not hold together: {}", diagnostic.message),
                )
                .related(diagnostic.span, "here in the standard")
                .help("narrow what depends on it too, or leave it as the standard has it"),
            );
        }
    }
}

/// Leaves out the standard's payloads that the profile does not allow: they are no examples of it.
fn drop_examples(standard: &mut Standard, files: &RawProfileFiles) {
    let validator = Validator::new(standard);
    let is_forbidden = |(example, object): &(Id<Example>, Id<DataObject>)| {
        let example = &standard[*example];
        !example.path.starts_with(&files.own.folder) && !validator.validate(&example.json, *object).is_empty()
    };
    let forbidden: BTreeSet<(Id<Example>, Id<DataObject>)> = standard.shown().filter(is_forbidden).collect();
    standard.retain_shown(|example, object| !forbidden.contains(&(example, object)));
}
