//! Data types, data formats, data objects and their attributes.

use crate::model::{
    CodeDirectory, Decision, Deprecation, Example, Id, Interface, Listed, Meta, Named, Parameter, Text,
};
use crate::source::Span;
use crate::vocabulary::{Cardinality, Kind, Sensitivity};

/// A kind of JSON value.
#[derive(Debug)]
pub struct DataType {
    /// What every definition carries.
    pub meta: Meta,
    /// The kind.
    pub kind: Kind,
}

/// A data type narrowed to texts or numbers of one form.
#[derive(Debug)]
pub struct DataFormat {
    /// What every definition carries.
    pub meta: Meta,
    /// The data type that it narrows.
    pub data_type: Id<DataType>,
    /// Its kind: string, integer or decimal.
    pub kind: Kind,
    /// What a value must keep to.
    pub constraints: Constraints,
    /// Values that are of this format, as text.
    pub examples: Vec<String>,
    /// Values that are not.
    pub counter_examples: Vec<String>,
}

/// What a value of a data format must keep to.
#[derive(Clone, Debug, Default)]
pub struct Constraints {
    /// A regular expression, the same in ECMA-262 and here, anchored at both ends.
    pub pattern: Option<String>,
    /// The JSON Schema format that every matching text is of.
    pub format: Option<String>,
    /// The least number of characters.
    pub min_length: Option<u32>,
    /// The greatest number of characters.
    pub max_length: Option<u32>,
    /// The least number.
    pub minimum: Option<serde_json::Number>,
    /// The greatest number.
    pub maximum: Option<serde_json::Number>,
}

/// What an attribute's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// A data type.
    Data(Id<DataType>),
    /// A data format.
    Format(Id<DataFormat>),
    /// A code of a directory.
    Code(Id<CodeDirectory>),
    /// A data object.
    Object(Id<DataObject>),
}

/// A data object: declared in a file, or bound from a shared one.
#[derive(Debug)]
pub struct DataObject {
    /// What every definition carries.
    pub meta: Meta,
    /// Whether it was declared or bound.
    pub origin: Origin,
    /// The data object whose attributes come first.
    pub extends: Option<Id<DataObject>>,
    /// Types that operations fill in; empty on a bound object.
    pub parameters: Vec<Parameter>,
    /// All attributes, inherited ones first.
    pub attributes: Listed<Attribute>,
    /// Values that are settled: `header.action` is `search`.
    pub fixed: Vec<Fixed>,
    /// Payloads of this object.
    pub examples: Vec<Id<Example>>,
}

/// How a data object came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// By a file of its own.
    Declared,
    /// By an interface that fills in the parameters of a shared object.
    Bound {
        /// The shared object.
        of: Id<DataObject>,
        /// The interface that binds it.
        by: Id<Interface>,
    },
    /// By an operation that puts a message into an envelope.
    Envelope {
        /// The envelope.
        of: Id<DataObject>,
        /// The message.
        message: Id<DataObject>,
    },
}

/// An attribute that has one value only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The names on the way to it: an attribute, or an attribute and one of the object there.
    pub path: Vec<String>,
    /// The code.
    pub code: String,
}

/// An attribute of a data object.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The name on the wire.
    pub name: String,
    /// The name for people.
    pub title: Text,
    /// What it is.
    pub description: Text,
    /// How many values it has.
    pub cardinality: Cardinality,
    /// What a value is.
    pub value: Value,
    /// How much harm its disclosure can do.
    pub sensitivity: Option<Sensitivity>,
    /// The version in which it came.
    pub since: Option<String>,
    /// Earlier names.
    pub formerly: Vec<String>,
    /// That it is on its way out.
    pub deprecated: Option<Deprecation>,
    /// What was decided where the sources disagree.
    pub decisions: Vec<Decision>,
    /// A value for the documentation.
    pub example: Option<String>,
    /// The data object that it was inherited from.
    pub inherited_from: Option<Id<DataObject>>,
    /// Where it stands.
    pub span: Span,
}

/// What the value of an attribute is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Always of one type.
    One(Type),
    /// Of a type that another attribute tells.
    Choice(Choice),
}

/// One of several types, told by another attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The names on the way to the attribute that tells: of this object, or of an object one step down.
    pub by: Vec<String>,
    /// What that attribute is.
    pub discriminator: Discriminator,
    /// Whether that attribute is always present.
    pub discriminator_required: bool,
    /// The types; together they cover every code.
    pub alternatives: Vec<Alternative>,
}

/// What an attribute that tells a choice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discriminator {
    /// `true` or `false`.
    Boolean,
    /// A code of a closed directory.
    Code(Id<CodeDirectory>),
}

/// One type among several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The codes (or `true` and `false`) that tell it, those that it covers as the default included.
    pub when: Vec<String>,
    /// Whether it also holds where the attribute that tells is absent.
    pub default: bool,
    /// The type.
    pub r#type: Type,
    /// How many values there are, where it differs from the attribute.
    pub cardinality: Option<Cardinality>,
}

impl DataObject {
    /// The attribute of a name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.named(name)
    }

    /// Whether a file of its own declares it.
    pub fn is_declared(&self) -> bool {
        self.origin == Origin::Declared
    }

    /// The shared object that this one is a bound version of.
    pub fn bound_from(&self) -> Option<Id<DataObject>> {
        match self.origin {
            Origin::Declared => None,
            Origin::Bound { of, .. } | Origin::Envelope { of, .. } => Some(of),
        }
    }
}

impl Attribute {
    /// The types that a value may have; none where there must not be any.
    pub fn types(&self) -> Vec<Type> {
        match &self.value {
            _ if self.cardinality == Cardinality::Zero => Vec::new(),
            Value::One(r#type) => vec![*r#type],
            Value::Choice(choice) => choice.alternatives.iter().map(|alternative| alternative.r#type).collect(),
        }
    }

    /// How many values there are where an alternative holds.
    pub fn cardinality_of(&self, alternative: &Alternative) -> Cardinality {
        alternative.cardinality.unwrap_or(self.cardinality)
    }

    /// Whether it must be present.
    pub fn is_required(&self) -> bool {
        self.cardinality.is_required()
    }
}

impl Named for Attribute {
    fn key(&self) -> &str {
        &self.name
    }
}
