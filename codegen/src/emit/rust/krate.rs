//! The files of the crate as a whole, from templates: `Cargo.toml`, `README.md`, `src/lib.rs`.

use serde::Serialize;

use super::names::{Names, module_name};
use crate::emit::{Context, EmitError};
use crate::model::{Definition, Example, Interface, Standard};
use crate::output::Outputs;

/// What the templates may use.
#[derive(Serialize)]
struct Variables<'a> {
    standard: StandardVariables<'a>,
    interfaces: Vec<InterfaceVariables<'a>>,
    object: Option<ObjectVariables<'a>>,
    directory: Option<DirectoryVariables<'a>>,
    /// What the crate adapts, where it is that of a profile.
    profile: Option<ProfileVariables<'a>>,
}

#[derive(Serialize)]
struct ProfileVariables<'a> {
    name: &'a str,
    base: &'a str,
    base_title: &'a str,
    base_version: &'a str,
    base_crate: String,
}

#[derive(Serialize)]
struct StandardVariables<'a> {
    name: &'a str,
    title: &'a str,
    version: &'a str,
    url: &'a str,
    file: &'a str,
}

/// An interface: its cargo feature and its module.
#[derive(Serialize)]
struct InterfaceVariables<'a> {
    name: &'a str,
    module: String,
    title: &'a str,
    version: &'a str,
    stage: &'static str,
    depends_on: Vec<&'a str>,
    has_deprecated: bool,
}

/// A data object with a payload, for an example that is run as a test.
#[derive(Serialize)]
struct ObjectVariables<'a> {
    module: String,
    r#type: &'a str,
    id: &'a str,
    payload: String,
}

/// A code directory with a code, likewise.
#[derive(Serialize)]
struct DirectoryVariables<'a> {
    module: String,
    r#type: &'a str,
    code: &'a str,
    label: &'a str,
}

pub(super) fn emit(context: Context<'_>, names: &Names, outputs: &mut Outputs) -> Result<(), EmitError> {
    let standard = context.standard;
    let variables = Variables {
        standard: StandardVariables {
            name: &standard.name,
            title: standard.title.as_str(),
            version: &standard.version,
            url: &standard.url,
            file: standard.file(),
        },
        interfaces: standard.interfaces.iter().map(|(_, interface)| of_interface(standard, interface)).collect(),
        object: object(standard, names),
        directory: directory(standard, names),
        profile: standard.profile.as_ref().map(|profile| ProfileVariables {
            name: &profile.name,
            base: &profile.base_name,
            base_title: profile.base_title.as_str(),
            base_version: &profile.base_version,
            base_crate: super::profile::base_crate(profile),
        }),
    };
    for (template, path) in
        [("rust/Cargo.toml", "Cargo.toml"), ("rust/README.md", "README.md"), ("rust/lib.rs", "src/lib.rs")]
    {
        outputs.add(path, context.templates.render(template, &variables)?);
    }
    Ok(())
}

fn of_interface<'a>(standard: &'a Standard, interface: &'a Interface) -> InterfaceVariables<'a> {
    InterfaceVariables {
        name: &interface.name,
        module: module_name(interface),
        title: interface.title.as_str(),
        version: &interface.version,
        stage: interface.stage.name(),
        depends_on: interface.depends_on.iter().map(|id| standard[*id].name.as_str()).collect(),
        has_deprecated: has_deprecated(standard),
    }
}

/// Whether anything is on its way out; what uses it must say that it knows.
fn has_deprecated(standard: &Standard) -> bool {
    let definitions = standard.definitions().any(|definition| standard.meta(definition).deprecated.is_some());
    let attributes = standard.data_objects.iter().flat_map(|(_, object)| &object.attributes);
    let codes = standard.code_directories.iter().flat_map(|(_, directory)| &directory.codes);
    definitions
        || attributes.map(|attribute| &attribute.deprecated).any(Option::is_some)
        || codes.map(|code| &code.deprecated).any(Option::is_some)
}

/// The data object of the first interface with the shortest example.
fn object<'a>(standard: &'a Standard, names: &'a Names) -> Option<ObjectVariables<'a>> {
    let (_, interface) = standard.interfaces.iter().next()?;
    let examples = interface.data_objects.iter().flat_map(|&id| {
        let object = &standard[id];
        object.examples.iter().map(move |example| (id, &standard[*example]))
    });
    let fits = |example: &Example| !example.text.contains("\"#");
    let (id, example) = examples
        .filter(|(id, example)| standard[*id].is_declared() && fits(example))
        .min_by_key(|(id, example)| (example.text.len(), *id))?;
    Some(ObjectVariables {
        module: module_name(interface),
        r#type: names.of(Definition::DataObject(id)),
        id: &standard[id].meta.id,
        payload: example.json.to_string(),
    })
}

/// The first closed code directory of the first interface whose first code is not its own label.
fn directory<'a>(standard: &'a Standard, names: &'a Names) -> Option<DirectoryVariables<'a>> {
    let (_, interface) = standard.interfaces.iter().next()?;
    let mut directories = interface.code_directories.iter().filter_map(|&id| {
        let directory = &standard[id];
        Some((id, directory.codes.first().filter(|code| directory.is_closed() && code.code != code.label.as_str())?))
    });
    let (id, code) = directories.next()?;
    Some(DirectoryVariables {
        module: module_name(interface),
        r#type: names.of(Definition::CodeDirectory(id)),
        code: &code.code,
        label: code.label.as_str(),
    })
}
