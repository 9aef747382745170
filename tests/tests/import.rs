//! What is imported: our own artefacts come back as what they were made from, and no source, however broken, yields a standard
//! that does not load.

use std::collections::BTreeSet;
use std::fs;
use std::sync::OnceLock;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::import::{Imported, Kind, Language, Source, import};
use dci_codegen::model::{Attribute, Body, Constraints, Definition, Interface, Operation, Standard, Type, Value};
use dci_codegen::template::Templates;
use dci_tests::{emit, mini, standard, standard_in};
use proptest::prelude::*;
use serde_json::Value as Json;

/// A standard on disk, and its folder, which goes away with it.
struct Written {
    standard: Standard,
    _folder: tempfile::TempDir,
}

/// Writes what was imported, and reads it as a standard, which must have no errors.
fn load(imported: &Imported) -> Written {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let root = Utf8Path::from_path(folder.path()).expect("the folder is named in UTF-8").to_owned();
    for (path, text) in &imported.files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }
    Written { standard: standard_in(root), _folder: folder }
}

/// The artefacts of a target as sources.
fn artefacts(standard: &Standard, target: &str) -> Vec<Source> {
    let outputs = emit(standard, &Templates::embedded().expect("templates are sound"), target);
    let below = |path: &Utf8Path| path.strip_prefix(target).unwrap_or(path).to_owned();
    outputs.iter().map(|(path, text)| Source { path: below(path), text: text.to_owned() }).collect()
}

/// The one of this path.
fn only(sources: &[Source], path: &str) -> Vec<Source> {
    let found: Vec<Source> = sources.iter().filter(|source| source.path == path).cloned().collect();
    assert_eq!(found.len(), 1, "{path}");
    found
}

/// A standard, before or after it went out and came back.
#[derive(Clone, Copy)]
struct Side<'a> {
    standard: &'a Standard,
    came_back: bool,
}

impl Side<'_> {
    /// The id of a definition before; nothing where the source says in place what it is.
    fn id(self, definition: Definition) -> Option<String> {
        let meta = self.standard.meta(definition);
        if self.came_back { meta.formerly.first().cloned() } else { Some(meta.id.clone()) }
    }

    /// A data object is what it was called; all else is what it says, since a source may say it in place.
    fn r#type(self, r#type: Type) -> String {
        match r#type {
            Type::Data(id) => self.standard[id].kind.to_string(),
            Type::Object(id) => self.id(Definition::DataObject(id)).expect("objects have ids"),
            other => self.definition(self.standard.definition_of(other)).join(", "),
        }
    }

    fn attribute(self, attribute: &Attribute) -> String {
        let value = match &attribute.value {
            Value::One(r#type) => self.r#type(*r#type),
            Value::Choice(choice) => {
                let alternatives = choice.alternatives.iter().map(|it| {
                    // Whether a list of one of several may be empty is said at the attribute.
                    let list = if attribute.cardinality_of(it).is_list() { "list of " } else { "" };
                    format!("{:?} {list}{} {}", it.when, self.r#type(it.r#type), it.default)
                });
                format!("{:?} {:?}", choice.by, alternatives.collect::<Vec<_>>())
            }
        };
        format!("{} {value} {} {:?}", attribute.name, attribute.cardinality, attribute.sensitivity)
    }

    /// Everything that a definition says of data, in words that are the same before and after.
    fn definition(self, definition: Definition) -> Vec<String> {
        match definition {
            Definition::DataObject(id) => self.standard[id].attributes.iter().map(|it| self.attribute(it)).collect(),
            Definition::CodeDirectory(id) => {
                let directory = &self.standard[id];
                let codes = directory.codes.iter().map(|code| format!("{} {}", code.code, code.label));
                codes.chain([directory.binding.to_string()]).collect()
            }
            Definition::DataFormat(id) => {
                let Constraints { pattern, format, min_length, max_length, minimum, maximum } =
                    &self.standard[id].constraints;
                let kind = self.standard[id].kind;
                vec![format!("{kind} {pattern:?} {format:?} {min_length:?} {max_length:?} {minimum:?} {maximum:?}")]
            }
            _ => Vec::new(),
        }
    }

    /// What an operation says, in words that are the same before and after.
    fn operation(self, operation: &Operation) -> String {
        let object = |id| self.id(Definition::DataObject(id));
        let body = |body: &Option<Body>| body.as_ref().map(|body| (object(body.object), body.media_type));
        let failures = operation.failures.as_ref().map(|it| (object(it.object), it.statuses.clone()));
        let callback = operation.callback.map(|callback| self.standard[callback].path.clone());
        let Operation { method, path, operation_id, pattern, provider, security, .. } = operation;
        format!(
            "{method} {path} {operation_id} {pattern} {provider} {security} {callback:?} {:?} {:?} {failures:?} {}",
            body(&operation.request),
            body(&operation.answer),
            operation.meta.title
        )
    }
}

/// Holds every definition that came back against the one that went out; yields how many there are.
fn compare(before: &Standard, after: &Standard) -> usize {
    let (before, after) = (Side { standard: before, came_back: false }, Side { standard: after, came_back: true });
    let mut compared = 0;
    for definition in after.standard.definitions() {
        if matches!(definition, Definition::DataType(_) | Definition::Operation(_)) {
            continue;
        }
        let Some(id) = after.id(definition) else { continue };
        let original = before.standard.by_id(&id).expect("what comes back went out");
        assert_eq!(original.kind(), definition.kind(), "{id}");
        assert_eq!(after.definition(definition), before.definition(original), "{id}");
        let (old, new) = (before.standard.meta(original), after.standard.meta(definition));
        assert_eq!(new.title, old.title, "{id}");
        assert_eq!(new.description, old.description, "{id}");
        compared += 1;
    }
    compared
}

/// How many definitions of a standard have a schema of their own.
fn with_schemas<'a>(interfaces: impl Iterator<Item = &'a Interface>) -> usize {
    let is_schema = |definition: &Definition| {
        matches!(definition, Definition::DataObject(_) | Definition::CodeDirectory(_) | Definition::DataFormat(_))
    };
    interfaces.map(|interface| interface.definitions().filter(is_schema).count()).sum()
}

