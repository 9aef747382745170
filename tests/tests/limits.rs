//! The bounds: the table for people says what the programs hold to.

use dci_codegen::limits::{LIMITS, Limit};
use dci_codegen::release::unpack;
use dci_codegen::{disk, payload};
use dci_tests::growth::kinds;

/// The rows of the table in `docs/limits.md`, below its head.
fn rows() -> Vec<Vec<&'static str>> {
    let text = include_str!("../../docs/limits.md");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    rows.skip(1).map(|row| row.split(" | ").collect()).collect()
}

/// A number as people write it.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[test]
fn the_table_says_what_holds() {
    let rows = rows();
    for limit in LIMITS {
        let Limit { name, what, most, unit } = limit;
        let row = rows.iter().find(|row| row[0] == format!("`{name}`"));
        let row = row.unwrap_or_else(|| panic!("docs/limits.md has no row for {name}"));
        assert_eq!(row[1..4], [*what, grouped(*most).as_str(), *unit], "the row of {name}");
    }
}

#[test]
fn every_row_says_why_and_what_is_said() {
    for row in rows() {
        assert_eq!(row.len(), 6, "{row:?}");
        assert!(row.iter().all(|cell| !cell.trim().is_empty()), "{row:?}");
    }
}

#[test]
fn the_table_has_no_bound_that_nobody_holds_to() {
    // Bounds of other crates are told here by their constants.
    let others = [
        ("MAX_ARGUMENT_BYTES", disk::MAX_ARGUMENT_BYTES),
        ("disk::MAX_DEPTH", disk::MAX_DEPTH as u64),
        ("disk::MAX_WALKED", disk::MAX_WALKED as u64),
        ("unpack::MAX_ENTRIES", unpack::MAX_ENTRIES as u64),
        ("unpack::MAX_ENTRY_BYTES", unpack::MAX_ENTRY_BYTES),
        ("unpack::MAX_BYTES", unpack::MAX_BYTES),
        ("unpack::MAX_PATH_BYTES", unpack::MAX_PATH_BYTES),
        ("payload::MAX_FILE_BYTES", payload::MAX_FILE_BYTES),
        ("payload::MAX_DEPTH", payload::MAX_DEPTH as u64),
        ("payload::MAX_FINDINGS", payload::MAX_FINDINGS as u64),
        ("payload::MAX_SHOWN", payload::MAX_SHOWN as u64),
        ("dci_runtime::MAX_DEPTH", dci_runtime::MAX_DEPTH as u64),
        ("dci_runtime::Violations::MAX", dci_runtime::Violations::MAX as u64),
    ];
    for row in rows() {
        let name = row[0].trim_matches('`');
        let own = LIMITS.iter().map(|limit| (limit.name, limit.most));
        let known = own.chain(others).find(|(known, _)| *known == name);
        let (_, most) = known.unwrap_or_else(|| panic!("no constant is called {name}"));
        assert_eq!(row[2], grouped(most), "the row of {name}");
    }
}

#[test]
fn the_inputs_that_grow_have_names_of_their_own() {
    let mut names: Vec<&str> = kinds().map(|kind| kind.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}
