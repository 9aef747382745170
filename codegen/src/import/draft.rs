//! What a source says, whatever its language: definitions that do not know yet what they will be called.

use crate::import::finding::Place;
use crate::model::Constraints;
use crate::vocabulary::{Kind, MediaType, Method, Sensitivity};

/// Everything that the sources say.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) modules: Vec<Module>,
    pub(super) definitions: Vec<Definition>,
    pub(super) operations: Vec<Operation>,
    pub(super) servers: Vec<(String, Option<String>)>,
    pub(super) security: Option<Security>,
}

/// A part of a source that becomes an interface.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// The name: a folder, or the stem of a file.
    pub(super) name: String,
    pub(super) title: Option<String>,
    pub(super) version: Option<String>,
    pub(super) description: Option<String>,
    pub(super) files: Vec<usize>,
}

/// How callers show who they are.
#[derive(Debug)]
pub(super) struct Security {
    pub(super) name: String,
    pub(super) scheme: String,
    pub(super) format: Option<String>,
    pub(super) description: Option<String>,
}

/// How a definition came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The source names it.
    Named,
    /// The source says it in place, where something uses it.
    Inline,
    /// Nothing defines it; something refers to it.
    Missing,
}

/// A definition.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) module: usize,
    pub(super) origin: Origin,
    /// What references call it.
    pub(super) addresses: Vec<String>,
    /// The names that it may have, the best one first.
    pub(super) names: Vec<String>,
    /// The id that the source states.
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) deprecated: bool,
    /// What is still to be decided, for those who go on with it.
    pub(super) decisions: Vec<Decision>,
    pub(super) place: Place,
    pub(super) shape: Shape,
}

/// Where the source says two things.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    pub(super) about: String,
    pub(super) says: Vec<String>,
    pub(super) chosen: String,
}

/// What a definition is.
#[derive(Debug)]
pub(super) enum Shape {
    Object {
        extends: Option<Reference>,
        attributes: Vec<Attribute>,
    },
    Codes {
        closed: bool,
        codes: Vec<Code>,
    },
    Format {
        kind: Kind,
        constraints: Constraints,
        examples: Vec<String>,
    },
    /// Another name for something else: a list, a type, one of several types.
    Alias(Value),
}

/// An attribute.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    /// As it stands on the wire.
    pub(super) name: String,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) value: Value,
    /// Whether it must be there; nothing where the source does not say.
    pub(super) required: Option<bool>,
    pub(super) sensitivity: Option<Sensitivity>,
    pub(super) deprecated: bool,
    pub(super) example: Option<String>,
    pub(super) place: Place,
}

/// A value, or a list of values.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// Whether it is a list; nothing where the source does not say.
    pub(super) list: Option<bool>,
    /// Whether a list has at least one value.
    pub(super) filled: bool,
    pub(super) of: Of,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Of {
    /// The source does not say.
    Silent,
    Kind(Kind),
    Definition(Reference),
    /// One of several, told by another attribute.
    Choice {
        by: Vec<String>,
        alternatives: Vec<Alternative>,
    },
    /// One of several, and nothing tells which.
    Any {
        alternatives: Vec<Value>,
        kind: Kind,
    },
}

/// One of several types.
#[derive(Clone, Debug)]
pub(super) struct Alternative {
    pub(super) when: Vec<String>,
    pub(super) value: Value,
    pub(super) default: bool,
}

/// A reference to a definition.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// What it refers to.
    pub(super) address: String,
    /// The name at the end of the address.
    pub(super) name: String,
    /// As the source writes it.
    pub(super) written: String,
    /// Whether codes are expected there.
    pub(super) wants_codes: bool,
    pub(super) module: usize,
    pub(super) place: Place,
    /// The definition, once it is found.
    pub(super) target: Option<usize>,
}

/// A code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "a code's code is what everybody calls it")]
pub(super) struct Code {
    pub(super) code: String,
    pub(super) name: Option<String>,
    pub(super) label: Option<String>,
    pub(super) description: Option<String>,
    pub(super) deprecated: bool,
}

/// An operation.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "the operationId of OpenAPI")]
pub(super) struct Operation {
    pub(super) module: usize,
    pub(super) name: String,
    pub(super) id: Option<String>,
    pub(super) operation_id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) deprecated: bool,
    pub(super) method: Method,
    pub(super) path: String,
    /// The path of the callback that the source names.
    pub(super) callback: Option<String>,
    /// Whether the source says that an answer or an event comes by it.
    pub(super) is_callback: bool,
    pub(super) request: Option<(Reference, MediaType)>,
    pub(super) answer: Option<(Reference, MediaType)>,
    pub(super) failures: Option<(Reference, Vec<u16>)>,
    pub(super) secured: bool,
    pub(super) place: Place,
}

impl Value {
    /// One value.
    pub(super) fn one(of: Of) -> Self {
        Self { list: Some(false), filled: false, of }
    }

    /// The references in it.
    pub(super) fn references(&mut self) -> Vec<&mut Reference> {
        match &mut self.of {
            Of::Silent | Of::Kind(_) => Vec::new(),
            Of::Definition(reference) => vec![reference],
            Of::Choice { alternatives, .. } => alternatives.iter_mut().flat_map(|it| it.value.references()).collect(),
            Of::Any { alternatives, .. } => alternatives.iter_mut().flat_map(Self::references).collect(),
        }
    }
}

impl Draft {
    /// The module of a name; a new one where there is none yet.
    pub(super) fn module(&mut self, name: &str) -> usize {
        if let Some(at) = self.modules.iter().position(|module| module.name == name) {
            return at;
        }
        self.modules.push(Module { name: name.to_owned(), ..Module::default() });
        self.modules.len() - 1
    }

    /// Every reference.
    pub(super) fn references(&mut self) -> Vec<&mut Reference> {
        let mut found: Vec<&mut Reference> = Vec::new();
        for definition in &mut self.definitions {
            match &mut definition.shape {
                Shape::Object { extends, attributes } => {
                    found.extend(extends);
                    found.extend(attributes.iter_mut().flat_map(|attribute| attribute.value.references()));
                }
                Shape::Alias(value) => found.extend(value.references()),
                Shape::Codes { .. } | Shape::Format { .. } => {}
            }
        }
        for operation in &mut self.operations {
            found.extend(operation.request.as_mut().map(|(reference, _)| reference));
            found.extend(operation.answer.as_mut().map(|(reference, _)| reference));
            found.extend(operation.failures.as_mut().map(|(reference, _)| reference));
        }
        found
    }
}
