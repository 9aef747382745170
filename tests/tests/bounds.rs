//! What is too much is refused, with what is allowed and the next step; and nothing takes for ever.
//!
//! `docs/limits.md` has the bounds. Nothing here asserts how long something takes: a run that does not end is ended, and fails.

mod support;

use std::io::Write as _;

use dci_codegen::import::{Imported, Language, Source, import};
use dci_codegen::nearest::nearest;
use dci_codegen::source::Sources;
use dci_tests::growth::{kinds, make};
use support::{Sandbox, ended, text};
use zip::write::SimpleFileOptions;

/// Runs `dci` in a folder, which must end: the exit code, and what it wrote.
fn run(sandbox: &Sandbox, arguments: &[&str]) -> (Option<i32>, String) {
    let ended = ended(sandbox.command(arguments));
    (ended.status.code(), text(&ended.stderr) + &text(&ended.stdout))
}

#[test]
fn every_kind_of_input_comes_to_an_end() {
    for kind in kinds() {
        let folder = Sandbox::empty();
        make(kind, 1, folder.root().as_std_path()).expect("the input can be written");
        let (code, said) = run(&folder, kind.arguments);
        assert!(matches!(code, Some(0..=2)), "{}: {code:?}\n{said}", kind.name);
    }
}

/// A workbook that is made part by part.
fn workbook(parts: &[(&str, &str)], sheet: &str) -> Vec<u8> {
    let ns = "http://schemas.openxmlformats.org";
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{ns}/package/2006/relationships\"><Relationship Id=\"{id}\" \
             Type=\"{ns}/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let main = format!("xmlns=\"{ns}/spreadsheetml/2006/main\"");
    let book = format!(
        "<workbook {main} xmlns:r=\"{ns}/officeDocument/2006/relationships\"><sheets><sheet name=\"CD.COM.01\" \
         sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let own = [
        ("_rels/.rels", relation("rId1", "officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relation("rId1", "worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>")),
    ];
    let parts = parts.iter().map(|(name, text)| (*name, (*text).to_owned()));
    for (name, text) in own.into_iter().chain(parts) {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part begins");
        archive.write_all(text.as_bytes()).expect("a part is written");
    }
    archive.finish().expect("the workbook is complete").into_inner()
}

fn cell(place: &str, row: u32, text: &str) -> String {
    format!("<row r=\"{row}\"><c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>")
}

/// What is said of a workbook.
fn imported(workbook: &[u8]) -> String {
    let sandbox = Sandbox::new();
    sandbox.write("codes.xlsx", workbook);
    let (code, said) = run(&sandbox, &["import", "xlsx", "codes.xlsx", "--dry-run"]);
    assert_eq!(code, Some(1), "{said}");
    said
}

#[test]
fn a_cell_far_down_is_refused_by_its_name() {
    let said = imported(&workbook(&[], &cell("A1048576", 1_048_576, "N")));
    assert!(said.contains("sheet CD.COM.01, cell A1048576: no row below 50000 is read"), "{said}");
    assert!(said.contains("help: clear what stands there, or split the table"), "{said}");
}

#[test]
fn rows_that_begin_far_to_the_right_are_counted_with_what_is_before() {
    let rows: String = (1..=3000).map(|row| cell(&format!("XFD{row}"), row, "x")).collect();
    let said = imported(&workbook(&[], &rows));
    assert!(said.contains("no more than 1000000 cells are read, blank ones before others among them"), "{said}");
}

#[test]
fn a_workbook_that_unpacks_to_far_more_than_it_weighs_is_refused() {
    let part = " ".repeat(65 * 1024 * 1024);
    let workbook = workbook(&[("xl/sharedStrings.xml", &part)], &cell("A1", 1, "code"));
    assert!(workbook.len() < 1024 * 1024, "the workbook itself is small");
    let said = imported(&workbook);
    assert!(said.contains("unpacked, the workbook has more than the 67108864 bytes that are allowed"), "{said}");
}

#[test]
fn a_table_of_blank_rows_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("CD.COM.01.csv", format!("code,name,label\n{}N,n,Number\n", "\n".repeat(60_000)));
    let (code, said) = run(&sandbox, &["import", "csv", "CD.COM.01.csv", "--dry-run"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("the table has more than the 50000 rows or 1000000 cells that are read"), "{said}");
}

/// What becomes of a source with one file.
fn import_of(language: Language, path: &str, text: String) -> Imported {
    import(language, &[Source { path: path.into(), text }], Some("things"))
}

/// Schemas in a row, sixty levels deep, of which each says something of the next one.
fn row(body: impl Fn(&str) -> String) -> String {
    let schemas: Vec<String> = (0..60)
        .map(|at| {
            let next = format!("{{\"$ref\": \"#/$defs/Thing{}\"}}", at + 1);
            format!("\"Thing{at}\": {}", body(&next))
        })
        .collect();
    let last = "\"Thing60\": {\"type\": \"object\", \"properties\": {\"last\": {\"type\": \"string\"}}}";
    let root = "\"Root\": {\"type\": \"object\", \"properties\": {\"first\": {\"$ref\": \"#/$defs/Thing0\"}}}";
    format!("{{\"$defs\": {{{root}, {}, {last}}}}}", schemas.join(", "))
}

#[test]
fn parts_that_repeat_each_other_are_taken_in_once() {
    let of = |next: &str| [next; 8].join(", ");
    let text = row(|next| format!("{{\"allOf\": [{}], \"required\": [\"nothing\"]}}", of(next)));
    let imported = import_of(Language::JsonSchema, "source.json", text);
    let times: Vec<usize> = imported.files.values().map(|file| file.matches("name: last").count()).collect();
    assert!(times.iter().sum::<usize>() > 1 && times.iter().all(|times| *times <= 1), "{times:?}");
    let again = imported.findings.iter().find(|finding| finding.message.contains("says more of `last`"));
    assert!(again.is_none(), "{again:?}");
}

#[test]
fn types_that_lead_to_more_types_are_followed_so_far() {
    let text = row(|next| format!("{{\"anyOf\": [{}]}}", [next; 8].join(", ")));
    let imported = import_of(Language::JsonSchema, "source.json", text);
    let said = imported.findings.iter().find(|finding| finding.message == "one of more than 1000 types");
    assert_eq!(said.and_then(|finding| finding.instead.as_deref()), Some("any value is valid"));
}

#[test]
fn examples_are_held_against_schemas_that_refer_to_each_other_many_times_over() {
    let text = row(|next| format!("{{\"allOf\": [{}], \"examples\": [{{}}]}}", [next; 8].join(", ")));
    let imported = import_of(Language::JsonSchema, "source.json", text);
    assert!(imported.files.keys().any(|path| path.as_str().ends_with("Thing0.yaml")));
}

#[test]
fn published_yaml_that_nests_too_deep_is_not_read() {
    let text = format!("openapi: 3.1.0\nx-all: {}{}\n", "[".repeat(200_000), "]".repeat(200_000));
    let imported = import_of(Language::OpenApi, "source.yaml", text);
    assert_eq!(imported.findings[0].message, "it nests deeper than 127 levels");
}

#[test]
fn long_keys_are_not_written_out_for_each_value() {
    let text = format!("{{\"$defs\": {{\"{}\": [{}0]}}}}", "k".repeat(1_000_000), "0,".repeat(10_000));
    let imported = import_of(Language::JsonSchema, "source.json", text);
    let said = "the keys that lead to its values have more than 536870912 bytes together";
    assert!(imported.findings.iter().any(|finding| finding.message.contains(said)), "{:?}", imported.findings);
}

#[test]
fn a_template_that_doubles_a_text_is_stopped() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "mine/gitbook/data-object.md",
        "{% set ns = namespace(text='x') %}{% for step in range(60) %}{% set ns.text = ns.text ~ ns.text %}{% endfor %}",
    );
    let (code, said) = run(&sandbox, &["generate", "--out", "out", "--templates", "mine"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("a page takes 5000000 steps at most, an instruction or 64 bytes of text each"), "{said}");
    assert!(said.contains("look for a loop without end, and for a text that grows by itself"), "{said}");
}

