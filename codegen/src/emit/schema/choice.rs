//! What one attribute says about another: choices, and values that are settled.
//!
//! A choice becomes an implication for each alternative, so that a broken payload is told of the alternative that its
//! own code names, and of no other:
//!
//! ```yaml
//! if: {required: [query_type], properties: {query_type: {const: predicate}}}
//! then: {properties: {query: {type: array, items: {$ref: "#/$defs/Predicate"}}}}
//! ```
//!
//! The default alternative leaves `required` out: it also holds where the attribute that tells is absent.

use serde_json::Value;

use crate::emit::schema::{Builder, Schema};
use crate::model::{Alternative, Attribute, Choice, Discriminator, Fixed};

impl Builder<'_> {
    /// What holds where this alternative is told.
    pub(super) fn alternative(&self, attribute: &Attribute, choice: &Choice, alternative: &Alternative) -> Schema {
        let values = alternative.when.iter().map(|code| discriminator_value(choice.discriminator, code)).collect();
        let condition = self.at_path(&choice.by, self.dialect.one_of_values(values), !alternative.default);
        let values = self.values(alternative.r#type, attribute.cardinality_of(alternative));
        let consequence = self.at_path(std::slice::from_ref(&attribute.name), values, false);
        self.dialect.implication(condition, consequence)
    }

    /// That an attribute has one value only.
    pub(super) fn fixed(&self, fixed: &Fixed) -> Schema {
        self.at_path(&fixed.path, self.dialect.constant(Value::from(fixed.code.as_str())), false)
    }

    /// A schema for what stands at a path, step by step into the objects on the way.
    fn at_path(&self, path: &[String], leaf: Schema, required: bool) -> Schema {
        path.iter().rev().fold(leaf, |inner, name| Schema {
            required: if required { vec![name.clone()] } else { Vec::new() },
            properties: std::iter::once((name.clone(), inner)).collect(),
            ..self.open_object()
        })
    }
}

/// The JSON value that tells an alternative.
fn discriminator_value(discriminator: Discriminator, code: &str) -> Value {
    match discriminator {
        Discriminator::Boolean => Value::Bool(code == "true"),
        Discriminator::Code(_) => Value::from(code),
    }
}
