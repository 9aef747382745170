//! Targets that need no Rust: a folder of templates with a `target.yaml` that says which template makes which files.
//!
//! ```yaml
//! name: data-dictionary
//! description: Tables of all attributes and codes, for a spreadsheet.
//! files:
//!   - template: codes.csv
//!     for_each: interface
//!     path: "{{ interface.name }}/codes.csv"
//! ```

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use serde::Deserialize;

use crate::emit::claims::Claim;
use crate::emit::view::{Variables, View, variables};
use crate::emit::{Context, EmitError, Emitter};
use crate::model::Standard;
use crate::nearest::did_you_mean;
use crate::output::Outputs;

/// The mark at the start of a file by which spreadsheet programs know UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A target as its `target.yaml` declares it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextTarget {
    name: String,
    description: String,
    files: Vec<FileRule>,
}

/// A template, and the files that it makes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRule {
    /// The template, in the folder of the target.
    template: String,
    /// What a file is made for.
    #[serde(default)]
    for_each: ForEach,
    /// The path of the file, itself a template.
    path: String,
    #[serde(default)]
    line_ending: LineEnding,
    /// Whether the file begins with the mark by which spreadsheet programs know UTF-8.
    #[serde(default)]
    byte_order_mark: bool,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum ForEach {
    #[default]
    Standard,
    Interface,
    DataType,
    DataFormat,
    CodeDirectory,
    DataObject,
    Operation,
    Process,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum LineEnding {
    #[default]
    Lf,
    Crlf,
}

impl ForEach {
    /// The variable that holds what the file is made for.
    fn variable(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Interface => "interface",
            Self::DataType => "data_type",
            Self::DataFormat => "data_format",
            Self::CodeDirectory => "code_directory",
            Self::DataObject => "data_object",
            Self::Operation => "operation",
            Self::Process => "process",
        }
    }
}

impl TextTarget {
    /// Reads the `target.yaml` of a folder; `shown` is its path as the user knows it.
    pub(crate) fn read(folder: &str, text: &str, shown: &Utf8Path) -> Result<Self, EmitError> {
        let target: Self = serde_saphyr::from_str(text).map_err(|error| EmitError {
            path: shown.to_owned(),
            line: error.location().and_then(|location| usize::try_from(location.line()).ok()),
            message: format!("the target cannot be read: {}", first_line(&error.without_snippet().to_string())),
            help: Some("`templates/README.md` tells the keys of a target".to_owned()),
        })?;
        if target.name != folder {
            return Err(EmitError {
                path: shown.to_owned(),
                line: line_of(text, "name:"),
                message: format!("the target is called `{}`, its folder `{folder}`", target.name),
                help: Some(format!("write `name: {folder}`, or rename the folder")),
            });
        }
        Ok(target)
    }

    fn template(&self, rule: &FileRule) -> String {
        format!("{}/{}", self.name, rule.template)
    }

    fn add(
        &self,
        context: Context<'_>,
        rule: &FileRule,
        variables: &Variables,
        outputs: &mut Outputs,
    ) -> Result<(), EmitError> {
        let path = context
            .templates
            .render_text(&self.file(), &rule.path, variables)
            .map_err(|error| EmitError { line: self.line_of(context, &rule.path), ..error })?;
        let path = self.checked_path(context, rule, &path)?;
        if outputs.has(&path) {
            return Err(self.error(
                context,
                &rule.path,
                format!("`{path}` is made twice"),
                format!("let `path` name what the file is made for: `{{{{ {}.id }}}}`", rule.for_each.variable()),
            ));
        }
        let mut text = context.templates.render(&self.template(rule), variables)?;
        if rule.line_ending == LineEnding::Crlf {
            text = text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        if rule.byte_order_mark {
            text.insert(0, BYTE_ORDER_MARK);
        }
        outputs.add(path, text);
        Ok(())
    }

    fn check_template(&self, context: Context<'_>, rule: &FileRule) -> Result<(), EmitError> {
        let template = self.template(rule);
        if context.templates.text(&template).is_some() {
            return Ok(());
        }
        let help = did_you_mean(&template, context.templates.names())
            .unwrap_or_else(|| "put the template beside target.yaml".to_owned());
        Err(self.error(context, &rule.template, format!("there is no template `{template}`"), help))
    }

    /// A path that stays within the folder of the target.
    fn checked_path(&self, context: Context<'_>, rule: &FileRule, path: &str) -> Result<Utf8PathBuf, EmitError> {
        let path = Utf8Path::new(path);
        let is_below = path.components().all(|component| matches!(component, Utf8Component::Normal(_)));
        if is_below && !path.as_str().is_empty() && !path.as_str().contains('\\') {
            return Ok(path.components().collect());
        }
        Err(self.error(
            context,
            &rule.path,
            format!("`{path}` is no path below the folder of the target"),
            "write a relative path without `..`".to_owned(),
        ))
    }

    /// The file that declares the target, among the templates.
    fn file(&self) -> String {
        format!("{}/target.yaml", self.name)
    }

    fn line_of(&self, context: Context<'_>, wanted: &str) -> Option<usize> {
        line_of(context.templates.text(&self.file())?, wanted)
    }

    fn error(&self, context: Context<'_>, about: &str, message: String, help: String) -> EmitError {
        let path = context.templates.shown(&self.file());
        EmitError { path, line: self.line_of(context, about), message, help: Some(help) }
    }
}

impl Emitter for TextTarget {
    fn target(&self) -> &str {
        &self.name
    }

    fn description(&self) -> &str {
        &self.description
    }

    /// What the paths are is told by the templates alone: two that are one are an error there.
    fn claims(&self, _: &Standard) -> Vec<Claim> {
        Vec::new()
    }

    fn emit(&self, context: Context<'_>, outputs: &mut Outputs) -> Result<(), EmitError> {
        let view = View::of(context.standard, context.releases);
        for rule in &self.files {
            self.check_template(context, rule)?;
            let variable = rule.for_each.variable();
            if rule.for_each == ForEach::Standard {
                self.add(context, rule, &variables([("standard", &view.standard)]), outputs)?;
                continue;
            }
            for interface in &view.interfaces {
                let base = [("standard", &view.standard), ("interface", &interface.view)];
                if rule.for_each == ForEach::Interface {
                    self.add(context, rule, &variables(base), outputs)?;
                    continue;
                }
                for definition in interface.definitions.iter().filter(|definition| definition.kind == variable) {
                    let own = base.into_iter().chain([(variable, &definition.view)]);
                    self.add(context, rule, &variables(own), outputs)?;
                }
            }
        }
        Ok(())
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The line on which a text first stands.
fn line_of(text: &str, wanted: &str) -> Option<usize> {
    text.lines().position(|line| line.contains(wanted)).map(|at| at + 1)
}
