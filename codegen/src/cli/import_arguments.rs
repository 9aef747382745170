//! The arguments of `dci import`, a variant a format.

use camino::Utf8PathBuf;
use clap::{Args, Subcommand};

/// How `dci import` is used.
pub(crate) const IMPORT_EXAMPLES: &str = "\
Examples:
  dci import json-ld schemas/ --out imported
  dci import openapi social_api.yaml --interface social-registry --out imported
  dci import json-schema schemas/*.json --out imported --format json
  dci import csv CD.COM.02.csv --dry-run";

/// What is imported.
#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// Classes, properties and lists of codes in JSON-LD
    ///
    /// Writes a standard of its own, which `dci check --spec DIR` can read, with TODO wherever the source is silent. What is wrong
    /// with the source (a reference that leads nowhere, a name for two things, a file that is no JSON) is reported with its place and
    /// with what was done instead; it does not end the import, and does not count as a failure.
    JsonLd(ImportSourceOptions),
    /// OpenAPI documents, 3.0 or 3.1
    ///
    /// As for JSON-LD: a standard of its own, with TODO wherever the source is silent, and a report of what is wrong with the source.
    Openapi(ImportSourceOptions),
    /// JSON Schemas
    ///
    /// As for JSON-LD: a standard of its own, with TODO wherever the source is silent, and a report of what is wrong with the source.
    JsonSchema(ImportSourceOptions),
    /// Code directories from CSV files: the YAML is edited in place, and the changes are told
    ///
    /// A file is named after the id of its directory: CD.COM.02.csv. Columns that it has not stay as they are.
    Csv(ImportSheetOptions),
    /// Code directories from a workbook: the YAML is edited in place, and the changes are told
    ///
    /// A sheet is named after the id of its directory: CD.COM.02. Columns that it has not stay as they are.
    Xlsx(ImportSheetOptions),
}

#[derive(Debug, Args)]
pub(crate) struct ImportSourceOptions {
    /// Files, and folders of files
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<Utf8PathBuf>,
    /// Where the definitions go: a folder that is new or empty
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Utf8PathBuf,
    /// Put everything into one interface of this name; absent: an interface a folder of JSON-LD or JSON Schemas, or an OpenAPI document
    #[arg(long, value_name = "NAME")]
    pub(crate) interface: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ImportSheetOptions {
    /// The tables
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<Utf8PathBuf>,
    /// The directory, where the only table does not name it: an id, a name or a former id
    #[arg(long)]
    pub(crate) id: Option<String>,
    /// The interface of a directory that is new: its id or its folder
    #[arg(long)]
    pub(crate) interface: Option<String>,
    /// The name of a directory that is new, where the table does not name it
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Tell the changes, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}
