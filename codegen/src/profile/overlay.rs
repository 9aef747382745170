//! A profile laid over the definitions of the standard, before they are resolved.

use std::collections::BTreeMap;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{Loaded, RawInterfaceFiles, RawProfileFiles, RawSpec};
use crate::model::title_of;
use crate::nearest::did_you_mean;
use crate::profile::covered::{covered, ending_in_slash, settings};
use crate::profile::words::{translate, translate_or};
use crate::raw::values::Words;
use crate::raw::{RawAttribute, RawDataObject, RawDecision, RawNarrowing, RawObjectProfile, Text};
use crate::resolve::forms;
use crate::source::Span;

/// The standard as a profile has it, to be resolved.
pub(super) struct Overlaid {
    pub(super) spec: RawSpec,
    /// Where the profile says what it says: by id, with an attribute or code after a slash.
    pub(super) places: BTreeMap<String, Span>,
    /// The attributes of the standard that it narrows, by where the standard declares them.
    pub(super) narrowed: BTreeMap<Span, Span>,
    /// The ids of the interfaces that it covers.
    pub(super) covers: Vec<String>,
    /// Where its own JSON-LD terms live.
    pub(super) vocabulary: String,
    /// Whether nothing was reported.
    pub(super) is_sound: bool,
}

/// Lays a profile over the standard. What it names and is not there is reported and left out.
pub(super) fn overlay(base: &RawSpec, files: &RawProfileFiles, found: &mut Diagnostics) -> Overlaid {
    let diagnostics = &mut Diagnostics::new();
    let covered = covered(base, files, diagnostics);
    let mut interfaces: Vec<RawInterfaceFiles> = covered.iter().map(|at| base.interfaces[*at].clone()).collect();
    let covers: Vec<String> = interfaces.iter().map(|it| it.settings.raw.interface.value.clone()).collect();
    let mut own = files.own.clone();
    let span = files.raw.profile.span;
    own.settings.raw.depends_on = covers.iter().map(|id| Text { value: id.clone(), span }).collect();
    interfaces.push(own);
    let folders: Vec<_> = interfaces.iter().map(|it| it.folder.clone()).collect();
    let examples = base.examples.iter().filter(|(path, _)| folders.iter().any(|folder| path.starts_with(folder)));
    let examples = examples.chain(&files.examples).map(|(path, loaded)| (path.clone(), loaded.clone())).collect();
    let spec = RawSpec {
        standard: settings(base, files),
        is_complete: true,
        profile: Some(interfaces.len() - 1),
        interfaces,
        examples,
        broken: base.broken.clone(),
    };
    let mut work = Work { base, files, spec, places: BTreeMap::new(), narrowed: BTreeMap::new(), diagnostics };
    for directory in &files.raw.code_directories {
        work.directory(directory);
    }
    for object in &files.raw.data_objects {
        work.object(object);
    }
    let (spec, places, narrowed) = (work.spec, work.places, work.narrowed);
    forms::address(&files.raw.namespaces.vocabulary, diagnostics);
    let is_sound = !diagnostics.has_errors();
    for diagnostic in std::mem::take(diagnostics).finish() {
        found.push(diagnostic);
    }
    let vocabulary = ending_in_slash(&files.raw.namespaces.vocabulary.value);
    Overlaid { spec, places, narrowed, covers, vocabulary, is_sound }
}

pub(super) struct Work<'a, 'd> {
    base: &'a RawSpec,
    files: &'a RawProfileFiles,
    pub(super) spec: RawSpec,
    pub(super) places: BTreeMap<String, Span>,
    narrowed: BTreeMap<Span, Span>,
    pub(super) diagnostics: &'d mut Diagnostics,
}

