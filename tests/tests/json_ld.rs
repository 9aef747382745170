//! JSON-LD: every example expands with no dropped key, and the vocabulary describes what the contexts lead to.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use dci_codegen::model::{Interface, Standard};
use dci_codegen::output::Outputs;
use dci_codegen::template::Templates;
use oxjsonld::JsonLdParser;
use oxrdf::{NamedOrBlankNode, Quad, Term};
use serde_json::{Value, json};

struct LinkedData {
    name: &'static str,
    standard: Standard,
    outputs: Outputs,
}

static ALL: LazyLock<[LinkedData; 3]> = LazyLock::new(|| {
    [
        LinkedData::of("standard", dci_tests::standard()),
        LinkedData::of("mini", dci_tests::mini()),
        LinkedData::of("awkward", dci_tests::standard_in(dci_tests::awkward_spec())),
    ]
});

impl LinkedData {
    fn of(name: &'static str, standard: Standard) -> Self {
        let outputs = dci_tests::emit(&standard, &Templates::embedded().expect("sound"), "json-ld");
        Self { name, standard, outputs }
    }

    fn document(&self, interface: &Interface, file: &str) -> Value {
        let text = self.outputs.get(format!("json-ld/{}/{file}.jsonld", interface.name)).expect("a document");
        serde_json::from_str(text).expect("it is JSON")
    }

    fn context(&self, interface: &Interface) -> Value {
        self.document(interface, "context")["@context"].clone()
    }

    fn base(&self, interface: &Interface) -> String {
        format!("{}{}/{}/", self.standard.namespaces.vocabulary, interface.name, interface.version)
    }

    /// Every example of an interface, by its path, with no context of its own.
    fn examples(&self, interface: &Interface) -> Vec<(String, Value)> {
        self.standard
            .examples
            .iter()
            .filter(|(_, example)| example.path.starts_with(&interface.name))
            .map(|(_, example)| (example.path.to_string(), without_contexts(&example.json)))
            .collect()
    }
}

/// A payload without the contexts that it names: it is read with that of its interface.
fn without_contexts(payload: &Value) -> Value {
    match payload {
        Value::Array(items) => items.iter().map(without_contexts).collect(),
        Value::Object(keys) => keys
            .iter()
            .filter(|(key, _)| *key != "@context")
            .map(|(key, value)| (key.clone(), without_contexts(value)))
            .collect(),
        other => other.clone(),
    }
}

/// A payload as triples, by the context of an interface.
fn triples(context: &Value, payload: &Value) -> Vec<Quad> {
    let mut document = json!({"@context": context});
    for (key, value) in payload.as_object().expect("a payload is an object") {
        document[key] = value.clone();
    }
    parse(&document)
}

fn parse(document: &Value) -> Vec<Quad> {
    let parser = JsonLdParser::new().with_base_iri("https://payload.example/").expect("an IRI");
    let quads: Result<Vec<Quad>, _> = parser.for_slice(document.to_string().as_bytes()).collect();
    assert!(quads.is_ok(), "{quads:?}: {document:#}");
    quads.unwrap_or_default()
}

/// The key that a property stands for.
fn key(iri: &str) -> String {
    iri.rsplit(['/', '#']).next().unwrap_or_default().replace("%20", " ")
}

/// How often each key stands in a payload. Keys without a value say nothing: an empty list is no statement.
fn count_keys(payload: &Value, counts: &mut BTreeMap<String, usize>) {
    match payload {
        Value::Array(items) => items.iter().for_each(|item| count_keys(item, counts)),
        Value::Object(keys) => {
            for (key, value) in keys.iter().filter(|(key, _)| !key.starts_with('@')) {
                if value.as_array().is_none_or(|items| !items.is_empty()) {
                    *counts.entry(key.clone()).or_default() += 1;
                }
                count_keys(value, counts);
            }
        }
        _ => {}
    }
}

/// How often each key stands in the triples: once for each thing that has it, and as it stands in what is kept as JSON.
fn count_properties(quads: &[Quad], counts: &mut BTreeMap<String, usize>) {
    let pairs: BTreeSet<(String, &str)> =
        quads.iter().map(|quad| (quad.subject.to_string(), quad.predicate.as_str())).collect();
    for (_, predicate) in pairs.iter().filter(|(_, predicate)| !predicate.ends_with("#type")) {
        *counts.entry(key(predicate)).or_default() += 1;
    }
    for quad in quads {
        if let Term::Literal(literal) = &quad.object
            && literal.datatype().as_str().ends_with("#JSON")
        {
            count_keys(&serde_json::from_str(literal.value()).expect("a JSON literal is JSON"), counts);
        }
    }
}

