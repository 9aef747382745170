//! `dci new`: a definition to start from, with the next free id.

use std::io::Write as _;

use camino::Utf8Path;
use dci_codegen::emit::editor_schema;
use dci_codegen::load::{INTERFACE_FILE, KINDS, STANDARD_FILE};
use dci_codegen::model::{Interface, Standard, title_of};
use dci_codegen::naming;
use dci_codegen::vocabulary;

use super::arguments::Kind;
use super::list::known_interface;
use super::page::print_line;
use super::{Arguments, Fault, Outcome, place, write};

/// Writes the file, and says where; never over another one.
pub(crate) fn new(arguments: &Arguments, kind: Kind, name: &str, interface: Option<&str>) -> Result<Outcome, Fault> {
    let root = place::root(arguments)?;
    let standard = place::standard(arguments)?;
    // The name becomes a file: anything else than a name could lead elsewhere.
    if let Some(expected) = naming::malformed(kind.key(), name) {
        return Err(Fault::new(format_args!("`{name}` cannot be the name")).help(format_args!("write {expected}")));
    }
    if kind == Kind::Interface {
        let path = root.join(name).join(INTERFACE_FILE);
        write(&root, &path, &interface_text(&standard, name))?;
        print_line!("{path}");
        print_line!("add `{name}` to `interfaces` in {}", root.join(STANDARD_FILE));
        return Ok(Outcome::Clean);
    }
    let Some(wanted) = interface else {
        let names: Vec<&str> = standard.interfaces.iter().map(|(_, interface)| interface.name.as_str()).collect();
        return Err(Fault::new("a definition belongs to an interface")
            .help(format_args!("name it with --interface: one of {}", names.join(", "))));
    };
    let interface = known_interface(&standard, wanted)?;
    let Some((_, folder)) = KINDS.iter().find(|(key, _)| *key == kind.key()) else {
        return Err(Fault::new("this kind has no folder"));
    };
    let path = root.join(&interface.name).join(folder).join(format!("{name}.yaml"));
    let id = next_id(&standard, interface, kind);
    write(&root, &path, &definition_text(&standard, kind, &id, name)?)?;
    print_line!("{path}");
    print_line!("it has the id {id}; say what it is, then run `dci check`");
    Ok(Outcome::Clean)
}

/// The number after the greatest one in use: `CD.COM.20` after `CD.COM.19`.
pub(crate) fn next_id(standard: &Standard, interface: &Interface, kind: Kind) -> String {
    let prefix = format!("{}.{}.", kind.letters(), interface.id);
    let last = standard
        .definitions()
        .filter_map(|definition| standard.meta(definition).id.strip_prefix(&prefix))
        .filter_map(|rest| rest.split('.').next()?.parse::<u32>().ok())
        .max()
        .unwrap_or(0);
    format!("{prefix}{:02}", last + 1)
}

fn write(root: &Utf8Path, path: &Utf8Path, text: &str) -> Result<(), Fault> {
    write::may_write(root, path)?;
    let fault = |error: std::io::Error| Fault::new(format_args!("{path}: {error}"));
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(fault)?;
    }
    let mut file = match std::fs::File::create_new(path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Fault::new(format_args!("{path} is there already")).help("choose another name"));
        }
        file => file.map_err(fault)?,
    };
    file.write_all(text.as_bytes()).map_err(fault)
}

fn interface_text(standard: &Standard, name: &str) -> String {
    // The first interface is the one that the others share.
    let shared = standard.interfaces.iter().next();
    let depends_on = shared.map(|(_, interface)| format!("depends_on: [{}]\n", interface.id)).unwrap_or_default();
    format!(
        "{}interface: {}\nname: {name}\ntitle: {}\nversion: 0.1.0\nstage: draft\n{depends_on}\
         description: Say in plain words what the interface is for, and between which systems.\n",
        editor_schema::first_line(2, "interface"),
        naming::scope(name, |scope| standard.interfaces.iter().all(|(_, other)| other.id != scope)),
        title_of(name),
    )
}

/// What a definition begins with: its id, its name, and the stage that everything begins with.
fn head(kind: Kind, id: &str, name: &str) -> String {
    let title = title_of(name);
    format!(
        "{}{}: {id}\nname: {name}\ntitle: {title}\nstage: draft\n",
        editor_schema::first_line(3, &kind.key().replace('_', "-")),
        kind.key(),
    )
}

/// A code directory without its codes.
pub(crate) fn directory_head(id: &str, name: &str) -> String {
    head(Kind::CodeDirectory, id, name) + DIRECTORY
}

const DIRECTORY: &str = "description: Say what the codes tell apart.\nbinding: closed\n";

fn definition_text(standard: &Standard, kind: Kind, id: &str, name: &str) -> Result<String, Fault> {
    let head = head(kind, id, name);
    let rest = match kind {
        Kind::Interface => String::new(),
        Kind::DataType => "description: Say what kind of value it is.\nkind: string\n".to_owned(),
        Kind::DataFormat => format!(
            "description: Say what a value looks like.\ntype: {}\npattern: '^[A-Z]{{3}}$'\nexamples: [ABC]\n\
             counter_examples: [abc]\n",
            type_of_texts(standard)?
        ),
        Kind::CodeDirectory => format!(
            "{DIRECTORY}codes:\n  - code: A\n    name: first\n    label: First\n    description: Say when this code holds.\n  \
             - code: B\n    name: second\n    label: Second\n    description: Say when this code holds.\n"
        ),
        Kind::DataObject => format!(
            "description: Say what the object stands for.\nattributes:\n  - name: note\n    type: {}\n    \
             cardinality: 0..1\n    description: Say what the attribute tells.\n    sensitivity: personal\n",
            type_of_texts(standard)?
        ),
        Kind::Operation => format!(
            "description: Say what the operation does, and for whom.\nmethod: POST\npath: /registry/sync/{name}\n\
             pattern: synchronous\nprovider: registry\n"
        ),
        Kind::Process => "description: Say what the process achieves.\nactors:\n  - {name: sp_mis, title: SP-MIS}\n  \
             - {name: registry, title: Registry}\nsteps:\n  - {from: sp_mis, to: registry, text: Asks.}\n  \
             - {from: registry, to: sp_mis, text: Answers.}\n"
            .to_owned(),
    };
    Ok(head + &rest)
}

/// The id of the data type of texts, which most definitions begin with.
fn type_of_texts(standard: &Standard) -> Result<&str, Fault> {
    let mut types = standard.data_types.iter().map(|(_, data_type)| data_type);
    types
        .find(|data_type| data_type.kind == vocabulary::Kind::String)
        .map(|data_type| data_type.meta.id.as_str())
        .ok_or_else(|| {
            Fault::new("the standard has no data type of texts yet").help("start one: `dci new data-type string`")
        })
}
