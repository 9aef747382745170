//! Payloads that show what a change does.
//!
//! A witness is searched for, not constructed: from the smallest valid payload of a data object, one attribute is given every value that
//! either standard has to offer, natural ones first, until a payload is valid under one of them and not under the other.
//! What is found was checked under both; where nothing is found, the change says so.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use crate::diff::Comparison;
use crate::diff::change::Effect;
use crate::limits::MAX_WITNESS_MEMBERS;
use crate::model::{Attribute, CodeDirectory, DataObject, Definition, Id, Standard, Type, Value};
use crate::payload::{Validator, Violation};
use crate::vocabulary::Kind;

/// How deep required objects are filled in; what needs more refers to itself and has no smallest payload.
const MAX_DEPTH: usize = 12;

/// How many data objects a smallest payload may hold: required objects within each other multiply.
const MAX_OBJECTS: usize = 1_000;

/// How many codes are tried, and how many alternatives of a choice.
const MAX_ALTERNATIVES: usize = 50;

/// How many codes are tried that both standards have.
const SHARED_CODES: usize = 3;

/// How many data objects are tried for a change of something that they use.
const MAX_USERS: usize = 6;

/// A payload that is valid under one standard alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Witness {
    /// The id of the data object that it is a payload of, under the old standard.
    pub object: String,
    /// The same under the new one.
    pub object_now: String,
    /// The payload.
    pub payload: Json,
    /// What the standard that refuses it says.
    pub refusal: String,
}

/// Finds witnesses.
#[derive(Debug)]
pub(super) struct Witnesses<'a> {
    old: &'a Standard,
    new: &'a Standard,
    judges: (Validator<'a>, Validator<'a>),
    /// The definition whose changes are shown, and how many members of payloads may still be looked at for them.
    left: Option<(Definition, usize)>,
    /// The codes of a directory that are tried where the other standard has these directories instead.
    codes: BTreeMap<Tried, Rc<[Json]>>,
}

/// The two versions of a data object.
type Both = (Id<DataObject>, Id<DataObject>);

/// A directory of one standard, and those that the other standard has instead.
type Tried = (Side, Id<CodeDirectory>, Vec<Id<CodeDirectory>>);

/// One of the two standards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Old,
    New,
}

/// What was found: a payload that only the old standard lets through, and one that only the new one does.
type Found = (Option<Witness>, Option<Witness>);

impl<'a> Witnesses<'a> {
    pub(super) fn new(old: &'a Standard, new: &'a Standard) -> Self {
        let judges = (Validator::new(old), Validator::new(new));
        Self { old, new, judges, left: None, codes: BTreeMap::new() }
    }

    /// Allows for the changes of a definition what may be done for each: a large one is not shown in full.
    fn turn_to(&mut self, definition: Definition) {
        if self.left.is_none_or(|(current, _)| current != definition) {
            self.left = Some((definition, MAX_WITNESS_MEMBERS));
        }
    }

    /// Takes a payload of two data objects from what may be looked at; whether that much was left.
    fn spend(&mut self, objects: Both, payload: &Json) -> bool {
        let Some((_, left)) = &mut self.left else { return false };
        let attributes = self.old[objects.0].attributes.len() + self.new[objects.1].attributes.len();
        let cost = 1 + attributes + payload.as_object().map_or(0, Map::len);
        let is_enough = *left >= cost;
        *left = left.saturating_sub(cost);
        is_enough
    }

