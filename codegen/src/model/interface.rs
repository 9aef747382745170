//! The standard and its interfaces.

use std::collections::BTreeSet;
use std::ops::Index;

use camino::Utf8PathBuf;
use indexmap::IndexMap;

use crate::model::{
    Alternative, Arena, CodeDirectory, DataFormat, DataObject, DataType, Decision, Definition, Example, Id, Operation,
    Parameter, Process, Profile, ProvenanceSource, Text, Type,
};
use crate::source::Span;
use crate::vocabulary::Stage;

/// The standard as a whole.
#[derive(Debug)]
pub struct Standard {
    /// The short name.
    pub name: String,
    /// The name for people.
    pub title: Text,
    /// The version.
    pub version: String,
    /// What it is for.
    pub description: Option<Text>,
    /// Who publishes it.
    pub publisher: String,
    /// Its licence, as an SPDX expression.
    pub licence: String,
    /// Where it is published.
    pub url: String,
    /// How to reach the publisher.
    pub email: Option<String>,
    /// The namespaces of what is published.
    pub namespaces: Namespaces,
    /// Where the operations can be tried.
    pub servers: Vec<Server>,
    /// How callers show who they are.
    pub security: Option<Security>,
    /// The interfaces, in the order of `standard.yaml`.
    pub interfaces: Arena<Interface>,
    /// All data types.
    pub data_types: Arena<DataType>,
    /// All data formats.
    pub data_formats: Arena<DataFormat>,
    /// All code directories.
    pub code_directories: Arena<CodeDirectory>,
    /// All data objects.
    pub data_objects: Arena<DataObject>,
    /// All operations.
    pub operations: Arena<Operation>,
    /// All processes.
    pub processes: Arena<Process>,
    /// All example payloads.
    pub examples: Arena<Example>,
    /// That it is a profile: another standard, adapted by a country.
    pub profile: Option<Profile>,
    pub(crate) by_id: IndexMap<String, Definition>,
    /// Code directories and data formats that could not be read in full: nothing is held against them. Where there
    /// are any, an error was reported, and nothing is emitted.
    pub(crate) unsound: BTreeSet<Definition>,
}

/// The namespaces of what is published; each ends in `/`.
#[derive(Clone, Debug)]
pub struct Namespaces {
    /// Where the JSON Schemas live.
    pub json_schema: String,
    /// Where the JSON-LD terms live.
    pub vocabulary: String,
}

/// A server.
#[derive(Clone, Debug)]
pub struct Server {
    /// The address.
    pub url: String,
    /// What it is.
    pub description: Text,
}

/// How callers show who they are.
#[derive(Clone, Debug)]
pub struct Security {
    /// The name.
    pub name: String,
    /// The HTTP authentication scheme.
    pub scheme: String,
    /// The format of the token.
    pub format: String,
    /// What it is.
    pub description: Text,
}

/// An interface: a part of the standard that one committee looks after.
#[derive(Debug)]
pub struct Interface {
    /// The scope in the ids: `SR`.
    pub id: String,
    /// The folder: `social-registry`.
    pub name: String,
    /// The name for people.
    pub title: Text,
    /// The version.
    pub version: String,
    /// How far it has come.
    pub stage: Stage,
    /// Who is in charge.
    pub committee: Option<String>,
    /// The interfaces whose definitions it uses.
    pub depends_on: Vec<Id<Interface>>,
    /// What it is for.
    pub description: Text,
    /// Where it was taken from.
    pub source: Vec<ProvenanceSource>,
    /// Types that other interfaces fill in.
    pub parameters: Vec<Parameter>,
    /// Parameters of other interfaces, filled in.
    pub binds: Vec<Binding>,
    /// What is taken for granted.
    pub assumptions: Vec<Assumption>,
    /// What to do when things go otherwise.
    pub exceptions: Vec<Exception>,
    /// What was decided where the sources disagree.
    pub decisions: Vec<Decision>,
    /// Its data types, by id.
    pub data_types: Vec<Id<DataType>>,
    /// Its data formats, by id.
    pub data_formats: Vec<Id<DataFormat>>,
    /// Its code directories, by id.
    pub code_directories: Vec<Id<CodeDirectory>>,
    /// Its data objects: declared ones by id, then bound ones.
    pub data_objects: Vec<Id<DataObject>>,
    /// The operations that it offers, in the order of `interface.yaml`: its own, and shared ones bound to its types.
    pub operations: Vec<Id<Operation>>,
    /// Its processes, by id.
    pub processes: Vec<Id<Process>>,
    /// `interface.yaml`, relative to the root of the standard.
    pub file: Utf8PathBuf,
    /// Where its id stands.
    pub span: Span,
}

/// A parameter, filled in.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The parameter.
    pub parameter: String,
    /// What fills it in.
    pub bound: Bound,
}

/// What fills a parameter in.
#[derive(Clone, Debug)]
pub enum Bound {
    /// One type.
    One(Type),
    /// One of several, told by the attribute that `by` names.
    Choices(Vec<Alternative>),
}

/// Something taken for granted.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// The id.
    pub id: String,
    /// The name for people.
    pub title: Text,
    /// What it says.
    pub description: Text,
}

/// What to do when things go otherwise.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The id.
    pub id: String,
    /// The case.
    pub title: Text,
    /// What to do.
    pub handling: Text,
}

impl Interface {
    /// All its definitions, kind by kind.
    pub fn definitions(&self) -> impl Iterator<Item = Definition> {
        let data_types = self.data_types.iter().copied().map(Definition::DataType);
        let data_formats = self.data_formats.iter().copied().map(Definition::DataFormat);
        let code_directories = self.code_directories.iter().copied().map(Definition::CodeDirectory);
        let data_objects = self.data_objects.iter().copied().map(Definition::DataObject);
        let operations = self.operations.iter().copied().map(Definition::Operation);
        let processes = self.processes.iter().copied().map(Definition::Process);
        data_types.chain(data_formats).chain(code_directories).chain(data_objects).chain(operations).chain(processes)
    }
}

macro_rules! look_up {
    ($($arena:ident: $what:ty,)+) => {$(
        impl Index<Id<$what>> for Standard {
            type Output = $what;

            fn index(&self, id: Id<$what>) -> &$what {
                &self.$arena[id]
            }
        }
    )+};
}

look_up! {
    interfaces: Interface,
    data_types: DataType,
    data_formats: DataFormat,
    code_directories: CodeDirectory,
    data_objects: DataObject,
    operations: Operation,
    processes: Process,
    examples: Example,
}
