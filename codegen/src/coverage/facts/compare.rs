//! Facts, held against the standard one by one.

use serde_json::Value as Json;

use super::{AttributeFact, DirectoryFact, EnumFact, ErrorCodesFact, Facts, NamedFact, ObjectFact, OperationFact};
use crate::coverage::{Coverage, Deviation, Gather, Part, plain_label, plain_name};
use crate::model::{Attribute, CodeDirectory, DataObject, Definition, Id, Interface, Operation, Standard, Type, Value};
use crate::vocabulary::Kind;

pub(super) fn compare(facts: &Facts, standard: &Standard) -> Coverage {
    let mut gather = Gather::new(standard);
    facts.data_types.iter().for_each(|fact| gather.named(Part::DataType, fact));
    facts.data_formats.iter().for_each(|fact| gather.named(Part::DataFormat, fact));
    facts.code_directories.iter().for_each(|fact| gather.directory(fact));
    facts.data_objects.iter().for_each(|fact| gather.object(fact));
    facts.api_error_codes.iter().for_each(|fact| gather.error_codes(fact));
    facts.api_enums.iter().for_each(|fact| gather.enumeration(fact));
    facts.api_operations.operations.iter().for_each(|fact| gather.operation(fact));
    facts.processes.iter().for_each(|fact| gather.named(Part::Process, fact));
    let rules = facts.rules.assumptions.iter().chain(&facts.rules.exceptions);
    rules.filter_map(|fact| fact.id.as_deref()).for_each(|id| gather.rule(id));
    gather.finish()
}

impl<'a> Gather<'a> {
    /// The definition of an id: one that has it, one that had it and still has the name, or one of the same interface and name.
    fn definition(&self, part: Part, id: &str, name: Option<&str>) -> Option<Definition> {
        let standard = self.standard;
        let has_name = |definition: Definition| {
            name.is_none_or(|name| plain_name(&standard.meta(definition).name) == plain_name(name))
        };
        let bare = id.split_whitespace().next().unwrap_or(id);
        let by_id = standard.by_id(id);
        if let Some(definition) = by_id.filter(|definition| has_name(*definition)) {
            return Some(definition);
        }
        let scope = bare.split('.').nth(1);
        let of_the_interface = |definition: Definition| Some(standard.interface_of(definition).id.as_str()) == scope;
        let mut of_the_kind = standard.definitions().filter(|definition| kind_of(part) == definition.kind());
        let former = |definition: Definition| standard.meta(definition).formerly.iter().any(|former| former == bare);
        let by_name = of_the_kind.find(|definition| {
            has_name(*definition) && name.is_some() && (of_the_interface(*definition) || former(*definition))
        });
        by_name.or(by_id)
    }

    /// What is different about an id and a name.
    fn naming(&self, interface: Id<Interface>, definition: Definition, id: &str, name: Option<&str>) -> Vec<Deviation> {
        let meta = self.standard.meta(definition);
        let mut deviations = Vec::new();
        let bare = id.split_whitespace().next().unwrap_or(id);
        if meta.id != bare && !meta.formerly.iter().any(|former| former == bare) {
            let mut deviation = self.deviation(interface, id, "", id, Some(meta.id.clone()));
            // Either the interface tells what became of the number, or the definition does.
            deviation.settled =
                deviation.settled.or_else(|| self.settlements.of_path(interface, &format!("{}/{id}", meta.id)));
            deviations.push(deviation);
        }
        if let Some(name) = name.filter(|name| plain_name(name) != plain_name(&meta.name)) {
            deviations.push(self.deviation(interface, &meta.id, "name", name, Some(meta.name.clone())));
        }
        deviations
    }