    /// Payloads that show an effect, as far as there are some.
    fn search(&mut self, objects: Both, names: &[&str], first: Option<&str>, effect: Effect) -> Found {
        let (mut refused, mut accepted) = (None, None);
        let is_found = |(refused, accepted): (&Option<Witness>, &Option<Witness>)| {
            (refused.is_some() || !effect.narrows) && (accepted.is_some() || !effect.widens)
        };
        if is_found((&refused, &accepted)) || self.left.is_none_or(|(_, left)| left == 0) {
            return (refused, accepted);
        }
        for payload in self.candidates(objects, names, first) {
            if !self.spend(objects, &payload) {
                break;
            }
            let (was, is) = (self.judges.0.validate(&payload, objects.0), self.judges.1.validate(&payload, objects.1));
            // Other changes of the same object must not speak for this one.
            if !was.iter().chain(&is).all(|violation| is_about(violation, names)) {
                continue;
            }
            let slot = match (was.is_empty(), is.is_empty()) {
                (true, false) => &mut refused,
                (false, true) => &mut accepted,
                _ => continue,
            };
            if slot.is_none() {
                let object = self.old[objects.0].meta.id.clone();
                let object_now = self.new[objects.1].meta.id.clone();
                let refusal = was.iter().chain(&is).next().map(|it| format!("{} {}", it.pointer, it.message));
                *slot = Some(Witness {
                    object,
                    object_now,
                    payload,
                    refusal: refusal.unwrap_or_default().trim().to_owned(),
                });
            }
            if is_found((&refused, &accepted)) {
                break;
            }
        }
        (refused, accepted)
    }

