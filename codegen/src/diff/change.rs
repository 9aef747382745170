//! A change, and what it means to whom.

use serde::{Deserialize, Serialize};

use crate::diff::flow::Flow;
use crate::diff::json::ChangeData;
use crate::diff::witness::Witness;
use crate::vocabulary::Stage;

/// Somebody who has built on the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// The system that asks: sends requests, reads answers.
    Asks,
    /// The registry: reads requests, sends answers.
    Answers,
    /// Whoever keeps records.
    Stored,
    /// Programs that use the Rust types.
    Rust,
    /// Linked data that uses the identifiers.
    JsonLd,
}

impl Audience {
    /// Everybody, in the order of reports.
    pub const ALL: [Self; 5] = [Self::Asks, Self::Answers, Self::Stored, Self::Rust, Self::JsonLd];

    /// The words for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asks => "systems that ask",
            Self::Answers => "registries",
            Self::Stored => "stored data",
            Self::Rust => "Rust programs",
            Self::JsonLd => "JSON-LD identifiers",
        }
    }
}

/// What a change means to an audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing.
    Unaffected,
    /// Something to know of; what works goes on working.
    Compatible,
    /// What works today may stop working.
    Breaking,
}

/// Which payloads a change lets through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Some that were valid are not any more.
    pub narrows: bool,
    /// Some that were not valid are now.
    pub widens: bool,
}

impl Effect {
    /// The same payloads as before.
    pub const NONE: Self = Self { narrows: false, widens: false };
    /// Fewer.
    pub const NARROWS: Self = Self { narrows: true, widens: false };
    /// More.
    pub const WIDENS: Self = Self { narrows: false, widens: true };
    /// Others.
    pub const BOTH: Self = Self { narrows: true, widens: true };

    /// Both effects together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { narrows: self.narrows || other.narrows, widens: self.widens || other.widens }
    }
}

/// What a kind of change means apart from the payloads.
#[derive(Clone, Copy, Debug)]
pub struct KindOfChange {
    /// Its id: `code-removed`.
    pub id: &'static str,
    /// What it is, in a sentence.
    pub meaning: &'static str,
    /// What it means to Rust programs.
    pub rust: Verdict,
    /// What it means to linked data.
    pub json_ld: Verdict,
    /// Whether calls go elsewhere: both sides must follow.
    pub wire: bool,
    /// Whether it adds something (a minor version), and does not only tell it better (a patch).
    pub adds: bool,
}

macro_rules! kinds {
    ($($name:ident = $id:literal, $rust:ident, $json_ld:ident, $wire:literal, $adds:literal, $meaning:literal;)+) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ChangeKind {
            $(#[doc = $meaning] $name,)+
        }

        /// Every kind of change.
        pub const KINDS: &[(ChangeKind, KindOfChange)] = &[
            $((ChangeKind::$name, KindOfChange {
                id: $id,
                meaning: $meaning,
                rust: Verdict::$rust,
                json_ld: Verdict::$json_ld,
                wire: $wire,
                adds: $adds,
            }),)+
        ];

        impl ChangeKind {
            /// What the kind is.
            pub fn of_kind(self) -> &'static KindOfChange {
                match self {
                    $(Self::$name => &KINDS[Self::$name as usize].1,)+
                }
            }
        }
    };
}

