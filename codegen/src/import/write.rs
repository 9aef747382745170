//! A draft in order as the files of a standard, with a TODO wherever the source is silent.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use heck::ToSnakeCase as _;

use crate::emit::editor_schema;
use crate::import::document::Document;
use crate::import::draft::{Attribute, Code, Definition, Of, Origin, Shape, Value};
use crate::import::finding::{Findings, Kind, Place};
use crate::import::order::{Called, Ordered, target};
use crate::import::yaml::{Map, Yaml};
use crate::load::{INTERFACE_FILE, KINDS, STANDARD_FILE};
use crate::model::title_of;
use crate::vocabulary::{Cardinality, Kind as ValueKind, Pattern, Provider, SourceKind};

/// The version of what does not tell its version.
const VERSION: &str = "0.1.0";
/// What is written where the source gives no description.
const NO_DESCRIPTION: &str = "TODO: the source gives no description.";

/// The text of each file, by its path in the standard.
pub(super) fn write(
    ordered: &Ordered,
    documents: &[Document],
    kind: SourceKind,
    findings: &mut Findings,
) -> BTreeMap<Utf8PathBuf, String> {
    let mut writer = Writer { ordered, documents, kind, types: BTreeSet::new(), files: BTreeMap::new(), findings };
    for (at, definition) in ordered.draft.definitions.iter().enumerate() {
        if let Some(called) = &ordered.called[at] {
            writer.definition(definition, called);
        }
    }
    for at in 0..ordered.operations.len() {
        writer.operation(at);
    }
    for kind in writer.types.clone() {
        writer.data_type(kind);
    }
    for at in 0..ordered.interfaces.len() {
        writer.interface(at);
    }
    writer.standard();
    writer.files
}

struct Writer<'a> {
    ordered: &'a Ordered,
    documents: &'a [Document],
    kind: SourceKind,
    /// The kinds of values that need a data type.
    types: BTreeSet<ValueKind>,
    files: BTreeMap<Utf8PathBuf, String>,
    findings: &'a mut Findings,
}

