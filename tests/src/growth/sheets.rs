//! Tables that grow, read by `dci import csv` and `dci import xlsx`.

use std::io;
use std::path::Path;

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::growth::{Kind, each, write};

const CSV: &[&str] = &["import", "csv", "CD.COM.01.csv", "--dry-run"];
const XLSX: &[&str] = &["import", "xlsx", "codes.xlsx", "--dry-run"];

pub(super) const KINDS: &[Kind] = &[
    Kind { name: "CSV: rows", base: 60, make: csv_rows, arguments: CSV },
    Kind { name: "CSV: faulty rows", base: 60, make: csv_faults, arguments: CSV },
    Kind { name: "CSV: blank rows", base: 1_000, make: csv_blank, arguments: CSV },
    Kind { name: "CSV: columns", base: 500, make: csv_columns, arguments: CSV },
    Kind { name: "CSV: former codes in a cell", base: 500, make: csv_former, arguments: CSV },
    Kind { name: "XLSX: rows", base: 60, make: xlsx_rows, arguments: XLSX },
    Kind { name: "XLSX: a cell further down", base: 10_000, make: xlsx_far, arguments: XLSX },
    Kind { name: "XLSX: rows with one cell far to the right", base: 500, make: xlsx_sparse, arguments: XLSX },
    Kind { name: "XLSX: sheets", base: 10, make: xlsx_sheets, arguments: XLSX },
];

const HEAD: &str = "code,name,label,formerly\nF,female,Female,\nM,male,Male,\n";

fn csv(folder: &Path, rows: &str) -> io::Result<()> {
    write(folder, "CD.COM.01.csv", format!("{HEAD}{rows}"))
}

fn csv_rows(folder: &Path, size: usize) -> io::Result<()> {
    csv(folder, &each(size, |at| format!("N{at},n{at},Number {at},\n")))
}

fn csv_faults(folder: &Path, size: usize) -> io::Result<()> {
    csv(folder, &each(size, |at| format!("N{},n,,\n", at / 2)))
}

fn csv_blank(folder: &Path, size: usize) -> io::Result<()> {
    csv(folder, &format!("{}N,n,Number,\n", "\n".repeat(size)))
}

fn csv_columns(folder: &Path, size: usize) -> io::Result<()> {
    csv(folder, &format!("N,n,Number,{}\n", ",x".repeat(size)))
}

fn csv_former(folder: &Path, size: usize) -> io::Result<()> {
    csv(folder, &format!("N,n,Number,{}\n", each(size, |at| format!("O{at}; "))))
}

fn book(folder: &Path, fill: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> io::Result<()> {
    let mut book = Workbook::new();
    fill(&mut book).and_then(|()| book.save(folder.join("codes.xlsx"))).map_err(io::Error::other)
}

fn sheet(book: &mut Workbook, name: &str, rows: impl Iterator<Item = (u32, u16, String)>) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet().set_name(name)?;
    for (row, text) in [(0, ["code", "name", "label"]), (1, ["F", "female", "Female"]), (2, ["M", "male", "Male"])] {
        for (column, text) in (0..).zip(text) {
            sheet.write_string(row, column, text)?;
        }
    }
    for (row, column, text) in rows {
        sheet.write_string(row, column, text)?;
    }
    Ok(())
}

/// A size as a number of rows.
fn rows(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

fn xlsx_rows(folder: &Path, size: usize) -> io::Result<()> {
    let cells = (0..rows(size)).flat_map(|at| {
        [(at + 3, 0, format!("N{at}")), (at + 3, 1, format!("n{at}")), (at + 3, 2, format!("Number {at}"))]
    });
    book(folder, |book| sheet(book, "CD.COM.01", cells))
}

fn xlsx_far(folder: &Path, size: usize) -> io::Result<()> {
    book(folder, |book| sheet(book, "CD.COM.01", std::iter::once((rows(size), 0, "N".to_owned()))))
}

fn xlsx_sparse(folder: &Path, size: usize) -> io::Result<()> {
    book(folder, |book| sheet(book, "CD.COM.01", (0..rows(size)).map(|at| (at + 3, 500, "x".to_owned()))))
}

fn xlsx_sheets(folder: &Path, size: usize) -> io::Result<()> {
    book(folder, |book| (0..size).try_for_each(|at| sheet(book, &format!("CD.COM.{at}"), std::iter::empty())))
}
