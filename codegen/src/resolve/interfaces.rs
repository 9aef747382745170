//! Interfaces: their order, what they may see, what they bind.

use std::collections::BTreeSet;

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::model::{Assumption, Binding, Bound, Exception, Id, Interface, Parameter, Type};
use crate::nearest::did_you_mean;
use crate::raw::Text;
use crate::resolve::index::RawKind;
use crate::resolve::{Resolver, meta};

/// The kinds of definitions that an attribute may have as its type.
pub(super) const TYPE_KINDS: &[RawKind] =
    &[RawKind::DataType, RawKind::DataFormat, RawKind::CodeDirectory, RawKind::DataObject];

impl Resolver<'_> {
    /// Makes the interfaces, empty as yet.
    pub(super) fn interfaces(&mut self) {
        let spec = self.spec;
        for files in &spec.interfaces {
            let raw = &files.settings.raw;
            meta::version(&raw.version, self.diagnostics);
            let folder =
                self.sources.file(files.settings.file).path.parent().map(ToString::to_string).unwrap_or_default();
            if folder != raw.name.value {
                self.report(
                    Diagnostic::new(
                        &rules::FILE_NAME,
                        raw.name.span,
                        format!("the interface is named `{}`, its folder `{folder}`", raw.name.value),
                    )
                    .help("rename the folder, or correct the name"),
                );
            }
            let span = raw.interface.span;
            let interface = Interface {
                id: raw.interface.value.clone(),
                name: raw.name.value.clone(),
                title: meta::text(&raw.title, span, self.diagnostics),
                version: raw.version.value.clone(),
                stage: raw.stage.0,
                committee: raw.committee.as_ref().map(|committee| committee.value.clone()),
                depends_on: Vec::new(),
                description: meta::text(&raw.description, span, self.diagnostics),
                source: meta::source(&raw.source),
                parameters: Vec::new(),
                binds: Vec::new(),
                assumptions: raw
                    .assumptions
                    .iter()
                    .map(|it| Assumption {
                        id: it.id.value.clone(),
                        title: meta::text(&it.title, it.span, self.diagnostics),
                        description: meta::text(&it.description, it.span, self.diagnostics),
                    })
                    .collect(),
                exceptions: raw
                    .exceptions
                    .iter()
                    .map(|it| Exception {
                        id: it.id.value.clone(),
                        title: meta::text(&it.title, it.span, self.diagnostics),
                        handling: meta::text(&it.handling, it.span, self.diagnostics),
                    })
                    .collect(),
                decisions: meta::decisions(&raw.decisions, self.diagnostics),
                data_types: Vec::new(),
                data_formats: Vec::new(),
                code_directories: Vec::new(),
                data_objects: Vec::new(),
                operations: Vec::new(),
                processes: Vec::new(),
                file: self.path(files.settings.file),
                span,
            };
            self.standard.interfaces.push(interface);
        }
        self.duplicate_interfaces();
        self.dependencies();
    }

    fn duplicate_interfaces(&mut self) {
        let spec = self.spec;
        for (at, files) in spec.interfaces.iter().enumerate() {
            let id = &files.settings.raw.interface;
            if let Some(first) =
                spec.interfaces[..at].iter().find(|other| other.settings.raw.interface.value == id.value)
            {
                self.report(
                    Diagnostic::new(&rules::DUPLICATE_ID, id.span, format!("the id `{}` is taken", id.value))
                        .related(first.settings.raw.interface.span, "by this interface")
                        .help("give one of the two a scope of its own"),
                );
            }
        }
    }

    /// Which interfaces each one may use: itself, and all that it depends on, directly or not.
    fn dependencies(&mut self) {
        let spec = self.spec;
        let ids: Vec<&str> = spec.interfaces.iter().map(|files| files.settings.raw.interface.value.as_str()).collect();
        let mut direct: Vec<Vec<usize>> = Vec::new();
        for (at, files) in spec.interfaces.iter().enumerate() {
            let mut found = Vec::new();
            for name in &files.settings.raw.depends_on {
                let Some(other) = ids.iter().position(|id| *id == name.value) else {
                    let help = did_you_mean(&name.value, ids.iter().copied())
                        .unwrap_or_else(|| format!("interfaces are {}", ids.join(", ")));
                    self.report(
                        Diagnostic::new(
                            &rules::UNKNOWN_REFERENCE,
                            name.span,
                            format!("there is no interface `{}`", name.value),
                        )
                        .expected("the id of an interface")
                        .help(help),
                    );
                    continue;
                };
                found.push(other);
            }
            self.standard.interfaces.get_mut(Id::new(at)).depends_on = found.iter().map(|at| Id::new(*at)).collect();
            direct.push(found);
        }
        for (at, files) in spec.interfaces.iter().enumerate() {
            let mut reachable = BTreeSet::new();
            let mut open = direct[at].clone();
            while let Some(next) = open.pop() {
                if reachable.insert(next) {
                    open.extend(&direct[next]);
                }
            }
            if reachable.contains(&at)
                && let Some(name) = files.settings.raw.depends_on.first()
            {
                self.report(
                    Diagnostic::new(
                        &rules::DEPENDENCY_CYCLE,
                        name.span,
                        format!("{} depends on itself in a circle", ids[at]),
                    )
                    .help("move what both need into an interface that both depend on"),
                );
            }
            reachable.insert(at);
            self.index.visible.push(reachable);
        }
    }

    /// Parameters and what fills them in; data objects exist by now.
    pub(super) fn bindings(&mut self) {
        let spec = self.spec;
        for (at, files) in spec.interfaces.iter().enumerate() {
            let mut parameters = Vec::new();
            for raw in &files.settings.raw.parameters {
                let description = meta::text(&raw.description, raw.span, self.diagnostics);
                if let Some(default) = self.type_of(&raw.type_id, at) {
                    parameters.push(Parameter { name: raw.name.value.clone(), default, description });
                }
            }
            self.standard.interfaces.get_mut(Id::new(at)).parameters = parameters;
        }
        for (at, files) in spec.interfaces.iter().enumerate() {
            let mut binds = Vec::new();
            for raw in &files.settings.raw.binds {
                if self.interface_parameter(&raw.parameter.value, at).is_none() {
                    self.unknown_parameter(&raw.parameter);
                    continue;
                }
                let bound = match (&raw.type_id, raw.choices.is_empty()) {
                    (Some(id), true) => self.type_of(id, at).map(Bound::One),
                    (None, false) => {
                        Some(Bound::Choices(self.alternatives(&raw.choices, |resolver, id| resolver.type_of(id, at))))
                    }
                    (Some(id), false) => {
                        self.type_and_choices(id);
                        None
                    }
                    (None, true) => {
                        self.missing_type(raw.parameter.span, "the parameter is bound to nothing");
                        None
                    }
                };
                binds.extend(bound.map(|bound| Binding { parameter: raw.parameter.value.clone(), bound }));
            }
            self.standard.interfaces.get_mut(Id::new(at)).binds = binds;
        }
    }

    /// The parameter of this name that an interface may use.
    pub(super) fn interface_parameter(&self, name: &str, from: usize) -> Option<Parameter> {
        let visible = self.index.visible[from].iter().map(|at| &self.standard.interfaces[Id::new(*at)]);
        let mut parameters = visible.flat_map(|interface| &interface.parameters);
        parameters.find(|parameter| parameter.name == name).cloned()
    }

    /// Reports a parameter that nobody declares.
    pub(super) fn unknown_parameter(&mut self, name: &Text) {
        let known: Vec<String> = self
            .standard
            .interfaces
            .iter()
            .flat_map(|(_, interface)| interface.parameters.iter().map(|parameter| parameter.name.clone()))
            .collect();
        let bare = name.value.trim_start_matches('$');
        let help = did_you_mean(bare, known.iter().map(String::as_str))
            .unwrap_or_else(|| "declare it under `parameters` of the data object or of an interface".to_owned());
        self.report(
            Diagnostic::new(&rules::UNKNOWN_PARAMETER, name.span, format!("there is no parameter `{bare}`")).help(help),
        );
    }

    /// The type of an id, as seen from an interface, unbound.
    pub(super) fn type_of(&mut self, id: &Text, from: usize) -> Option<Type> {
        let raw = self.refer(id, TYPE_KINDS, from)?;
        self.bound_type(raw, from)
    }
}
