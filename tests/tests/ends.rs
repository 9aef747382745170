//! Whatever refers to whatever: a run ends, with a report or with artefacts.
//!
//! Standards are generated whose definitions refer to each other at random: extension, types, choices, `codes_of`, parameters and
//! their bindings, callbacks, dependencies of interfaces, and profiles that narrow at random. Circles are everywhere.

mod support;

use std::fs;
use std::process::Output;

use camino::Utf8Path;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use support::{Sandbox, ended, text};

/// How a run ended, and what it wrote.
struct Ended {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

/// Runs `dci`, which must end.
fn run(sandbox: &Sandbox, arguments: &[&str]) -> Ended {
    let Output { status, stdout, stderr } = ended(sandbox.command(arguments));
    Ended { code: status.code(), stdout: text(&stdout), stderr: text(&stderr) }
}

/// A definition that another one refers to: its kind, and which of its kind.
#[derive(Clone, Copy, Debug)]
enum Target {
    Text,
    Boolean,
    Code(usize),
    Object(usize),
    Parameter,
}

#[derive(Clone, Debug)]
struct Attribute {
    name: usize,
    cardinality: &'static str,
    target: Target,
    /// Makes it a choice between its target and this one, told by the attribute of that name.
    other: Option<(Target, usize)>,
}

#[derive(Clone, Debug)]
struct Object {
    interface: usize,
    extends: Option<usize>,
    attributes: Vec<Attribute>,
}

#[derive(Clone, Debug)]
struct Operation {
    interface: usize,
    offered_by: usize,
    callback: Option<usize>,
    request: usize,
    in_envelope: Option<usize>,
}

#[derive(Clone, Debug)]
struct Drawn {
    /// Which interface depends on which.
    depends: [[bool; INTERFACES]; INTERFACES],
    parameter: Target,
    bound: [Option<Target>; INTERFACES],
    objects: Vec<Object>,
    /// The directory that each one takes its codes from.
    directories: [Option<usize>; DIRECTORIES],
    operations: Vec<Operation>,
    /// What a profile says of the attributes of a data object.
    narrowed: Vec<(usize, usize, Target, &'static str)>,
}

const INTERFACES: usize = 3;
const DIRECTORIES: usize = 3;
const OBJECTS: usize = 8;
const OPERATIONS: usize = 3;
/// Few enough that attributes of parents are narrowed all the time.
const NAMES: usize = 4;

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        1 => Just(Target::Text),
        1 => Just(Target::Boolean),
        2 => (0..DIRECTORIES).prop_map(Target::Code),
        6 => (0..OBJECTS).prop_map(Target::Object),
        1 => Just(Target::Parameter),
    ]
}

fn cardinality() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&["0..1", "1..1", "0..*", "1..*"][..])
}

fn attribute() -> impl Strategy<Value = Attribute> {
    let other = prop::option::weighted(0.2, (target(), 0..NAMES));
    (0..NAMES, cardinality(), target(), other).prop_map(|(name, cardinality, target, other)| Attribute {
        name,
        cardinality,
        target,
        other,
    })
}

fn object() -> impl Strategy<Value = Object> {
    (0..INTERFACES, prop::option::of(0..OBJECTS), prop::collection::vec(attribute(), 0..4))
        .prop_map(|(interface, extends, attributes)| Object { interface, extends, attributes })
}

fn operation() -> impl Strategy<Value = Operation> {
    let callback = prop::option::of(0..OPERATIONS);
    (0..INTERFACES, 0..INTERFACES, callback, 0..OBJECTS, prop::option::of(0..OBJECTS)).prop_map(
        |(interface, offered_by, callback, request, in_envelope)| Operation {
            interface,
            offered_by,
            callback,
            request,
            in_envelope,
        },
    )
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (
        prop::array::uniform3(prop::array::uniform3(any::<bool>())),
        target(),
        prop::array::uniform3(prop::option::of(target())),
        prop::collection::vec(object(), OBJECTS),
        prop::array::uniform3(prop::option::weighted(0.4, 0..DIRECTORIES)),
        prop::collection::vec(operation(), 0..OPERATIONS),
        prop::collection::vec((0..OBJECTS, 0..NAMES, target(), cardinality()), 0..3),
    )
        .prop_map(|(depends, parameter, bound, objects, directories, operations, narrowed)| Drawn {
            depends,
            parameter,
            bound,
            objects,
            directories,
            operations,
            narrowed,
        })
}

