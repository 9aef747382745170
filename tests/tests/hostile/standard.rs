//! A standard in which every text is chosen by the test.
//!
//! It is the small standard of `fixtures/mini` with a process and a profile, in which every record has every key. Which keys there
//! are, and which of them hold text, is read from the schemas that editors get: a key that comes new is filled with text, unless
//! [`FIXED`] says what else it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::template::Templates;
use serde_json::{Map, Value, json};

/// What a text is put into: `Code.label`.
pub(crate) type Key = String;

/// Makes the text of a place: its key, its number, whether it may have many lines.
pub(crate) type Texts<'a> = &'a mut dyn FnMut(&str, usize, bool) -> String;

/// The keys that hold no text for people: names, ids, versions, addresses, words. What stands behind one is written where a record lacks
/// it; nothing: it stays away.
const FIXED: &[(&str, &str)] = &[
    ("*.name", ""),
    ("*.since", "0.1.0"),
    ("Deprecation.sunset", "9.0.0"),
    ("Deprecation.replaced_by", ""),
    ("Reference.url", "https://example.org/a_(b)"),
    ("Code directory.code_directory", ""),
    ("Code directory.codes_of", ""),
    ("Code.code", ""),
    ("CodeProfile.code", ""),
    ("Data format.data_format", ""),
    ("Data format.type", ""),
    ("Data format.pattern", ""),
    ("Data format.format", ""),
    ("Data object.data_object", ""),
    ("Data object.extends", ""),
    ("Data object.examples", ""),
    ("Data type.data_type", ""),
    ("Parameter.type", ""),
    ("Attribute.type", ""),
    ("Attribute.by", ""),
    ("Choice.when", ""),
    ("Choice.type", ""),
    ("Interface.interface", ""),
    ("Interface.version", ""),
    ("Interface.depends_on", ""),
    ("Binding.parameter", ""),
    ("Binding.type", ""),
    ("Offer.operation", ""),
    ("OperationExamples.request", ""),
    ("OperationExamples.answer", ""),
    ("Assumption.id", "ASM.COM.01"),
    ("Exception.id", "EXC.COM.01"),
    ("Operation.operation", ""),
    ("Operation.path", ""),
    ("Operation.callback", ""),
    ("Operation.errors", ""),
    ("Body.body", ""),
    ("Body.message", ""),
    ("Body.envelope", ""),
    ("Body.action", ""),
    ("Failures.body", ""),
    ("Process.process", ""),
    ("Process.data", ""),
    ("Step.from", ""),
    ("Step.to", ""),
    ("Step.operation", ""),
    ("Profile.profile", ""),
    ("Profile.version", ""),
    ("Profile.base", ""),
    ("Profile.interfaces", ""),
    ("Profile.licence", ""),
    ("Profile.url", ""),
    ("Namespaces.json_schema", ""),
    ("Namespaces.vocabulary", ""),
    ("ObjectProfile.data_object", ""),
    ("ObjectProfile.examples", ""),
    ("Narrowing.type", ""),
    ("DirectoryProfile.code_directory", ""),
    ("DirectoryProfile.only", ""),
    ("Standard.standard", ""),
    ("Standard.version", ""),
    ("Standard.licence", ""),
    ("Standard.url", ""),
    ("Standard.email", "committee@example.org"),
    ("Standard.interfaces", ""),
    ("Standard.profiles", ""),
    ("Server.url", "https://example.org/api"),
    ("Security.scheme", ""),
];

