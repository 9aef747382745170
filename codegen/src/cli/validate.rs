//! `dci validate`.

use camino::Utf8Path;
use dci_codegen::diagnostic::{Diagnostic, Severity};
use dci_codegen::model::{Body, DataObject, Definition, Id, Standard};
use dci_codegen::nearest::did_you_mean;
use dci_codegen::payload::MAX_FILE_BYTES;
use dci_codegen::source::{FileId, Sources};
use dci_codegen::validate::{Values, validate as judge};
use dci_codegen::{Checked, Reading};

use super::arguments::{Format, ValidateOptions};
use super::input::Input;
use super::page::tell_line;
use super::report::Report;
use super::{Arguments, Fault, Outcome, input, place};

/// How the standard input is named.
const STANDARD_INPUT: &str = "-";

/// How payloads are read.
const PAYLOADS: Input = Input {
    most: MAX_FILE_BYTES,
    of_a_pipe: "name `-`, and let what comes out of it be the standard input",
    of_too_much: "hold its parts against the standard, one at a time",
};

/// Holds payloads against a data object, or against the request or answer of an operation.
pub(crate) fn validate(arguments: &Arguments, options: &ValidateOptions) -> Result<Outcome, Fault> {
    let root = place::root(arguments)?;
    let without_profiles = options.profile.is_none();
    let checked = place::checked_as(&root, Reading { without_profiles, ..Reading::default() })?;
    let standard = standard(&checked, &root, options.profile.as_deref())?;
    let object = object(standard, &options.r#as)?;
    let mut sources = Sources::new("");
    let read = |path: &Utf8Path| {
        let bytes = if path == STANDARD_INPUT {
            input::standard_input(path, PAYLOADS)?
        } else {
            input::bytes_as(path, PAYLOADS)?
        };
        String::from_utf8(bytes).map_err(|_| Fault::new(format_args!("{path} is not UTF-8 text")).help("JSON is UTF-8"))
    };
    let mut files: Vec<FileId> = Vec::new();
    for path in &options.files {
        files.push(sources.add(path.as_path(), read(path)?));
    }
    let values = if options.show_values { Values::Shown } else { Values::Hidden };
    let diagnostics = judge(standard, object, &sources, &files, values);
    let report = Report::new(&sources, &diagnostics);
    let report = if options.show_values { report } else { report.without_values() };
    report.print(arguments.format)?;
    let is_error = |it: &Diagnostic| it.rule.severity == Severity::Error;
    if arguments.format == Format::Human {
        let is_bad = |file: &FileId| diagnostics.iter().any(|it| is_error(it) && it.span.file == *file);
        let bad: Vec<&str> =
            files.iter().filter(|file| is_bad(file)).map(|file| sources.file(*file).path.as_str()).collect();
        let meta = &standard[object].meta;
        let what = format!("{} {}", meta.id, meta.name);
        match (bad.len(), files.len()) {
            (0, 1) => tell_line!("a valid {what}"),
            (0, all) => tell_line!("{all} files, each a valid {what}"),
            (_, 1) => tell_line!("not a valid {what}"),
            (some, all) => tell_line!("{some} of {all} files are not a valid {what}: {}", bad.join(", ")),
        }
    }
    Ok(if diagnostics.iter().any(is_error) { Outcome::Findings } else { Outcome::Clean })
}

/// The standard, or a profile of it.
fn standard<'a>(checked: &'a Checked, root: &Utf8Path, profile: Option<&str>) -> Result<&'a Standard, Fault> {
    let unreadable =
        |what: &str| Fault::new(format_args!("{what} cannot be read in full")).help("`dci check` tells why");
    let standard = checked.standard.as_ref().ok_or_else(|| unreadable(root.as_str()))?;
    let Some(wanted) = profile else { return Ok(standard) };
    let found = checked.profiles.iter().find(|it| it.name == wanted || it.id.eq_ignore_ascii_case(wanted));
    if let Some(profile) = found {
        return profile.standard.as_ref().ok_or_else(|| unreadable(&format!("the profile {wanted}")));
    }
    let known: Vec<&str> = checked.profiles.iter().map(|it| it.name.as_str()).collect();
    Err(Fault::new(format_args!("there is no profile `{wanted}`")).help(if known.is_empty() {
        "`dci check` tells why no profile can be read, where there is one".to_owned()
    } else {
        format!("profiles are {}", known.join(", "))
    }))
}

