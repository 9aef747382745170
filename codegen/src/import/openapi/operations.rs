//! Paths and methods: what each operation sends, returns, and how it fails.

use serde_json::Value as Json;

use crate::import::draft::{Of, Operation, Reference};
use crate::import::finding::{Kind, Place};
use crate::import::openapi::words::METHODS;
use crate::import::schema::{Reader, stated_id, text};
use crate::vocabulary::{Keyword as _, MediaType, Method, Pattern};

/// Reads the operations of a document.
pub(super) fn read(reader: &mut Reader<'_>, root: &Place) {
    let paths = root.below("paths");
    let items: Vec<&String> = reader.at(&paths).as_object().into_iter().flatten().map(|(path, _)| path).collect();
    for path in &items {
        let item = resolved(reader, paths.below(path));
        for method in METHODS {
            let place = item.below(method);
            if !reader.at(&place).is_object() {
                continue;
            }
            if let Some(method) = Method::parse(&method.to_uppercase()) {
                operation(reader, path, method, &place, &items);
            } else {
                let message = format!("operations of the method {}", method.to_uppercase());
                reader.findings.add(Kind::NotExpressible, &place, message, Some("left out".to_owned()));
            }
        }
    }
}

fn operation(reader: &mut Reader<'_>, path: &str, method: Method, place: &Place, paths: &[&String]) {
    let Some(json) = reader.at(place).as_object() else { return };
    parameters(reader, path, place);
    let stem = text(json, "operationId").unwrap_or_else(|| format!("{} {path}", method.name().to_lowercase()));
    let request = request(reader, place, &stem);
    let (answer, failures) = responses(reader, place, &stem);
    let secured = secured(reader, place);
    let module = reader.modules[place.file];
    let clean = path.split(['?', '#']).next().unwrap_or(path).replace(char::is_whitespace, "");
    reader.draft.operations.push(Operation {
        module,
        name: stem.clone(),
        id: stated_id(json),
        operation_id: text(json, "operationId"),
        title: text(json, "summary").filter(|title| title != path),
        description: text(json, "description"),
        deprecated: json.get("deprecated").and_then(Json::as_bool).unwrap_or(false),
        method,
        path: if clean.starts_with('/') { clean } else { format!("/{clean}") },
        callback: callback(json.get("callbacks")).or_else(|| answered_at(path, paths)),
        is_callback: json.get("tags").and_then(Json::as_array).into_iter().flatten().any(is_callback),
        request,
        answer,
        failures,
        secured,
        place: place.clone(),
    });
}

/// The place that a reference at this place leads to, or the place itself.
fn resolved(reader: &mut Reader<'_>, place: Place) -> Place {
    let mut place = place;
    for _ in 0..16 {
        let Some(target) = reader.at(&place).get("$ref").and_then(Json::as_str) else { break };
        let Some(found) = reader.addresses.find(reader.documents, &place, target) else {
            let message = format!("`{target}` leads nowhere");
            reader.findings.add(Kind::DanglingReference, &place.below("$ref"), message, Some("left out".to_owned()));
            break;
        };
        reader.referred.insert(found.clone());
        place = found;
    }
    place
}

/// The parts of the path are told by the path; others have no place in a definition.
fn parameters(reader: &mut Reader<'_>, path: &str, operation: &Place) {
    let list = operation.below("parameters");
    for at in 0..reader.at(&list).as_array().map_or(0, Vec::len) {
        let place = resolved(reader, list.below(at));
        let json = reader.at(&place);
        let (kind, name) = (json["in"].as_str().unwrap_or("unknown"), json["name"].as_str().unwrap_or("?"));
        if kind != "path" || !path.contains(&format!("{{{name}}}")) {
            let message = format!("the {kind} parameter `{name}`");
            reader.findings.add(Kind::NotExpressible, &place, message, Some("left out".to_owned()));
        }
    }
}

fn request(reader: &mut Reader<'_>, operation: &Place, stem: &str) -> Option<(Reference, MediaType)> {
    let body = operation.below("requestBody");
    reader.at(&body).as_object()?;
    let body = resolved(reader, body);
    content(reader, &body, &format!("{stem} request"))
}

/// The content of the best media type: JSON, else a form; others have no place in a definition.
fn content(reader: &mut Reader<'_>, holder: &Place, name: &str) -> Option<(Reference, MediaType)> {
    let place = holder.below("content");
    let types: Vec<&String> = reader.at(&place).as_object()?.iter().map(|(media, _)| media).collect();
    let media = |media: &str| {
        let plain = media.split(';').next().unwrap_or(media).trim();
        MediaType::parse(plain).or_else(|| plain.ends_with("+json").then_some(MediaType::Json))
    };
    let best = types.iter().filter_map(|name| Some((media(name)?, *name))).min_by_key(|(media, _)| *media);
    for other in types.iter().filter(|name| Some(**name) != best.map(|(_, name)| name)) {
        let message = format!("bodies of the media type {other}");
        reader.findings.add(Kind::NotExpressible, &place.below(other), message, Some("left out".to_owned()));
    }
    let (media, written) = best?;
    let place = place.below(written);
    shown(reader, &place);
    let reference = body(reader, &place.below("schema"), name)?;
    Some((reference, media))
}

