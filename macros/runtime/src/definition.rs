//! Definitions as data: what each type of the standard says about itself.
//!
//! A definition is a static value without allocation. Definitions point at each other by function, so that a
//! household may hold members that hold households.
//!
//! ```
//! use dci_runtime::{AttributeDef, Cardinality, ObjectDef};
//!
//! static NAME: ObjectDef = ObjectDef {
//!     id: "DO.XX.01",
//!     name: "Name",
//!     title: "Name of a person",
//!     attributes: &[AttributeDef::of::<String>("surname"), AttributeDef::of::<Option<String>>("given_name")],
//!     fixed: &[],
//! };
//!
//! assert_eq!(NAME.attribute("given_name").map(|attribute| attribute.cardinality), Some(Cardinality::ZeroOrOne));
//! ```

use std::fmt;

use crate::{AttributeValue, ChoiceValue, Pattern};

/// A data object.
#[derive(Clone, Copy, Debug)]
pub struct ObjectDef {
    /// The id: `DO.SR.02`.
    pub id: &'static str,
    /// The name: `Member`.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// The attributes, inherited ones first.
    pub attributes: &'static [AttributeDef],
    /// Codes that are settled.
    pub fixed: &'static [FixedDef],
}

/// An attribute of a data object.
#[derive(Clone, Copy, Debug)]
pub struct AttributeDef {
    /// The name on the wire.
    pub name: &'static str,
    /// How many values it has. Of a choice it says whether the attribute must be present; each alternative says the rest.
    pub cardinality: Cardinality,
    /// What its values are.
    pub value: ValueDef,
    /// What somebody who learns them may do with them.
    pub sensitivity: Sensitivity,
}

/// What somebody who learns a value may do with it: whether it may be shown, in a log or in a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sensitivity {
    /// It tells nothing about a person.
    Public,
    /// It tells something about a person.
    Personal,
    /// It can do a person harm when it becomes known.
    Sensitive,
    /// The definition does not say. It is treated as if it were sensitive.
    #[default]
    Unlabelled,
}

/// What the value of an attribute is.
#[derive(Clone, Copy, Debug)]
pub enum ValueDef {
    /// Always of one type.
    One(TypeDef),
    /// Of a type that another attribute tells.
    Choice(ChoiceDef),
}

/// One of several types, told by another attribute.
#[derive(Clone, Copy, Debug)]
pub struct ChoiceDef {
    /// The names on the way to the attribute that tells, from the same data object on.
    pub by: &'static [&'static str],
    /// The types.
    pub alternatives: &'static [AlternativeDef],
}

/// One type among several.
#[derive(Clone, Copy, Debug)]
pub struct AlternativeDef {
    /// The values of the other attribute that tell it.
    pub when: &'static [When],
    /// Whether it also holds where the other attribute is absent.
    pub default: bool,
    /// How many values there are.
    pub cardinality: Cardinality,
    /// What each of them is.
    pub value: TypeDef,
}

/// A value that tells an alternative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// True or false.
    Boolean(bool),
    /// A code.
    Code(&'static str),
}

/// An attribute that may have one code only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedDef {
    /// The names on the way to it.
    pub path: &'static [&'static str],
    /// The code.
    pub code: &'static str,
}

/// How many values an attribute has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cardinality {
    /// `0..1`: none or one.
    ZeroOrOne,
    /// `1..1`: exactly one.
    One,
    /// `0..*`: any number, none included.
    ZeroOrMore,
    /// `1..*`: at least one.
    OneOrMore,
    /// `0..0`: none.
    Zero,
}

