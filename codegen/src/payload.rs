//! Whether a payload keeps to its definition: the verdict that every artefact must share.
//!
//! Used to check the examples of a standard, and payloads of strangers. Unknown attributes are allowed, since a country may add its
//! own. However much is wrong with a payload, no more is kept of it than [`MAX_FINDINGS`]; the rest is counted.

use std::borrow::Cow;
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
use crate::vocabulary::{Cardinality, Kind, MAX_INTEGER, Sensitivity};

/// How many violations of one payload are kept, how many members that the standard does not name, and how many that stand twice: all kinds
/// together, and what counts the others, stay below what is listed of any file.
pub const MAX_FINDINGS: usize = 400;

/// How many bytes a file may have that `dci validate` reads: each may take a hundred bytes of memory.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// How many characters of a name or a value of a payload are shown.
pub const MAX_SHOWN: usize = 60;

/// How deep lists and objects may lie in each other in a payload: as deep as the types read them.
pub const MAX_DEPTH: usize = 127;

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

/// Everything that there is to say of a payload.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// What is wrong with it.
    pub violations: Vec<Violation>,
    /// The members that the standard does not name. That is allowed; some are misspelt.
    pub additions: Vec<Violation>,
    /// How many more violations there are.
    pub more_violations: usize,
    /// How many more members that the standard does not name.
    pub more_additions: usize,
}

/// Validates payloads against the definitions of a standard.
///
/// A regular expression is compiled when it is first needed, once for all payloads.
#[derive(Debug)]
pub struct Validator<'a> {
    standard: &'a Standard,
    patterns: BTreeMap<Id<DataFormat>, OnceLock<Option<Regex>>>,
    hides_values: bool,
}

impl<'a> Validator<'a> {
    /// A validator for the payloads of a standard.
    pub fn new(standard: &'a Standard) -> Self {
        let patterns = standard.data_formats.iter().map(|(id, _)| (id, OnceLock::new())).collect();
        Self { standard, patterns, hides_values: false }
    }

    /// The same for payloads about people: no message repeats a value, and none tells what a value of an attribute about a person was
    /// close to.
    #[must_use]
    pub fn hiding_values(self) -> Self {
        Self { hides_values: true, ..self }
    }

    fn pattern(&self, id: Id<DataFormat>) -> Option<&Regex> {
        let compile = || Regex::new(self.standard[id].constraints.pattern.as_deref()?).ok();
        self.patterns.get(&id)?.get_or_init(compile).as_ref()
    }

    /// What is wrong with a payload of a data object.
    pub fn validate(&self, payload: &Json, object: Id<DataObject>) -> Vec<Violation> {
        self.judge(payload, object).violations
    }

    /// What is wrong with a payload of a data object, and what in it the standard does not name.
    pub fn judge(&self, payload: &Json, object: Id<DataObject>) -> Judgement {
        let mut run = Run { validator: self, judgement: Judgement::default(), is_public: false };
        run.object(payload, object, "");
        run.judgement
    }
}

struct Run<'a, 'b> {
    validator: &'b Validator<'a>,
    judgement: Judgement,
    /// Whether the attribute that is looked at tells nothing about a person.
    is_public: bool,
}

impl Run<'_, '_> {
    fn report(&mut self, pointer: &str, message: impl Into<String>) {
        self.report_with(pointer, message, || None);
    }

    fn report_with(&mut self, pointer: &str, message: impl Into<String>, help: impl FnOnce() -> Option<String>) {
        let Judgement { violations, more_violations, .. } = &mut self.judgement;
        if violations.len() < MAX_FINDINGS {
            violations.push(Violation { pointer: pointer.to_owned(), message: message.into(), help: help() });
        } else {
            *more_violations += 1;
        }
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
                Some(value) => {
                    let around = self.is_public;
                    self.is_public = attribute.sensitivity == Some(Sensitivity::Public);
                    self.attribute(value, attribute, json, &here);
                    self.is_public = around;
                }
            }
        }
        let is_named = |name: &str| name.starts_with('@') || object.attribute(name).is_some();
        for name in members.keys().filter(|name| !is_named(name)) {
            self.addition(object, name, pointer);
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

    /// A member that the standard does not name.
    fn addition(&mut self, object: &DataObject, name: &str, pointer: &str) {
        let Judgement { additions, more_additions, .. } = &mut self.judgement;
        if additions.len() == MAX_FINDINGS {
            *more_additions += 1;
            return;
        }
        additions.push(Violation {
            pointer: step(pointer, name),
            message: format!("`{}` is no attribute of {}", cut(name), object.meta.name),
            help: near(name, object.attributes.iter().map(|it| it.name.as_str())),
        });
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
            Type::Data(id) => {
                self.kind(value, standard[id].kind, pointer);
            }
            Type::Format(id) => {
                let format = &standard[id];
                if !self.kind(value, format.kind, pointer) {
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
            let hides_values = self.validator.hides_values;
            let this = if hides_values { "this".to_owned() } else { format!("`{}`", cut(code)) };
            let may_tell = self.is_public || !hides_values;
            let help = || if may_tell { code_meant(directory, code, &this) } else { None };
            let message = format!("{this} is no code of {} {}", directory.meta.id, directory.meta.name);
            self.report_with(pointer, message, help);
        }
    }

    /// Whether a value is of a kind; that it is not is reported.
    fn kind(&mut self, value: &Json, kind: Kind, pointer: &str) -> bool {
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
        fits
    }
}

/// The code that was meant, perhaps.
fn code_meant(directory: &CodeDirectory, written: &str, this: &str) -> Option<String> {
    let by_label = directory.codes.iter().find(|entry| entry.label.as_str().eq_ignore_ascii_case(written));
    by_label
        .map(|entry| format!("{this} is a label: its code is `{}`", entry.code))
        .or_else(|| near(written, directory.codes.iter().map(|entry| entry.code.as_str())))
}

/// The names that are close to one; a long one is compared with none, which would take long.
fn near<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    if name.len() > MAX_SHOWN { None } else { did_you_mean(name, known) }
}

/// A name or a value as it is shown: the beginning of a long one.
pub(crate) fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
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