kinds! {
    InterfaceAdded = "interface-added", Compatible, Compatible, false, true, "An interface is new.";
    InterfaceRemoved = "interface-removed", Breaking, Breaking, true, false, "An interface is gone.";
    InterfaceDescribed = "interface-described", Unaffected, Unaffected, false, false, "An interface is described in other words.";
    InterfaceStage = "interface-stage", Unaffected, Unaffected, false, false, "An interface has another stage.";
    BindingChanged = "binding-changed", Breaking, Unaffected, false, true, "An interface fills a parameter in with another type.";
    AssumptionChanged = "assumption-changed", Unaffected, Unaffected, false, false, "An assumption or an exception was added, removed or reworded.";
    DefinitionAdded = "definition-added", Compatible, Compatible, false, true, "A definition is new.";
    DefinitionRemoved = "definition-removed", Breaking, Breaking, false, false, "A definition is gone.";
    DefinitionRenumbered = "definition-renumbered", Unaffected, Unaffected, false, false, "A definition has another id; the former one is kept.";
    DefinitionRenamed = "definition-renamed", Breaking, Breaking, false, false, "A definition has another name.";
    DefinitionStage = "definition-stage", Unaffected, Unaffected, false, false, "A definition has another stage.";
    DefinitionDeprecated = "definition-deprecated", Compatible, Compatible, false, true, "A definition is on its way out.";
    DefinitionRevived = "definition-revived", Unaffected, Unaffected, false, false, "A definition is no longer on its way out.";
    DeprecationChanged = "deprecation-changed", Unaffected, Unaffected, false, false, "What is on its way out goes in another version, or something else replaces it.";
    DefinitionDescribed = "definition-described", Unaffected, Unaffected, false, false, "A definition is titled or described in other words.";
    Decided = "decided", Unaffected, Unaffected, false, false, "A decision was taken, changed or withdrawn.";
    ExtendsChanged = "extends-changed", Unaffected, Breaking, false, false, "A data object extends another one than before.";
    AttributeAdded = "attribute-added", Breaking, Compatible, false, true, "A data object has a new optional attribute.";
    AttributeRequired = "attribute-required", Breaking, Compatible, false, true, "A data object has a new attribute that must be there.";
    AttributeRemoved = "attribute-removed", Breaking, Breaking, false, false, "An attribute is gone.";
    AttributeRenamed = "attribute-renamed", Breaking, Breaking, false, false, "An attribute has another name; the former one is kept.";
    CardinalityTightened = "cardinality-tightened", Breaking, Unaffected, false, false, "An attribute must be there, or there at least once, that could be left out.";
    CardinalityLoosened = "cardinality-loosened", Breaking, Unaffected, false, true, "An attribute may be left out that had to be there.";
    AttributeForbidden = "attribute-forbidden", Breaking, Unaffected, false, false, "An attribute must not be there that was allowed.";
    AttributeAllowed = "attribute-allowed", Breaking, Unaffected, false, true, "An attribute may be there that was forbidden.";
    BecameList = "became-list", Breaking, Unaffected, false, true, "An attribute is a list that was a single value.";
    BecameSingle = "became-single", Breaking, Unaffected, false, false, "An attribute is a single value that was a list.";
    TypeNarrowed = "type-narrowed", Breaking, Unaffected, false, false, "An attribute has a type with fewer values.";
    TypeWidened = "type-widened", Breaking, Unaffected, false, true, "An attribute has a type with more values.";
    TypeReplaced = "type-replaced", Breaking, Breaking, false, false, "An attribute has a type with other values.";
    TypeRenamed = "type-renamed", Breaking, Unaffected, false, false, "An attribute has another type with the same values.";
    ChoiceChanged = "choice-changed", Breaking, Unaffected, false, false, "Another attribute tells the type of an attribute in another way.";
    SensitivityRaised = "sensitivity-raised", Unaffected, Unaffected, false, false, "An attribute is more sensitive than was said.";
    SensitivityLowered = "sensitivity-lowered", Unaffected, Unaffected, false, false, "An attribute is less sensitive than was said.";
    AttributeDeprecated = "attribute-deprecated", Compatible, Compatible, false, true, "An attribute is on its way out.";
    AttributeRevived = "attribute-revived", Unaffected, Unaffected, false, false, "An attribute is no longer on its way out.";
    AttributeDescribed = "attribute-described", Unaffected, Unaffected, false, false, "An attribute is described in other words.";
    CodeAdded = "code-added", Breaking, Compatible, false, true, "A code directory has a new code.";
    CodeRemoved = "code-removed", Breaking, Breaking, false, false, "A code is gone.";
    CodeRenamed = "code-renamed", Unaffected, Breaking, false, false, "A code is written in another way; the former one is kept.";
    CodeNameChanged = "code-name-changed", Breaking, Unaffected, false, false, "A code has another name in programs.";
    CodeRelabelled = "code-relabelled", Unaffected, Unaffected, false, false, "A code has another label.";
    CodeDescribed = "code-described", Unaffected, Unaffected, false, false, "A code is described in other words.";
    CodeMatchChanged = "code-match-changed", Unaffected, Compatible, false, false, "A code matches other codes of other lists.";
    CodeDeprecated = "code-deprecated", Compatible, Compatible, false, true, "A code is on its way out.";
    CodeRevived = "code-revived", Unaffected, Unaffected, false, false, "A code is no longer on its way out.";
    BindingClosed = "binding-closed", Breaking, Unaffected, false, false, "A directory is closed to codes of countries.";
    BindingOpened = "binding-opened", Breaking, Unaffected, false, true, "A directory is open to codes of countries.";
    PatternChanged = "pattern-changed", Unaffected, Unaffected, false, false, "A format has another pattern.";
    LengthTightened = "length-tightened", Unaffected, Unaffected, false, false, "A format allows fewer lengths.";
    LengthLoosened = "length-loosened", Unaffected, Unaffected, false, true, "A format allows more lengths.";
    RangeTightened = "range-tightened", Unaffected, Unaffected, false, false, "A format allows fewer numbers.";
    RangeLoosened = "range-loosened", Unaffected, Unaffected, false, true, "A format allows more numbers.";
    FormatKindChanged = "format-kind-changed", Breaking, Breaking, false, false, "A format or data type is of another kind of value.";
    OperationOffered = "operation-offered", Compatible, Unaffected, false, true, "An interface offers an operation more.";
    OperationWithdrawn = "operation-withdrawn", Breaking, Unaffected, true, false, "An interface does not offer an operation any more.";
    MethodChanged = "method-changed", Breaking, Unaffected, true, false, "An operation is called by another HTTP method.";
    PathChanged = "path-changed", Breaking, Unaffected, true, false, "An operation is called at another path.";
    OperationIdChanged = "operation-id-changed", Breaking, Unaffected, false, false, "An operation has another operationId; generated clients call it otherwise.";
    PatternOfCallChanged = "call-pattern-changed", Breaking, Unaffected, true, false, "An operation is answered at another time, or implemented by the other side.";
    BodyReplaced = "body-replaced", Breaking, Unaffected, true, false, "An operation sends or returns another data object.";
    ActionChanged = "action-changed", Breaking, Unaffected, true, false, "A message has another action in its header.";
    CallbackChanged = "callback-changed", Breaking, Unaffected, true, false, "The answer comes by another operation.";
    MediaTypeChanged = "media-type-changed", Breaking, Unaffected, true, false, "A body is written in another media type.";
    StatusAdded = "status-added", Unaffected, Unaffected, false, true, "An operation may fail with another HTTP status.";
    StatusRemoved = "status-removed", Unaffected, Unaffected, false, false, "An operation does not fail with an HTTP status any more.";
    ErrorsChanged = "errors-changed", Unaffected, Unaffected, false, true, "An operation takes its errors from other directories.";
    SecurityAdded = "security-added", Unaffected, Unaffected, true, false, "An operation asks for an access token that was open.";
    SecurityRemoved = "security-removed", Unaffected, Unaffected, false, true, "An operation is open that asked for an access token.";
    ProcessChanged = "process-changed", Unaffected, Unaffected, false, false, "A process has other steps, actors or conditions.";
    ExamplesChanged = "examples-changed", Unaffected, Unaffected, false, false, "Examples were added, removed or changed.";
}

