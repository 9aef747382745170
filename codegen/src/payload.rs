//! Whether a payload keeps to its definition: the verdict that every artefact must share.
//!
//! Used to check the examples of a standard. Unknown attributes are allowed, since a country may add its own.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use regex::Regex;
use serde_json::Value as Json;

use crate::model::{
    Attribute, Choice, CodeDirectory, Constraints, DataFormat, DataObject, Definition, Discriminator, Id, Standard,
    Type, Value,
};
use crate::nearest::did_you_mean;
use crate::vocabulary::{Cardinality, Kind, MAX_INTEGER};

/// What is wrong with a payload, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The JSON pointer (RFC 6901) of the value.
    pub pointer: String,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What was meant, perhaps.
    pub help: Option<String>,
}

/// Validates payloads against the definitions of a standard.
///
/// A regular expression is compiled when it is first needed, once for all payloads.
#[derive(Debug)]
pub struct Validator<'a> {
    standard: &'a Standard,
    patterns: BTreeMap<Id<DataFormat>, OnceLock<Option<Regex>>>,
}

impl<'a> Validator<'a> {
    /// A validator for the payloads of a standard.
    pub fn new(standard: &'a Standard) -> Self {
        let patterns = standard.data_formats.iter().map(|(id, _)| (id, OnceLock::new())).collect();
        Self { standard, patterns }
    }

    fn pattern(&self, id: Id<DataFormat>) -> Option<&Regex> {
        let compile = || Regex::new(self.standard[id].constraints.pattern.as_deref()?).ok();
        self.patterns.get(&id)?.get_or_init(compile).as_ref()
    }

    /// Everything that is wrong with a payload of a data object.
    pub fn validate(&self, payload: &Json, object: Id<DataObject>) -> Vec<Violation> {
        let mut run = Run { validator: self, violations: Vec::new(), additions: None };
        run.object(payload, object, "");
        run.violations
    }

    /// The members of a payload that the standard does not name. That is allowed; some are misspelt.
    pub fn additions(&self, payload: &Json, object: Id<DataObject>) -> Vec<Violation> {
        let mut run = Run { validator: self, violations: Vec::new(), additions: Some(Vec::new()) };
        run.object(payload, object, "");
        run.additions.unwrap_or_default()
    }
}

struct Run<'a, 'b> {
    validator: &'b Validator<'a>,
    violations: Vec<Violation>,
    /// What the standard does not name, where that is asked for.
    additions: Option<Vec<Violation>>,
}

impl Run<'_, '_> {
    fn report(&mut self, pointer: &str, message: impl Into<String>) {
        self.violations.push(Violation { pointer: pointer.to_owned(), message: message.into(), help: None });
    }

    fn object(&mut self, json: &Json, id: Id<DataObject>, pointer: &str) {
        let object = &self.validator.standard[id];
        let Json::Object(members) = json else {
            self.report(pointer, format!("a {} is a JSON object, this is {}", object.meta.name, what(json)));
            return;
        };
        for attribute in &object.attributes {
            let here = step(pointer, &attribute.name);
            match members.get(&attribute.name) {
                None if attribute.is_required() => {
                    self.report(pointer, format!("{} lacks `{}`", object.meta.name, attribute.name));
                }
                None => {}
                Some(value) => self.attribute(value, attribute, json, &here),
            }
        }
        if let Some(additions) = &mut self.additions {
            let is_named = |name: &str| name.starts_with('@') || object.attribute(name).is_some();
            additions.extend(members.keys().filter(|name| !is_named(name)).map(|name| Violation {
                pointer: step(pointer, name),
                message: format!("`{name}` is no attribute of {}", object.meta.name),
                help: did_you_mean(name, object.attributes.iter().map(|it| it.name.as_str())),
            }));
        }
        for fixed in &object.fixed {
            if let Some(value) = look_up(json, &fixed.path)
                && value.as_str() != Some(&fixed.code)
            {
                let mut here = pointer.to_owned();
                for name in &fixed.path {
                    here = step(&here, name);
                }
                self.report(&here, format!("`{}` is expected here", fixed.code));
            }
        }
    }