impl Writer<'_> {
    fn file(&mut self, path: Utf8PathBuf, schema: &str, map: &Map) {
        let levels = path.components().count();
        self.files.insert(path, format!("{}{}", editor_schema::first_line(levels, schema), map.file()));
    }

    /// Adds the file of a definition to its interface.
    fn add(&mut self, interface: usize, key: &str, name: &str, map: &Map) {
        let folder = KINDS.iter().find(|(known, _)| *known == key).map_or(key, |(_, folder)| folder);
        let interface = &self.ordered.interfaces[interface].name;
        let path: Utf8PathBuf = [interface, folder, &format!("{name}.yaml")].iter().collect();
        self.file(path, &key.replace('_', "-"), map);
    }

    fn silent(&mut self, place: &Place, what: &str, instead: &str) {
        let place = Place { file: place.file, pointer: String::new() };
        self.findings.add(Kind::Silent, &place, what, Some(instead.to_owned()));
    }

    fn definition(&mut self, definition: &Definition, called: &Called) {
        let interface = self.ordered.interface_of[definition.module];
        let mut map = Map::new();
        let key = match &definition.shape {
            Shape::Object { .. } => "data_object",
            Shape::Codes { .. } => "code_directory",
            Shape::Format { .. } => "data_format",
            Shape::Alias(_) => return,
        };
        map.text(key, &called.id).text("name", &called.name);
        self.head(&mut map, definition, called);
        match &definition.shape {
            Shape::Object { extends, attributes } => {
                map.maybe("extends", extends.as_ref().map(|parent| self.id(target(parent))));
                if attributes.is_empty() && extends.is_none() && definition.origin != Origin::Missing {
                    self.silent(&definition.place, "no attributes of objects", "any object is valid");
                }
                let attributes: Vec<Yaml> = attributes.iter().map(|it| Yaml::Map(self.attribute(it))).collect();
                map.set("attributes", Yaml::List(attributes));
            }
            Shape::Codes { closed, codes } => {
                let open = !closed || codes.is_empty();
                map.text("binding", if open { "extensible" } else { "closed" });
                let codes = self.codes(codes, open, &definition.place);
                map.set("codes", Yaml::List(codes));
            }
            Shape::Format { kind, constraints, examples } => {
                map.text("type", self.type_of(*kind));
                map.maybe("pattern", constraints.pattern.as_ref()).maybe("format", constraints.format.as_ref());
                let plain = |number: String| Yaml::Plain(number);
                let numbers = [
                    ("min_length", constraints.min_length.map(|number| number.to_string())),
                    ("max_length", constraints.max_length.map(|number| number.to_string())),
                    ("minimum", constraints.minimum.as_ref().map(ToString::to_string)),
                    ("maximum", constraints.maximum.as_ref().map(ToString::to_string)),
                ];
                for (key, number) in numbers {
                    if let Some(number) = number {
                        map.set(key, plain(number));
                    }
                }
                map.list("examples", examples.iter().map(|it| Yaml::Quoted(it.clone())).collect());
            }
            Shape::Alias(_) => {}
        }
        self.add(interface, key, &called.name, &map);
    }

    /// What every definition carries, in the order in which it is written.
    fn head(&mut self, map: &mut Map, definition: &Definition, called: &Called) {
        if !called.formerly.is_empty() {
            map.set("formerly", Yaml::Words(called.formerly.clone()));
        }
        map.maybe("title", definition.title.as_ref()).text("stage", "draft");
        match &definition.description {
            Some(text) => {
                map.text("description", text);
            }
            None => {
                map.text("description", NO_DESCRIPTION);
                if definition.origin == Origin::Named {
                    self.silent(&definition.place, "no description of definitions", "marked TODO");
                }
            }
        }
        if definition.deprecated {
            self.deprecated(map);
        }
        map.set("source", self.source(definition.place.file));
        let decisions = definition.decisions.iter().map(|decision| {
            let source = self.documents[definition.place.file].path.to_string();
            let sources = decision.says.iter().map(|says| {
                let mut statement = Map::new();
                statement.text("source", &source).text("says", says);
                Yaml::Map(statement)
            });
            let mut entry = Map::new();
            entry
                .text("about", &decision.about)
                .list("sources", sources.collect())
                .text("chosen", format!("{} (TODO)", decision.chosen))
                .text("because", "TODO: decide. The import has kept what the source says first.");
            Yaml::Map(entry)
        });
        map.list("decisions", decisions.collect());
    }

    fn deprecated(&self, map: &mut Map) {
        let mut deprecated = Map::new();
        deprecated.set("since", Yaml::Plain(VERSION.to_owned())).text("reason", "TODO: the source does not say why.");
        map.set("deprecated", Yaml::Map(deprecated)).comment("TODO: since when, and what replaces it");
    }

    /// The file that something was taken from.
    fn source(&self, file: usize) -> Yaml {
        let mut source = Map::new();
        source.text("kind", self.kind.name()).text("where", self.documents[file].path.as_str());
        Yaml::List(vec![Yaml::Map(source)])
    }

    fn attribute(&mut self, attribute: &Attribute) -> Map {
        let mut map = Map::new();
        map.text("name", &attribute.name);
        let cardinality = self.value(&mut map, attribute);
        map.set("cardinality", Yaml::Plain(cardinality.name().to_owned()));
        if attribute.required.is_none() {
            map.comment("TODO: the source gives no cardinality");
            self.silent(&attribute.place, "no cardinality of attributes", "0..1 and 0..*, marked TODO");
        }
        let mut description = attribute.description.clone();
        if let Of::Any { alternatives, .. } = &attribute.value.of {
            let names: Vec<String> = alternatives.iter().map(|it| self.in_words(it)).collect();
            let words = description.unwrap_or_default();
            let todo = format!("TODO: one of {}; say under `by` which attribute tells which.", names.join(", "));
            description = Some(format!("{words} {todo}").trim().to_owned());
        }
        if description.is_none() {
            self.silent(&attribute.place, "no description of attributes", "marked TODO");
        }
        map.text("description", description.unwrap_or_else(|| NO_DESCRIPTION.to_owned()));
        let title = attribute.title.as_ref().filter(|title| **title != title_of(&attribute.name));
        map.maybe("title", title);
        map.maybe("sensitivity", attribute.sensitivity.map(|sensitivity| sensitivity.name()));
        if let Some(example) = &attribute.example {
            map.set("example", Yaml::Quoted(example.clone()));
        }
        if attribute.deprecated {
            self.deprecated(&mut map);
        }
        let has_capitals = attribute.name.bytes().any(|byte| byte.is_ascii_uppercase());
        if has_capitals {
            let mut decision = Map::new();
            let mut statement = Map::new();
            let source = self.documents[attribute.place.file].path.to_string();
            statement.text("source", source).text("says", &attribute.name);
            decision
                .text("about", "Capitals in the name")
                .set("sources", Yaml::List(vec![Yaml::Map(statement)]))
                .text("chosen", &attribute.name)
                .text("because", "TODO: the name is kept as it is on the wire.");
            map.list("decisions", vec![Yaml::Map(decision)]);
        }
        map
    }

    /// Writes the type of an attribute, or its choices; yields the cardinality.
    fn value(&mut self, map: &mut Map, attribute: &Attribute) -> Cardinality {
        let value = &attribute.value;
        let required = attribute.required.unwrap_or(false);
        let Of::Choice { by, alternatives } = &value.of else {
            map.text("type", self.type_id(value));
            if matches!(value.of, Of::Silent) {
                map.comment("TODO: the source gives no type");
                self.silent(&attribute.place, "no type of attributes", "any value is valid, marked TODO");
            }
            return cardinality(value.list == Some(true), required);
        };
        map.text("by", by.join("."));
        let lists = value.list == Some(true) || alternatives.iter().all(|it| it.value.list == Some(true));
        let mut items = Vec::new();
        for alternative in alternatives {
            // A default that no code tells needs one to be written with.
            for (at, when) in alternative.when.iter().enumerate() {
                let mut item = Map::new();
                item.set("when", Yaml::Quoted(when.clone()));
                item.text("type", self.type_id(&alternative.value));
                if !lists && alternative.value.list == Some(true) {
                    let many = cardinality(true, alternative.value.filled);
                    item.set("cardinality", Yaml::Plain(many.name().to_owned()));
                }
                if alternative.default && at == 0 {
                    item.set("default", Yaml::Plain("true".to_owned()));
                }
                items.push(Yaml::Map(item));
            }
        }
        map.set("choices", Yaml::List(items));
        cardinality(lists, required)
    }

    /// The id of a value's type.
    fn type_id(&mut self, value: &Value) -> String {
        match &value.of {
            Of::Definition(reference) => self.id(target(reference)),
            Of::Kind(kind) | Of::Any { kind, .. } => self.type_of(*kind),
            Of::Silent | Of::Choice { .. } => self.type_of(ValueKind::Any),
        }
    }

    fn id(&self, at: usize) -> String {
        self.ordered.called[at].as_ref().map(|called| called.id.clone()).unwrap_or_default()
    }

    /// A value in words, for those who decide.
    fn in_words(&self, value: &Value) -> String {
        let name = match &value.of {
            Of::Definition(reference) => {
                let called = self.ordered.called[target(reference)].as_ref();
                called.map(|called| format!("{} {}", called.id, called.name)).unwrap_or_default()
            }
            Of::Kind(kind) => kind.to_string(),
            _ => "something else".to_owned(),
        };
        if value.list == Some(true) { format!("a list of {name}") } else { name }
    }

    /// The id of the data type of a kind.
    fn type_of(&mut self, kind: ValueKind) -> String {
        self.types.insert(kind);
        format!("DT.{}.{:02}", self.ordered.interfaces[self.ordered.types_in].id, kind as usize + 1)
    }

    fn data_type(&mut self, kind: ValueKind) {
        let mut map = Map::new();
        let words = match kind {
            ValueKind::String => "Text of any length.",
            ValueKind::Integer => "A whole number.",
            ValueKind::Decimal => "A number, perhaps with a fraction.",
            ValueKind::Boolean => "True or false.",
            ValueKind::Object => "A JSON object of any content.",
            ValueKind::Array => "A list of anything.",
            ValueKind::Any => "Any JSON value but null.",
        };
        map.text("data_type", self.type_of(kind)).text("name", kind.name()).text("kind", kind.name());
        map.text("stage", "draft").text("description", words);
        self.add(self.ordered.types_in, "data_type", kind.name(), &map);
    }

    fn codes(&mut self, codes: &[Code], open: bool, place: &Place) -> Vec<Yaml> {
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut written: BTreeSet<&str> = BTreeSet::new();
        let mut items = Vec::new();
        for code in codes {
            let text = code.code.trim();
            if text.is_empty() || text.contains(char::is_control) || !written.insert(text) {
                let message = format!("the code `{}` is empty, has signs that are not seen, or is there twice", code.code);
                self.findings.add(Kind::Clash, place, message, Some("left out".to_owned()));
                continue;
            }
            let mut map = Map::new();
            map.set("code", if text.starts_with(|first: char| first.is_ascii_alphabetic()) {
                Yaml::Text(text.to_owned())
            } else {
                Yaml::Quoted(text.to_owned())
            });
            let plain = code_name(code, text, open);
            let numbered = (2..).map(|number| format!("{plain}_{number}"));
            let name = std::iter::once(plain.clone()).chain(numbered).find(|name| names.insert(name.clone()));
            map.maybe("name", name.filter(|name| *name != text));
            match &code.label {
                Some(label) => {
                    map.text("label", label);
                }
                None => {
                    map.text("label", title_of(text)).comment("TODO: the source gives no label");
                    self.silent(place, "no label of codes", "the code itself, marked TODO");
                }
            }
            map.maybe("description", code.description.as_ref().filter(|words| Some(*words) != code.label.as_ref()));
            if code.deprecated {
                self.deprecated(&mut map);
            }
            items.push(Yaml::Map(map));
        }
        items
    }

    fn operation(&mut self, at: usize) {
        let Some(called) = &self.ordered.operations[at] else { return };
        let operation = &self.ordered.draft.operations[at];
        let interface = self.ordered.interface_of[operation.module];
        let mut map = Map::new();
        map.text("operation", &called.id).text("name", &called.name);
        if !called.formerly.is_empty() {
            map.set("formerly", Yaml::Words(called.formerly.clone()));
        }
        map.maybe("title", operation.title.as_ref()).text("stage", "draft");
        if operation.description.is_none() {
            self.silent(&operation.place, "no description of operations", "marked TODO");
        }
        map.text("description", operation.description.clone().unwrap_or_else(|| NO_DESCRIPTION.to_owned()));
        if operation.deprecated {
            self.deprecated(&mut map);
        }
        map.set("source", self.source(operation.place.file));
        map.text("method", operation.method.name()).text("path", &operation.path);
        map.maybe("operation_id", operation.operation_id.as_ref().filter(|id| **id != called.name));
        let operations = &self.ordered.draft.operations;
        let is_callback = |path: &str| {
            operations.iter().any(|other| {
                self.ordered.interface_of[other.module] == interface && other.callback.as_deref() == Some(path)
            })
        };
        let callback = operation.callback.as_ref().and_then(|path| {
            let same = |other: &crate::import::draft::Operation| {
                other.path == *path && self.ordered.interface_of[other.module] == interface
            };
            self.ordered.operations[operations.iter().position(same)?].as_ref()
        });
        let (pattern, provider) = match &callback {
            _ if is_callback(&operation.path) => (Pattern::Callback, Provider::Caller),
            Some(_) => (Pattern::Asynchronous, Provider::Registry),
            None => (Pattern::Synchronous, Provider::Registry),
        };
        map.text("pattern", pattern.name());
        map.text("provider", provider.name());
        if pattern == Pattern::Asynchronous {
            map.maybe("callback", callback.map(|called| called.id.clone()));
        }
        let body = |(reference, media): &(crate::import::draft::Reference, crate::vocabulary::MediaType)| {
            let mut body = Map::new();
            body.text("body", self.id(target(reference)));
            if *media != crate::vocabulary::MediaType::Json {
                body.text("media_type", media.name());
            }
            Yaml::Map(body)
        };
        if let Some(request) = &operation.request {
            map.set("request", body(request));
        }
        if let Some(answer) = &operation.answer {
            map.set("answer", body(answer));
        }
        if let Some((reference, statuses)) = &operation.failures {
            let mut failures = Map::new();
            failures.text("body", self.id(target(reference)));
            let statuses = statuses.iter().map(|status| Yaml::Plain(status.to_string())).collect();
            failures.set("statuses", Yaml::List(statuses));
            map.set("failures", Yaml::Map(failures));
        }
        if !operation.secured {
            map.set("security", Yaml::Plain("false".to_owned()));
        }
        self.add(interface, "operation", &called.name, &map);
    }

    fn interface(&mut self, at: usize) {
        let interface = &self.ordered.interfaces[at];
        let mut map = Map::new();
        let title = interface.title.clone().unwrap_or_else(|| title_of(&interface.name));
        map.text("interface", &interface.id).text("name", &interface.name).text("title", title);
        let version = interface.version.as_deref().filter(|version| is_version(version));
        map.set("version", Yaml::Plain(version.unwrap_or(VERSION).to_owned()));
        if version.is_none() {
            map.comment("TODO: the source gives no version");
        }
        map.text("stage", "draft");
        let others: Vec<String> = interface.depends_on.iter().map(|at| self.ordered.interfaces[*at].id.clone()).collect();
        if !others.is_empty() {
            map.set("depends_on", Yaml::Words(others));
        }
        let words = "TODO: say in plain words what the interface is for, and between which systems.";
        map.text("description", interface.description.clone().unwrap_or_else(|| words.to_owned()));
        let mut folders: Vec<&str> =
            interface.files.iter().filter_map(|file| Some(self.documents[*file].path.parent()?.as_str())).collect();
        folders.dedup();
        // One file is named, of several their folders.
        let from: Vec<&str> = match interface.files.as_slice() {
            [only] => vec![self.documents[*only].path.as_str()],
            _ => folders.into_iter().filter(|folder| !folder.is_empty()).collect(),
        };
        let sources = from.into_iter().map(|place| {
            let mut source = Map::new();
            source.text("kind", self.kind.name()).text("where", place);
            Yaml::Map(source)
        });
        map.list("source", sources.collect());
        let path = Utf8Path::new(&interface.name).join(INTERFACE_FILE);
        self.file(path, "interface", &map);
    }

    fn standard(&mut self) {
        let draft = &self.ordered.draft;
        let mut map = Map::new();
        map.text("standard", "imported").text("title", "TODO: the title of the standard");
        map.set("version", Yaml::Plain(VERSION.to_owned()));
        map.text("publisher", "TODO: who publishes the standard");
        map.text("licence", "LicenseRef-TODO").comment("TODO: an SPDX expression");
        map.text("url", "https://example.org").comment("TODO: where the standard is published");
        let mut namespaces = Map::new();
        namespaces.text("json_schema", "https://example.org/json-schema/");
        namespaces.text("vocabulary", "https://example.org/vocabulary/");
        map.set("namespaces", Yaml::Map(namespaces)).comment("TODO: where schemas and terms will be published");
        let servers = draft.servers.iter().map(|(url, description)| {
            let mut server = Map::new();
            server.text("url", url);
            server.text("description", description.clone().unwrap_or_else(|| "TODO: what the server is".to_owned()));
            Yaml::Map(server)
        });
        map.list("servers", servers.collect());
        let mut security = Map::new();
        let stated = draft.security.as_ref();
        security.text("name", stated.map_or("Authorization", |it| &it.name));
        security.text("scheme", stated.map_or("bearer", |it| &it.scheme));
        security.text("format", stated.and_then(|it| it.format.as_deref()).unwrap_or("JWT"));
        let words = stated.and_then(|it| it.description.clone());
        security.text("description", words.unwrap_or_else(|| "TODO: how callers show who they are.".to_owned()));
        map.set("security", Yaml::Map(security));
        let names = self.ordered.interfaces.iter().map(|interface| Yaml::Text(interface.name.clone()));
        map.set("interfaces", Yaml::List(names.collect()));
        self.file(STANDARD_FILE.into(), "standard", &map);
    }
}

