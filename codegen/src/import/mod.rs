//! What exists already as a draft of a standard: published JSON-LD, `OpenAPI` documents, JSON Schemas.
//!
//! A source is read file by file into a *draft*, which knows definitions but neither their names nor their ids. Its references are
//! settled, the draft is put in order, and written as the YAML of a standard that loads without an error. Where the source is
//! silent, the YAML says `TODO`. Whatever is wrong with the source becomes a [`Finding`], with what was done instead; none of it
//! ends the import.
//!
//! ```
//! use dci_codegen::import::{Language, Source, import};
//!
//! let text = r#"{"$id": "https://test.invalid/Person", "type": "object", "properties": {"name": {"type": "string"}}}"#;
//! let sources = [Source { path: "Person.json".into(), text: text.into() }];
//! let imported = import(Language::JsonSchema, &sources, Some("people"));
//! assert!(imported.files[camino::Utf8Path::new("people/data-objects/Person.yaml")].contains("name: Person"));
//! ```

mod document;
mod draft;
mod finding;
mod json_ld;
mod json_schema;
mod modules;
mod openapi;
mod order;
mod references;
mod schema;
mod write;
mod yaml;

use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use crate::vocabulary::SourceKind;
use document::Document;
use draft::Draft;
use finding::Findings;
pub use finding::{Finding, Kind};

/// The language of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Classes, properties and individuals in JSON-LD.
    JsonLd,
    /// `OpenAPI` documents, 3.0 or 3.1.
    OpenApi,
    /// JSON Schemas.
    JsonSchema,
}

/// A file of a source.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path, as definitions will state it.
    pub path: Utf8PathBuf,
    /// The text.
    pub text: String,
}

/// What became of a source.
#[derive(Debug)]
pub struct Imported {
    /// The files of a standard: path and text.
    pub files: BTreeMap<Utf8PathBuf, String>,
    /// What is wrong with the source.
    pub findings: Vec<Finding>,
}

/// Turns the files of a source into the files of a standard. All definitions go into one interface where one is named.
pub fn import(language: Language, sources: &[Source], interface: Option<&str>) -> Imported {
    let mut findings = Findings::default();
    let read =
        |(file, source): (usize, &Source)| Document::read(source.path.clone(), &source.text, file, &mut findings);
    let documents: Vec<Document> = sources.iter().enumerate().map(read).collect();
    let mut draft = Draft::default();
    let kind = match language {
        Language::JsonLd => {
            json_ld::read(&documents, interface, &mut draft, &mut findings);
            SourceKind::JsonLd
        }
        Language::OpenApi => {
            openapi::read(&documents, interface, &mut draft, &mut findings);
            SourceKind::Openapi
        }
        Language::JsonSchema => {
            json_schema::read(&documents, interface, &mut draft, &mut findings);
            SourceKind::JsonSchema
        }
    };
    references::settle(&mut draft, &mut findings);
    let ordered = order::order(draft, &mut findings);
    let files = write::write(&ordered, &documents, kind, &mut findings);
    Imported { files, findings: findings.finish(&documents) }
}
