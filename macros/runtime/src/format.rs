//! Data formats: texts and numbers of one form, as types of their own.

use std::fmt;

use regex_lite::Regex;
use serde::Serialize;
use serde_json::Value;

use crate::definition::{FormatDef, TypeDef};
use crate::number::Decimal;
use crate::value::Checked;
use crate::violation::Violations;

/// A data format of the standard; derived with `#[derive(DataFormat)]`.
///
/// A value of such a type always has the form. `Display`, `FromStr`, `TryFrom`, `Serialize` and `Deserialize` come with the derive.
pub trait DataFormat: Sized {
    /// What it is made of: `String`, `i64` or [`Decimal`].
    type Inner: FormatInner;

    /// What the standard says about it.
    fn definition() -> &'static FormatDef;

    /// Wraps a value that has been checked; the code that `derive` makes.
    #[doc(hidden)]
    fn wrap(inner: Self::Inner) -> Self;

    /// What it is made of.
    fn inner(&self) -> &Self::Inner;

    /// Checks a value; where it does not have the form, the error tells why.
    fn new(inner: impl Into<Self::Inner>) -> Result<Self, Violations> {
        let inner = inner.into();
        Checked::of_type(TypeDef::Format(Self::definition), inner.to_value())?;
        Ok(Self::wrap(inner))
    }
}

/// What data formats are made of.
pub trait FormatInner: Sized + Serialize + fmt::Display {
    /// The value in JSON.
    #[doc(hidden)]
    fn to_value(&self) -> Value;
}

impl FormatInner for String {
    fn to_value(&self) -> Value {
        self.as_str().into()
    }
}

impl FormatInner for i64 {
    fn to_value(&self) -> Value {
        (*self).into()
    }
}

impl FormatInner for Decimal {
    fn to_value(&self) -> Value {
        Value::Number(self.as_number().clone())
    }
}

/// A regular expression, compiled once when it is first used; made with [`pattern!`](crate::pattern).
#[derive(Clone, Copy)]
pub struct Pattern {
    text: &'static str,
    compiled: fn() -> &'static Regex,
}

impl Pattern {
    #[doc(hidden)]
    pub const fn new(text: &'static str, compiled: fn() -> &'static Regex) -> Self {
        Self { text, compiled }
    }

    /// The expression as written.
    pub const fn text(self) -> &'static str {
        self.text
    }

    /// Whether the expression is found in a text. Those of the standard are anchored at both ends.
    pub fn is_match(self, text: &str) -> bool {
        (self.compiled)().is_match(text)
    }

    #[doc(hidden)]
    pub fn compile(text: &str) -> Regex {
        Regex::new(text).expect("`#[derive(DataFormat)]` and `dci check` refuse an expression that does not compile")
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.text).finish()
    }
}

/// A [`Pattern`] for a definition.
///
/// ```
/// let digits = dci_runtime::pattern!("^[0-9]+$");
/// assert!(digits.is_match("2026"));
/// assert!(!digits.is_match("MMXXVI"));
/// ```
#[macro_export]
macro_rules! pattern {
    ($text:expr) => {
        $crate::Pattern::new($text, || {
            static COMPILED: ::std::sync::OnceLock<$crate::private::Regex> = ::std::sync::OnceLock::new();
            COMPILED.get_or_init(|| $crate::Pattern::compile($text))
        })
    };
}