fn cardinality(list: bool, required: bool) -> Cardinality {
    match (list, required) {
        (false, false) => Cardinality::ZeroOrOne,
        (false, true) => Cardinality::One,
        (true, false) => Cardinality::ZeroOrMore,
        (true, true) => Cardinality::OneOrMore,
    }
}

/// A name for programs: the one given, the code where it says enough, else the label.
fn code_name(code: &Code, text: &str, open: bool) -> String {
    let clean = |text: &str| {
        let words = text.to_snake_case();
        let words: String = words.chars().filter(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || *it == '_').collect();
        let words: Vec<&str> = words.split('_').filter(|word| !word.is_empty()).take(6).collect();
        words.join("_")
    };
    let is_name = |name: &String| name.starts_with(|first: char| first.is_ascii_lowercase());
    let own = clean(text);
    let says_enough = own.len() > 3;
    let given = code.name.as_deref().map(clean);
    let label = code.label.as_deref().map(clean);
    let mut names = given.into_iter().chain(says_enough.then(|| own.clone())).chain(label).chain([own.clone()]);
    let name = names.find(is_name).unwrap_or_else(|| format!("code_{own}").trim_end_matches('_').to_owned());
    let reserved = name == "self" || (open && name == "unlisted");
    if reserved { format!("{name}_code") } else { name }
}

fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