/// What one value is.
#[derive(Clone, Copy)]
pub enum TypeDef {
    /// Text.
    String,
    /// A whole number within ±9007199254740991, which every JSON reader keeps exactly.
    Integer,
    /// A number.
    Decimal,
    /// True or false.
    Boolean,
    /// A JSON object of any content.
    Object,
    /// A list of any content.
    Array,
    /// Any JSON value but null.
    Any,
    /// Text or a number of one form.
    Format(fn() -> &'static FormatDef),
    /// A code of a directory.
    Code(fn() -> &'static DirectoryDef),
    /// A data object.
    DataObject(fn() -> &'static ObjectDef),
}

/// A data format.
#[derive(Clone, Copy, Debug)]
pub struct FormatDef {
    /// The id: `DF.COM.STRING.01`.
    pub id: &'static str,
    /// The name: `date_time`.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// What it narrows.
    pub kind: FormatKind,
    /// What a text must match.
    pub pattern: Option<Pattern>,
    /// The least number of characters.
    pub min_length: Option<usize>,
    /// The greatest number of characters.
    pub max_length: Option<usize>,
    /// The least number.
    pub minimum: Option<f64>,
    /// The greatest number.
    pub maximum: Option<f64>,
    /// A text or a number of this form, for messages.
    pub example: Option<&'static str>,
}

/// What a data format narrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormatKind {
    /// Text.
    String,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Decimal,
}

/// A code directory.
#[derive(Clone, Copy, Debug)]
pub struct DirectoryDef {
    /// The id: `CD.COM.02`.
    pub id: &'static str,
    /// The name: `marital_status`.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// Whether only the listed codes hold. Otherwise a country may add codes, and any text but the empty one holds.
    pub closed: bool,
    /// The codes.
    pub codes: &'static [CodeDef],
}

/// A code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeDef {
    /// What stands on the wire.
    pub code: &'static str,
    /// What it is called.
    pub label: &'static str,
}

/// How deep lists and objects may lie in each other: as deep as `serde_json` reads, which stops before its 128th level.
pub const MAX_DEPTH: usize = 127;

/// The greatest whole number that every JSON reader keeps exactly.
pub const MAX_INTEGER: i64 = 9_007_199_254_740_991;

impl ObjectDef {
    /// The attribute of a name.
    pub fn attribute(&self, name: &str) -> Option<&'static AttributeDef> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// Whether the attribute at the end of a way tells nothing about a person. What an object around it is labelled does not count: that
    /// sums up what is in the object.
    pub(crate) fn is_public(&self, path: &[&str]) -> bool {
        let Some((name, rest)) = path.split_first() else { return false };
        self.attribute(name).is_some_and(|attribute| match attribute.value {
            _ if rest.is_empty() => attribute.sensitivity == Sensitivity::Public,
            ValueDef::One(TypeDef::DataObject(object)) => object().is_public(rest),
            _ => false,
        })
    }

    /// Whether everything on the way to an attribute must be present.
    pub(crate) fn requires(&self, path: &[&str]) -> bool {
        let Some((name, rest)) = path.split_first() else { return true };
        match self.attribute(name) {
            Some(AttributeDef { cardinality: Cardinality::One, value, .. }) => match value {
                ValueDef::One(TypeDef::DataObject(object)) => object().requires(rest),
                _ => rest.is_empty(),
            },
            _ => false,
        }
    }
}

impl AttributeDef {
    /// An attribute whose cardinality and type are those of a Rust type: `Option<String>` is `0..1` of text.
    pub const fn of<T: AttributeValue>(name: &'static str) -> Self {
        Self { name, cardinality: T::CARDINALITY, value: ValueDef::One(T::TYPE), sensitivity: Sensitivity::Unlabelled }
    }

    /// An attribute that holds a choice, told by the attribute at the end of the way `by`.
    pub const fn choice<T: ChoiceValue>(name: &'static str, by: &'static [&'static str]) -> Self {
        let choice = ChoiceDef { by, alternatives: T::ALTERNATIVES };
        Self {
            name,
            cardinality: T::CARDINALITY,
            value: ValueDef::Choice(choice),
            sensitivity: Sensitivity::Unlabelled,
        }
    }

    /// The same, with a label.
    #[must_use]
    pub const fn labelled(self, sensitivity: Sensitivity) -> Self {
        Self { sensitivity, ..self }
    }
}

impl AlternativeDef {
    /// An alternative whose cardinality and type are those of a Rust type: `Vec<String>` is `0..*` of text.
    pub const fn of<T: AttributeValue>(when: &'static [When], default: bool) -> Self {
        Self { when, default, cardinality: T::CARDINALITY, value: T::TYPE }
    }
}

impl Cardinality {
    /// Whether at least one value is required.
    pub const fn is_required(self) -> bool {
        matches!(self, Self::One | Self::OneOrMore)
    }

    /// Whether the value is a list.
    pub const fn is_list(self) -> bool {
        matches!(self, Self::ZeroOrMore | Self::OneOrMore)
    }
}

impl fmt::Display for Cardinality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::ZeroOrOne => "0..1",
            Self::One => "1..1",
            Self::ZeroOrMore => "0..*",
            Self::OneOrMore => "1..*",
            Self::Zero => "0..0",
        })
    }
}

impl fmt::Display for Sensitivity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Public => "public",
            Self::Personal => "personal",
            Self::Sensitive => "sensitive",
            Self::Unlabelled => "unlabelled",
        })
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => value.fmt(f),
            Self::Code(code) => f.pad(code),
        }
    }
}

impl DirectoryDef {
    /// The place of a code in the directory.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.codes.iter().position(|entry| entry.code == code)
    }
}

/// Definitions are told by their ids: printed in full, two that hold each other would never end.
impl fmt::Debug for TypeDef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => f.write_str("String"),
            Self::Integer => f.write_str("Integer"),
            Self::Decimal => f.write_str("Decimal"),
            Self::Boolean => f.write_str("Boolean"),
            Self::Object => f.write_str("Object"),
            Self::Array => f.write_str("Array"),
            Self::Any => f.write_str("Any"),
            Self::Format(format) => f.debug_tuple("Format").field(&format().id).finish(),
            Self::Code(directory) => f.debug_tuple("Code").field(&directory().id).finish(),
            Self::DataObject(object) => f.debug_tuple("DataObject").field(&object().id).finish(),
        }
    }
}
