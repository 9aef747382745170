//! From raw definitions to the model: every reference becomes a typed id.
//!
//! The work goes from the ground up: data types, data formats, code directories, then data objects
//! ([`objects`] and their [`attributes`], what they take over by [`extends`], with [`choices`] once all attributes are known), operations and processes. Whatever cannot be
//! resolved is reported and left out, so that one run reports everything; what follows from a fault that was reported
//! is not reported again.

mod attributes;
mod choices;
mod codes;
pub(crate) mod extends;
mod formats;
pub(crate) mod forms;
mod index;
mod interfaces;
mod meta;
mod objects;
mod operations;
pub(crate) mod patterns;
mod processes;
mod refer;

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::RawSpec;
use crate::model::{Arena, DataObject, Id, Operation, Standard};
use crate::resolve::index::Index;
use crate::resolve::objects::Objects;
use crate::resolve::refer::Undeclared;
use crate::source::Sources;

/// Resolves what was read.
pub(crate) fn resolve(spec: &RawSpec, sources: &Sources, diagnostics: &mut Diagnostics) -> Standard {
    let raw = &spec.standard.raw;
    meta::version(&raw.version, diagnostics);
    if spec.is_complete {
        forms::standard(raw, diagnostics);
    }
    let namespace = |text: &str| if text.ends_with('/') { text.to_owned() } else { format!("{text}/") };
    let standard = Standard {
        name: raw.standard.value.clone(),
        title: meta::text(&raw.title),
        version: raw.version.value.clone(),
        description: raw.description.as_ref().map(meta::text),
        publisher: raw.publisher.value.clone(),
        licence: raw.licence.value.clone(),
        url: raw.url.value.clone(),
        email: raw.email.as_ref().map(|email| email.value.clone()),
        namespaces: crate::model::Namespaces {
            json_schema: namespace(&raw.namespaces.json_schema),
            vocabulary: namespace(&raw.namespaces.vocabulary),
        },
        servers: raw
            .servers
            .iter()
            .map(|server| crate::model::Server {
                url: server.url.value.clone(),
                description: meta::text(&server.description),
            })
            .collect(),
        security: raw.security.as_ref().map(|security| crate::model::Security {
            name: security.name.value.clone(),
            scheme: security.scheme.value.clone(),
            format: security.format.value.clone(),
            description: meta::text(&security.description),
        }),
        interfaces: Arena::default(),
        data_types: Arena::default(),
        data_formats: Arena::default(),
        code_directories: Arena::default(),
        data_objects: Arena::default(),
        operations: Arena::default(),
        processes: Arena::default(),
        examples: Arena::default(),
        profile: None,
        by_id: IndexMap::new(),
        unsound: BTreeSet::new(),
    };
    let index = Index::new(spec, sources, diagnostics);
    let mut resolver = Resolver {
        spec,
        sources,
        diagnostics,
        standard,
        index,
        objects: Objects::default(),
        operations: IndexMap::new(),
        examples: IndexMap::new(),
        undeclared: Undeclared::new(),
    };
    resolver.interfaces();
    resolver.data_types();
    resolver.data_formats();
    resolver.code_directories();
    resolver.declared_objects();
    resolver.bindings();
    resolver.reserve_operations();
    resolver.build_objects();
    resolver.fill_operations();
    resolver.build_objects();
    resolver.processes();
    resolver.build_objects();
    resolver.settle_choices();
    resolver.settle_actions();
    resolver.undeclared_dependencies();
    resolver.unused_examples();
    resolver.register();
    resolver.standard
}

/// What the work is done with.
struct Resolver<'a> {
    spec: &'a RawSpec,
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
    standard: Standard,
    index: Index<'a>,
    objects: Objects,
    /// The operations of each interface: by interface and the id of the declared operation.
    operations: IndexMap<(usize, String), Id<Operation>>,
    examples: IndexMap<camino::Utf8PathBuf, Id<crate::model::Example>>,
    undeclared: Undeclared,
}

impl Resolver<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Makes every definition findable by its id.
    fn register(&mut self) {
        let definitions: Vec<_> = self.standard.definitions().collect();
        for definition in definitions {
            let id = self.standard.meta(definition).id.clone();
            self.standard.by_id.entry(id).or_insert(definition);
        }
    }

    /// Whether every interface could be read: otherwise, what is not found may well be there.
    fn is_complete(&self) -> bool {
        self.spec.interfaces.iter().all(|files| files.is_complete)
    }

    /// Reports payloads that nothing shows. What cannot be read may show them: say so only when all else is well.
    fn unused_examples(&mut self) {
        if self.diagnostics.has_errors() {
            return;
        }
        for (path, loaded) in &self.spec.examples {
            if !self.examples.contains_key(path) {
                self.diagnostics.push(
                    Diagnostic::new(
                        &rules::UNUSED_EXAMPLE,
                        crate::source::Span::whole(loaded.file),
                        format!("no definition shows the example `{path}`"),
                    )
                    .help("name it under `examples` of the definition that it shows, or delete it"),
                );
            }
        }
    }

    fn object(&self, id: Id<DataObject>) -> &DataObject {
        &self.standard.data_objects[id]
    }
}
