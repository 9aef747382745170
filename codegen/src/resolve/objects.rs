//! Data objects: declared ones, and versions bound by interfaces and operations.
//!
//! A data object that uses a parameter, or refers to one that does, is *shared*. An interface that binds parameters gets
//! its own version of every shared object that it reaches; all others are used as they are. Ids are handed out first and
//! attributes filled in afterwards from a queue, so that objects may refer to each other in circles.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::load::Loaded;
use crate::model::{
    Attribute, CodeDirectory, DataFormat, DataObject, DataType, Fixed, Id, Listed, Origin, Parameter, Text, Type,
};
use crate::raw::RawDataObject;
use crate::resolve::index::{RawKind, RawRef};
use crate::resolve::{Resolver, forms, meta};
use crate::vocabulary::Stage;

/// A raw data object: its interface, and its place there.
pub(super) type Place = (usize, usize);

/// What makes one version of a data object differ from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version {
    pub(super) place: Place,
    /// The interface whose bindings hold.
    pub(super) interface: usize,
    /// In an envelope: what goes into it.
    pub(super) message: Option<Message>,
}

/// What goes into an envelope.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Message {
    /// What the parameter `message` is.
    pub(super) object: Id<DataObject>,
    /// The value of `header.action`.
    pub(super) action: Option<String>,
    /// What the envelope is named by.
    label: String,
}

/// The data objects made so far, and what is still to be filled in.
#[derive(Debug, Default)]
pub(super) struct Objects {
    pub(super) data_types: BTreeMap<Place, Id<DataType>>,
    pub(super) data_formats: BTreeMap<Place, Id<DataFormat>>,
    pub(super) code_directories: BTreeMap<Place, Id<CodeDirectory>>,
    shared: BTreeSet<Place>,
    made: BTreeMap<Version, Id<DataObject>>,
    /// The same the other way round.
    pub(super) version_of: BTreeMap<Id<DataObject>, Version>,
    /// Data objects whose `extends` leads into a circle, or too far up: it counts for nothing.
    pub(super) orphans: BTreeSet<Place>,
    queue: VecDeque<(Id<DataObject>, Version)>,
    filled: BTreeSet<Id<DataObject>>,
    /// Data objects of which an attribute, or the parent, could not be resolved.
    pub(super) incomplete: BTreeSet<Id<DataObject>>,
}

impl Objects {
    /// Notes a data object, which is still to be filled in.
    fn made(&mut self, id: Id<DataObject>, version: Version) {
        self.made.insert(version.clone(), id);
        self.version_of.insert(id, version.clone());
        self.queue.push_back((id, version));
    }
}

