//! From the model to artefacts, a module a target.
//!
//! An emitter knows the model and nothing of the YAML, of the disk or of another emitter. [`EMITTERS`] lists them all.

use std::fmt;

use camino::Utf8PathBuf;

use crate::emit::claims::Claim;
use crate::model::Standard;
use crate::output::Outputs;
use crate::release::Released;
use crate::template::Templates;

pub mod editor_schema;
pub mod gitbook;
pub mod json_ld;
pub mod json_schema;
pub mod openapi;
pub mod rust;
pub mod text;

pub(crate) mod claims;

mod components;
mod schema;
mod view;

/// What an emitter has to work with.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The standard.
    pub standard: &'a Standard,
    /// The text templates.
    pub templates: &'a Templates,
    /// The releases so far, the oldest first.
    pub releases: &'a [Released],
}

impl<'a> Context<'a> {
    /// A standard of which nothing was released.
    pub fn new(standard: &'a Standard, templates: &'a Templates) -> Self {
        Self { standard, templates, releases: &[] }
    }
}

/// A target: what it is called, and how it is made.
pub trait Emitter: Sync {
    /// The name of the target, which is also the folder of its artefacts.
    fn target(&self) -> &str;

    /// What it yields, in one line.
    fn description(&self) -> &str;

    /// Whether profiles have artefacts of the target.
    fn is_for_profiles(&self) -> bool {
        true
    }

    /// The names that it makes of the things of a standard, by the functions by which it makes them: `check` holds that no two are one.
    fn claims(&self, standard: &Standard) -> Vec<Claim>;

    /// Adds the artefacts, with paths below the folder of the target.
    fn emit(&self, context: Context<'_>, outputs: &mut Outputs) -> Result<(), EmitError>;
}

/// Every target that needs Rust; text targets of `templates/*/target.yaml` come on top.
pub const EMITTERS: &[&dyn Emitter] = &[
    &rust::Rust,
    &json_schema::JsonSchema,
    &openapi::OpenApi,
    &json_ld::JsonLd,
    &gitbook::GitBook,
    &editor_schema::EditorSchema,
];

/// Every target: those of [`EMITTERS`], and the text targets of the templates.
pub fn emitters(templates: &Templates) -> impl Iterator<Item = &dyn Emitter> {
    let built_in = EMITTERS.iter().copied();
    built_in.chain(templates.targets().iter().map(|target| -> &dyn Emitter { target }))
}

/// Why a target could not be made: a template of the user's that fails, or a defect of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmitError {
    /// The template or the artefact.
    pub path: Utf8PathBuf,
    /// The line there, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub help: Option<String>,
}

impl EmitError {
    /// An artefact that does not parse in its own format: a defect of the emitter, never written.
    pub fn defect(path: impl Into<Utf8PathBuf>, message: impl fmt::Display) -> Self {
        Self {
            path: path.into(),
            line: None,
            message: format!("the artefact does not hold in its own format: {message}"),
            help: Some("this is a defect of dci: please report it with the definition that it concerns".to_owned()),
        }
    }
}

impl fmt::Display for EmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for EmitError {}
