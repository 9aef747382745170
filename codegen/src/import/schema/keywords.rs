//! The keywords of schemas: those that are read, those that a definition cannot say, and those that do not exist.

use serde_json::{Map, Value as Json};

use crate::import::finding::{Kind, Place};
use crate::import::schema::{Dialect, Reader};

/// What is read, or says nothing of the data.
const READ: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$id",
    "$ref",
    "$schema",
    "$vocabulary",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "definitions",
    "deprecated",
    "description",
    "enum",
    "example",
    "examples",
    "externalDocs",
    "format",
    "if",
    "items",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "not",
    "oneOf",
    "pattern",
    "properties",
    "required",
    "then",
    "title",
    "type",
    "xml",
];

/// What says more of the data than a definition can say.
const MORE: &[&str] = &[
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "discriminator",
    "else",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxContains",
    "maxItems",
    "maxProperties",
    "minContains",
    "minProperties",
    "multipleOf",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "readOnly",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
];

/// What came with JSON Schema 2020-12, and OpenAPI 3.0 does not have.
const SINCE_31: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$id",
    "$schema",
    "const",
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "examples",
    "if",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedProperties",
];

/// The formats of JSON Schema and of OpenAPI's registry.
const FORMATS: &[&str] = &[
    "base64url",
    "binary",
    "byte",
    "char",
    "date",
    "date-time",
    "decimal",
    "double",
    "duration",
    "email",
    "float",
    "hostname",
    "idn-email",
    "idn-hostname",
    "int16",
    "int32",
    "int64",
    "int8",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "password",
    "regex",
    "relative-json-pointer",
    "time",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// Formats of texts that JSON Schema defines.
pub(super) const TEXT_FORMATS: &[&str] = &[
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

impl Reader<'_> {
    /// Reports the keywords of a schema that do not exist, and those that are left out.
    pub(super) fn keywords(&mut self, schema: &Map<String, Json>, place: &Place) {
        let dialect = self.dialect(place.file);
        for (word, value) in schema {
            let place = place.below(word);
            let is_open = value.as_bool() == Some(true) || value.as_object().is_some_and(Map::is_empty);
            if word.starts_with("x-") || is_said_in_vain(word, value) {
                continue;
            }
            let is_new = dialect == Dialect::OpenApi30 && SINCE_31.contains(&word.as_str());
            let is_old = dialect != Dialect::OpenApi30 && word == "nullable";
            if is_new || is_old {
                let version = if is_new { "OpenAPI 3.0" } else { "JSON Schema 2020-12" };
                let message = format!("`{word}` is no keyword of {version}");
                self.findings.add(Kind::UnknownWord, &place, message, Some("read all the same".to_owned()));
            }
            if MORE.contains(&word.as_str()) || (word == "additionalProperties" && !is_open) {
                let message = format!("`{word}` says what a definition cannot say");
                self.findings.add(Kind::NotExpressible, &place, message, Some("left out".to_owned()));
            } else if !READ.contains(&word.as_str()) && word != "nullable" {
                let near = crate::nearest::did_you_mean(word, READ.iter().chain(MORE).copied());
                let near = near.map(|near| format!("; {near}")).unwrap_or_default();
                let message = format!("`{word}` is no keyword of a schema");
                self.findings.add(Kind::UnknownWord, &place, message, Some(format!("left out{near}")));
            }
        }
        if let Some(format) = schema.get("format").and_then(Json::as_str)
            && !FORMATS.contains(&format)
        {
            let message = format!("`{format}` is no format");
            self.findings.add(Kind::UnknownWord, &place.below("format"), message, Some("left out".to_owned()));
        }
        if let Some(required) = schema.get("required").filter(|required| !required.is_array()) {
            let message = format!("`required` is {required}, not a list of names");
            self.findings.add(Kind::UnknownWord, &place.below("required"), message, Some("left out".to_owned()));
        }
    }

    /// Reports what stands beside a `$ref`, where `OpenAPI` 3.0 does not read it.
    pub(super) fn beside_reference(&mut self, schema: &Map<String, Json>, place: &Place) {
        if self.dialect(place.file) != Dialect::OpenApi30 {
            return;
        }
        for word in schema.keys().filter(|word| !matches!(word.as_str(), "$ref" | "description" | "title")) {
            let message = format!("`{word}` stands beside `$ref`, where OpenAPI 3.0 does not read it");
            self.findings.add(Kind::UnknownWord, &place.below(word), message, Some("left out".to_owned()));
        }
    }
}

/// Whether a keyword has the value that it has when it is not there.
fn is_said_in_vain(word: &str, value: &Json) -> bool {
    match word {
        "readOnly" | "writeOnly" | "uniqueItems" => value.as_bool() == Some(false),
        "default" => value.is_null(),
        "minProperties" => value.as_u64() == Some(0),
        _ => false,
    }
}
