//! JSON Schemas: one a definition, and one bundle an interface that needs nothing else.
//!
//! ```text
//! social-registry/Member.schema.json     $id https://…/social-registry/1.0.0/Member.schema.json
//! social-registry/bundle.schema.json     everything of the interface under $defs
//! ```
//!
//! Schemas of one interface refer to each other by file name, to those of another by their full `$id`.

use std::collections::BTreeMap;

use crate::emit::claims::Claim;
use crate::emit::components::{Components, has_schema};
use crate::emit::schema::{Builder, Dialect, Schema};
use crate::emit::{Context, EmitError, Emitter};
use crate::model::{DataObject, Definition, Example, Id, Interface, Standard};
use crate::naming::type_name;
use crate::output::Outputs;

const META_SCHEMA: &str = "https://json-schema.org/draft/2020-12/schema";

/// The target `json-schema`.
#[derive(Clone, Copy, Debug)]
pub struct JsonSchema;

impl Emitter for JsonSchema {
    fn target(&self) -> &'static str {
        "json-schema"
    }

    fn description(&self) -> &'static str {
        "JSON Schemas (2020-12): one a definition, and a self-contained bundle an interface"
    }

    fn claims(&self, standard: &Standard) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (id, interface) in standard.interfaces.iter() {
            let space = format!("json-schema/{}", interface.name);
            claims.push(Claim::of_interface(standard, id, "folder", "json-schema", interface.name.clone()));
            claims.push(Claim::of_target("file", &space, BUNDLE));
            let written = interface.definitions().filter(|definition| has_schema(*definition));
            let claim = |it| Claim::of_definition(standard, it, "file", &space, file_name(standard, it));
            claims.extend(written.map(claim));
        }
        claims
    }

    fn emit(&self, context: Context<'_>, outputs: &mut Outputs) -> Result<(), EmitError> {
        let standard = context.standard;
        let examples = examples_of_objects(standard);
        for (id, interface) in standard.interfaces.iter() {
            for definition in interface.definitions().filter(|definition| has_schema(*definition)) {
                let schema = standalone(standard, definition, &examples);
                add(outputs, &format!("{}/{}", interface.name, file_name(standard, definition)), &schema)?;
            }
            let schema = bundle(standard, id, &examples);
            add(outputs, &format!("{}/{BUNDLE}", interface.name), &schema)?;
        }
        Ok(())
    }
}

const BUNDLE: &str = "bundle.schema.json";

fn add(outputs: &mut Outputs, path: &str, schema: &Schema) -> Result<(), EmitError> {
    let mut text = serde_json::to_string_pretty(schema).map_err(|error| EmitError::defect(path, error))?;
    text.push('\n');
    outputs.add(path, text);
    Ok(())
}

/// The schema of one definition, which refers to the others by their `$id`.
fn standalone(standard: &Standard, definition: Definition, examples: &ExamplesOfObjects<'_>) -> Schema {
    let own = standard.meta(definition).interface;
    let refer = |other: Definition| {
        let file = file_name(standard, other);
        let interface = standard.meta(other).interface;
        if interface == own { file } else { address(standard, interface, &file) }
    };
    let builder = Builder { standard, dialect: Dialect::JsonSchema, refer: &refer, in_place: false };
    Schema {
        meta: Some(META_SCHEMA),
        id: Some(address(standard, own, &file_name(standard, definition))),
        ..with_examples(&builder, definition, examples)
    }
}

/// Everything that an interface uses in one schema. It says nothing of a payload itself: pick from its `$defs`.
fn bundle(standard: &Standard, id: Id<Interface>, examples: &ExamplesOfObjects<'_>) -> Schema {
    let interface = &standard[id];
    let components = Components::of_interface(standard, id);
    let refer = |other: Definition| format!("#/$defs/{}", components.name(other));
    let builder = Builder { standard, dialect: Dialect::JsonSchema, refer: &refer, in_place: false };
    let definitions = components
        .by_name()
        .into_iter()
        .map(|(name, definition)| (name.to_owned(), with_examples(&builder, definition, examples)))
        .collect();
    Schema {
        meta: Some(META_SCHEMA),
        id: Some(address(standard, id, BUNDLE)),
        comment: Some(format!("{} · {} · {}", interface.id, interface.stage, interface.file)),
        title: Some(format!("{} {}", interface.title, interface.version)),
        description: Some(interface.description.as_str().trim_end().to_owned()),
        definitions,
        ..Schema::default()
    }
}

fn with_examples(builder: &Builder<'_>, definition: Definition, examples: &ExamplesOfObjects<'_>) -> Schema {
    let mut schema = builder.definition(definition).unwrap_or_default();
    if let Definition::DataObject(id) = definition {
        schema.examples = examples.get(&id).into_iter().flatten().map(|example| example.json.clone()).collect();
    }
    schema
}

type ExamplesOfObjects<'a> = BTreeMap<Id<DataObject>, Vec<&'a Example>>;

/// The payloads of each data object: its own, and those of operations that send or receive it; each once.
fn examples_of_objects(standard: &Standard) -> ExamplesOfObjects<'_> {
    let mut found: BTreeMap<Id<DataObject>, Vec<Id<Example>>> = BTreeMap::new();
    let mut add = |object: Id<DataObject>, examples: &[Id<Example>]| {
        let known = found.entry(object).or_default();
        for example in examples {
            if !known.contains(example) {
                known.push(*example);
            }
        }
    };
    for (id, object) in standard.data_objects.iter() {
        add(id, &object.examples);
    }
    for (_, operation) in standard.operations.iter() {
        for (body, examples) in
            [(&operation.request, &operation.request_examples), (&operation.answer, &operation.answer_examples)]
        {
            if let Some(body) = body {
                add(body.object, examples);
            }
        }
    }
    found
        .into_iter()
        .map(|(id, examples)| (id, examples.into_iter().map(|example| &standard[example]).collect()))
        .collect()
}

fn file_name(standard: &Standard, definition: Definition) -> String {
    format!("{}.schema.json", type_name(&standard.meta(definition).name))
}

/// The `$id` of a file of an interface.
fn address(standard: &Standard, interface: Id<Interface>, file: &str) -> String {
    let Interface { name, version, .. } = &standard[interface];
    format!("{}{name}/{version}/{file}", standard.namespaces.json_schema)
}
