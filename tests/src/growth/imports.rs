//! Published material that grows, read by `dci import json-schema`, `openapi` and `json-ld`, and by `dci coverage`.

use std::io;
use std::path::Path;

use crate::growth::{Kind, each, write};

const SCHEMA: &[&str] = &["import", "json-schema", "source.json", "--out", "out"];
const OPENAPI: &[&str] = &["import", "openapi", "source.json", "--out", "out"];
const JSON_LD: &[&str] = &["import", "json-ld", "source.jsonld", "--out", "out"];

pub(super) const KINDS: &[Kind] = &[
    Kind { name: "JSON Schema: definitions", base: 30, make: schemas, arguments: SCHEMA },
    Kind { name: "JSON Schema: properties", base: 60, make: properties, arguments: SCHEMA },
    Kind { name: "JSON Schema: properties in place", base: 60, make: inline, arguments: SCHEMA },
    Kind { name: "JSON Schema: `allOf` of the next one, twice", base: 10, make: all_of, arguments: SCHEMA },
    Kind { name: "JSON Schema: properties of the next one, twice", base: 10, make: twice, arguments: SCHEMA },
    Kind { name: "JSON Schema: `anyOf` of the next one, twice", base: 10, make: any_of, arguments: SCHEMA },
    Kind { name: "JSON Schema: `items` of the next one", base: 10, make: items, arguments: SCHEMA },
    Kind { name: "JSON Schema: aliases", base: 10, make: aliases, arguments: SCHEMA },
    Kind { name: "JSON Schema: objects in objects in place", base: 1, make: nested, arguments: SCHEMA },
    Kind { name: "JSON Schema: `required` and not there", base: 100, make: required, arguments: SCHEMA },
    Kind { name: "JSON Schema: `$ref`s to nothing", base: 60, make: dangling, arguments: SCHEMA },
    Kind { name: "JSON Schema: `enum`", base: 200, make: values, arguments: SCHEMA },
    Kind { name: "JSON Schema: examples", base: 60, make: examples, arguments: SCHEMA },
    Kind { name: "JSON Schema: a chain of lists that part", base: 10, make: chain, arguments: SCHEMA },
    Kind { name: "JSON: brackets in brackets", base: 4_000, make: brackets, arguments: SCHEMA },
    Kind { name: "OpenAPI: operations", base: 20, make: operations, arguments: OPENAPI },
    Kind {
        name: "OpenAPI: YAML with aliases",
        base: 10,
        make: yaml_aliases,
        arguments: &["import", "openapi", "source.yaml", "--out", "out"],
    },
    Kind {
        name: "OpenAPI: YAML, brackets in brackets",
        base: 4_000,
        make: yaml_brackets,
        arguments: &["import", "openapi", "source.yaml", "--out", "out"],
    },
    Kind { name: "JSON-LD: classes", base: 30, make: classes, arguments: JSON_LD },
    Kind { name: "JSON-LD: properties", base: 60, make: ld_properties, arguments: JSON_LD },
    Kind { name: "JSON-LD: codes", base: 60, make: ld_codes, arguments: JSON_LD },
    Kind { name: "coverage: claims", base: 100, make: claims, arguments: &["coverage", "facts.yaml"] },
];

fn source(folder: &Path, definitions: &str) -> io::Result<()> {
    let definitions = definitions.trim_end_matches(',');
    write(folder, "source.json", format!("{{\"$defs\": {{{definitions}}}}}"))
}

fn schemas(folder: &Path, size: usize) -> io::Result<()> {
    let schema =
        |at| format!("\"Thing{at}\": {{\"type\": \"object\", \"properties\": {{\"a\": {{\"type\": \"string\"}}}}}},");
    source(folder, &each(size, schema))
}

fn object(folder: &Path, properties: &str, rest: &str) -> io::Result<()> {
    let properties = properties.trim_end_matches(',');
    source(folder, &format!("\"Thing\": {{\"type\": \"object\", \"properties\": {{{properties}}}{rest}}}"))
}