/// The data object that was named: by an id, a name or an id that it had, or as the request or answer of an operation.
fn object(standard: &Standard, wanted: &str) -> Result<Id<DataObject>, Fault> {
    if let Some((operation, part)) = wanted.rsplit_once('/') {
        return body(standard, operation, part);
    }
    let found: Vec<Definition> = standard.find(wanted);
    let objects: Vec<Id<DataObject>> = found
        .iter()
        .filter_map(|definition| if let Definition::DataObject(id) = definition { Some(*id) } else { None })
        .collect();
    match (objects.as_slice(), found.as_slice()) {
        ([object], _) => Ok(*object),
        // One that has the id goes before others that had it.
        ([first, ..], _) if standard[*first].meta.id == wanted => Ok(*first),
        ([_, _, ..], _) => {
            let ids: Vec<&str> = objects.iter().map(|id| standard[*id].meta.id.as_str()).collect();
            Err(Fault::new(format_args!("several data objects are called `{wanted}`"))
                .help(format_args!("name one by its id: {}", ids.join(", "))))
        }
        ([], [Definition::Operation(_), ..]) => Err(Fault::new(format_args!("`{wanted}` is an operation"))
            .help(format_args!("write `{wanted}/request` or `{wanted}/answer`"))),
        ([], [other, ..]) => {
            Err(Fault::new(format_args!("`{wanted}` is a {}", other.what())).help("name a data object"))
        }
        ([], []) => {
            let metas = standard.data_objects.iter().map(|(_, object)| &object.meta);
            let known: Vec<&str> = metas.flat_map(|meta| [meta.id.as_str(), meta.name.as_str()]).collect();
            let help = did_you_mean(wanted, known);
            Err(Fault::new(format_args!("no data object is called `{wanted}`"))
                .help(help.unwrap_or_else(|| "`dci list --kind data-object` shows every one".to_owned())))
        }
    }
}

fn body(standard: &Standard, operation: &str, part: &str) -> Result<Id<DataObject>, Fault> {
    let operations: Vec<_> = standard
        .find(operation)
        .into_iter()
        .filter_map(|definition| if let Definition::Operation(id) = definition { Some(id) } else { None })
        .collect();
    let id = match operations.as_slice() {
        [id] => *id,
        [first, ..] if standard[*first].meta.id == operation => *first,
        [] => {
            return Err(Fault::new(format_args!("no operation is called `{operation}`"))
                .help("`dci list --kind operation` shows every one"));
        }
        several => {
            let ids: Vec<String> = several.iter().map(|id| format!("`{}/{part}`", standard[*id].meta.id)).collect();
            return Err(Fault::new(format_args!("several operations are called `{operation}`"))
                .help(format_args!("write {}", ids.join(" or "))));
        }
    };
    let bodies: [(&str, &Option<Body>); 2] = [("request", &standard[id].request), ("answer", &standard[id].answer)];
    let known = bodies.iter().filter(|(_, body)| body.is_some()).map(|(name, _)| *name);
    let found = bodies.iter().find(|(name, _)| *name == part).and_then(|(_, body)| body.as_ref());
    found.map(|body| body.object).ok_or_else(|| {
        let known: Vec<String> = known.map(|name| format!("`{operation}/{name}`")).collect();
        let fault = Fault::new(format_args!("`{operation}` has no {part}"));
        if known.is_empty() {
            fault.help("it sends and returns nothing")
        } else {
            fault.help(format_args!("write {}", known.join(" or ")))
        }
    })
}
