//! What is wrong with a value: where, against which rule, and what was expected.
//!
//! Messages never repeat what a payload holds, so that they may be logged: a payload is about people.

use std::error::Error;
use std::fmt;
use std::ops::Deref;

/// A rule that a value can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// An attribute that must be present is absent.
    Required,
    /// Null stands where a value is expected. An attribute without a value is left out.
    Null,
    /// A value is of another kind: text where a number is expected.
    Type,
    /// A list where one value is expected, one value where a list is expected, or an empty list where one must not be.
    Cardinality,
    /// A text is no code of the directory.
    Code,
    /// A text does not have the form of its data format.
    Format,
    /// A text is too short or too long.
    Length,
    /// A number is too small or too great.
    Range,
    /// A value does not fit what another attribute says about it.
    Choice,
    /// Another code than the settled one.
    Fixed,
}

impl Rule {
    /// The id, which stays the same from version to version.
    ///
    /// ```
    /// assert_eq!(dci_runtime::Rule::Required.id(), "required");
    /// ```
    pub const fn id(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Null => "null",
            Self::Type => "type",
            Self::Cardinality => "cardinality",
            Self::Code => "code",
            Self::Format => "format",
            Self::Length => "length",
            Self::Range => "range",
            Self::Choice => "choice",
            Self::Fixed => "fixed",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// One violation of a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Violation {
    /// Where, as a JSON Pointer (RFC 6901). For an attribute that is absent: where it should be.
    pub pointer: String,
    /// The rule that is broken.
    pub rule: Rule,
    /// What was expected.
    pub message: String,
}

impl Violation {
    /// A violation at the root of a value.
    pub(crate) fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self { pointer: String::new(), rule, message: message.into() }
    }

    /// A choice that no alternative of the type fits.
    #[doc(hidden)]
    pub fn untold() -> Self {
        Self::new(Rule::Choice, "no alternative holds")
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "the whole value" } else { &self.pointer };
        write!(f, "{place}: {} ({})", self.message, self.rule)
    }
}

impl Error for Violation {}

/// Every violation that was found, in the order of the definition. There is at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Nothing found is success.
    pub(crate) fn ok_if_none(found: Vec<Violation>) -> Result<(), Self> {
        if found.is_empty() { Ok(()) } else { Err(Self(found)) }
    }
}

impl From<Violation> for Violations {
    fn from(violation: Violation) -> Self {
        Self(vec![violation])
    }
}

impl Deref for Violations {
    type Target = [Violation];

    fn deref(&self) -> &[Violation] {
        &self.0
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// One violation a line.
impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            violation.fmt(f)?;
        }
        Ok(())
    }
}

impl Error for Violations {}

/// Why a text could not be read as a data object.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// It is not JSON.
    Json(serde_json::Error),
    /// It is JSON, but breaks rules of the standard.
    Invalid(Violations),
}

impl ReadError {
    /// The rules that are broken; none where the text is not JSON at all.
    pub fn violations(&self) -> &[Violation] {
        match self {
            Self::Json(_) => &[],
            Self::Invalid(violations) => violations,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(f, "not JSON: {error}"),
            Self::Invalid(violations) => violations.fmt(f),
        }
    }
}

impl Error for ReadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Json(error) => Some(error),
            Self::Invalid(violations) => Some(violations),
        }
    }
}

impl From<serde_json::Error> for ReadError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl From<Violations> for ReadError {
    fn from(violations: Violations) -> Self {
        Self::Invalid(violations)
    }
}