/// The same without what a check refuses: one interface, parents and required objects further up alone, names of their own.
fn tame(mut drawn: Drawn) -> Drawn {
    drawn.parameter = Target::Text;
    drawn.bound = [None; INTERFACES];
    drawn.directories = [None; DIRECTORIES];
    drawn.operations.clear();
    drawn.narrowed.clear();
    for (at, object) in drawn.objects.iter_mut().enumerate() {
        object.interface = 0;
        object.extends = object.extends.filter(|parent| *parent < at);
        let mut seen = Vec::new();
        object.attributes.retain(|attribute| {
            !seen.contains(&attribute.name) && {
                seen.push(attribute.name);
                true
            }
        });
        for attribute in &mut object.attributes {
            attribute.name += at * NAMES;
            attribute.other = None;
            match attribute.target {
                Target::Parameter => attribute.target = Target::Text,
                Target::Object(to) if to >= at && attribute.cardinality == "1..1" => attribute.cardinality = "0..1",
                Target::Object(to) if to >= at && attribute.cardinality == "1..*" => attribute.cardinality = "0..*",
                _ => {}
            }
        }
    }
    drawn
}

/// Every definition is written with its interface in its id, and each interface has the data types of its own.
impl Drawn {
    fn id(&self, target: Target, from: usize) -> String {
        match target {
            Target::Text => format!("DT.I{from}.01"),
            Target::Boolean => format!("DT.I{from}.02"),
            Target::Code(at) => format!("CD.I{}.0{at}", at % INTERFACES),
            Target::Object(at) => format!("DO.I{}.0{at}", self.objects[at].interface),
            Target::Parameter => "$subject".to_owned(),
        }
    }

    fn operation_id(&self, at: usize) -> String {
        let interface = self.operations.get(at).map_or(0, |operation| operation.interface);
        format!("API.I{interface}.0{at}")
    }

    fn attribute(&self, attribute: &Attribute, from: usize) -> Json {
        let name = format!("a{}", attribute.name);
        let mut written = json!({
            "name": name, "cardinality": attribute.cardinality, "description": "D.", "sensitivity": "public",
        });
        match attribute.other {
            None => written["type"] = json!(self.id(attribute.target, from)),
            Some((other, by)) => {
                written["by"] = json!(format!("a{by}"));
                written["choices"] = json!([
                    {"when": "x", "type": self.id(attribute.target, from), "default": true},
                    {"when": "y", "type": self.id(other, from)},
                ]);
            }
        }
        written
    }

    fn object(&self, at: usize) -> Json {
        let object = &self.objects[at];
        let attributes = object.attributes.iter().map(|attribute| self.attribute(attribute, object.interface));
        let mut written = json!({
            "data_object": self.id(Target::Object(at), 0),
            "name": format!("O{at}"),
            "description": "D.",
            "standalone": "It is drawn.",
            "parameters": [{"name": "message", "type": self.id(Target::Text, object.interface), "description": "M."}],
            "attributes": attributes.collect::<Vec<_>>(),
        });
        if let Some(parent) = object.extends {
            written["extends"] = json!(self.id(Target::Object(parent), 0));
        }
        written
    }

    fn directory(&self, at: usize) -> Json {
        let mut written = json!({
            "code_directory": self.id(Target::Code(at), 0),
            "name": format!("d{at}"),
            "description": "D.",
            "standalone": "It is drawn.",
            "binding": "closed",
        });
        match self.directories[at] {
            Some(of) => written["codes_of"] = json!(self.id(Target::Code(of), 0)),
            None => written["codes"] = json!([{"code": "x", "label": "X"}, {"code": "y", "label": "Y"}]),
        }
        written
    }

    fn operation(&self, at: usize) -> Json {
        let operation = &self.operations[at];
        let request = match operation.in_envelope {
            None => json!({"body": self.id(Target::Object(operation.request), 0)}),
            Some(envelope) => json!({
                "message": self.id(Target::Object(operation.request), 0),
                "envelope": self.id(Target::Object(envelope), 0),
            }),
        };
        let mut written = json!({
            "operation": self.operation_id(at),
            "name": format!("do-{at}"),
            "description": "D.",
            "method": "POST",
            "path": format!("/do/{at}"),
            "pattern": if operation.callback.is_some() { "asynchronous" } else { "callback" },
            "provider": "registry",
            "request": request,
        });
        if let Some(callback) = operation.callback {
            written["callback"] = json!(self.operation_id(callback));
        }
        written
    }

    fn interface(&self, at: usize) -> Json {
        let depends = (0..INTERFACES).filter(|other| self.depends[at][*other]).map(|other| format!("I{other}"));
        let bound = self.bound[at].iter().filter(|target| !matches!(target, Target::Parameter));
        let offered = self.operations.iter().enumerate().filter(|(_, operation)| operation.offered_by == at);
        json!({
            "interface": format!("I{at}"),
            "name": format!("i{at}"),
            "title": "T",
            "version": "1.0.0",
            "stage": "draft",
            "description": "D.",
            "depends_on": depends.collect::<Vec<_>>(),
            "parameters": if at == 0 {
                json!([{"name": "subject", "type": self.id(self.parameter, 0), "description": "S."}])
            } else {
                json!([])
            },
            "binds": bound.map(|target| json!({"parameter": "subject", "type": self.id(*target, at)})).collect::<Vec<_>>(),
            "operations": offered.map(|(at, _)| json!({"operation": self.operation_id(at)})).collect::<Vec<_>>(),
        })
    }

