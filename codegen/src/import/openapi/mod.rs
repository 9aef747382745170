//! `OpenAPI` documents: an interface each, its operations, and the schemas that they send and return.

mod operations;
mod words;

use serde_json::Value as Json;

use crate::import::document::Document;
use crate::import::draft::{Draft, Module, Security};
use crate::import::finding::{Findings, Kind, Place};
use crate::import::modules::module_name;
use crate::import::schema::Reader;

/// Reads every file into the draft.
pub(super) fn read(documents: &[Document], interface: Option<&str>, draft: &mut Draft, findings: &mut Findings) {
    let mut modules = Vec::new();
    for (file, document) in documents.iter().enumerate() {
        let name = interface.map_or_else(|| name_of(document), ToOwned::to_owned);
        let module = draft.module(&name);
        modules.push(module);
        let is_document = document.json.get("openapi").is_some() && document.json["paths"].is_object();
        if !document.json.is_null() && !is_document {
            findings.unreadable(file, "this is no OpenAPI document: it has no `openapi` or no `paths`", None);
        }
        if is_document {
            about(&document.json, file, &mut draft.modules[module], findings);
            servers(&document.json, draft);
        }
    }
    titles(documents, findings);
    let files: Vec<usize> = draft.modules.iter().flat_map(|module| module.files.clone()).collect();
    let mut reader = Reader::new(documents, draft, findings, modules);
    for file in files {
        document(&mut reader, file);
    }
    reader.finish();
    unused(&mut reader);
}

/// The interface of a document: the stem of its file, without the version.
fn name_of(document: &Document) -> String {
    let stem = document.path.file_name().unwrap_or_default().split('.').next().unwrap_or_default();
    let is_version =
        |word: &str| word.strip_prefix('v').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    let words: Vec<&str> = stem.split(['_', '-']).filter(|word| !is_version(word)).collect();
    module_name(&words.join("-"))
}

/// What a document says of itself.
fn about(json: &Json, file: usize, module: &mut Module, findings: &mut Findings) {
    let info = &json["info"];
    let words = |key: &str| info[key].as_str().map(str::trim).filter(|text| !text.is_empty()).map(ToOwned::to_owned);
    let place = Place { file, pointer: "/info".to_owned() };
    for key in ["title", "version"] {
        if words(key).is_none() {
            let message = format!("the document has no `{key}`, which OpenAPI requires");
            findings.add(Kind::Silent, &place, message, Some("marked TODO".to_owned()));
        }
    }
    module.title = module.title.take().or_else(|| words("title"));
    module.version = module.version.take().or_else(|| words("version"));
    module.description = module.description.take().or_else(|| words("description"));
    module.files.push(file);
}

fn servers(json: &Json, draft: &mut Draft) {
    for server in json["servers"].as_array().into_iter().flatten() {
        let Some(url) = server["url"].as_str() else { continue };
        if draft.servers.iter().all(|(known, _)| known != url) {
            draft.servers.push((url.to_owned(), server["description"].as_str().map(ToOwned::to_owned)));
        }
    }
    let schemes = json["components"]["securitySchemes"].as_object().into_iter().flatten();
    for (name, scheme) in schemes.filter(|(_, scheme)| scheme["type"] == "http") {
        if draft.security.is_none() {
            let words = |key: &str| scheme[key].as_str().filter(|text| !text.trim().is_empty()).map(ToOwned::to_owned);
            draft.security = Some(Security {
                name: name.clone(),
                scheme: words("scheme").unwrap_or_else(|| "bearer".to_owned()),
                format: words("bearerFormat"),
                description: words("description"),
            });
        }
    }
}

/// Documents of one title cannot be told apart.
fn titles(documents: &[Document], findings: &mut Findings) {
    for (file, document) in documents.iter().enumerate() {
        let Some(title) = document.json["info"]["title"].as_str() else { continue };
        let twin = documents[..file].iter().find(|other| other.json["info"]["title"] == title);
        if let Some(twin) = twin {
            let message = format!("the title `{title}` is that of {} too", twin.path);
            let place = Place { file, pointer: "/info/title".to_owned() };
            findings.add(Kind::Clash, &place, message, Some("both are kept".to_owned()));
        }
    }
}

fn document(reader: &mut Reader<'_>, file: usize) {
    let root = Place { file, pointer: String::new() };
    words::document(reader, file);
    let module = reader.modules[file];
    let schemas = root.below("components").below("schemas");
    for (name, _) in reader.at(&schemas).as_object().into_iter().flatten() {
        reader.define(&schemas.below(name), module);
    }
    operations::read(reader, &root);
}

/// Schemas that a document defines and never uses.
fn unused(reader: &mut Reader<'_>) {
    for file in 0..reader.documents.len() {
        let schemas = Place { file, pointer: "/components/schemas".to_owned() };
        for (name, _) in reader.at(&schemas).as_object().into_iter().flatten() {
            let place = schemas.below(name);
            if !reader.referred.contains(&place) {
                let message = format!("the schema `{name}` is never referred to");
                reader.findings.add(Kind::Unused, &place, message, Some("it was imported all the same".to_owned()));
            }
        }
    }
}