    fn attribute(&mut self, value: &Json, attribute: &Attribute, object: &Json, pointer: &str) {
        if attribute.cardinality == Cardinality::Zero {
            self.report(pointer, format!("`{}` must not be there ({})", attribute.name, attribute.cardinality));
            return;
        }
        match &attribute.value {
            Value::One(r#type) => self.values(value, *r#type, attribute.cardinality, pointer),
            Value::Choice(choice) => {
                let Some(alternative) = alternative_of(choice, object) else { return };
                self.values(value, alternative.r#type, attribute.cardinality_of(alternative), pointer);
            }
        }
    }

    fn values(&mut self, value: &Json, r#type: Type, cardinality: Cardinality, pointer: &str) {
        if !cardinality.is_list() {
            self.value(value, r#type, pointer);
            return;
        }
        let Json::Array(items) = value else {
            self.report(pointer, format!("a list is expected ({cardinality}), this is {}", what(value)));
            return;
        };
        if items.is_empty() && cardinality.is_required() {
            self.report(pointer, format!("at least one value is expected ({cardinality})"));
        }
        for (at, item) in items.iter().enumerate() {
            self.value(item, r#type, &step(pointer, &at.to_string()));
        }
    }

    fn value(&mut self, value: &Json, r#type: Type, pointer: &str) {
        let standard = self.validator.standard;
        match r#type {
            Type::Object(id) => self.object(value, id, pointer),
            Type::Code(id) if standard.unsound.contains(&Definition::CodeDirectory(id)) => {}
            Type::Format(id) if standard.unsound.contains(&Definition::DataFormat(id)) => {}
            Type::Code(id) => self.code(value, &standard[id], pointer),
            Type::Data(id) => self.kind(value, standard[id].kind, pointer),
            Type::Format(id) => {
                let format = &standard[id];
                let before = self.violations.len();
                self.kind(value, format.kind, pointer);
                if self.violations.len() > before {
                    return;
                }
                let verdict = match value {
                    Json::String(text) => text_fits(text, &format.constraints, self.validator.pattern(id)),
                    Json::Number(number) => number_fits(number, &format.constraints),
                    _ => Ok(()),
                };
                if let Err(why) = verdict {
                    self.report(pointer, format!("not of the format {} {}: {why}", format.meta.id, format.meta.name));
                }
            }
        }
    }

    fn code(&mut self, value: &Json, directory: &CodeDirectory, pointer: &str) {
        let Json::String(code) = value else {
            self.report(pointer, format!("a code is text, this is {}", what(value)));
            return;
        };
        if code.is_empty() {
            self.report(pointer, format!("a code of {} is not empty", directory.meta.id));
        } else if directory.is_closed() && directory.get(code).is_none() {
            let codes = directory.codes.iter().map(|entry| entry.code.as_str());
            let by_label = directory.codes.iter().find(|entry| entry.label.as_str().eq_ignore_ascii_case(code));
            let help = by_label
                .map(|entry| format!("`{code}` is a label: its code is `{}`", entry.code))
                .or_else(|| did_you_mean(code, codes));
            self.violations.push(Violation {
                pointer: pointer.to_owned(),
                message: format!("`{code}` is no code of {} {}", directory.meta.id, directory.meta.name),
                help,
            });
        }
    }

    fn kind(&mut self, value: &Json, kind: Kind, pointer: &str) {
        let fits = match kind {
            Kind::String => value.is_string(),
            Kind::Boolean => value.is_boolean(),
            Kind::Object => value.is_object(),
            Kind::Array => value.is_array(),
            Kind::Decimal => value.is_number(),
            Kind::Integer => value.as_f64().is_some_and(is_safe_integer),
            Kind::Any => !value.is_null(),
        };
        if !fits {
            self.report(pointer, format!("{} is expected, this is {}", expected(kind), what(value)));
        }
    }
}

/// The alternative that holds, or nothing where the attribute that tells it is at fault, which is reported there.
fn alternative_of<'a>(choice: &'a Choice, object: &Json) -> Option<&'a crate::model::Alternative> {
    let Some(told) = look_up(object, &choice.by) else {
        return choice.alternatives.iter().find(|alternative| alternative.default);
    };
    let told = match (choice.discriminator, told) {
        (Discriminator::Boolean, Json::Bool(told)) => told.to_string(),
        (Discriminator::Code(_), Json::String(told)) => told.clone(),
        _ => return None,
    };
    choice.alternatives.iter().find(|alternative| alternative.when.contains(&told))
}

fn look_up<'a>(json: &'a Json, path: &[String]) -> Option<&'a Json> {
    path.iter().try_fold(json, |json, name| json.get(name))
}

