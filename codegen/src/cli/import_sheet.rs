//! `dci import csv` and `dci import xlsx`.

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::diagnostic::{Diagnostic, Diagnostics, Severity};
use dci_codegen::diff::{Diff, diff as compare};
use dci_codegen::load::KINDS;
use dci_codegen::model::{CodeDirectory, Definition, Id, Standard};
use dci_codegen::sheet::{self, Grid, Imported, Job, Target};
use dci_codegen::source::Sources;
use dci_codegen::{Checked, naming};

use super::arguments::{Format, Kind};
use super::import_arguments::ImportSheetOptions;
use super::list::known_interface;
use super::page::{Page, print_line, tell_line};
use super::report::Report;
use super::revision::Revision;
use super::{Arguments, Fault, Outcome, diff, input, new, place, write};

/// A table and the file that it came from.
type Table = (Grid, String);

/// Imports CSV files.
pub(crate) fn csv(arguments: &Arguments, options: &ImportSheetOptions) -> Result<Outcome, Fault> {
    import(arguments, options, |path, bytes, sources| {
        let name = path.file_stem().unwrap_or_default();
        Ok(vec![sheet::csv::read(name, path.as_str(), bytes, sources)?])
    })
}

/// Imports workbooks.
pub(crate) fn xlsx(arguments: &Arguments, options: &ImportSheetOptions) -> Result<Outcome, Fault> {
    import(arguments, options, |path, bytes, sources| sheet::xlsx::read(path.as_str(), bytes, sources))
}

fn import(
    arguments: &Arguments,
    options: &ImportSheetOptions,
    read: impl Fn(&Utf8Path, &[u8], &mut Sources) -> Result<Vec<Grid>, Diagnostic>,
) -> Result<Outcome, Fault> {
    let root = place::root(arguments)?;
    let before = place::checked(&root)?;
    let Some(standard) = &before.standard else {
        return Err(Fault::new(format_args!("{root} cannot be read in full")).help("`dci check` tells why"));
    };
    let mut sources = Sources::new("");
    let mut found = Diagnostics::new();
    let mut tables: Vec<Table> = Vec::new();
    let mut fault = None;
    for path in &options.files {
        match input::bytes(path) {
            Ok(bytes) => match read(path, &bytes, &mut sources) {
                Ok(grids) => tables.extend(grids.into_iter().map(|grid| (grid, path.to_string()))),
                Err(unreadable) => found.push(unreadable),
            },
            Err(unread) => fault = Some(unread),
        }
    }
    let imported = match fault {
        Some(fault) => Err(fault),
        None => edited(&root, standard, options, &tables, &mut sources, &mut found),
    };
    let found = found.finish();
    let imported = imported?;
    let Some(imported) = imported.filter(|_| found.is_empty()) else {
        Report::new(&sources, &found).print(arguments.format)?;
        if arguments.format == Format::Human {
            tell_line!("nothing was written");
        }
        return Ok(Outcome::Findings);
    };
    tell(arguments, options, &root, &before, imported)
}

/// The edited files, where nothing is wrong with the tables.
fn edited(
    root: &Utf8Path,
    standard: &Standard,
    options: &ImportSheetOptions,
    tables: &[Table],
    sources: &mut Sources,
    found: &mut Diagnostics,
) -> Result<Option<Imported>, Fault> {
    if options.id.is_some() && tables.len() > 1 {
        return Err(Fault::new(format_args!("--id names one directory, but there are {} tables", tables.len()))
            .help("name each sheet, or each CSV file, after the id of its directory"));
    }
    let mut jobs = Vec::new();
    let mut taken = Vec::new();
    for (grid, path) in tables {
        let named = Grid { name: options.id.clone().unwrap_or_else(|| grid.name.clone()), rows: grid.rows.clone() };
        match sheet::target(standard, &named, path, sources) {
            Ok(id) => {
                belongs(standard, id, options)?;
                jobs.push(Job { grid, path: path.clone(), target: Target::Known(id) });
            }
            Err(_) if options.interface.is_some() => {
                let target = new_target(standard, &named.name, options, &mut taken)?;
                jobs.push(Job { grid, path: path.clone(), target });
            }
            Err(unknown) => found.push(unknown),
        }
    }
    sheet::import(root, standard, &jobs, sources, found).map_err(|error| {
        Fault::new(error).help("nothing was written; `dci check` tells what is wrong with the standard")
    })
}

/// Whether a directory belongs to the interface that was named, where one was.
fn belongs(standard: &Standard, id: Id<CodeDirectory>, options: &ImportSheetOptions) -> Result<(), Fault> {
    let Some(wanted) = &options.interface else { return Ok(()) };
    let own = standard.interface_of(Definition::CodeDirectory(id));
    if known_interface(standard, wanted)?.id == own.id {
        return Ok(());
    }
    let id = &standard[id].meta.id;
    Err(Fault::new(format_args!("{id} belongs to {}, not to {wanted}", own.name))
        .help("leave --interface out, or correct it"))
}

