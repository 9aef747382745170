//! The arguments of the command.

use camino::Utf8PathBuf;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use super::import_arguments::{IMPORT_EXAMPLES, ImportCommand};

/// One YAML definition per thing; every artefact is derived from it.
///
/// Runs from any folder of a standard: it looks upwards for `standard.yaml` or `spec/standard.yaml`.
#[derive(Debug, Parser)]
#[command(name = "dci", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// The folder of the standard, with its standard.yaml
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) spec: Option<Utf8PathBuf>,

    /// How findings are reported
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How findings are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people, with the text that each finding is about
    Human,
    /// One JSON document
    Json,
    /// Annotations on a pull request
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

#[derive(Debug, Subcommand)]
#[expect(clippy::doc_markdown, reason = "the comments are printed as help, where a backtick is only noise")]
pub(crate) enum Command {
    /// Check the standard, and report everything in one run
    Check {
        /// Exit 1 on warnings too
        #[arg(long)]
        deny_warnings: bool,
    },
    /// Generate the artefacts
    Generate(GenerateOptions),
    /// Show a definition by its id, its name, or an id that it had before
    Show {
        /// An id or a name: CD.COM.02, marital_status, CD08
        wanted: String,
    },
    /// List the definitions
    List {
        /// Of this interface alone: its id or its folder
        #[arg(long)]
        interface: Option<String>,
        /// Of this kind alone
        #[arg(long, value_enum)]
        kind: Option<Kind>,
        /// Only how many there are of each kind, interface by interface
        #[arg(long, conflicts_with = "kind")]
        counts: bool,
    },
    /// List the decisions: where the standard differs from what is published, and why
    Decisions {
        /// Of this interface alone: its id or its folder
        #[arg(long)]
        interface: Option<String>,
    },
    /// Hold published material against the standard: what is missing, what deviates, what was decided
    ///
    /// FILE is a facts file (lists of data_objects, code_directories, data_types, data_formats, api_error_codes, api_enums,
    /// api_operations, processes) or an OpenAPI document. A deviation is in order where a decision settles it.
    Coverage(CoverageOptions),
    /// Compare two revisions of the standard: every change, what it means to whom, and a payload that shows it
    ///
    /// A revision is the folder of a standard, an archive of one (.tar, .tar.gz), `release:VERSION`: a release, or
    /// `git:REVISION`: the same folder as it was in that commit, tag or branch. Two ids compare two definitions of the standard as it is: `dci diff CD08 CD.COM.02`.
    Diff(DiffOptions),
    /// Freeze the standard as it is, as the release of its version
    ///
    /// Writes generated/releases/VERSION: an archive of the standard, and what it changes against the release before.
    /// Refuses where the standard has errors, or where a version does not say what its changes mean.
    Release(ReleaseOptions),
    /// Tell what each version of each interface changed, and on top what is not released yet
    Changelog(ChangelogOptions),
    /// Write code directories as tables, for a spreadsheet
    ///
    /// One CSV file a directory, or one workbook with a sheet a directory. `dci import` takes them back.
    Export(ExportOptions),
    /// Take in what was made elsewhere: published material, and code directories from a spreadsheet
    #[command(subcommand, after_help = IMPORT_EXAMPLES)]
    Import(ImportCommand),
    /// Hold payloads against a data object
    Validate(ValidateOptions),
    /// Explain a finding: the rule, an example, the mend
    Explain {
        /// The id in the report; none: list all
        rule: Option<String>,
    },
    /// Start a definition
    New {
        /// What to start
        #[arg(value_enum)]
        kind: Kind,
        /// Its name: marital_status, Member, on-search
        name: String,
        /// The interface that it belongs to: its id or its folder
        #[arg(long)]
        interface: Option<String>,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ValidateOptions {
    /// Files of JSON; - is the standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<Utf8PathBuf>,
    /// The data object, by its id or name; or a message: API.COM.01.SYN@SR/request or /answer
    #[arg(long, value_name = "TYPE")]
    pub(crate) r#as: String,
    /// As a country has it
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Show values of the payloads, which may be about people, and what they were close to
    #[arg(long)]
    pub(crate) show_values: bool,
}

#[derive(Debug, Args)]
pub(crate) struct GenerateOptions {
    /// Only this target; may be given several times
    #[arg(long = "target", value_name = "TARGET")]
    pub(crate) targets: Vec<String>,
    /// Write nothing; exit 1 where an artefact is not up to date
    #[arg(long)]
    pub(crate) check: bool,
    /// Where the artefacts go; absent: the folder `generated` beside the standard
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<Utf8PathBuf>,
    /// A folder whose templates replace or add to the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) templates: Option<Utf8PathBuf>,
    /// Of the standard as it was in this release
    #[arg(long, value_name = "VERSION", requires = "out")]
    pub(crate) release: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ReleaseOptions {
    /// Write nothing; say what would be written, or why not
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ChangelogOptions {
    /// Of this interface alone: its id or its folder
    #[arg(long)]
    pub(crate) interface: Option<String>,
    /// Print Markdown, as on the GitBook pages
    #[arg(long)]
    pub(crate) markdown: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CoverageOptions {
    /// What is published
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<Utf8PathBuf>,
    /// Of this interface alone: its id or its folder; for an OpenAPI document, the interface that it describes
    #[arg(long)]
    pub(crate) interface: Option<String>,
    /// List what was decided, too
    #[arg(long)]
    pub(crate) decided: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExportOptions {
    /// What to write
    #[arg(value_enum)]
    pub(crate) table: TableFormat,
    /// Code directories, by id, name or former id; none: all of them
    #[arg(value_name = "ID")]
    pub(crate) wanted: Vec<String>,
    /// Of this interface alone: its id or its folder
    #[arg(long)]
    pub(crate) interface: Option<String>,
    /// The file, or a folder for several; absent: one directory goes to stdout as CSV
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<Utf8PathBuf>,
}

/// The format of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// Comma-separated values, in UTF-8
    Csv,
    /// A workbook; codes stay text in it
    Xlsx,
}

#[derive(Debug, Args)]
pub(crate) struct DiffOptions {
    /// The revision that others have built on
    pub(crate) old: String,
    /// The revision that is to take its place; absent: the standard as it is now
    pub(crate) new: Option<String>,
    /// Of this interface alone: its id
    #[arg(long)]
    pub(crate) interface: Option<String>,
    /// Print Markdown, for a pull request
    #[arg(long)]
    pub(crate) markdown: bool,
    /// When to exit 1
    #[arg(long, value_enum, default_value_t = FailOn::Breaking)]
    pub(crate) fail_on: FailOn,
}

/// When a comparison fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// On a change that breaks somebody, or a version that does not say so
    Breaking,
    /// On any change
    Any,
    /// Never
    None,
}

/// A kind of definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Interface,
    DataType,
    DataFormat,
    CodeDirectory,
    DataObject,
    Operation,
    Process,
}

impl Kind {
    /// The key that tells the kind in the YAML.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Interface => "interface",
            Self::DataType => "data_type",
            Self::DataFormat => "data_format",
            Self::CodeDirectory => "code_directory",
            Self::DataObject => "data_object",
            Self::Operation => "operation",
            Self::Process => "process",
        }
    }

    /// The letters that ids of the kind begin with.
    pub(crate) fn letters(self) -> &'static str {
        match self {
            Self::Interface => "",
            Self::DataType => "DT",
            Self::DataFormat => "DF",
            Self::CodeDirectory => "CD",
            Self::DataObject => "DO",
            Self::Operation => "API",
            Self::Process => "PRS",
        }
    }
}

/// Prints the completions for a shell.
pub(crate) fn print_completions(shell: clap_complete::Shell) {
    // Into memory first: whoever reads the beginning alone must not see a panic.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "dci", &mut script);
    super::page::print_as_it_is(&String::from_utf8_lossy(&script));
}