/// A change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "ChangeData", try_from = "ChangeData")]
pub struct Change {
    /// The kind.
    pub kind: ChangeKind,
    /// The id of the interface.
    pub interface: String,
    /// Where: an id, with an attribute or code after a slash.
    pub path: String,
    /// What was there.
    pub before: Option<String>,
    /// What is there.
    pub after: Option<String>,
    /// What it means to each audience, in the order of [`Audience::ALL`].
    pub verdicts: [Verdict; 5],
    /// Whether it is inside a draft, where nothing is promised yet.
    pub draft: bool,
    /// A payload that was valid and is not any more.
    pub refused: Option<Witness>,
    /// A payload that was not valid and is now.
    pub accepted: Option<Witness>,
    /// The letters of the effect on payloads.
    pub effect: Effect,
}

impl Change {
    /// Whether it breaks somebody, and is not inside a draft.
    pub fn is_breaking(&self) -> bool {
        !self.draft && self.verdicts.contains(&Verdict::Breaking)
    }

    /// What it means to an audience.
    pub fn verdict(&self, audience: Audience) -> Verdict {
        self.verdicts[audience as usize]
    }
}

/// What a change means to each audience.
pub(super) fn verdicts(kind: ChangeKind, effect: Effect, flow: Flow) -> [Verdict; 5] {
    let kind = kind.of_kind();
    let breaks = |breaks: bool| if breaks { Verdict::Breaking } else { Verdict::Unaffected };
    let known = if effect == Effect::NONE && !kind.adds { Verdict::Unaffected } else { Verdict::Compatible };
    // Whoever sends is broken by a narrower message, whoever reads by a wider one.
    let asks = (flow.to_registry && effect.narrows) || (flow.to_asker && effect.widens) || kind.wire;
    let answers = (flow.to_asker && effect.narrows) || (flow.to_registry && effect.widens) || kind.wire;
    let touched = if flow.to_registry || flow.to_asker { known } else { Verdict::Unaffected };
    [
        breaks(asks).max(touched),
        breaks(answers).max(touched),
        breaks(effect.narrows).max(if effect.widens { Verdict::Compatible } else { Verdict::Unaffected }),
        kind.rust,
        kind.json_ld,
    ]
}

/// Whether a definition promises nothing yet.
pub(super) fn is_draft(stage: Stage) -> bool {
    matches!(stage, Stage::Proposed | Stage::Draft)
}
