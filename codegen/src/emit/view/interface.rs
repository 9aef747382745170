//! The standard and its interfaces, as templates see them.

use minijinja::value::Value;
use serde::Serialize;

use crate::emit::view::changelog::VersionView;
use crate::emit::view::common::{DecisionView, Languages, Link, SourceView, decisions, languages};
use crate::emit::view::data::{ParameterView, link};
use crate::model::{Bound, DecidedPart, Id, Interface, Standard, Text};
use crate::vocabulary::Stage;

/// An interface, as another one refers to it.
#[derive(Debug, Serialize)]
pub(crate) struct InterfaceLink<'a> {
    interface: &'a str,
    name: &'a str,
    title: &'a str,
    version: &'a str,
    stage: Stage,
    page: String,
}

impl<'a> InterfaceLink<'a> {
    pub(crate) fn to(interface: &'a Interface) -> Self {
        Self {
            interface: &interface.id,
            name: &interface.name,
            title: interface.title.as_str(),
            version: &interface.version,
            stage: interface.stage,
            page: format!("{}/README.md", interface.name),
        }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct InterfaceView<'a> {
    #[serde(flatten)]
    link: InterfaceLink<'a>,
    description: &'a str,
    title_in: Languages<'a>,
    description_in: Languages<'a>,
    committee: Option<&'a str>,
    depends_on: Vec<InterfaceLink<'a>>,
    source: Vec<SourceView<'a>>,
    parameters: Vec<ParameterView<'a>>,
    binds: Vec<BindingView<'a>>,
    assumptions: Vec<AssumptionView<'a>>,
    exceptions: Vec<ExceptionView<'a>>,
    decisions: Vec<DecisionView<'a>>,
    all_decisions: Vec<DecidedView<'a>>,
    changelog: Vec<VersionView<'a>>,
    file: &'a str,
    /// Under the name of their folder, so that one loop serves every kind.
    sections: Vec<SectionView>,
    data_types: Vec<Value>,
    data_formats: Vec<Value>,
    code_directories: Vec<Value>,
    data_objects: Vec<Value>,
    operations: Vec<Value>,
    processes: Vec<Value>,
    /// The code directories that its operations take their errors from, in order.
    error_directories: Vec<Value>,
}

/// The definitions of one kind.
#[derive(Debug, Serialize)]
pub(crate) struct SectionView {
    pub(crate) folder: &'static str,
    pub(crate) title: String,
    pub(crate) what: &'static str,
    pub(crate) page: String,
    pub(crate) definitions: Vec<Value>,
}

#[derive(Debug, Serialize)]
struct BindingView<'a> {
    parameter: &'a str,
    r#type: Option<Link<'a>>,
    choices: Vec<BoundChoiceView<'a>>,
}

#[derive(Debug, Serialize)]
struct BoundChoiceView<'a> {
    when: &'a [String],
    r#type: Link<'a>,
    default: bool,
}

#[derive(Debug, Serialize)]
struct AssumptionView<'a> {
    id: &'a str,
    title: &'a str,
    description: &'a str,
}

#[derive(Debug, Serialize)]
struct ExceptionView<'a> {
    id: &'a str,
    title: &'a str,
    handling: &'a str,
}

/// A decision, with what it is about.
#[derive(Debug, Serialize)]
pub(crate) struct DecidedView<'a> {
    of: Option<Link<'a>>,
    attribute: Option<&'a str>,
    code: Option<&'a str>,
    #[serde(flatten)]
    decision: DecisionView<'a>,
}