    /// Payloads that differ from the smallest one in one attribute.
    fn candidates(&mut self, objects: Both, names: &[&str], first: Option<&str>) -> Vec<Json> {
        let mut all = Vec::new();
        let bases = [least(self.old, objects.0), least(self.new, objects.1)];
        for base in bases.into_iter().flatten() {
            all.push(Json::Object(base.clone()));
            for name in names {
                let mut without = base.clone();
                without.shift_remove(*name);
                all.push(Json::Object(without));
                let (old, new) = (self.old, self.new);
                let sides = [(Side::Old, old[objects.0].attribute(name)), (Side::New, new[objects.1].attribute(name))];
                for (side, attribute) in sides {
                    if let Some(Attribute { value: Value::Choice(choice), .. }) = attribute {
                        for alternative in choice.alternatives.iter().take(MAX_ALTERNATIVES) {
                            for told in alternative.when.iter().take(MAX_ALTERNATIVES) {
                                let mut telling = base.clone();
                                tell(&mut telling, &choice.by, told);
                                let values = self.values(side, alternative.r#type, &sides);
                                with_values(&mut all, &telling, name, values, first);
                            }
                        }
                    }
                }
                let mut values = Vec::new();
                for (side, attribute) in sides {
                    for r#type in attribute.map(Attribute::types).unwrap_or_default().into_iter().take(MAX_ALTERNATIVES)
                    {
                        values.extend(self.values(side, r#type, &sides));
                    }
                }
                with_values(&mut all, &base, name, values, first);
            }
        }
        all
    }

    /// Values that belong to a type of an attribute that the standards have so.
    fn values(&mut self, side: Side, r#type: Type, sides: &[(Side, Option<&Attribute>); 2]) -> Vec<Json> {
        let standard = self.standard(side);
        let Type::Code(id) = r#type else { return values_of(standard, r#type) };
        let others = sides.iter().filter(|(other, _)| *other != side).filter_map(|(_, attribute)| *attribute);
        let others: Vec<Id<CodeDirectory>> = others
            .flat_map(Attribute::types)
            .filter_map(|it| if let Type::Code(id) = it { Some(id) } else { None })
            .take(MAX_ALTERNATIVES)
            .collect();
        let key = (side, id, others);
        if !self.codes.contains_key(&key) {
            let other = self.standard(if side == Side::Old { Side::New } else { Side::Old });
            let is_shared = |code: &str| key.2.iter().any(|id| other[*id].get(code).is_some());
            // Of codes that both have, one shows as much as the next.
            let codes = standard[id].codes.iter().enumerate();
            let codes = codes.filter(|(at, code)| *at < SHARED_CODES || !is_shared(&code.code));
            let codes = codes.take(MAX_ALTERNATIVES).map(|(_, code)| json!(code.code));
            let codes = codes.chain([json!("a-national-code")]).collect();
            self.codes.insert(key.clone(), codes);
        }
        self.codes.get(&key).map(|codes| codes.to_vec()).unwrap_or_default()
    }

    fn standard(&self, side: Side) -> &'a Standard {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }
}

/// Payloads with each of these values under a name, and some more that no type offers, alone and in a list.
fn with_values(all: &mut Vec<Json>, base: &Map<String, Json>, name: &str, own: Vec<Json>, first: Option<&str>) {
    let others = [json!("some text"), json!(1), json!(1.5), json!(true), json!({"anything": 1}), json!(["a"])];
    let values: Vec<Json> = first.map(|code| json!(code)).into_iter().chain(own).chain(others).collect();
    let lists: Vec<Json> = std::iter::once(json!([])).chain(values.iter().map(|value| json!([value]))).collect();
    for value in values.into_iter().chain(lists) {
        let mut payload = base.clone();
        payload.insert(name.to_owned(), value);
        all.push(Json::Object(payload));
    }
}

/// Whether one of these attributes is at fault: its value, or that it is missing.
fn is_about(violation: &Violation, names: &[&str]) -> bool {
    names.iter().any(|name| {
        let below = violation.pointer.strip_prefix('/').and_then(|pointer| pointer.strip_prefix(name));
        below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            || (violation.pointer.is_empty() && violation.message.ends_with(&format!("lacks `{name}`")))
    })
}

/// Lets another attribute tell which choice holds.
fn tell(payload: &mut Map<String, Json>, path: &[String], told: &str) {
    match path {
        [only] => {
            let told = match told {
                "true" => json!(true),
                "false" => json!(false),
                code => json!(code),
            };
            payload.insert(only.clone(), told);
        }
        [first, rest @ ..] => {
            if let Some(inner) = payload.entry(first.clone()).or_insert_with(|| json!({})).as_object_mut() {
                tell(inner, rest, told);
            }
        }
        [] => {}
    }
}

/// The smallest payload of a data object: what must be there, and nothing else.
fn least(standard: &Standard, id: Id<DataObject>) -> Option<Map<String, Json>> {
    let mut left = MAX_OBJECTS;
    least_within(standard, id, 0, &mut left)
}

/// The same for an object so far down, where so many more may be filled in.
fn least_within(standard: &Standard, id: Id<DataObject>, depth: usize, left: &mut usize) -> Option<Map<String, Json>> {
    if depth > MAX_DEPTH {
        return None;
    }
    *left = left.checked_sub(1)?;
    let object = &standard[id];
    let mut members = Map::new();
    for attribute in object.attributes.iter().filter(|attribute| attribute.is_required()) {
        let (r#type, cardinality) = match &attribute.value {
            Value::One(r#type) => (*r#type, attribute.cardinality),
            Value::Choice(choice) => {
                let default = choice.alternatives.iter().find(|it| it.default);
                let alternative = default.or(choice.alternatives.first())?;
                if !alternative.default
                    && let Some(told) = alternative.when.first()
                {
                    tell(&mut members, &choice.by, told);
                }
                (alternative.r#type, attribute.cardinality_of(alternative))
            }
        };
        // Another attribute may have been told already.
        if members.contains_key(&attribute.name) {
            continue;
        }
        let value = match r#type {
            Type::Object(inner) => Json::Object(least_within(standard, inner, depth + 1, left)?),
            Type::Code(id) => standard[id].codes.first().map_or_else(|| json!("a-national-code"), |it| json!(it.code)),
            other => values_of(standard, other).into_iter().next()?,
        };
        members.insert(attribute.name.clone(), if cardinality.is_list() { json!([value]) } else { value });
    }
    for attribute in &object.attributes {
        if let Value::Choice(choice) = &attribute.value
            && members.contains_key(&attribute.name)
            && let Some(alternative) = choice.alternatives.iter().find(|it| it.default).or(choice.alternatives.first())
            && (choice.discriminator_required || !alternative.default)
            && let Some(told) = alternative.when.first()
        {
            tell(&mut members, &choice.by, told);
        }
    }
    for fixed in &object.fixed {
        tell(&mut members, &fixed.path, &fixed.code);
    }
    Some(members)
}

/// Values that belong to a type, and those that a format shows as wrong.
fn values_of(standard: &Standard, r#type: Type) -> Vec<Json> {
    match r#type {
        Type::Object(id) => least(standard, id).map(Json::Object).into_iter().collect(),
        Type::Code(id) => {
            let own = standard[id].codes.iter().map(|code| json!(code.code));
            own.chain([json!("a-national-code")]).collect()
        }
        Type::Format(id) => {
            let format = &standard[id];
            let as_json = |text: &String| match format.kind {
                Kind::Integer | Kind::Decimal => text.parse().map_or_else(|_| json!(text), Json::Number),
                _ => json!(text),
            };
            let shown = format.examples.iter().chain(&format.counter_examples).map(as_json);
            let bounds = &format.constraints;
            let numbers = [&bounds.minimum, &bounds.maximum].into_iter().flatten().cloned().map(Json::Number);
            let around =
                [&bounds.minimum, &bounds.maximum].into_iter().flatten().filter_map(serde_json::Number::as_i64);
            let around = around.flat_map(|bound| [json!(bound.saturating_sub(1)), json!(bound.saturating_add(1))]);
            let lengths = [bounds.min_length, bounds.max_length].into_iter().flatten();
            let lengths = lengths.flat_map(|length| [length.saturating_sub(1), length, length.saturating_add(1)]);
            let texts = lengths.filter(|length| *length <= 4096).map(|length| json!("x".repeat(length as usize)));
            shown.chain(numbers).chain(around).chain(texts).collect()
        }
        Type::Data(id) => match standard[id].kind {
            Kind::String => vec![json!("some text"), json!("")],
            Kind::Integer => vec![json!(1), json!(0), json!(-1)],
            Kind::Decimal => vec![json!(1.5), json!(1), json!(-0.5)],
            Kind::Boolean => vec![json!(true), json!(false)],
            Kind::Object => vec![json!({}), json!({"anything": 1})],
            Kind::Array => vec![json!([]), json!(["a"])],
            Kind::Any => vec![json!("some text"), json!(1)],
        },
    }
}

impl Comparison<'_> {
    /// Looks for witnesses of the last change: in these attributes of a data object.
    pub(super) fn witness_of_attribute(&mut self, objects: Both, names: &[&str]) {
        let Some(effect) = self.changes.last().map(|change| change.effect) else { return };
        self.witnesses.turn_to(Definition::DataObject(objects.0));
        let found = self.witnesses.search(objects, names, None, effect);
        self.attach(found);
    }

    /// Looks for witnesses of the last change: in data objects that use a definition; `first` is the code that it is about.
    pub(super) fn witness_of_type(&mut self, before: Definition, after: Definition, first: Option<&str>) {
        let uses = |standard: &Standard, attribute: &Attribute, wanted: Definition| {
            attribute.types().into_iter().any(|it| standard.definition_of(it) == wanted)
        };
        let Some(effect) = self.changes.last().map(|change| change.effect) else { return };
        self.witnesses.turn_to(before);
        let mut found = (None, None);
        let mut tried = 0;
        for (old, new) in self.pairs.users(before).iter().copied() {
            let mut names = self.old[old]
                .attributes
                .iter()
                .filter(|it| uses(self.old, it, before))
                .filter(|it| self.new[new].attribute(&it.name).is_some_and(|now| uses(self.new, now, after)))
                .map(|it| it.name.as_str());
            let Some(name) = names.next() else { continue };
            let (refused, accepted) = self.witnesses.search((old, new), &[name], first, effect);
            found = (found.0.or(refused), found.1.or(accepted));
            tried += 1;
            let is_shown = (found.0.is_some() || !effect.narrows) && (found.1.is_some() || !effect.widens);
            if tried == MAX_USERS || is_shown {
                break;
            }
        }
        self.attach(found);
    }

    /// Puts witnesses to the last change, as far as they show what it does.
    fn attach(&mut self, (refused, accepted): (Option<Witness>, Option<Witness>)) {
        if let Some(change) = self.changes.last_mut() {
            change.refused = refused.filter(|_| change.effect.narrows);
            change.accepted = accepted.filter(|_| change.effect.widens);
        }
    }
}
