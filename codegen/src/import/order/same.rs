//! What is the same becomes one definition; what has one name and is not the same is told.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use indexmap::IndexMap;

use crate::import::draft::{Definition, Draft, Of, Origin, Shape, Value};
use crate::import::finding::{Findings, Kind};
use crate::import::order::target;

/// Unites definitions that say the same: those that the source says in place under one name, and those that state one id.
pub(super) fn unite(draft: &mut Draft, findings: &mut Findings) {
    let classes = classes(&draft.definitions);
    let mut first_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut united: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, class) in classes.into_iter().enumerate() {
        let first = *first_of.entry(class).or_insert(at);
        if first != at {
            united.insert(at, first);
        }
    }
    replace(draft, &united);
    clashes(draft, findings);
}

/// The class of each definition: those of one class are the same. At first all of one key are; then those part that differ in
/// what they contain, until nothing parts any more. So objects that contain each other in circles can be the same as well.
///
/// Of a class that parts, the greatest part keeps the number: only those that contain one of the others are looked at again.
fn classes(definitions: &[Definition]) -> Vec<usize> {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut classes: Vec<usize> = Vec::new();
    for (at, definition) in definitions.iter().enumerate() {
        let next = numbers.len();
        classes.push(*numbers.entry(key(definition).unwrap_or_else(|| format!("alone {at}"))).or_insert(next));
    }
    let mut members: Vec<usize> = vec![0; numbers.len()];
    for class in &classes {
        members[*class] += 1;
    }
    let users = users(definitions);
    let mut open: BTreeSet<usize> = (0..definitions.len()).collect();
    while !open.is_empty() {
        let mut parts: BTreeMap<usize, IndexMap<String, Vec<usize>>> = BTreeMap::new();
        for at in std::mem::take(&mut open) {
            let content = content(definitions, at, &|target| classes[target].to_string());
            parts.entry(classes[at]).or_default().entry(content).or_default().push(at);
        }
        for (class, parts) in parts {
            let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
            // Those that were not looked at again differ from all that were.
            let rest = members[class] - parts.iter().map(Vec::len).sum::<usize>();
            let greatest = parts.iter().map(Vec::len).max().unwrap_or_default();
            if greatest > rest
                && let Some(at) = parts.iter().position(|part| part.len() == greatest)
            {
                parts.remove(at);
            }
            for part in parts {
                members[class] -= part.len();
                for at in &part {
                    classes[*at] = members.len();
                    open.extend(&users[*at]);
                }
                members.push(part.len());
            }
        }
    }
    classes
}

/// The definitions that contain each definition.
fn users(definitions: &[Definition]) -> Vec<Vec<usize>> {
    let mut users = vec![Vec::new(); definitions.len()];
    for at in 0..definitions.len() {
        let contained = RefCell::new(BTreeSet::new());
        let _ = content(definitions, at, &|target| {
            contained.borrow_mut().insert(target);
            String::new()
        });
        for target in contained.into_inner() {
            if let Some(users) = users.get_mut(target) {
                users.push(at);
            }
        }
    }
    users
}

/// What must be equal for two definitions to be one, their content aside.
fn key(definition: &Definition) -> Option<String> {
    let name = definition.names.first().map_or("", String::as_str);
    match (&definition.id, definition.origin) {
        (_, Origin::Inline) => Some(format!("inline {} {name}", definition.module)),
        (Some(id), Origin::Named) => Some(format!("id {id}")),
        _ => None,
    }
}

/// Points every reference to the definition that stays.
fn replace(draft: &mut Draft, united: &BTreeMap<usize, usize>) {
    let mut new_of = Vec::new();
    let mut kept = Vec::new();
    for (at, definition) in std::mem::take(&mut draft.definitions).into_iter().enumerate() {
        if united.contains_key(&at) {
            new_of.push(usize::MAX);
        } else {
            new_of.push(kept.len());
            kept.push(definition);
        }
    }
    let new = |at: usize| new_of[united.get(&at).copied().unwrap_or(at)];
    draft.definitions = kept;
    for reference in draft.references() {
        reference.target = reference.target.map(new);
    }
}

