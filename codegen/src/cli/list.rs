//! `dci list`.

use std::collections::BTreeSet;

use dci_codegen::model::{Definition, Id, Interface, Standard};
use dci_codegen::nearest::did_you_mean;
use serde_json::json;

use super::arguments::{Format, Kind};
use super::page::{Page, line, print_json};
use super::{Arguments, Fault, Outcome, place};

/// Lists the definitions, of an interface or of a kind.
pub(crate) fn list(arguments: &Arguments, interface: Option<&str>, kind: Option<Kind>) -> Result<Outcome, Fault> {
    let standard = place::standard(arguments)?;
    let interface = interface.map(|wanted| known_interface(&standard, wanted)).transpose()?;
    let chosen: Vec<Definition> = standard
        .definitions()
        .filter(|definition| kind.is_none_or(|kind| kind.key() == definition.kind()))
        .filter(|definition| interface.is_none_or(|chosen| standard.interface_of(*definition).id == chosen.id))
        .collect();
    if arguments.format == Format::Json {
        let rows: Vec<_> = chosen
            .iter()
            .map(|definition| {
                let meta = standard.meta(*definition);
                json!({
                    "id": meta.id,
                    "kind": definition.kind(),
                    "name": meta.name,
                    "title": meta.title.as_str(),
                    "stage": meta.stage,
                    "interface": standard.interface_of(*definition).id,
                    "file": meta.file.as_str(),
                })
            })
            .collect();
        print_json(&format!("{:#}", json!(rows)));
        return Ok(Outcome::Clean);
    }
    let rows: Vec<Vec<String>> = chosen
        .iter()
        .map(|definition| {
            let meta = standard.meta(*definition);
            let stage = meta.stage.to_string();
            vec![meta.id.clone(), definition.what().to_owned(), meta.name.clone(), stage, meta.title.to_string()]
        })
        .collect();
    let mut page = Page::default();
    page.table(&["id", "kind", "name", "stage", "title"], &rows);
    page.blank();
    line!(page, "  {} definitions", rows.len());
    page.print();
    Ok(Outcome::Clean)
}

/// Counts the definitions that each interface declares, or binds, kind by kind.
pub(crate) fn counts(arguments: &Arguments, interface: Option<&str>) -> Result<Outcome, Fault> {
    let standard = place::standard(arguments)?;
    let chosen = interface.map(|wanted| known_interface(&standard, wanted)).transpose()?;
    let interfaces = standard.interfaces.iter();
    let counted: Vec<(&Interface, Counts)> = interfaces
        .filter(|(_, interface)| chosen.is_none_or(|chosen| chosen.id == interface.id))
        .map(|(id, interface)| (interface, Counts::of(&standard, id)))
        .collect();
    if arguments.format == Format::Json {
        let rows: Vec<_> = counted.iter().map(|(interface, counts)| counts.as_json(interface)).collect();
        print_json(&format!("{:#}", json!(rows)));
        return Ok(Outcome::Clean);
    }
    let row = |name: [&str; 3], counts: &Counts| {
        let names = name.into_iter().map(ToOwned::to_owned);
        names.chain(counts.numbers().map(|(_, number)| number.to_string())).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> = counted
        .iter()
        .map(|(interface, counts)| {
            row([interface.title.as_str(), interface.version.as_str(), interface.stage.name()], counts)
        })
        .collect();
    if rows.len() > 1 {
        let sum = counted.iter().fold(Counts::default(), |sum, (_, counts)| sum.plus(counts));
        rows.push(row(["all", "", ""], &sum));
    }
    let kinds = Counts::default().numbers().map(|(kind, _)| kind);
    let head: Vec<&str> = ["interface", "version", "stage"].into_iter().chain(kinds).collect();
    let mut page = Page::default();
    page.table(&head, &rows);
    page.print();
    Ok(Outcome::Clean)
}

/// How many definitions an interface has. Declared data objects alone: what is bound is counted where it is declared.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    data_objects: usize,
    attributes: usize,
    code_directories: usize,
    codes: usize,
    operations: usize,
    processes: usize,
    examples: usize,
    decisions: usize,
}

impl Counts {
    fn of(standard: &Standard, id: Id<Interface>) -> Self {
        let interface = &standard[id];
        let declared = || interface.data_objects.iter().map(|id| &standard[*id]).filter(|object| object.is_declared());
        let examples = interface.definitions().flat_map(|definition| match definition {
            Definition::DataObject(id) if standard[id].is_declared() => standard[id].examples.clone(),
            Definition::Operation(id) => {
                standard[id].request_examples.iter().chain(&standard[id].answer_examples).copied().collect()
            }
            _ => Vec::new(),
        });
        Self {
            data_objects: declared().count(),
            attributes: declared().map(|object| object.attributes.len()).sum(),
            code_directories: interface.code_directories.len(),
            codes: interface.code_directories.iter().map(|id| standard[*id].codes.len()).sum(),
            operations: interface.operations.len(),
            processes: interface.processes.len(),
            examples: examples.collect::<BTreeSet<_>>().len(),
            decisions: standard.decisions_of(id).len(),
        }
    }

    fn numbers(&self) -> [(&'static str, usize); 8] {
        [
            ("objects", self.data_objects),
            ("attributes", self.attributes),
            ("directories", self.code_directories),
            ("codes", self.codes),
            ("operations", self.operations),
            ("processes", self.processes),
            ("examples", self.examples),
            ("decisions", self.decisions),
        ]
    }

    fn plus(self, other: &Self) -> Self {
        Self {
            data_objects: self.data_objects + other.data_objects,
            attributes: self.attributes + other.attributes,
            code_directories: self.code_directories + other.code_directories,
            codes: self.codes + other.codes,
            operations: self.operations + other.operations,
            processes: self.processes + other.processes,
            examples: self.examples + other.examples,
            decisions: self.decisions + other.decisions,
        }
    }

    fn as_json(self, interface: &Interface) -> serde_json::Value {
        let mut json = json!({"interface": interface.id, "version": interface.version, "stage": interface.stage});
        for (kind, number) in self.numbers() {
            json[kind] = json!(number);
        }
        json
    }
}

/// The interface that was named by its id or its folder.
pub(crate) fn known_interface<'a>(standard: &'a Standard, wanted: &str) -> Result<&'a Interface, Fault> {
    let found = standard
        .interfaces
        .iter()
        .map(|(_, interface)| interface)
        .find(|interface| interface.id.eq_ignore_ascii_case(wanted) || interface.name == wanted);
    let Some(found) = found else {
        let interfaces = || standard.interfaces.iter().map(|(_, interface)| interface);
        let known = interfaces().flat_map(|interface| [interface.name.as_str(), interface.id.as_str()]);
        let near = did_you_mean(wanted, known).map(|near| format!("{near} ")).unwrap_or_default();
        let listed: Vec<String> = interfaces().map(|it| format!("{} ({})", it.name, it.id)).collect();
        return Err(Fault::new(format_args!("there is no interface `{wanted}`"))
            .help(format_args!("{near}interfaces are {}", listed.join(", "))));
    };
    Ok(found)
}
