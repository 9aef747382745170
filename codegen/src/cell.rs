//! Cells of CSV that no spreadsheet runs.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, some of them in its wide form too, and passes over
//! blanks before it. Such a cell is written with an apostrophe in front, which every spreadsheet takes for the sign that text follows,
//! and so is a cell that begins with a tab or a line break. Where decimals have a comma, spreadsheets part cells at semicolons that
//! were none to the writer, and at line breaks once quotes are out of step: what follows one is treated as the beginning of a cell.
//!
//! An apostrophe that stands before such a beginning already gets another one. So every text comes back as it was.

use std::borrow::Cow;

/// The sign that text follows.
const GUARD: char = '\'';

/// A text as a cell.
///
/// ```
/// use dci_codegen::cell::{guarded, unguarded};
///
/// for text in ["=1+1", "-1", "'-1", " +1", "\ttab", "x; =A1", "＝1"] {
///     let cell = guarded(text);
///     assert_ne!(cell, text);
///     assert_eq!(unguarded(&cell), text);
/// }
/// for plain in ["01", "'tis", "a-b", "S", "x; y", "1 = 1"] {
///     assert_eq!(guarded(plain), plain);
/// }
/// // What somebody has typed stays.
/// assert_eq!(unguarded("-1"), "-1");
/// ```
pub fn guarded(text: &str) -> Cow<'_, str> {
    let places: Vec<usize> = beginnings(text).filter(|at| begins(&text[*at..], *at == 0)).collect();
    if places.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut cell = String::with_capacity(text.len() + places.len());
    let mut from = 0;
    for at in places {
        cell.push_str(&text[from..at]);
        cell.push(GUARD);
        from = at;
    }
    cell.push_str(&text[from..]);
    Cow::Owned(cell)
}

/// The text that a cell was written for.
pub fn unguarded(cell: &str) -> Cow<'_, str> {
    let is_guard = |at: &usize| {
        let rest = &cell[*at..];
        rest.starts_with(GUARD) && begins(&rest[GUARD.len_utf8()..], *at == 0)
    };
    let places: Vec<usize> = beginnings(cell).filter(is_guard).collect();
    if places.is_empty() {
        return Cow::Borrowed(cell);
    }
    let mut parts = String::with_capacity(cell.len());
    let mut from = 0;
    for at in places {
        parts.push_str(&cell[from..at]);
        from = at + GUARD.len_utf8();
    }
    parts.push_str(&cell[from..]);
    Cow::Owned(parts)
}

/// Where a cell may begin for one spreadsheet or another.
fn beginnings(text: &str) -> impl Iterator<Item = usize> {
    let separators = text.match_indices([';', '\t', '\r', '\n']).map(|(at, sign)| at + sign.len());
    std::iter::once(0).chain(separators)
}

/// Whether a spreadsheet may take what follows for a formula, but for blanks, signs without room and guards before it.
fn begins(text: &str, is_first: bool) -> bool {
    let is_before = |sign: char| {
        let is_separator = matches!(sign, '\t' | '\r' | '\n');
        let has_no_room = matches!(sign, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}');
        matches!(sign, GUARD | '"') || has_no_room || (sign.is_whitespace() && !is_separator)
    };
    match text.chars().find(|sign| !is_before(*sign)) {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => true,
        Some('\t' | '\r' | '\n') => is_first,
        _ => false,
    }
}
