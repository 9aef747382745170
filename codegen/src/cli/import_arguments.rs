//! The arguments of `dci import`, a variant a format.

use camino::Utf8PathBuf;
use clap::{Args, Subcommand};

/// What is imported.
#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
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
