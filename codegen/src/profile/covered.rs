//! What a profile covers of the standard, and what it is called itself.

use std::collections::BTreeSet;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{Loaded, RawProfileFiles, RawSpec};
use crate::nearest::did_you_mean;
use crate::raw::{RawStandard, Text};

pub(super) fn ending_in_slash(namespace: &str) -> String {
    format!("{}/", namespace.trim_end_matches('/'))
}

/// `standard.yaml` of the profile: its own name and version, the terms of the standard.
pub(super) fn settings(base: &RawSpec, files: &RawProfileFiles) -> Loaded<RawStandard> {
    let raw = &files.raw;
    let mut standard = base.standard.raw.clone();
    let schemas = &raw.namespaces.json_schema;
    standard.standard = Text { value: format!("{}-{}", standard.standard.value, raw.name.value), span: raw.name.span };
    standard.title = raw.title.clone();
    standard.version = raw.version.clone();
    standard.description = Some(raw.description.clone());
    standard.publisher = raw.publisher.clone();
    standard.licence = raw.licence.clone();
    standard.url = raw.url.clone();
    standard.email = None;
    // Schemas differ from one version of the profile to the next, whatever the versions of the interfaces are.
    standard.namespaces.json_schema =
        Text { value: format!("{}{}/", ending_in_slash(&schemas.value), raw.version.value), span: schemas.span };
    Loaded { raw: standard, file: files.own.settings.file }
}

/// The interfaces that a profile names, and all that these depend on, in the order of the standard.
pub(super) fn covered(base: &RawSpec, files: &RawProfileFiles, diagnostics: &mut Diagnostics) -> BTreeSet<usize> {
    let ids: Vec<&str> = base.interfaces.iter().map(|it| it.settings.raw.interface.value.as_str()).collect();
    let at = |id: &str| ids.iter().position(|known| *known == id);
    let mut open = Vec::new();
    for name in &files.raw.interfaces {
        match at(&name.value) {
            Some(found) => open.push(found),
            None => diagnostics.push(
                Diagnostic::new(
                    &rules::UNKNOWN_REFERENCE,
                    name.span,
                    format!("there is no interface `{}`", name.value),
                )
                .expected("the id of an interface")
                .help(
                    did_you_mean(&name.value, ids.iter().copied())
                        .unwrap_or_else(|| format!("interfaces are {}", ids.join(", "))),
                ),
            ),
        }
    }
    let mut covered = BTreeSet::new();
    while let Some(next) = open.pop() {
        if covered.insert(next) {
            open.extend(base.interfaces[next].settings.raw.depends_on.iter().filter_map(|id| at(&id.value)));
        }
    }
    covered
}
