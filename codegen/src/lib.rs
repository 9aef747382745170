//! One YAML definition per thing; every artefact is derived from it.
//!
//! The pipeline is one function that can be read aloud: [`generate`] loads, resolves, checks and emits.
//! What it yields is written, compared or listed by [`output`].
//!
//! ```no_run
//! use dci_codegen::{Options, generate, output};
//!
//! let run = generate("spec", &Options::default())?;
//! for diagnostic in &run.diagnostics {
//!     println!("{}: {}", run.sources.place(diagnostic.span), diagnostic.message);
//! }
//! if let Some(outputs) = &run.outputs {
//!     output::write(outputs, "generated".into(), &output::Scope::default())?;
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[allow(clippy::doc_markdown, reason = "the rules are printed by `dci explain` as they stand")]
pub mod catalogue;
pub mod cell;
pub mod check;
pub mod coverage;
pub mod diagnostic;
pub mod diff;
pub mod disk;
pub mod emit;
#[cfg(feature = "import")]
pub mod import;
pub mod limits;
pub mod load;
pub mod model;
pub mod naming;
pub mod nearest;
pub mod output;
pub mod payload;
pub mod places;
pub mod profile;
pub mod release;
#[cfg(feature = "sheets")]
pub mod sheet;
pub mod source;
pub mod template;
pub mod validate;
pub mod version;
pub mod visible;
pub mod vocabulary;

mod markdown;
mod raw;
mod resolve;

use std::collections::BTreeMap;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::emit::{Context, EmitError, Emitter};
use crate::load::{Outline, PROFILES_FOLDER, RawProfiles};
use crate::model::Standard;
use crate::output::Outputs;
use crate::profile::Profiled;
use crate::release::Released;
use crate::source::Sources;
use crate::template::Templates;

/// A standard as it was read, and everything found on the way.
#[derive(Debug)]
pub struct Checked {
    /// The files.
    pub sources: Sources,
    /// The model, where there is enough of it.
    pub standard: Option<Standard>,
    /// Everything found, by file and place; what was found in profiles included.
    pub diagnostics: Vec<Diagnostic>,
    /// The profiles, each with its own model. There are none where the standard itself has errors.
    pub profiles: Vec<Profiled>,
}

impl Checked {
    /// Whether anything found forbids writing.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.rule.severity == Severity::Error)
    }
}

/// How a standard is read: as it stands and in full, where nothing else is asked for.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Texts that take the place of files, or stand beside them: by path relative to the root.
    pub changed: BTreeMap<Utf8PathBuf, String>,
    /// Interfaces of which nothing is read, since this is enough to know of them: by folder.
    pub outlined: BTreeMap<String, Outline>,
    /// Whether the profiles are left alone: whoever looks at the standard itself need not wait for them.
    pub without_profiles: bool,
}

impl Reading {
    /// The standard as it stands, without its profiles.
    pub fn without_profiles() -> Self {
        Self { without_profiles: true, ..Self::default() }
    }
}

/// Loads, resolves and checks the standard in a folder, and its profiles; goes on past every fault.
pub fn check(root: impl AsRef<Utf8Path>) -> io::Result<Checked> {
    check_as(root, Reading::default())
}

/// The same for the standard read in another way.
pub fn check_as(root: impl AsRef<Utf8Path>, reading: Reading) -> io::Result<Checked> {
    let mut diagnostics = Diagnostics::new();
    let mut sources = Sources::with_changed(root.as_ref(), reading.changed);
    let spec = match load::load(&mut sources, &reading.outlined, &mut diagnostics) {
        Ok(spec) => spec,
        Err(error) => {
            let _ = diagnostics.finish();
            return Err(error);
        }
    };
    let profiles = if reading.without_profiles { RawProfiles::default() } else { load::profiles(&mut sources, &spec) };
    let standard = resolve::resolve(&spec, &sources, &mut diagnostics);
    check::check(&standard, &emit::claims::claims(&standard), &mut diagnostics);
    let holds = !diagnostics.has_errors();
    let laid = if holds { profile::profiles(&spec, &standard, &profiles.files, &sources) } else { Vec::new() };
    let standard = spec.is_complete.then_some(standard);
    let mut diagnostics = diagnostics.finish();
    diagnostics.extend(profiles.found);
    diagnostics.extend(laid.iter().flat_map(|profile| profile.diagnostics.iter().cloned()));
    diagnostic::by_path(&sources, &mut diagnostics);
    Ok(Checked { sources, standard, diagnostics, profiles: laid })
}

