//! A change in words, for those who read it.

use crate::diff::change::{Audience, Change, Verdict};
use crate::diff::witness::Witness;

/// How long a text may be that is shown in a line.
const LINE: usize = 160;

impl Change {
    /// Whom it breaks, inside a draft too.
    pub fn broken(&self) -> Vec<Audience> {
        Audience::ALL.into_iter().filter(|audience| self.verdict(*audience) == Verdict::Breaking).collect()
    }

    /// Whom it breaks, in words; nothing where it breaks nobody.
    pub fn broken_text(&self) -> String {
        self.broken().into_iter().map(Audience::name).collect::<Vec<_>>().join(", ")
    }

    /// What was there and what is there, in a line.
    pub fn shown(&self) -> String {
        line(&match (&self.before, &self.after) {
            (Some(before), Some(after)) => format!("{before} -> {after}"),
            (Some(before), None) => format!("{before} -> nothing"),
            (None, Some(after)) => after.clone(),
            (None, None) => self.kind.of_kind().meaning.trim_end_matches('.').to_owned(),
        })
    }

    /// The payloads that show it, each with what it shows.
    pub fn witnesses(&self) -> Vec<(&'static str, &Witness)> {
        let refused = self.refused.iter().map(|witness| ("was valid, is refused now", witness));
        let accepted = self.accepted.iter().map(|witness| ("was refused, is valid now", witness));
        refused.chain(accepted).collect()
    }
}

/// A text in a line of its own, not too long.
pub fn line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LINE { line } else { line.chars().take(LINE - 1).chain(['…']).collect() }
}
