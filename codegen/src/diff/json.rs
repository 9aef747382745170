//! A change as data: what `dci diff --format json` prints, and what a release keeps of it.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::diff::change::{Audience, Change, ChangeKind, Effect, KINDS, Verdict};
use crate::diff::witness::Witness;

/// A change with its kind by name, and its verdicts by audience.
#[derive(Debug, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "they are keys of JSON, each told by itself")]
pub(super) struct ChangeData {
    kind: String,
    interface: String,
    path: String,
    before: Option<String>,
    after: Option<String>,
    /// What follows from the rest, for those who read the data and not the code; not read again.
    #[serde(default)]
    breaking: bool,
    draft: bool,
    verdicts: IndexMap<Audience, Verdict>,
    refused: Option<Witness>,
    accepted: Option<Witness>,
    narrows: bool,
    widens: bool,
}

impl From<Change> for ChangeData {
    fn from(change: Change) -> Self {
        Self {
            kind: change.kind.of_kind().id.to_owned(),
            breaking: change.is_breaking(),
            verdicts: Audience::ALL.into_iter().zip(change.verdicts).collect(),
            interface: change.interface,
            path: change.path,
            before: change.before,
            after: change.after,
            draft: change.draft,
            refused: change.refused,
            accepted: change.accepted,
            narrows: change.effect.narrows,
            widens: change.effect.widens,
        }
    }
}

impl TryFrom<ChangeData> for Change {
    type Error = String;

    fn try_from(data: ChangeData) -> Result<Self, String> {
        let kind = ChangeKind::of_id(&data.kind).ok_or_else(|| format!("`{}` is no kind of change", data.kind))?;
        let verdict = |audience| data.verdicts.get(&audience).copied().unwrap_or(Verdict::Unaffected);
        Ok(Self {
            kind,
            verdicts: Audience::ALL.map(verdict),
            interface: data.interface,
            path: data.path,
            before: data.before,
            after: data.after,
            draft: data.draft,
            refused: data.refused,
            accepted: data.accepted,
            effect: Effect { narrows: data.narrows, widens: data.widens },
        })
    }
}

impl ChangeKind {
    /// The kind of an id: `code-removed`.
    pub fn of_id(id: &str) -> Option<Self> {
        KINDS.iter().find(|(_, of_kind)| of_kind.id == id).map(|(kind, _)| *kind)
    }
}
