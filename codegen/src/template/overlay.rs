//! The user's folder of templates, read once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;

use camino::Utf8Path;

use crate::emit::EmitError;
use crate::template::TemplateFile;

/// How deep the folder may nest: enough for every layout, and an end to links that lead back up.
const MAX_DEPTH: usize = 16;

/// Every file below the folder, by its path with `/`. Hidden files are those of editors and version control.
pub(super) fn read(folder: &Utf8Path) -> Result<BTreeMap<String, TemplateFile>, EmitError> {
    let mut files = BTreeMap::new();
    collect(folder, "", MAX_DEPTH, &mut files)?;
    Ok(files)
}

fn collect(
    folder: &Utf8Path,
    prefix: &str,
    depth: usize,
    files: &mut BTreeMap<String, TemplateFile>,
) -> Result<(), EmitError> {
    if depth == 0 {
        return Err(unreadable(folder, format!("the folder nests more than {MAX_DEPTH} deep")));
    }
    let entries = folder.read_dir_utf8().map_err(|error| unreadable(folder, error))?;
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(folder, error))?;
        let name = entry.file_name();
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        let metadata = fs::metadata(path).map_err(|error| unreadable(path, error))?;
        if metadata.is_dir() {
            collect(path, &format!("{prefix}{name}/"), depth - 1, files)?;
        } else {
            let text = fs::read_to_string(path).map_err(|error| unreadable(path, error))?;
            files.insert(format!("{prefix}{name}"), TemplateFile { shown: path.to_owned(), text: Cow::Owned(text) });
        }
    }
    Ok(())
}

fn unreadable(path: &Utf8Path, why: impl std::fmt::Display) -> EmitError {
    EmitError {
        path: path.to_owned(),
        line: None,
        message: format!("cannot be read: {why}"),
        help: Some(
            "give a folder of UTF-8 text files with `--templates`; `templates/` of dci shows the layout".to_owned(),
        ),
    }
}
