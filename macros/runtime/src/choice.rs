//! Choices: an attribute that holds one of several types, told by another attribute.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::definition::{AlternativeDef, Cardinality, ChoiceDef, When};
use crate::value::Checked;
use crate::violation::Violation;

/// An enum with a variant for each type that an attribute may hold; derived with `#[derive(Choice)]`.
///
/// ```
/// use dci_runtime::{Choice, ChoiceDef};
/// # use dci_runtime::{AlternativeDef, Checked, Violation, When};
/// # #[derive(serde::Serialize)]
/// # #[serde(untagged)]
/// enum Found { Count(i64), Names(Vec<String>) }
/// # impl Choice for Found {
/// #     const ALTERNATIVES: &'static [AlternativeDef] = &[
/// #         AlternativeDef::of::<i64>(&[When::Code("count")], true),
/// #         AlternativeDef::of::<Vec<String>>(&[When::Code("names")], false),
/// #     ];
/// #     fn read(_: usize, _: Checked) -> Result<Self, Violation> { unreachable!() }
/// # }
/// assert!(Found::ALTERNATIVES[0].default);
/// ```
pub trait Choice: Sized + Serialize {
    /// A type for each variant, in order.
    const ALTERNATIVES: &'static [AlternativeDef];

    /// The variant at a place, with a value that has been checked.
    fn read(alternative: usize, value: Checked) -> Result<Self, Violation>;
}

/// The shapes in which a field holds a choice: `Query` and `Option<Query>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no choice",
    label = "no choice",
    note = "a field with `by` is of an enum that derives `Choice`, or an `Option` of one"
)]
pub trait ChoiceValue: Sized + Serialize {
    /// Whether the attribute must be present.
    const CARDINALITY: Cardinality;
    /// A type for each variant, in order.
    const ALTERNATIVES: &'static [AlternativeDef];

    /// Reads a value that has been checked, with the place of the alternative that it is of.
    fn read(value: Option<(usize, Checked)>) -> Result<Self, Violation>;

    /// Whether there is nothing to write.
    fn is_absent(&self) -> bool;
}

impl<T: Choice> ChoiceValue for T {
    const CARDINALITY: Cardinality = Cardinality::One;
    const ALTERNATIVES: &'static [AlternativeDef] = T::ALTERNATIVES;

    fn read(value: Option<(usize, Checked)>) -> Result<Self, Violation> {
        let (alternative, value) = value.ok_or_else(Checked::absent)?;
        T::read(alternative, value)
    }

    fn is_absent(&self) -> bool {
        false
    }
}

impl<T: Choice> ChoiceValue for Option<T> {
    const CARDINALITY: Cardinality = Cardinality::ZeroOrOne;
    const ALTERNATIVES: &'static [AlternativeDef] = T::ALTERNATIVES;

    fn read(value: Option<(usize, Checked)>) -> Result<Self, Violation> {
        value.map(|(alternative, value)| T::read(alternative, value)).transpose()
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// Which alternative holds for an object.
pub(crate) enum Selection {
    /// The one at this place, and why.
    Alternative(usize, Reason),
    /// None: the attribute that tells is absent, and there is no default.
    Absent,
    /// None: the attribute that tells is not what it should be.
    Untold,
}

/// Why an alternative holds.
pub(crate) enum Reason {
    /// The attribute that tells has this value.
    Told(When),
    /// The attribute that tells is absent.
    Default,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Told(when) => write!(f, "`{when}`"),
            Self::Default => f.write_str("absent"),
        }
    }
}

/// Finds the alternative that holds for an object.
pub(crate) fn select(choice: &ChoiceDef, object: &Map<String, Value>) -> Selection {
    let told = match walk(choice.by, object) {
        Ok(told) => told,
        Err(Missing::Absent) => {
            let default = choice.alternatives.iter().position(|alternative| alternative.default);
            return default.map_or(Selection::Absent, |index| Selection::Alternative(index, Reason::Default));
        }
        Err(Missing::NoObject) => return Selection::Untold,
    };
    for (index, alternative) in choice.alternatives.iter().enumerate() {
        if let Some(when) = alternative.when.iter().find(|when| when.holds(told)) {
            return Selection::Alternative(index, Reason::Told(*when));
        }
    }
    Selection::Untold
}

enum Missing {
    Absent,
    NoObject,
}

fn walk<'v>(path: &[&str], object: &'v Map<String, Value>) -> Result<&'v Value, Missing> {
    let Some((name, rest)) = path.split_first() else { return Err(Missing::Absent) };
    let value = object.get(*name).ok_or(Missing::Absent)?;
    match value {
        _ if rest.is_empty() => Ok(value),
        Value::Object(inner) => walk(rest, inner),
        _ => Err(Missing::NoObject),
    }
}

impl When {
    fn holds(self, value: &Value) -> bool {
        match self {
            Self::Boolean(expected) => value.as_bool() == Some(expected),
            Self::Code(expected) => value.as_str() == Some(expected),
        }
    }
}
