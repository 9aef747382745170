//! JSON Schemas: a file with one schema, or with many under `$defs`.

use crate::import::document::Document;
use crate::import::draft::Draft;
use crate::import::finding::{Findings, Place};
use crate::import::modules;
use crate::import::schema::Reader;

/// Reads every file into the draft.
pub(super) fn read(documents: &[Document], interface: Option<&str>, draft: &mut Draft, findings: &mut Findings) {
    let names = modules::of_folders(documents, interface);
    let modules: Vec<usize> = names.iter().map(|name| draft.module(name)).collect();
    let mut reader = Reader::new(documents, draft, findings, modules.clone());
    for (file, document) in documents.iter().enumerate() {
        if document.json.is_null() {
            continue;
        }
        let root = Place { file, pointer: String::new() };
        let mut has_some = false;
        for key in ["$defs", "definitions"] {
            for name in document.json[key].as_object().into_iter().flatten().map(|(name, _)| name) {
                reader.define(&root.below(key).below(name), modules[file]);
                has_some = true;
            }
        }
        let says = |key: &&str| document.json.get(key).is_some();
        let is_schema = ["type", "properties", "allOf", "anyOf", "oneOf", "enum", "const", "$ref"].iter().any(says);
        if is_schema {
            reader.define(&root, modules[file]);
        } else if !has_some {
            let message = "this is no JSON Schema: it has neither `type`, `properties` nor `$defs`";
            reader.findings.unreadable(file, message, None);
            continue;
        }
        let module = &mut reader.draft.modules[modules[file]];
        module.files.push(file);
        if !is_schema {
            // A collection speaks for the interface.
            let words = |key: &str| document.json[key].as_str().map(ToOwned::to_owned);
            module.title = module.title.take().or_else(|| words("title"));
            module.description = module.description.take().or_else(|| words("description"));
        }
    }
    reader.finish();
}
