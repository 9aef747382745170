//! Code directories in spreadsheets: what is exported and imported again changes nothing; what is edited there, exactly that.

mod support;

use std::collections::BTreeMap;

use camino::Utf8Path;
use dci_codegen::check;
use dci_codegen::diagnostic::{Diagnostic, Diagnostics};
use dci_codegen::model::{CodeDirectory, Standard};
use dci_codegen::sheet::{Cell, Grid, Imported, Job, Target, csv, import, target, xlsx};
use dci_codegen::source::Sources;
use dci_tests::{awkward_spec, mini_spec, spec, standard_in};
use fastrand::Rng;
use support::{Sandbox, base};

/// Imports tables into the standard in a folder; where something is wrong with them, what.
fn imported(root: &Utf8Path, standard: &Standard, grids: &[Grid]) -> Result<Imported, Vec<Diagnostic>> {
    let mut sources = Sources::new("");
    let mut diagnostics = Diagnostics::new();
    let jobs: Vec<Job<'_>> = grids
        .iter()
        .map(|grid| {
            let id = target(standard, grid, "table.csv", &mut sources).expect("tables are named after directories");
            Job { grid, path: "table.csv".to_owned(), target: Target::Known(id) }
        })
        .collect();
    let imported = import(root, standard, &jobs, &mut sources, &mut diagnostics).expect("the edit holds");
    let found = diagnostics.finish();
    if found.is_empty() { Ok(imported.expect("nothing is wrong")) } else { Err(found) }
}

fn directory<'a>(standard: &'a Standard, id: &str) -> &'a CodeDirectory {
    let mut all = standard.code_directories.iter().map(|(_, directory)| directory);
    all.find(|directory| directory.meta.id == id).expect("the directory is there")
}

/// All code directories of a standard.
fn grids(standard: &Standard) -> Vec<Grid> {
    standard.code_directories.iter().map(|(_, directory)| Grid::of(directory)).collect()
}

fn through_csv(grid: &Grid) -> Grid {
    let bytes = csv::write(grid).expect("it can be written");
    csv::read(&grid.name, "table.csv", &bytes, &mut Sources::new("")).expect("it can be read")
}

