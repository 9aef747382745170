//! `dci import`: published material as definitions to go on with, and what is wrong with it.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::disk::{self, At, Follow, Refused};
use dci_codegen::import::{self, Finding, Imported, Kind, Language, Source};
use dci_codegen::limits::MAX_SOURCE_FILES;
use serde_json::json;

use super::arguments::Format;
use super::import_arguments::ImportSourceOptions;
use super::page::{Page, line, print_json};
use super::{Arguments, Fault, Outcome, input, write};

/// Reads the source, writes the standard, reports the faults of the source: they are no fault of the run.
pub(crate) fn import(
    arguments: &Arguments,
    language: Language,
    options: &ImportSourceOptions,
) -> Result<Outcome, Fault> {
    if let Some(name) = &options.interface
        && let Some(expected) = dci_codegen::naming::malformed("interface", name)
    {
        return Err(Fault::new(format_args!("`{name}` cannot be the name")).help(format_args!("write {expected}")));
    }
    is_free(&options.out)?;
    let sources = sources(language, options)?;
    let imported = import::import(language, &sources, options.interface.as_deref());
    write::folder(&options.out, imported.files.iter().map(|(path, text)| (path.as_path(), text.as_bytes())))?;
    if arguments.format == Format::Json {
        let files: Vec<&str> = imported.files.keys().map(|path| path.as_str()).collect();
        print_json(&format!("{:#}", json!({"files": files, "findings": imported.findings})));
    } else {
        page(&imported, sources.len(), &options.out).print();
    }
    Ok(Outcome::Clean)
}

/// Definitions that somebody has worked on are never written over.
fn is_free(out: &Utf8Path) -> Result<(), Fault> {
    match std::fs::read_dir(out) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(Fault::new(format_args!("{out} is not empty"))
                .help("name a new folder with --out: an import writes over nothing")),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Fault::new(format_args!("{out}: {error}"))),
    }
}

/// The files to read, each with its path below the folder that all of them have in common.
fn sources(language: Language, options: &ImportSourceOptions) -> Result<Vec<Source>, Fault> {
    let endings: &[&str] = match language {
        Language::JsonLd => &["jsonld", "json"],
        Language::OpenApi => &["yaml", "yml", "json"],
        Language::JsonSchema => &["json", "yaml", "yml"],
    };
    let mut found: Vec<Utf8PathBuf> = Vec::new();
    for path in &options.paths {
        if path.is_dir() {
            let before = found.len();
            let files = disk::walk(path, Follow::Files).map_err(|At { path, error }| {
                let fault = Fault::new(format_args!("{path}: {error}"));
                let outside = Refused::of(&error) == Some(Refused::Outside);
                if outside { fault.help("remove the link, or name what it leads to") } else { fault }
            })?;
            let is_read = |file: &Utf8PathBuf| file.extension().is_some_and(|ending| endings.contains(&ending));
            found.extend(files.into_iter().filter(is_read).map(|file| path.join(file)));
            if found.len() == before {
                return Err(Fault::new(format_args!("{path} has no file that ends in .{}", endings.join(" or ."))));
            }
        } else {
            found.push(path.clone());
        }
    }
    found.sort();
    found.dedup();
    let roots = options.paths.iter().map(|path| if path.is_dir() { path.as_path() } else { parent(path) });
    let base = roots.map(Utf8Path::to_owned).reduce(|one, other| common(&one, &other)).unwrap_or_default();
    if found.len() > MAX_SOURCE_FILES {
        return Err(Fault::new(format_args!(
            "there are {} files, and {MAX_SOURCE_FILES} are read at once",
            found.len()
        ))
        .help("name the folders of one part of the source, and import it part by part"));
    }
    let read = |path: &Utf8PathBuf| {
        let bytes = input::bytes(path)?;
        let below = path.strip_prefix(&base).unwrap_or(path);
        // Windows writes the path with another sign.
        let below = Utf8PathBuf::from(below.as_str().replace('\\', "/"));
        Ok(Source { path: below, text: String::from_utf8_lossy(&bytes).into_owned() })
    };
    found.iter().map(read).collect()
}

fn parent(path: &Utf8Path) -> &Utf8Path {
    path.parent().unwrap_or(Utf8Path::new(""))
}

