//! The documentation: a GitBook space, ready for Git Sync, with a page for every definition.
//!
//! What is on a page is told by the templates below `templates/gitbook/`. Which pages there are, and where they lie, is
//! settled here and in the view.

mod tidy;

use minijinja::value::Value;

use crate::emit::claims::Claim;
use crate::emit::view::{InterfaceEntry, VersionView, View, page, value, variables};
use crate::emit::{Context, EmitError, Emitter};
use crate::model::Standard;
use crate::output::Outputs;
use crate::release::changelog::Changelog;

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

    fn claims(&self, standard: &Standard) -> Vec<Claim> {
        let page =
            |definition| Claim::of_definition(standard, definition, "page", "gitbook", page(standard, definition));
        standard.definitions().map(page).collect()
    }

    fn emit(&self, context: Context<'_>, outputs: &mut Outputs) -> Result<(), EmitError> {
        let view = View::of(context.standard, context.releases);
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

/// The changelog of an interface in Markdown, with links from the root of the book; what is not released yet may be in it.
pub fn changelog(context: Context<'_>, changelog: &Changelog<'_>) -> Result<String, EmitError> {
    let versions = value(VersionView::of(context.standard, changelog));
    let interfaces = context.standard.interfaces.iter();
    let interface = interfaces.map(|(_, interface)| interface).find(|interface| interface.id == changelog.interface);
    // Where the interface is gone, so are its decisions.
    let folder = interface.map(|interface| Value::from(interface.name.as_str())).unwrap_or_default();
    let (title, page) = (Value::from(changelog.title), Value::from("changelog.md"));
    let variables = variables([("title", &title), ("versions", &versions), ("folder", &folder), ("page", &page)]);
    Ok(tidy::tidy(&context.templates.render("gitbook/changelog-versions.md", variables)?))
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
        if interface.has_changelog {
            self.add(&page("changelog"), "changelog.md", &[own])?;
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
