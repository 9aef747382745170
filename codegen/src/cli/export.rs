//! `dci export`.

use std::io::{IsTerminal as _, Write as _};

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::model::{CodeDirectory, Definition, Id, Standard};
use dci_codegen::nearest::did_you_mean;
use dci_codegen::sheet::{Grid, csv, directories, xlsx};

use super::arguments::{ExportOptions, TableFormat};
use super::list::known_interface;
use super::page::{Page, print_line};
use super::{Arguments, Fault, Outcome, place, write};

/// Writes code directories as tables.
pub(crate) fn export(arguments: &Arguments, options: &ExportOptions) -> Result<Outcome, Fault> {
    let standard = place::standard(arguments)?;
    let chosen = chosen(&standard, options)?;
    let grids: Vec<Grid> = chosen.iter().map(|id| Grid::of(&standard[*id])).collect();
    let root = match &options.out {
        Some(out) if out.is_dir() || out.extension().is_none() => out.as_path(),
        Some(out) => out.parent().unwrap_or(Utf8Path::new("")),
        None => Utf8Path::new(""),
    };
    let files = match (options.table, &options.out, grids.as_slice()) {
        (TableFormat::Csv, None, [only]) => {
            let text = csv::write(only).map_err(Fault::new)?;
            if std::io::stdout().is_terminal() {
                let mut page = Page::default();
                page.lines(&String::from_utf8_lossy(&text));
                page.print();
                return Ok(Outcome::Clean);
            }
            // Whoever reads the beginning alone does no harm.
            let _ = std::io::stdout().write_all(&text);
            return Ok(Outcome::Clean);
        }
        (TableFormat::Csv, None, _) => {
            let message = format!("{} code directories do not go into one CSV file", grids.len());
            return Err(Fault::new(message).help("name a folder with --out, or one directory"));
        }
        (TableFormat::Csv, Some(out), [only]) if out.extension().is_some() && !out.is_dir() => {
            vec![(out.clone(), with_mark(only)?)]
        }
        (TableFormat::Csv, Some(out), _) => {
            if out.is_file() {
                let message = format!("{} code directories do not go into one file, {out}", grids.len());
                return Err(Fault::new(message).help("name a folder with --out"));
            }
            let file = |grid: &Grid| Ok((out.join(format!("{}.csv", grid.name)), with_mark(grid)?));
            grids.iter().map(file).collect::<Result<Vec<_>, Fault>>()?
        }
        (TableFormat::Xlsx, out, _) => {
            let book = xlsx::write(&grids).map_err(|error| {
                Fault::new(error).help("a sheet is named after the id: at most 31 signs, none of []:*?/\\")
            })?;
            match out {
                None if std::io::stdout().is_terminal() => {
                    return Err(Fault::new("a workbook is nothing for a terminal").help("name a file with --out"));
                }
                None => {
                    let _ = std::io::stdout().write_all(&book);
                    return Ok(Outcome::Clean);
                }
                Some(out) => vec![(workbook(out, &grids), book)],
            }
        }
    };
    write::all(root, &files)?;
    for (path, _) in &files {
        print_line!("{path}");
    }
    Ok(Outcome::Clean)
}

/// A file for spreadsheets: without the byte order mark, Excel would break every letter that is not ASCII.
fn with_mark(grid: &Grid) -> Result<Vec<u8>, Fault> {
    let text = csv::write(grid).map_err(Fault::new)?;
    Ok([csv::MARK.as_bytes(), &text].concat())
}

fn workbook(out: &Utf8Path, grids: &[Grid]) -> Utf8PathBuf {
    match grids {
        _ if !out.is_dir() => out.to_owned(),
        [only] => out.join(format!("{}.xlsx", only.name)),
        _ => out.join("code-directories.xlsx"),
    }
}

/// The directories that were named; none: all of them.
fn chosen(standard: &Standard, options: &ExportOptions) -> Result<Vec<Id<CodeDirectory>>, Fault> {
    let interface = options.interface.as_deref().map(|wanted| known_interface(standard, wanted)).transpose()?;
    let belongs = |id: &Id<CodeDirectory>| {
        let own = standard.interface_of(Definition::CodeDirectory(*id));
        interface.is_none_or(|interface| interface.id == own.id)
    };
    let mut chosen = Vec::new();
    if options.wanted.is_empty() {
        let all = standard.definitions().filter_map(directory).filter(belongs);
        chosen.extend(all);
    }
    for wanted in &options.wanted {
        let found: Vec<Id<CodeDirectory>> = directories(standard, wanted).into_iter().filter(belongs).collect();
        match found.as_slice() {
            [only] if chosen.contains(only) => {}
            [only] => chosen.push(*only),
            [] => {
                let all = standard.code_directories.iter().map(|(_, it)| &it.meta);
                let near = did_you_mean(wanted, all.flat_map(|meta| [meta.id.as_str(), meta.name.as_str()]));
                return Err(Fault::new(format_args!("there is no code directory `{wanted}`"))
                    .help(near.unwrap_or_else(|| "`dci list --kind code-directory` shows all".to_owned())));
            }
            several => {
                let ids: Vec<&str> = several.iter().map(|id| standard[*id].meta.id.as_str()).collect();
                return Err(
                    Fault::new(format_args!("`{wanted}` may be {}", ids.join(" or "))).help("name one of these ids")
                );
            }
        }
    }
    if chosen.is_empty() {
        return Err(
            Fault::new("there is no code directory to write").help("`dci list --kind code-directory` shows all")
        );
    }
    Ok(chosen)
}

fn directory(definition: Definition) -> Option<Id<CodeDirectory>> {
    match definition {
        Definition::CodeDirectory(id) => Some(id),
        _ => None,
    }
}
