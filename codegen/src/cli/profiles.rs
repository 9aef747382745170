//! What a revision means to the profiles that stand on the standard, as `dci diff` tells it.

use dci_codegen::diff::Change;
use dci_codegen::profile::{Outcome, Profiled, outcome};
use serde_json::{Value as Json, json};

use super::page::{Page, line};

/// The profiles of the revised standard, and the changes that come to them.
pub(crate) struct Profiles<'a> {
    outcomes: Vec<(&'a Profiled, Outcome<'a>)>,
}

impl<'a> Profiles<'a> {
    pub(crate) fn of(profiles: &'a [Profiled], changes: &'a [Change]) -> Self {
        Self { outcomes: profiles.iter().map(|profile| (profile, outcome(profile, changes))).collect() }
    }

    /// A line each, and what there is to look at below it.
    pub(crate) fn human(&self, page: &mut Page) {
        for (profile, outcome) in &self.outcomes {
            line!(page, "profile {}: {}{}", profile.name, outcome.name(), details(outcome));
            for line in lines(outcome) {
                line!(page, "            {line}");
            }
        }
    }

    pub(crate) fn markdown(&self, page: &mut Page) {
        if self.outcomes.is_empty() {
            return;
        }
        page.lines("\n## Profiles\n\n");
        for (profile, outcome) in &self.outcomes {
            line!(page, "* {}: {}{}", profile.name, outcome.name(), details(outcome));
            for line in lines(outcome) {
                line!(page, "  * {}", line.replace('`', "'"));
            }
        }
    }

    pub(crate) fn json(&self) -> Json {
        let profiles = self.outcomes.iter().map(|(profile, outcome)| {
            json!({
                "profile": profile.id,
                "name": profile.name,
                "base": profile.base,
                "outcome": outcome.name().replace(' ', "-"),
                "changes": match outcome {
                    Outcome::Merged { changes, .. } => *changes,
                    _ => 0,
                },
                "look_at": lines(outcome),
            })
        });
        profiles.collect()
    }
}

fn details(outcome: &Outcome<'_>) -> String {
    match outcome {
        Outcome::Merged { changes: 1, .. } => ", 1 change comes to it".to_owned(),
        Outcome::Merged { changes, .. } => format!(", {changes} changes come to it"),
        _ => String::new(),
    }
}

/// What somebody has to look at.
fn lines(outcome: &Outcome<'_>) -> Vec<String> {
    match outcome {
        Outcome::Unaffected => Vec::new(),
        Outcome::Merged { at_its_places, .. } => at_its_places
            .iter()
            .map(|change| {
                format!("{} {}: the profile says something here itself", change.path, change.kind.of_kind().id)
            })
            .collect(),
        Outcome::NeedsDecision(errors) => {
            errors.iter().flat_map(|error| std::iter::once(&error.message).chain(error.help.first())).cloned().collect()
        }
    }
}
