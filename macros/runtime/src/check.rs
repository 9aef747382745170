//! The one interpreter of the rules: holds a JSON value against a definition and finds every violation.
//!
//! Its verdict is that of the JSON Schemas of the same standard: unknown attributes are allowed, null never is a value,
//! `1.0` is a whole number, lengths count characters and not bytes.

use serde_json::{Map, Number, Value};

use crate::choice::{Reason, Selection, select};
use crate::definition::{
    AttributeDef, Cardinality, ChoiceDef, DirectoryDef, FixedDef, FormatDef, FormatKind, MAX_DEPTH, MAX_INTEGER,
    ObjectDef, Sensitivity, TypeDef, ValueDef,
};
use crate::expected;
use crate::violation::{Rule, Violation, Violations};

/// Holds a value against a data object.
///
/// ```
/// use dci_runtime::{AttributeDef, ObjectDef, Rule, validate};
/// use serde_json::json;
///
/// static NAME: ObjectDef = ObjectDef {
///     id: "DO.XX.01",
///     name: "Name",
///     title: "Name of a person",
///     attributes: &[AttributeDef::of::<String>("surname"), AttributeDef::of::<Option<String>>("given_name")],
///     fixed: &[],
/// };
///
/// let violations = validate(&NAME, &json!({"given_name": 1})).unwrap_err();
/// assert_eq!(violations[0].pointer, "/surname");
/// assert_eq!(violations[0].rule, Rule::Required);
/// assert_eq!(violations[1].to_string(), "/given_name: expected a text, found a number (type)");
/// ```
pub fn validate(definition: &ObjectDef, value: &Value) -> Result<(), Violations> {
    let mut check = Check::new(value)?;
    check.object(definition, value);
    check.found.ok_if_none()
}

/// Holds a value against a type.
pub(crate) fn validate_one(r#type: TypeDef, value: &Value) -> Result<(), Violations> {
    let mut check = Check::new(value)?;
    check.one(r#type, value);
    check.found.ok_if_none()
}

/// A walk through a value: where it stands, and what it has found.
struct Check<'v> {
    path: Vec<Step<'v>>,
    found: Violations,
    /// Whether the attribute that is looked at tells nothing about a person, so that a message may say what its value was close to.
    is_public: bool,
}

#[derive(Clone, Copy)]
enum Step<'v> {
    Name(&'v str),
    Index(usize),
}

impl<'v> Check<'v> {
    /// A walk through a value, which must not be deeper than a walk can go.
    fn new(value: &Value) -> Result<Self, Violations> {
        if is_deeper(value, MAX_DEPTH) {
            let message = format!("lists and objects lie more than {MAX_DEPTH} deep in each other");
            return Err(Violation::new(Rule::Depth, message).into());
        }
        Ok(Self { path: Vec::new(), found: Violations::default(), is_public: false })
    }

    fn report<M: Into<String>>(&mut self, rule: Rule, message: impl FnOnce() -> M) {
        let path = &self.path;
        self.found.push(|| Violation { pointer: Self::pointer(path), rule, message: message().into() });
    }

