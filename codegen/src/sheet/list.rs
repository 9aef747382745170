//! Lists in a single cell: earlier codes, and codes of other lists.
//!
//! Items are separated by `;` or stand on lines of their own. A match is written `system|code (relation)`, as FHIR writes a
//! coding: `http://terminology.hl7.org/CodeSystem/v3-MaritalStatus|S (exact)`. A backslash takes its meaning from a sign.

use crate::model::Match;
use crate::vocabulary::{Keyword as _, Relation};

/// The items of a cell, still with their backslashes.
fn items(cell: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut signs = cell.chars();
    while let Some(sign) = signs.next() {
        match (sign, items.last_mut()) {
            (';' | '\n', _) => items.push(String::new()),
            (sign, Some(item)) => {
                item.push(sign);
                if sign == '\\' {
                    item.extend(signs.next());
                }
            }
            (_, None) => {}
        }
    }
    items.iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

fn escaped(text: &str, signs: &[char]) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        if sign == '\\' || signs.contains(&sign) {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        out.push(if sign == '\\' { signs.next().unwrap_or(sign) } else { sign });
    }
    out
}

/// Codes in a cell.
pub(super) fn codes(cell: &str) -> Vec<String> {
    items(cell).iter().map(|item| unescaped(item)).collect()
}

/// The cell of some codes.
pub(super) fn codes_cell(codes: &[String]) -> String {
    codes.iter().map(|code| escaped(code, &[';', '\n'])).collect::<Vec<_>>().join("; ")
}

/// Codes of other lists in a cell; an item that is none, with the reason.
pub(super) fn matches(cell: &str) -> Result<Vec<Match>, (String, NoMatch)> {
    items(cell).iter().map(|item| a_match(item).map_err(|why| (unescaped(item), why))).collect()
}

/// Why an item is no match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoMatch {
    /// It is not of the form.
    Form,
    /// The word in brackets is no relation.
    Relation(String),
}

fn a_match(item: &str) -> Result<Match, NoMatch> {
    let bar = first_bar(item).ok_or(NoMatch::Form)?;
    let (system, rest) = (item.get(..bar).unwrap_or_default(), item.get(bar + 1..).unwrap_or_default());
    let (code, relation) = rest.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).ok_or(NoMatch::Form)?;
    let (system, code) = (unescaped(system.trim()), unescaped(code.trim()));
    if system.is_empty() || code.is_empty() {
        return Err(NoMatch::Form);
    }
    let word = relation.trim();
    let relation = Relation::parse(word).ok_or_else(|| NoMatch::Relation(word.to_owned()))?;
    Ok(Match { system, code, relation })
}

/// Where the first `|` stands that no backslash precedes.
fn first_bar(item: &str) -> Option<usize> {
    let mut is_escaped = false;
    item.char_indices().find_map(|(at, sign)| {
        let found = sign == '|' && !is_escaped;
        is_escaped = sign == '\\' && !is_escaped;
        found.then_some(at)
    })
}

/// The cell of some matches.
pub(super) fn matches_cell(matches: &[Match]) -> String {
    let signs = ['|', ';', '\n'];
    let texts = matches
        .iter()
        .map(|it| format!("{}|{} ({})", escaped(&it.system, &signs), escaped(&it.code, &signs), it.relation));
    texts.collect::<Vec<_>>().join("; ")
}
