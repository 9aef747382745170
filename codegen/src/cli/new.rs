//! `dci new`: a definition to start from, with the next free id.

use std::io::Write as _;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::load::{INTERFACE_FILE, KINDS, STANDARD_FILE};
use dci_codegen::model::{Interface, Standard, title_of};

use super::arguments::Kind;
use super::list::known_interface;
use super::{Arguments, Fault, Outcome, place};

/// Writes the file, and says where; never over another one.
pub(crate) fn new(arguments: &Arguments, kind: Kind, name: &str, interface: Option<&str>) -> Result<Outcome, Fault> {
    let root = place::root(arguments)?;
    if kind == Kind::Interface {
        let path = root.join(name).join(INTERFACE_FILE);
        write(&path, &interface_text(name))?;
        anstream::println!("{path}\nadd `{name}` to `interfaces` in {}", root.join(STANDARD_FILE));
        return Ok(Outcome::Clean);
    }
    let standard = place::standard(arguments)?;
    let Some(wanted) = interface else {
        let names: Vec<&str> = standard.interfaces.iter().map(|(_, interface)| interface.name.as_str()).collect();
        return Err(Fault::new(format_args!("name the interface with --interface: one of {}", names.join(", "))));
    };
    let id = known_interface(&standard, wanted)?.to_owned();
    let Some((_, interface)) = standard.interfaces.iter().find(|(_, interface)| interface.id == id) else {
        return Err(Fault::new("the interface is gone"));
    };
    let Some((_, folder)) = KINDS.iter().find(|(key, _)| *key == kind.key()) else {
        return Err(Fault::new("this kind has no folder"));
    };
    let path = root.join(&interface.name).join(folder).join(format!("{name}.yaml"));
    let id = next_id(&standard, interface, kind);
    write(&path, &definition_text(kind, &id, name))?;
    anstream::println!("{path}\nit has the id {id}; say what it is, then run `dci check`");
    Ok(Outcome::Clean)
}

/// The number after the greatest one in use: `CD.COM.20` after `CD.COM.19`.
fn next_id(standard: &Standard, interface: &Interface, kind: Kind) -> String {
    let prefix = format!("{}.{}.", kind.letters(), interface.id);
    let last = standard
        .definitions()
        .filter_map(|definition| standard.meta(definition).id.strip_prefix(&prefix))
        .filter_map(|rest| rest.split('.').next()?.parse::<u32>().ok())
        .max()
        .unwrap_or(0);
    format!("{prefix}{:02}", last + 1)
}

fn write(path: &Utf8Path, text: &str) -> Result<(), Fault> {
    let fault = |error: std::io::Error| Fault::new(format_args!("{path}: {error}"));
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(fault)?;
    }
    let mut file = match std::fs::File::create_new(path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Fault::new(format_args!("{path} is there already\nchoose another name")));
        }
        file => file.map_err(fault)?,
    };
    file.write_all(text.as_bytes()).map_err(fault)
}

fn schema_comment(levels: &str, kind: &str) -> String {
    let path: Utf8PathBuf = [levels, "generated", "editor-schema"].iter().collect();
    format!("# yaml-language-server: $schema={path}/{kind}.schema.json\n")
}

fn interface_text(name: &str) -> String {
    let scope: String = name.split('-').filter_map(|word| word.chars().next()).collect::<String>().to_uppercase();
    format!(
        "{}interface: {scope}\nname: {name}\ntitle: {}\nversion: 0.1.0\nstage: draft\ndepends_on: [COM]\n\
         description: Say in plain words what the interface is for, and between which systems.\n",
        schema_comment("../..", "interface"),
        title_of(name),
    )
}

fn definition_text(kind: Kind, id: &str, name: &str) -> String {
    let title = title_of(name);
    let head = format!(
        "{}{}: {id}\nname: {name}\ntitle: {title}\nstage: draft\n",
        schema_comment("../../..", &kind.key().replace('_', "-")),
        kind.key(),
    );
    let rest = match kind {
        Kind::Interface => "",
        Kind::DataType => "description: Say what kind of value it is.\nkind: string\n",
        Kind::DataFormat => {
            "description: Say what a value looks like.\ntype: DT.COM.02\npattern: '^[A-Z]{3}$'\nexamples: [ABC]\n\
             counter_examples: [abc]\n"
        }
        Kind::CodeDirectory => {
            "description: Say what the codes tell apart.\nbinding: closed\ncodes:\n  - code: A\n    name: first\n    \
             label: First\n    description: Say when this code holds.\n  - code: B\n    name: second\n    label: Second\n    \
             description: Say when this code holds.\n"
        }
        Kind::DataObject => {
            "description: Say what the object stands for.\nattributes:\n  - name: note\n    type: DT.COM.02\n    \
             cardinality: 0..1\n    description: Say what the attribute tells.\n    sensitivity: personal\n"
        }
        Kind::Operation => {
            "description: Say what the operation does, and for whom.\nmethod: POST\npath: /registry/sync/example\n\
             pattern: synchronous\nprovider: registry\n"
        }
        Kind::Process => {
            "description: Say what the process achieves.\nactors:\n  - {name: sp_mis, title: SP-MIS}\n  \
             - {name: registry, title: Registry}\nsteps:\n  - {from: sp_mis, to: registry, text: Asks.}\n  \
             - {from: registry, to: sp_mis, text: Answers.}\n"
        }
    };
    head + rest
}
