//! Examples and defaults, held against the schema that shows them.

use regex::Regex;
use serde_json::{Map, Value as Json};

use crate::import::finding::{Kind, Place};
use crate::import::schema::Reader;
use crate::import::schema::objects::scalar;
use crate::nearest::some;

impl Reader<'_> {
    /// Reports examples and defaults that are not what they show.
    pub(super) fn examples(&mut self, schema: &Map<String, Json>, place: &Place) {
        let many = schema.get("examples").and_then(Json::as_array).into_iter().flatten().enumerate();
        let many = many.map(|(at, example)| (place.below("examples").below(at), example));
        let one = ["example", "default"].into_iter().filter_map(|key| Some((place.below(key), schema.get(key)?)));
        for (at, example) in one.chain(many) {
            self.example(schema, place, example, &at);
        }
    }

    /// Reports an example of a schema that is none.
    pub(in crate::import) fn example(&mut self, schema: &Map<String, Json>, place: &Place, example: &Json, at: &Place) {
        if let Err((path, why)) = self.fits_object(schema, place, example, 0) {
            let path = if path.is_empty() { String::new() } else { format!(" at {path}") };
            let message = format!("what is shown does not keep to its schema{path}: {why}");
            self.findings.add(Kind::BadExample, at, message, Some("left out".to_owned()));
        }
    }

    /// Whether a value keeps to the schema that shows it.
    pub(super) fn is_example(&self, schema: &Map<String, Json>, place: &Place, example: &Json) -> bool {
        self.fits_object(schema, place, example, 0).is_ok()
    }

    /// The examples of a format that are of the format.
    pub(super) fn sound_examples(&self, schema: &Map<String, Json>, place: &Place) -> Vec<String> {
        let many = schema.get("examples").and_then(Json::as_array).into_iter().flatten();
        let all = schema.get("example").into_iter().chain(many);
        all.filter(|example| self.fits_object(schema, place, example, 0).is_ok()).filter_map(scalar).collect()
    }

    /// Whether a value keeps to a schema, as far as kinds, codes, patterns and required names go; else where and why not.
    fn fits(&self, schema: &Json, place: &Place, value: &Json, depth: usize) -> Result<(), (String, String)> {
        schema.as_object().map_or(Ok(()), |schema| self.fits_object(schema, place, value, depth))
    }

    /// Takes steps from those that may be taken; where none are left, everything fits.
    fn may_step(&self, steps: usize) -> bool {
        let left = self.steps_left.get();
        self.steps_left.set(left.saturating_sub(steps));
        left > 0
    }

    fn fits_object(
        &self,
        schema: &Map<String, Json>,
        place: &Place,
        value: &Json,
        depth: usize,
    ) -> Result<(), (String, String)> {
        let wrong = |why: String| Err((String::new(), why));
        let schema = Says(schema);
        if depth > 16 || !self.may_step(1 + schema["enum"].as_array().map_or(0, Vec::len)) {
            return Ok(());
        }
        if let Some(target) = schema["$ref"].as_str() {
            let Some(found) = self.addresses.find(self.documents, place, target) else { return Ok(()) };
            return self.fits(self.at(&found), &found, value, depth + 1);
        }
        if value.is_null() && (schema["nullable"] == true || schema["type"].is_array()) {
            return Ok(());
        }
        if let Some(expected) = schema["type"].as_str().filter(|kind| !is_kind(kind, value)) {
            return wrong(format!("{expected} is expected, not {}", shown(value)));
        }
        if let Some(values) = schema["enum"].as_array().filter(|values| !values.contains(value)) {
            let values: Vec<String> = values.iter().map(shown).collect();
            return wrong(format!("{} is none of {}", shown(value), some(&values)));
        }
        if let Some(text) = value.as_str() {
            text_fits(&schema, text).or_else(wrong)?;
        }
        if let Some(number) = value.as_f64() {
            if schema["minimum"].as_f64().is_some_and(|least| number < least) {
                return wrong(format!("{value} is below {}", schema["minimum"]));
            }
            if schema["maximum"].as_f64().is_some_and(|most| number > most) {
                return wrong(format!("{value} is above {}", schema["maximum"]));
            }
        }
        if let Some(members) = value.as_object() {
            for name in schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str) {
                // A name that no schema declares is told as such.
                if !members.contains_key(name) && schema["properties"].get(name).is_some() {
                    return wrong(format!("`{name}` is missing"));
                }
            }
            for (name, value) in members {
                if let Some(property) = schema["properties"].get(name) {
                    let place = place.below("properties").below(name);
                    let fits = self.fits(property, &place, value, depth + 1);
                    fits.map_err(|(path, why)| (format!("/{name}{path}"), why))?;
                }
            }
        }
        for (at, value) in value.as_array().into_iter().flatten().enumerate() {
            let fits = self.fits(&schema["items"], &place.below("items"), value, depth + 1);
            fits.map_err(|(path, why)| (format!("/{at}{path}"), why))?;
        }
        for (at, part) in schema["allOf"].as_array().into_iter().flatten().enumerate() {
            self.fits(part, &place.below("allOf").below(at), value, depth + 1)?;
        }
        Ok(())
    }
}

/// A schema, which says null of what it does not mention.
struct Says<'a>(&'a Map<String, Json>);

impl std::ops::Index<&str> for Says<'_> {
    type Output = Json;

    fn index(&self, key: &str) -> &Json {
        self.0.get(key).unwrap_or(&Json::Null)
    }
}

fn is_kind(kind: &str, value: &Json) -> bool {
    match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "object" => value.is_object(),
        "array" => value.is_array(),
        _ => true,
    }
}

fn text_fits(schema: &Says<'_>, text: &str) -> Result<(), String> {
    let length = text.chars().count() as u64;
    if schema["minLength"].as_u64().is_some_and(|least| length < least) {
        return Err(format!("{} is too short", shown(&text.into())));
    }
    if schema["maxLength"].as_u64().is_some_and(|most| length > most) {
        return Err(format!("{} is too long", shown(&text.into())));
    }
    // A pattern that is no regular expression here has been told.
    let pattern = schema["pattern"].as_str().and_then(|pattern| Some((pattern, Regex::new(pattern).ok()?)));
    if let Some((pattern, _)) = pattern.filter(|(_, regex)| !regex.is_match(text)) {
        return Err(format!("{} does not match {pattern}", shown(&text.into())));
    }
    let form = match schema["format"].as_str() {
        Some("date") => r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        Some("date-time") => {
            r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
        }
        _ => return Ok(()),
    };
    match Regex::new(form) {
        Ok(form) if !form.is_match(text) => {
            Err(format!("{} is no {}", shown(&text.into()), schema["format"].as_str().unwrap_or_default()))
        }
        _ => Ok(()),
    }
}

/// A value in a sentence, cut where it is long.
fn shown(value: &Json) -> String {
    let text = value.to_string();
    if text.chars().count() > 40 { format!("{}…", text.chars().take(40).collect::<String>()) } else { text }
}
