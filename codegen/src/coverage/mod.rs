//! Coverage: what published material says, held against the standard.
//!
//! Published material is a *facts file* ([`facts`]: what somebody gathered from pages) or an OpenAPI document ([`openapi`]). Each thing
//! that it says is a [`Claim`]: the standard has it as published, or deviates. A deviation is in order where a decision
//! settles it; [`settled`] tells how the two find each other. What is left is what a committee still has to decide.

pub mod facts;
pub mod openapi;
pub mod settled;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{Id, Interface, Standard};
pub use settled::{Settled, Settlements};

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A data object as a whole.
    DataObject,
    /// An attribute: its name, type and cardinality.
    Attribute,
    /// A code directory as a whole.
    CodeDirectory,
    /// A code and its label.
    Code,
    /// A data type.
    DataType,
    /// A data format.
    DataFormat,
    /// The code of an error.
    ErrorCode,
    /// An operation: its method, path and what else is said of it.
    Operation,
    /// What an operation sends: an attribute of a body.
    Member,
    /// A reference of a document to a part of itself.
    Reference,
    /// A process.
    Process,
    /// An assumption or an exception.
    Rule,
}

impl Part {
    /// The word for people, in the plural.
    pub fn plural(self) -> &'static str {
        match self {
            Self::DataObject => "data objects",
            Self::Attribute => "attributes",
            Self::CodeDirectory => "code directories",
            Self::Code => "codes",
            Self::DataType => "data types",
            Self::DataFormat => "data formats",
            Self::ErrorCode => "error codes",
            Self::Operation => "operations",
            Self::Member => "attributes in bodies",
            Self::Reference => "dead references",
            Self::Process => "processes",
            Self::Rule => "assumptions and exceptions",
        }
    }
}

/// Something that published material says.
#[derive(Clone, Debug, Serialize)]
pub struct Claim {
    /// The id of the interface that it concerns.
    pub interface: String,
    /// What it is about.
    pub part: Part,
    /// Where it belongs: `DO.COM.09/marital_status`.
    pub path: String,
    /// Where the standard says otherwise.
    pub deviations: Vec<Deviation>,
}

/// A difference between published material and the standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deviation {
    /// Where: `DO.COM.09/marital_status/cardinality`.
    pub path: String,
    /// What is published.
    pub published: String,
    /// What the standard says; nothing where it lacks the thing.
    pub ours: Option<String>,
    /// The decision that settles it.
    pub settled: Option<Settled>,
}

/// How a claim came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// As published.
    Present,
    /// Otherwise, and every deviation is settled by a decision.
    Decided,
    /// Otherwise, and nobody has decided why.
    Undecided,
    /// Not there, and nobody has decided why.
    Missing,
}

impl Claim {
    /// How it came out: as bad as its worst deviation.
    pub fn verdict(&self) -> Verdict {
        self.deviations.iter().map(Deviation::verdict).max().unwrap_or(Verdict::Present)
    }
}

impl Deviation {
    /// How bad it is.
    pub fn verdict(&self) -> Verdict {
        match (&self.settled, &self.ours) {
            (Some(_), _) => Verdict::Decided,
            (None, Some(_)) => Verdict::Undecided,
            (None, None) => Verdict::Missing,
        }
    }
}

/// The outcome of a comparison.
#[derive(Debug, Default)]
pub struct Coverage {
    /// Every claim, in the order of the published material.
    pub claims: Vec<Claim>,
}

/// Gathers claims while published material is read.
struct Gather<'a> {
    standard: &'a Standard,
    settlements: Settlements<'a>,
    claims: Vec<Claim>,
    seen: BTreeSet<(String, String)>,
}

impl<'a> Gather<'a> {
    fn new(standard: &'a Standard) -> Self {
        Self { standard, settlements: Settlements::of(standard), claims: Vec::new(), seen: BTreeSet::new() }
    }

    /// A difference below `path`; `aspect` is empty where it is the whole thing.
    fn deviation(
        &self,
        interface: Id<Interface>,
        path: &str,
        aspect: &str,
        published: impl Into<String>,
        ours: Option<String>,
    ) -> Deviation {
        let path = if aspect.is_empty() { path.to_owned() } else { format!("{path}/{aspect}") };
        let settled = self.settlements.of_path(interface, &path);
        Deviation { path, published: published.into(), ours, settled }
    }

    /// Takes a claim in; the same one counts once.
    fn claim(&mut self, interface: Id<Interface>, part: Part, path: impl Into<String>, deviations: Vec<Deviation>) {
        let path = path.into();
        let told: Vec<String> = deviations.iter().map(|it| format!("{} {}", it.path, it.published)).collect();
        if self.seen.insert((path.clone(), told.join("\n"))) {
            let interface = self.standard[interface].id.clone();
            self.claims.push(Claim { interface, part, path, deviations });
        }
    }

    fn finish(self) -> Coverage {
        Coverage { claims: self.claims }
    }

    /// The interface that an id such as `DO.SR.02` or `PRS.SR.01` belongs to, or the first one.
    fn interface_of_id(&self, id: &str) -> Id<Interface> {
        let scope = id.split('.').nth(1).unwrap_or_default();
        let mut interfaces = self.standard.interfaces.iter();
        let found = interfaces.find(|(_, interface)| interface.id == scope).map(|(id, _)| id);
        found.unwrap_or_else(|| self.first_interface())
    }

    fn first_interface(&self) -> Id<Interface> {
        let mut interfaces = self.standard.interfaces.iter();
        interfaces.next().map_or_else(|| Id::new(0), |(id, _)| id)
    }
}

/// A name without the habits of its source: `Benefit Frequency` and `benefit_frequency` are the same.
fn plain_name(name: &str) -> String {
    heck::ToSnakeCase::to_snake_case(name)
}

/// A label without case and punctuation.
fn plain_label(label: &str) -> String {
    let words = label.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
