//! An interface as an OpenAPI document.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::emit::components::{Components, forms, offered_operations};
use crate::emit::openapi::Version;
use crate::emit::openapi::document as doc;
use crate::emit::schema::{Builder, Schema, description};
use crate::markdown::{self, Flavour};
use crate::model::{DataObject, Definition, Example, Id, Interface, Operation, Security, Standard, Text, Type, Value};
use crate::vocabulary::{Keyword, MediaType, Pattern};

/// Makes the document of one interface in one version.
pub(super) struct DocumentBuilder<'a> {
    standard: &'a Standard,
    interface: &'a Interface,
    version: Version,
    operations: Vec<Id<Operation>>,
    components: Components,
}

impl<'a> DocumentBuilder<'a> {
    pub(super) fn new(standard: &'a Standard, interface: Id<Interface>, version: Version) -> Self {
        Self {
            standard,
            interface: &standard[interface],
            version,
            operations: offered_operations(standard, interface),
            components: Components::of_operations(standard, interface),
        }
    }

    pub(super) fn document(&self) -> doc::Document {
        let standard = self.standard;
        let mut paths: IndexMap<String, doc::PathItem> = IndexMap::new();
        for id in &self.operations {
            let operation = &standard[*id];
            let item = paths.entry(operation.path.clone()).or_default();
            item.insert(operation.method.name().to_ascii_lowercase(), self.operation(operation));
        }
        let servers = standard.servers.iter();
        doc::Document {
            openapi: self.version.number(),
            info: self.info(),
            servers: servers
                .map(|server| doc::Server { url: server.url.clone(), description: text(&server.description) })
                .collect(),
            security: self.security(),
            tags: self.tags(),
            paths,
            components: self.components(),
        }
    }

    fn info(&self) -> doc::Info {
        let Standard { publisher, url, email, licence, .. } = self.standard;
        let Interface { id, title, version, stage, description, .. } = self.interface;
        doc::Info {
            title: title.to_string(),
            version: version.clone(),
            description: text(description),
            contact: doc::Contact { name: publisher.clone(), url: url.clone(), email: email.clone() },
            license: self.version.license(licence),
            id: id.clone(),
            stage: stage.name(),
        }
    }

    fn security(&self) -> Vec<doc::SecurityRequirement> {
        self.standard.security.iter().map(|security| std::iter::once((security.name.clone(), [])).collect()).collect()
    }

    /// A tag a pattern that occurs.
    fn tags(&self) -> Vec<doc::Tag> {
        let occurs = |pattern| self.operations.iter().any(|id| self.standard[*id].pattern == pattern);
        let patterns = Pattern::ALL.iter().filter(|(_, pattern, _)| occurs(*pattern));
        patterns.map(|(_, pattern, meaning)| doc::Tag { name: tag(*pattern), description: meaning.trim() }).collect()
    }

    fn operation(&self, operation: &Operation) -> doc::Operation {
        let meta = &operation.meta;
        doc::Operation {
            name: operation.operation_id.clone(),
            tags: [tag(operation.pattern)],
            summary: meta.title.to_string(),
            description: self.description(operation),
            deprecated: meta.deprecated.is_some(),
            id: meta.id.clone(),
            stage: meta.stage.name(),
            source: meta.file.to_string(),
            security: (!operation.security).then(Vec::new),
            parameters: path_parameters(&operation.path),
            request_body: operation.request.as_ref().map(|body| doc::RequestBody {
                required: true,
                content: self.content(body.object, body.media_type, &operation.request_examples),
            }),
            responses: self.responses(operation),
            callbacks: self.callbacks(operation),
        }
    }

    /// What the operation does, and where the codes of its errors are listed.
    fn description(&self, operation: &Operation) -> String {
        let mut text = description(
            operation.meta.description.as_str(),
            operation.meta.deprecated.as_ref(),
            self.version.dialect(),
        );
        let directories: Vec<String> = operation
            .errors
            .iter()
            .map(|id| &self.standard[*id].meta)
            .map(|meta| format!("{} ({})", inline(meta.title.as_str()), meta.id))
            .collect();
        if !directories.is_empty() {
            text.push_str("\n\nCodes of errors: ");
            text.push_str(&directories.join(", "));
            text.push('.');
        }
        text
    }

    fn responses(&self, operation: &Operation) -> IndexMap<String, doc::ResponseOrReference> {
        let answer = operation.answer.as_ref();
        let words = answer.map_or_else(|| "No content".to_owned(), |body| text(&self.standard[body.object].meta.title));
        let content = answer
            .map(|body| self.content(body.object, body.media_type, &operation.answer_examples))
            .unwrap_or_default();
        let answer = doc::Response { description: words, content };
        let mut responses: IndexMap<_, _> =
            std::iter::once(("200".to_owned(), doc::ResponseOrReference::Response(answer))).collect();
        if let Some(failures) = &operation.failures {
            for status in &failures.statuses {
                let target = format!("#/components/responses/{}", self.failure_name(failures.object, *status));
                responses.insert(status.to_string(), doc::ResponseOrReference::Reference(doc::Reference { target }));
            }
        }
        responses
    }