#[test]
fn json_schemas_come_back_as_they_were() {
    for before in [mini(), standard()] {
        let mut sources = artefacts(&before, "json-schema");
        sources.retain(|source| source.path.file_name() != Some("bundle.schema.json"));
        let after = load(&import(Language::JsonSchema, &sources, None));
        let all = with_schemas(before.interfaces.iter().map(|(_, interface)| interface));
        assert_eq!(compare(&before, &after.standard), all);
        assert_eq!(sources.len(), all);
    }
}

/// A bundle says everything again: what is the same is one definition.
#[test]
fn a_bundle_beside_its_schemas_adds_nothing() {
    let before = mini();
    let sources = artefacts(&before, "json-schema");
    let after = load(&import(Language::JsonSchema, &sources, None));
    assert_eq!(compare(&before, &after.standard), with_schemas(before.interfaces.iter().map(|(_, it)| it)));
}

#[test]
fn a_bundle_alone_is_an_interface() {
    let before = mini();
    let sources = only(&artefacts(&before, "json-schema"), "land/bundle.schema.json");
    let after = load(&import(Language::JsonSchema, &sources, None));
    let bundle: Json = serde_json::from_str(&sources[0].text).expect("a bundle is JSON");
    assert_eq!(compare(&before, &after.standard), bundle["$defs"].as_object().expect("it has definitions").len());
    let (_, interface) = after.standard.interfaces.iter().next().expect("there is an interface");
    assert_eq!((interface.name.as_str(), interface.title.as_str()), ("land", "Land registry 0.2.0"));
}

#[test]
fn openapi_documents_come_back_as_they_were() {
    for before in [mini(), standard()] {
        let all = artefacts(&before, "openapi");
        for (_, interface) in before.interfaces.iter() {
            for version in ["3.0", "3.1"] {
                let name = format!("{}.openapi-{version}.yaml", interface.name);
                let sources = only(&all, &name);
                let after = load(&import(Language::OpenApi, &sources, Some("back")));
                let document: Json = serde_yaml::from_str(&sources[0].text).expect("a document is YAML");
                let schemas = document["components"]["schemas"].as_object().map_or(0, serde_json::Map::len);
                assert_eq!(compare(&before, &after.standard), schemas, "{name}");
                let of = |side: Side<'_>, operations: Vec<&Operation>| {
                    let words = operations.into_iter().map(|operation| side.operation(operation));
                    words.collect::<BTreeSet<String>>()
                };
                let offered = interface.operations.iter().map(|id| &before[*id]).collect();
                let imported = after.standard.operations.iter().map(|(_, operation)| operation).collect();
                let (old, new) =
                    (Side { standard: &before, came_back: false }, Side { standard: &after.standard, came_back: true });
                assert_eq!(of(new, imported), of(old, offered), "{name}");
            }
        }
    }
}

