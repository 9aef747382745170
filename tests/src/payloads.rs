//! Payloads made from the model: valid ones, and ones with one thing broken.
//!
//! The same seed makes the same payloads. A broken payload differs from a valid one in a single place; whether that
//! makes it invalid is for the judges to say, and they must all say the same.

use dci_codegen::model::{Alternative, Attribute, CodeDirectory, DataFormat, DataObject, Id, Standard, Type, Value};
use dci_codegen::vocabulary::{Cardinality, Kind};
use serde_json::{Map, Value as Json, json};

/// How deep optional objects are filled in.
const MAX_DEPTH: usize = 4;

/// Makes payloads of data objects.
#[derive(Debug)]
pub struct Payloads<'a> {
    standard: &'a Standard,
    random: fastrand::Rng,
}

/// How much of a payload is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Required attributes alone.
    Least,
    /// Every attribute.
    Most,
    /// Optional attributes by chance.
    Some,
}

impl<'a> Payloads<'a> {
    /// A maker with a seed.
    pub fn new(standard: &'a Standard, seed: u64) -> Self {
        Self { standard, random: fastrand::Rng::with_seed(seed) }
    }

    /// A payload that keeps to its definition.
    pub fn valid(&mut self, object: Id<DataObject>, fill: Fill) -> Json {
        self.object(object, fill, 0)
    }

    /// The payload with one place changed, and what was done.
    pub fn broken(&mut self, object: Id<DataObject>) -> (Json, String) {
        let mut payload = self.object(object, Fill::Some, 0);
        let what = self.break_object(&mut payload, object);
        (payload, what)
    }

