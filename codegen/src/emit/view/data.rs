//! Data types, data formats, code directories and data objects, as templates see them.

use serde::Serialize;

use crate::emit::view::common::{DecisionView, DeprecationView, Languages, Link, MetaView, decisions, languages};
use crate::emit::view::relations::Family;
use crate::model::{
    Attribute, Code, CodeDirectory, DataFormat, DataObject, DataType, Definition, Discriminator, Example, Match,
    Origin, Parameter, Standard, Text, Type, Value,
};
use crate::vocabulary::{Binding, Cardinality, Kind, Relation, Sensitivity};

#[derive(Debug, Serialize)]
pub(crate) struct DataTypeView<'a> {
    #[serde(flatten)]
    meta: MetaView<'a>,
    kind: Kind,
}

impl<'a> DataTypeView<'a> {
    pub(crate) fn of(meta: MetaView<'a>, data_type: &DataType) -> Self {
        Self { meta, kind: data_type.kind }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct DataFormatView<'a> {
    #[serde(flatten)]
    meta: MetaView<'a>,
    r#type: Link<'a>,
    kind: Kind,
    pattern: Option<&'a str>,
    format: Option<&'a str>,
    min_length: Option<u32>,
    max_length: Option<u32>,
    minimum: Option<String>,
    maximum: Option<String>,
    examples: &'a [String],
    counter_examples: &'a [String],
}

impl<'a> DataFormatView<'a> {
    pub(crate) fn of(standard: &'a Standard, meta: MetaView<'a>, format: &'a DataFormat) -> Self {
        let constraints = &format.constraints;
        Self {
            meta,
            r#type: Link::to(standard, Definition::DataType(format.data_type)),
            kind: format.kind,
            pattern: constraints.pattern.as_deref(),
            format: constraints.format.as_deref(),
            min_length: constraints.min_length,
            max_length: constraints.max_length,
            minimum: constraints.minimum.as_ref().map(ToString::to_string),
            maximum: constraints.maximum.as_ref().map(ToString::to_string),
            examples: &format.examples,
            counter_examples: &format.counter_examples,
        }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct CodeDirectoryView<'a> {
    #[serde(flatten)]
    meta: MetaView<'a>,
    binding: Binding,
    codes_of: Option<Link<'a>>,
    codes: Vec<CodeView<'a>>,
}

impl<'a> CodeDirectoryView<'a> {
    pub(crate) fn of(standard: &'a Standard, meta: MetaView<'a>, directory: &'a CodeDirectory) -> Self {
        Self {
            meta,
            binding: directory.binding,
            codes_of: directory.codes_of.map(|of| Link::to(standard, Definition::CodeDirectory(of))),
            codes: directory.codes.iter().map(|code| CodeView::of(standard, code)).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct CodeView<'a> {
    code: &'a str,
    name: &'a str,
    label: &'a str,
    description: Option<&'a str>,
    label_in: Languages<'a>,
    since: Option<&'a str>,
    formerly: &'a [String],
    deprecated: Option<DeprecationView<'a>>,
    matches: Vec<MatchView<'a>>,
    decisions: Vec<DecisionView<'a>>,
}

#[derive(Debug, Serialize)]
struct MatchView<'a> {
    system: &'a str,
    code: &'a str,
    relation: Relation,
}

impl<'a> CodeView<'a> {
    pub(crate) fn of(standard: &'a Standard, code: &'a Code) -> Self {
        let of_match = |code: &'a Match| MatchView { system: &code.system, code: &code.code, relation: code.relation };
        Self {
            code: &code.code,
            name: &code.name,
            label: code.label.as_str(),
            description: code.description.as_ref().map(Text::as_str),
            label_in: languages(&code.label),
            since: code.since.as_deref(),
            formerly: &code.formerly,
            deprecated: DeprecationView::of(standard, code.deprecated.as_ref()),
            matches: code.matches.iter().map(of_match).collect(),
            decisions: decisions(&code.decisions),
        }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct DataObjectView<'a> {
    #[serde(flatten)]
    meta: MetaView<'a>,
    origin: &'static str,
    bound_from: Option<Link<'a>>,
    message: Option<Link<'a>>,
    extends: Option<Link<'a>>,
    extended_by: Vec<Link<'a>>,
    bound_as: Vec<Link<'a>>,
    parameters: Vec<ParameterView<'a>>,
    attributes: Vec<AttributeView<'a>>,
    fixed: Vec<FixedView<'a>>,
    examples: Vec<ExampleView<'a>>,
}

impl<'a> DataObjectView<'a> {
    pub(crate) fn of(standard: &'a Standard, meta: MetaView<'a>, object: &'a DataObject, family: &Family) -> Self {
        let to_object = |id| Link::to(standard, Definition::DataObject(id));
        let (origin, bound_from, message) = match object.origin {
            Origin::Declared => ("declared", None, None),
            Origin::Bound { of, .. } => ("bound", Some(of), None),
            Origin::Envelope { of, message } => ("envelope", Some(of), Some(message)),
        };
        Self {
            meta,
            origin,
            bound_from: bound_from.map(to_object),
            message: message.map(to_object),
            extends: object.extends.map(to_object),
            extended_by: family.extended_by.iter().copied().map(to_object).collect(),
            bound_as: family.bound_as.iter().copied().map(to_object).collect(),
            parameters: object.parameters.iter().map(|parameter| ParameterView::of(standard, parameter)).collect(),
            attributes: object.attributes.iter().map(|attribute| AttributeView::of(standard, attribute)).collect(),
            fixed: object
                .fixed
                .iter()
                .map(|fixed| FixedView { path: fixed.path.join("."), code: &fixed.code })
                .collect(),
            examples: object.examples.iter().map(|example| ExampleView::of(&standard[*example])).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct ParameterView<'a> {
    name: &'a str,
    r#type: Link<'a>,
    description: &'a str,
}

impl<'a> ParameterView<'a> {
    pub(crate) fn of(standard: &'a Standard, parameter: &'a Parameter) -> Self {
        Self {
            name: &parameter.name,
            r#type: link(standard, parameter.default),
            description: parameter.description.as_str(),
        }
    }
}

#[derive(Debug, Serialize)]
struct FixedView<'a> {
    path: String,
    code: &'a str,
}

#[derive(Debug, Serialize)]
struct AttributeView<'a> {
    name: &'a str,
    title: &'a str,
    description: &'a str,
    title_in: Languages<'a>,
    description_in: Languages<'a>,
    cardinality: Cardinality,
    r#type: Option<Link<'a>>,
    by: Option<String>,
    by_type: Option<Link<'a>>,
    choices: Vec<ChoiceView<'a>>,
    sensitivity: Option<Sensitivity>,
    since: Option<&'a str>,
    formerly: &'a [String],
    deprecated: Option<DeprecationView<'a>>,
    decisions: Vec<DecisionView<'a>>,
    example: Option<&'a str>,
    inherited_from: Option<Link<'a>>,
    added: bool,
}

#[derive(Debug, Serialize)]
struct ChoiceView<'a> {
    when: &'a [String],
    r#type: Link<'a>,
    default: bool,
    cardinality: Cardinality,
}

impl<'a> AttributeView<'a> {
    fn of(standard: &'a Standard, attribute: &'a Attribute) -> Self {
        let (one, choice) = match &attribute.value {
            Value::One(r#type) => (Some(*r#type), None),
            Value::Choice(choice) => (None, Some(choice)),
        };
        let choices = choice.map_or(&[][..], |choice| choice.alternatives.as_slice());
        Self {
            name: &attribute.name,
            title: attribute.title.as_str(),
            description: attribute.description.as_str(),
            title_in: languages(&attribute.title),
            description_in: languages(&attribute.description),
            cardinality: attribute.cardinality,
            r#type: one.map(|r#type| link(standard, r#type)),
            by: choice.map(|choice| choice.by.join(".")),
            by_type: choice.and_then(|choice| match choice.discriminator {
                Discriminator::Boolean => None,
                Discriminator::Code(directory) => Some(Link::to(standard, Definition::CodeDirectory(directory))),
            }),
            choices: choices
                .iter()
                .map(|alternative| ChoiceView {
                    when: &alternative.when,
                    r#type: link(standard, alternative.r#type),
                    default: alternative.default,
                    cardinality: attribute.cardinality_of(alternative),
                })
                .collect(),
            sensitivity: attribute.sensitivity,
            since: attribute.since.as_deref(),
            formerly: &attribute.formerly,
            deprecated: DeprecationView::of(standard, attribute.deprecated.as_ref()),
            decisions: decisions(&attribute.decisions),
            example: attribute.example.as_deref(),
            inherited_from: attribute.inherited_from.map(|from| Link::to(standard, Definition::DataObject(from))),
            added: standard.is_added(attribute),
        }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct ExampleView<'a> {
    name: &'a str,
    title: String,
    file: &'a str,
    text: &'a str,
}

impl<'a> ExampleView<'a> {
    pub(crate) fn of(example: &'a Example) -> Self {
        Self {
            name: example.name(),
            title: example.title(),
            file: example.path.as_str(),
            text: example.text.trim_end(),
        }
    }
}

pub(crate) fn link(standard: &Standard, r#type: Type) -> Link<'_> {
    Link::to(standard, standard.definition_of(r#type))
}