#[test]
fn examples_expand_with_no_dropped_key() {
    let mut seen = 0;
    for data in ALL.iter() {
        for (_, interface) in data.standard.interfaces.iter() {
            let context = data.context(interface);
            for (path, payload) in data.examples(interface) {
                let mut expected = BTreeMap::new();
                count_keys(&payload, &mut expected);
                let mut found = BTreeMap::new();
                count_properties(&triples(&context, &payload), &mut found);
                assert_eq!(found, expected, "{}: {path}", data.name);
                seen += 1;
            }
        }
    }
    assert!(seen > 90, "{seen} examples");
}

/// A slash, a blank or a sign in a code does not spoil the context, and the code leads to its concept.
#[test]
fn codes_with_signs_lead_to_their_concepts() {
    let sandbox = support::Sandbox::new();
    let codes = ["N/A", "a/b/c", "50%", "no answer", "#1", "Ä", "sex", "Person"];
    let listed = codes.iter().enumerate();
    let listed: Vec<String> =
        listed.map(|(at, code)| format!("  - {{code: \"{code}\", name: sign_{at}, label: Sign {at}}}\n")).collect();
    let listed = listed.concat();
    sandbox.edit("spec/common/code-directories/sex.yaml", "  - code: M\n", &format!("{listed}  - code: M\n"));
    let data = LinkedData::of("signs", dci_tests::standard_in(sandbox.path("spec")));
    let interface = data.standard.interfaces.iter().map(|(_, it)| it).find(|it| it.id == "COM").expect("it is there");
    let notations: BTreeMap<String, String> = parse(&data.document(interface, "code-directories"))
        .into_iter()
        .filter(|quad| quad.predicate.as_str().ends_with("#notation"))
        .filter_map(|quad| match (quad.subject, quad.object) {
            (NamedOrBlankNode::NamedNode(concept), Term::Literal(code)) if concept.as_str().contains("/sex/") => {
                Some((code.value().to_owned(), concept.into_string()))
            }
            _ => None,
        })
        .collect();
    for code in codes {
        let quads = triples(&data.context(interface), &json!({"name": "Ada", "sex": code}));
        let sex = quads.iter().find(|quad| quad.predicate.as_str().ends_with("/sex")).expect("the key is kept");
        match &sex.object {
            Term::NamedNode(concept) => assert_eq!(Some(concept.as_str()), notations.get(code).map(String::as_str)),
            other => panic!("{code} leads to {other}"),
        }
    }
}

/// Codes that no IRI ends in stay texts, and do not spoil the context either.
#[test]
fn codes_that_are_no_end_of_an_iri_stay_texts() {
    for code in ["a//b", "../x", "50/50 %", "/"] {
        let sandbox = support::Sandbox::new();
        let listed = format!("  - {{code: \"{code}\", name: sign, label: Sign}}\n  - code: M\n");
        sandbox.edit("spec/common/code-directories/sex.yaml", "  - code: M\n", &listed);
        let data = LinkedData::of("signs", dci_tests::standard_in(sandbox.path("spec")));
        let interface =
            data.standard.interfaces.iter().map(|(_, it)| it).find(|it| it.id == "COM").expect("it is there");
        parse(&data.document(interface, "code-directories"));
        let quads = triples(&data.context(interface), &json!({"name": "Ada", "sex": code}));
        let sex = quads.iter().find(|quad| quad.predicate.as_str().ends_with("/sex")).expect("the key is kept");
        assert!(matches!(&sex.object, Term::Literal(text) if text.value() == code), "{code}: {sex}");
    }
}

#[test]
fn examples_lead_to_what_the_vocabulary_describes() {
    for data in ALL.iter() {
        let mut described = BTreeSet::new();
        for (_, interface) in data.standard.interfaces.iter() {
            for file in ["vocabulary", "code-directories"] {
                described.extend(parse(&data.document(interface, file)).into_iter().filter_map(
                    |quad| match quad.subject {
                        NamedOrBlankNode::NamedNode(node) => Some(node.into_string()),
                        NamedOrBlankNode::BlankNode(_) => None,
                    },
                ));
            }
        }
        let namespace = &data.standard.namespaces.vocabulary;
        for (_, interface) in data.standard.interfaces.iter() {
            let context = data.context(interface);
            for (path, payload) in data.examples(interface) {
                for quad in triples(&context, &payload) {
                    let object = match &quad.object {
                        Term::NamedNode(node) => Some(node.as_str()),
                        _ => None,
                    };
                    for iri in [Some(quad.predicate.as_str()), object].into_iter().flatten() {
                        let is_ours = iri.starts_with(namespace.as_str()) && !iri.contains("/additional/");
                        assert!(!is_ours || described.contains(iri), "{}: {path}: {iri} is not described", data.name);
                    }
                }
            }
        }
    }
}

