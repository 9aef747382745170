//! Data objects and their attributes.

use std::collections::HashMap;

use crate::diff::Comparison;
use crate::diff::change::{ChangeKind, Effect};
use crate::diff::codes::heirs;
use crate::diff::formats::effect_of;
use crate::diff::interfaces::{Place, rank};
use crate::model::{Alternative, Attribute, Choice, DataObject, Definition, Example, Id, Type, Value};
use crate::vocabulary::{Cardinality, Kind};

impl Comparison<'_> {
    pub(super) fn objects(&mut self) {
        for (before, after) in self.pairs.both.clone() {
            if let (Definition::DataObject(old), Definition::DataObject(new)) = (before, after)
                && self.old[old].is_declared()
                && self.new[new].is_declared()
            {
                self.object(old, new);
            }
        }
    }

    fn object(&mut self, before: Id<DataObject>, after: Id<DataObject>) {
        let (old, new) = (&self.old[before], &self.new[after]);
        let place = self.place_of_old(Definition::DataObject(before));
        let parent = |it: Option<String>| it.unwrap_or_default();
        let was = parent(old.extends.map(|id| self.old.type_text(Type::Object(id))));
        let is = parent(new.extends.map(|id| self.new.type_text(Type::Object(id))));
        self.told(&place, ChangeKind::ExtendsChanged, &was, &is);
        let parent_is_same = match (old.extends, new.extends) {
            (Some(was), Some(is)) => self.is_same(Type::Object(was), Type::Object(is)),
            (was, is) => was.is_none() && is.is_none(),
        };
        // What the same parent says is told at the parent.
        let is_own = |attribute: Option<&Attribute>| attribute.is_some_and(|it| it.inherited_from.is_none());
        let counts = |name: &str| !parent_is_same || is_own(old.attribute(name)) || is_own(new.attribute(name));
        let heirs = heirs(new.attributes.iter().map(|attribute| (&attribute.formerly, attribute)));
        for attribute in old.attributes.iter().filter(|it| counts(&it.name)) {
            let place = place.below(&attribute.name);
            if let Some(there) = new.attribute(&attribute.name) {
                self.attribute(&place, (before, after), attribute, there);
                continue;
            }
            if let Some(heir) = heirs.get(attribute.name.as_str()) {
                // The former name may now hold anything; the new one must be right, and there where it is required.
                let effect = if attribute.is_required() { Effect::BOTH } else { Effect::WIDENS };
                let effect = if heir.is_required() { effect.and(Effect::NARROWS) } else { effect };
                let texts = (Some(attribute.name.clone()), Some(heir.name.clone()));
                self.push(&place, ChangeKind::AttributeRenamed, effect, texts.0, texts.1);
                self.witness_of_attribute((before, after), &[&attribute.name, &heir.name]);
            } else {
                let shown = format!("{} {}", attribute.cardinality, value_text(self.old, attribute));
                self.push(&place, ChangeKind::AttributeRemoved, Effect::WIDENS, Some(shown), None);
                self.witness_of_attribute((before, after), &[&attribute.name]);
            }
        }
        let is_heir = |it: &Attribute| it.formerly.iter().any(|former| old.attribute(former).is_some());
        let added = new.attributes.iter().filter(|it| counts(&it.name) && old.attribute(&it.name).is_none());
        for attribute in added.filter(|it| !is_heir(it)) {
            let place = place.below(&attribute.name);
            let shown = Some(format!("{} {}", attribute.cardinality, value_text(self.new, attribute)));
            if attribute.is_required() || attribute.cardinality == Cardinality::Zero {
                let kind = match attribute.cardinality {
                    Cardinality::Zero => ChangeKind::AttributeForbidden,
                    _ => ChangeKind::AttributeRequired,
                };
                self.push(&place, kind, Effect::NARROWS, None, shown);
                self.witness_of_attribute((before, after), &[&attribute.name]);
            } else {
                // Payloads may carry what the standard does not name, so nothing is refused that makes sense.
                self.push(&place, ChangeKind::AttributeAdded, Effect::NONE, None, shown);
            }
        }
        if !self.same_examples(&old.examples, &new.examples) {
            self.push(&place, ChangeKind::ExamplesChanged, Effect::NONE, None, None);
        }
    }

    /// Whether the payloads shown are the same, in the same order.
    pub(super) fn same_examples(&self, before: &[Id<Example>], after: &[Id<Example>]) -> bool {
        let (was, is) = (before.iter().map(|id| &self.old[*id].json), after.iter().map(|id| &self.new[*id].json));
        was.eq(is)
    }

    fn attribute(
        &mut self,
        place: &Place,
        objects: (Id<DataObject>, Id<DataObject>),
        before: &Attribute,
        after: &Attribute,
    ) {
        let names = [before.name.as_str()];
        let (was, is) = (before.cardinality, after.cardinality);
        let forbidden = (was == Cardinality::Zero, is == Cardinality::Zero);
        if forbidden.0 != forbidden.1 {
            let (kind, effect, other) = if forbidden.1 {
                (ChangeKind::AttributeForbidden, Effect::NARROWS, was)
            } else {
                (ChangeKind::AttributeAllowed, Effect::WIDENS, is)
            };
            // Who must have it cannot do without it.
            let effect = if other.is_required() { Effect::BOTH } else { effect };
            self.push(place, kind, effect, Some(was.to_string()), Some(is.to_string()));
            self.witness_of_attribute(objects, &names);
        }
        // Of what must not be there, nothing else matters to payloads.
        if forbidden == (false, false) {
            self.values(place, objects, before, after);
        }
        let (was, is) = (rank(before.sensitivity), rank(after.sensitivity));
        if was != is {
            let kind = if is > was { ChangeKind::SensitivityRaised } else { ChangeKind::SensitivityLowered };
            let text = |attribute: &Attribute| attribute.sensitivity.map(|it| it.to_string());
            self.push(place, kind, Effect::NONE, text(before), text(after));
        }
        let (was, is) = ([&before.title, &before.description], [&after.title, &after.description]);
        self.described(place, ChangeKind::AttributeDescribed, was, is);
        let kinds = (ChangeKind::AttributeDeprecated, ChangeKind::AttributeRevived);
        self.deprecated(place, kinds, before.deprecated.as_ref(), after.deprecated.as_ref());
        self.decided(place, &before.decisions, &after.decisions);
    }

    /// How many values there are, and which.
    fn values(
        &mut self,
        place: &Place,
        objects: (Id<DataObject>, Id<DataObject>),
        before: &Attribute,
        after: &Attribute,
    ) {
        let names = [before.name.as_str()];
        let (was, is) = (before.cardinality, after.cardinality);
        if was.is_list() != is.is_list() {
            let kind = if is.is_list() { ChangeKind::BecameList } else { ChangeKind::BecameSingle };
            self.push(place, kind, Effect::BOTH, Some(was.to_string()), Some(is.to_string()));
            self.witness_of_attribute(objects, &names);
        }
        if was.is_required() != is.is_required() {
            let (kind, effect) = if is.is_required() {
                (ChangeKind::CardinalityTightened, Effect::NARROWS)
            } else {
                (ChangeKind::CardinalityLoosened, Effect::WIDENS)
            };
            self.push(place, kind, effect, Some(was.to_string()), Some(is.to_string()));
            self.witness_of_attribute(objects, &names);
        }
        if let Some((kind, effect)) = self.other_value(before, after) {
            let texts = (Some(value_text(self.old, before)), Some(value_text(self.new, after)));
            self.push(place, kind, effect, texts.0, texts.1);
            self.witness_of_attribute(objects, &names);
        }
    }

    /// What another value of an attribute means; nothing where it is the same, bar changes told elsewhere.
    fn other_value(&self, before: &Attribute, after: &Attribute) -> Option<(ChangeKind, Effect)> {
        match (&before.value, &after.value) {
            (Value::One(was), Value::One(is)) => self.other_type(*was, *is),
            (Value::Choice(was), Value::Choice(is)) => {
                let effect = self.effect_of_choices(was, is);
                (effect != Effect::NONE).then_some((ChangeKind::ChoiceChanged, effect))
            }
            _ => Some((ChangeKind::ChoiceChanged, Effect::BOTH)),
        }
    }

    /// What another choice lets through, code by code. Codes that one of the two lacks are told at their directory.
    fn effect_of_choices(&self, was: &Choice, is: &Choice) -> Effect {
        if was.by != is.by {
            return Effect::BOTH;
        }
        let (of_old, of_new) = (by_code(was), by_code(is));
        let mut effect = Effect::NONE;
        for code in was.alternatives.iter().flat_map(|it| &it.when) {
            let (Some(was), Some(is)) = (of_old.get(code.as_str()), of_new.get(code.as_str())) else { continue };
            if was.cardinality != is.cardinality {
                effect = Effect::BOTH;
            }
            if !self.is_same(was.r#type, is.r#type) {
                effect = effect.and(self.effect_of_types(was.r#type, is.r#type));
            }
        }
        let default = |choice: &Choice| choice.alternatives.iter().find(|it| it.default).map(|it| it.r#type);
        match (default(was), default(is)) {
            (Some(was), Some(is)) if !self.is_same(was, is) => effect.and(self.effect_of_types(was, is)),
            (Some(_), None) => effect.and(Effect::NARROWS),
            (None, Some(_)) => effect.and(Effect::WIDENS),
            _ => effect,
        }
    }

    fn is_same(&self, was: Type, is: Type) -> bool {
        self.pairs.new_of(self.old.definition_of(was)) == Some(self.new.definition_of(is))
    }

    fn other_type(&self, was: Type, is: Type) -> Option<(ChangeKind, Effect)> {
        if self.is_same(was, is) {
            return None;
        }
        let effect = self.effect_of_types(was, is);
        let kind = match (effect.narrows, effect.widens) {
            (true, true) => ChangeKind::TypeReplaced,
            (true, false) => ChangeKind::TypeNarrowed,
            (false, true) => ChangeKind::TypeWidened,
            (false, false) => ChangeKind::TypeRenamed,
        };
        Some((kind, effect))
    }

    /// Which values another type lets through; where that cannot be told, fewer and more.
    fn effect_of_types(&self, was: Type, is: Type) -> Effect {
        match (was, is) {
            (Type::Data(was), Type::Data(is)) => kinds(self.old[was].kind, self.new[is].kind),
            (Type::Data(was), Type::Format(is)) => kinds(self.old[was].kind, self.new[is].kind).and(Effect::NARROWS),
            (Type::Format(was), Type::Data(is)) => kinds(self.old[was].kind, self.new[is].kind).and(Effect::WIDENS),
            (Type::Format(was), Type::Format(is)) => effect_of(&self.old[was], &self.new[is]),
            (Type::Data(was), Type::Code(_)) => kinds(self.old[was].kind, Kind::String).and(Effect::NARROWS),
            (Type::Code(_), Type::Data(is)) => kinds(Kind::String, self.new[is].kind).and(Effect::WIDENS),
            (Type::Data(was), Type::Object(_)) => kinds(self.old[was].kind, Kind::Object).and(Effect::NARROWS),
            (Type::Object(_), Type::Data(is)) => kinds(Kind::Object, self.new[is].kind).and(Effect::WIDENS),
            (Type::Code(was), Type::Code(is)) => {
                let (was, is) = (&self.old[was], &self.new[is]);
                let all = |of: &crate::model::CodeDirectory, in_: &crate::model::CodeDirectory| {
                    !in_.is_closed() || (of.is_closed() && of.codes.iter().all(|code| in_.get(&code.code).is_some()))
                };
                Effect { narrows: !all(was, is), widens: !all(is, was) }
            }
            (Type::Object(was), Type::Object(is)) => {
                let was = self.pairs.new_of(Definition::DataObject(was));
                let parents = std::iter::successors(self.new[is].extends, |id| self.new[*id].extends);
                let is_child = parents.into_iter().any(|id| was == Some(Definition::DataObject(id)));
                if is_child { Effect::NARROWS } else { Effect::BOTH }
            }
            _ => Effect::BOTH,
        }
    }
}

fn value_text(standard: &crate::model::Standard, attribute: &Attribute) -> String {
    match &attribute.value {
        Value::One(r#type) => standard.type_text(*r#type),
        Value::Choice(choice) => {
            let alternatives = choice.alternatives.iter();
            let texts = alternatives.map(|it| format!("{}: {}", it.when.join("|"), standard.type_text(it.r#type)));
            format!("by {}: {}", choice.by.join("."), texts.collect::<Vec<_>>().join(", "))
        }
    }
}

/// What another kind of value means.
pub(super) fn kinds(was: Kind, is: Kind) -> Effect {
    match (was, is) {
        (was, is) if was == is => Effect::NONE,
        (Kind::Any, _) | (Kind::Decimal, Kind::Integer) => Effect::NARROWS,
        (_, Kind::Any) | (Kind::Integer, Kind::Decimal) => Effect::WIDENS,
        _ => Effect::BOTH,
    }
}

/// What holds for each code.
fn by_code(choice: &Choice) -> HashMap<&str, &Alternative> {
    let mut by_code = HashMap::new();
    for alternative in &choice.alternatives {
        for code in &alternative.when {
            by_code.entry(code.as_str()).or_insert(alternative);
        }
    }
    by_code
}