    fn named(&mut self, part: Part, fact: &NamedFact) {
        let interface = self.interface_of_id(&fact.id);
        // An id of which nothing was ever seen but its number says nothing.
        if fact.name.is_none() && part != Part::Process {
            return;
        }
        let name = fact.name.as_deref();
        let Some(definition) = self.definition(part, &fact.id, name) else {
            return self.lacks(interface, part, &fact.id, name);
        };
        let mut deviations = self.naming(interface, definition, &fact.id, name);
        if let (Definition::DataFormat(format), Some(published)) = (definition, &fact.type_id) {
            let ours = &self.standard[self.standard[format].data_type].meta;
            if first_word(published) != ours.id {
                deviations.push(self.deviation(interface, &fact.id, "type", published, Some(ours.id.clone())));
            }
        }
        self.claim(interface, part, &fact.id, deviations);
    }

    /// A definition that is not there.
    fn lacks(&mut self, interface: Id<Interface>, part: Part, id: &str, name: Option<&str>) {
        let published = name.map_or_else(|| id.to_owned(), |name| format!("{id} {name}"));
        let deviation = self.deviation(interface, id, "", published, None);
        self.claim(interface, part, id, vec![deviation]);
    }

    fn object(&mut self, fact: &ObjectFact) {
        let interface = self.interface_of_id(&fact.id);
        let found = self.definition(Part::DataObject, &fact.id, Some(&fact.name));
        let Some(Definition::DataObject(object)) = found else {
            return self.lacks(interface, Part::DataObject, &fact.id, Some(&fact.name));
        };
        let deviations = self.naming(interface, Definition::DataObject(object), &fact.id, Some(&fact.name));
        self.claim(interface, Part::DataObject, &fact.id, deviations);
        for attribute in &fact.attributes {
            self.attribute(interface, object, attribute);
        }
    }

    fn attribute(&mut self, interface: Id<Interface>, object: Id<DataObject>, fact: &AttributeFact) {
        let id = &self.standard[object].meta.id;
        let path = format!("{id}/{}", fact.name);
        let Some((holder, attribute)) = self.find_attribute(object, &fact.name) else {
            let renamed = self.standard[object].attributes.iter().find(|it| it.formerly.contains(&fact.name));
            let ours = renamed.map(|attribute| attribute.name.clone());
            let deviation = self.deviation(interface, &path, "", &fact.name, ours);
            return self.claim(interface, Part::Attribute, path, vec![deviation]);
        };
        let own = format!("{}/{}", self.standard[holder].meta.id, attribute.name);
        let mut deviations = Vec::new();
        if let Some(published) = &fact.type_id
            && let Some(ours) = other_type(self.standard, attribute, published)
        {
            deviations.push(self.deviation(interface, &own, "type", published, Some(ours)));
        }
        if let Some(published) = &fact.cardinality
            && !is_cardinality(attribute, published)
        {
            let ours = attribute.cardinality.to_string();
            deviations.push(self.deviation(interface, &own, "cardinality", published, Some(ours)));
        }
        self.claim(interface, Part::Attribute, path, deviations);
    }

    /// The attribute of a dotted name: `plus_code.geometry` is one of the object that `plus_code` holds.
    fn find_attribute(&self, object: Id<DataObject>, name: &str) -> Option<(Id<DataObject>, &'a Attribute)> {
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        let attribute = self.standard[object].attribute(first)?;
        match (rest, &attribute.value) {
            ("", _) => Some((object, attribute)),
            (rest, Value::One(Type::Object(inner))) => self.find_attribute(*inner, rest),
            _ => None,
        }
    }

    fn directory(&mut self, fact: &DirectoryFact) {
        let interface = self.interface_of_id(&fact.id);
        let found = self.definition(Part::CodeDirectory, &fact.id, Some(&fact.name));
        let Some(Definition::CodeDirectory(directory)) = found else {
            return self.lacks(interface, Part::CodeDirectory, &fact.id, Some(&fact.name));
        };
        let deviations = self.naming(interface, Definition::CodeDirectory(directory), &fact.id, Some(&fact.name));
        self.claim(interface, Part::CodeDirectory, &fact.id, deviations);
        for (code, label) in &fact.codes {
            self.code(interface, Part::Code, directory, code, Some(label));
        }
    }

