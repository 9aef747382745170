//! How values of the standard are read and written: what a Rust type says of cardinality and type.
//!
//! | Rust | cardinality |
//! |---|---|
//! | `T` | `1..1` |
//! | `Option<T>` | `0..1` |
//! | `Vec<T>` | `0..*` |
//! | [`OneOrMore<T>`](crate::OneOrMore) | `1..*` |
//!
//! `T` is any [`DataValue`]: `String`, `i64`, `bool`, [`Decimal`], [`Value`] (anything but null), [`Object`] and
//! [`Array`] (of any content), a code directory, a data format, a data object, or a box of one of them.

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Number, Value};

use crate::CodeDirectory;
use crate::check::{integer_of, validate, validate_one};
use crate::definition::{Cardinality, ObjectDef, TypeDef};
use crate::extra::Extra;
use crate::list::OneOrMore;
use crate::number::Decimal;
use crate::object::Attributes;
use crate::violation::{Rule, Violation, Violations};

/// A JSON object of any content.
pub type Object = Map<String, Value>;

/// A list of any content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Array(pub Vec<Value>);

/// A JSON value that holds what its definition asks; only a check makes one, so that reading need not check again.
pub struct Checked(Value);

impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checked").finish_non_exhaustive()
    }
}

impl Checked {
    /// Checks a value against a type.
    pub(crate) fn of_type(r#type: TypeDef, value: Value) -> Result<Self, Violations> {
        validate_one(r#type, &value)?;
        Ok(Self(value))
    }

    /// Checks a value against a data object.
    pub(crate) fn of_object(definition: &ObjectDef, value: Value) -> Result<Self, Violations> {
        validate(definition, &value)?;
        Ok(Self(value))
    }

    /// The text.
    pub fn into_text(self) -> Result<String, Violation> {
        if let Value::String(text) = self.0 { Ok(text) } else { Err(self.unlike(TypeDef::String)) }
    }

    /// The whole number.
    pub fn into_integer(self) -> Result<i64, Violation> {
        self.0.as_number().and_then(integer_of).ok_or_else(|| self.unlike(TypeDef::Integer))
    }

    /// The number.
    pub fn into_number(self) -> Result<Number, Violation> {
        if let Value::Number(number) = self.0 { Ok(number) } else { Err(self.unlike(TypeDef::Decimal)) }
    }

    /// The code.
    pub fn into_code<T: CodeDirectory>(self) -> Result<T, Violation> {
        T::from_code(&self.into_text()?).map_err(|unknown| Violation::new(Rule::Code, unknown.to_string()))
    }

    /// One value, or a list of values.
    pub fn into_values<T: AttributeValue>(self) -> Result<T, Violation> {
        T::read(Some(self))
    }

    /// The attributes of a data object.
    pub fn into_attributes(self, definition: &'static ObjectDef) -> Result<Attributes, Violation> {
        match self.0 {
            Value::Object(object) => Ok(Attributes::new(definition, object)),
            _ => Err(self.unlike(TypeDef::Object)),
        }
    }

    fn into_list(self) -> Result<Vec<Self>, Violation> {
        match self.0 {
            Value::Array(items) => Ok(items.into_iter().map(Self).collect()),
            _ => Err(self.unlike(TypeDef::Array)),
        }
    }

    /// A part of a value that has been checked.
    pub(crate) fn trust(value: Value) -> Self {
        Self(value)
    }

    /// The check finds what does not fit before reading begins; these two say so where a type of another crate reads
    /// its own definition wrongly.
    fn unlike(&self, r#type: TypeDef) -> Violation {
        let found = crate::expected::kind(&self.0);
        Violation::new(Rule::Type, format!("expected {}, found {found}", crate::expected::one(r#type)))
    }

    pub(crate) fn absent() -> Violation {
        Violation::new(Rule::Required, "must be present")
    }
}

/// One value of the standard.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of the standard",
    label = "no value of the standard",
    note = "values are `String`, `i64`, `Decimal`, `bool`, `Value`, `Object`, `Array`, and types that derive `CodeDirectory`, \
            `DataFormat` or `DataObject`"
)]
pub trait DataValue: Sized + Serialize {
    /// What it is.
    const TYPE: TypeDef;

    /// Reads a value that has been checked.
    fn read(value: Checked) -> Result<Self, Violation>;
}

/// The values of an attribute: one, at most one, or a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no type of an attribute",
    label = "no type of an attribute",
    note = "an attribute is `T`, `Option<T>`, `Vec<T>` or `OneOrMore<T>`, where `T` is a value of the standard: `String`, `i64`, \
            `Decimal`, `bool`, `Value`, `Object`, `Array`, or a type that derives `CodeDirectory`, `DataFormat` or `DataObject`",
    note = "a field that holds one of several types needs `#[dci(by = \"…\")]`"
)]
pub trait AttributeValue: Sized + Serialize {
    /// How many there are.
    const CARDINALITY: Cardinality;
    /// What each of them is.
    const TYPE: TypeDef;

    /// Reads a value that has been checked; nothing where the attribute is absent.
    fn read(value: Option<Checked>) -> Result<Self, Violation>;

    /// Whether there is nothing to write.
    fn is_absent(&self) -> bool;
}

