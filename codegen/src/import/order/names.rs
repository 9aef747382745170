//! Names that definitions can have, and ids in the order of the source.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToKebabCase as _, ToSnakeCase as _, ToUpperCamelCase as _};

use crate::import::draft::{Definition, Draft, Origin, Shape};
use crate::import::order::{Called, Interface};
use crate::naming;

/// What each definition is called; names for other things are not written.
pub(super) fn of_definitions(draft: &Draft, interfaces: &[Interface], interface_of: &[usize]) -> Vec<Option<Called>> {
    let mut taken: BTreeSet<(usize, String)> = BTreeSet::new();
    let mut numbers: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    // In linked data a word is a class or a property.
    let attributes: BTreeSet<&str> = draft.definitions.iter().flat_map(attribute_names).collect();
    let mut next_number: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    let mut called = vec![None; draft.definitions.len()];
    // Those that the source names come first, so that a name made up for another never takes theirs.
    let mut order: Vec<usize> = (0..draft.definitions.len()).collect();
    order.sort_by_key(|at| draft.definitions[*at].origin != Origin::Named);
    for at in order {
        let definition = &draft.definitions[at];
        let Some((letters, cased)) = kind(definition) else { continue };
        let interface = interface_of[definition.module];
        let module = &draft.modules[definition.module].name;
        let own = definition.names.first().map_or("", String::as_str);
        let prefixed = format!("{module} {own}");
        // A file's name is what references call it by, not what it is called.
        let listed = if definition.origin == Origin::Named {
            &definition.names[..1.min(definition.names.len())]
        } else {
            &definition.names
        };
        let is_word = |name: &String| letters == "DO" && attributes.contains(name.as_str());
        let mut names = listed.iter().map(|name| cased(name)).chain([cased(&prefixed)]);
        let mut is_free = |name: &String| {
            !naming::is_kept_type(name)
                && !is_word(name)
                && taken.insert((interface, naming::type_name(name).to_lowercase()))
        };
        let name = names.find(&mut is_free).unwrap_or_else(|| {
            // A number that was taken stays so.
            let number = next_number.entry((interface, own)).or_insert(2);
            loop {
                let name = cased(&format!("{own} {number}"));
                *number += 1;
                if is_free(&name) {
                    return name;
                }
            }
        });
        let number = numbers.entry((interface, letters)).or_default();
        *number += 1;
        let mut formerly: Vec<String> = definition.id.iter().cloned().collect();
        if definition.origin == Origin::Named && own != name && formerly.iter().all(|former| former != own) {
            formerly.push(own.to_owned());
        }
        called[at] = Some(Called { id: format!("{letters}.{}.{number:02}", interfaces[interface].id), name, formerly });
    }
    called
}

fn attribute_names(definition: &Definition) -> impl Iterator<Item = &str> {
    let attributes = match &definition.shape {
        Shape::Object { attributes, .. } => attributes.as_slice(),
        _ => &[],
    };
    attributes.iter().map(|attribute| attribute.name.as_str())
}

type Casing = fn(&str) -> String;

/// The letters of the id, and how names of the kind are written.
fn kind(definition: &Definition) -> Option<(&'static str, Casing)> {
    match definition.shape {
        Shape::Object { .. } => Some(("DO", camel)),
        Shape::Codes { .. } => Some(("CD", snake)),
        Shape::Format { .. } => Some(("DF", snake)),
        Shape::Alias(_) => None,
    }
}

fn camel(name: &str) -> String {
    if naming::malformed("data_object", name).is_none() {
        return name.to_owned();
    }
    let name: String = name.to_upper_camel_case().chars().filter(char::is_ascii_alphanumeric).collect();
    if name.starts_with(|first: char| first.is_ascii_uppercase()) { name } else { format!("Object{name}") }
}

fn snake(name: &str) -> String {
    let is_sign = |letter: &char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || *letter == '_';
    let name: String = name.to_snake_case().chars().filter(is_sign).collect();
    if name.starts_with(|first: char| first.is_ascii_lowercase()) { name } else { format!("list_{name}") }
}

/// What each operation is called.
pub(super) fn of_operations(draft: &Draft, interfaces: &[Interface], interface_of: &[usize]) -> Vec<Option<Called>> {
    let mut taken: BTreeSet<(usize, String)> = BTreeSet::new();
    let stated = draft.operations.iter().filter_map(|operation| {
        Some((interface_of[operation.module], operation.operation_id.as_ref()?.to_lowercase()))
    });
    let mut operation_ids: BTreeSet<(usize, String)> = stated.collect();
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut next_number: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut called = Vec::new();
    for operation in &draft.operations {
        let interface = interface_of[operation.module];
        let plain = if naming::malformed("operation", &operation.name).is_none() {
            operation.name.clone()
        } else {
            let is_sign = |letter: &char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || *letter == '-';
            let name: String = operation.name.to_kebab_case().chars().filter(is_sign).collect();
            if name.starts_with(|first: char| first.is_ascii_lowercase()) { name } else { format!("call-{name}") }
        };
        let folded = |name: &str| (interface, naming::type_name(name).to_lowercase());
        let is_free = |name: &String| {
            let is_operation_id =
                operation.operation_id.is_none() && operation_ids.contains(&(interface, name.clone()));
            folded(name).1 != "self" && !taken.contains(&folded(name)) && !is_operation_id
        };
        let mut name = plain.clone();
        while !is_free(&name) {
            // A number that was taken stays so.
            let number = next_number.entry((interface, plain.clone())).or_insert(2);
            name = format!("{plain}-{number}");
            *number += 1;
        }
        taken.insert(folded(&name));
        if operation.operation_id.is_none() {
            operation_ids.insert((interface, name.clone()));
        }
        let number = numbers.entry(interface).or_default();
        *number += 1;
        let id = format!("API.{}.{number:02}", interfaces[interface].id);
        called.push(Some(Called { id, name, formerly: operation.id.iter().cloned().collect() }));
    }
    called
}
