//! Interfaces: a module each, unless modules refer to each other in a circle; what depends on what, and in which order.

use std::collections::BTreeSet;

use crate::import::draft::{Draft, Of, Shape, Value};
use crate::import::finding::{Findings, Kind, Place};
use crate::import::order::target;
use crate::naming;

/// An interface that is written.
#[derive(Debug, Default)]
pub(in crate::import) struct Interface {
    pub(in crate::import) id: String,
    pub(in crate::import) name: String,
    pub(in crate::import) title: Option<String>,
    pub(in crate::import) version: Option<String>,
    pub(in crate::import) description: Option<String>,
    pub(in crate::import) files: Vec<usize>,
    pub(in crate::import) depends_on: BTreeSet<usize>,
}

/// The interface that holds the data types where there are several modules.
const TYPES: &str = "types";

/// The interfaces, the one of each module, and the one that has the data types.
pub(super) fn of(draft: &Draft, findings: &mut Findings) -> (Vec<Interface>, Vec<usize>, usize) {
    let count = draft.modules.len();
    let uses = uses(draft);
    let reach = reachable(&uses);
    let first =
        |module: usize| (0..count).find(|other| module == *other || circle(&reach, module, *other)).unwrap_or(module);
    // Those that others stand on come first.
    let is_read = |module: &usize| !draft.modules[*module].files.is_empty();
    let mut heads: Vec<usize> = (0..count).filter(is_read).filter(|module| first(*module) == *module).collect();
    let size = |module: &usize| reach[*module].iter().filter(|other| first(**other) != *module).count();
    heads.sort_by_key(size);
    let mut interfaces: Vec<Interface> = Vec::new();
    let has_types_apart = heads.len() > 1;
    if has_types_apart {
        let taken = |name: &str| draft.modules.iter().any(|module| module.name == name);
        let name = std::iter::once(TYPES.to_owned()).chain((2..).map(|number| format!("{TYPES}-{number}")));
        let name = name.into_iter().find(|name| !taken(name)).unwrap_or_default();
        let title = Some("Data types".to_owned());
        let description = Some("Data types that the imported interfaces share.".to_owned());
        interfaces.push(Interface { id: scope(&interfaces, &name), name, title, description, ..Interface::default() });
    }
    let base = interfaces.len();
    for head in &heads {
        let module = &draft.modules[*head];
        interfaces.push(Interface {
            id: scope(&interfaces, &module.name),
            name: module.name.clone(),
            title: module.title.clone(),
            version: module.version.clone(),
            description: module.description.clone(),
            ..Interface::default()
        });
    }
    if interfaces.is_empty() {
        let name = "imported".to_owned();
        interfaces.push(Interface { id: scope(&interfaces, &name), name, ..Interface::default() });
    }
    let place_of = |module: usize| base + heads.iter().position(|head| *head == first(module)).unwrap_or_default();
    let interface_of: Vec<usize> = (0..count).map(place_of).collect();
    for module in 0..count {
        let own = interface_of[module];
        interfaces[own].files.extend(&draft.modules[module].files);
        let others: BTreeSet<usize> = uses[module].iter().map(|other| interface_of[*other]).collect();
        interfaces[own].depends_on.extend(others.into_iter().filter(|other| *other != own));
        if has_types_apart {
            interfaces[own].depends_on.insert(0);
        }
        if first(module) != module {
            let (one, other) = (&draft.modules[first(module)].name, &draft.modules[module].name);
            let place = Place {
                file: draft.modules[module].files.first().copied().unwrap_or_default(),
                pointer: String::new(),
            };
            let message = format!("`{one}` and `{other}` refer to each other in a circle");
            findings.add(Kind::NotExpressible, &place, message, Some(format!("both are the interface `{one}`")));
        }
    }
    (interfaces, interface_of, 0)
}

/// A scope for the ids of an interface that no other one has.
fn scope(interfaces: &[Interface], name: &str) -> String {
    naming::scope(name, |scope| interfaces.iter().all(|interface| interface.id != scope))
}

/// The modules that each module refers to.
fn uses(draft: &Draft) -> Vec<BTreeSet<usize>> {
    let mut uses = vec![BTreeSet::new(); draft.modules.len()];
    let module = |at: usize| draft.definitions[at].module;
    for definition in &draft.definitions {
        if let Shape::Object { extends, attributes } = &definition.shape {
            let mut targets: Vec<usize> = extends.iter().map(target).collect();
            for attribute in attributes {
                targets_of(&attribute.value, &mut targets);
            }
            uses[definition.module].extend(targets.into_iter().map(module));
        }
    }
    for operation in &draft.operations {
        let bodies = operation.request.iter().chain(&operation.answer).map(|(reference, _)| reference);
        let bodies = bodies.chain(operation.failures.iter().map(|(reference, _)| reference));
        uses[operation.module].extend(bodies.map(target).map(module));
    }
    uses
}

/// The definitions that a value is written with.
fn targets_of(value: &Value, targets: &mut Vec<usize>) {
    match &value.of {
        Of::Definition(reference) => targets.push(target(reference)),
        Of::Choice { alternatives, .. } => alternatives.iter().for_each(|it| targets_of(&it.value, targets)),
        Of::Silent | Of::Kind(_) | Of::Any { .. } => {}
    }
}

/// The modules that each module refers to, directly or over others.
fn reachable(uses: &[BTreeSet<usize>]) -> Vec<BTreeSet<usize>> {
    let reach = |start: usize| {
        let mut found = BTreeSet::new();
        let mut open: Vec<usize> = uses[start].iter().copied().collect();
        while let Some(next) = open.pop() {
            if found.insert(next) {
                open.extend(&uses[next]);
            }
        }
        found
    };
    (0..uses.len()).map(reach).collect()
}

fn circle(reach: &[BTreeSet<usize>], one: usize, other: usize) -> bool {
    reach[one].contains(&other) && reach[other].contains(&one)
}