impl<'a> InterfaceView<'a> {
    /// The view of an interface; `definitions` are the views of its definitions, kind by kind.
    pub(crate) fn of(
        standard: &'a Standard,
        id: Id<Interface>,
        sections: Vec<SectionView>,
        error_directories: Vec<Value>,
        all_decisions: Vec<DecidedView<'a>>,
        changelog: Vec<VersionView<'a>>,
    ) -> Self {
        let interface = &standard[id];
        let of_kind = |folder: &str| {
            let section = sections.iter().find(|section| section.folder == folder);
            section.map(|section| section.definitions.clone()).unwrap_or_default()
        };
        Self {
            link: InterfaceLink::to(interface),
            description: interface.description.as_str(),
            title_in: languages(&interface.title),
            description_in: languages(&interface.description),
            committee: interface.committee.as_deref(),
            depends_on: interface.depends_on.iter().map(|id| InterfaceLink::to(&standard[*id])).collect(),
            source: interface
                .source
                .iter()
                .map(|source| SourceView { kind: source.kind, r#where: &source.place })
                .collect(),
            parameters: interface.parameters.iter().map(|parameter| ParameterView::of(standard, parameter)).collect(),
            binds: binds(standard, interface),
            assumptions: interface
                .assumptions
                .iter()
                .map(|one| AssumptionView {
                    id: &one.id,
                    title: one.title.as_str(),
                    description: one.description.as_str(),
                })
                .collect(),
            exceptions: interface
                .exceptions
                .iter()
                .map(|one| ExceptionView { id: &one.id, title: one.title.as_str(), handling: one.handling.as_str() })
                .collect(),
            decisions: decisions(&interface.decisions),
            all_decisions,
            changelog,
            file: interface.file.as_str(),
            data_types: of_kind("data-types"),
            data_formats: of_kind("data-formats"),
            code_directories: of_kind("code-directories"),
            data_objects: of_kind("data-objects"),
            operations: of_kind("operations"),
            processes: of_kind("processes"),
            error_directories,
            sections,
        }
    }
}

fn binds<'a>(standard: &'a Standard, interface: &'a Interface) -> Vec<BindingView<'a>> {
    interface
        .binds
        .iter()
        .map(|binding| {
            let (one, choices) = match &binding.bound {
                Bound::One(r#type) => (Some(link(standard, *r#type)), &[][..]),
                Bound::Choices(alternatives) => (None, alternatives.as_slice()),
            };
            let choices = choices
                .iter()
                .map(|alternative| BoundChoiceView {
                    when: &alternative.when,
                    r#type: link(standard, alternative.r#type),
                    default: alternative.default,
                })
                .collect();
            BindingView { parameter: &binding.parameter, r#type: one, choices }
        })
        .collect()
}

/// Every decision of an interface.
pub(crate) fn all_decisions(standard: &Standard, interface: Id<Interface>) -> Vec<DecidedView<'_>> {
    let decided = standard.decisions_of(interface).into_iter();
    decided
        .map(|decided| {
            let (attribute, code) = match decided.part {
                DecidedPart::Whole => (None, None),
                DecidedPart::Attribute(name) => (Some(name), None),
                DecidedPart::Code(code) => (None, Some(code)),
            };
            let of = decided.definition.map(|of| Link::to(standard, of));
            DecidedView { of, attribute, code, decision: DecisionView::of(decided.decision) }
        })
        .collect()
}

#[derive(Debug, Serialize)]
pub(crate) struct StandardView<'a> {
    standard: &'a str,
    file: &'a str,
    title: &'a str,
    version: &'a str,
    description: Option<&'a str>,
    publisher: &'a str,
    licence: &'a str,
    url: &'a str,
    email: Option<&'a str>,
    namespaces: NamespacesView<'a>,
    servers: Vec<ServerView<'a>>,
    security: Option<SecurityView<'a>>,
    interfaces: Vec<Value>,
    index: Vec<IndexEntry<'a>>,
    profile: Option<ProfileView<'a>>,
}

/// The standard that a profile adapts, and in what it differs.
#[derive(Debug, Serialize)]
struct ProfileView<'a> {
    profile: &'a str,
    name: &'a str,
    base_title: &'a str,
    base_version: &'a str,
    changes: Vec<ProfileChangeView<'a>>,
}

#[derive(Debug, Serialize)]
struct ProfileChangeView<'a> {
    definition: Link<'a>,
    part: Option<&'a str>,
    what: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

impl<'a> ProfileView<'a> {
    fn of(standard: &'a Standard) -> Option<Self> {
        let profile = standard.profile.as_ref()?;
        let changes = profile.changes.iter().filter_map(|change| {
            let (id, part) = match change.path.split_once('/') {
                Some((id, part)) => (id, Some(part)),
                None => (change.path.as_str(), None),
            };
            Some(ProfileChangeView {
                definition: Link::to(standard, standard.by_id(id)?),
                part,
                what: &change.what,
                before: change.before.as_deref(),
                after: change.after.as_deref(),
            })
        });
        Some(Self {
            profile: &profile.id,
            name: &profile.name,
            base_title: profile.base_title.as_str(),
            base_version: &profile.base_version,
            changes: changes.collect(),
        })
    }
}

#[derive(Debug, Serialize)]
struct NamespacesView<'a> {
    json_schema: &'a str,
    vocabulary: &'a str,
}

#[derive(Debug, Serialize)]
struct ServerView<'a> {
    url: &'a str,
    description: &'a str,
}

#[derive(Debug, Serialize)]
struct SecurityView<'a> {
    name: &'a str,
    scheme: &'a str,
    format: &'a str,
    description: &'a str,
}

/// An id or a former id, and what it leads to now.
#[derive(Debug, Serialize)]
struct IndexEntry<'a> {
    id: &'a str,
    former: bool,
    now: Link<'a>,
}

impl<'a> StandardView<'a> {
    pub(crate) fn of(standard: &'a Standard, interfaces: Vec<Value>) -> Self {
        Self {
            standard: &standard.name,
            file: standard.file(),
            title: standard.title.as_str(),
            version: &standard.version,
            description: standard.description.as_ref().map(Text::as_str),
            publisher: &standard.publisher,
            licence: &standard.licence,
            url: &standard.url,
            email: standard.email.as_deref(),
            namespaces: NamespacesView {
                json_schema: &standard.namespaces.json_schema,
                vocabulary: &standard.namespaces.vocabulary,
            },
            servers: standard
                .servers
                .iter()
                .map(|server| ServerView { url: &server.url, description: server.description.as_str() })
                .collect(),
            security: standard.security.as_ref().map(|security| SecurityView {
                name: &security.name,
                scheme: &security.scheme,
                format: &security.format,
                description: security.description.as_str(),
            }),
            interfaces,
            index: index(standard),
            profile: ProfileView::of(standard),
        }
    }
}

/// Every id and former id, those of one kind together.
fn index(standard: &Standard) -> Vec<IndexEntry<'_>> {
    let mut entries = Vec::new();
    for definition in standard.definitions() {
        let meta = standard.meta(definition);
        let now = Link::to(standard, definition);
        entries.push(IndexEntry { id: &meta.id, former: false, now: now.clone() });
        // A bound definition never had a name of its own.
        if !meta.id.contains('@') {
            entries.extend(meta.formerly.iter().map(|id| IndexEntry { id, former: true, now: now.clone() }));
        }
    }
    entries.sort_by(|a, b| crate::model::id_order(a.id, b.id).then_with(|| a.now.id.cmp(b.now.id)));
    entries
}
