//! Attributes: their types, the choices among several, and how they narrow inherited ones.

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::model::{Alternative, Attribute, Bound, Choice, DataObject, Discriminator, Id, Text, Type, Value, title_of};
use crate::raw::{RawAttribute, RawDataObject, Text as RawText};
use crate::resolve::interfaces::TYPE_KINDS;
use crate::resolve::objects::{Message, Version};
use crate::resolve::{Resolver, meta};
use crate::source::Span;
use crate::vocabulary::Kind;

impl Resolver<'_> {
    pub(super) fn attribute(
        &mut self,
        raw: &RawAttribute,
        object: &RawDataObject,
        version: &Version,
    ) -> Option<Attribute> {
        self.attribute_name(raw);
        let value = self.value(raw, object, version);
        let siblings: Vec<&str> = object.attributes.iter().map(|attribute| attribute.name.value.as_str()).collect();
        let since = meta::since(raw.since.as_ref(), self.diagnostics);
        let deprecated = self.deprecation(raw.deprecated.as_ref(), &raw.name.value, &siblings);
        // What has no type is left out, once all else of it was looked at.
        let value = value?;
        Some(Attribute {
            name: raw.name.value.clone(),
            title: match &raw.title {
                Some(title) => meta::text(title),
                None => Text::english(title_of(&raw.name.value)),
            },
            description: meta::text(&raw.description),
            cardinality: raw.cardinality.value.0,
            value,
            sensitivity: raw.sensitivity.map(|word| word.0),
            since,
            formerly: meta::plain(&raw.formerly),
            deprecated,
            decisions: meta::decisions(&raw.decisions),
            example: raw.example.as_ref().map(|example| example.value.text.clone()),
            inherited_from: None,
            span: raw.name.span,
        })
    }

    fn attribute_name(&mut self, raw: &RawAttribute) {
        let text = raw.name.value.as_str();
        let well_formed = text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !well_formed {
            self.report(
                Diagnostic::new(
                    &rules::MALFORMED_NAME,
                    raw.name.span,
                    format!("`{text}` is not a name of an attribute"),
                )
                .expected("a name in snake_case")
                .help("write letters, digits and underscores, beginning with a letter"),
            );
        } else if text.bytes().any(|byte| byte.is_ascii_uppercase()) && raw.decisions.is_empty() {
            self.report(
                Diagnostic::new(&rules::NAMING_CONVENTION, raw.name.span, format!("`{text}` is not in snake_case"))
                    .help("write it in snake_case, or record under `decisions` why the wire has it so"),
            );
        }
    }

    fn value(&mut self, raw: &RawAttribute, object: &RawDataObject, version: &Version) -> Option<Value> {
        match (&raw.type_id, raw.choices.is_empty()) {
            (Some(id), true) => match self.parameter_or_type(id, object, version)? {
                Bound::One(r#type) => Some(Value::One(r#type)),
                Bound::Choices(alternatives) => self.choice(raw, alternatives),
            },
            (None, false) => {
                let alternatives = self.alternatives(&raw.choices, |resolver, id| {
                    match resolver.parameter_or_type(id, object, version)? {
                        Bound::One(r#type) => Some(r#type),
                        Bound::Choices(_) => {
                            resolver.missing_type(id.span, id.span, "a choice cannot itself be one of several types");
                            None
                        }
                    }
                });
                self.choice(raw, alternatives)
            }
            (Some(id), false) => {
                self.type_and_choices(id);
                None
            }
            (None, true) => {
                self.missing_type(raw.name.span, raw.span, &format!("the attribute `{}` has no type", raw.name.value));
                None
            }
        }
    }

    /// A choice whose discriminator is settled once all attributes are known.
    fn choice(&mut self, raw: &RawAttribute, alternatives: Vec<Alternative>) -> Option<Value> {
        let Some(by) = &raw.by else {
            if !self.diagnostics.has_errors_within(raw.span) {
                self.report(
                    Diagnostic::new(
                        &rules::CHOICE_BY,
                        raw.name.span,
                        format!("nothing tells which choice of `{}` holds", raw.name.value),
                    )
                    .help("add `by:` with an attribute that has a closed code directory, or a boolean"),
                );
            }
            return None;
        };
        Some(Value::Choice(Choice {
            by: by.value.split('.').map(ToOwned::to_owned).collect(),
            discriminator: Discriminator::Boolean,
            discriminator_required: false,
            alternatives,
        }))
    }

    fn parameter_or_type(&mut self, id: &RawText, object: &RawDataObject, version: &Version) -> Option<Bound> {
        let Some(name) = id.value.strip_prefix('$') else {
            let raw = self.refer(id, TYPE_KINDS, version.place.0)?;
            return self.bound_type(raw, version.interface).map(Bound::One);
        };
        if let Some(parameter) = object.parameters.iter().find(|parameter| parameter.name.value == name) {
            if let Some(Message { object: message, .. }) = &version.message {
                return Some(Bound::One(Type::Object(*message)));
            }
            let default = &parameter.type_id;
            return self.type_of(default, version.place.0).map(Bound::One);
        }
        let binds = &self.standard.interfaces[Id::new(version.interface)].binds;
        if let Some(binding) = binds.iter().find(|binding| binding.parameter == name) {
            return Some(binding.bound.clone());
        }
        self.interface_parameter(id, version.interface).map(|parameter| Bound::One(parameter.default))
    }

    /// Reports that there is no type, unless `whole` has a fault that says why.
    pub(super) fn missing_type(&mut self, span: Span, whole: Span, message: &str) {
        if self.diagnostics.has_errors_within(whole) {
            return;
        }
        self.report(
            Diagnostic::new(&rules::MISSING_TYPE, span, message)
                .help("add `type:` with the id of a data type, data format, code directory or data object"),
        );
    }

    pub(super) fn type_and_choices(&mut self, id: &RawText) {
        self.report(
            Diagnostic::new(&rules::TYPE_AND_CHOICES, id.span, "`type` and `choices` stand side by side")
                .help("remove one of the two"),
        );
    }

    /// An attribute may narrow an inherited one: a smaller cardinality, a narrower type. Anything else is reported.
    pub(super) fn narrows(&mut self, inherited: &Attribute, own: &Attribute) -> bool {
        let (wide, narrow) = (inherited.cardinality, own.cardinality);
        let cardinality_fits = narrow.is_within(wide);
        let type_fits = match (&inherited.value, &own.value) {
            (Value::One(wide), Value::One(narrow)) => self.is_narrower(*narrow, *wide),
            (wide, narrow) => wide == narrow,
        };
        let name = &own.name;
        let (message, help) = if !type_fits {
            (
                format!("the type of `{name}` does not fit the inherited attribute"),
                "give it another name, or a type that the inherited one allows: a format or a code directory of that data \
                 type, or a data object that extends that data object"
                    .to_owned(),
            )
        } else if !cardinality_fits {
            (
                format!("the cardinality of `{name}` is {narrow}, which the inherited attribute does not allow"),
                format!("give it another name, or a cardinality within {wide}"),
            )
        } else {
            return true;
        };
        self.report(
            Diagnostic::new(&rules::ATTRIBUTE_CLASH, own.span, message)
                .related(inherited.span, "inherited from here")
                .help(help),
        );
        false
    }

    fn is_narrower(&self, narrow: Type, wide: Type) -> bool {
        if narrow == wide {
            return true;
        }
        match (narrow, wide) {
            (Type::Object(narrow), Type::Object(wide)) => {
                let mut current = Some(narrow);
                while let Some(id) = current {
                    let object = self.object(id);
                    if id == wide || object.bound_from() == Some(wide) {
                        return true;
                    }
                    current = self.extends_of(id);
                }
                false
            }
            (_, Type::Data(wide)) => {
                let wide = self.standard.data_types[wide].kind;
                let kind = self.standard.kind_of(narrow);
                wide == Kind::Any || kind == wide || (wide == Kind::Decimal && kind == Kind::Integer)
            }
            _ => false,
        }
    }

    /// The parent of a data object, also of one that is not filled in yet.
    fn extends_of(&self, id: Id<DataObject>) -> Option<Id<DataObject>> {
        if let Some(parent) = self.object(id).extends {
            return Some(parent);
        }
        let place = self.parent_of(self.objects.version_of.get(&id)?.place)?;
        Some(self.declared(place))
    }
}
