//! The keys of documents, so that a misspelt one is told.

use serde_json::Value as Json;

use crate::import::finding::{Kind, Place};
use crate::import::schema::Reader;
use crate::nearest::did_you_mean;

const DOCUMENT: &[&str] = &[
    "components",
    "externalDocs",
    "info",
    "jsonSchemaDialect",
    "openapi",
    "paths",
    "security",
    "servers",
    "tags",
    "webhooks",
];
const COMPONENTS: &[&str] = &[
    "callbacks",
    "examples",
    "headers",
    "links",
    "parameters",
    "pathItems",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
];
pub(super) const METHODS: &[&str] = &["delete", "get", "head", "options", "patch", "post", "put", "trace"];
const PATH_ITEM: &[&str] = &["$ref", "description", "parameters", "servers", "summary"];
const OPERATION: &[&str] = &[
    "callbacks",
    "deprecated",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "security",
    "servers",
    "summary",
    "tags",
];
const RESPONSE: &[&str] = &["$ref", "content", "description", "headers", "links", "summary"];

/// Reports the keys of a document, of its components, paths, operations and responses that `OpenAPI` does not have.
pub(super) fn document(reader: &mut Reader<'_>, file: usize) {
    let root = Place { file, pointer: String::new() };
    keys(reader, &root, "a document", &[DOCUMENT]);
    keys(reader, &root.below("components"), "components", &[COMPONENTS]);
    let responses = root.below("components").below("responses");
    for name in names(reader.at(&responses)) {
        keys(reader, &responses.below(name), "a response", &[RESPONSE]);
    }
    let paths = root.below("paths");
    for path in names(reader.at(&paths)) {
        let item = paths.below(path);
        keys(reader, &item, "a path", &[PATH_ITEM, METHODS]);
        for method in METHODS {
            let operation = item.below(method);
            if !reader.at(&operation).is_object() {
                continue;
            }
            keys(reader, &operation, "an operation", &[OPERATION]);
            let responses = operation.below("responses");
            for status in names(reader.at(&responses)) {
                keys(reader, &responses.below(status), "a response", &[RESPONSE]);
            }
        }
    }
}

fn names(json: &Json) -> impl Iterator<Item = &String> {
    json.as_object().into_iter().flatten().map(|(name, _)| name)
}

fn keys(reader: &mut Reader<'_>, place: &Place, what: &str, known: &[&[&str]]) {
    let known = || known.iter().copied().flatten().copied();
    for key in names(reader.at(place)).filter(|key| !key.starts_with("x-")) {
        if known().any(|known| known == key) {
            continue;
        }
        let near = did_you_mean(key, known());
        let near = near.map(|near| format!("; {near}")).unwrap_or_default();
        let message = format!("`{key}` is no key of {what}");
        reader.findings.add(Kind::UnknownWord, &place.below(key), message, Some(format!("left out{near}")));
    }
}
