//! What the generated types of the DCI social-protection standards stand on.
//!
//! Each type carries its definition with it ([`ObjectDef`], [`DirectoryDef`], [`FormatDef`]), and one interpreter,
//! [`validate`], holds JSON against it: a rule is written once, and every type keeps to it in the same way.
//!
//! Programs depend on `dci-types`, which has the types of the standard, and finds this crate as `dci_types::runtime`.
//! Types of one's own are made with the derives of `dci-macros`, whose documentation shows how.

mod check;
mod choice;
mod code;
mod definition;
mod expected;
mod extra;
mod format;
mod list;
mod number;
mod object;
mod operation;
mod profile;
#[cfg(feature = "schemars")]
#[doc(hidden)]
pub mod schema;
mod shown;
mod value;
mod violation;

pub use check::validate;
pub use choice::{Choice, ChoiceValue};
pub use code::{CodeDirectory, UnknownCode};
pub use definition::{
    AlternativeDef, AttributeDef, Cardinality, ChoiceDef, CodeDef, DirectoryDef, FixedDef, FormatDef, FormatKind,
    MAX_DEPTH, MAX_INTEGER, ObjectDef, Sensitivity, TypeDef, ValueDef, When,
};
pub use extra::Extra;
pub use format::{DataFormat, FormatInner, Pattern};
pub use list::{EmptyList, OneOrMore};
pub use number::Decimal;
pub use object::{Attributes, DataObject};
pub use operation::{InterfaceDef, Operation, OperationDef, OperationPattern};
pub use serde_json::Value;
pub use shown::Shown;
pub use value::{Absent, Array, AttributeValue, Checked, DataValue, Object};
pub use violation::{ReadError, Rule, Violation, Violations};

/// What the code of derives needs and nobody else.
#[doc(hidden)]
pub mod private {
    pub use regex_lite::Regex;
    #[cfg(feature = "schemars")]
    pub use schemars;
    pub use serde;

    pub use crate::profile::{check, keep};
    pub use crate::shown::Hidden;
    pub use crate::value::{Writer, deserialize};
}

/// Implements `schemars::JsonSchema` for a type that has a definition; nothing without the feature `schemars`.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! json_schema {
    ($name:ty) => {
        impl $crate::private::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                $crate::schema::name(<Self as $crate::DataValue>::TYPE).into()
            }

            fn json_schema(
                generator: &mut $crate::private::schemars::SchemaGenerator,
            ) -> $crate::private::schemars::Schema {
                $crate::schema::schema(<Self as $crate::DataValue>::TYPE, generator)
            }
        }
    };
}

/// Implements `schemars::JsonSchema` for a type that has a definition; nothing without the feature `schemars`.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! json_schema {
    ($name:ty) => {};
}