fn common(one: &Utf8Path, other: &Utf8Path) -> Utf8PathBuf {
    one.components()
        .zip(other.components())
        .take_while(|(one, other)| one == other)
        .map(|(one, _)| one.as_str())
        .collect()
}

/// The report for people: what is wrong, file by file; what many files have in common, once; what the source leaves unsaid, counted.
fn page(imported: &Imported, files: usize, out: &Utf8Path) -> Page {
    let (silent, faults): (Vec<&Finding>, Vec<&Finding>) =
        imported.findings.iter().partition(|finding| finding.kind == Kind::Silent);
    let mut page = Page::default();
    let shared = in_many_files(&faults);
    let mut file = "";
    for finding in faults.iter().filter(|finding| !shared.contains_key(&key(finding))) {
        if finding.file != file {
            if !file.is_empty() {
                page.blank();
            }
            line!(page, "{}", finding.file);
            file = &finding.file;
        }
        let at = finding.line.map(|line| format!("{line}:{}", finding.column.unwrap_or(1))).unwrap_or_default();
        line!(page, "  {at:>7}  {:<18}  {}", finding.kind.id(), sentence(finding, finding.times));
    }
    if !shared.is_empty() {
        if !page.is_empty() {
            page.blank();
        }
        line!(page, "In many files");
        for findings in shared.values() {
            let [first, ..] = findings.as_slice() else { continue };
            let times = findings.iter().map(|finding| finding.times).sum();
            let sentence = sentence(first, times);
            line!(page, "  {:<18}  {sentence}; in {} files", first.kind.id(), findings.len());
        }
    }
    counts(&faults, &silent, &mut page);
    let total: usize = faults.iter().map(|finding| finding.times).sum();
    let of = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let (faults, sources) = (of(total, "fault"), of(files, "source file"));
    line!(page, "{faults} in {sources}; {} written to {out}", of(imported.files.len(), "file"));
    line!(page, "next: look for TODO in them, and run `dci check --spec {out}`");
    page
}

fn sentence(finding: &Finding, times: usize) -> String {
    let times = if times > 1 { format!(" ({times} times)") } else { String::new() };
    let instead = finding.instead.as_ref().map(|instead| format!(": {instead}")).unwrap_or_default();
    format!("{}{times}{instead}", finding.message)
}

type Key<'a> = (Kind, &'a str, Option<&'a str>);

fn key(finding: &Finding) -> Key<'_> {
    (finding.kind, &finding.message, finding.instead.as_deref())
}

/// Findings that more than three files have in common.
fn in_many_files<'a>(faults: &[&'a Finding]) -> BTreeMap<Key<'a>, Vec<&'a Finding>> {
    let mut shared: BTreeMap<Key<'_>, Vec<&Finding>> = BTreeMap::new();
    for finding in faults {
        shared.entry(key(finding)).or_default().push(finding);
    }
    shared.retain(|_, findings| findings.len() > 3);
    shared
}

/// How many faults of each kind there are, and how much is not said.
fn counts(faults: &[&Finding], silent: &[&Finding], page: &mut Page) {
    let mut rows = Vec::new();
    for (kind, id, meaning) in Kind::ALL {
        let own: Vec<&&Finding> = faults.iter().filter(|finding| finding.kind == *kind).collect();
        let times: usize = own.iter().map(|finding| finding.times).sum();
        if times > 0 {
            rows.push(vec![(*id).to_owned(), times.to_string(), files_of(&own).to_string(), (*meaning).to_owned()]);
        }
    }
    let mut unsaid: BTreeMap<&str, Vec<&&Finding>> = BTreeMap::new();
    for finding in silent {
        unsaid.entry(&finding.message).or_default().push(finding);
    }
    for (message, findings) in unsaid {
        let times: usize = findings.iter().map(|finding| finding.times).sum();
        let instead = findings.first().and_then(|it| it.instead.clone()).unwrap_or_default();
        let what = format!("{message}: {instead}");
        rows.push(vec![Kind::Silent.id().to_owned(), times.to_string(), files_of(&findings).to_string(), what]);
    }
    if !rows.is_empty() {
        page.blank();
        page.table(&["kind", "times", "files", "what"], &rows);
        page.blank();
    }
}

fn files_of(findings: &[&&Finding]) -> usize {
    let mut files: Vec<&str> = findings.iter().map(|finding| finding.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    files.len()
}