fn properties(folder: &Path, size: usize) -> io::Result<()> {
    object(folder, &each(size, |at| format!("\"a{at}\": {{\"type\": \"string\"}},")), "")
}

fn inline(folder: &Path, size: usize) -> io::Result<()> {
    let property =
        |at| format!("\"a{at}\": {{\"type\": \"object\", \"properties\": {{\"b{at}\": {{\"type\": \"string\"}}}}}},");
    object(folder, &each(size, property), "")
}

/// Schemas in a row, of which each says something of the next one.
fn row(folder: &Path, size: usize, body: impl Fn(&str) -> String) -> io::Result<()> {
    let schema = |at: usize| {
        let next = format!("{{\"$ref\": \"#/$defs/Thing{}\"}}", at + 1);
        let last = "{\"type\": \"object\", \"properties\": {\"last\": {\"type\": \"string\"}}}".to_owned();
        format!("\"Thing{at}\": {},", if at + 1 < size { body(&next) } else { last })
    };
    source(folder, &each(size, schema))
}

fn all_of(folder: &Path, size: usize) -> io::Result<()> {
    row(folder, size, |next| {
        format!("{{\"allOf\": [{next}, {next}], \"properties\": {{\"own\": {{\"type\": \"string\"}}}}}}")
    })
}

fn twice(folder: &Path, size: usize) -> io::Result<()> {
    row(folder, size, |next| {
        format!("{{\"type\": \"object\", \"properties\": {{\"one\": {next}, \"other\": {next}}}}}")
    })
}

fn any_of(folder: &Path, size: usize) -> io::Result<()> {
    row(folder, size, |next| format!("{{\"anyOf\": [{next}, {next}]}}"))
}

fn items(folder: &Path, size: usize) -> io::Result<()> {
    row(folder, size, |next| format!("{{\"type\": \"array\", \"items\": {next}}}"))
}

fn aliases(folder: &Path, size: usize) -> io::Result<()> {
    row(folder, size, ToOwned::to_owned)
}

fn chain(folder: &Path, size: usize) -> io::Result<()> {
    // All have one name and one form: what tells them apart is told one step further down each time.
    let inner = |at: usize| {
        let next = if at + 1 < size {
            format!("{{\"$ref\": \"#/$defs/T{}/properties/same\"}}", at + 1)
        } else {
            "{\"type\": \"integer\"}".to_owned()
        };
        format!(
            "\"T{at}\": {{\"type\": \"object\", \"properties\": {{\"same\": {{\"type\": \"object\", \"properties\": {{\"next\": {next}}}}}}}}},"
        )
    };
    source(folder, &each(size, inner))
}

fn nested(folder: &Path, size: usize) -> io::Result<()> {
    let size = size.min(50);
    let open = "{\"type\": \"object\", \"properties\": {\"a\": ".repeat(size);
    source(folder, &format!("\"Thing\": {open}{{\"type\": \"string\"}}{}", "}}".repeat(size)))
}

fn required(folder: &Path, size: usize) -> io::Result<()> {
    let names = each(size, |at| format!("\"name{at}\","));
    let properties = each(size, |at| format!("\"attribute{at}\": {{\"type\": \"string\"}},"));
    object(folder, &properties, &format!(", \"required\": [{}]", names.trim_end_matches(',')))
}

fn dangling(folder: &Path, size: usize) -> io::Result<()> {
    object(folder, &each(size, |at| format!("\"a{at}\": {{\"$ref\": \"#/$defs/Thing{at}\"}},")), "")
}

fn values(folder: &Path, size: usize) -> io::Result<()> {
    let values = each(size, |at| format!("\"V{at}\","));
    source(folder, &format!("\"Code\": {{\"type\": \"string\", \"enum\": [{}]}}", values.trim_end_matches(',')))
}