    /// Where the answer comes: to the address that the request states, below it the path of the callback operation.
    fn callbacks(&self, operation: &Operation) -> IndexMap<String, IndexMap<String, doc::Reference>> {
        let mut callbacks = IndexMap::new();
        let request = operation.request.as_ref().map(|body| body.object);
        if let (Some(callback), Some(address)) =
            (operation.callback, request.and_then(|object| self.sender_address(object)))
        {
            let callback = &self.standard[callback];
            let expression = format!("{{$request.body#{address}}}{}", callback.path);
            let target = format!("#/paths/{}", callback.path.replace('~', "~0").replace('/', "~1"));
            let item = std::iter::once((expression, doc::Reference { target })).collect();
            callbacks.insert(callback.meta.name.clone(), item);
        }
        callbacks
    }

    /// The JSON pointer of the address to which the sender of a request wants the answer.
    fn sender_address(&self, request: Id<DataObject>) -> Option<&'static str> {
        let header = self.standard[request].attribute("header")?;
        let Value::One(Type::Object(header)) = header.value else { return None };
        self.standard[header].attribute("sender_uri").map(|_| "/header/sender_uri")
    }

    fn content(&self, object: Id<DataObject>, media_type: MediaType, examples: &[Id<Example>]) -> doc::Content {
        let target = self.refer(Definition::DataObject(object));
        let examples = examples
            .iter()
            .map(|id| &self.standard[*id])
            .map(|example| {
                let named = doc::NamedExample { summary: example.title(), value: example.json.clone() };
                (example.name().to_owned(), named)
            })
            .collect();
        std::iter::once((media_type.name(), doc::MediaType { schema: doc::Reference { target }, examples })).collect()
    }

    fn refer(&self, definition: Definition) -> String {
        format!("#/components/schemas/{}", self.components.name(definition))
    }

    fn failure_name(&self, object: Id<DataObject>, status: u16) -> String {
        format!("{}-{status}", self.components.name(Definition::DataObject(object)))
    }

    fn components(&self) -> doc::Components {
        let scheme = |security: &Security| doc::SecurityScheme {
            kind: "http",
            scheme: security.scheme.clone(),
            bearer_format: security.format.clone(),
            description: text(&security.description),
        };
        let security = self.standard.security.iter();
        let mut responses = BTreeMap::new();
        for failures in self.operations.iter().filter_map(|id| self.standard[*id].failures.as_ref()) {
            for status in &failures.statuses {
                let content = self.content(failures.object, MediaType::Json, &[]);
                let response = doc::Response { description: reason_phrase(*status), content };
                responses.insert(self.failure_name(failures.object, *status), response);
            }
        }
        let refer = |definition| self.refer(definition);
        let dialect = self.version.dialect();
        let forms = forms(self.standard, &self.operations);
        let builder = |definition: Definition| Builder {
            standard: self.standard,
            dialect,
            refer: &refer,
            in_place: forms.contains(&definition),
        };
        doc::Components {
            security_schemes: security.map(|security| (security.name.clone(), scheme(security))).collect(),
            responses: responses.into_iter().collect(),
            schemas: self
                .components
                .by_name()
                .into_iter()
                .filter_map(|(name, definition)| Some((name.to_owned(), builder(definition).definition(definition)?)))
                .collect(),
        }
    }
}

/// A text as a description, which is Markdown.
fn text(text: &Text) -> String {
    markdown::text(text.as_str().trim_end(), Flavour::OpenApi)
}

/// A text within a sentence of a description.
fn inline(text: &str) -> String {
    markdown::inline(&markdown::one_line(text), Flavour::OpenApi)
}

/// The parts of a path in braces, which are text.
fn path_parameters(path: &str) -> Vec<doc::Parameter> {
    let names = path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()));
    names
        .map(|name| doc::Parameter { name, place: "path", required: true, schema: Schema::of_kind("string") })
        .collect()
}

fn tag(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::Asynchronous => "Asynchronous",
        Pattern::Callback => "Callback",
        Pattern::Synchronous => "Synchronous",
    }
}

/// What an HTTP status is called in RFC 9110; a status that is not listed there, by its class.
fn reason_phrase(status: u16) -> String {
    let phrase = match status {
        400 => "Bad request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not found",
        405 => "Method not allowed",
        406 => "Not acceptable",
        408 => "Request timeout",
        409 => "Conflict",
        410 => "Gone",
        413 => "Content too large",
        415 => "Unsupported media type",
        422 => "Unprocessable content",
        429 => "Too many requests",
        500 => "Internal server error",
        501 => "Not implemented",
        502 => "Bad gateway",
        503 => "Service unavailable",
        504 => "Gateway timeout",
        _ if status < 500 => "The request cannot be served",
        _ => "The server fails",
    };
    phrase.to_owned()
}