impl<T: DataValue> AttributeValue for T {
    const CARDINALITY: Cardinality = Cardinality::One;
    const TYPE: TypeDef = T::TYPE;

    fn read(value: Option<Checked>) -> Result<Self, Violation> {
        T::read(value.ok_or_else(Checked::absent)?)
    }

    fn is_absent(&self) -> bool {
        false
    }
}

impl<T: DataValue> AttributeValue for Option<T> {
    const CARDINALITY: Cardinality = Cardinality::ZeroOrOne;
    const TYPE: TypeDef = T::TYPE;

    fn read(value: Option<Checked>) -> Result<Self, Violation> {
        value.map(T::read).transpose()
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: DataValue> AttributeValue for Vec<T> {
    const CARDINALITY: Cardinality = Cardinality::ZeroOrMore;
    const TYPE: TypeDef = T::TYPE;

    fn read(value: Option<Checked>) -> Result<Self, Violation> {
        match value {
            None => Ok(Self::new()),
            Some(value) => value.into_list()?.into_iter().map(T::read).collect(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: DataValue> AttributeValue for OneOrMore<T> {
    const CARDINALITY: Cardinality = Cardinality::OneOrMore;
    const TYPE: TypeDef = T::TYPE;

    fn read(value: Option<Checked>) -> Result<Self, Violation> {
        let items: Vec<T> = <Vec<T> as AttributeValue>::read(value)?;
        Self::try_from(items).map_err(|empty| Violation::new(Rule::Cardinality, empty.to_string()))
    }

    fn is_absent(&self) -> bool {
        false
    }
}

/// An attribute that must not be there: `0..0`.
///
/// ```
/// use dci_runtime::{Absent, AttributeValue, Cardinality};
///
/// assert_eq!(Absent::CARDINALITY, Cardinality::Zero);
/// assert!(Absent.is_absent());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Absent;

impl AttributeValue for Absent {
    const CARDINALITY: Cardinality = Cardinality::Zero;
    const TYPE: TypeDef = TypeDef::Any;

    fn read(_: Option<Checked>) -> Result<Self, Violation> {
        Ok(Self)
    }

    fn is_absent(&self) -> bool {
        true
    }
}

impl Serialize for Absent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_none()
    }
}

impl<T: DataValue> DataValue for Box<T> {
    const TYPE: TypeDef = T::TYPE;

    fn read(value: Checked) -> Result<Self, Violation> {
        T::read(value).map(Self::new)
    }
}

macro_rules! data_values {
    ($($rust:ty: $name:ident, $value:ident => $read:expr;)+) => {$(
        impl DataValue for $rust {
            const TYPE: TypeDef = TypeDef::$name;

            fn read($value: Checked) -> Result<Self, Violation> {
                $read
            }
        }
    )+};
}

data_values! {
    String: String, value => value.into_text();
    i64: Integer, value => value.into_integer();
    Decimal: Decimal, value => value.into_number().map(Self::from);
    bool: Boolean, value => value.0.as_bool().ok_or_else(|| value.unlike(TypeDef::Boolean));
    Object: Object, value => match value.0 { Value::Object(object) => Ok(object), _ => Err(value.unlike(TypeDef::Object)) };
    Array: Array, value => match value.0 { Value::Array(items) => Ok(Self(items)), _ => Err(value.unlike(TypeDef::Array)) };
    Value: Any, value => Ok(value.0);
}

/// Writes the attributes of a data object, for the code that derives make.
#[doc(hidden)]
#[derive(Debug)]
pub struct Writer<'a, M> {
    map: M,
    extra: &'a Extra,
}

impl<'a, M: SerializeMap> Writer<'a, M> {
    /// Begins with the keywords of JSON-LD.
    pub fn begin(mut map: M, extra: &'a Extra) -> Result<Self, M::Error> {
        for (name, value) in extra.keywords() {
            map.serialize_entry(name, value)?;
        }
        Ok(Self { map, extra })
    }

    /// Writes an attribute. A list that was read as an empty one is written as an empty one.
    pub fn attribute<T: AttributeValue>(&mut self, name: &'static str, value: &T) -> Result<(), M::Error> {
        let absent = value.is_absent() && !(T::CARDINALITY.is_list() && self.extra.was_empty(name));
        if absent { Ok(()) } else { self.map.serialize_entry(name, value) }
    }

    /// Writes an attribute that holds a choice.
    pub fn choice<T: crate::ChoiceValue>(&mut self, name: &'static str, value: &T) -> Result<(), M::Error> {
        if value.is_absent() { Ok(()) } else { self.map.serialize_entry(name, value) }
    }

    /// Ends with the attributes that the definition does not know.
    pub fn end(mut self) -> Result<M::Ok, M::Error> {
        for (name, value) in self.extra.unknown() {
            self.map.serialize_entry(name, value)?;
        }
        self.map.end()
    }
}

/// Reads a value by way of JSON: checks it, reports every violation, and makes the Rust value.
#[doc(hidden)]
pub fn deserialize<'de, T: DataValue, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let checked = Checked::of_type(T::TYPE, value).map_err(serde::de::Error::custom)?;
    T::read(checked).map_err(serde::de::Error::custom)
}
