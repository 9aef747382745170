//! Every reference finds its definition: by its address, else by its name; where there is none, a placeholder stands in.

use std::collections::{BTreeMap, HashMap};

use crate::import::draft::{Definition, Draft, Of, Origin, Reference, Shape, Value};
use crate::import::finding::{Findings, Kind as FindingKind};
use crate::limits::{MAX_COMPARED_NAMES, MAX_SUGGESTIONS};
use crate::nearest::did_you_mean;
use crate::vocabulary::{Keyword as _, Kind};

/// Gives every reference its target.
pub(super) fn settle(draft: &mut Draft, findings: &mut Findings) {
    let index = Index::of(draft);
    let mut wanted: Vec<Reference> = draft.references().into_iter().map(|it| it.clone()).collect();
    let mut placeholders: BTreeMap<String, usize> = BTreeMap::new();
    for reference in &mut wanted {
        let (target, finding) = index.find(draft, reference);
        if let Some(target) = target {
            reference.target = Some(target);
            if let Some((kind, message, instead)) = finding {
                findings.add(kind, &reference.place, message, Some(instead));
            }
            continue;
        }
        let key = format!("{} {}", reference.module, reference.address);
        let at = *placeholders.entry(key).or_insert_with(|| {
            draft.definitions.push(placeholder(reference));
            draft.definitions.len() - 1
        });
        reference.target = Some(at);
        let is_first = placeholders.len() <= MAX_SUGGESTIONS;
        let names = index.names.iter().map(String::as_str);
        let near = if is_first { did_you_mean(&reference.name, names) } else { None };
        let near = near.map(|near| format!("; {near}")).unwrap_or_default();
        let instead = match Kind::parse(&reference.name) {
            Some(kind) => format!("taken for the data type {kind}"),
            None => format!("a placeholder stands in{near}"),
        };
        let message = format!("`{}` leads nowhere", reference.written);
        findings.add(FindingKind::DanglingReference, &reference.place, message, Some(instead));
    }
    for (reference, settled) in draft.references().into_iter().zip(wanted) {
        reference.target = settled.target;
    }
}

/// What stands in for a definition that nobody has.
fn placeholder(reference: &Reference) -> Definition {
    let shape = match Kind::parse(&reference.name) {
        Some(kind) => Shape::Alias(Value::one(Of::Kind(kind))),
        None if reference.wants_codes => Shape::Codes { closed: false, codes: Vec::new() },
        None => Shape::Object { extends: None, attributes: Vec::new() },
    };
    let what = if reference.wants_codes { "any code" } else { "any object" };
    Definition {
        module: reference.module,
        origin: Origin::Missing,
        addresses: vec![reference.address.clone()],
        names: vec![reference.name.clone()],
        id: None,
        title: None,
        description: Some(format!(
            "TODO: the source refers to `{}`, which nothing defines. Until it is defined, {what} is valid.",
            reference.written
        )),
        deprecated: false,
        decisions: Vec::new(),
        place: reference.place.clone(),
        shape,
    }
}

/// The definitions by what references may call them.
struct Index {
    by_address: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    /// Every name, for suggestions.
    names: Vec<String>,
}

type Doubt = (FindingKind, String, String);

impl Index {
    fn of(draft: &Draft) -> Self {
        let mut index = Self { by_address: HashMap::new(), by_name: HashMap::new(), names: Vec::new() };
        for (at, definition) in draft.definitions.iter().enumerate() {
            for address in &definition.addresses {
                index.by_address.entry(address.clone()).or_insert(at);
            }
            if definition.origin == Origin::Named {
                for name in &definition.names {
                    let found = index.by_name.entry(plain(name)).or_default();
                    if found.last() != Some(&at) {
                        found.push(at);
                    }
                    index.names.push(name.clone());
                }
            }
        }
        index.names.sort();
        index.names.dedup();
        index
    }

    /// The definition that a reference means, and what is to be said of it.
    fn find(&self, draft: &Draft, reference: &Reference) -> (Option<usize>, Option<Doubt>) {
        if let Some(at) = self.at_address(draft, reference) {
            let definition = &draft.definitions[at];
            let called = definition.names.first().map_or("", String::as_str);
            let is_file = definition.origin == Origin::Named
                && called != reference.name
                && definition.names.contains(&reference.name);
            let doubt = is_file.then(|| {
                let message =
                    format!("`{}` is the name of the file; what it defines is called `{called}`", reference.written);
                (FindingKind::LooseReference, message, format!("taken for `{called}`"))
            });
            return (Some(at), doubt);
        }
        let Some(at) = self.at_name(draft, reference) else { return (None, None) };
        let definition = &draft.definitions[at];
        let called = definition.names.first().map_or("", String::as_str);
        let home = &draft.modules[definition.module].name;
        let message = format!("`{}` leads nowhere", reference.written);
        (Some(at), Some((FindingKind::DanglingReference, message, format!("taken for `{called}` of {home}"))))
    }

    fn at_address(&self, draft: &Draft, reference: &Reference) -> Option<usize> {
        if let Some(at) = self.by_address.get(&reference.address) {
            return Some(*at);
        }
        // A part of a repository has addresses that begin further down, or further up.
        let ends = |long: &str, short: &str| {
            short.contains('/') && long.strip_suffix(short).is_some_and(|rest| rest.ends_with('/'))
        };
        let alike = |address: &String| ends(address, &reference.address) || ends(&reference.address, address);
        let named = self.by_name.get(&plain(&reference.name))?;
        named.iter().take(MAX_COMPARED_NAMES).copied().find(|at| draft.definitions[*at].addresses.iter().any(alike))
    }

    /// The definition of that name: one of the expected kind and of the own module, as far as there is one.
    fn at_name(&self, draft: &Draft, reference: &Reference) -> Option<usize> {
        let named = self.by_name.get(&plain(&reference.name))?;
        let is_other_kind =
            |at: &usize| reference.wants_codes && !matches!(draft.definitions[*at].shape, Shape::Codes { .. });
        let is_elsewhere = |at: &usize| draft.definitions[*at].module != reference.module;
        named.iter().take(MAX_COMPARED_NAMES).copied().min_by_key(|at| (is_other_kind(at), is_elsewhere(at)))
    }
}

/// A name without the habits of its source.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}