    fn code(
        &mut self,
        interface: Id<Interface>,
        part: Part,
        directory: Id<CodeDirectory>,
        code: &str,
        label: Option<&str>,
    ) {
        let CodeDirectory { meta, codes, .. } = &self.standard[directory];
        let path = format!("{}/{code}", meta.id);
        let ours = codes.iter().find(|it| it.code == code);
        let deviation = if let Some(ours) = ours {
            let other = label.filter(|label| plain_label(label) != plain_label(ours.label.as_str()));
            other.map(|label| self.deviation(interface, &path, "label", label, Some(ours.label.to_string())))
        } else {
            let published = label.map_or_else(|| code.to_owned(), |label| format!("{code} {label}"));
            let renamed = codes.iter().find(|it| it.formerly.iter().any(|former| former == code));
            Some(self.deviation(interface, &path, "", published, renamed.map(|it| it.code.clone())))
        };
        let deviations = deviation.into_iter().collect();
        self.claim(interface, part, path, deviations);
    }

    fn error_codes(&mut self, fact: &ErrorCodesFact) {
        let interface = self.interface_of_id(&fact.id);
        let name = fact.name.as_deref();
        let Some(Definition::CodeDirectory(directory)) = self.definition(Part::CodeDirectory, &fact.id, name) else {
            return self.lacks(interface, Part::CodeDirectory, &fact.id, name);
        };
        let deviations = self.naming(interface, Definition::CodeDirectory(directory), &fact.id, name);
        self.claim(interface, Part::CodeDirectory, &fact.id, deviations);
        let lists = fact.rest.iter().filter(|(key, _)| key.ends_with("codes")).filter_map(|(_, list)| list.as_array());
        for code in lists.flatten().filter_map(Json::as_str) {
            self.code(interface, Part::ErrorCode, directory, code, None);
        }
    }

    /// A list of values without an id: the directory of the same name that has most of them.
    fn enumeration(&mut self, fact: &EnumFact) {
        let standard = self.standard;
        let names: Vec<String> = fact.name.split(['(', ')']).map(plain_name).collect();
        let is_called = |directory: &CodeDirectory| {
            let meta = &directory.meta;
            let called = meta.formerly.iter().chain([&meta.name]).map(|name| plain_name(name));
            called
                .into_iter()
                .any(|called| names.iter().any(|name| *name == called || name.strip_prefix("dci_") == Some(&called)))
        };
        let matching =
            |directory: &CodeDirectory| fact.values.iter().filter(|value| directory.get(value).is_some()).count();
        let candidates = standard.code_directories.iter().filter(|(_, directory)| is_called(directory));
        // The first of those that have most: the last one of equals would be the maximum.
        let best = candidates.min_by_key(|(_, directory)| std::cmp::Reverse(matching(directory)));
        let Some((directory, _)) = best else {
            return self.lacks(self.first_interface(), Part::CodeDirectory, &fact.name, None);
        };
        let interface = standard[directory].meta.interface;
        for value in &fact.values {
            self.code(interface, Part::Code, directory, value, None);
        }
    }

    fn operation(&mut self, fact: &OperationFact) {
        let path = format!("{} {}", fact.method.to_uppercase(), fact.path);
        let candidates = super::interfaces_of_file(self.standard, &fact.file);
        // The one that the file is called after; otherwise the first, which the others build on.
        let stem = fact.file.split('_').next().unwrap_or_default();
        let is_namesake = |id: &&Id<Interface>| {
            let Interface { id, name, .. } = &self.standard[**id];
            id.eq_ignore_ascii_case(stem) || name.split('-').next() == Some(stem)
        };
        let namesake = candidates.iter().find(is_namesake).or(candidates.first()).copied();
        let interface = namesake.unwrap_or_else(|| self.first_interface());
        let offered = candidates.iter().rev().find_map(|id| find_operation(self.standard, *id, &path));
        let mut deviations = Vec::new();
        match (offered, &fact.operation) {
            (None, _) => {
                deviations.push(self.deviation(interface, &path, "", format!("{path} in {}", fact.file), None));
            }
            (Some(ours), Some(published)) if ours.operation_id != *published => {
                deviations.push(self.deviation(
                    interface,
                    &path,
                    "operation_id",
                    published,
                    Some(ours.operation_id.clone()),
                ));
            }
            _ => {}
        }
        let place = format!("{}: {path}", fact.file);
        self.claim(interface, Part::Operation, place, deviations);
    }

