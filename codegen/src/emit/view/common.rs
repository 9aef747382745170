//! What all views share: how a definition is referred to, and what every definition carries.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Decision, Definition, Deprecation, Meta, Standard, Text};
use crate::template::slug;
use crate::vocabulary::{SourceKind, Stage};

/// A definition, as another one refers to it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Link<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) title: &'a str,
    pub(crate) stage: Stage,
    pub(crate) definition: &'static str,
    pub(crate) what: &'static str,
    pub(crate) interface: &'a str,
    pub(crate) page: String,
}

impl<'a> Link<'a> {
    pub(crate) fn to(standard: &'a Standard, definition: Definition) -> Self {
        let meta = standard.meta(definition);
        Self {
            id: &meta.id,
            name: &meta.name,
            title: meta.title.as_str(),
            stage: meta.stage,
            definition: definition.kind(),
            what: definition.what(),
            interface: &standard[meta.interface].id,
            page: page(standard, definition),
        }
    }
}

/// The page of a definition: `social-registry/data-objects/do.sr.02-member.md`. It follows from the id and the name
/// alone, so that an address that somebody has kept goes on working.
pub(crate) fn page(standard: &Standard, definition: Definition) -> String {
    let meta = standard.meta(definition);
    let interface = &standard[meta.interface].name;
    format!("{interface}/{}/{}-{}.md", folder(definition), slug(&meta.id), slug(&meta.name))
}

/// The folder of a kind of definition, as in the YAML.
pub(crate) fn folder(definition: Definition) -> &'static str {
    match definition {
        Definition::DataType(_) => "data-types",
        Definition::DataFormat(_) => "data-formats",
        Definition::CodeDirectory(_) => "code-directories",
        Definition::DataObject(_) => "data-objects",
        Definition::Operation(_) => "operations",
        Definition::Process(_) => "processes",
    }
}

/// A text in every language that it is given in.
pub(crate) type Languages<'a> = BTreeMap<&'a str, &'a str>;

pub(crate) fn languages(text: &Text) -> Languages<'_> {
    text.languages().collect()
}

pub(crate) fn texts(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(Text::as_str).collect()
}

/// What every definition carries, under the keys of the YAML.
#[derive(Debug, Serialize)]
pub(crate) struct MetaView<'a> {
    #[serde(flatten)]
    link: Link<'a>,
    description: &'a str,
    title_in: Languages<'a>,
    description_in: Languages<'a>,
    since: Option<&'a str>,
    formerly: &'a [String],
    deprecated: Option<DeprecationView<'a>>,
    based_on: Vec<ReferenceView<'a>>,
    source: Vec<SourceView<'a>>,
    decisions: Vec<DecisionView<'a>>,
    standalone: Option<&'a str>,
    file: &'a str,
    used_by: Vec<Use<'a>>,
}

impl<'a> MetaView<'a> {
    pub(crate) fn of(standard: &'a Standard, definition: Definition, used_by: Vec<Use<'a>>) -> Self {
        let meta: &Meta = standard.meta(definition);
        Self {
            link: Link::to(standard, definition),
            description: meta.description.as_str(),
            title_in: languages(&meta.title),
            description_in: languages(&meta.description),
            since: meta.since.as_deref(),
            formerly: &meta.formerly,
            deprecated: DeprecationView::of(standard, meta.deprecated.as_ref()),
            based_on: meta
                .based_on
                .iter()
                .map(|reference| ReferenceView {
                    standard: &reference.standard,
                    version: reference.version.as_deref(),
                    url: reference.url.as_deref(),
                })
                .collect(),
            source: meta.source.iter().map(|source| SourceView { kind: source.kind, r#where: &source.place }).collect(),
            decisions: decisions(&meta.decisions),
            standalone: meta.standalone.as_ref().map(Text::as_str),
            file: meta.file.as_str(),
            used_by,
        }
    }
}

/// A definition that uses another one, and the attributes in which it does.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Use<'a> {
    #[serde(flatten)]
    pub(crate) link: Link<'a>,
    pub(crate) attributes: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
pub(crate) struct DeprecationView<'a> {
    since: &'a str,
    sunset: Option<&'a str>,
    replaced_by: Option<&'a str>,
    replacement: Option<Link<'a>>,
    reason: Option<&'a str>,
}

impl<'a> DeprecationView<'a> {
    pub(crate) fn of(standard: &'a Standard, deprecation: Option<&'a Deprecation>) -> Option<Self> {
        let deprecation = deprecation?;
        let replaced_by = deprecation.replaced_by.as_deref();
        Some(Self {
            since: &deprecation.since,
            sunset: deprecation.sunset.as_deref(),
            replaced_by,
            replacement: replaced_by.and_then(|id| standard.by_id(id)).map(|found| Link::to(standard, found)),
            reason: deprecation.reason.as_ref().map(Text::as_str),
        })
    }
}

#[derive(Debug, Serialize)]
struct ReferenceView<'a> {
    standard: &'a str,
    version: Option<&'a str>,
    url: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(crate) struct SourceView<'a> {
    pub(crate) kind: SourceKind,
    pub(crate) r#where: &'a str,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct DecisionView<'a> {
    about: &'a str,
    sources: Vec<StatementView<'a>>,
    chosen: &'a str,
    because: &'a str,
    settles: &'a [String],
}

#[derive(Clone, Debug, Serialize)]
struct StatementView<'a> {
    source: &'a str,
    says: &'a str,
}

impl<'a> DecisionView<'a> {
    pub(crate) fn of(decision: &'a Decision) -> Self {
        let sources = decision.sources.iter();
        Self {
            about: decision.about.as_str(),
            sources: sources
                .map(|statement| StatementView { source: &statement.source, says: statement.says.as_str() })
                .collect(),
            chosen: decision.chosen.as_str(),
            because: decision.because.as_str(),
            settles: &decision.settles,
        }
    }
}

pub(crate) fn decisions(decisions: &[Decision]) -> Vec<DecisionView<'_>> {
    decisions.iter().map(DecisionView::of).collect()
}
