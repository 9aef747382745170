//! A profile laid over the definitions of the standard, before they are resolved.

use std::collections::BTreeMap;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{Loaded, RawInterfaceFiles, RawProfileFiles, RawSpec};
use crate::model::title_of;
use crate::nearest::did_you_mean;
use crate::profile::covered::{covered, ending_in_slash, settings};
use crate::raw::values::{Translation, Words};
use crate::raw::{
    RawAttribute, RawCodeDirectory, RawDataObject, RawDecision, RawDirectoryProfile, RawNarrowing, RawObjectProfile,
    Text,
};
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
    let is_sound = !diagnostics.has_errors();
    for diagnostic in std::mem::take(diagnostics).finish() {
        found.push(diagnostic);
    }
    let vocabulary = ending_in_slash(&files.raw.namespaces.vocabulary.value);
    Overlaid { spec, places, narrowed, covers, vocabulary, is_sound }
}

struct Work<'a, 'd> {
    base: &'a RawSpec,
    files: &'a RawProfileFiles,
    spec: RawSpec,
    places: BTreeMap<String, Span>,
    narrowed: BTreeMap<Span, Span>,
    diagnostics: &'d mut Diagnostics,
}

/// The place of an id among the definitions of one kind.
fn place_of<'a, T: 'a>(
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

    fn directory_at(&self, id: &str) -> Option<(usize, usize)> {
        place_of(&self.spec.interfaces, id, |it| &it.code_directories, |raw: &RawCodeDirectory| &raw.code_directory)
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

    fn directory(&mut self, profile: &RawDirectoryProfile) {
        let id = &profile.code_directory;
        let Some((interface, at)) = self.directory_at(&id.value) else {
            return self.unknown(id, "code directory", |it| {
                it.code_directories.iter().map(|it| &it.raw.code_directory).collect()
            });
        };
        self.places.insert(id.value.clone(), id.span);
        let mut directory = self.spec.interfaces[interface].code_directories[at].raw.clone();
        let speaks_of_codes = !(profile.only.is_empty() && profile.codes.is_empty() && profile.adds.is_empty());
        if let Some(of) = directory.codes_of.as_ref().filter(|_| speaks_of_codes) {
            self.diagnostics.push(
                Diagnostic::new(
                    &rules::PROFILE_CLASH,
                    id.span,
                    format!("{} {} takes its codes over from {}", id.value, directory.name.value, of.value),
                )
                .help(format!("say it of {}", of.value)),
            );
            return;
        }
        let name = directory.name.value.clone();
        translate_or(&mut directory.title, profile.title.as_ref(), &title_of(&name));
        translate(&mut directory.description, profile.description.as_ref());
        let mut codes = directory.codes.take().unwrap_or_default();
        let known: Vec<String> = codes.iter().map(|it| it.code.value.text.clone()).collect();
        let named = profile.only.iter().chain(profile.codes.iter().map(|it| &it.code));
        for code in named.filter(|code| !known.contains(&code.value.text)) {
            let help = did_you_mean(&code.value.text, known.iter().map(String::as_str))
                .unwrap_or_else(|| format!("its codes are {}", known.join(", ")));
            self.diagnostics.push(
                Diagnostic::new(
                    &rules::UNKNOWN_CODE,
                    code.span,
                    format!("{} {name} has no code `{}`", id.value, code.value.text),
                )
                .help(help),
            );
        }
        if let (Some(first), crate::vocabulary::Binding::Extensible) = (profile.only.first(), directory.binding.0) {
            self.diagnostics.push(
                Diagnostic::new(
                    &rules::PROFILE_CLASH,
                    first.span,
                    format!("{} {name} is extensible, so that fewer codes forbid nothing", id.value),
                )
                .help("bind a closed list of the country's own where the directory is used"),
            );
        }
        if !profile.only.is_empty() {
            codes.retain(|it| profile.only.iter().any(|only| only.value.text == it.code.value.text));
            if let Some(because) = &profile.because {
                let chosen: Vec<&str> = profile.only.iter().map(|it| it.value.text.as_str()).collect();
                directory.decisions.push(self.decision(profile.span, &chosen.join(", "), because));
            }
        }
        for said in &profile.codes {
            if let Some(code) = codes.iter_mut().find(|it| it.code.value.text == said.code.value.text) {
                translate(&mut code.label, said.label.as_ref());
                let label = code.label.by_language.get("en").cloned().unwrap_or_default();
                translate_or(&mut code.description, said.description.as_ref(), &label);
            }
        }
        for added in &profile.adds {
            self.places.insert(format!("{}/{}", id.value, added.code.value.text), added.code.span);
            codes.push(added.clone());
        }
        if directory.codes_of.is_none() {
            directory.codes = Some(codes);
        }
        self.spec.interfaces[interface].code_directories[at].raw = directory;
    }

    /// Why something differs, as a decision at its place.
    fn decision(&self, span: Span, chosen: &str, because: &Words) -> RawDecision {
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
    fn unknown(&mut self, id: &Text, what: &str, ids: impl Fn(&RawInterfaceFiles) -> Vec<&Text>) {
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

/// Adds the languages of a translation to a text.
fn translate(words: &mut Words, translation: Option<&Translation>) {
    for (language, text) in translation.iter().flat_map(|it| &it.by_language) {
        words.by_language.insert(language.clone(), text.clone());
    }
}

/// The same for a text that may be absent; it begins with what stands in for it.
fn translate_or(words: &mut Option<Words>, translation: Option<&Translation>, english: &str) {
    if translation.is_some() {
        let english = || Words { by_language: std::iter::once(("en".to_owned(), english.to_owned())).collect() };
        translate(words.get_or_insert_with(english), translation);
    }
}
