//! Data types and data formats.

use serde_json::Number;

use crate::diff::Comparison;
use crate::diff::change::{ChangeKind, Effect};
use crate::diff::data::kinds;
use crate::diff::patterns;
use crate::model::{DataFormat, Definition, Id};

impl Comparison<'_> {
    pub(super) fn formats(&mut self) {
        for (before, after) in self.pairs.both.clone() {
            match (before, after) {
                (Definition::DataFormat(old), Definition::DataFormat(new)) => self.format(old, new),
                (Definition::DataType(old), Definition::DataType(new)) => {
                    let (old, new) = (self.old[old].kind, self.new[new].kind);
                    if old != new {
                        let place = self.place_of_old(before);
                        let (old, new) = (old.to_string(), new.to_string());
                        self.push(&place, ChangeKind::FormatKindChanged, Effect::BOTH, Some(old), Some(new));
                        self.witness_of_type(before, after, None);
                    }
                }
                _ => {}
            }
        }
    }

    fn format(&mut self, before: Id<DataFormat>, after: Id<DataFormat>) {
        let place = self.place_of_old(Definition::DataFormat(before));
        for (kind, effect, was, is) in between(&self.old[before], &self.new[after]) {
            self.push(&place, kind, effect, was, is);
            self.witness_of_type(Definition::DataFormat(before), Definition::DataFormat(after), None);
        }
    }
}

/// In what two formats differ: the kind of change, what it means, and both sides as text.
type Difference = (ChangeKind, Effect, Option<String>, Option<String>);

/// What another format in the place of one lets through.
pub(super) fn effect_of(old: &DataFormat, new: &DataFormat) -> Effect {
    between(old, new).into_iter().fold(Effect::NONE, |effect, (_, other, ..)| effect.and(other))
}

fn between(old: &DataFormat, new: &DataFormat) -> Vec<Difference> {
    let (was, is) = (&old.constraints, &new.constraints);
    let number = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64);
    let mut found: Vec<Difference> = Vec::new();
    if old.kind != new.kind {
        let texts = (Some(old.kind.to_string()), Some(new.kind.to_string()));
        found.push((ChangeKind::FormatKindChanged, kinds(old.kind, new.kind), texts.0, texts.1));
    }
    if was.pattern != is.pattern {
        let effect = match (&was.pattern, &is.pattern) {
            (None, _) => Effect::NARROWS,
            (_, None) => Effect::WIDENS,
            (Some(was), Some(is)) => patterns::effect_of(was, is),
        };
        found.push((ChangeKind::PatternChanged, effect, was.pattern.clone(), is.pattern.clone()));
    }
    let lengths = [
        (lower(was.min_length.map(f64::from), is.min_length.map(f64::from))),
        (upper(was.max_length.map(f64::from), is.max_length.map(f64::from))),
    ];
    let shown = |least: Option<u32>, most: Option<u32>| {
        let text = |bound: Option<u32>| bound.map_or_else(|| "any".to_owned(), |bound| bound.to_string());
        Some(format!("{} to {}", text(least), text(most)))
    };
    for effect in lengths.into_iter().flatten() {
        let kind = if effect.narrows { ChangeKind::LengthTightened } else { ChangeKind::LengthLoosened };
        found.push((kind, effect, shown(was.min_length, was.max_length), shown(is.min_length, is.max_length)));
    }
    let ranges = [lower(number(&was.minimum), number(&is.minimum)), upper(number(&was.maximum), number(&is.maximum))];
    let shown = |least: &Option<Number>, most: &Option<Number>| {
        let text = |bound: &Option<Number>| bound.as_ref().map_or_else(|| "any".to_owned(), ToString::to_string);
        Some(format!("{} to {}", text(least), text(most)))
    };
    for effect in ranges.into_iter().flatten() {
        let kind = if effect.narrows { ChangeKind::RangeTightened } else { ChangeKind::RangeLoosened };
        found.push((kind, effect, shown(&was.minimum, &was.maximum), shown(&is.minimum, &is.maximum)));
    }
    // Both bounds moved one way are one change.
    found.dedup_by_key(|(kind, ..)| *kind);
    found
}

/// What a moved lower bound means.
fn lower(was: Option<f64>, is: Option<f64>) -> Option<Effect> {
    let (was, is) = (was.unwrap_or(f64::NEG_INFINITY), is.unwrap_or(f64::NEG_INFINITY));
    match was.total_cmp(&is) {
        std::cmp::Ordering::Less => Some(Effect::NARROWS),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(Effect::WIDENS),
    }
}

/// What a moved upper bound means.
fn upper(was: Option<f64>, is: Option<f64>) -> Option<Effect> {
    let (was, is) = (was.unwrap_or(f64::INFINITY), is.unwrap_or(f64::INFINITY));
    lower(Some(-was), Some(-is))
}