    /// The place as a JSON Pointer (RFC 6901). Its names are those of the definition, and no longer than they are there.
    fn pointer(path: &[Step<'v>]) -> String {
        let mut pointer = String::new();
        for step in path {
            pointer.push('/');
            match step {
                Step::Name(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
                Step::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }

    fn at(&mut self, step: Step<'v>, look: impl FnOnce(&mut Self)) {
        self.path.push(step);
        look(self);
        self.path.pop();
    }

    fn object(&mut self, definition: &ObjectDef, value: &'v Value) {
        let Value::Object(object) = value else {
            return self.wrong_kind(|| expected::object(definition), value);
        };
        for attribute in definition.attributes {
            self.at(Step::Name(attribute.name), |check| check.attribute(definition, attribute, object));
        }
        for fixed in definition.fixed {
            self.fixed(fixed, fixed.path, object);
        }
    }

    fn attribute(&mut self, definition: &ObjectDef, attribute: &AttributeDef, object: &'v Map<String, Value>) {
        let around = self.is_public;
        self.is_public = attribute.sensitivity == Sensitivity::Public;
        self.labelled_attribute(definition, attribute, object);
        self.is_public = around;
    }

    fn labelled_attribute(&mut self, definition: &ObjectDef, attribute: &AttributeDef, object: &'v Map<String, Value>) {
        let Some(value) = object.get(attribute.name) else {
            if attribute.cardinality.is_required() {
                self.report(Rule::Required, || {
                    format!("{} must have `{}`", expected::name(definition), attribute.name)
                });
            }
            return;
        };
        match &attribute.value {
            ValueDef::One(r#type) => self.values(attribute.cardinality, *r#type, value),
            ValueDef::Choice(choice) => self.choice(definition, choice, object, value),
        }
    }

    /// One value, or a list of values, as the cardinality says.
    fn values(&mut self, cardinality: Cardinality, r#type: TypeDef, value: &'v Value) {
        if cardinality == Cardinality::Zero {
            return self.report(Rule::Cardinality, || format!("it must not be there ({cardinality})"));
        }
        if !cardinality.is_list() {
            return match value {
                Value::Array(_) if !matches!(r#type, TypeDef::Array | TypeDef::Any) => {
                    self.report(Rule::Cardinality, || {
                        format!(
                            "at most one value is allowed ({cardinality}): expected {}, found a list",
                            expected::one(r#type)
                        )
                    });
                }
                _ => self.one(r#type, value),
            };
        }
        match value {
            Value::Array(items) => {
                if items.is_empty() && cardinality.is_required() {
                    self.report(Rule::Cardinality, || format!("the list must not be empty ({cardinality})"));
                }
                for (index, item) in items.iter().enumerate() {
                    self.at(Step::Index(index), |check| check.one(r#type, item));
                }
            }
            Value::Null => self.one(r#type, value),
            _ => self.report(Rule::Cardinality, || {
                format!(
                    "expected a list ({cardinality}), found {}; write one value as a list of one",
                    expected::kind(value)
                )
            }),
        }
    }

    fn one(&mut self, r#type: TypeDef, value: &'v Value) {
        if value.is_null() {
            return self.report(Rule::Null, || "null is no value: leave out an attribute that has none");
        }
        match (r#type, value) {
            (TypeDef::DataObject(definition), _) => self.object(definition(), value),
            (TypeDef::Code(directory), _) => self.code(directory(), value),
            (TypeDef::Format(format), _) => self.format(format(), value),
            (TypeDef::Integer, Value::Number(number)) => self.integer(number, || expected::one(r#type)),
            (TypeDef::String, Value::String(_))
            | (TypeDef::Decimal, Value::Number(_))
            | (TypeDef::Boolean, Value::Bool(_))
            | (TypeDef::Object, Value::Object(_))
            | (TypeDef::Array, Value::Array(_))
            | (TypeDef::Any, _) => {}
            _ => self.wrong_kind(|| expected::one(r#type), value),
        }
    }

    fn wrong_kind(&mut self, expected: impl Fn() -> String, value: &Value) {
        if value.is_null() {
            return self.report(Rule::Null, || format!("null is no value: expected {}", expected()));
        }
        self.report(Rule::Type, || format!("expected {}, found {}", expected(), expected::kind(value)));
    }

    fn integer(&mut self, number: &Number, expected: impl Fn() -> String) {
        if integer_of(number).is_some() {
            return;
        }
        if number.as_f64().is_some_and(|number| number.fract() == 0.0) {
            self.report(Rule::Range, || format!("whole numbers lie between -{MAX_INTEGER} and {MAX_INTEGER}"));
        } else {
            self.report(Rule::Type, || format!("expected {}, found a number with a fraction", expected()));
        }
    }

    /// In a closed directory only the listed codes hold; in an extensible one every text but the empty one.
    fn code(&mut self, directory: &DirectoryDef, value: &Value) {
        let Value::String(code) = value else {
            return self.wrong_kind(|| expected::code(directory), value);
        };
        let known = if directory.closed { directory.position(code).is_some() } else { !code.is_empty() };
        if !known {
            let is_public = self.is_public;
            self.report(Rule::Code, || expected::known_codes(directory, code, is_public));
        }
    }

    fn format(&mut self, format: &FormatDef, value: &Value) {
        let expected = || expected::format(format);
        match (format.kind, value) {
            (FormatKind::String, Value::String(text)) => self.text(format, text),
            (FormatKind::Integer, Value::Number(number)) => {
                self.integer(number, expected);
                self.range(format, number);
            }
            (FormatKind::Decimal, Value::Number(number)) => self.range(format, number),
            _ => self.wrong_kind(expected, value),
        }
    }

    fn text(&mut self, format: &FormatDef, text: &str) {
        let length = text.chars().count();
        if let Some(least) = format.min_length.filter(|least| length < *least) {
            self.report(Rule::Length, || {
                format!("expected {} of at least {least} characters, found {length}", expected::format(format))
            });
        }
        if let Some(most) = format.max_length.filter(|most| length > *most) {
            self.report(Rule::Length, || {
                format!("expected {} of at most {most} characters, found {length}", expected::format(format))
            });
        }
        if format.pattern.is_some_and(|pattern| !pattern.is_match(text)) {
            self.report(Rule::Format, || format!("the text does not have the form of {}", expected::format(format)));
        }
    }

    fn range(&mut self, format: &FormatDef, number: &Number) {
        let Some(number) = number.as_f64() else { return };
        if let Some(least) = format.minimum.filter(|least| number < *least) {
            self.report(Rule::Range, || format!("expected {} of {least} or more", expected::format(format)));
        }
        if let Some(greatest) = format.maximum.filter(|greatest| number > *greatest) {
            self.report(Rule::Range, || format!("expected {} of {greatest} or less", expected::format(format)));
        }
    }

    /// The type that the other attribute tells. Where that attribute itself is wrong it is reported there, and nothing
    /// can be said of the value.
    fn choice(&mut self, definition: &ObjectDef, choice: &ChoiceDef, object: &'v Map<String, Value>, value: &'v Value) {
        match select(choice, object) {
            Selection::Alternative(index, reason) => {
                let alternative = &choice.alternatives[index];
                let before = self.found.len();
                self.values(alternative.cardinality, alternative.value, value);
                let may_tell = matches!(reason, Reason::Default) || definition.is_public(choice.by);
                self.blame_choice(before, choice, may_tell.then_some(&reason));
            }
            Selection::Absent if !definition.requires(choice.by) => {
                let by = || choice.by.join(".");
                self.report(Rule::Choice, || format!("what stands here is told by `{}`, which is absent", by()));
            }
            Selection::Absent | Selection::Untold => {}
        }
    }

    /// A value of quite another kind is more likely the fault of the attribute that tells it, whose value is the reason.
    fn blame_choice(&mut self, before: usize, choice: &ChoiceDef, reason: Option<&Reason>) {
        let found = self.found.since(before);
        if found.is_empty() {
            return;
        }
        let pointer = Self::pointer(&self.path);
        for violation in found {
            if violation.pointer == pointer && matches!(violation.rule, Rule::Type | Rule::Cardinality) {
                let by = choice.by.join(".");
                violation.rule = Rule::Choice;
                violation.message = match reason {
                    Some(reason) => format!("{}, because `{by}` is {reason}", violation.message),
                    None => format!("{}, because of what `{by}` says", violation.message),
                };
            }
        }
    }

    /// An attribute that may have one code only. Where it is absent or no text, that is reported elsewhere.
    fn fixed(&mut self, fixed: &FixedDef, path: &'static [&'static str], object: &'v Map<String, Value>) {
        let Some((name, rest)) = path.split_first() else { return };
        let Some(value) = object.get(*name) else { return };
        self.at(Step::Name(name), |check| match value {
            Value::Object(inner) if !rest.is_empty() => check.fixed(fixed, rest, inner),
            Value::String(code) if rest.is_empty() && code != fixed.code => {
                check.report(Rule::Fixed, || format!("must be `{}` here", fixed.code));
            }
            _ => {}
        });
    }
}

/// Whether lists and objects lie deeper in each other than so many. It goes no deeper itself.
fn is_deeper(value: &Value, depth: usize) -> bool {
    match value {
        Value::Array(items) => depth == 0 || items.iter().any(|item| is_deeper(item, depth - 1)),
        Value::Object(members) => depth == 0 || members.values().any(|member| is_deeper(member, depth - 1)),
        _ => false,
    }
}

/// The whole number, where the number is one within the range that every JSON reader keeps exactly.
pub(crate) fn integer_of(number: &Number) -> Option<i64> {
    if let Some(integer) = number.as_i64() {
        return (-MAX_INTEGER..=MAX_INTEGER).contains(&integer).then_some(integer);
    }
    let float = number.as_f64()?;
    #[expect(clippy::cast_precision_loss, reason = "MAX_INTEGER is the greatest integer that f64 keeps exactly")]
    let within = float.abs() <= MAX_INTEGER as f64;
    #[expect(clippy::cast_possible_truncation, reason = "a whole number within ±MAX_INTEGER fits")]
    (within && float.fract() == 0.0).then_some(float as i64)
}