/// A directory to start. The table is named after its id or its name; the other one is given, or the next free id is taken.
fn new_target(
    standard: &Standard,
    named: &str,
    options: &ImportSheetOptions,
    taken: &mut Vec<String>,
) -> Result<Target, Fault> {
    let interface = known_interface(standard, options.interface.as_deref().unwrap_or_default())?;
    let prefix = format!("{}.{}.", Kind::CodeDirectory.letters(), interface.id);
    let is_id = named.starts_with(&prefix);
    let name = match (&options.name, is_id) {
        (Some(name), _) => name.clone(),
        (None, false) => named.to_owned(),
        (None, true) => {
            return Err(Fault::new(format_args!("the new directory {named} has no name"))
                .help("say --name: the file is named after it, such as marital_status"));
        }
    };
    if let Some(expected) = naming::malformed(Kind::CodeDirectory.key(), &name) {
        return Err(Fault::new(format_args!(
            "`{name}` is neither a code directory, nor a name or an id for a new one"
        ))
        .help(format_args!("a new directory has an id such as {prefix}01, and {expected}")));
    }
    let id = if is_id { named.to_owned() } else { new::next_id(standard, interface, Kind::CodeDirectory) };
    if taken.contains(&id) {
        return Err(
            Fault::new("several new directories have no id").help("name each sheet after its id, one run at a time")
        );
    }
    taken.push(id.clone());
    let folder = KINDS.iter().find(|(key, _)| *key == Kind::CodeDirectory.key()).map_or("", |(_, folder)| folder);
    let file: Utf8PathBuf = [interface.name.as_str(), folder, &format!("{name}.yaml")].iter().collect();
    Ok(Target::New { text: new::directory_head(&id, &name), id, file })
}

/// Writes, and tells what has changed: table by table, then as a comparison of the standard before and after.
fn tell(
    arguments: &Arguments,
    options: &ImportSheetOptions,
    root: &Utf8Path,
    before: &Checked,
    imported: Imported,
) -> Result<Outcome, Fault> {
    let Imported { files, after, summaries } = imported;
    let (Some(old), Some(new)) = (&before.standard, after.standard) else {
        return Err(Fault::new("the standard cannot be read any more").help("nothing was written"));
    };
    let broken = broken(before, &after.sources, after.diagnostics);
    let Diff { changes, releases } = compare(old, &new);
    let touched = |interface: &str| changes.iter().any(|change| change.interface == interface);
    let releases = releases.into_iter().filter(|release| touched(&release.interface)).collect();
    let diff = Diff { changes, releases };
    if !options.dry_run {
        let texts: Vec<(Utf8PathBuf, Vec<u8>)> =
            files.iter().map(|(path, text)| (root.join(path), text.clone().into_bytes())).collect();
        write::all(root, &texts)?;
    }
    if arguments.format == Format::Human {
        for summary in &summaries {
            let name =
                new.by_id(&summary.id).map(|it| new.meta(it)).map(|meta| (meta.name.as_str(), meta.file.as_str()));
            let (name, file) = name.unwrap_or_default();
            print_line!("{} {name}: {summary}  ({})", summary.id, root.join(file));
        }
        if summaries.iter().any(|summary| summary.is_new) {
            print_line!("say under `description` what the new codes tell apart, then run `dci check`");
        }
    }
    let revision = Revision { standard: new, sources: after.sources, profiles: after.profiles };
    if arguments.format != Format::Human || !files.is_empty() {
        if arguments.format == Format::Human {
            let mut gap = Page::default();
            gap.blank();
            gap.print();
        }
        diff::print(arguments.format, false, &diff, &revision);
    }
    if arguments.format == Format::Human && options.dry_run && !files.is_empty() {
        print_line!("nothing was written: --dry-run");
    }
    if broken.is_empty() {
        return Ok(Outcome::Clean);
    }
    // On stderr, for stdout has the comparison already.
    Report::new(&revision.sources, &broken).print(Format::Human)?;
    Ok(Outcome::Findings)
}

/// What the standard has against it now that it had not before: an example with a code that is gone.
fn broken(before: &Checked, sources: &Sources, after: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_known = |diagnostic: &Diagnostic| {
        let path = &sources.file(diagnostic.span.file).path;
        let same = |known: &&Diagnostic| {
            known.message == diagnostic.message && before.sources.file(known.span.file).path == *path
        };
        before.diagnostics.iter().find(same).is_some()
    };
    let errors = after.into_iter().filter(|it| it.rule.severity == Severity::Error);
    errors.filter(|it| !is_known(it)).collect()
}
