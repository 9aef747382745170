//! Choices: which attribute tells them, and whether they cover all its codes.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::model::{Alternative, DataObject, Definition, Discriminator, Id, Type, Value};
use crate::nearest::{did_you_mean, quoted, some};
use crate::raw::{RawAttribute, RawChoice, Text};
use crate::resolve::Resolver;
use crate::source::Span;
use crate::vocabulary::Kind;

impl<'a> Resolver<'a> {
    /// The alternatives of a choice, as written; what they cover as the default is added later.
    pub(super) fn alternatives(
        &mut self,
        raw: &[RawChoice],
        mut type_of: impl FnMut(&mut Self, &Text) -> Option<Type>,
    ) -> Vec<Alternative> {
        let mut alternatives: Vec<Alternative> = Vec::new();
        let mut default: Option<Span> = None;
        let mut firsts: HashMap<&str, Span> = HashMap::new();
        for choice in raw {
            if choice.default == Some(true) {
                if let Some(first) = default {
                    self.report(
                        Diagnostic::new(&rules::CHOICE_COVERAGE, choice.span, "a second choice is the default")
                            .related(first, "the first one")
                            .help("mark one choice as the default"),
                    );
                }
                default.get_or_insert(choice.span);
            }
            let when = choice.when.value.text.as_str();
            if let Some(first) = firsts.get(when) {
                self.report(
                    Diagnostic::new(
                        &rules::CHOICE_COVERAGE,
                        choice.when.span,
                        format!("`{when}` has a choice already"),
                    )
                    .related(*first, "the first one")
                    .help("write another value, or remove one of the two"),
                );
                continue;
            }
            firsts.insert(when, choice.when.span);
            let Some(r#type) = type_of(self, &choice.type_id) else { continue };
            alternatives.push(Alternative {
                when: vec![when.to_owned()],
                default: choice.default == Some(true),
                r#type,
                cardinality: choice.cardinality.map(|word| word.0),
            });
        }
        alternatives
    }

    /// Finds the attribute that tells each choice, and completes what the alternatives cover.
    pub(super) fn settle_choices(&mut self) {
        let spec = self.spec;
        let objects = spec.interfaces.iter().flat_map(|files| &files.data_objects);
        let attributes = objects.flat_map(|loaded| &loaded.raw.attributes);
        let written: IndexMap<Span, &RawAttribute> = attributes.map(|raw| (raw.name.span, raw)).collect();
        let ids: Vec<Id<DataObject>> = self.standard.data_objects.iter().map(|(id, _)| id).collect();
        for id in ids {
            for at in 0..self.object(id).attributes.len() {
                if let Some(raw) = written.get(&self.object(id).attributes[at].span) {
                    self.settle_choice(id, at, raw);
                }
            }
        }
    }

    fn settle_choice(&mut self, id: Id<DataObject>, at: usize, raw: &'a RawAttribute) {
        let attribute = &self.object(id).attributes[at];
        let (Value::Choice(choice), Some(by)) = (&attribute.value, &raw.by) else { return };
        let (path, name) = (choice.by.clone(), attribute.name.clone());
        let mut alternatives = choice.alternatives.clone();
        let (discriminator, required) = match self.discriminator(id, &path) {
            Ok(found) => found,
            Err(why) => {
                self.cannot_tell(by, &name, why);
                return;
            }
        };
        let codes = self.codes_of_discriminator(discriminator);
        let known: HashSet<&String> = codes.iter().collect();
        let choices = self.written_choices(id, raw);
        let mut is_clear = choices.len() == alternatives.len() && !self.is_unsound(discriminator);
        for choice in choices {
            let code = &choice.when.value.text;
            if known.contains(code) || self.is_unsound(discriminator) {
                continue;
            }
            is_clear = false;
            let near = did_you_mean(code, codes.iter().map(String::as_str));
            self.report(
                Diagnostic::new(
                    &rules::CHOICE_UNKNOWN_CODE,
                    choice.when.span,
                    format!("`{code}` is no value of `{}`", path.join(".")),
                )
                .help(near.unwrap_or_else(|| format!("values are {}", some(&codes)))),
            );
        }
        let covered: HashSet<&String> = alternatives.iter().flat_map(|alternative| &alternative.when).collect();
        let open: Vec<String> = codes.iter().filter(|code| !covered.contains(code)).cloned().collect();
        match alternatives.iter_mut().find(|alternative| alternative.default) {
            Some(default) => default.when.extend(open),
            None if is_clear => self.coverage(raw, &path.join("."), &open, required),
            None => {}
        }
        if let Value::Choice(choice) = &mut self.standard.data_objects.get_mut(id).attributes[at].value {
            choice.discriminator = discriminator;
            choice.discriminator_required = required;
            choice.alternatives = alternatives;
        }
    }

    /// The choices of an attribute as they are written: there, or where its parameter is bound.
    fn written_choices(&self, id: Id<DataObject>, raw: &'a RawAttribute) -> &'a [RawChoice] {
        let Some(parameter) = raw.type_id.as_ref().and_then(|id| id.value.strip_prefix('$')) else {
            return &raw.choices;
        };
        let interface = self.object(id).meta.interface.index();
        let spec = self.spec;
        let binds = &spec.interfaces[interface].settings.raw.binds;
        binds.iter().find(|bind| bind.parameter.value == parameter).map_or(&[], |bind| &bind.choices)
    }

    /// Reports codes that have no choice.
    fn coverage(&mut self, raw: &RawAttribute, path: &str, open: &[String], required: bool) {
        let name = &raw.name.value;
        if !open.is_empty() {
            let open: Vec<&str> = open.iter().map(String::as_str).collect();
            self.report(
                Diagnostic::new(
                    &rules::CHOICE_COVERAGE,
                    raw.name.span,
                    format!("`{name}` has no choice for {}", quoted(&open, "and")),
                )
                .help(format!("add a choice for each, or mark one as `default: true`; `{path}` tells which one holds")),
            );
        } else if !required {
            self.report(
                Diagnostic::new(
                    &rules::CHOICE_COVERAGE,
                    raw.name.span,
                    format!("`{path}` may be absent, and `{name}` has no default choice"),
                )
                .help("mark one choice as `default: true`, or make the attribute that tells it 1..1"),
            );
        }
    }

    /// Reports that an attribute does not tell which choice holds.
    fn cannot_tell(&mut self, by: &Text, name: &str, why: Mute) {
        let (message, help) = match why {
            Mute::Unclear => return,
            Mute::Missing { wanted, object } => {
                let object = self.object(object);
                let known: Vec<&str> = object.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
                let help = did_you_mean(&wanted, known.iter().copied().filter(|known| *known != name));
                (
                    format!("there is no attribute `{wanted}` in {}", object.meta.name),
                    help.unwrap_or_else(|| {
                        "name an attribute of this object, or of an object one step down: `header.action`".to_owned()
                    }),
                )
            }
            Mute::Extensible(directory) => (
                format!(
                    "`{}` cannot tell which choice of `{name}` holds: countries may add codes to {directory}",
                    by.value
                ),
                "make the code directory closed, or name another attribute".to_owned(),
            ),
            Mute::List => (
                format!("`{}` cannot tell which choice of `{name}` holds: it may have several values", by.value),
                "make it 0..1 or 1..1, or name another attribute".to_owned(),
            ),
            Mute::Other => (
                format!("`{}` cannot tell which choice of `{name}` holds", by.value),
                "name an attribute of this object, or of an object one step down: `header.action`".to_owned(),
            ),
        };
        self.report(
            Diagnostic::new(&rules::CHOICE_BY, by.span, message)
                .expected("an attribute with a closed code directory, or a boolean")
                .help(help),
        );
    }

    fn is_unsound(&self, discriminator: Discriminator) -> bool {
        match discriminator {
            Discriminator::Boolean => false,
            Discriminator::Code(id) => self.standard.unsound.contains(&Definition::CodeDirectory(id)),
        }
    }

    fn codes_of_discriminator(&self, discriminator: Discriminator) -> Vec<String> {
        match discriminator {
            Discriminator::Boolean => vec!["false".to_owned(), "true".to_owned()],
            Discriminator::Code(id) => {
                self.standard.code_directories[id].codes.iter().map(|code| code.code.clone()).collect()
            }
        }
    }

    /// What the attribute at a path is, and whether it is always present; or why it cannot tell a choice.
    fn discriminator(&self, object: Id<DataObject>, path: &[String]) -> Result<(Discriminator, bool), Mute> {
        let Some((name, rest)) = path.split_first() else { return Err(Mute::Other) };
        let Some(attribute) = self.object(object).attribute(name) else {
            // It may be one that could not be read.
            return Err(if self.has_faults(object) {
                Mute::Unclear
            } else {
                Mute::Missing { wanted: name.clone(), object }
            });
        };
        if attribute.cardinality.is_list() {
            return Err(Mute::List);
        }
        let Value::One(r#type) = attribute.value else { return Err(Mute::Other) };
        match (rest, r#type) {
            ([], Type::Data(id)) if self.standard.data_types[id].kind == Kind::Boolean => {
                Ok((Discriminator::Boolean, attribute.is_required()))
            }
            ([], Type::Code(id)) => {
                let directory = &self.standard.code_directories[id];
                if directory.is_closed() || self.is_unsound(Discriminator::Code(id)) {
                    Ok((Discriminator::Code(id), attribute.is_required()))
                } else {
                    Err(Mute::Extensible(directory.meta.id.clone()))
                }
            }
            ([_], Type::Object(id)) => {
                let (discriminator, required) = self.discriminator(id, rest)?;
                Ok((discriminator, required && attribute.is_required()))
            }
            _ => Err(Mute::Other),
        }
    }

    /// Whether anything is wrong with a data object, or with one that it extends, so that attributes may be missing.
    fn has_faults(&self, id: Id<DataObject>) -> bool {
        std::iter::successors(Some(id), |id| self.object(*id).extends).any(|id| {
            self.objects.incomplete.contains(&id) || self.diagnostics.has_errors_in(self.object(id).meta.span.file)
        })
    }

    /// Reports actions that the header does not know.
    pub(super) fn settle_actions(&mut self) {
        let ids: Vec<Id<DataObject>> = self.standard.data_objects.iter().map(|(id, _)| id).collect();
        for id in ids {
            let Some(fixed) = self.object(id).fixed.first().cloned() else { continue };
            let codes = match self.discriminator(id, &fixed.path) {
                Ok((discriminator @ Discriminator::Code(_), _)) if !self.is_unsound(discriminator) => {
                    self.codes_of_discriminator(discriminator)
                }
                Ok((Discriminator::Code(_), _)) | Err(Mute::Unclear) => continue,
                Err(Mute::Extensible(directory)) => self.codes_of_directory(&directory),
                _ => Vec::new(),
            };
            let near = did_you_mean(&fixed.code, codes.iter().map(String::as_str));
            // An interface may add actions of its own to an extensible directory, but hardly one that looks like a slip.
            let is_open = matches!(self.discriminator(id, &fixed.path), Err(Mute::Extensible(_)));
            if codes.contains(&fixed.code) || (is_open && near.is_none()) {
                continue;
            }
            // Nothing is held against a payload that has another action.
            self.standard.data_objects.get_mut(id).fixed.clear();
            let spans: Vec<Span> = self.action_spans(&fixed.code);
            for span in spans {
                self.report(
                    Diagnostic::new(
                        &rules::UNKNOWN_ACTION,
                        span,
                        format!("`{}` is no value of header.action", fixed.code),
                    )
                    .expected("a code of the directory of `header.action` in the envelope")
                    .help(near.clone().unwrap_or_else(|| "add the code to the directory, or correct it".to_owned())),
                );
            }
        }
    }

    /// The codes of the directory that has this id.
    fn codes_of_directory(&self, id: &str) -> Vec<String> {
        let mut directories = self.standard.code_directories.iter().map(|(_, directory)| directory);
        let found = directories.find(|directory| directory.meta.id == id);
        found.map(|it| it.codes.iter().map(|code| code.code.clone()).collect()).unwrap_or_default()
    }

    /// Where an action is written.
    fn action_spans(&self, action: &str) -> Vec<Span> {
        let spec: &crate::load::RawSpec = self.spec;
        spec.interfaces
            .iter()
            .flat_map(|files| &files.operations)
            .flat_map(|loaded| loaded.raw.request.iter().chain(&loaded.raw.answer))
            .filter_map(|body| body.action.as_ref())
            .filter(|text| text.value == action)
            .map(|text| text.span)
            .collect()
    }
}

/// Why an attribute cannot tell a choice.
enum Mute {
    /// Something was reported that may be the reason.
    Unclear,
    /// There is none of this name.
    Missing { wanted: String, object: Id<DataObject> },
    /// Its code directory may have more codes.
    Extensible(String),
    /// It is a list.
    List,
    /// It is something else.
    Other,
}
