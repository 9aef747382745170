//! `dci list`.

use dci_codegen::model::{Definition, Interface, Standard};
use dci_codegen::nearest::did_you_mean;
use serde_json::json;

use super::arguments::{Format, Kind};
use super::table::table;
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
        anstream::println!("{:#}", json!(rows));
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
    anstream::print!("{}", table(&["id", "kind", "name", "stage", "title"], &rows));
    anstream::println!("\n  {} definitions", rows.len());
    Ok(Outcome::Clean)
}

/// The interface that was named by its id or its folder.
pub(crate) fn known_interface<'a>(standard: &'a Standard, wanted: &str) -> Result<&'a Interface, Fault> {
    let found = standard
        .interfaces
        .iter()
        .map(|(_, interface)| interface)
        .find(|interface| interface.id.eq_ignore_ascii_case(wanted) || interface.name == wanted);
    let Some(found) = found else {
        let names: Vec<&str> = standard.interfaces.iter().map(|(_, interface)| interface.name.as_str()).collect();
        let help = did_you_mean(wanted, names.iter().copied());
        return Err(Fault::new(format_args!("there is no interface `{wanted}`"))
            .help(help.unwrap_or_else(|| format!("interfaces are {}", names.join(", ")))));
    };
    Ok(found)
}