/// One name in several modules, or one id, for definitions that differ.
fn clashes(draft: &Draft, findings: &mut Findings) {
    let mut by_name: IndexMap<&str, Vec<usize>> = IndexMap::new();
    let mut by_id: IndexMap<&str, Vec<usize>> = IndexMap::new();
    for (at, definition) in draft.definitions.iter().enumerate().filter(|(_, it)| it.origin == Origin::Named) {
        by_name.entry(definition.names.first().map_or("", String::as_str)).or_default().push(at);
        if let Some(id) = &definition.id {
            by_id.entry(id).or_default().push(at);
        }
    }
    let name_of = |at: usize| draft.definitions[at].names.first().cloned().unwrap_or_default();
    for (id, same) in by_id.iter().filter(|(_, same)| same.len() > 1) {
        let Some(last) = same.last() else { continue };
        let message = format!("the id `{id}` is stated by {} definitions that differ", same.len());
        let place = &draft.definitions[*last].place;
        findings.add(Kind::Clash, place, message, Some("each is kept".to_owned()));
    }
    for (name, same) in by_name.iter().filter(|(_, same)| same.len() > 1) {
        let all: BTreeSet<usize> = same.iter().copied().collect();
        let extends = |at: &usize| match &draft.definitions[*at].shape {
            Shape::Object { extends: Some(parent), .. } => all.contains(&target(parent)),
            _ => false,
        };
        let mut modules: Vec<&str> =
            same.iter().map(|at| draft.modules[draft.definitions[*at].module].name.as_str()).collect();
        modules.dedup();
        if modules.len() < 2 || same.iter().any(extends) {
            continue;
        }
        let mut forms: Vec<String> = same.iter().map(|at| content(&draft.definitions, *at, &name_of)).collect();
        forms.sort();
        forms.dedup();
        let (Some(last), true) = (same.last(), forms.len() > 1) else { continue };
        let message = format!("`{name}` is defined in {} in {} ways", modules.join(", "), forms.len());
        let place = &draft.definitions[*last].place;
        findings.add(Kind::Clash, place, message, Some("each interface has its own".to_owned()));
    }
}

/// What a definition says, as text that two definitions can be compared by.
fn content(definitions: &[Definition], at: usize, name: &dyn Fn(usize) -> String) -> String {
    match &definitions[at].shape {
        Shape::Object { extends, attributes } => {
            let mut text = format!("object {:?}", extends.as_ref().map(|parent| name(target(parent))));
            for attribute in attributes {
                let value = value(&attribute.value, name);
                let _ = write!(text, "\n{} {:?} {value}", attribute.name, attribute.required);
            }
            text
        }
        Shape::Codes { closed, codes } => {
            let codes: Vec<String> = codes.iter().map(|code| format!("{} {:?}", code.code, code.label)).collect();
            format!("codes {closed} {codes:?}")
        }
        Shape::Format { kind, constraints, .. } => format!("format {kind} {constraints:?}"),
        Shape::Alias(inner) => format!("alias {}", value(inner, name)),
    }
}

fn value(it: &Value, name: &dyn Fn(usize) -> String) -> String {
    let of = match &it.of {
        Of::Silent => "silent".to_owned(),
        Of::Kind(kind) => kind.to_string(),
        Of::Definition(reference) => name(target(reference)),
        Of::Choice { by, alternatives } => {
            let alternatives: Vec<String> = alternatives
                .iter()
                .map(|it| format!("{:?} {} {}", it.when, value(&it.value, name), it.default))
                .collect();
            format!("choice {by:?} {alternatives:?}")
        }
        Of::Any { alternatives, kind } => {
            let alternatives: Vec<String> = alternatives.iter().map(|it| value(it, name)).collect();
            format!("any {kind} {alternatives:?}")
        }
    };
    format!("{of} {:?} {}", it.list, it.filled)
}
