//! How much is too much: every bound on what strangers hand in, each in one place.
//!
//! `docs/limits.md` is the same table for people, with what is said where a bound is passed; a test holds the two together. A bound is far
//! above what a committee writes and what a registry sends, and far below what fills a small machine.
//!
//! ```
//! use dci_codegen::limits::{LIMITS, MAX_DEPTH};
//!
//! let depth = LIMITS.iter().find(|limit| limit.name == "MAX_DEPTH");
//! assert_eq!(depth.map(|limit| limit.most), Some(MAX_DEPTH as u64));
//! ```

/// A bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The name of the constant.
    pub name: &'static str,
    /// What is bounded.
    pub what: &'static str,
    /// The most of it.
    pub most: u64,
    /// In what it is counted.
    pub unit: &'static str,
}

macro_rules! limits {
    ($($(#[doc = $doc:literal])+ $name:ident: $type:ty = $most:expr, $unit:literal, $what:literal;)+) => {
        $($(#[doc = $doc])+ pub const $name: $type = $most;)+

        /// Every bound.
        pub const LIMITS: &[Limit] =
            &[$(Limit { name: stringify!($name), what: $what, most: $name as u64, unit: $unit }),+];
    };
}

limits! {
    /// How large a file of a standard is: people read a definition.
    MAX_FILE_BYTES: u64 = 1024 * 1024, "bytes", "a file of a standard";

    /// How deep YAML and JSON nest: a definition needs a handful of levels.
    MAX_DEPTH: usize = 64, "levels", "brackets, lists and keys inside each other, in a file of a standard";

    /// How many findings of each severity are listed of one file; the others are counted.
    MAX_FINDINGS_OF_A_FILE: usize = 1000, "findings", "errors of one file that are listed, and as many warnings";

    /// How many findings of one file are shown to people; machine formats list the others.
    MAX_SHOWN_OF_A_FILE: usize = 50, "findings", "findings of one file that are shown to people";

    /// How many data objects extend one another in a row.
    MAX_ABOVE: usize = 32, "levels", "data objects that extend each other in a row";

    /// How long a name may be for which a similar one is looked for.
    MAX_COMPARED_NAME: usize = 64, "characters", "a name for which `did you mean` looks";

    /// How many names are compared with one that nobody knows.
    MAX_COMPARED_NAMES: usize = 5000, "names", "names that `did you mean` looks at";

    /// How many names that nobody knows get a suggestion, where the whole of a source is read.
    MAX_SUGGESTIONS: usize = 1000, "names", "unknown names of a source for which `did you mean` looks";

    /// How many files of published material are read at once.
    MAX_SOURCE_FILES: usize = 10_000, "files", "files that `dci import` reads at once";

    /// How deep published YAML nests; JSON nests as deep.
    MAX_SOURCE_DEPTH: usize = 127, "levels", "brackets, lists and keys inside each other, in a file that `dci import` reads";

    /// How long the keys that lead to the values of a file are, all of them together.
    MAX_POINTER_BYTES: usize = 512 * 1024 * 1024, "bytes", "JSON pointers to all values of a file that `dci import` reads";

    /// How many attributes schemas take over from each other.
    MAX_COPIED_ATTRIBUTES: usize = 100_000, "attributes", "attributes that `allOf` takes over from other schemas";

    /// How many steps are taken to hold the examples of a source against their schemas.
    MAX_EXAMPLE_STEPS: usize = 1_000_000, "steps", "examples of a source that are held against their schemas";

    /// How many types one attribute is followed to, where names stand for other names.
    MAX_ALIAS_STEPS: usize = 1000, "types", "types that the `anyOf` of one attribute leads to";

    /// How long a pattern is.
    MAX_PATTERN_BYTES: usize = 4096, "bytes", "a pattern of a data format";

    /// How large a pattern is once it is compiled: counts such as `{1000}` write it out.
    MAX_COMPILED_PATTERN_BYTES: usize = 1024 * 1024, "bytes", "a pattern once it is compiled";

    /// How large the parts of a workbook are once they are unpacked.
    MAX_UNPACKED_SHEET_BYTES: u64 = 64 * 1024 * 1024, "bytes", "all parts of a workbook, unpacked";

    /// How many rows a table has, blank ones among them: a file of a standard has no room for more codes.
    MAX_ROWS: usize = 50_000, "rows", "a table";

    /// How many columns a table has.
    MAX_COLUMNS: usize = 512, "columns", "a table";

    /// How many cells a table has, blank ones between others among them.
    MAX_CELLS: usize = 1_000_000, "cells", "a table";

    /// What a page may take: an instruction of its template takes one, and so do 64 bytes that it makes.
    MAX_FUEL: u64 = 5_000_000, "steps", "the work of the template of one page: an instruction, or 64 bytes of text";

    /// How many members of payloads are looked at to show what the changes of one definition do.
    MAX_WITNESS_MEMBERS: usize = 1_000_000, "members", "payloads that `dci diff` tries for the changes of one definition";
}