fn step(pointer: &str, name: &str) -> String {
    let mut pointer = pointer.to_owned();
    let _ = write!(pointer, "/{}", name.replace('~', "~0").replace('/', "~1"));
    pointer
}

fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "text",
        Kind::Integer => "a whole number",
        Kind::Decimal => "a number",
        Kind::Boolean => "true or false",
        Kind::Object => "an object",
        Kind::Array => "a list",
        Kind::Any => "any value but null",
    }
}

fn what(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "true or false",
        Json::Number(number) if number.as_f64().is_some_and(|number| number.fract() != 0.0) => {
            "a number with a fraction"
        }
        Json::Number(number) if !number.as_f64().is_some_and(is_safe_integer) => "a number of too many digits",
        Json::Number(_) => "a number",
        Json::String(_) => "text",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

#[expect(clippy::cast_precision_loss, reason = "the bound is the greatest integer that a double keeps")]
fn is_safe_integer(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() <= MAX_INTEGER as f64
}

fn text_fits(text: &str, constraints: &Constraints, pattern: Option<&Regex>) -> Result<(), String> {
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if let Some(least) = constraints.min_length
        && length < least
    {
        return Err(format!("it has {length} characters, and at least {least} are expected"));
    }
    if let Some(most) = constraints.max_length
        && length > most
    {
        return Err(format!("it has {length} characters, and at most {most} are allowed"));
    }
    if let Some(pattern) = pattern
        && !pattern.is_match(text)
    {
        let pattern = pattern.as_str();
        return Err(format!("it does not match the pattern {pattern}"));
    }
    Ok(())
}

fn number_fits(number: &serde_json::Number, constraints: &Constraints) -> Result<(), String> {
    let Some(value) = number.as_f64() else { return Err("it is out of range".to_owned()) };
    if let Some(least) = &constraints.minimum
        && least.as_f64().is_some_and(|least| value < least)
    {
        return Err(format!("it is below {least}"));
    }
    if let Some(most) = &constraints.maximum
        && most.as_f64().is_some_and(|most| value > most)
    {
        return Err(format!("it is above {most}"));
    }
    Ok(())
}

/// Whether a value, written as text, is of a format; why not, where it is not.
pub fn text_is_of_format(text: &str, format: &DataFormat) -> Result<(), String> {
    text_keeps_to(text, format.kind, &format.constraints)
}

/// Whether a value of a kind, written as text, keeps to what a format asks for; why not, where it does not.
pub(crate) fn text_keeps_to(text: &str, kind: Kind, constraints: &Constraints) -> Result<(), String> {
    if kind == Kind::String {
        let pattern = constraints.pattern.as_deref().and_then(|pattern| Regex::new(pattern).ok());
        return text_fits(text, constraints, pattern.as_ref());
    }
    let Ok(number) = text.parse::<serde_json::Number>() else { return Err("it is no number".to_owned()) };
    if kind == Kind::Integer && !number.as_f64().is_some_and(is_safe_integer) {
        return Err("it is no whole number, or one of too many digits".to_owned());
    }
    number_fits(&number, constraints)
}