/// What to generate.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The targets; none: all of them.
    pub targets: Vec<String>,
    /// A folder whose templates replace or add to the embedded ones.
    pub templates: Option<Utf8PathBuf>,
    /// The releases whose changes are told, the oldest first.
    pub releases: Vec<Released>,
}

/// A standard, checked, and its artefacts.
#[derive(Debug)]
pub struct Generated {
    /// The files.
    pub sources: Sources,
    /// Everything found, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What could not be emitted.
    pub failures: Vec<EmitError>,
    /// The artefacts; nothing where an error forbids writing.
    pub outputs: Option<Outputs>,
}

/// Loads, resolves, checks and emits; writes nothing.
pub fn generate(root: impl AsRef<Utf8Path>, options: &Options) -> io::Result<Generated> {
    let checked = check(root)?;
    let has_errors = checked.has_errors();
    let Checked { sources, standard, diagnostics, profiles } = checked;
    let (Some(standard), false) = (standard, has_errors) else {
        return Ok(Generated { sources, diagnostics, failures: Vec::new(), outputs: None });
    };
    let templates = match &options.templates {
        Some(folder) => Templates::with_overlay(folder),
        None => Templates::embedded(),
    };
    let templates = match templates {
        Ok(templates) => templates,
        Err(failure) => return Ok(Generated { sources, diagnostics, failures: vec![failure], outputs: None }),
    };
    let context = Context { releases: &options.releases, ..Context::new(&standard, &templates) };
    let (mut outputs, mut failures) = emit_in(context, &options.targets);
    for profile in &profiles {
        let Some(standard) = &profile.standard else { continue };
        let (own, failed) = emit(standard, &templates, &options.targets);
        outputs.add_all(&format!("{PROFILES_FOLDER}/{}", profile.name), own);
        failures.extend(failed);
    }
    let outputs = failures.is_empty().then_some(outputs);
    Ok(Generated { sources, diagnostics, failures, outputs })
}

/// The artefacts of the chosen targets of a standard without releases, and what could not be made.
pub fn emit(standard: &Standard, templates: &Templates, targets: &[String]) -> (Outputs, Vec<EmitError>) {
    emit_in(Context::new(standard, templates), targets)
}

/// The artefacts of the chosen targets, and what could not be made.
///
/// Targets know nothing of each other, so they are made side by side; what comes of them is put together in their order.
pub fn emit_in(context: Context<'_>, targets: &[String]) -> (Outputs, Vec<EmitError>) {
    let chosen: Vec<&dyn Emitter> = emit::emitters(context.templates)
        .filter(|emitter| context.standard.profile.is_none() || emitter.is_for_profiles())
        .filter(|emitter| targets.is_empty() || targets.iter().any(|target| target == emitter.target()))
        .collect();
    let results: Vec<Result<Outputs, EmitError>> = std::thread::scope(|scope| {
        let emit_one = |emitter: &dyn Emitter| {
            let mut outputs = Outputs::new();
            emitter.emit(context, &mut outputs)?;
            match outputs.twice() {
                [] => Ok(outputs),
                [path, ..] => Err(EmitError::defect(path, "two things are written there")),
            }
        };
        let threads: Vec<_> = chosen.iter().map(|emitter| scope.spawn(move || emit_one(*emitter))).collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, _>| match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        threads.into_iter().map(join).collect()
    });
    let mut outputs = Outputs::new();
    let mut failures = Vec::new();
    for (emitter, result) in chosen.into_iter().zip(results) {
        match result {
            Ok(own) => outputs.add_all(emitter.target(), own),
            Err(failure) => failures.push(failure),
        }
    }
    (outputs, failures)
}
