//! The documentation: a GitBook space, ready for Git Sync, with a page for every definition.
//!
//! What is on a page is told by the templates below `templates/gitbook/`. Which pages there are, and where they lie, is
//! settled here and in the view.

mod tidy;

use minijinja::value::Value;

use crate::emit::view::{InterfaceEntry, View, variables};
use crate::emit::{Context, EmitError, Emitter};
use crate::output::Outputs;

/// The target `gitbook`.
#[derive(Debug)]
pub struct GitBook;

impl Emitter for GitBook {
    fn target(&self) -> &'static str {
        "gitbook"
    }

    fn description(&self) -> &'static str {
        "documentation as a GitBook space: a page for every definition, an index of ids, the decisions"
    }

    fn emit(&self, context: Context<'_>, outputs: &mut Outputs) -> Result<(), EmitError> {
        let view = View::of(context.standard);
        let mut book = Book { context, standard: &view.standard, outputs };
        book.add(".gitbook.yaml", "gitbook.yaml", &[])?;
        for page in ["README.md", "SUMMARY.md", "index-of-ids.md"] {
            book.add(page, page, &[])?;
        }
        for interface in &view.interfaces {
            book.add_interface(interface)?;
        }
        Ok(())
    }
}

/// The pages so far, and what all of them are made from.
struct Book<'a> {
    context: Context<'a>,
    standard: &'a Value,
    outputs: &'a mut Outputs,
}

impl Book<'_> {
    fn add_interface(&mut self, interface: &InterfaceEntry) -> Result<(), EmitError> {
        let own = ("interface", &interface.view);
        let page = |name: &str| format!("{}/{name}.md", interface.name);
        self.add(&page("README"), "interface.md", &[own])?;
        if interface.has_errors {
            self.add(&page("error-codes"), "error-codes.md", &[own])?;
        }
        if interface.has_decisions {
            self.add(&page("decisions"), "decisions.md", &[own])?;
        }
        for section in &interface.sections {
            self.add(&section.page, "section.md", &[("section", &section.view), own])?;
        }
        for definition in &interface.definitions {
            let template = format!("{}.md", definition.kind.replace('_', "-"));
            self.add(&definition.page, &template, &[(definition.kind, &definition.view), own])?;
        }
        Ok(())
    }

    fn add(&mut self, page: &str, template: &str, subject: &[(&'static str, &Value)]) -> Result<(), EmitError> {
        let place = [("page", &Value::from(page)), ("standard", self.standard)];
        let variables = variables(subject.iter().copied().chain(place));
        let text = self.context.templates.render(&format!("gitbook/{template}"), variables)?;
        self.outputs.add(page, tidy::tidy(&text));
        Ok(())
    }
}