/// The place of an id among the definitions of one kind.
pub(super) fn place_of<'a, T: 'a>(
    interfaces: &'a [RawInterfaceFiles],
    id: &str,
    of: impl Fn(&'a RawInterfaceFiles) -> &'a [Loaded<T>],
    own: impl Fn(&T) -> &Text,
) -> Option<(usize, usize)> {
    interfaces
        .iter()
        .enumerate()
        .find_map(|(interface, files)| Some((interface, of(files).iter().position(|it| own(&it.raw).value == id)?)))
}

impl Work<'_, '_> {
    fn object_at(&self, id: &str) -> Option<(usize, usize)> {
        place_of(&self.spec.interfaces, id, |it| &it.data_objects, |raw: &RawDataObject| &raw.data_object)
    }

    fn object(&mut self, profile: &RawObjectProfile) {
        let id = &profile.data_object;
        let Some((interface, at)) = self.object_at(&id.value) else {
            return self
                .unknown(id, "data object", |it| it.data_objects.iter().map(|it| &it.raw.data_object).collect());
        };
        self.places.insert(id.value.clone(), id.span);
        let mut object = self.spec.interfaces[interface].data_objects[at].raw.clone();
        let name = object.name.value.clone();
        translate_or(&mut object.title, profile.title.as_ref(), &name);
        translate(&mut object.description, profile.description.as_ref());
        for narrowing in &profile.attributes {
            self.narrow(&mut object, narrowing);
        }
        for added in &profile.adds {
            if let Some(known) = self.attribute(&object, &added.name.value) {
                self.diagnostics.push(
                    Diagnostic::new(
                        &rules::DUPLICATE_ATTRIBUTE,
                        added.name.span,
                        format!("{} {name} has an attribute `{}` already", id.value, added.name.value),
                    )
                    .related(known.name.span, "in the standard")
                    .help("narrow it under `attributes`, or give what you add another name"),
                );
                continue;
            }
            self.places.insert(format!("{}/{}", id.value, added.name.value), added.name.span);
            object.attributes.push(added.clone());
        }
        object.examples.extend(profile.examples.iter().cloned());
        self.spec.interfaces[interface].data_objects[at].raw = object;
    }

    /// The attribute of a name: the object's own, or the one that it inherits.
    fn attribute(&self, object: &RawDataObject, name: &str) -> Option<RawAttribute> {
        let mut current = object;
        // Parents that go in a circle are reported elsewhere.
        for _ in 0..self.spec.interfaces.iter().map(|it| it.data_objects.len()).sum() {
            if let Some(found) = current.attributes.iter().find(|it| it.name.value == name) {
                return Some(found.clone());
            }
            let (interface, at) = self.object_at(&current.extends.as_ref()?.value)?;
            current = &self.spec.interfaces[interface].data_objects[at].raw;
        }
        None
    }

    fn narrow(&mut self, object: &mut RawDataObject, narrowing: &RawNarrowing) {
        let (id, name) = (object.data_object.value.clone(), &narrowing.name);
        let Some(mut attribute) = self.attribute(object, &name.value) else {
            let known: Vec<&str> = object.attributes.iter().map(|it| it.name.value.as_str()).collect();
            let help = did_you_mean(&name.value, known)
                .unwrap_or_else(|| "write what the standard does not have under `adds`".to_owned());
            self.diagnostics.push(
                Diagnostic::new(
                    &rules::UNKNOWN_ATTRIBUTE,
                    name.span,
                    format!("{id} {} has no attribute `{}`", object.name.value, name.value),
                )
                .help(help),
            );
            return;
        };
        let own = object.attributes.iter().position(|it| it.name.value == name.value);
        if own.is_none() {
            // What was decided is told where the attribute was declared.
            attribute.decisions.clear();
        }
        let mut place = name.span;
        let mut chosen = Vec::new();
        if let Some(r#type) = &narrowing.type_id {
            chosen.push(r#type.value.clone());
            place = r#type.span;
            attribute.type_id = Some(r#type.clone());
            attribute.choices.clear();
            // What shows the wider type need not be of the narrower one.
            attribute.example = None;
            attribute.by = None;
        }
        if let Some(cardinality) = &narrowing.cardinality {
            chosen.insert(0, cardinality.value.0.to_string());
            place = cardinality.span;
            attribute.cardinality = cardinality.clone();
        }
        translate_or(&mut attribute.title, narrowing.title.as_ref(), &title_of(&name.value));
        translate(&mut attribute.description, narrowing.description.as_ref());
        if let Some(because) = &narrowing.because {
            attribute.decisions.push(self.decision(narrowing.span, &chosen.join(" "), because));
        }
        self.places.insert(format!("{id}/{}", name.value), place);
        self.narrowed.insert(attribute.name.span, place);
        match own {
            Some(at) => object.attributes[at] = attribute,
            None => object.attributes.push(attribute),
        }
    }

    /// Why something differs, as a decision at its place.
    pub(super) fn decision(&self, span: Span, chosen: &str, because: &Words) -> RawDecision {
        let english = |text: String| Words { by_language: std::iter::once(("en".to_owned(), text)).collect() };
        let title = self.files.raw.title.by_language.get("en").cloned().unwrap_or_default();
        RawDecision {
            span,
            about: english(format!("Profile {title}")),
            sources: Vec::new(),
            chosen: english(chosen.to_owned()),
            because: because.clone(),
            settles: Vec::new(),
        }
    }

    /// A definition that is not there, or in an interface that the profile does not cover.
    pub(super) fn unknown(&mut self, id: &Text, what: &str, ids: impl Fn(&RawInterfaceFiles) -> Vec<&Text>) {
        let elsewhere = self.base.interfaces.iter().find(|it| ids(it).iter().any(|known| known.value == id.value));
        let (message, help) = if let Some(files) = elsewhere {
            let interface = &files.settings.raw.interface.value;
            (
                format!("`{}` belongs to the interface {interface}, which the profile does not cover", id.value),
                format!("add {interface} to `interfaces`"),
            )
        } else {
            let known: Vec<&str> = self.spec.interfaces.iter().flat_map(ids).map(|id| id.value.as_str()).collect();
            let help = did_you_mean(&id.value, known).unwrap_or_else(|| "`dci list` shows every id".to_owned());
            (format!("there is no {what} `{}`", id.value), help)
        };
        self.diagnostics.push(Diagnostic::new(&rules::UNKNOWN_REFERENCE, id.span, message).help(help));
    }
}
