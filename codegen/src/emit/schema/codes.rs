//! A code directory as a schema.

use serde_json::Value;

use crate::emit::schema::build::description;
use crate::emit::schema::{Builder, Schema};
use crate::markdown::{self, Flavour};
use crate::model::{Code, CodeDirectory};
use crate::naming::variant_name;

impl Builder<'_> {
    pub(super) fn code_directory(&self, directory: &CodeDirectory) -> Schema {
        if self.dialect.is_open_api() { codes_for_generators(directory) } else { self.codes_for_validators(directory) }
    }

    /// Each code with its label and what it means.
    fn codes_for_validators(&self, directory: &CodeDirectory) -> Schema {
        let known: Vec<Schema> = directory.codes.iter().map(|code| self.code(code)).collect();
        let text = Schema::of_kind("string");
        if directory.is_closed() {
            return Schema { one_of: known, ..text };
        }
        let of_a_country = Schema { min_length: Some(1), ..text.clone() };
        if known.is_empty() {
            return of_a_country;
        }
        let titled = |title: &str, schema| Schema { title: Some(title.to_owned()), ..schema };
        let listed = Schema { one_of: known, ..Schema::default() };
        let any_of = vec![titled("A code of this list", listed), titled("A code that a country adds", of_a_country)];
        Schema { any_of, ..text }
    }

    fn code(&self, code: &Code) -> Schema {
        let words = code.description.as_ref().map_or("", |words| words.as_str());
        let words = description(words, code.deprecated.as_ref(), self.dialect);
        Schema {
            title: Some(code.label.as_str().to_owned()),
            description: Some(words).filter(|words| !words.is_empty()),
            deprecated: code.deprecated.is_some(),
            ..self.dialect.constant(Value::from(code.code.as_str()))
        }
    }
}

/// The codes as an enum, with names and labels beside it. The codes of an extensible directory are no more than a
/// hint: a union of an enum and a string, which would say the same, becomes an object in some generators.
fn codes_for_generators(directory: &CodeDirectory) -> Schema {
    let codes = &directory.codes;
    let values: Vec<Value> = codes.iter().map(|code| Value::from(code.code.as_str())).collect();
    let mut schema = Schema::of_kind("string");
    if directory.is_closed() {
        schema.enumeration = values;
        let names = codes.iter().map(|code| Value::from(variant_name(&code.name))).collect();
        let labels = codes.iter().map(label).collect();
        schema.extensions.insert("x-enum-varnames", names);
        schema.extensions.insert("x-enum-descriptions", labels);
    } else {
        schema.min_length = Some(1);
        if !values.is_empty() {
            schema.extensions.insert("x-extensible-enum", Value::from(values));
        }
    }
    if !codes.is_empty() {
        let labels = codes.iter().map(|code| (code.code.clone(), label(code)));
        schema.extensions.insert("x-enumDescriptions", Value::Object(labels.collect()));
    }
    let deprecated: Vec<Value> = deprecated(directory).map(|code| Value::from(code.code.as_str())).collect();
    if !deprecated.is_empty() {
        schema.extensions.insert("x-deprecated-codes", Value::from(deprecated));
    }
    schema
}

/// What generators print beside a code: its label, and that it is on its way out.
fn label(code: &Code) -> Value {
    match &code.deprecated {
        Some(deprecated) => Value::from(format!("{}. {deprecated}", code.label.as_str().trim_end_matches('.'))),
        None => Value::from(code.label.as_str()),
    }
}

fn deprecated(directory: &CodeDirectory) -> impl Iterator<Item = &Code> {
    directory.codes.iter().filter(|code| code.deprecated.is_some())
}

/// Says of an enum which of its codes are on their way out: it has no place of its own for each code.
pub(super) fn tell_deprecated_codes(schema: &mut Schema, directory: &CodeDirectory) {
    let text = |text: &str| markdown::inline(&markdown::one_line(text), Flavour::OpenApi);
    let sentences = deprecated(directory).filter_map(|code| {
        let deprecation = text(&code.deprecated.as_ref()?.to_string());
        Some(format!("Code {} ({}): {deprecation}", markdown::code(&code.code), text(code.label.as_str())))
    });
    let paragraphs: Vec<String> = schema.description.take().into_iter().chain(sentences).collect();
    schema.description = Some(paragraphs.join("\n\n"));
}
