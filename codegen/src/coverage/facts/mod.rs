//! A facts file: what somebody gathered from published pages, as lists of plain facts.
//!
//! ```yaml
//! data_objects:
//!   - {id: DO.COM.09, name: Member, attributes: [{name: sex, type: CD.COM.03 sex, cardinality: 0...1}]}
//! code_directories:
//!   - {id: CD.COM.03, name: sex, codes: [[male, Male], [female, Female]]}
//! data_types: [{id: DT.COM.02, name: string}]
//! data_formats: [{id: DF.COM.STRING.01, name: date_time, type: DT.COM.02 string}]
//! api_error_codes: [{id: CD.COM.API.02, codes: [rjct.sort.invalid]}]
//! api_enums: [{name: sort_order, values: [asc, desc]}]
//! api_operations: {operations: [{file: dr_api.yaml, path: /registry/search, method: post, operation: post_reg_search}]}
//! processes: [{id: PRS.SR.01}]
//! rules: {assumptions: [{id: ASM.COM.01}], exceptions: [{id: EXC.COM.01}]}
//! ```
//!
//! Whatever else the file says is for people. A cardinality may be printed with two dots or three; what is not known is left out.

mod compare;

pub(super) use compare::find_operation;

use serde::Deserialize;

use crate::coverage::Coverage;
use crate::model::{Id, Interface, Standard};

/// The facts of a file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Facts {
    data_objects: Vec<ObjectFact>,
    code_directories: Vec<DirectoryFact>,
    data_types: Vec<NamedFact>,
    data_formats: Vec<NamedFact>,
    api_error_codes: Vec<ErrorCodesFact>,
    api_enums: Vec<EnumFact>,
    api_operations: OperationsFact,
    processes: Vec<NamedFact>,
    rules: RulesFact,
}

#[derive(Debug, Deserialize)]
struct ObjectFact {
    id: String,
    name: String,
    #[serde(default)]
    attributes: Vec<AttributeFact>,
}

#[derive(Debug, Deserialize)]
struct AttributeFact {
    name: String,
    #[serde(rename = "type")]
    type_id: Option<String>,
    cardinality: Option<String>,
}

#[derive(Debug, Deserialize)]
struct DirectoryFact {
    id: String,
    name: String,
    #[serde(default)]
    codes: Vec<(String, String)>,
}

/// An id, where one is known with a name and a type.
#[derive(Debug, Deserialize)]
struct NamedFact {
    id: String,
    name: Option<String>,
    #[serde(rename = "type")]
    type_id: Option<String>,
}

/// A directory of error codes; they stand in one list or in several, each under a key that ends in `codes`.
#[derive(Debug, Deserialize)]
struct ErrorCodesFact {
    id: String,
    name: Option<String>,
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, Deserialize)]
struct EnumFact {
    name: String,
    values: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OperationsFact {
    operations: Vec<OperationFact>,
}

#[derive(Debug, Deserialize)]
struct OperationFact {
    file: String,
    path: String,
    method: String,
    operation: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RulesFact {
    assumptions: Vec<RuleFact>,
    exceptions: Vec<RuleFact>,
}

/// An assumption or an exception; without an id it says nothing that could be compared.
#[derive(Debug, Deserialize)]
struct RuleFact {
    id: Option<String>,
}

impl Facts {
    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.data_objects.is_empty()
            && self.code_directories.is_empty()
            && self.data_types.is_empty()
            && self.data_formats.is_empty()
            && self.api_error_codes.is_empty()
            && self.api_enums.is_empty()
            && self.api_operations.operations.is_empty()
            && self.processes.is_empty()
    }

    /// Holds the facts against a standard.
    pub fn compare(&self, standard: &Standard) -> Coverage {
        compare::compare(self, standard)
    }
}

/// The interfaces that name a file among their sources, in the order of the standard.
pub fn interfaces_of_file(standard: &Standard, file: &str) -> Vec<Id<Interface>> {
    let names = |interface: &Interface| interface.source.iter().any(|source| source.place.contains(file));
    standard.interfaces.iter().filter(|(_, interface)| names(interface)).map(|(id, _)| id).collect()
}
