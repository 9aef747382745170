//! What is on its way out says so in every artefact: since when, what to use instead, when it will be gone, and why.
//!
//! One thing of each kind of the small standard `tests/ui/base` is deprecated; a table tells where each artefact says it.

mod support;

use camino::Utf8Path;
use dci_codegen::output::Outputs;
use dci_codegen::template::Templates;
use dci_tests::schemas::unreadable;
use dci_tests::standard_in;
use serde_json::Value as Json;
use support::Sandbox;

/// How an artefact says it.
enum Says {
    /// A schema: `deprecated` is true at the pointer, and the description there has the sentence.
    Schema(&'static str),
    /// The description of a schema alone, for codes of an enum, which are also listed by themselves.
    Enum(&'static str),
    /// A node of linked data, with what replaces it.
    Node(&'static str, &'static str),
    /// The attribute of Rust, directly before this.
    Rust(&'static str),
    /// A hint block of a page, or a cell of its table.
    Page(&'static str),
    /// The end of a row that begins like this.
    Row(&'static str, &'static str),
}

/// Something deprecated: its file, the line that the deprecation follows, its indentation, what replaces it; the artefacts.
struct Subject {
    what: &'static str,
    file: &'static str,
    after: &'static str,
    indent: &'static str,
    replaced_by: &'static str,
    says: &'static [(&'static str, Says)],
}

const SUBJECTS: &[Subject] = &[
    Subject {
        what: "a data object",
        file: "common/data-objects/Acknowledgement.yaml",
        after: "name: Acknowledgement\n",
        indent: "",
        replaced_by: "DO.COM.01",
        says: &[
            ("json-schema/common/Acknowledgement.schema.json", Says::Schema("")),
            ("json-schema/common/bundle.schema.json", Says::Schema("/$defs/Acknowledgement")),
            ("openapi/pensions.openapi-3.0.yaml", Says::Schema("/components/schemas/Acknowledgement")),
            ("openapi/pensions.openapi-3.1.yaml", Says::Schema("/components/schemas/Acknowledgement")),
            ("json-ld/common/vocabulary.jsonld", Says::Node("common:Acknowledgement", "common:Person")),
            ("rust/src/common/objects/acknowledgement.rs", Says::Rust("#[derive(Clone, PartialEq, DataObject)]")),
            (
                "gitbook/common/data-objects/do.com.06-acknowledgement.md",
                Says::Page("[DO.COM.01 Person](do.com.01-person.md)"),
            ),
            ("data-dictionary/common/definitions.csv", Says::Row("DO.COM.06,", ",")),
        ],
    },
    Subject {
        what: "an attribute",
        file: "common/data-objects/Person.yaml",
        after: "    description: The day of birth.\n",
        indent: "    ",
        replaced_by: "name",
        says: &[
            ("json-schema/common/Person.schema.json", Says::Schema("/properties/birth_date")),
            ("json-schema/pensions/Pensioner.schema.json", Says::Schema("/properties/birth_date")),
            ("openapi/pensions.openapi-3.0.yaml", Says::Schema("/components/schemas/Person/properties/birth_date")),
            ("openapi/pensions.openapi-3.1.yaml", Says::Schema("/components/schemas/Pensioner/properties/birth_date")),
            ("json-ld/common/vocabulary.jsonld", Says::Node("common:birth_date", "common:name")),
            ("rust/src/common/objects/person.rs", Says::Rust("#[dci(personal)] pub birth_date:")),
            ("rust/src/pensions/objects/pensioner.rs", Says::Rust("#[dci(personal)] pub birth_date:")),
            ("gitbook/common/data-objects/do.com.01-person.md", Says::Page("`name`")),
            ("gitbook/pensions/data-objects/do.pen.01-pensioner.md", Says::Page("`name`")),
            ("data-dictionary/common/attributes.csv", Says::Row("DO.COM.01,Person,birth_date,", "")),
        ],
    },
    Subject {
        what: "a code",
        file: "common/code-directories/sex.yaml",
        after: "    label: Male\n",
        indent: "    ",
        replaced_by: "female",
        says: &[
            ("json-schema/common/Sex.schema.json", Says::Schema("/oneOf/1")),
            ("json-schema/pensions/bundle.schema.json", Says::Schema("/$defs/Sex/oneOf/1")),
            ("openapi/pensions.openapi-3.0.yaml", Says::Enum("/components/schemas/Sex")),
            ("openapi/pensions.openapi-3.1.yaml", Says::Enum("/components/schemas/Sex")),
            (
                "json-ld/common/code-directories.jsonld",
                Says::Node("common:code-directories/sex/M", "common:code-directories/sex/F"),
            ),
            ("rust/src/common/codes/sex.rs", Says::Rust("#[dci(code = \"M\")]")),
            ("gitbook/common/code-directories/cd.com.01-sex.md", Says::Page("`female`")),
            ("data-dictionary/common/codes.csv", Says::Row("CD.COM.01,sex,closed,M,", ",")),
        ],
    },
    Subject {
        what: "a code directory",
        file: "common/code-directories/country.yaml",
        after: "name: country\n",
        indent: "",
        replaced_by: "CD.COM.01",
        says: &[
            ("json-schema/common/Country.schema.json", Says::Schema("")),
            ("openapi/pensions.openapi-3.0.yaml", Says::Schema("/components/schemas/Country")),
            ("openapi/pensions.openapi-3.1.yaml", Says::Schema("/components/schemas/Country")),
            (
                "json-ld/common/code-directories.jsonld",
                Says::Node("common:code-directories/country", "common:code-directories/sex"),
            ),
            (
                "rust/src/common/codes/country.rs",
                Says::Rust("#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, CodeDirectory)]"),
            ),
            ("gitbook/common/code-directories/cd.com.03-country.md", Says::Page("[CD.COM.01 sex](cd.com.01-sex.md)")),
            ("data-dictionary/common/definitions.csv", Says::Row("CD.COM.03,", ",")),
        ],
    },
    Subject {
        what: "a data format",
        file: "common/data-formats/date.yaml",
        after: "name: date\n",
        indent: "",
        replaced_by: "DF.COM.02",
        says: &[
            ("json-schema/common/Date.schema.json", Says::Schema("")),
            ("openapi/pensions.openapi-3.0.yaml", Says::Schema("/components/schemas/Date")),
            ("openapi/pensions.openapi-3.1.yaml", Says::Schema("/components/schemas/Date")),
            ("json-ld/common/vocabulary.jsonld", Says::Node("common:data-formats/date", "common:data-formats/age")),
            (
                "rust/src/common/formats/date.rs",
                Says::Rust("#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DataFormat)]"),
            ),
            ("gitbook/common/data-formats/df.com.01-date.md", Says::Page("[DF.COM.02 age](df.com.02-age.md)")),
            ("data-dictionary/common/definitions.csv", Says::Row("DF.COM.01,", ",")),
        ],
    },
    Subject {
        what: "an operation",
        file: "common/operations/search.yaml",
        after: "name: search\n",
        indent: "",
        replaced_by: "API.COM.01.CB",
        says: &[
            ("openapi/common.openapi-3.0.yaml", Says::Schema("/paths/~1search/post")),
            ("openapi/pensions.openapi-3.0.yaml", Says::Schema("/paths/~1search/post")),
            ("openapi/pensions.openapi-3.1.yaml", Says::Schema("/paths/~1search/post")),
            ("rust/src/common/operations.rs", Says::Rust("#[derive(Clone, Copy, Debug)] pub struct Search;")),
            ("rust/src/pensions/operations.rs", Says::Rust("#[derive(Clone, Copy, Debug)] pub struct Search;")),
            (
                "gitbook/common/operations/api.com.01-search.md",
                Says::Page("[API.COM.01.CB on-search](api.com.01.cb-on-search.md)"),
            ),
            ("data-dictionary/common/definitions.csv", Says::Row("API.COM.01,", ",")),
        ],
    },
    Subject {
        what: "a process",
        file: "pensions/processes/first_payment.yaml",
        after: "name: first_payment\n",
        indent: "",
        replaced_by: "API.COM.01",
        says: &[
            (
                "gitbook/pensions/processes/prs.pen.01-first_payment.md",
                Says::Page("[API.COM.01 search](../../common/operations/api.com.01-search.md)"),
            ),
            ("data-dictionary/pensions/definitions.csv", Says::Row("PRS.PEN.01,", ",")),
        ],
    },
    Subject {
        what: "a data type",
        file: "common/data-types/object.yaml",
        after: "name: object\n",
        indent: "",
        replaced_by: "DO.COM.01",
        says: &[
            (
                "gitbook/common/data-types/dt.com.03-object.md",
                Says::Page("[DO.COM.01 Person](../data-objects/do.com.01-person.md)"),
            ),
            ("data-dictionary/common/definitions.csv", Says::Row("DT.COM.03,", ",")),
        ],
    },
];

/// Without blanks and line breaks, which a printer may put anywhere between tokens.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

fn parsed(outputs: &Outputs, path: &str) -> Json {
    let text = outputs.get(path).unwrap_or_else(|| unreadable(path, &"there is no such artefact"));
    if Utf8Path::new(path).extension() == Some("yaml") {
        serde_yaml::from_str(text).expect("it is YAML")
    } else {
        serde_json::from_str(text).expect("it is JSON")
    }
}

/// What an artefact lacks of what it must say; nothing where it says it.
fn lacks(outputs: &Outputs, subject: &Subject, path: &str, says: &Says) -> Option<String> {
    let by = subject.replaced_by;
    let sentence = format!("Deprecated since 1.0.0: use {by}. It will be gone in 3.0.0. It is {}.", subject.what);
    let at = |pointer: &str| parsed(outputs, path).pointer(pointer).cloned().unwrap_or(Json::Null);
    let holds = match says {
        Says::Schema(pointer) => {
            let schema = at(pointer);
            schema["deprecated"] == true && schema["description"].as_str().is_some_and(|it| it.contains(&sentence))
        }
        Says::Enum(pointer) => {
            let schema = at(pointer);
            let told =
                schema["description"].as_str().is_some_and(|it| it.contains(&format!("Code `M` (Male): {sentence}")));
            let beside = schema["x-enumDescriptions"]["M"].as_str().is_some_and(|it| it.contains(&sentence));
            told && beside && schema["x-deprecated-codes"] == serde_json::json!(["M"])
        }
        Says::Node(id, replacement) => {
            let nodes = at("/@graph");
            let node = nodes.as_array().and_then(|nodes| nodes.iter().find(|node| node["@id"] == *id));
            node.is_some_and(|node| {
                node["owl:deprecated"] == true
                    && node["dct:isReplacedBy"] == *replacement
                    && node["skos:changeNote"] == sentence
                    && node["vs:term_status"] == "archaic"
            })
        }
        Says::Rust(item) => {
            let note = format!("since 1.0.0; use {by}; gone in 3.0.0: It is {}.", subject.what);
            let attribute = format!("#[deprecated(since = \"1.0.0\", note = \"{note}\")] {item}");
            let text = outputs.get(path).unwrap_or_default();
            // A list over several lines ends in a comma.
            dense(text).replace("\",)]", "\")]").contains(&dense(&attribute))
        }
        Says::Page(link) => {
            let text = format!(
                "**Deprecated since version 1.0.0: use {link} instead. It will be gone in version 3.0.0. It is {}.**",
                subject.what
            );
            let page = outputs.get(path).unwrap_or_default();
            let in_hint = page.contains(&format!("{{% hint style=\"danger\" %}}\n{text}\n{{% endhint %}}"));
            in_hint || (!subject.indent.is_empty() && page.contains(&format!(" {text}")))
        }
        Says::Row(begins, ends) => {
            let row = outputs.get(path).and_then(|it| it.lines().find(|row| row.starts_with(begins)));
            row.is_some_and(|row| row.trim_end().ends_with(&format!(",1.0.0,{by},3.0.0{ends}")))
        }
    };
    (!holds).then(|| format!("{path} does not tell of {}", subject.what))
}

fn deprecated() -> Sandbox {
    let sandbox = Sandbox::new();
    for Subject { what, file, after, indent, replaced_by, .. } in SUBJECTS {
        let deprecated = format!(
            "{after}{indent}deprecated: {{since: 1.0.0, sunset: 3.0.0, replaced_by: {replaced_by}, reason: It is {what}.}}\n"
        );
        sandbox.edit(format!("spec/{file}"), after, &deprecated);
    }
    sandbox
}

fn outputs(sandbox: &Sandbox) -> Outputs {
    let standard = standard_in(sandbox.path("spec"));
    let (outputs, failures) =
        dci_codegen::emit(&standard, &Templates::embedded().expect("the templates are sound"), &[]);
    assert!(failures.is_empty(), "{failures:?}");
    outputs
}

#[test]
fn every_artefact_tells_what_is_on_its_way_out() {
    let sandbox = deprecated();
    let outputs = outputs(&sandbox);
    let each = SUBJECTS.iter().flat_map(|subject| subject.says.iter().map(move |(path, says)| (subject, path, says)));
    let lacking: Vec<String> = each.filter_map(|(subject, path, says)| lacks(&outputs, subject, path, says)).collect();
    assert!(lacking.is_empty(), "{lacking:#?}");
}

#[test]
fn nothing_is_deprecated_where_nothing_is_said_to_be() {
    let outputs = outputs(&Sandbox::new());
    for (path, text) in outputs.iter().filter(|(path, _)| !path.starts_with("editor-schema")) {
        let signs = ["\"deprecated\": true", "deprecated: true", "owl:deprecated", "#[deprecated", "Deprecated since"];
        let sign = signs.into_iter().find(|sign| text.contains(sign));
        assert_eq!(sign, None, "{path}");
    }
}

#[test]
fn show_tells_it_too() {
    let sandbox = deprecated();
    for (wanted, what) in [("Acknowledgement", "a data object"), ("Person", "an attribute"), ("sex", "a code")] {
        let shown = sandbox.dci(["show", wanted]);
        let text = support::text(&shown.stdout);
        let found = text.lines().any(|line| {
            line.contains("Deprecated since 1.0.0: use ")
                && line.contains(&format!("It will be gone in 3.0.0. It is {what}."))
        });
        assert!(found, "{text}");
    }
}