    fn profile(&self) -> Json {
        let narrowed = self.narrowed.iter().map(|(object, name, target, cardinality)| {
            let attribute = json!({
                "name": format!("a{name}"), "type": self.id(*target, 0), "cardinality": cardinality, "because": "B.",
            });
            json!({"data_object": self.id(Target::Object(*object), 0), "attributes": [attribute]})
        });
        json!({
            "profile": "PRO", "name": "pro", "title": "P", "version": "1.0.0", "stage": "draft", "base": "1.0.0",
            "interfaces": ["I0", "I1"], "description": "P.", "publisher": "P", "licence": "MIT", "url": "https://p.example",
            "namespaces": {"json_schema": "https://p.example/s/", "vocabulary": "https://p.example/v/"},
            "data_objects": narrowed.collect::<Vec<_>>(),
        })
    }

    /// Writes it as the standard of a sandbox. JSON is YAML.
    fn write(&self) -> Sandbox {
        let sandbox = Sandbox::new();
        fs::remove_dir_all(sandbox.path("spec")).expect("the small standard can be removed");
        let write = |path: String, value: Json| sandbox.write(format!("spec/{path}"), format!("{value:#}\n"));
        let profiles = if self.narrowed.is_empty() { json!([]) } else { json!(["pro"]) };
        write(
            "standard.yaml".to_owned(),
            json!({
                "standard": "drawn", "title": "T", "version": "1.0.0", "publisher": "P", "licence": "MIT",
                "url": "https://d.example", "interfaces": ["i0", "i1", "i2"], "profiles": profiles,
                "namespaces": {"json_schema": "https://d.example/s/", "vocabulary": "https://d.example/v/"},
                "security": {"name": "A", "scheme": "bearer", "format": "JWT", "description": "T."},
            }),
        );
        for at in 0..INTERFACES {
            write(format!("i{at}/interface.yaml"), self.interface(at));
            for (kind, target) in [("string", Target::Text), ("boolean", Target::Boolean)] {
                let id = self.id(target, at);
                let data_type =
                    json!({"data_type": id, "name": kind, "kind": kind, "description": "D.", "standalone": "S."});
                write(format!("i{at}/data-types/{kind}.yaml"), data_type);
            }
        }
        for at in 0..DIRECTORIES {
            write(format!("i{}/code-directories/d{at}.yaml", at % INTERFACES), self.directory(at));
        }
        for (at, object) in self.objects.iter().enumerate() {
            write(format!("i{}/data-objects/O{at}.yaml", object.interface), self.object(at));
        }
        for (at, operation) in self.operations.iter().enumerate() {
            write(format!("i{}/operations/do-{at}.yaml", operation.interface), self.operation(at));
        }
        if !self.narrowed.is_empty() {
            write("profiles/pro/profile.yaml".to_owned(), self.profile());
        }
        sandbox
    }
}