/// Records that are made where a list or key lacks them, each with what it cannot do without.
const RECORDS: &[(&str, &str)] = &[
    ("Assumption", "{}"),
    ("Decision", r#"{"sources": [{}]}"#),
    ("Exception", "{}"),
    ("Match", r#"{"relation": "exact"}"#),
    ("Reference", "{}"),
    ("Server", "{}"),
    ("Source", r#"{"kind": "ours"}"#),
    ("Statement", "{}"),
];

/// The texts that may have many lines, as `dci explain one-line` tells them apart.
const MANY_LINES: &[&str] = &[
    "because",
    "chosen",
    "counter_examples",
    "description",
    "example",
    "examples",
    "handling",
    "inputs",
    "outputs",
    "prerequisites",
    "reason",
    "says",
    "standalone",
    "text",
];

/// A standard on the disk, and what its texts are.
pub(crate) struct Made {
    folder: tempfile::TempDir,
    /// The keys that hold text, as far as they were met.
    pub(crate) met: BTreeSet<Key>,
}

impl Made {
    /// Writes the standard with these texts.
    pub(crate) fn new(texts: Texts<'_>) -> Self {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let mut fill = Fill { texts, met: BTreeSet::new(), count: 0 };
        for (path, mut value) in files() {
            if let Some(kind) = kind(&path, &value) {
                fill.record(kind, &mut value);
            } else {
                fill.payload(&mut value);
            }
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folders can be made");
            // JSON is YAML.
            std::fs::write(path, serde_json::to_string_pretty(&value).expect("it is JSON"))
                .expect("files can be written");
        }
        let met = fill.met;
        Self { folder, met }
    }

    /// The folder of the standard.
    pub(crate) fn root(&self) -> &Utf8Path {
        Utf8Path::from_path(self.folder.path()).expect("temporary folders are named in UTF-8")
    }
}

/// Every key that holds text.
pub(crate) fn text_keys() -> BTreeSet<Key> {
    let keys = SCHEMAS.iter().flat_map(|(name, schema)| {
        let properties = schema["properties"].as_object().into_iter().flatten();
        properties.filter(|(_, schema)| holds_text(schema)).map(move |(key, _)| format!("{name}.{key}"))
    });
    keys.filter(|key| fixed(key).is_none()).collect()
}

/// The schemas of all records, by name, from those that editors get.
static SCHEMAS: LazyLock<BTreeMap<String, Value>> = LazyLock::new(schemas);

fn schemas() -> BTreeMap<String, Value> {
    let templates = Templates::embedded().expect("the templates hold");
    let outputs = dci_tests::emit(&dci_tests::mini(), &templates, "editor-schema");
    let mut schemas = BTreeMap::new();
    for (_, text) in outputs.iter() {
        let mut schema: Value = serde_json::from_str(text).expect("an editor schema is JSON");
        if let Some(Value::Object(definitions)) = schema.get_mut("definitions").map(Value::take) {
            schemas.extend(definitions);
        }
        let title = schema["title"].as_str().expect("it has a title").to_owned();
        schemas.insert(title, schema);
    }
    schemas
}

fn fixed(key: &str) -> Option<&'static str> {
    let (_, name) = key.split_once('.').expect("a key has a record");
    let any = format!("*.{name}");
    FIXED.iter().find(|(fixed, _)| *fixed == key || *fixed == any).map(|(_, value)| *value)
}

/// The record that a schema refers to.
fn reference(schema: &Value) -> Option<&str> {
    let nested = ["allOf", "anyOf"].into_iter().find_map(|key| schema[key][0]["$ref"].as_str());
    schema["$ref"].as_str().or(nested)?.strip_prefix("#/definitions/")
}

fn is_text(schema: &Value) -> bool {
    let kinds = schema["type"].as_array().map(Vec::as_slice).unwrap_or_default();
    kinds.contains(&json!("string")) || matches!(reference(schema), Some("Words" | "Translation"))
}

fn holds_text(schema: &Value) -> bool {
    is_text(schema) || is_text(&schema["items"])
}

struct Fill<'a> {
    texts: Texts<'a>,
    met: BTreeSet<Key>,
    count: usize,
}

impl Fill<'_> {
    fn record(&mut self, name: &str, value: &mut Value) {
        let properties = SCHEMAS[name]["properties"].as_object().cloned().unwrap_or_default();
        let entries = value.as_object_mut().expect("a record has keys");
        // Values that a pattern, a type or a list restricts are no free text.
        let is_restricted =
            ["pattern", "format", "min_length", "max_length", "minimum"].iter().any(|key| entries.contains_key(*key));
        let is_string = entries.get("type").is_none_or(|id| id == "DT.COM.02");
        for (property, schema) in properties {
            let key = format!("{name}.{property}");
            match property.as_str() {
                "examples" | "counter_examples" if name == "Data format" && (is_restricted || !is_string) => continue,
                "counter_examples" => continue,
                "example" if !is_string => continue,
                _ => {}
            }
            match fixed(&key) {
                Some("") => {}
                Some(value) => {
                    entries.entry(property.clone()).or_insert_with(|| json!(value));
                }
                None if holds_text(&schema) => self.text(&key, &property, &schema, entries),
                None => self.nested(&property, &schema, entries),
            }
        }
    }

    fn text(&mut self, key: &str, property: &str, schema: &Value, entries: &mut Map<String, Value>) {
        let many_lines = MANY_LINES.contains(&property);
        let mut next = || {
            self.count += 1;
            (self.texts)(key, self.count, many_lines)
        };
        let text = match reference(schema).or_else(|| reference(&schema["items"])) {
            Some("Translation") => json!({"fr": next(), "es": next()}),
            Some(_) => json!({"en": next(), "fr": next()}),
            None => json!(next()),
        };
        let is_list = schema["items"].is_object();
        entries.insert(property.to_owned(), if is_list { json!([text]) } else { text });
        self.met.insert(key.to_owned());
    }

    fn nested(&mut self, property: &str, schema: &Value, entries: &mut Map<String, Value>) {
        let is_list = schema["items"].is_object();
        let Some(record) = reference(if is_list { &schema["items"] } else { schema }) else { return };
        let record = record.to_owned();
        if let Some((_, made)) = RECORDS.iter().find(|(name, _)| *name == record) {
            let made: Value = serde_json::from_str(made).expect("it is JSON");
            entries.entry(property).or_insert_with(|| if is_list { json!([made]) } else { made });
        }
        if SCHEMAS.get(&record).is_none_or(|schema| schema["properties"].is_null()) {
            return;
        }
        match entries.get_mut(property) {
            Some(Value::Array(items)) => items.iter_mut().for_each(|item| self.record(&record, item)),
            Some(value @ Value::Object(_)) => self.record(&record, value),
            _ => {}
        }
    }

    /// What an acknowledgement says is free; the shortest payload becomes an example that is run.
    fn payload(&mut self, value: &mut Value) {
        if let Some(notes) = value.get_mut("notes") {
            self.count += 1;
            *notes = json!([(self.texts)("payload", self.count, true)]);
        }
    }
}

