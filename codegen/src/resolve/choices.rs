//! Choices: which attribute tells them, and whether they cover all its codes.

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::model::{Alternative, Attribute, DataObject, Discriminator, Id, Type, Value};
use crate::nearest::did_you_mean;
use crate::raw::{RawChoice, Text};
use crate::resolve::Resolver;
use crate::source::Span;
use crate::vocabulary::Kind;

impl Resolver<'_> {
    /// The alternatives of a choice, as written; what they cover as the default is added later.
    pub(super) fn alternatives(
        &mut self,
        raw: &[RawChoice],
        mut type_of: impl FnMut(&mut Self, &Text) -> Option<Type>,
    ) -> Vec<Alternative> {
        let mut alternatives: Vec<Alternative> = Vec::new();
        let mut default: Option<Span> = None;
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
            if alternatives.iter().any(|other| other.when.contains(&choice.when.value.text)) {
                self.report(
                    Diagnostic::new(
                        &rules::CHOICE_COVERAGE,
                        choice.when.span,
                        format!("`{}` has a choice already", choice.when.value.text),
                    )
                    .help("remove one of the two"),
                );
                continue;
            }
            let Some(r#type) = type_of(self, &choice.type_id) else { continue };
            alternatives.push(Alternative {
                when: vec![choice.when.value.text.clone()],
                default: choice.default == Some(true),
                r#type,
                cardinality: choice.cardinality.map(|word| word.0),
            });
        }
        alternatives
    }

    /// Finds the attribute that tells each choice, and completes what the alternatives cover.
    pub(super) fn settle_choices(&mut self) {
        let ids: Vec<Id<DataObject>> = self.standard.data_objects.iter().map(|(id, _)| id).collect();
        for id in ids {
            for at in 0..self.object(id).attributes.len() {
                self.settle_choice(id, at);
            }
        }
    }

    fn settle_choice(&mut self, id: Id<DataObject>, at: usize) {
        let attribute = &self.object(id).attributes[at];
        let Value::Choice(choice) = &attribute.value else { return };
        let (span, path, name) = (attribute.span, choice.by.clone(), attribute.name.clone());
        let Some((discriminator, required)) = self.discriminator(id, &path) else {
            let known: Vec<String> =
                self.object(id).attributes.iter().map(|attribute| attribute.name.clone()).collect();
            let help = did_you_mean(&path[0], known.iter().map(String::as_str)).unwrap_or_else(|| {
                "name an attribute of this object, or of an object one step down: `header.action`".into()
            });
            self.report(
                Diagnostic::new(
                    &rules::CHOICE_BY,
                    span,
                    format!("`{}` cannot tell which choice of `{name}` holds", path.join(".")),
                )
                .expected("an attribute with a closed code directory, or a boolean, of cardinality 0..1 or 1..1")
                .help(help),
            );
            return;
        };
        let codes = self.codes_of_discriminator(discriminator);
        let mut alternatives = choice_of(&self.object(id).attributes[at]);
        for alternative in &alternatives {
            for code in &alternative.when {
                if !codes.contains(code) {
                    self.report(
                        Diagnostic::new(
                            &rules::CHOICE_UNKNOWN_CODE,
                            span,
                            format!("`{code}` is no value of `{}`", path.join(".")),
                        )
                        .help(
                            did_you_mean(code, codes.iter().map(String::as_str))
                                .unwrap_or_else(|| format!("values are {}", codes.join(", "))),
                        ),
                    );
                }
            }
        }
        let covered: Vec<&String> = alternatives.iter().flat_map(|alternative| &alternative.when).collect();
        let open: Vec<String> = codes.iter().filter(|code| !covered.contains(code)).cloned().collect();
        match alternatives.iter_mut().find(|alternative| alternative.default) {
            Some(default) => default.when.extend(open),
            None if !open.is_empty() => self.report(
                Diagnostic::new(
                    &rules::CHOICE_COVERAGE,
                    span,
                    format!("`{name}` has no choice for {}", open.join(", ")),
                )
                .help("add a choice for each, or mark one as `default: true`"),
            ),
            None if !required => self.report(
                Diagnostic::new(
                    &rules::CHOICE_COVERAGE,
                    span,
                    format!("`{}` may be absent, and `{name}` has no default choice", path.join(".")),
                )
                .help("mark one choice as `default: true`, or make the attribute that tells it 1..1"),
            ),
            None => {}
        }
        if let Value::Choice(choice) = &mut self.standard.data_objects.get_mut(id).attributes[at].value {
            choice.discriminator = discriminator;
            choice.discriminator_required = required;
            choice.alternatives = alternatives;
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

    /// What the attribute at a path is, and whether it is always present; nothing where it cannot tell a choice.
    fn discriminator(&self, object: Id<DataObject>, path: &[String]) -> Option<(Discriminator, bool)> {
        let (name, rest) = path.split_first()?;
        let attribute = self.object(object).attribute(name)?;
        if attribute.cardinality.is_list() {
            return None;
        }
        let Value::One(r#type) = attribute.value else { return None };
        match (rest, r#type) {
            ([], Type::Data(id)) if self.standard.data_types[id].kind == Kind::Boolean => {
                Some((Discriminator::Boolean, attribute.is_required()))
            }
            ([], Type::Code(id)) if self.standard.code_directories[id].is_closed() => {
                Some((Discriminator::Code(id), attribute.is_required()))
            }
            ([_], Type::Object(id)) => {
                let (discriminator, required) = self.discriminator(id, rest)?;
                Some((discriminator, required && attribute.is_required()))
            }
            _ => None,
        }
    }

    /// Reports actions that the header does not know.
    pub(super) fn settle_actions(&mut self) {
        let ids: Vec<Id<DataObject>> = self.standard.data_objects.iter().map(|(id, _)| id).collect();
        for id in ids {
            let Some(fixed) = self.object(id).fixed.first().cloned() else { continue };
            let codes = match self.discriminator(id, &fixed.path) {
                Some((Discriminator::Code(directory), _)) => {
                    self.codes_of_discriminator(Discriminator::Code(directory))
                }
                _ => Vec::new(),
            };
            if codes.contains(&fixed.code) {
                continue;
            }
            let spans: Vec<Span> = self.action_spans(&fixed.code);
            for span in spans {
                self.report(
                    Diagnostic::new(
                        &rules::UNKNOWN_ACTION,
                        span,
                        format!("`{}` is no value of header.action", fixed.code),
                    )
                    .expected("a code of the closed directory of `header.action` in the envelope")
                    .help(
                        did_you_mean(&fixed.code, codes.iter().map(String::as_str))
                            .unwrap_or_else(|| "add the code to the directory, or correct it".to_owned()),
                    ),
                );
            }
        }
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

fn choice_of(attribute: &Attribute) -> Vec<Alternative> {
    match &attribute.value {
        Value::Choice(choice) => choice.alternatives.clone(),
        Value::One(_) => Vec::new(),
    }
}