/// What a run of `dci check --format json` found: every finding has a place in a file of the standard.
fn located(ended: &Ended) -> Vec<Json> {
    let found: Result<Vec<Json>, _> = serde_json::from_str(&ended.stdout);
    assert!(found.is_ok(), "{found:?}: {}", ended.stderr);
    let found = found.unwrap_or_default();
    for finding in &found {
        let place = &finding["place"];
        assert!(
            place["path"].as_str().is_some_and(|path| Utf8Path::new(path).extension() == Some("yaml")),
            "{finding}"
        );
        assert!(place["line"].as_u64().is_some_and(|line| line > 0), "{finding}");
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn references_in_circles_end(drawn in drawn()) {
        let sandbox = drawn.write();
        let check = run(&sandbox, &["check", "--format", "json"]);
        let found = located(&check);
        let has_errors = found.iter().any(|finding| finding["severity"] == "error");
        prop_assert_eq!(check.code, Some(i32::from(has_errors)), "{}", check.stderr);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// Objects that hold each other in circles are sound, as long as nobody must hold himself: every target is made of them.
    #[test]
    fn sound_references_in_circles_become_artefacts(drawn in drawn().prop_map(tame)) {
        let sandbox = drawn.write();
        let check = run(&sandbox, &["check", "--format", "json"]);
        let errors: Vec<Json> = located(&check).into_iter().filter(|it| it["severity"] == "error").collect();
        let only_dependencies = errors.iter().all(|it| it["rule"] == "dependency-cycle" || it["rule"] == "undeclared-dependency");
        prop_assert!(only_dependencies, "{errors:?}");
        let generate = run(&sandbox, &["generate"]);
        prop_assert_eq!(generate.code, Some(i32::from(!errors.is_empty())), "{}", generate.stderr);
    }
}

/// A standard of one interface with data objects of these attributes: name, cardinality and the number of the object that is held.
fn of_objects(objects: &[Vec<(String, &'static str, usize)>]) -> Sandbox {
    let sandbox = Sandbox::new();
    for (at, attributes) in objects.iter().enumerate() {
        let attributes = attributes.iter().map(|(name, cardinality, to)| {
            json!({
                "name": name, "type": format!("DO.COM.1{to:03}"), "cardinality": cardinality, "description": "D.",
                "sensitivity": "public",
            })
        });
        let object = json!({
            "data_object": format!("DO.COM.1{at:03}"), "name": format!("O{at}"), "description": "D.", "standalone": "S.",
            "attributes": attributes.collect::<Vec<_>>(),
        });
        sandbox.write(format!("spec/common/data-objects/O{at}.yaml"), format!("{object:#}\n"));
    }
    sandbox
}

/// Ways through objects that all hold each other are beyond counting: whoever follows each of them does not end.
#[test]
fn objects_that_all_hold_each_other_become_artefacts() {
    let count = 20;
    let objects: Vec<_> =
        (0..count).map(|_| (0..count).map(|to| (format!("part_{to}"), "0..1", to)).collect::<Vec<_>>()).collect();
    // Each name means another property in each object, so that contexts nest.
    let sandbox = of_objects(&objects);
    let generate = run(&sandbox, &["generate"]);
    assert_eq!(generate.code, Some(0), "{}", generate.stderr);
}

/// Required objects within each other double at each step down: no payload is made of all of them.
#[test]
fn required_objects_that_multiply_are_compared() {
    let parts = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let objects: Vec<Vec<_>> =
        (0..12)
            .map(|at| {
                if at < 11 {
                    parts.iter().map(|part| ((*part).to_owned(), "1..1", at + 1)).collect()
                } else {
                    Vec::new()
                }
            })
            .collect();
    let sandbox = of_objects(&objects);
    support::copy(sandbox.path("spec").as_std_path(), sandbox.path("new").as_std_path());
    sandbox.edit("new/common/data-objects/O0.yaml", "\"name\": \"a\"", "\"name\": \"z\"");
    let diff = run(&sandbox, &["diff", "spec", "new"]);
    assert_eq!(diff.code, Some(1), "{}{}", diff.stdout, diff.stderr);
    assert!(diff.stdout.contains("attribute-removed"), "{}", diff.stdout);
}

/// Parents of parents, as far as they are allowed to go.
#[test]
fn a_long_line_of_parents_becomes_artefacts() {
    let sandbox = of_objects(&vec![Vec::new(); 33]);
    for at in 1..33 {
        let path = format!("spec/common/data-objects/O{at}.yaml");
        sandbox.edit(&path, "\"standalone\"", &format!("\"extends\": \"DO.COM.1{:03}\", \"standalone\"", at - 1));
    }
    let generate = run(&sandbox, &["generate"]);
    assert_eq!(generate.code, Some(0), "{}", generate.stderr);
}

/// Without anything, and without operations: every target is made, and is told what there is not.
#[test]
fn what_has_nothing_becomes_artefacts() {
    let empty = Sandbox::new();
    fs::remove_dir_all(empty.path("spec")).expect("the small standard can be removed");
    support::copy(support::tests().join("fixtures/empty").as_std_path(), empty.path("spec").as_std_path());
    let without_operations = Sandbox::new();
    for folder in ["common/operations", "pensions/processes", "pensions/examples"] {
        fs::remove_dir_all(without_operations.path("spec").join(folder)).expect("the folder can be removed");
    }
    without_operations.edit(
        "spec/standard.yaml",
        "security: {name: Authorization, scheme: bearer, format: JWT, description: A token of the caller.}\n",
        "",
    );
    without_operations.edit("spec/pensions/data-objects/Pensioner.yaml", "examples: [examples/pensioner.json]\n", "");
    let offers = "operations:\n  - operation: API.COM.01\n  - operation: API.COM.01.CB\n";
    without_operations.edit("spec/common/interface.yaml", offers, "");
    let offers = "operations:\n  - operation: API.COM.01\n    examples: {request: [examples/search-request.json]}\n  - operation: API.COM.01.CB\n";
    without_operations.edit("spec/pensions/interface.yaml", offers, "");
    for sandbox in [empty, without_operations] {
        let generate = run(&sandbox, &["generate"]);
        assert_eq!(generate.code, Some(0), "{}", generate.stderr);
        assert!(sandbox.path("generated/rust/Cargo.toml").is_file());
        assert!(sandbox.path("generated/gitbook/SUMMARY.md").is_file());
        assert!(!sandbox.path("generated/openapi").exists(), "there is nothing to offer");
    }
}
