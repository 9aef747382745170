//! Operations and interfaces, as data and as types.

use crate::definition::{DirectoryDef, FormatDef, ObjectDef};

/// An operation, with the types of its bodies: what a client or a server is generic over.
///
/// A body that does not exist is `()`.
pub trait Operation {
    /// What is sent.
    type Request;
    /// What comes back at once.
    type Answer;
    /// What comes back when it fails.
    type Failure;

    /// What the standard says about it.
    const DEFINITION: &'static OperationDef;
}

/// What the standard says about an operation.
#[derive(Clone, Copy, Debug)]
pub struct OperationDef {
    /// The id: `API.COM.01.ASY`.
    pub id: &'static str,
    /// The name: `search`.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path.
    pub path: &'static str,
    /// How request and answer belong together.
    pub pattern: OperationPattern,
    /// The value of `header.action` in the request.
    pub request_action: Option<&'static str>,
    /// The value of `header.action` in the answer.
    pub answer_action: Option<&'static str>,
    /// The HTTP statuses by which it fails.
    pub failures: &'static [u16],
    /// The id of the operation by which the answer comes, where it does not come at once.
    pub callback: Option<&'static str>,
    /// Whether the caller must show who it is.
    pub security: bool,
}

/// How request and answer of an operation belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperationPattern {
    /// The request is acknowledged; the answer comes by the callback operation.
    Asynchronous,
    /// The operation by which an answer or an event comes.
    Callback,
    /// The answer comes at once.
    Synchronous,
}

/// An interface of the standard, for programs that work on all of it.
#[derive(Clone, Copy, Debug)]
pub struct InterfaceDef {
    /// The id: `SR`.
    pub id: &'static str,
    /// The name: `social-registry`.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// The version.
    pub version: &'static str,
    /// The data objects.
    pub objects: &'static [fn() -> &'static ObjectDef],
    /// The code directories.
    pub directories: &'static [fn() -> &'static DirectoryDef],
    /// The data formats.
    pub formats: &'static [fn() -> &'static FormatDef],
    /// The operations.
    pub operations: &'static [&'static OperationDef],
}

impl InterfaceDef {
    /// The data object of an id or a name.
    pub fn object(&self, wanted: &str) -> Option<&'static ObjectDef> {
        self.objects.iter().map(|object| object()).find(|object| object.id == wanted || object.name == wanted)
    }

    /// The code directory of an id or a name.
    pub fn directory(&self, wanted: &str) -> Option<&'static DirectoryDef> {
        self.directories
            .iter()
            .map(|directory| directory())
            .find(|directory| directory.id == wanted || directory.name == wanted)
    }

    /// The data format of an id or a name.
    pub fn format(&self, wanted: &str) -> Option<&'static FormatDef> {
        self.formats.iter().map(|format| format()).find(|format| format.id == wanted || format.name == wanted)
    }

    /// The operation of an id or a name.
    pub fn operation(&self, wanted: &str) -> Option<&'static OperationDef> {
        self.operations.iter().copied().find(|operation| operation.id == wanted || operation.name == wanted)
    }
}