    fn rule(&mut self, id: &str) {
        let interface = self.interface_of_id(id);
        let mut interfaces = self.standard.interfaces.iter().map(|(_, interface)| interface);
        let is_there = interfaces.any(|interface| {
            let assumptions = interface.assumptions.iter().map(|it| &it.id);
            assumptions.chain(interface.exceptions.iter().map(|it| &it.id)).any(|own| own == id)
        });
        if is_there {
            self.claim(interface, Part::Rule, id, Vec::new());
        } else {
            self.lacks(interface, Part::Rule, id, None);
        }
    }
}

/// The operation of an interface that has a method and path.
pub(in crate::coverage) fn find_operation<'a>(
    standard: &'a Standard,
    interface: Id<Interface>,
    wanted: &str,
) -> Option<&'a Operation> {
    let operations = standard[interface].operations.iter().map(|id| &standard[*id]);
    operations.into_iter().find(|operation| format!("{} {}", operation.method, operation.path) == wanted)
}

fn kind_of(part: Part) -> &'static str {
    match part {
        Part::DataType => "data_type",
        Part::DataFormat => "data_format",
        Part::CodeDirectory | Part::Code | Part::ErrorCode => "code_directory",
        Part::DataObject | Part::Attribute | Part::Member => "data_object",
        Part::Operation => "operation",
        Part::Process | Part::Rule | Part::Reference => "process",
    }
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

/// Our type in words, where it is another one than what is published.
fn other_type(standard: &Standard, attribute: &Attribute, published: &str) -> Option<String> {
    let types = attribute.types();
    let is_list = attribute.cardinality.is_list();
    let same = types.iter().any(|it| is_type(standard, *it, is_list, published));
    let names = types.iter().map(|it| standard.type_text(*it));
    (!same).then(|| names.collect::<Vec<_>>().join(" or "))
}

/// Whether a type is the published one: by its id, by its kind of value, or by its name.
fn is_type(standard: &Standard, ours: Type, is_list: bool, published: &str) -> bool {
    let meta = standard.meta(standard.definition_of(ours));
    let word = first_word(published);
    if word == meta.shared_id() || meta.formerly.iter().any(|former| former == word) {
        return true;
    }
    if let Some(Definition::DataType(id)) = standard.by_id(word) {
        return standard[id].kind == Kind::Array && is_list;
    }
    if is_id(word) {
        // A number that is printed twice: the same interface and name are enough.
        let name = published[word.len()..].trim();
        let scope = |id: &str| id.split('.').take(2).map(ToOwned::to_owned).collect::<Vec<_>>();
        return scope(word) == scope(&meta.id) && !name.is_empty() && plain_name(name) == plain_name(&meta.name);
    }
    let name = word.rsplit(':').next().unwrap_or(word);
    name.eq_ignore_ascii_case(standard.kind_of(ours).name()) || plain_name(name) == plain_name(&meta.name)
}

fn is_id(word: &str) -> bool {
    ["DO.", "CD.", "DF.", "DT."].iter().any(|letters| word.starts_with(letters))
}

/// Whether an attribute has a cardinality as it is printed: `0...1`, `0..*`, `0...* (list)`, or `list`.
fn is_cardinality(attribute: &Attribute, published: &str) -> bool {
    if published == "list" {
        return attribute.cardinality.is_list();
    }
    first_word(published).replace("...", "..") == attribute.cardinality.name()
}
