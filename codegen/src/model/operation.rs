//! Operations and processes.

use crate::model::{CodeDirectory, DataObject, Example, Id, Meta, Text};
use crate::vocabulary::{MediaType, Method, Pattern, Provider};

/// An operation, as one interface offers it.
#[derive(Debug)]
pub struct Operation {
    /// What every definition carries.
    pub meta: Meta,
    /// The shared operation that this one is a bound version of.
    pub bound_from: Option<Id<Operation>>,
    /// The HTTP method.
    pub method: Method,
    /// The path.
    pub path: String,
    /// The `operationId` of `OpenAPI`.
    pub operation_id: String,
    /// How request and answer belong together.
    pub pattern: Pattern,
    /// Who implements it.
    pub provider: Provider,
    /// The operation by which the answer comes.
    pub callback: Option<Id<Operation>>,
    /// What is sent.
    pub request: Option<Body>,
    /// What comes back.
    pub answer: Option<Body>,
    /// How it fails.
    pub failures: Option<Failures>,
    /// The code directories of its errors.
    pub errors: Vec<Id<CodeDirectory>>,
    /// Whether callers must show who they are.
    pub security: bool,
    /// Payloads that are sent.
    pub request_examples: Vec<Id<Example>>,
    /// Payloads that come back.
    pub answer_examples: Vec<Id<Example>>,
}

/// What is sent, or what comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The whole body: an envelope with its message, or a plain data object.
    pub object: Id<DataObject>,
    /// The message in the envelope.
    pub message: Option<Id<DataObject>>,
    /// The value of `header.action`.
    pub action: Option<String>,
    /// How it is written.
    pub media_type: MediaType,
}

/// How an operation fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failures {
    /// The body.
    pub object: Id<DataObject>,
    /// The HTTP statuses.
    pub statuses: Vec<u16>,
}

/// A process: who does what, in which order.
#[derive(Debug)]
pub struct Process {
    /// What every definition carries.
    pub meta: Meta,
    /// The stage of delivery that it belongs to.
    pub delivery_stage: Option<String>,
    /// Who takes part.
    pub actors: Vec<Actor>,
    /// The data objects exchanged.
    pub data: Vec<Id<DataObject>>,
    /// What must hold before.
    pub prerequisites: Vec<Text>,
    /// What goes in.
    pub inputs: Vec<Text>,
    /// What comes out.
    pub outputs: Vec<Text>,
    /// What happens.
    pub steps: Vec<Step>,
    /// Uses of it.
    pub use_cases: Vec<UseCase>,
}

/// Somebody who takes part in a process.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The name, in `snake_case`.
    pub name: String,
    /// The name for people.
    pub title: Text,
    /// Who it is.
    pub description: Option<Text>,
}

/// A step of a process.
#[derive(Clone, Debug)]
pub struct Step {
    /// The actor that acts.
    pub from: String,
    /// The actor that is acted upon.
    pub to: String,
    /// The operation by which it happens, as the interface of the process offers it.
    pub operation: Option<Id<Operation>>,
    /// What happens.
    pub text: Text,
}

/// A use of a process.
#[derive(Clone, Debug)]
pub struct UseCase {
    /// The name, in `snake_case`.
    pub name: String,
    /// The name for people.
    pub title: Text,
    /// What it is about.
    pub description: Option<Text>,
    /// Its steps, where they differ.
    pub steps: Vec<Step>,
}
