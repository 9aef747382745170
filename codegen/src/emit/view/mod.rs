//! The model as templates see it: plain keys and values, under the names that they have in the YAML.
//!
//! The view is made once for all pages. What templates may count on is told in `templates/README.md`; a change here is a
//! change for everybody who has templates of their own. Every key is always there: what a definition does not say is
//! nothing, so that a misspelt key is an error and an absent value is not.

mod changelog;
mod common;
mod data;
mod interface;
mod operation;
mod relations;

use std::collections::BTreeSet;

use indexmap::IndexMap;
use minijinja::value::{Serde, Value};
use serde::Serialize;

use crate::model::{Definition, Id, Interface, Standard, title_of};
use crate::release::Released;
pub(crate) use changelog::VersionView;
pub(crate) use common::page;
use common::{MetaView, folder};
use data::{CodeDirectoryView, DataFormatView, DataObjectView, DataTypeView};
use interface::{InterfaceView, SectionView, StandardView, all_decisions};
use operation::{OperationView, ProcessView};
use relations::Relations;

/// The whole standard, ready for templates.
#[derive(Debug)]
pub(crate) struct View {
    /// The standard, with everything below it.
    pub(crate) standard: Value,
    /// The interfaces, in order.
    pub(crate) interfaces: Vec<InterfaceEntry>,
}

/// An interface and its definitions.
#[derive(Debug)]
pub(crate) struct InterfaceEntry {
    /// The name, which is also its folder.
    pub(crate) name: String,
    /// The interface, with everything below it.
    pub(crate) view: Value,
    /// Its kinds of definitions, those that it has.
    pub(crate) sections: Vec<SectionEntry>,
    /// Its definitions, kind by kind.
    pub(crate) definitions: Vec<DefinitionEntry>,
    /// Whether its operations may answer with an error code.
    pub(crate) has_errors: bool,
    /// Whether anything was decided in it.
    pub(crate) has_decisions: bool,
    /// Whether it was released.
    pub(crate) has_changelog: bool,
}

/// The definitions of one kind.
#[derive(Debug)]
pub(crate) struct SectionEntry {
    /// Its page in the documentation.
    pub(crate) page: String,
    /// The section, with the definitions.
    pub(crate) view: Value,
}

/// A definition.
#[derive(Debug)]
pub(crate) struct DefinitionEntry {
    /// The kind, which is also the name of the variable in a template: `data_object`.
    pub(crate) kind: &'static str,
    /// Its page in the documentation.
    pub(crate) page: String,
    /// The definition.
    pub(crate) view: Value,
}

/// The variables of a template.
pub(crate) type Variables = IndexMap<&'static str, Value>;

/// Variables by name; a value is shared, not copied.
pub(crate) fn variables<'a>(named: impl IntoIterator<Item = (&'static str, &'a Value)>) -> Variables {
    named.into_iter().map(|(name, value)| (name, value.clone())).collect()
}

impl View {
    pub(crate) fn of(standard: &Standard, releases: &[Released]) -> Self {
        let relations = Relations::of(standard);
        let interfaces: Vec<InterfaceEntry> =
            standard.interfaces.iter().map(|(id, _)| interface_entry(standard, releases, &relations, id)).collect();
        let views = interfaces.iter().map(|interface| interface.view.clone()).collect();
        Self { standard: value(StandardView::of(standard, views)), interfaces }
    }
}

fn interface_entry(
    standard: &Standard,
    releases: &[Released],
    relations: &Relations<'_>,
    id: Id<Interface>,
) -> InterfaceEntry {
    let interface = &standard[id];
    let mut definitions = Vec::new();
    let mut sections: Vec<SectionView> = Vec::new();
    for definition in interface.definitions() {
        let view = definition_view(standard, relations, definition);
        let folder = folder(definition);
        match sections.last_mut().filter(|section| section.folder == folder) {
            Some(section) => section.definitions.push(view.clone()),
            None => sections.push(SectionView {
                folder,
                title: title_of(folder),
                what: definition.what(),
                page: format!("{}/{folder}/README.md", interface.name),
                definitions: vec![view.clone()],
            }),
        }
        definitions.push(DefinitionEntry { kind: definition.kind(), page: page(standard, definition), view });
    }
    let section_entries =
        sections.iter().map(|section| SectionEntry { page: section.page.clone(), view: value(section) }).collect();
    let errors = error_directories(standard, relations, interface);
    let decisions = all_decisions(standard, id);
    let changelog = VersionView::all(standard, releases, interface);
    InterfaceEntry {
        name: interface.name.clone(),
        sections: section_entries,
        definitions,
        has_errors: !errors.is_empty(),
        has_decisions: !decisions.is_empty(),
        has_changelog: !changelog.is_empty(),
        view: value(InterfaceView::of(standard, id, sections, errors, decisions, changelog)),
    }
}

/// The code directories that the operations of an interface take their errors from, each once.
fn error_directories(standard: &Standard, relations: &Relations<'_>, interface: &Interface) -> Vec<Value> {
    let directories: BTreeSet<_> = interface.operations.iter().flat_map(|id| &standard[*id].errors).collect();
    directories.into_iter().map(|id| definition_view(standard, relations, Definition::CodeDirectory(*id))).collect()
}

fn definition_view(standard: &Standard, relations: &Relations<'_>, definition: Definition) -> Value {
    let meta = MetaView::of(standard, definition, relations.users(standard, definition));
    match definition {
        Definition::DataType(id) => value(DataTypeView::of(meta, &standard[id])),
        Definition::DataFormat(id) => value(DataFormatView::of(standard, meta, &standard[id])),
        Definition::CodeDirectory(id) => value(CodeDirectoryView::of(standard, meta, &standard[id])),
        Definition::DataObject(id) => value(DataObjectView::of(standard, meta, &standard[id], relations.family(id))),
        Definition::Operation(id) => value(OperationView::of(standard, meta, id)),
        Definition::Process(id) => value(ProcessView::of(standard, meta, &standard[id])),
    }
}

pub(crate) fn value(view: impl Serialize) -> Value {
    Value::from(Serde(view))
}