fn examples(folder: &Path, size: usize) -> io::Result<()> {
    let values = each(size, |at| format!("{{\"a\": \"{at}\"}},"));
    object(folder, "\"a\": {\"type\": \"string\"}", &format!(", \"examples\": [{}]", values.trim_end_matches(',')))
}

fn brackets(folder: &Path, size: usize) -> io::Result<()> {
    write(folder, "source.json", format!("{}{}", "[".repeat(size), "]".repeat(size)))
}

fn operations(folder: &Path, size: usize) -> io::Result<()> {
    let schema = "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}";
    let body = format!("{{\"content\": {{\"application/json\": {{\"schema\": {schema}}}}}}}");
    let path = |at| {
        format!(
            "\"/p{at}\": {{\"post\": {{\"operationId\": \"op{at}\", \"requestBody\": {body}, \"responses\": {{\"200\": {body}}}}}}},"
        )
    };
    let paths = each(size, path);
    let paths = paths.trim_end_matches(',');
    write(
        folder,
        "source.json",
        format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"Things\", \"version\": \"1.0.0\"}}, \"paths\": {{{paths}}}}}"
        ),
    )
}

fn yaml_aliases(folder: &Path, size: usize) -> io::Result<()> {
    // A little each time: a document of aliases that double would be refused by its parser.
    let schema = |at| format!("  - &a{at} {{type: string, title: T{at}}}\n  - *a{at}\n");
    write(
        folder,
        "source.yaml",
        format!("openapi: 3.1.0\ninfo: {{title: Things, version: 1.0.0}}\nx-all:\n{}", each(size, schema)),
    )
}

fn yaml_brackets(folder: &Path, size: usize) -> io::Result<()> {
    write(folder, "source.yaml", format!("openapi: 3.1.0\nx-all: {}{}\n", "[".repeat(size), "]".repeat(size)))
}

fn graph(folder: &Path, nodes: &str) -> io::Result<()> {
    let context = "{\"rdfs\": \"http://www.w3.org/2000/01/rdf-schema#\", \"owl\": \"http://www.w3.org/2002/07/owl#\", \
                   \"skos\": \"http://www.w3.org/2004/02/skos/core#\", \"t\": \"https://example.org/\"}";
    write(
        folder,
        "source.jsonld",
        format!("{{\"@context\": {context}, \"@graph\": [{}]}}", nodes.trim_end_matches(',')),
    )
}

fn classes(folder: &Path, size: usize) -> io::Result<()> {
    graph(
        folder,
        &each(size, |at| {
            format!("{{\"@id\": \"t:Thing{at}\", \"@type\": \"rdfs:Class\", \"rdfs:label\": \"T{at}\"}},")
        }),
    )
}

fn ld_properties(folder: &Path, size: usize) -> io::Result<()> {
    let property = |at| {
        format!(
            "{{\"@id\": \"t:a{at}\", \"@type\": \"rdfs:Property\", \"rdfs:domain\": {{\"@id\": \"t:Thing\"}}, \"rdfs:range\": {{\"@id\": \"t:No{at}\"}}}},"
        )
    };
    graph(folder, &format!("{{\"@id\": \"t:Thing\", \"@type\": \"rdfs:Class\"}},{}", each(size, property)))
}

fn ld_codes(folder: &Path, size: usize) -> io::Result<()> {
    let code = |at| format!("{{\"@id\": \"t:c{at}\", \"@type\": \"t:Codes\", \"rdfs:label\": \"C{at}\"}},");
    graph(folder, &format!("{{\"@id\": \"t:Codes\", \"@type\": \"rdfs:Class\"}},{}", each(size, code)))
}

fn claims(folder: &Path, size: usize) -> io::Result<()> {
    let attribute = |at| format!("      - {{name: attribute{at}, type: string, cardinality: 0..1}}\n");
    write(
        folder,
        "facts.yaml",
        format!(
            "source: https://example.org/\ninterface: COM\ndata_objects:\n  - id: DO.COM.04\n    name: SearchRequest\n    attributes:\n{}",
            each(size, attribute)
        ),
    )
}
