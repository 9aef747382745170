//! From the types of a profile to those of the standard and back, for generated code.

use serde::Serialize;
use serde_json::Value;

use crate::{DataObject, Extra, Rule, Violation, Violations};

/// Keeps the value of an attribute that the standard does not know among those that it carries unread.
pub fn keep<T: Serialize>(extra: &mut Extra, name: &str, value: &T) {
    match serde_json::to_value(value) {
        Ok(Value::Array(items)) if items.is_empty() && !extra.was_empty(name) => {}
        // Absent; and nothing of the standard has a name that JSON does not.
        Ok(Value::Null) | Err(_) => {}
        Ok(value) => {
            extra.insert(name, value);
        }
    }
}

/// A value of the standard, held against the data object of a profile.
pub fn check<B: DataObject, P: DataObject>(value: &B) -> Result<P, Violations> {
    let value = serde_json::to_value(value).map_err(|error| Violation::new(Rule::Type, error.to_string()))?;
    P::from_value(value)
}