#[test]
fn a_revision_of_objects_that_hold_each_other_many_times_over_is_compared() {
    let diamonds =
        kinds().find(|kind| kind.name == "objects that hold the next one twice").expect("there is this kind");
    let sandbox = Sandbox::empty();
    let (old, new) = (sandbox.path("old"), sandbox.path("new"));
    for side in [&old, &new] {
        std::fs::create_dir_all(side).expect("a new folder");
        make(diamonds, 3, side.as_std_path()).expect("the standard can be written");
    }
    let path = "new/spec/common/data-objects/Thing0.yaml";
    sandbox.edit(
        path,
        "name: one0, type: DO.COM.101, cardinality: 1..1",
        "name: one0, type: DO.COM.101, cardinality: 0..1",
    );
    let (code, said) = run(&sandbox, &["diff", "old/spec", "new/spec", "--fail-on", "none"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("DO.COM.100/one0 cardinality-loosened"), "{said}");
}

#[test]
fn long_names_are_like_no_other() {
    let (long, longer) = ("n".repeat(64), "n".repeat(65));
    assert_eq!(nearest(&long, [long.as_str()]), [long.as_str()]);
    assert!(nearest(&longer, [longer.as_str()]).is_empty());
    assert!(nearest(&"n".repeat(16 * 1024 * 1024), ["n"]).is_empty());
    assert_eq!(nearest("cardinalty", ["cardinality", "casual"]), ["cardinality"]);
    assert_eq!(nearest("ab", ["ba", "xy"]), ["ba"]);
}

#[test]
fn places_are_those_that_one_counts() {
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..200 {
        let length = random.usize(0..6000);
        let text: String = (0..length).map(|_| random.choice(['a', 'ä', '€', '😀', '\n']).unwrap_or('a')).collect();
        let text = if random.bool() { text.replace('\n', " ") } else { text };
        let mut sources = Sources::new("");
        let file = sources.add("file.yaml", text.as_str());
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for _ in 0..20 {
            let at = ends[random.usize(0..ends.len())];
            let before = &text[..at];
            let place = sources.place(sources.span(file, at, at));
            assert_eq!(place.line, before.matches('\n').count() + 1);
            assert_eq!(place.column, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1);
        }
    }
}