#[test]
fn codes_of_closed_directories_are_concepts_and_those_of_open_ones_texts() {
    let data = &ALL[0];
    let (_, interface) = data.standard.interfaces.iter().next().expect("Common comes first");
    let quads = triples(&data.context(interface), &json!({"marital_status": "W", "identifier_type": "Z-9: mine"}));
    let base = data.base(interface);
    let object = |name: &str| {
        let found = quads.iter().find(|quad| quad.predicate.as_str() == format!("{base}{name}"));
        found.map(|quad| quad.object.to_string()).unwrap_or_default()
    };
    assert_eq!(object("marital_status"), format!("<{base}code-directories/marital_status/W>"));
    assert_eq!(object("identifier_type"), "\"Z-9: mine\"");
}

#[test]
fn codes_that_are_words_of_the_context_are_concepts_too() {
    let data = &ALL[2];
    let (_, interface) = data.standard.interfaces.iter().next().expect("there is one");
    let base = data.base(interface);
    for (code, expected) in [("status", "status"), ("Thing", "Thing"), ("half way", "half%20way"), ("01", "01")] {
        let quads = triples(&data.context(interface), &json!({"@type": "Thing", "status": code}));
        let expected = format!("<{base}code-directories/status/{expected}>");
        assert!(quads.iter().any(|quad| quad.object.to_string() == expected), "{code}: {quads:?}");
    }
}

/// `value` is a text in a thing and a number in its part: it is read as one or the other by where it stands.
#[test]
fn one_key_of_several_types_is_read_by_its_place() {
    let data = &ALL[2];
    let (_, interface) = data.standard.interfaces.iter().next().expect("there is one");
    let context = data.context(interface);
    let payload = json!({"value": "7", "part": [{"value": 7, "part": {"value": 1}}]});
    let mut values: Vec<String> = triples(&context, &payload)
        .iter()
        .filter(|quad| quad.predicate.as_str().ends_with("/value"))
        .map(|quad| quad.object.to_string())
        .collect();
    values.sort();
    let double = "<http://www.w3.org/2001/XMLSchema#double>";
    assert_eq!(values, [format!("\"1.0E0\"^^{double}"), "\"7\"".to_owned(), format!("\"7.0E0\"^^{double}")]);
    // An object that says its type is read by it.
    let typed = triples(&context, &json!({"@type": "Part", "value": 7, "status": "a"}));
    assert!(typed.iter().any(|quad| quad.object.to_string().ends_with(double)), "{typed:?}");
    assert!(typed.iter().any(|quad| quad.object.to_string() == "\"a\""), "{typed:?}");
}

/// What a country adds is kept, and told apart from what the standard says.
#[test]
fn additions_are_kept_and_told_apart() {
    for data in ALL.iter() {
        for (_, interface) in data.standard.interfaces.iter() {
            let quads = triples(&data.context(interface), &json!({"zz_of_ours": {"zz_nested": 1}}));
            let additional = format!("{}additional/", data.base(interface));
            assert_eq!(quads.len(), 2, "{quads:?}");
            assert!(quads.iter().all(|quad| quad.predicate.as_str().starts_with(&additional)), "{quads:?}");
        }
    }
}

#[test]
fn every_class_property_code_and_directory_is_described_once() {
    const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    for data in ALL.iter() {
        let mut declared: BTreeMap<String, usize> = BTreeMap::new();
        let mut codes = 0;
        for (id, interface) in data.standard.interfaces.iter() {
            let mut subjects = BTreeSet::new();
            for file in ["vocabulary", "code-directories"] {
                for quad in parse(&data.document(interface, file)) {
                    if quad.predicate.as_str() == TYPE && quad.object.to_string().ends_with("#Concept>") {
                        codes += 1;
                    }
                    if quad.predicate.as_str() == TYPE
                        && let NamedOrBlankNode::NamedNode(node) = &quad.subject
                    {
                        subjects.insert(node.as_str().to_owned());
                    }
                }
            }
            for subject in &subjects {
                *declared.entry(subject.clone()).or_default() += 1;
            }
            for attribute in interface.data_objects.iter().flat_map(|id| &data.standard[*id].attributes) {
                let is_own = attribute.inherited_from.is_none() && interface.depends_on.is_empty();
                assert!(!is_own || subjects.contains(&format!("{}{}", data.base(interface), attribute.name)), "{id:?}");
            }
        }
        assert!(declared.values().all(|times| *times == 1), "{}: {declared:?}", data.name);
        let listed = data.standard.code_directories.iter().filter(|(_, directory)| directory.codes_of.is_none());
        assert_eq!(codes, listed.map(|(_, directory)| directory.codes.len()).sum::<usize>(), "{}", data.name);
    }
}