/// The same source yields the same bytes, and each kind of finding has its own id.
#[test]
fn an_import_is_deterministic() {
    for (language, sources) in fixtures() {
        let (one, other) = (import(language, &sources, None), import(language, &sources, None));
        assert_eq!(one.files, other.files);
        assert_eq!(format!("{:?}", one.findings), format!("{:?}", other.findings));
    }
    let mut ids: Vec<&str> = Kind::ALL.iter().map(|(kind, _, _)| kind.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), Kind::ALL.len());
}

/// The fixtures show every kind of finding.
#[test]
fn every_kind_of_finding_has_a_source_that_shows_it() {
    let found: Vec<Kind> = fixtures()
        .into_iter()
        .flat_map(|(language, sources)| import(language, &sources, None).findings)
        .map(|finding| finding.kind)
        .collect();
    for (kind, id, _) in Kind::ALL {
        assert!(found.contains(kind), "no fixture shows {id}");
    }
}

/// The sources of `tests/fixtures/import`, each with its language.
fn fixtures() -> Vec<(Language, Vec<Source>)> {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/import");
    let languages =
        [(Language::JsonLd, "json-ld"), (Language::OpenApi, "openapi"), (Language::JsonSchema, "json-schema")];
    languages.into_iter().map(|(language, folder)| (language, read(&root.join(folder), Utf8Path::new("")))).collect()
}

fn read(root: &Utf8Path, below: &Utf8Path) -> Vec<Source> {
    let mut paths: Vec<Utf8PathBuf> = root
        .join(below)
        .read_dir_utf8()
        .expect("the folder can be read")
        .map(|entry| below.join(entry.expect("the folder can be read").file_name()))
        .collect();
    paths.sort();
    let mut sources = Vec::new();
    for path in paths {
        if root.join(&path).is_dir() {
            sources.extend(read(root, &path));
        } else {
            let text = fs::read_to_string(root.join(&path)).expect("the file can be read");
            sources.push(Source { path, text });
        }
    }
    sources
}

/// What is imported is a standard like any other: every target is made of it.
#[test]
fn what_is_imported_becomes_artefacts() {
    let templates = Templates::embedded().expect("templates are sound");
    for (language, sources) in fixtures() {
        let written = load(&import(language, &sources, None));
        let (outputs, failures) = dci_codegen::emit(&written.standard, &templates, &[]);
        assert!(failures.is_empty(), "{language:?}: {failures:?}");
        let pages = outputs.iter().filter(|(path, _)| path.starts_with("gitbook"));
        assert!(pages.count() > 10, "{language:?} has pages");
    }
}

