//! Lists the files below the folders of this crate, so that `lib.rs` can embed them.
//!
//! A file that is added, changed or removed makes the list anew; no list has to be kept by hand.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = vec!["standard.yaml".to_owned()];
    for entry in fs::read_dir(&root)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') && !matches!(name.as_str(), "src" | "target") {
            println!("cargo::rerun-if-changed={name}");
            collect(&path, &name, &mut files)?;
        }
    }
    // Folders that are yet to come.
    println!("cargo::rerun-if-changed=.");
    files.sort();

    let mut list = String::from("&[\n");
    for file in &files {
        let _ = writeln!(
            list,
            "    ({file:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))),",
            format!("/{file}")
        );
    }
    list.push_str("]\n");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("files.rs"), list)
}

/// Adds every file below `folder`, by its path with `/`.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let name = format!("{prefix}/{name}");
        // What is embedded lies in this crate: a link could lead to any file of whoever builds it, and a pipe would never end.
        let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
        if !fs::canonicalize(&path)?.starts_with(fs::canonicalize(root)?) {
            return Err(io::Error::other(format!(
                "{name} is a link that leads out of the crate: put a copy in its place"
            )));
        }
        if path.is_dir() {
            collect(&path, &name, files)?;
        } else if path.is_file() {
            files.push(name);
        } else {
            return Err(io::Error::other(format!("{name} is neither a file nor a folder: remove it")));
        }
    }
    Ok(())
}