/// A row without the empty cells at its end, which a workbook does not keep.
fn filled(row: &[Cell]) -> Vec<String> {
    let mut cells: Vec<String> = row.iter().map(ToString::to_string).collect();
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

fn rows(grid: &Grid) -> Vec<Vec<String>> {
    grid.rows.iter().map(|row| filled(row)).collect()
}

#[test]
fn what_is_exported_comes_back() {
    for folder in [spec(), mini_spec(), awkward_spec(), base()] {
        let standard = standard_in(folder.clone());
        let all = grids(&standard);
        assert!(!all.is_empty());
        let as_csv: Vec<Grid> = all.iter().map(through_csv).collect();
        let book = xlsx::write(&all).expect("it can be written");
        assert_eq!(book, xlsx::write(&all).expect("it can be written"), "a workbook depends on its tables alone");
        let as_xlsx = xlsx::read("book.xlsx", &book, &mut Sources::new("")).expect("it can be read");
        for back in [&as_csv, &as_xlsx] {
            assert_eq!(back.iter().map(rows).collect::<Vec<_>>(), all.iter().map(rows).collect::<Vec<_>>());
            let imported = imported(&folder, &standard, back).expect("nothing is wrong");
            assert!(imported.files.is_empty(), "{:?}", imported.files.keys());
            assert!(imported.summaries.iter().all(|summary| summary.to_string() == "no change"));
        }
    }
}

/// Signs and words that YAML, CSV or a reader of either may trip over.
const TEXTS: &[&str] = &[
    "Plain",
    "a: b",
    "#no comment",
    "a #b",
    "- item",
    "-",
    "? x",
    "\"quoted\"",
    "it's",
    "null",
    "~",
    "yes",
    "NO",
    "1.10",
    "01",
    "0x1F",
    "2001-01-01",
    "{a: b}",
    "[x, y]",
    "a, b; c",
    "ends:",
    "é ß ł 漢 😀",
    "tab\there",
    "two\nlines",
    "three\n\n  lines: #1\n- x",
    "back\\slash",
    "&a *b !c %d @e `f",
    "| literal",
    "> folded",
    "a  b   c",
    "_x0041_",
    "=1+1",
    "-1",
    "+1",
    "@SUM(A1)",
    "'-1",
    "＝1",
    "a; =A1",
    "a\n- b\n=A1",
    "A label that is so long that it does not fit into a line of the file any more, and therefore has to be folded: it goes on and on, \
     with  blanks, until nobody reads it, which no label should do but descriptions do all the time, when committees agree on them",
];

fn some(rng: &mut Rng) -> String {
    TEXTS[rng.usize(..TEXTS.len())].to_owned()
}

/// The same on one line.
fn line(rng: &mut Rng) -> String {
    some(rng).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The column with a heading, made where it is not there.
fn column(grid: &mut Grid, heading: &str) -> usize {
    let text = Cell::Text(heading.to_owned());
    if let Some(at) = grid.rows[0].iter().position(|cell| *cell == text) {
        return at;
    }
    grid.rows[0].push(text);
    for row in &mut grid.rows[1..] {
        row.push(Cell::default());
    }
    grid.rows[0].len() - 1
}

fn set(grid: &mut Grid, row: usize, heading: &str, text: impl Into<String>) {
    let at = column(grid, heading);
    grid.rows[row][at] = Cell::Text(text.into());
}

fn get(grid: &Grid, row: usize, heading: &str) -> String {
    let at = grid.rows[0].iter().position(|cell| cell.to_string() == heading);
    at.map(|at| grid.rows[row][at].to_string()).unwrap_or_default()
}

/// Edits a row, or the rows, as a committee may.
fn edit(grid: &mut Grid, rng: &mut Rng) {
    let row = rng.usize(1..grid.rows.len());
    match rng.u8(..13) {
        0 | 1 => set(grid, row, "label", line(rng)),
        2 => set(grid, row, "label (fr)", line(rng)),
        3 => set(grid, row, "description", some(rng)),
        4 => {
            set(grid, row, "description", "");
            for heading in ["description (fr)", "description (es)"] {
                set(grid, row, heading, "");
            }
        }
        5 if grid.rows.len() > 2 => drop(grid.rows.remove(row)),
        6 => {
            let number = rng.u32(1000..);
            let mut new = vec![Cell::default(); grid.rows[0].len()];
            new[0] = Cell::Text(format!("{number}"));
            grid.rows.insert(row, new);
            set(grid, row, "name", format!("new_{number}"));
            set(grid, row, "label", line(rng));
            set(grid, row, "description", some(rng));
        }
        7 => {
            let moved = grid.rows.remove(row);
            let to = rng.usize(1..=grid.rows.len());
            grid.rows.insert(to, moved);
        }
        8 => {
            set(grid, row, "deprecated since", "1.2.0");
            let by = rng.usize(1..grid.rows.len());
            let by = get(grid, by, "code");
            set(grid, row, "replaced by", if rng.bool() { by } else { String::new() });
            set(grid, row, "reason", if rng.bool() { some(rng) } else { String::new() });
            if get(grid, row, "reason").is_empty() {
                set(grid, row, "reason (fr)", "");
            }
        }
        9 => {
            for heading in ["deprecated since", "replaced by", "reason", "reason (fr)"] {
                set(grid, row, heading, "");
            }
        }
        10 => set(grid, row, "since", if rng.bool() { "1.1.0" } else { "" }),
        11 => {
            let texts =
                ["", "http://a.org|01 (exact)", "urn:example:b|x y (close); http://c.org/?d=e\\;f|G\\|H (broader)"];
            set(grid, row, "matches", texts[rng.usize(..texts.len())]);
        }
        _ => {
            let code = get(grid, row, "code");
            let renamed = format!("{code}{}", rng.u32(1000..));
            set(grid, row, "formerly", if rng.bool() { code.replace(';', "\\;") } else { "X01".to_owned() });
            if get(grid, row, "formerly") != "X01" {
                set(grid, row, "code", renamed);
            }
        }
    }
}

/// The small standard with directories in every style that YAML has.
fn styles() -> Sandbox {
    let sandbox = Sandbox::new();
    let head = "binding: extensible\ndescription: Codes in a style.\nstandalone: Styles are only looked at.\n";
    let styles = [
        include_str!("../fixtures/sheets/block.yaml"),
        include_str!("../fixtures/sheets/braces.yaml"),
        include_str!("../fixtures/sheets/brackets.yaml"),
        include_str!("../fixtures/sheets/one-line.yaml"),
    ];
    for (at, style) in styles.iter().enumerate() {
        let text = format!("code_directory: CD.COM.{}\nname: style_{at}\n{head}{style}", at + 10);
        sandbox.write(format!("spec/common/code-directories/style_{at}.yaml"), text);
    }
    sandbox
}

/// The text of each code, by code: what stands in its braces, or its lines from the first key on.
fn entries(standard: &Standard, text: &str, id: &str) -> BTreeMap<String, String> {
    let codes = &directory(standard, id).codes;
    let mut own = BTreeMap::new();
    for (at, code) in codes.iter().enumerate() {
        let start = code.span.start as usize;
        let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let brace = text[..start]
            .rfind('{')
            .filter(|brace| *brace >= line || text[*brace..start].trim_start_matches('{').trim() == "code:");
        let next = codes.get(at + 1).map_or(text.len(), |next| next.span.start as usize);
        let end = if brace.is_some() {
            // Up to the first brace that closes: the rest of such a code is looked at as a table.
            text[start..].find('}').map_or(text.len(), |found| start + found)
        } else {
            let hyphen = text[start..next].rfind("\n  -").map_or(next, |found| start + found);
            let comment = text[start..hyphen].find("\n\n  #").or(text[start..hyphen].find("\n#"));
            comment.map_or(hyphen, |found| start + found)
        };
        own.insert(code.code.clone(), text[start..end].trim_end().to_owned());
    }
    own
}

/// Random edits import to exactly those edits; what was not edited keeps its text.
#[test]
fn what_is_edited_is_what_changes() {
    let sandbox = styles();
    let root = sandbox.path("spec");
    let standard = standard_in(root.clone());
    let ids = ["CD.COM.10", "CD.COM.11", "CD.COM.12", "CD.COM.13"];
    let mut told = 0;
    for seed in 0..400 {
        let mut rng = Rng::with_seed(seed);
        let id = ids[rng.usize(..ids.len())];
        let before = Grid::of(directory(&standard, id));
        let mut after = before.clone();
        for _ in 0..rng.usize(1..6) {
            edit(&mut after, &mut rng);
        }
        let imported = match imported(&root, &standard, &[through_csv(&after)]) {
            Ok(imported) => imported,
            // A code that replaces another one may be gone by now, or its name be taken: that is told.
            Err(found) => {
                let all =
                    found.iter().all(|it| ["replaced-by", "duplicate-code-name", "sheet-code"].contains(&it.rule.id));
                assert!(all, "seed {seed}: {found:#?}\n{after:#?}");
                told += 1;
                continue;
            }
        };
        let now = imported.after.standard.as_ref().expect("the standard can be read");
        let mut table = Grid::of(directory(now, id));
        // Columns of other languages are there where a text is.
        for heading in after.rows[0].clone() {
            column(&mut table, &heading.to_string());
        }
        for row in 1..after.rows.len() {
            for heading in &after.rows[0] {
                let heading = heading.to_string();
                let wanted = get(&after, row, &heading);
                assert_eq!(get(&table, row, &heading), wanted, "seed {seed}, row {row}, {heading}");
            }
        }
        assert_eq!(table.rows.len(), after.rows.len(), "seed {seed}");
        let Some((path, text)) = imported.files.first_key_value() else { continue };
        let old = std::fs::read_to_string(root.join(path)).expect("it can be read");
        let head = |text: &str| text.split("\ncodes:").next().map(ToOwned::to_owned);
        assert_eq!(head(&old), head(text), "seed {seed}: something above the codes has changed");
        let (was, is) = (entries(&standard, &old, id), entries(now, text, id));
        for row in 1..after.rows.len() {
            let code = get(&after, row, "code");
            let same = |it: &usize| {
                let columns = after.rows[0].iter().map(ToString::to_string);
                columns.into_iter().all(|heading| get(&before, *it, &heading) == get(&after, row, &heading))
            };
            if (1..before.rows.len()).any(|it| same(&it)) {
                assert_eq!(is.get(&code), was.get(&code), "seed {seed}: the text of {code} has changed\n{old}\n{text}");
            }
        }
    }
    assert!(told < 100, "{told} of the edits made no sense");
}

/// What texts of a table are put together from: all that a spreadsheet acts on, and what stands around it.
const SIGNS: &[&str] = &[
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    "\t",
    "\r",
    "\n",
    "'",
    "\"",
    ";",
    ",",
    " ",
    "\u{a0}",
    "\u{feff}",
    "A1",
    "1",
    "|",
    "HYPERLINK(",
];

/// A table of such texts. The first cell of a row is never empty, for a row without any text is none.
fn risky(rng: &mut Rng) -> Grid {
    let text = |rng: &mut Rng| (0..rng.usize(..7)).map(|_| SIGNS[rng.usize(..SIGNS.len())]).collect::<String>();
    let row = |rng: &mut Rng| {
        let cells = (0..4).map(|_| text(rng)).map(Cell::Text);
        std::iter::once(Cell::Text("x".to_owned())).chain(cells).collect()
    };
    let head = ["a", "b", "c", "d", "e"].map(|heading| Cell::Text(heading.to_owned())).to_vec();
    Grid { name: "CD.COM.01".to_owned(), rows: std::iter::once(head).chain((0..5).map(|_| row(rng))).collect() }
}

/// Whether a spreadsheet may run a cell, where it parts cells at commas or at semicolons and keeps to quotes or not.
fn is_run(cell: &str) -> bool {
    let cell = cell.trim_start_matches(|sign: char| {
        sign == '"' || sign == '\u{feff}' || (sign.is_whitespace() && sign != '\t' && sign != '\r')
    });
    cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[test]
fn no_spreadsheet_runs_a_cell_and_every_text_comes_back() {
    for seed in 0..2_000 {
        let mut rng = Rng::with_seed(seed);
        let grid = risky(&mut rng);
        let bytes = csv::write(&grid).expect("it can be written");
        let text = String::from_utf8(bytes.clone()).expect("it is UTF-8");
        for cell in text.split([';', '\t', '\r', '\n']) {
            assert!(!is_run(cell), "seed {seed}: {cell:?} in {text:?}");
        }
        let back = csv::read("CD.COM.01", "table.csv", &bytes, &mut Sources::new("")).expect("it can be read");
        assert_eq!(back, grid, "seed {seed}: {text:?}");
        for cell in back.rows.iter().flatten() {
            let guarded = dci_codegen::cell::guarded(&cell.to_string()).into_owned();
            assert!(
                !guarded.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']),
                "{guarded:?}"
            );
        }
    }
}

/// Cells of a workbook are texts: what looks like a formula is none, and comes back.
#[test]
fn workbooks_have_no_formulas() {
    for seed in 0..20 {
        let grid = risky(&mut Rng::with_seed(seed));
        let bytes = xlsx::write(std::slice::from_ref(&grid)).expect("it can be written");
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes)).expect("a workbook");
        let formulas = calamine::Reader::worksheet_formula(&mut book, "CD.COM.01").expect("a sheet");
        assert_eq!(formulas.used_cells().count(), 0, "seed {seed}");
        let back = xlsx::read("book.xlsx", &bytes, &mut Sources::new("")).expect("it can be read");
        // A blank cell is none.
        let rows = |grid: &Grid| {
            let cells = |row: &Vec<Cell>| {
                row.iter()
                    .map(|cell| if cell.is_blank() { String::new() } else { cell.to_string() })
                    .collect::<Vec<_>>()
            };
            grid.rows
                .iter()
                .map(cells)
                .map(|row| row.join("\u{1f}").trim_end_matches('\u{1f}').to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(rows(&back[0]), rows(&grid), "seed {seed}");
    }
}

/// What a sheet says is read alike, whatever wrote it.
#[test]
fn csv_of_every_country_is_read() {
    let grid = |bytes: &[u8]| {
        rows(&csv::read("CD.COM.01", "table.csv", bytes, &mut Sources::new("")).expect("it can be read"))
    };
    let expected = grid(b"code,label\nF,\"Woman, or girl\"\n\nM,\"two\nlines\"\n");
    assert_eq!(expected.len(), 4, "a blank line is a row: {expected:?}");
    for bytes in [
        b"\xef\xbb\xbfcode,label\nF,\"Woman, or girl\"\n\nM,\"two\nlines\"\n".as_slice(),
        b"code;label\r\nF;Woman, or girl\r\n\r\nM;\"two\nlines\"\r\n",
        b"code\tlabel\nF\tWoman, or girl\n\nM\t\"two\nlines\"",
    ] {
        assert_eq!(grid(bytes), expected);
    }
}

/// A workbook in which somebody typed codes into cells that are not text.
#[test]
fn codes_that_became_numbers_are_told() {
    let sandbox = Sandbox::new();
    let codes = "binding: closed\ndescription: Codes.\nstandalone: It is looked at.\ncodes:\n\
                 - {code: \"01\", name: first, label: First}\n- {code: \"2\", name: second, label: Second}\n\
                 - {code: \"1-2\", name: third, label: Third}\n- {code: \"true\", name: fourth, label: Fourth}\n";
    sandbox.write(
        "spec/common/code-directories/numbers.yaml",
        format!("code_directory: CD.COM.20\nname: numbers\n{codes}"),
    );
    let standard = standard_in(sandbox.path("spec"));
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let date = rust_xlsxwriter::Format::new().set_num_format("d-mmm");
    let fill = |sheet: &mut rust_xlsxwriter::Worksheet| -> Result<(), rust_xlsxwriter::XlsxError> {
        sheet.set_name("CD.COM.20")?.write(0, 0, "code")?.write(0, 1, "label")?;
        sheet.write(1, 0, 1)?.write(1, 1, "First")?;
        sheet.write(2, 0, 2)?.write(2, 1, 2024)?;
        sheet.write_number_with_format(3, 0, 45_293, &date)?.write(3, 1, "Third")?;
        sheet.write(4, 0, true)?.write(4, 1, "Fourth")?;
        Ok(())
    };
    fill(sheet).expect("it can be written");
    let bytes = book.save_to_buffer().expect("it can be written");
    let grids = xlsx::read("book.xlsx", &bytes, &mut Sources::new("")).expect("it can be read");
    let found = imported(&sandbox.path("spec"), &standard, &grids).expect_err("codes were lost");
    let told: Vec<(&str, &str)> =
        found.iter().map(|it| (it.message.as_str(), it.expected.as_deref().unwrap_or_default())).collect();
    // The second code is a number too, but only one can be meant. Its label is the digits.
    assert_eq!(
        told,
        [
            ("cell A2: the code stands as the number 1, not as text", "`01`, as text"),
            ("cell A4: the code stands as the date 2024-01-02, not as text", "the code, as text"),
            ("cell A5: the code stands as the switch TRUE, not as text", "`true`, as text"),
        ]
    );
    let no_errors = check(sandbox.path("spec")).expect("it can be read");
    assert!(!no_errors.has_errors());
}

/// What cannot be a workbook is told, with the next step.
#[test]
fn what_is_no_workbook_is_told() {
    let told = |bytes: &[u8]| {
        let fault = xlsx::read("book.xlsx", bytes, &mut Sources::new("")).expect_err("it is no workbook");
        assert!(!fault.help.is_empty());
        fault.message
    };
    assert!(told(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("Excel 97"));
    assert!(told(b"code,label\n").contains("no workbook"));
    assert!(told(b"PK\x03\x04 and then nothing").contains("no workbook"));
}

/// What the file of a directory could not hold is told by its cell.
#[test]
fn characters_without_a_place_are_told_by_their_cell() {
    let sandbox = Sandbox::new();
    let standard = dci_tests::standard_in(sandbox.path("spec"));
    let mut grid = Grid::of(directory(&standard, "CD.COM.01"));
    set(&mut grid, 1, "label", "Male\nor not");
    set(&mut grid, 2, "description", "shown \u{202e}backwards");
    let found = imported(&sandbox.path("spec"), &standard, &[grid]).expect_err("both are refused");
    let found: Vec<&str> = found.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(
        found,
        [
            "cell C2: a text on one line is expected, this one has a line break",
            "cell D3: U+202E has no place in a text: it shows what follows in another order"
        ]
    );
}