/// Examples of a body, held against its schema.
fn shown(reader: &mut Reader<'_>, place: &Place) {
    let json = reader.at(place);
    let schema = place.below("schema");
    let Some(body) = reader.at(&schema).as_object() else { return };
    if let Some(example) = json.get("example") {
        reader.example(body, &schema, example, &place.below("example"));
    }
    for (name, example) in json["examples"].as_object().into_iter().flatten() {
        if let Some(value) = example.get("value") {
            reader.example(body, &schema, value, &place.below("examples").below(name).below("value"));
        }
    }
}

/// The definition of a body: the schema that is referred to, or one of the name for what stands in place.
fn body(reader: &mut Reader<'_>, place: &Place, name: &str) -> Option<Reference> {
    let json = reader.at(place);
    json.as_object()?;
    let value = reader.value(json, place, &[name.to_owned()]);
    match (value.list, value.of) {
        (Some(true), _) => {}
        (_, Of::Definition(reference)) => return Some(reference),
        _ => {}
    }
    let instead = Some("left out".to_owned());
    reader.findings.add(Kind::NotExpressible, place, "a body that is no data object", instead);
    None
}

type Answers = (Option<(Reference, MediaType)>, Option<(Reference, Vec<u16>)>);

fn responses(reader: &mut Reader<'_>, operation: &Place, stem: &str) -> Answers {
    let list = operation.below("responses");
    let statuses: Vec<&String> = reader.at(&list).as_object().into_iter().flatten().map(|(status, _)| status).collect();
    let is_success = |status: &&&String| status.starts_with('2');
    let success = statuses.iter().find(is_success).or_else(|| statuses.iter().find(|status| **status == "default"));
    if statuses.iter().filter(is_success).count() == 0 {
        let place = Place { file: operation.file, pointer: String::new() };
        reader.findings.add(
            Kind::Silent,
            &place,
            "no success among the responses",
            Some("`default` was taken for it".to_owned()),
        );
    }
    let answer = success.and_then(|status| response(reader, &list.below(status), &format!("{stem} answer")));
    let mut failures: Option<(Reference, Vec<u16>)> = None;
    for status in &statuses {
        let Some(number) = status.parse::<u16>().ok().filter(|number| (400..600).contains(number)) else {
            if Some(status) != success {
                let message = format!("the response `{status}`");
                reader.findings.add(Kind::NotExpressible, &list.below(status), message, Some("left out".to_owned()));
            }
            continue;
        };
        let Some((reference, _)) = response(reader, &list.below(status), &format!("{stem} failure")) else { continue };
        match &mut failures {
            None => failures = Some((reference, vec![number])),
            Some((first, statuses)) if first.address == reference.address => statuses.push(number),
            Some(_) => {
                let message = "failures that differ in their bodies";
                let instead = Some("the first one was kept".to_owned());
                reader.findings.add(Kind::NotExpressible, &list.below(status), message, instead);
            }
        }
    }
    (answer, failures)
}

/// The body of a response; or, where a document has it so, the schema itself in the place of the response.
fn response(reader: &mut Reader<'_>, place: &Place, name: &str) -> Option<(Reference, MediaType)> {
    let found = resolved(reader, place.clone());
    // A response that several operations share gives its own name to the body.
    let shared = found.pointer.rsplit('/').next().filter(|_| found != *place);
    let (place, name) = (found.clone(), shared.unwrap_or(name));
    let json = reader.at(&place);
    if json.get("content").is_none() && (json.get("properties").is_some() || json.get("type").is_some()) {
        let instead = Some("taken for the body".to_owned());
        reader.findings.add(Kind::UnknownWord, &place, "a schema stands in the place of a response", instead);
        return body(reader, &place, name).map(|reference| (reference, MediaType::Json));
    }
    content(reader, &place, name)
}

/// Whether a scheme applies: that of the operation, else that of the document.
fn secured(reader: &mut Reader<'_>, place: &Place) -> bool {
    let root = &reader.documents[place.file].json;
    let (list, at) = match reader.at(place).get("security") {
        Some(own) => (own, place.below("security")),
        None => (&root["security"], Place { file: place.file, pointer: "/security".to_owned() }),
    };
    let requirements = list.as_array().into_iter().flatten();
    let names: Vec<&String> = requirements.filter_map(Json::as_object).flatten().map(|(name, _)| name).collect();
    for name in &names {
        if root["components"]["securitySchemes"].get(name.as_str()).is_none() {
            let message = format!("the security scheme `{name}` is not defined");
            reader.findings.add(Kind::DanglingReference, &at, message, Some("a bearer token is expected".to_owned()));
        }
    }
    !names.is_empty()
}

/// Whether a tag is the one that our own documents have for callbacks.
fn is_callback(tag: &Json) -> bool {
    tag.as_str().is_some_and(|tag| tag.eq_ignore_ascii_case(Pattern::Callback.name()))
}

/// The path of the operation by which the answer comes, where the document refers to it.
fn callback(callbacks: Option<&Json>) -> Option<String> {
    let items = callbacks?.as_object()?.values().filter_map(Json::as_object).flatten();
    let paths = items.filter_map(|(_, item)| item["$ref"].as_str()?.strip_prefix("#/paths/"));
    paths.map(|path| path.replace("~1", "/").replace("~0", "~")).next()
}

/// By the custom of DCI, what is asked at `/search` is answered at `/on-search`.
fn answered_at(path: &str, paths: &[&String]) -> Option<String> {
    let (folder, last) = path.rsplit_once('/')?;
    let answer = format!("{folder}/on-{last}");
    paths.iter().any(|other| **other == answer).then_some(answer)
}
