//! The user's folder of templates, read once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use crate::disk::{self, At, Follow};
use crate::emit::EmitError;
use crate::limits::MAX_FILE_BYTES;
use crate::template::TemplateFile;

/// Every file below the folder, by its path with `/`. Hidden files are those of editors and version control.
pub(super) fn read(folder: &Utf8Path) -> Result<BTreeMap<String, TemplateFile>, EmitError> {
    let files = disk::walk(folder, Follow::All).map_err(|At { path, error }| unreadable(&path, error))?;
    let read = |below: Utf8PathBuf| {
        let shown = folder.join(&below);
        let text = disk::read_below(folder, &below, MAX_FILE_BYTES).and_then(disk::text);
        let text = text.map_err(|error| unreadable(&shown, error))?;
        // Windows writes the path with another sign.
        Ok((below.as_str().replace('\\', "/"), TemplateFile { shown, text: Cow::Owned(text) }))
    };
    files.into_iter().map(read).collect()
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
