//! What is wrong with a value: where, against which rule, and what was expected.
//!
//! Messages never repeat what a payload holds, so that they may be logged: a payload is about people. Nor are there more of them than
//! somebody reads, however much is wrong with what a stranger sends.

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
    /// Lists and objects lie deeper in each other than [`MAX_DEPTH`](crate::MAX_DEPTH).
    Depth,
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
            Self::Depth => "depth",
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

/// Every violation that was found, in the order of the definition. There is at least one, and there are at most
/// [`MAX`](Self::MAX): what is found beyond is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations {
    found: Vec<Violation>,
    omitted: usize,
}

impl Violations {
    /// How many violations are kept. Nobody reads more, the sender of a message can mend these first, and an answer that repeats them
    /// stays small.
    pub const MAX: usize = 100;

    /// How many more were found than are kept.
    ///
    /// ```
    /// use dci_runtime::Violations;
    /// # use dci_runtime::{AttributeDef, ObjectDef, validate};
    /// # use serde_json::json;
    /// # static LIST: ObjectDef = ObjectDef {
    /// #     id: "DO.XX.01", name: "List", title: "List", attributes: &[AttributeDef::of::<Vec<String>>("names")], fixed: &[],
    /// # };
    /// let numbers = vec![0; 1_000_000];
    /// let violations = validate(&LIST, &json!({"names": numbers})).unwrap_err();
    /// assert_eq!(violations.len(), Violations::MAX);
    /// assert_eq!(violations.omitted(), 999_900);
    /// assert!(violations.to_string().ends_with("\n… and 999900 more"));
    /// ```
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Keeps a violation, or counts it. It is made where it is kept alone.
    pub(crate) fn push(&mut self, violation: impl FnOnce() -> Violation) {
        if self.found.len() < Self::MAX {
            self.found.push(violation());
        } else {
            self.omitted += 1;
        }
    }

    /// The ones that were kept from a place on.
    pub(crate) fn since(&mut self, place: usize) -> &mut [Violation] {
        self.found.get_mut(place..).unwrap_or_default()
    }

    /// Nothing found is success.
    pub(crate) fn ok_if_none(self) -> Result<(), Self> {
        if self.found.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl From<Violation> for Violations {
    fn from(violation: Violation) -> Self {
        Self { found: vec![violation], omitted: 0 }
    }
}

impl Deref for Violations {
    type Target = [Violation];

    fn deref(&self) -> &[Violation] {
        &self.found
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.iter()
    }
}

/// One violation a line, and how many more there are.
impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.found.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            violation.fmt(f)?;
        }
        if self.omitted > 0 {
            write!(f, "\n… and {} more", self.omitted)?;
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
