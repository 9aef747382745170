//! The standard, many times over: for measuring how the work grows.
//!
//! Every interface is copied with ids, folders and names of its own, so that the copies depend on each other as the
//! originals do. `cargo run -p dci-tests --bin synthesize -- 10 /tmp/spec-x10` writes one.

use std::fs;
use std::io;
use std::path::Path;

use regex::{Captures, Regex};

/// The files of a standard: path relative to its root, and text.
type Files = Vec<(String, String)>;

/// Writes the standard in `from`, `times` over, to the new folder `to`.
pub fn synthesize(from: &Path, times: usize, to: &Path) -> io::Result<()> {
    let files = read(from, from)?;
    let mut interfaces: Vec<String> =
        files.iter().filter_map(|(path, _)| path.strip_suffix("/interface.yaml").map(ToOwned::to_owned)).collect();
    let settings =
        files.iter().find(|(path, _)| path == "standard.yaml").map(|(_, text)| text.clone()).unwrap_or_default();
    let place = |name: &String| settings.lines().position(|line| line.trim() == format!("- {name}"));
    interfaces.sort_by_key(place);
    let mut listed = interfaces.clone();
    for copy in 1..times {
        listed.extend(interfaces.iter().map(|name| format!("{name}-x{copy}")));
    }
    let names = Regex::new(r"(?m)^interfaces:.*$(\n +-.*$)*").map_err(io::Error::other)?;
    write(to, "standard.yaml", &names.replace(&settings, format!("interfaces: [{}]", listed.join(", "))))?;
    for copy in 0..times {
        for (path, text) in files.iter().filter(|(path, _)| path != "standard.yaml") {
            if copy == 0 {
                write(to, path, text)?;
                continue;
            }
            let (folder, rest) = path.split_once('/').unwrap_or((path, ""));
            write(to, &format!("{folder}-x{copy}/{rest}"), &renamed(text, path, copy)?)?;
        }
    }
    Ok(())
}

/// The text with all ids, and the names of interfaces, made those of a copy.
fn renamed(text: &str, path: &str, copy: usize) -> io::Result<String> {
    if Path::new(path).extension().is_some_and(|extension| extension == "json") {
        return Ok(text.to_owned());
    }
    let ids = Regex::new(r"\b(DO|CD|DT|DF|API|PRS|ASM|EXC)\.([A-Z][A-Z0-9]*)\.").map_err(io::Error::other)?;
    let short = Regex::new(r"\bCD([0-9]{2})\b").map_err(io::Error::other)?;
    let text = ids.replace_all(text, |found: &Captures<'_>| format!("{}.{}X{copy}.", &found[1], &found[2]));
    let text = short.replace_all(&text, |found: &Captures<'_>| format!("CD{}{copy:03}", &found[1]));
    if !path.ends_with("/interface.yaml") {
        return Ok(text.into_owned());
    }
    let scope = Regex::new(r"(?m)^interface: (\S+)$").map_err(io::Error::other)?;
    let name = Regex::new(r"(?m)^name: (\S+)$").map_err(io::Error::other)?;
    let depends = Regex::new(r"(?m)^depends_on: \[(.*)\]$").map_err(io::Error::other)?;
    let text = scope.replace(&text, format!("interface: ${{1}}X{copy}"));
    let text = name.replace(&text, format!("name: ${{1}}-x{copy}"));
    let text = depends.replace(&text, |found: &Captures<'_>| {
        let ids: Vec<String> = found[1].split(',').map(|id| format!("{}X{copy}", id.trim())).collect();
        format!("depends_on: [{}]", ids.join(", "))
    });
    Ok(text.into_owned())
}

fn read(root: &Path, folder: &Path) -> io::Result<Files> {
    let mut files = Vec::new();
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let is_definition = path.extension().is_some_and(|extension| extension == "yaml" || extension == "json");
        if path.is_dir() {
            files.extend(read(root, &path)?);
        } else if is_definition {
            let relative = path.strip_prefix(root).map_err(io::Error::other)?;
            files.push((relative.to_string_lossy().replace('\\', "/"), fs::read_to_string(&path)?));
        }
    }
    Ok(files)
}

fn write(root: &Path, path: &str, text: &str) -> io::Result<()> {
    let path = root.join(path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}
