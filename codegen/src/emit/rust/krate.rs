//! The files of the crate as a whole: `README.md` and `src/lib.rs` from templates, `Cargo.toml` from [`manifest`](super::manifest).

use proc_macro2::TokenStream;
use quote::quote;
use serde::Serialize;

use super::docs::Docs;
use super::formats::raw_string;
use super::manifest;
use super::names::{Names, module_name};
use crate::emit::{Context, EmitError};
use crate::model::{Definition, Example, Interface, Profile, Standard};
use crate::output::Outputs;

/// What the templates may use.
#[derive(Serialize)]
struct Variables<'a> {
    standard: StandardVariables<'a>,
    interfaces: Vec<InterfaceVariables<'a>>,
    /// The documentation of the crate, as comments.
    docs: String,
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
    has_deprecated: bool,
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
        docs: docs(standard, names)?.inner(),
    };
    outputs.add("Cargo.toml", manifest::manifest(context)?);
    outputs.add("README.md", context.templates.render("rust/README.md", &variables)?);
    let template = "rust/lib.rs";
    let text = context.templates.render(template, &variables)?;
    syn::parse_file(&text).map_err(|error| EmitError {
        path: context.templates.shown(template),
        line: None,
        message: format!("what the template makes is no Rust: {error}, in line {}", error.span().start().line),
        help: Some("correct the template; every text of the standard stands in `docs` already".to_owned()),
    })?;
    outputs.add("src/lib.rs", text);
    Ok(())
}

/// What the crate is, with an example of a data object and one of a code directory, which are run as tests.
fn docs(standard: &Standard, names: &Names) -> Result<Docs, EmitError> {
    let interfaces = standard.interfaces.iter().map(|(_, interface)| {
        let Interface { name, title, version, stage, .. } = interface;
        [format!("`{name}`"), Docs::inline(&format!("{title} {version}, {stage}"))]
    });
    let docs = match &standard.profile {
        Some(profile) => of_profile(standard, profile),
        None => Docs::default().text(&format!("Types of the {}, version {}.", standard.title, standard.version)),
    };
    let docs = docs.table(["feature and module", "interface"], interfaces).markdown(
        "A data object is a struct, a code directory an enum, a data format a struct that only has values of its form. What has \
         been read holds: reading refuses what breaks a rule, and tells every violation with its JSON Pointer and its rule. \
         Keywords of JSON-LD and attributes that the standard does not know are kept in `extra`.",
    );
    let docs = docs.markdown(
        "What is about people stays out of logs: `Debug` of a data object shows what is labelled public, and of all other attributes \
         their label, `<personal>` or `<sensitive>`. [`Shown`] shows everything.",
    );
    let name = crate_name(standard);
    let examples = [object_example(standard, names, &name), directory_example(standard, names, &name)];
    examples.into_iter().flatten().try_fold(docs, |docs, lines| {
        // What is compiled and run holds no text but as a literal: it is read as a program before it is shown as one.
        let program = format!("{{{}}}", lines.join("\n").replace("\n# ", "\n"));
        syn::parse_str::<syn::Block>(&program).map_err(|error| EmitError::defect("src/lib.rs", error))?;
        Ok(docs.code(lines))
    })
}

fn of_profile(standard: &Standard, profile: &Profile) -> Docs {
    let Profile { base_title, base_version, .. } = profile;
    let base = super::profile::base_crate(profile);
    let (title, version) = (&standard.title, &standard.version);
    Docs::default()
        .text(&format!("Types of the {base_title} {base_version} as the profile {title}, version {version}, has them."))
        .markdown(&format!(
            "What the profile does not change is taken over from [`{base}`]. What it changes converts to the type there without loss, \
             by `From`; a value of the standard becomes one of the profile by `TryFrom`, which tells every violation."
        ))
}

/// The crate as programs name it.
fn crate_name(standard: &Standard) -> String {
    format!("{}_types", standard.name.replace('-', "_"))
}

fn of_interface<'a>(standard: &'a Standard, interface: &'a Interface) -> InterfaceVariables<'a> {
    InterfaceVariables {
        name: &interface.name,
        module: module_name(interface),
        title: interface.title.as_str(),
        version: &interface.version,
        stage: interface.stage.name(),
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

/// The data object of the first interface with the shortest example, read and written.
fn object_example(standard: &Standard, names: &Names, name: &str) -> Option<Vec<String>> {
    let (_, interface) = standard.interfaces.iter().next()?;
    let examples = interface.data_objects.iter().flat_map(|&id| {
        let object = &standard[id];
        object.examples.iter().map(move |example| (id, &standard[*example]))
    });
    let (id, Example { json, .. }) =
        examples.filter(|(id, _)| standard[*id].is_declared()).min_by_key(|(id, example)| (example.text.len(), *id))?;
    let (module, of) = (module_name(interface), names.of(Definition::DataObject(id)));
    let payload = raw_string(&json.to_string());
    Some(vec![
        format!("use {name}::DataObject;"),
        format!("use {name}::{module}::{of};"),
        String::new(),
        format!("let text = {payload};"),
        format!("let value = {of}::from_json(text)?;"),
        "assert!(value.validate().is_ok());".to_owned(),
        "assert_eq!(value.to_json()?, text);".to_owned(),
        String::new(),
        format!("let error = {of}::from_json(\"[]\").unwrap_err();"),
        "assert_eq!(error.violations()[0].rule.id(), \"type\");".to_owned(),
        format!("# Ok::<(), {name}::ReadError>(())"),
    ])
}

/// The first closed code directory of the first interface whose first code is not its own label, with that code.
fn directory_example(standard: &Standard, names: &Names, name: &str) -> Option<Vec<String>> {
    let (_, interface) = standard.interfaces.iter().next()?;
    let mut directories = interface.code_directories.iter().filter_map(|&id| {
        let directory = &standard[id];
        Some((id, directory.codes.first().filter(|code| directory.is_closed() && code.code != code.label.as_str())?))
    });
    let (id, code) = directories.next()?;
    let (module, of) = (module_name(interface), names.of(Definition::CodeDirectory(id)));
    let literal = |text: &str| -> TokenStream { quote!(#text) };
    Some(vec![
        format!("use {name}::CodeDirectory;"),
        format!("use {name}::{module}::{of};"),
        String::new(),
        format!("let code: {of} = {}.parse()?;", literal(&code.code)),
        format!("assert_eq!(code.label(), {});", literal(code.label.as_str())),
        format!("# Ok::<(), {name}::runtime::UnknownCode>(())"),
    ])
}