    fn object(&mut self, id: Id<DataObject>, fill: Fill, depth: usize) -> Json {
        let object: &'a DataObject = &self.standard[id];
        let mut members = Map::new();
        let mut choices: Vec<&Attribute> = Vec::new();
        for attribute in object.attributes.iter().filter(|attribute| attribute.cardinality != Cardinality::Zero) {
            if !attribute.is_required() && !self.is_filled(attribute, fill, depth) {
                continue;
            }
            match &attribute.value {
                Value::One(r#type) => {
                    let value = self.values(*r#type, attribute.cardinality, fill, depth);
                    members.insert(attribute.name.clone(), value);
                }
                Value::Choice(_) => choices.push(attribute),
            }
        }
        if fill == Fill::Some && self.random.u8(..) < 40 {
            members.insert("@type".to_owned(), json!(object.meta.name));
            members.insert("national_remark".to_owned(), json!({"kept": [1, "two", null]}));
        }
        let mut payload = Json::Object(members);
        for fixed in &object.fixed {
            set(&mut payload, &fixed.path, json!(fixed.code));
        }
        for attribute in choices {
            self.choose(&mut payload, attribute, fill, depth);
        }
        payload
    }

    fn is_filled(&mut self, attribute: &Attribute, fill: Fill, depth: usize) -> bool {
        let refers = attribute.types().iter().any(|it| matches!(it, Type::Object(_)));
        match fill {
            Fill::Least => false,
            _ if refers && depth >= MAX_DEPTH => false,
            Fill::Most => true,
            Fill::Some => self.random.bool(),
        }
    }

    /// Picks an alternative, and lets the attribute that tells it say so.
    fn choose(&mut self, payload: &mut Json, attribute: &'a Attribute, fill: Fill, depth: usize) {
        let Value::Choice(choice) = &attribute.value else { return };
        let Some(alternative) = self.random.choice(&choice.alternatives) else { return };
        let alternative: &Alternative = alternative;
        let told = look_up(payload, &choice.by).is_some();
        if told || choice.discriminator_required || !alternative.default || self.random.bool() {
            let Some(code) = self.random.choice(&alternative.when) else { return };
            let code = match code.as_str() {
                "true" => json!(true),
                "false" => json!(false),
                code => json!(code),
            };
            set(payload, &choice.by, code);
        }
        let value = self.values(alternative.r#type, attribute.cardinality_of(alternative), fill, depth);
        set(payload, std::slice::from_ref(&attribute.name), value);
    }

    fn values(&mut self, r#type: Type, cardinality: Cardinality, fill: Fill, depth: usize) -> Json {
        if !cardinality.is_list() {
            return self.value(r#type, fill, depth);
        }
        let least = usize::from(cardinality.is_required());
        let count = if fill == Fill::Least { least } else { self.random.usize(least..=2) };
        (0..count).map(|_| self.value(r#type, fill, depth)).collect()
    }

    fn value(&mut self, r#type: Type, fill: Fill, depth: usize) -> Json {
        match r#type {
            Type::Object(id) => self.object(id, fill, depth + 1),
            Type::Code(id) => json!(self.code(&self.standard[id])),
            Type::Format(id) => self.formatted(&self.standard[id]),
            Type::Data(id) => self.plain(self.standard[id].kind),
        }
    }

    fn code(&mut self, directory: &CodeDirectory) -> String {
        let listed = self.random.choice(&directory.codes).map(|code| code.code.clone());
        match listed {
            Some(code) if directory.is_closed() || self.random.u8(..) < 200 => code,
            _ => "a-national-code".to_owned(),
        }
    }

    fn formatted(&mut self, format: &DataFormat) -> Json {
        let example = self.random.choice(&format.examples).cloned();
        match (format.kind, example) {
            (Kind::String, Some(text)) => json!(text),
            (_, Some(text)) => text.parse::<serde_json::Number>().map_or(json!(0), Json::Number),
            (Kind::String, None) => json!("x".repeat(format.constraints.min_length.unwrap_or(1) as usize)),
            (_, None) => format.constraints.minimum.clone().map_or(json!(1), Json::Number),
        }
    }

    fn plain(&mut self, kind: Kind) -> Json {
        let texts = ["", "text", "größer als 7 — ✓", "line\nbreak"];
        match kind {
            Kind::String => json!(self.random.choice(texts).unwrap_or_default()),
            Kind::Integer => {
                [json!(0), json!(-3), json!(7.0), json!(9_007_199_254_740_991_i64)][self.random.usize(..4)].clone()
            }
            Kind::Decimal => [json!(0.5), json!(45), json!(-1e3)][self.random.usize(..3)].clone(),
            Kind::Boolean => json!(self.random.bool()),
            Kind::Object => json!({"free": {"form": [null, 1]}}),
            Kind::Array => json!([1, "two", null]),
            Kind::Any => [json!("text"), json!(1), json!(2.5), json!(true), json!([1, 2]), json!({"a": 1})]
                [self.random.usize(..6)]
            .clone(),
        }
    }

    /// Changes one place, somewhere below.
    fn break_object(&mut self, payload: &mut Json, id: Id<DataObject>) -> String {
        let object: &'a DataObject = &self.standard[id];
        let present: Vec<&Attribute> =
            object.attributes.iter().filter(|attribute| payload.get(&attribute.name).is_some()).collect();
        if let Some(fixed) = object.fixed.first()
            && self.random.u8(..) < 20
        {
            set(payload, &fixed.path, json!("notify"));
            return format!("{} set to notify", fixed.path.join("."));
        }
        let Some(attribute) = self.random.choice(&present).copied() else {
            *payload = json!("not an object");
            return "replaced the object by text".to_owned();
        };
        let name = &attribute.name;
        // Half of the time the break happens further down.
        if self.random.bool()
            && let Value::One(Type::Object(inner)) = attribute.value
        {
            let member = payload.get_mut(name);
            let target = match member {
                Some(Json::Array(items)) if !items.is_empty() => items.first_mut(),
                Some(value @ Json::Object(_)) => Some(value),
                _ => None,
            };
            if let Some(target) = target {
                return format!("{name}: {}", self.break_object(target, inner));
            }
        }
        let Json::Object(members) = payload else { return "nothing".to_owned() };
        match self.random.u8(..8) {
            0 => {
                members.shift_remove(name);
                format!("removed {name}")
            }
            1 => {
                members.insert(name.clone(), Json::Null);
                format!("{name} is null")
            }
            2 => {
                members.insert(name.clone(), json!([]));
                format!("{name} is an empty list")
            }
            3 => {
                let value = members.get(name).cloned().unwrap_or_default();
                members.insert(name.clone(), json!([value]));
                format!("{name} is put into a list")
            }
            4 => {
                let value = match members.get(name) {
                    Some(Json::Array(items)) => items.first().cloned().unwrap_or(json!(1)),
                    _ => json!(12),
                };
                members.insert(name.clone(), value);
                format!("{name} is a single value or a number")
            }
            5 => {
                members.insert(name.clone(), json!({"neither": "fish nor fowl"}));
                format!("{name} is a strange object")
            }
            6 => {
                let value = self.counter_example(attribute);
                members.insert(name.clone(), value.clone());
                format!("{name} is {value}")
            }
            _ => {
                members.insert(name.clone(), json!("no-such-code"));
                format!("{name} is no-such-code")
            }
        }
    }

    fn counter_example(&mut self, attribute: &Attribute) -> Json {
        let Some(r#type) = attribute.types().first().copied() else { return json!("") };
        let value = match r#type {
            Type::Format(id) => {
                let format = &self.standard[id];
                match self.random.choice(&format.counter_examples) {
                    Some(text) if format.kind == Kind::String => json!(text),
                    Some(text) => text.parse::<serde_json::Number>().map_or(json!(text), Json::Number),
                    None => json!(""),
                }
            }
            Type::Code(id) => {
                let directory = &self.standard[id];
                self.random.choice(&directory.codes).map_or(json!(""), |code| json!(code.label.as_str()))
            }
            Type::Data(_) => json!(9_007_199_254_740_993_i64),
            Type::Object(_) => json!([{}]),
        };
        if attribute.cardinality.is_list() { json!([value]) } else { value }
    }
}

fn look_up<'a>(payload: &'a Json, path: &[String]) -> Option<&'a Json> {
    path.iter().try_fold(payload, |json, name| json.get(name))
}

/// Sets a member, of an object on the way where there is one.
fn set(payload: &mut Json, path: &[String], value: Json) {
    let Some((name, rest)) = path.split_first() else { return };
    let Json::Object(members) = payload else { return };
    if rest.is_empty() {
        members.insert(name.clone(), value);
    } else if let Some(inner) = members.get_mut(name) {
        set(inner, rest, value);
    }
}
