//! Numbers as they are written.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Number;

/// A number that keeps its form: 45 is written as 45 again, and 45.2 as 45.2.
///
/// ```
/// use dci_runtime::Decimal;
///
/// let score: Decimal = "45.2".parse()?;
/// assert_eq!(score.as_f64(), 45.2);
/// assert_eq!(score.to_string(), "45.2");
/// assert_eq!(Decimal::from(45).to_string(), "45");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Decimal(Number);

impl Decimal {
    /// A number; none for infinity, and for what is no number.
    pub fn from_f64(number: f64) -> Option<Self> {
        Number::from_f64(number).map(Self)
    }

    /// The nearest `f64`.
    pub fn as_f64(&self) -> f64 {
        self.0.as_f64().unwrap_or(f64::NAN)
    }

    /// The number as JSON has it.
    pub fn as_number(&self) -> &Number {
        &self.0
    }
}

impl From<Number> for Decimal {
    fn from(number: Number) -> Self {
        Self(number)
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(number.into())
    }
}

impl From<Decimal> for Number {
    fn from(number: Decimal) -> Self {
        number.0
    }
}

impl FromStr for Decimal {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Number::deserialize(deserializer).map(Self)
    }
}