impl Resolver<'_> {
    pub(super) fn raw_object(&self, place: Place) -> &Loaded<RawDataObject> {
        let spec: &crate::load::RawSpec = self.spec;
        &spec.interfaces[place.0].data_objects[place.1]
    }

    /// Hands out the ids of all declared data objects.
    pub(super) fn declared_objects(&mut self) {
        self.objects.shared = self.shared_objects();
        for interface in 0..self.spec.interfaces.len() {
            for at in self.index.of(interface, RawKind::DataObject) {
                let place = (interface, at);
                let spec = self.spec;
                let loaded = &spec.interfaces[interface].data_objects[at];
                let meta = self.meta(&loaded.raw.meta(), Id::new(interface), loaded.file);
                let id = self.standard.data_objects.push(DataObject {
                    meta,
                    origin: Origin::Declared,
                    extends: None,
                    parameters: Vec::new(),
                    attributes: Listed::default(),
                    fixed: Vec::new(),
                    examples: Vec::new(),
                });
                self.standard.interfaces.get_mut(Id::new(interface)).data_objects.push(id);
                self.objects.made(id, Version { place, interface, message: None });
            }
        }
        self.extensions_end();
    }

    /// Which data objects use a parameter of an interface, directly or through what they refer to.
    fn shared_objects(&self) -> BTreeSet<Place> {
        let spec = self.spec;
        let parameters: BTreeSet<&str> = spec
            .interfaces
            .iter()
            .flat_map(|files| files.settings.raw.parameters.iter().map(|parameter| parameter.name.value.as_str()))
            .collect();
        let mut users: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
        let mut open = Vec::new();
        for (interface, files) in spec.interfaces.iter().enumerate() {
            for (at, loaded) in files.data_objects.iter().enumerate() {
                let types = loaded.raw.attributes.iter().flat_map(|attribute| {
                    let choices = attribute.choices.iter().map(|choice| &choice.type_id);
                    attribute.type_id.iter().chain(choices)
                });
                for id in types.chain(&loaded.raw.extends).map(|id| id.value.as_str()) {
                    match id.strip_prefix('$') {
                        Some(parameter) if parameters.contains(parameter) => open.push((interface, at)),
                        Some(_) => {}
                        None => {
                            let used = self.index.get(id).filter(|raw| raw.kind == RawKind::DataObject);
                            if let Some(raw) = used {
                                users.entry((raw.interface, raw.at)).or_default().push((interface, at));
                            }
                        }
                    }
                }
            }
        }
        let mut shared = BTreeSet::new();
        while let Some(place) = open.pop() {
            if shared.insert(place) {
                open.extend(users.get(&place).into_iter().flatten());
            }
        }
        shared
    }

    /// The data object that another one extends. From parent to parent every walk ends.
    pub(super) fn parent_of(&self, place: Place) -> Option<Place> {
        if self.objects.orphans.contains(&place) { None } else { self.written_parent(place) }
    }

    /// The type that a definition is for an interface: its own version of a shared data object.
    pub(super) fn bound_type(&mut self, raw: RawRef, interface: usize) -> Option<Type> {
        let place = (raw.interface, raw.at);
        Some(match raw.kind {
            RawKind::DataType => Type::Data(*self.objects.data_types.get(&place)?),
            RawKind::DataFormat => Type::Format(*self.objects.data_formats.get(&place)?),
            RawKind::CodeDirectory => Type::Code(*self.objects.code_directories.get(&place)?),
            RawKind::DataObject => Type::Object(self.version_for(place, interface)),
            RawKind::Operation | RawKind::Process => return None,
        })
    }

    /// What the version of a data object that holds for an interface is told by.
    fn version_in(&self, place: Place, interface: usize) -> Version {
        let binds = !self.spec.interfaces[interface].settings.raw.binds.is_empty();
        let own = if binds && self.objects.shared.contains(&place) { interface } else { place.0 };
        Version { place, interface: own, message: None }
    }

    /// The version of a data object that holds for an interface.
    pub(super) fn version_for(&mut self, place: Place, interface: usize) -> Id<DataObject> {
        let version = self.version_in(place, interface);
        if let Some(id) = self.objects.made.get(&version) {
            return *id;
        }
        let declared = self.declared(place);
        let mut meta = self.object(declared).meta.clone();
        meta.id = format!("{}@{}", meta.id, self.standard.interfaces[Id::new(interface)].id);
        meta.interface = Id::new(interface);
        meta.stage = self.bound_stage(meta.stage, interface);
        let origin = Origin::Bound { of: declared, by: Id::new(interface) };
        self.make(version, meta, origin)
    }

    pub(super) fn declared(&self, place: Place) -> Id<DataObject> {
        let version = Version { place, interface: place.0, message: None };
        self.objects.made.get(&version).copied().unwrap_or(Id::new(0))
    }

    /// The envelope of a message with an action.
    pub(super) fn envelope(
        &mut self,
        place: Place,
        interface: usize,
        message: Id<DataObject>,
        action: Option<&str>,
        label: &str,
    ) -> Id<DataObject> {
        let home = self.object(message).meta.interface;
        let content = Message { object: message, action: action.map(ToOwned::to_owned), label: label.to_owned() };
        let version = Version { place, interface: home.index(), message: Some(content) };
        if let Some(id) = self.objects.made.get(&version) {
            return *id;
        }
        let declared = self.declared(place);
        let message_title = self.object(message).meta.title.clone();
        let mut meta = self.object(declared).meta.clone();
        let scope =
            if home.index() == place.0 { String::new() } else { format!("{}.", self.standard.interfaces[home].id) };
        meta.id = format!("{}@{scope}{label}", meta.id);
        meta.name = format!("{}Envelope", crate::naming::type_name(label));
        meta.title = Text::english(format!("{message_title} in its envelope"));
        meta.stage = self.bound_stage(meta.stage, interface);
        meta.interface = home;
        self.make(version, meta, Origin::Envelope { of: declared, message })
    }

    /// What an interface binds is no further than the interface; what is on its way out stays so.
    pub(super) fn bound_stage(&self, shared: Stage, interface: usize) -> Stage {
        match shared {
            Stage::Deprecated | Stage::Retired => shared,
            _ => shared.min(self.standard.interfaces[Id::new(interface)].stage),
        }
    }

    fn make(&mut self, version: Version, mut meta: crate::model::Meta, origin: Origin) -> Id<DataObject> {
        meta.formerly = Vec::new();
        meta.decisions = Vec::new();
        let interface = meta.interface;
        let id = self.standard.data_objects.push(DataObject {
            meta,
            origin,
            extends: None,
            parameters: Vec::new(),
            attributes: Listed::default(),
            fixed: Vec::new(),
            examples: Vec::new(),
        });
        self.standard.interfaces.get_mut(interface).data_objects.push(id);
        self.objects.made(id, version);
        id
    }

    /// Fills in the attributes of every data object that is waiting, parents first.
    pub(super) fn build_objects(&mut self) {
        while let Some(waiting) = self.objects.queue.pop_front() {
            let mut way = vec![waiting];
            while let Some((_, version)) = way.last()
                && let Some(place) = self.parent_of(version.place)
            {
                let interface = version.interface;
                let parent = self.version_for(place, interface);
                if self.objects.filled.contains(&parent) {
                    break;
                }
                way.push((parent, self.version_in(place, interface)));
            }
            while let Some((id, version)) = way.pop() {
                self.build(id, &version);
            }
        }
    }

    /// Fills in the attributes of a data object whose parent has its own.
    fn build(&mut self, id: Id<DataObject>, version: &Version) {
        if !self.objects.filled.insert(id) {
            return;
        }
        let spec = self.spec;
        let raw = &spec.interfaces[version.place.0].data_objects[version.place.1].raw;
        let (extends, mut attributes) = self.inherited(raw, version);
        if raw.extends.is_some() && extends.is_none() {
            self.objects.incomplete.insert(id);
        }
        let mut places: HashMap<String, usize> =
            attributes.iter().enumerate().map(|(at, attribute)| (attribute.name.clone(), at)).collect();
        for attribute in &raw.attributes {
            let Some(built) = self.attribute(attribute, raw, version) else {
                self.objects.incomplete.insert(id);
                continue;
            };
            match places.get(&built.name).copied() {
                // What does not fit is reported, and the inherited one holds.
                Some(at) if attributes[at].inherited_from.is_some() => {
                    if self.narrows(&attributes[at], &built) {
                        attributes[at] = built;
                    }
                }
                Some(at) => {
                    let first = attributes[at].span;
                    self.report(
                        Diagnostic::new(
                            &rules::DUPLICATE_ATTRIBUTE,
                            attribute.name.span,
                            format!("the attribute `{}` stands here a second time", built.name),
                        )
                        .related(first, "first declared here")
                        .help("remove or rename one of the two"),
                    );
                }
                None => {
                    places.insert(built.name.clone(), attributes.len());
                    attributes.push(built);
                }
            }
        }
        let parameters = if version.message.is_none() { self.parameters(raw, version) } else { Vec::new() };
        let action = version.message.as_ref().and_then(|message| message.action.clone());
        let is_declared = self.object(id).is_declared();
        let examples = if is_declared { self.examples_of(&raw.examples, version.place.0) } else { Vec::new() };
        let object = self.standard.data_objects.get_mut(id);
        object.extends = extends;
        object.attributes = attributes.into();
        object.parameters = parameters;
        object.examples = examples;
        object.fixed = action
            .map(|code| Fixed { path: vec!["header".to_owned(), "action".to_owned()], code })
            .into_iter()
            .collect();
    }

    fn inherited(&mut self, raw: &RawDataObject, version: &Version) -> (Option<Id<DataObject>>, Vec<Attribute>) {
        let Some(extends) = &raw.extends else { return (None, Vec::new()) };
        let Some(found) = self.refer(extends, &[RawKind::DataObject], version.place.0) else {
            return (None, Vec::new());
        };
        if self.objects.orphans.contains(&version.place) {
            return (None, Vec::new());
        }
        let parent = self.version_for((found.interface, found.at), version.interface);
        let mut attributes = self.object(parent).attributes.to_vec();
        for attribute in &mut attributes {
            attribute.inherited_from.get_or_insert(parent);
        }
        (Some(parent), attributes)
    }

    fn parameters(&mut self, raw: &RawDataObject, version: &Version) -> Vec<Parameter> {
        let used: BTreeSet<&str> = raw
            .attributes
            .iter()
            .flat_map(|attribute| {
                attribute.type_id.iter().chain(attribute.choices.iter().map(|choice| &choice.type_id))
            })
            .filter_map(|id| id.value.strip_prefix('$'))
            .collect();
        forms::parameters(raw.parameters.iter().map(|parameter| &parameter.name), self.diagnostics);
        let mut parameters = Vec::new();
        for parameter in &raw.parameters {
            if !used.contains(parameter.name.value.as_str()) {
                self.report(
                    Diagnostic::new(
                        &rules::UNUSED_PARAMETER,
                        parameter.name.span,
                        format!("no attribute uses the parameter `{}`", parameter.name.value),
                    )
                    .help(format!("use it as `type: ${}`, or remove it", parameter.name.value)),
                );
            }
            let description = meta::text(&parameter.description);
            if let Some(default) = self.type_of(&parameter.type_id, version.place.0) {
                parameters.push(Parameter { name: parameter.name.value.clone(), default, description });
            }
        }
        parameters
    }
}