/// What kind of record a file holds; nothing: a payload.
fn kind(path: &Utf8Path, value: &Value) -> Option<&'static str> {
    let keys = [
        ("standard", "Standard"),
        ("profile", "Profile"),
        ("interface", "Interface"),
        ("data_type", "Data type"),
        ("data_format", "Data format"),
        ("code_directory", "Code directory"),
        ("data_object", "Data object"),
        ("operation", "Operation"),
        ("process", "Process"),
    ];
    let is_yaml = path.extension() == Some("yaml");
    keys.into_iter().find(|(key, _)| is_yaml && value.get(key).is_some()).map(|(_, kind)| kind)
}

/// The files of the small standard as values, with what it lacks.
fn files() -> BTreeMap<Utf8PathBuf, Value> {
    let root = dci_tests::mini_spec();
    let mut files = BTreeMap::new();
    read(&root, &root, &mut files);
    let mut edit =
        |path: &str, edit: fn(&mut Value)| edit(files.get_mut(Utf8Path::new(path)).expect("mini has the file"));
    edit("standard.yaml", |standard| {
        standard["standard"] = json!("hostile");
        standard["profiles"] = json!(["north"]);
    });
    edit("common/code-directories/sex.yaml", |sex| {
        let codes = sex["codes"].as_array_mut().expect("it has codes");
        codes[0]["deprecated"] = json!({"replaced_by": "2"});
    });
    edit("common/data-objects/Person.yaml", |person| person["deprecated"] = json!({"since": "0.1.0"}));
    edit("common/operations/search.yaml", |search| search["errors"] = json!(["CD.COM.04"]));
    edit("common/examples/acknowledgement.json", |payload| *payload = json!({"taken": true, "notes": ["…"]}));
    let mut add = |path: &str, value: Value| files.insert(path.into(), value);
    add("common/data-formats/remark.yaml", json!({"data_format": "DF.COM.77", "name": "remark", "type": "DT.COM.02"}));
    add(
        "common/processes/pay.yaml",
        json!({
            "process": "PRS.COM.01", "name": "pay",
            "actors": [{"name": "office"}, {"name": "registry"}],
            "data": ["DO.COM.08"],
            "steps": [{"from": "office", "to": "registry", "operation": "API.COM.01"}, {"from": "office", "to": "office"}],
            "use_cases": [{"name": "first", "steps": [{"from": "office", "to": "registry"}]}],
        }),
    );
    add(
        "profiles/north/profile.yaml",
        json!({
            "profile": "NOR", "name": "north", "version": "1.0.0", "stage": "draft", "base": "1.0.0", "interfaces": ["COM"],
            "licence": "Apache-2.0", "url": "https://north.example",
            "namespaces": {"json_schema": "https://north.example/schema/", "vocabulary": "https://north.example/vocabulary/"},
            "data_objects": [{
                "data_object": "DO.COM.08",
                "attributes": [{"name": "notes", "cardinality": "0..0"}],
                "adds": [{"name": "remark_of_north", "type": "DT.COM.02", "cardinality": "0..1", "sensitivity": "public"}],
            }],
            "code_directories": [{
                "code_directory": "CD.COM.03",
                "adds": [{"code": "NN", "name": "north_of_north"}],
                "codes": [{"code": "NO"}],
            }],
        }),
    );
    files
}

fn read(root: &Utf8Path, folder: &Utf8Path, files: &mut BTreeMap<Utf8PathBuf, Value>) {
    for entry in folder.read_dir_utf8().expect("the folder is there") {
        let path = entry.expect("the folder can be read").path().to_owned();
        if path.is_dir() {
            read(root, &path, files);
        } else {
            let text = std::fs::read_to_string(&path).expect("fixtures are text");
            let value = serde_yaml::from_str(&text).expect("fixtures are YAML");
            files.insert(path.strip_prefix(root).expect("it lies below").to_owned(), value);
        }
    }
}
