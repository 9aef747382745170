//! The standard, resolved: every reference is a typed id, nothing points nowhere, no target is known.
//!
//! The model is made by `resolve` and never changed afterwards. Look definitions up by id with `standard[id]`,
//! or by name, id or former id with [`Standard::find`].

mod code;
mod common;
mod data;
mod decisions;
mod disclosure;
mod example;
mod interface;
mod listed;
mod operation;
mod profile;

use crate::vocabulary::Kind;

pub(crate) use common::id_order;

pub use code::{Code, CodeDirectory, Match};
pub use common::{
    Arena, Decision, Deprecation, Id, Meta, Parameter, ProvenanceSource, Reference, Statement, Text, title_of,
};
pub use data::{
    Alternative, Attribute, Choice, Constraints, DataFormat, DataObject, DataType, Discriminator, Fixed, Origin, Type,
    Value,
};
pub use decisions::{Decided, DecidedPart};
pub use disclosure::Disclosed;
pub use example::Example;
pub use interface::{Assumption, Binding, Bound, Exception, Interface, Namespaces, Security, Server, Standard};
pub use listed::{Listed, Named};
pub use operation::{Actor, Body, Failures, Operation, Process, Step, UseCase};
pub use profile::{BaseAttribute, Profile, ProfileChange};

/// Any definition, by its typed id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Definition {
    /// A data type.
    DataType(Id<DataType>),
    /// A data format.
    DataFormat(Id<DataFormat>),
    /// A code directory.
    CodeDirectory(Id<CodeDirectory>),
    /// A data object.
    DataObject(Id<DataObject>),
    /// An operation.
    Operation(Id<Operation>),
    /// A process.
    Process(Id<Process>),
}

impl Definition {
    /// The kind of definition, as it stands in the YAML.
    pub fn kind(self) -> &'static str {
        match self {
            Self::DataType(_) => "data_type",
            Self::DataFormat(_) => "data_format",
            Self::CodeDirectory(_) => "code_directory",
            Self::DataObject(_) => "data_object",
            Self::Operation(_) => "operation",
            Self::Process(_) => "process",
        }
    }

    /// The kind of definition, for people.
    pub fn what(self) -> &'static str {
        match self {
            Self::DataType(_) => "data type",
            Self::DataFormat(_) => "data format",
            Self::CodeDirectory(_) => "code directory",
            Self::DataObject(_) => "data object",
            Self::Operation(_) => "operation",
            Self::Process(_) => "process",
        }
    }
}

impl Standard {
    /// What every definition carries.
    pub fn meta(&self, definition: Definition) -> &Meta {
        match definition {
            Definition::DataType(id) => &self[id].meta,
            Definition::DataFormat(id) => &self[id].meta,
            Definition::CodeDirectory(id) => &self[id].meta,
            Definition::DataObject(id) => &self[id].meta,
            Definition::Operation(id) => &self[id].meta,
            Definition::Process(id) => &self[id].meta,
        }
    }

    /// Every definition: interface by interface, kind by kind, declared ones before bound ones.
    pub fn definitions(&self) -> impl Iterator<Item = Definition> {
        self.interfaces.iter().flat_map(|(_, interface)| interface.definitions())
    }

    /// The definition that has this id.
    pub fn by_id(&self, id: &str) -> Option<Definition> {
        self.by_id.get(id).copied()
    }

    /// Every definition that has, or had, this id or name; those that have it come first.
    pub fn find(&self, wanted: &str) -> Vec<Definition> {
        let mut now = Vec::new();
        let mut once = Vec::new();
        for definition in self.definitions() {
            let meta = self.meta(definition);
            if meta.id.eq_ignore_ascii_case(wanted) || meta.name.eq_ignore_ascii_case(wanted) {
                now.push(definition);
            } else if meta.formerly.iter().any(|former| former.eq_ignore_ascii_case(wanted)) {
                once.push(definition);
            }
        }
        now.extend(once);
        now
    }

    /// The id of a type's definition.
    pub fn definition_of(&self, r#type: Type) -> Definition {
        match r#type {
            Type::Data(id) => Definition::DataType(id),
            Type::Format(id) => Definition::DataFormat(id),
            Type::Code(id) => Definition::CodeDirectory(id),
            Type::Object(id) => Definition::DataObject(id),
        }
    }

    /// What kind of JSON value a type's values are.
    pub fn kind_of(&self, r#type: Type) -> Kind {
        match r#type {
            Type::Data(id) => self[id].kind,
            Type::Format(id) => self[id].kind,
            Type::Code(_) => Kind::String,
            Type::Object(_) => Kind::Object,
        }
    }

    /// A type in words: its id, without what binds it, and its name.
    pub(crate) fn type_text(&self, r#type: Type) -> String {
        let meta = self.meta(self.definition_of(r#type));
        format!("{} {}", meta.shared_id(), meta.name)
    }

    /// The interface that a definition belongs to.
    pub fn interface_of(&self, definition: Definition) -> &Interface {
        &self[self.meta(definition).interface]
    }
}
