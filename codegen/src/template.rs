//! The text templates: those that come with `dci`, and a folder of the user's that goes over them file by file.
//!
//! A template is called by its path below the templates, `gitbook/data-object.md`. What stands in the user's folder under
//! the same path takes its place; what stands there under a new path comes on top. Everything is read when the
//! templates are made, so that rendering never touches the disk.
//!
//! ```
//! use dci_codegen::template::Templates;
//!
//! let templates = Templates::embedded()?;
//! assert!(templates.names().any(|name| name == "gitbook/data-object.md"));
//! # Ok::<(), dci_codegen::emit::EmitError>(())
//! ```

mod error;
mod filters;
mod overlay;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use crate::emit::text::TextTarget;
use crate::emit::{EMITTERS, EmitError};
use crate::limits::MAX_FUEL;
use crate::release;

pub(crate) use filters::slug;

/// The file that makes a folder of templates a target of its own.
const TARGET_FILE: &str = "target.yaml";

/// All templates of one run.
pub struct Templates {
    files: Arc<BTreeMap<String, TemplateFile>>,
    targets: Vec<TextTarget>,
    environment: Environment<'static>,
}

/// A template as it was read.
#[derive(Debug)]
pub(crate) struct TemplateFile {
    /// The path as the user knows it.
    pub(crate) shown: Utf8PathBuf,
    pub(crate) text: Cow<'static, str>,
}

impl Templates {
    /// The templates that come with `dci`.
    pub fn embedded() -> Result<Self, EmitError> {
        Self::of(embedded_files())
    }

    /// The templates that come with `dci`, and those of a folder of the user's over them.
    pub fn with_overlay(folder: impl AsRef<Utf8Path>) -> Result<Self, EmitError> {
        let mut files = embedded_files();
        let overlay = overlay::read(folder.as_ref())?;
        let names: Vec<String> = overlay.keys().cloned().collect();
        files.extend(overlay);
        let templates = Self::of(files)?;
        // A template that no page includes yet is looked at too: its author is waiting for an answer.
        for name in names.iter().filter(|name| !name.ends_with(TARGET_FILE)) {
            templates.environment.get_template(name).map_err(|error| error::located(&templates, name, &error, None))?;
        }
        Ok(templates)
    }

    fn of(files: BTreeMap<String, TemplateFile>) -> Result<Self, EmitError> {
        let targets = read_targets(&files)?;
        let files = Arc::new(files);
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_syntax(syntax());
        environment.set_fuel(Some(MAX_FUEL));
        environment.set_debug(true);
        filters::register(&mut environment);
        let source = Arc::clone(&files);
        environment.set_loader(move |name| Ok(source.get(name).map(|file| file.text.clone().into_owned())));
        Ok(Self { files, targets, environment })
    }

    /// Fills a template in. The keys of the context are its variables.
    pub fn render(&self, name: &str, context: impl Serialize) -> Result<String, EmitError> {
        let context = Value::from(Serde(context));
        let template = self.environment.get_template(name).map_err(|error| error::located(self, name, &error, None))?;
        template.render(context.clone()).map_err(|error| error::located(self, name, &error, Some(&context)))
    }

    /// Fills in a template that stands in another file, for instance the path of an artefact in a `target.yaml`.
    pub(crate) fn render_text(&self, name: &str, text: &str, context: impl Serialize) -> Result<String, EmitError> {
        let context = Value::from(Serde(context));
        self.environment
            .render_named_str(name, text, context.clone())
            .map_err(|error| error::located(self, name, &error, Some(&context)))
    }

    /// The targets that templates alone make: the folders with a `target.yaml`.
    pub fn targets(&self) -> &[TextTarget] {
        &self.targets
    }

    /// The text of a template.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(|file| file.text.as_ref())
    }

    /// Every template, by name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The path of a template as the user knows it.
    pub(crate) fn shown(&self, name: &str) -> Utf8PathBuf {
        self.files.get(name).map_or_else(|| Utf8Path::new("templates").join(name), |file| file.shown.clone())
    }
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Templates").field("files", &self.files.keys()).finish_non_exhaustive()
    }
}

fn read_targets(files: &BTreeMap<String, TemplateFile>) -> Result<Vec<TextTarget>, EmitError> {
    let mut targets = Vec::new();
    for (name, file) in files {
        let Some((folder, TARGET_FILE)) = name.split_once('/') else { continue };
        let taken = if EMITTERS.iter().any(|emitter| emitter.target() == folder) {
            Some("is a target of dci")
        } else {
            // It lies beside the artefacts, and no artefact may get into it.
            (folder == release::FOLDER).then_some("is the folder of the releases")
        };
        if let Some(taken) = taken {
            return Err(EmitError {
                path: file.shown.clone(),
                line: None,
                message: format!("`{folder}` {taken}"),
                help: Some("give the folder of a new target a name of its own".to_owned()),
            });
        }
        targets.push(TextTarget::read(folder, &file.text, &file.shown)?);
    }
    Ok(targets)
}

fn embedded_files() -> BTreeMap<String, TemplateFile> {
    dci_templates::FILES
        .iter()
        .map(|&(name, text)| {
            let shown = Utf8Path::new("templates").join(name);
            (name.to_owned(), TemplateFile { shown, text: Cow::Borrowed(text) })
        })
        .collect()
}

/// Block tags stand on lines of their own and leave no trace; a file ends as its template does.
fn syntax() -> SyntaxConfig {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
        .expect("the default delimiters are sound")
}
