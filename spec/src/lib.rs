//! The DCI standards as YAML: every definition, its settings and its examples, embedded.
//!
//! Programs that read a standard from disk do not need this crate. It is for tests and tools that want the published
//! standard at hand without a copy of the repository.
//!
//! ```
//! let directory = dci_spec::get("common/code-directories/marital_status.yaml").expect("it is part of Common");
//! assert!(directory.contains("code_directory: CD.COM.02"));
//! ```

/// Every file: its path below the root of the standard, with `/`, and its text; in the order of the paths.
pub static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The text of a file.
pub fn get(path: &str) -> Option<&'static str> {
    let at = FILES.binary_search_by_key(&path, |(known, _)| known).ok()?;
    Some(FILES[at].1)
}
