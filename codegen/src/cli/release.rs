//! `dci release`.

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::output;
use dci_codegen::release::{
    ARCHIVE_FILE, CHANGES_FILE, CHECKSUM_FILE, Changes, FOLDER, InterfaceVersions, Refusal, Released, archive,
    checksum, refusals,
};
use dci_codegen::source::Sources;
use dci_codegen::version::Version;

use super::arguments::{Format, ReleaseOptions};
use super::page::{Page, tell_line};
use super::report::Report;
use super::revision::{self, read_release};
use super::{Arguments, Fault, Outcome, place};

/// How many files are named that differ.
const NAMED: usize = 5;

/// Freezes the standard as it is, or says why not.
pub(crate) fn release(arguments: &Arguments, options: &ReleaseOptions) -> Result<Outcome, Fault> {
    let root = place::root(arguments)?;
    let checked = place::checked(&root)?;
    Report::new(&checked.sources, &checked.diagnostics).print(arguments.format)?;
    let (Some(standard), false) = (&checked.standard, checked.has_errors()) else {
        let refused = Fault::new(format_args!("{root} has errors, so nothing was released"));
        refused.help("mend what is reported above").tell();
        return Ok(Outcome::Findings);
    };
    let version: Version = standard.version.parse().map_err(Fault::new)?;
    let releases = place::releases(&root)?;
    let folder = place::releases_folder(&root).join(version.to_string());
    let newest = releases.last().map(|release| release.version);
    let mut reasons = Vec::new();
    if releases.iter().any(|release| release.version == version) {
        let differing = differing(&root, version, &checked.sources)?;
        if differing.is_empty() {
            tell_line!("{folder}: the standard is released as it is");
            return Ok(Outcome::Clean);
        }
        reasons.push(format!("release {version} is there already, with other content: {}", named(&differing)));
    }
    let changes = match newest {
        Some(newest) => Changes::between(newest, &read_release(arguments, &root, newest)?.standard, standard),
        None => Changes::first(standard),
    };
    let refusals = refusals(version, &changes).into_iter();
    let is_told = |refusal: &Refusal| matches!(refusal, Refusal::NotAbove { .. }) && !reasons.is_empty();
    let refusals: Vec<String> = refusals.filter(|it| !is_told(it)).map(|it| it.to_string()).collect();
    reasons.extend(refusals);
    if !reasons.is_empty() {
        let help = "raise `version` there, in standard.yaml or interface.yaml; `dci changelog` tells what has changed";
        Fault::new("nothing was released:").details(reasons).help(help).tell();
        return Ok(Outcome::Findings);
    }
    let released = Released { version, changes };
    match arguments.format {
        Format::Human => versions(&released.changes).print(),
        // Stdout has the report already.
        _ => versions(&released.changes).tell(),
    }
    let files = checked.sources.files().count();
    let told = match newest {
        Some(newest) => format!("{files} files, {} since {newest}", counted(released.changes.changes.len(), "change")),
        None => format!("{files} files, the first release"),
    };
    if options.dry_run {
        tell_line!("{folder} would be written: {told}");
        return Ok(Outcome::Clean);
    }
    write(&root, &released, &checked.sources)?;
    tell_line!("{folder}: {told}");
    tell_line!("  next: run `dci generate`, and commit the release with what it writes");
    Ok(Outcome::Clean)
}

fn write(root: &Utf8Path, released: &Released, sources: &Sources) -> Result<(), Fault> {
    let archive = archive::pack(sources).map_err(|error| Fault::new(format_args!("the archive: {error}")))?;
    let record = released.record();
    let below = Utf8Path::new(FOLDER).join(released.version.to_string());
    let checksum = checksum::text(&archive);
    let files: [(&str, &[u8]); 3] =
        [(ARCHIVE_FILE, &archive), (CHECKSUM_FILE, checksum.as_bytes()), (CHANGES_FILE, record.as_bytes())];
    Ok(output::add_folder(&place::out(root, None), &below, &files)?)
}

/// The files that are not as they are in a release.
fn differing(root: &Utf8Path, version: Version, sources: &Sources) -> Result<Vec<Utf8PathBuf>, Fault> {
    let (path, bytes) = revision::release_archive(root, version)?;
    archive::differing(bytes.as_slice(), sources).map_err(|error| revision::damaged(&path, &error))
}

/// The first of some paths, and how many more there are.
fn named(paths: &[Utf8PathBuf]) -> String {
    let mut parts: Vec<String> = paths.iter().take(NAMED).map(ToString::to_string).collect();
    if paths.len() > NAMED {
        parts.push(format!("and {} more", paths.len() - NAMED));
    }
    parts.join(", ")
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The versions of the interfaces, and what their changes ask for.
fn versions(changes: &Changes) -> Page {
    let or_none = |version: &Option<String>| version.clone().unwrap_or_else(|| "none".to_owned());
    let row = |it: &InterfaceVersions| {
        vec![it.interface.clone(), or_none(&it.before), or_none(&it.after), it.required.to_string()]
    };
    let rows: Vec<Vec<String>> = changes.interfaces.iter().map(row).collect();
    let mut page = Page::default();
    page.table(&["interface", "before", "after", "changes ask for"], &rows);
    page.blank();
    page
}