/// What a definition cannot be is told, and brought into a form that it can have.
#[test]
fn what_cannot_be_written_is_told() {
    let schema = |name: &str, rest: Json| (format!("{name}.schema.json"), rest);
    let link = |name: &str| serde_json::json!({"$ref": format!("{name}.schema.json")});
    let sources = [
        schema(
            "Leaf",
            serde_json::json!({"title": "Leaf", "type": "object", "required": ["tree"], "properties": {"tree": link("Tree"), "Leaf": {"type": "string"}}}),
        ),
        schema(
            "Tree",
            serde_json::json!({"title": "Tree", "type": "object", "required": ["leaf"], "properties": {"leaf": link("Leaf"), "age": {"type": "integer", "maximum": 1e30}, "xsd": {"type": "string", "format": "datetime"}}}),
        ),
        schema(
            "Bundle",
            serde_json::json!({"title": "Bundle", "type": "object", "properties": {"tree": link("Tree")}}),
        ),
    ];
    let sources: Vec<Source> = sources
        .into_iter()
        .map(|(path, schema)| Source { path: format!("full/{path}").into(), text: schema.to_string() })
        .collect();
    let imported = import(Language::JsonSchema, &sources, None);
    let told: Vec<String> = imported.findings.iter().map(|it| format!("{}: {}", it.kind.id(), it.message)).collect();
    for expected in [
        "not-expressible: `tree` must hold what in the end must hold it again, so that no value is valid",
        "not-expressible: the limit 1e+30 is beyond the integers that every program keeps",
        "misnamed: `xsd` cannot be the name of an attribute here",
    ] {
        assert!(told.iter().any(|it| it == expected), "{expected}: {told:#?}");
    }
    let written = load(&imported);
    let names: Vec<&str> = written.standard.data_objects.iter().map(|(_, it)| it.meta.name.as_str()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(!names.contains(&"Bundle") && !names.contains(&"Leaf"), "{names:?}");
}

/// Any JSON, with the words that sources are made of.
fn any_json() -> impl Strategy<Value = Json> {
    let words = [
        "",
        " ",
        "$ref",
        "#",
        "#/components/schemas/Header",
        "#/components/schemas/Booking",
        "object",
        "array",
        "string",
        "null",
        "self",
        "type",
        "extra",
        "Self",
        "1",
        "a b",
        "^[0-9]+$",
        "(",
        "date",
        "datetime",
        "Bundle",
        "con",
        "full",
        "data:Shelter",
        "kind:1",
        "rdfs:Class",
        "xsd:string",
        "data:Room",
        "line\nbreak\ttab",
        "\u{85}\u{2028}",
        "Ünïcode — “quotes”: # no comment",
        "- item",
        "yes",
        "0123",
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        (-3_i64..100).prop_map(Json::from),
        proptest::sample::select(words.to_vec()).prop_map(Json::from),
    ];
    let keys = [
        "type",
        "properties",
        "required",
        "items",
        "enum",
        "const",
        "oneOf",
        "anyOf",
        "allOf",
        "$ref",
        "pattern",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "description",
        "title",
        "examples",
        "x-id",
        "if",
        "then",
        "not",
        "nullable",
        "@id",
        "@type",
        "owl:oneOf",
        "rdfs:range",
        "rdfs:property",
        "rdfs:subClassOf",
        "Name",
        "self",
        "NAME",
        "Booking",
        "bundle",
        "operationId",
        "first name",
        "firstName",
        "first_name",
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        let members = proptest::collection::vec((proptest::sample::select(keys.to_vec()), inner.clone()), 0..5);
        prop_oneof![
            proptest::collection::vec(inner, 0..4).prop_map(Json::from),
            members.prop_map(|members| members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

/// Where each value of a document stands.
fn pointers(json: &Json, pointer: String, found: &mut Vec<String>) {
    match json {
        Json::Object(members) => {
            for (name, member) in members {
                pointers(member, format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Json::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                pointers(item, format!("{pointer}/{at}"), found);
            }
        }
        _ => {}
    }
    found.push(pointer);
}

/// The fixtures, and our own artefacts, as JSON.
fn documents() -> &'static [(Language, Vec<(Utf8PathBuf, Json)>)] {
    type Documents = Vec<(Language, Vec<(Utf8PathBuf, Json)>)>;
    static ALL: OnceLock<Documents> = OnceLock::new();
    ALL.get_or_init(|| {
        let small = mini();
        let mut all = fixtures();
        for version in ["3.0", "3.1"] {
            let name = format!("land.openapi-{version}.yaml");
            all.push((Language::OpenApi, only(&artefacts(&small, "openapi"), &name)));
        }
        all.push((Language::JsonSchema, only(&artefacts(&small, "json-schema"), "land/bundle.schema.json")));
        let json =
            |source: Source| Some((source.path.with_extension("json"), serde_yaml::from_str(&source.text).ok()?));
        all.into_iter().map(|(language, sources)| (language, sources.into_iter().filter_map(json).collect())).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    /// Whatever is replaced in a source, the import ends, and what it writes loads without an error.
    #[test]
    fn no_source_breaks_the_import(
        which in any::<proptest::sample::Index>(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<proptest::sample::Index>(), any_json()), 1..6),
    ) {
        let (language, mut files) = documents()[which.index(documents().len())].clone();
        for (file, place, json) in changes {
            let at = file.index(files.len());
            let document = &mut files[at].1;
            let mut found = Vec::new();
            pointers(document, String::new(), &mut found);
            if let Some(value) = document.pointer_mut(&found[place.index(found.len())]) {
                *value = json;
            }
        }
        let sources: Vec<Source> =
            files.into_iter().map(|(path, json)| Source { path, text: json.to_string() }).collect();
        load(&import(language, &sources, None));
    }

    /// Texts that are no document at all are told, and nothing else.
    #[test]
    fn no_text_breaks_the_import(text in "\\PC{0,80}") {
        for (language, ending) in [(Language::JsonLd, "jsonld"), (Language::OpenApi, "yaml"), (Language::JsonSchema, "json")] {
            let source = Source { path: format!("source.{ending}").into(), text: text.clone() };
            load(&import(language, &[source], None));
        }
    }
}
