//! Nearest names: what somebody may have meant.

use crate::limits::{MAX_COMPARED_NAME, MAX_COMPARED_NAMES};

/// Up to three of the `known` names that are close to `wanted`, nearest first. Long names have none, and are none; of very many,
/// the first ones are looked at.
///
/// ```
/// let known = ["marital_status", "employment_status", "sex"];
/// assert_eq!(dci_codegen::nearest::nearest("martial_status", known), ["marital_status"]);
/// ```
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let Some(wanted) = folded(wanted) else { return Vec::new() };
    let limit = (wanted.len() / 3).max(1);
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .take(MAX_COMPARED_NAMES)
        .filter(|name| !name.is_empty())
        .filter_map(|name| Some((distance(&wanted, &folded(name)?, limit)?, name)))
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(3).map(|(_, name)| name).collect()
}

/// The characters of a name in lower case; nothing where it is too long to be compared.
fn folded(name: &str) -> Option<Vec<char>> {
    // A character has four bytes at most, so that a long name is known without looking at all of it.
    if name.len() > 4 * MAX_COMPARED_NAME {
        return None;
    }
    let folded: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    (folded.len() <= MAX_COMPARED_NAME).then_some(folded)
}

/// A sentence for a help line, or nothing where nothing is near.
pub fn did_you_mean<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near = nearest(wanted, known);
    (!near.is_empty()).then(|| format!("did you mean {}?", quoted(&near, "or")))
}

/// Names in a sentence: `` `a`, `b` or `c` ``.
pub(crate) fn quoted(names: &[&str], word: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    joined(&quoted, word)
}

/// Names in a list: as many as anybody reads, and how many there are.
pub(crate) fn some(names: &[String]) -> String {
    const MOST: usize = 20;
    match names.get(..MOST) {
        Some(first) if names.len() > MOST => format!("{}, … ({} in all)", first.join(", "), names.len()),
        _ => names.join(", "),
    }
}

/// Phrases in a sentence: `a, b or c`.
pub(crate) fn joined(phrases: &[String], word: &str) -> String {
    match phrases {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} {word} {last}", rest.join(", ")),
    }
}

/// Edit distance with transposition of neighbours (optimal string alignment), where it is at most the limit.
fn distance(left: &[char], right: &[char], limit: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=right.len()).collect();
    for (row, &a) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, &b) in right.iter().enumerate() {
            let replaced = previous[column] + usize::from(a != b);
            let mut best = replaced.min(previous[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && a == right[column - 1] && left[row - 1] == b {
                best = best.min(before[column - 1] + 1);
            }
            current.push(best);
        }
        // A transposition leads over two rows: both have to be beyond the limit.
        if current.iter().chain(&previous).all(|distance| *distance > limit) {
            return None;
        }
        before = previous;
        previous = current;
    }
    Some(previous[right.len()]).filter(|distance| *distance <= limit)
}
