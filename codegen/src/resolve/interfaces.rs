//! Interfaces: their order, what they may see, what they bind.

use std::collections::{BTreeSet, VecDeque};

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::model::{Assumption, Binding, Bound, Exception, Id, Interface, Parameter, Type};
use crate::naming;
use crate::nearest::did_you_mean;
use crate::raw::{RawInterface, Text};
use crate::resolve::index::{RawKind, is_scope};
use crate::resolve::refer::{stands_once, texts};
use crate::resolve::{Resolver, forms, meta};

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
            if files.is_complete || !raw.interface.value.is_empty() {
                self.interface_names(raw, files.folder.file_name().unwrap_or_default());
            }
            let span = raw.interface.span;
            let interface = Interface {
                id: raw.interface.value.clone(),
                name: raw.name.value.clone(),
                title: meta::text(&raw.title),
                version: raw.version.value.clone(),
                stage: raw.stage.0,
                committee: raw.committee.as_ref().map(|committee| committee.value.clone()),
                depends_on: Vec::new(),
                description: meta::text(&raw.description),
                source: meta::source(&raw.source),
                parameters: Vec::new(),
                binds: Vec::new(),
                assumptions: raw
                    .assumptions
                    .iter()
                    .map(|it| Assumption {
                        id: it.id.value.clone(),
                        title: meta::text(&it.title),
                        description: meta::text(&it.description),
                    })
                    .collect(),
                exceptions: raw
                    .exceptions
                    .iter()
                    .map(|it| Exception {
                        id: it.id.value.clone(),
                        title: meta::text(&it.title),
                        handling: meta::text(&it.handling),
                    })
                    .collect(),
                decisions: meta::decisions(&raw.decisions),
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

    /// The scope in the ids, and the folder, which is the name.
    fn interface_names(&mut self, raw: &RawInterface, folder: &str) {
        let (id, name) = (&raw.interface, &raw.name);
        if !is_scope(&id.value) {
            self.report(
                Diagnostic::new(&rules::MALFORMED_ID, id.span, format!("`{}` is not the id of an interface", id.value))
                    .expected("capitals and digits, such as COM")
                    .help("write the scope that the ids of its definitions have: SR in DO.SR.02"),
            );
        }
        if name.value != folder {
            self.report(
                Diagnostic::new(
                    &rules::FILE_NAME,
                    name.span,
                    format!("the interface is named `{}`, its folder `{folder}`", name.value),
                )
                .help("rename the folder, or correct the name"),
            );
        } else if let Some(expected) = naming::malformed("interface", folder) {
            self.report(
                Diagnostic::new(&rules::MALFORMED_NAME, name.span, format!("`{folder}` is not a name of an interface"))
                    .expected(expected)
                    .help("correct the name, and the name of the folder with it"),
            );
        }
        forms::interface(raw, self.diagnostics);
        stands_once("the parameter", raw.parameters.iter().map(|it| (&*it.name.value, it.name.span)), self.diagnostics);
        stands_once(
            "the parameter",
            raw.binds.iter().map(|it| (&*it.parameter.value, it.parameter.span)),
            self.diagnostics,
        );
        stands_once(
            "the operation",
            raw.operations.iter().map(|it| (&*it.operation.value, it.operation.span)),
            self.diagnostics,
        );
        stands_once("the assumption", raw.assumptions.iter().map(|it| (&*it.id.value, it.id.span)), self.diagnostics);
        stands_once("the exception", raw.exceptions.iter().map(|it| (&*it.id.value, it.id.span)), self.diagnostics);
        stands_once("the interface", texts(&raw.depends_on), self.diagnostics);
    }

    fn duplicate_interfaces(&mut self) {
        let spec = self.spec;
        for (at, files) in spec.interfaces.iter().enumerate() {
            let id = &files.settings.raw.interface;
            if id.value.is_empty() {
                continue;
            }
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
        // Interfaces of which it is not clear what they depend on: they may use everything.
        let mut unclear: BTreeSet<usize> = (0..ids.len()).filter(|at| !self.spec.interfaces[*at].is_complete).collect();
        for (at, files) in spec.interfaces.iter().enumerate() {
            let mut found = Vec::new();
            for name in &files.settings.raw.depends_on {
                match ids.iter().position(|id| *id == name.value) {
                    Some(other) if !found.contains(&other) => found.push(other),
                    Some(_) => {}
                    None => {
                        unclear.insert(at);
                        self.unknown_interface(name, &ids);
                    }
                }
            }
            self.standard.interfaces.get_mut(Id::new(at)).depends_on = found.iter().map(|at| Id::new(*at)).collect();
            direct.push(found);
        }
        let mut in_a_circle: BTreeSet<usize> = BTreeSet::new();
        for (at, files) in spec.interfaces.iter().enumerate() {
            let mut reachable = BTreeSet::new();
            let mut open = direct[at].clone();
            while let Some(next) = open.pop() {
                if reachable.insert(next) {
                    open.extend(&direct[next]);
                }
            }
            if reachable.contains(&at) && !in_a_circle.contains(&at) {
                let circle = circle(at, &direct);
                in_a_circle.extend(&circle);
                let next = ids[circle.get(1).copied().unwrap_or(at)];
                let Some(name) = files.settings.raw.depends_on.iter().find(|name| name.value == next) else { continue };
                let names: Vec<&str> = circle.iter().chain([&at]).map(|at| ids[*at]).collect();
                self.report(
                    Diagnostic::new(
                        &rules::DEPENDENCY_CYCLE,
                        name.span,
                        format!("interfaces depend on each other in a circle: {}", names.join(" → ")),
                    )
                    .help("move what they need of each other into an interface that all depend on"),
                );
            }
            reachable.insert(at);
            if unclear.contains(&at) {
                reachable.extend(0..ids.len());
            }
            // What a profile defines is there for all that it is laid over.
            reachable.extend(spec.profile);
            self.index.visible.push(reachable);
        }
    }

    fn unknown_interface(&mut self, name: &Text, ids: &[&str]) {
        // An interface that cannot be read may be the one.
        if ids.contains(&"") {
            return;
        }
        let by_folder = self.spec.interfaces.iter().find(|files| files.folder == name.value);
        let by_folder = by_folder
            .map(|files| format!("interfaces are named by their id: write `{}`", files.settings.raw.interface.value));
        let help = by_folder
            .or_else(|| did_you_mean(&name.value, ids.iter().copied()))
            .unwrap_or_else(|| format!("interfaces are {}", ids.join(", ")));
        self.report(
            Diagnostic::new(&rules::UNKNOWN_REFERENCE, name.span, format!("there is no interface `{}`", name.value))
                .expected("the id of an interface")
                .help(help),
        );
    }

    /// Parameters and what fills them in; data objects exist by now.
    pub(super) fn bindings(&mut self) {
        let spec = self.spec;
        for (at, files) in spec.interfaces.iter().enumerate() {
            let mut parameters = Vec::new();
            for raw in &files.settings.raw.parameters {
                let description = meta::text(&raw.description);
                if let Some(default) = self.type_of(&raw.type_id, at) {
                    parameters.push(Parameter { name: raw.name.value.clone(), default, description });
                }
            }
            self.standard.interfaces.get_mut(Id::new(at)).parameters = parameters;
        }
        for (at, files) in spec.interfaces.iter().enumerate() {
            let mut binds = Vec::new();
            for raw in &files.settings.raw.binds {
                if self.interface_parameter(&raw.parameter, at).is_none() {
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
                        self.missing_type(raw.parameter.span, raw.span, "the parameter is bound to nothing");
                        None
                    }
                };
                binds.extend(bound.map(|bound| Binding { parameter: raw.parameter.value.clone(), bound }));
            }
            self.standard.interfaces.get_mut(Id::new(at)).binds = binds;
        }
    }

    /// The parameter that a name, with or without `$`, means for an interface; one that nobody declares is reported.
    pub(super) fn interface_parameter(&mut self, name: &Text, from: usize) -> Option<Parameter> {
        let bare = name.value.trim_start_matches('$');
        let visible = self.index.visible[from].iter().copied();
        let all = visible.chain(0..self.spec.interfaces.len());
        let declared = all.map(|at| (at, &self.standard.interfaces[Id::new(at)].parameters));
        let mut found = declared.flat_map(|(at, parameters)| parameters.iter().map(move |parameter| (at, parameter)));
        if let Some((at, parameter)) = found.find(|(_, parameter)| parameter.name == bare) {
            let parameter = parameter.clone();
            self.declares(from, at, name);
            return Some(parameter);
        }
        // One whose type is unknown, or whose interface cannot be read, may be meant.
        let mut declared = self.spec.interfaces.iter().flat_map(|files| &files.settings.raw.parameters);
        if self.is_complete() && !declared.any(|parameter| parameter.name.value == bare) {
            self.unknown_parameter(name, bare);
        }
        None
    }

    fn unknown_parameter(&mut self, name: &Text, bare: &str) {
        let interfaces = self.standard.interfaces.iter();
        let known = interfaces.flat_map(|(_, interface)| interface.parameters.iter().map(|it| it.name.as_str()));
        let help = did_you_mean(bare, known)
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

/// A way from an interface back to itself: the interfaces on it, the shortest way.
fn circle(start: usize, direct: &[Vec<usize>]) -> Vec<usize> {
    let mut ways = VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let here = way.last().copied().unwrap_or(start);
        for next in &direct[here] {
            if *next == start {
                return way;
            }
            if seen.insert(*next) {
                ways.push_back(way.iter().copied().chain([*next]).collect());
            }
        }
    }
    vec![start]
}
