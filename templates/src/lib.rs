//! The text templates of the targets that are prose or tables, by target.
//!
//! `dci` uses them unless a folder given with `--templates` holds a file of the same path. What a template may use is
//! told in `README.md`.
//!
//! ```
//! let summary = dci_templates::get("gitbook/SUMMARY.md").expect("GitBook needs a table of contents");
//! assert!(summary.contains("Table of contents"));
//! ```

/// Every file: its path below the templates, with `/`, and its text; in the order of the paths.
pub static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The text of a file.
pub fn get(path: &str) -> Option<&'static str> {
    let at = FILES.binary_search_by_key(&path, |(known, _)| known).ok()?;
    Some(FILES[at].1)
}
