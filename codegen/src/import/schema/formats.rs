//! Texts and numbers of one form: what of it a data format can say.

use serde_json::{Map, Number, Value as Json};

use crate::diagnostic::Diagnostics;
use crate::import::finding::{Kind, Place};
use crate::import::schema::Reader;
use crate::import::schema::keywords::TEXT_FORMATS;
use crate::model::Constraints;
use crate::resolve::patterns;
use crate::source::{Sources, Span, Spanned};
use crate::vocabulary::{Kind as ValueKind, MAX_INTEGER, MAX_INTEGER_AS_DOUBLE};

impl Reader<'_> {
    /// What a value must keep to, beyond its kind.
    pub(super) fn constraints(&mut self, schema: &Map<String, Json>, kind: ValueKind, place: &Place) -> Constraints {
        let length = |key: &str| schema.get(key)?.as_u64().and_then(|length| u32::try_from(length).ok());
        let number = |key: &str| schema.get(key)?.as_number().cloned();
        if kind == ValueKind::String {
            let pattern = schema.get("pattern").and_then(Json::as_str);
            let format = schema.get("format").and_then(Json::as_str).filter(|format| TEXT_FORMATS.contains(format));
            let constraints = Constraints {
                pattern: pattern.and_then(|pattern| self.pattern(pattern, &place.below("pattern"))),
                format: format.map(ToOwned::to_owned),
                min_length: length("minLength").filter(|length| *length > 0),
                max_length: length("maxLength"),
                ..Constraints::default()
            };
            return self.uncrossed(constraints, place);
        }
        let (mut minimum, mut maximum) = (number("minimum"), number("maximum"));
        if kind == ValueKind::Integer {
            // The range that every JSON reader keeps is that of the data type itself.
            minimum = minimum.filter(|number| *number != Number::from(-MAX_INTEGER));
            maximum = maximum.filter(|number| *number != Number::from(MAX_INTEGER));
            for bound in [&mut minimum, &mut maximum] {
                let is_kept =
                    |number: &Number| number.as_f64().is_some_and(|number| number.abs() <= MAX_INTEGER_AS_DOUBLE);
                if let Some(number) = bound.take_if(|number| !is_kept(number)) {
                    let message = format!("the limit {number} is beyond the integers that every program keeps");
                    self.findings.add(Kind::NotExpressible, place, message, Some("left out".to_owned()));
                }
            }
            if schema.get("format").and_then(Json::as_str) == Some("int32") {
                minimum = minimum.or(Some(i32::MIN.into()));
                maximum = maximum.or(Some(i32::MAX.into()));
            }
        }
        self.uncrossed(Constraints { minimum, maximum, ..Constraints::default() }, place)
    }

    /// Limits between which no value lies are none.
    fn uncrossed(&mut self, mut constraints: Constraints, place: &Place) -> Constraints {
        let number = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64);
        let lengths = constraints.min_length.zip(constraints.max_length).is_some_and(|(least, most)| least > most);
        let range = number(&constraints.minimum).zip(number(&constraints.maximum));
        if lengths || range.is_some_and(|(least, most)| least > most) {
            let message = "the lower limit is above the upper one, so that no value is valid";
            self.findings.add(Kind::Clash, place, message, Some("both limits were left out".to_owned()));
            (constraints.min_length, constraints.max_length) = (None, None);
            (constraints.minimum, constraints.maximum) = (None, None);
        }
        constraints
    }

    /// A pattern in the words that mean the same everywhere, for the whole text; nothing where there are none.
    fn pattern(&mut self, pattern: &str, place: &Place) -> Option<String> {
        let plain = in_plain_classes(pattern);
        let whole = anchored(&plain);
        [plain, whole].into_iter().find(|candidate| is_sound(candidate)).or_else(|| {
            let message = format!("the pattern `{pattern}` does not mean the same in every programming language");
            self.findings.add(Kind::NotExpressible, place, message, Some("left out".to_owned()));
            None
        })
    }
}

impl Constraints {
    /// Whether anything is said.
    pub(super) fn is_empty(&self) -> bool {
        let Self { pattern, format, min_length, max_length, minimum, maximum } = self;
        pattern.is_none()
            && format.is_none()
            && min_length.is_none()
            && max_length.is_none()
            && minimum.is_none()
            && maximum.is_none()
    }
}

/// Whether a definition may have the pattern.
fn is_sound(pattern: &str) -> bool {
    let mut diagnostics = Diagnostics::new();
    let file = Sources::new("").add("pattern", pattern);
    let pattern = Spanned { value: pattern.to_owned(), span: Span::whole(file) };
    patterns::pattern(&pattern, &mut diagnostics);
    diagnostics.finish().is_empty()
}

/// `\d` and `\w` written out, as ECMA-262 means them.
fn in_plain_classes(pattern: &str) -> String {
    let mut text = String::new();
    let mut in_class = false;
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                let class = match letters.peek() {
                    Some('d') => Some("0-9"),
                    Some('w') => Some("A-Za-z0-9_"),
                    _ => None,
                };
                if let Some(class) = class {
                    letters.next();
                    let (open, close) = if in_class { ("", "") } else { ("[", "]") };
                    text.extend([open, class, close]);
                } else {
                    text.push(letter);
                    text.extend(letters.next());
                }
                continue;
            }
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        text.push(letter);
    }
    text
}

/// A pattern that is looked for anywhere, as one of the whole text.
fn anchored(pattern: &str) -> String {
    let starts = pattern.starts_with('^');
    let ends = pattern.ends_with('$') && !pattern.ends_with("\\$");
    let inner = pattern.trim_start_matches('^');
    let inner = if ends { inner.trim_end_matches('$') } else { inner };
    let (before, after) = (if starts { "" } else { ".*" }, if ends { "" } else { ".*" });
    format!("^{before}({inner}){after}$")
}
