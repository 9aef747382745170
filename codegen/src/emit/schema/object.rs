//! A data object as a schema.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::emit::schema::build::{description, json_value, list_of};
use crate::emit::schema::{Builder, Dialect, Schema};
use crate::model::{Attribute, Choice, DataObject, Definition, Id, Type, Value as AttributeValue};
use crate::naming::type_name;
use crate::vocabulary::Cardinality;

impl Builder<'_> {
    pub(super) fn data_object(&self, id: Id<DataObject>) -> Schema {
        let object = &self.standard[id];
        let mut schema = self.open_object();
        if self.contains_itself(id) {
            // openapi-generator puts objects in a box, without which an object cannot contain itself in Rust; but not
            // those of which it is said that they may have more attributes.
            schema.additional_properties = None;
        }
        for attribute in &object.attributes {
            schema.properties.insert(attribute.name.clone(), self.attribute(id, attribute));
            if attribute.is_required() {
                schema.required.push(attribute.name.clone());
            }
            if let AttributeValue::Choice(choice) = &attribute.value
                && attribute.cardinality != Cardinality::Zero
            {
                let alternatives = choice.alternatives.iter();
                schema.all_of.extend(alternatives.map(|alternative| self.alternative(attribute, choice, alternative)));
            }
        }
        schema.all_of.extend(object.fixed.iter().map(|fixed| self.fixed(fixed)));
        schema
    }

    fn attribute(&self, owner: Id<DataObject>, attribute: &Attribute) -> Schema {
        let mut schema = self.dialect.with_room_for_words(match &attribute.value {
            _ if attribute.cardinality == Cardinality::Zero => Schema::nothing(),
            AttributeValue::One(r#type) => self.values(*r#type, attribute.cardinality),
            AttributeValue::Choice(choice) => self.any_alternative(attribute, choice),
        });
        schema.description =
            Some(description(attribute.description.as_str(), attribute.deprecated.as_ref(), self.dialect));
        schema.deprecated = attribute.deprecated.is_some();
        if let Some(example) = self.example(attribute) {
            self.dialect.show(&mut schema, vec![example]);
        }
        if self.dialect.is_open_api() {
            let sensitivity =
                attribute.sensitivity.map(|sensitivity| ("x-sensitivity", Value::from(sensitivity.name())));
            schema.extensions.extend(sensitivity);
            if !schema.any_of.is_empty() {
                // Generators name a union by its title.
                let owner = (self.refer)(Definition::DataObject(owner));
                let owner = owner.rsplit('/').next().unwrap_or_default();
                schema.title = Some(format!("{owner}{}", type_name(&attribute.name)));
            }
        } else {
            schema.title = Some(attribute.title.as_str().to_owned());
            schema.comment = attribute.sensitivity.map(|sensitivity| format!("sensitivity: {sensitivity}"));
        }
        schema
    }

    /// Whether an object has, directly or further down, an object of its own kind, other than in a list.
    fn contains_itself(&self, id: Id<DataObject>) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![id];
        while let Some(object) = open.pop() {
            for attribute in &self.standard[object].attributes {
                match attribute.value {
                    AttributeValue::One(Type::Object(inner))
                        if !attribute.cardinality.is_list() && attribute.cardinality != Cardinality::Zero =>
                    {
                        if inner == id {
                            return true;
                        }
                        if seen.insert(inner) {
                            open.push(inner);
                        }
                    }
                    _ => {}
                }
            }
        }
        false
    }

    /// Whatever one of the alternatives allows; which of them must hold is said at the object.
    ///
    /// In OpenAPI 3.0 nothing is said here: generators that know no more than that version merge the alternatives of
    /// a union into one type that no payload fits, and fall back to any JSON value where there is no union.
    fn any_alternative(&self, attribute: &Attribute, choice: &Choice) -> Schema {
        let lists = every_cardinality(attribute, Cardinality::is_list);
        let mut alternatives = Vec::new();
        if self.dialect != Dialect::OpenApi30 {
            for alternative in &choice.alternatives {
                let schema = if lists {
                    self.value(alternative.r#type)
                } else {
                    self.values(alternative.r#type, attribute.cardinality_of(alternative))
                };
                if !alternatives.contains(&schema) {
                    alternatives.push(schema);
                }
            }
        }
        let any = match alternatives.pop() {
            Some(only) if alternatives.is_empty() => only,
            last => {
                alternatives.extend(last);
                Schema { any_of: alternatives, ..Schema::default() }
            }
        };
        if lists { list_of(any, every_cardinality(attribute, Cardinality::is_required)) } else { any }
    }

    /// The attribute's value for the documentation, as JSON.
    fn example(&self, attribute: &Attribute) -> Option<Value> {
        let AttributeValue::One(r#type) = attribute.value else { return None };
        if attribute.cardinality == Cardinality::Zero {
            return None;
        }
        let kind = self.standard.kind_of(r#type);
        let value = json_value(kind, attribute.example.as_ref()?)?;
        Some(if attribute.cardinality.is_list() { Value::from(vec![value]) } else { value })
    }
}

/// Whether something holds of the attribute's cardinality, whichever alternative is told.
fn every_cardinality(attribute: &Attribute, holds: impl Fn(Cardinality) -> bool) -> bool {
    match &attribute.value {
        AttributeValue::One(_) => holds(attribute.cardinality),
        AttributeValue::Choice(choice) => {
            choice.alternatives.iter().all(|alternative| holds(attribute.cardinality_of(alternative)))
        }
    }
}
