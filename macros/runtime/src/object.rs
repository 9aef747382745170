//! Data objects: how a struct is read, checked and written.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::check::validate;
use crate::choice::{ChoiceValue, Selection, select};
use crate::definition::{Cardinality, ObjectDef, ValueDef};
use crate::extra::Extra;
use crate::value::{AttributeValue, Checked};
use crate::violation::{ReadError, Rule, Violation, Violations};

/// A data object of the standard; derived with `#[derive(DataObject)]`.
///
/// What has been read holds: reading, also by way of [`serde`], refuses a value that breaks a rule, and tells all that it
/// breaks. A value that was put together in Rust is checked with [`validate`](Self::validate).
pub trait DataObject: Sized + Serialize + DeserializeOwned {
    /// What the standard says about it.
    fn definition() -> &'static ObjectDef;

    /// Takes the attributes over; the code that `derive` makes.
    #[doc(hidden)]
    fn read(attributes: Attributes) -> Result<Self, Violation>;

    /// Holds the value against the standard and returns every violation.
    ///
    /// There is one place for the rules, the check of JSON: this turns the value into JSON first, which costs about as much as
    /// writing it. A value that was read and not changed has been checked already.
    fn validate(&self) -> Result<(), Violations> {
        let value = serde_json::to_value(self).map_err(|error| Violation::new(Rule::Type, error.to_string()))?;
        Self::validate_json(&value)
    }

    /// Holds a JSON value against the standard and returns every violation.
    fn validate_json(value: &Value) -> Result<(), Violations> {
        validate(Self::definition(), value)
    }

    /// Reads JSON text; where it breaks rules, the error tells every violation, up to [`Violations::MAX`] of them.
    ///
    /// The text may come from a stranger: no text makes it panic, and time and memory grow with the length of the text, which whoever
    /// receives it has to limit. Of members with one name the last one counts.
    fn from_json(text: &str) -> Result<Self, ReadError> {
        Ok(Self::from_value(serde_json::from_str(text)?)?)
    }

    /// Takes a JSON value over; where it breaks rules, the error tells every violation.
    fn from_value(value: Value) -> Result<Self, Violations> {
        let attributes = Checked::of_object(Self::definition(), value)?.into_attributes(Self::definition())?;
        Ok(Self::read(attributes)?)
    }

    /// Writes JSON text: keywords of JSON-LD first, then the attributes in the order of the standard, then all others.
    fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Writes JSON text for people, over several lines.
    fn to_json_pretty(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }
}

/// The attributes of a data object that has been checked, to be taken over one by one.
pub struct Attributes {
    definition: &'static ObjectDef,
    /// The value of each attribute, in the order of the definition.
    values: Vec<Option<Value>>,
    /// The alternative of each choice, in the order of the definition.
    chosen: Vec<Option<usize>>,
    extra: Extra,
}

impl fmt::Debug for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attributes").field("definition", &self.definition.id).finish_non_exhaustive()
    }
}

impl Attributes {
    pub(crate) fn new(definition: &'static ObjectDef, mut object: Map<String, Value>) -> Self {
        let chosen = definition.attributes.iter().map(|attribute| match &attribute.value {
            ValueDef::One(_) => None,
            ValueDef::Choice(choice) => match select(choice, &object) {
                Selection::Alternative(index, _) => Some(index),
                Selection::Absent | Selection::Untold => None,
            },
        });
        let chosen = chosen.collect();
        let mut values: Vec<Option<Value>> = definition.attributes.iter().map(|_| None).collect();
        let mut extra = Extra::default();
        // What is not known stays where it is: a second copy of what a stranger sends would cost its memory once more.
        object.retain(|name, value| {
            let Some(index) = definition.attributes.iter().position(|attribute| attribute.name == name) else {
                return true;
            };
            let attribute = &definition.attributes[index];
            let is_list =
                attribute.cardinality == Cardinality::ZeroOrMore && matches!(attribute.value, ValueDef::One(_));
            if is_list && value.as_array().is_some_and(Vec::is_empty) {
                extra.note_empty(attribute.name);
            }
            values[index] = Some(value.take());
            false
        });
        extra.put(object);
        Self { definition, values, chosen, extra }
    }

    /// Takes the attribute at a place over.
    pub fn take<T: AttributeValue>(&mut self, index: usize) -> Result<T, Violation> {
        let value = self.values[index].take();
        T::read(value.map(Checked::trust)).map_err(|violation| self.within(index, violation))
    }

    /// Takes the attribute at a place over, which holds a choice.
    pub fn choose<T: ChoiceValue>(&mut self, index: usize) -> Result<T, Violation> {
        let value = self.values[index].take();
        let value = self.chosen[index].zip(value.map(Checked::trust));
        T::read(value).map_err(|violation| self.within(index, violation))
    }

    /// What the definition does not know.
    pub fn rest(self) -> Extra {
        self.extra
    }

    fn within(&self, index: usize, violation: Violation) -> Violation {
        let pointer = format!("/{}{}", self.definition.attributes[index].name, violation.pointer);
        Violation { pointer, ..violation }
    }
}
