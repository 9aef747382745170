//! Nearest names: what somebody may have meant.

/// Up to three of the `known` names that are close to `wanted`, nearest first.
///
/// ```
/// let known = ["marital_status", "employment_status", "sex"];
/// assert_eq!(dci_codegen::nearest::nearest("martial_status", known), ["marital_status"]);
/// ```
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let limit = (wanted.chars().count() / 3).max(1);
    let wanted_folded = wanted.to_lowercase();
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter(|name| !name.is_empty())
        .map(|name| (distance(&wanted_folded, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(3).map(|(_, name)| name).collect()
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

/// Phrases in a sentence: `a, b or c`.
pub(crate) fn joined(phrases: &[String], word: &str) -> String {
    match phrases {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} {word} {last}", rest.join(", ")),
    }
}

/// Edit distance with transposition of neighbours (optimal string alignment).
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
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
        before = previous;
        previous = current;
    }
    previous[right.len()]
}
