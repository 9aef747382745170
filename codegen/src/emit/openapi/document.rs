//! An OpenAPI document: the parts that we use, in the order in which they are written.
//!
//! Both versions share these types. Where they differ, a field is present in one of them alone.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

use crate::emit::schema::Schema;

#[derive(Debug, Serialize)]
pub(super) struct Document {
    pub(super) openapi: &'static str,
    pub(super) info: Info,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) servers: Vec<Server>,
    pub(super) security: Vec<SecurityRequirement>,
    pub(super) tags: Vec<Tag>,
    pub(super) paths: IndexMap<String, PathItem>,
    pub(super) components: Components,
}

#[derive(Debug, Serialize)]
pub(super) struct Info {
    pub(super) title: String,
    pub(super) version: String,
    pub(super) description: String,
    pub(super) contact: Contact,
    pub(super) license: License,
    #[serde(rename = "x-id")]
    pub(super) id: String,
    #[serde(rename = "x-stage")]
    pub(super) stage: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct Contact {
    pub(super) name: String,
    pub(super) url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<String>,
}

/// A licence: by its SPDX expression since 3.1, by its address before.
#[derive(Debug, Serialize)]
pub(super) struct License {
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Server {
    pub(super) url: String,
    pub(super) description: String,
}

/// The security scheme that applies, and the scopes of it: none.
pub(super) type SecurityRequirement = IndexMap<String, [String; 0]>;

#[derive(Debug, Serialize)]
pub(super) struct Tag {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
}

/// The operations of a path, by method in small letters.
pub(super) type PathItem = IndexMap<String, Operation>;

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Operation {
    #[serde(rename = "operationId")]
    pub(super) name: String,
    pub(super) tags: [&'static str; 1],
    pub(super) summary: String,
    pub(super) description: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) deprecated: bool,
    #[serde(rename = "x-id")]
    pub(super) id: String,
    #[serde(rename = "x-stage")]
    pub(super) stage: &'static str,
    #[serde(rename = "x-source")]
    pub(super) source: String,
    /// Present where the scheme of the document does not apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) security: Option<Vec<SecurityRequirement>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) parameters: Vec<Parameter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) request_body: Option<RequestBody>,
    pub(super) responses: IndexMap<String, ResponseOrReference>,
    /// By the name of the operation that comes back, where it comes to: an expression, and the path item.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub(super) callbacks: IndexMap<String, IndexMap<String, Reference>>,
}

/// A part of the path that the caller fills in.
#[derive(Debug, Serialize)]
pub(super) struct Parameter {
    pub(super) name: String,
    #[serde(rename = "in")]
    pub(super) place: &'static str,
    pub(super) required: bool,
    pub(super) schema: Schema,
}

#[derive(Debug, Serialize)]
pub(super) struct Reference {
    #[serde(rename = "$ref")]
    pub(super) target: String,
}

#[derive(Debug, Serialize)]
pub(super) struct RequestBody {
    pub(super) required: bool,
    pub(super) content: Content,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum ResponseOrReference {
    Response(Response),
    Reference(Reference),
}

#[derive(Debug, Serialize)]
pub(super) struct Response {
    pub(super) description: String,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub(super) content: Content,
}

/// Media types.
pub(super) type Content = IndexMap<&'static str, MediaType>;

#[derive(Debug, Serialize)]
pub(super) struct MediaType {
    pub(super) schema: Reference,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub(super) examples: IndexMap<String, NamedExample>,
}

#[derive(Debug, Serialize)]
pub(super) struct NamedExample {
    pub(super) summary: String,
    pub(super) value: Value,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Components {
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub(super) security_schemes: IndexMap<String, SecurityScheme>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub(super) responses: IndexMap<String, Response>,
    pub(super) schemas: IndexMap<String, Schema>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SecurityScheme {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) scheme: String,
    pub(super) bearer_format: String,
    pub(super) description: String,
}
