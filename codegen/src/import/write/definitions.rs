//! Data objects with their attributes, data formats and data types.

use crate::import::draft::{Attribute, Definition, Of, Origin, Shape, Value};
use crate::import::order::{Called, target};
use crate::import::write::{NO_DESCRIPTION, Writer, deprecated};
use crate::import::yaml::{Map, Yaml};
use crate::model::title_of;
use crate::vocabulary::{Cardinality, Kind as ValueKind, Sensitivity};

impl Writer<'_> {
    pub(super) fn definition(&mut self, definition: &Definition, called: &Called) {
        let interface = self.ordered.interface_of[definition.module];
        let mut map = Map::new();
        let key = match &definition.shape {
            Shape::Object { .. } => "data_object",
            Shape::Codes { .. } => "code_directory",
            Shape::Format { .. } => "data_format",
            Shape::Alias(_) => return,
        };
        map.text(key, &called.id).text("name", &called.name);
        self.head(&mut map, definition, called);
        match &definition.shape {
            Shape::Object { extends, attributes } => {
                map.maybe("extends", extends.as_ref().map(|parent| self.id(target(parent))));
                if attributes.is_empty() && extends.is_none() && definition.origin != Origin::Missing {
                    self.silent(&definition.place, "no attributes of objects", "any object is valid");
                }
                let attributes: Vec<Yaml> = attributes.iter().map(|it| Yaml::Map(self.attribute(it))).collect();
                map.set("attributes", Yaml::List(attributes));
            }
            Shape::Codes { closed, codes } => {
                map.text("binding", if *closed { "closed" } else { "extensible" });
                let codes = self.codes(codes, !closed, &definition.place);
                map.set("codes", Yaml::List(codes));
            }
            Shape::Format { kind, constraints, examples } => {
                map.text("type", self.type_of(*kind));
                map.maybe("pattern", constraints.pattern.as_ref()).maybe("format", constraints.format.as_ref());
                let plain = |number: String| Yaml::Plain(number);
                let numbers = [
                    ("min_length", constraints.min_length.map(|number| number.to_string())),
                    ("max_length", constraints.max_length.map(|number| number.to_string())),
                    ("minimum", constraints.minimum.as_ref().map(ToString::to_string)),
                    ("maximum", constraints.maximum.as_ref().map(ToString::to_string)),
                ];
                for (key, number) in numbers {
                    if let Some(number) = number {
                        map.set(key, plain(number));
                    }
                }
                map.list("examples", examples.iter().map(|it| Yaml::Quoted(it.clone())).collect());
            }
            Shape::Alias(_) => {}
        }
        self.add(interface, key, &called.name, &map);
    }

    /// What every definition carries, in the order in which it is written.
    pub(super) fn head(&mut self, map: &mut Map, definition: &Definition, called: &Called) {
        if !called.formerly.is_empty() {
            map.set("formerly", Yaml::Words(called.formerly.clone()));
        }
        map.maybe("title", definition.title.as_ref()).text("stage", "draft");
        map.text("description", definition.description.as_deref().unwrap_or(NO_DESCRIPTION));
        if definition.description.is_none() && definition.origin == Origin::Named {
            self.silent(&definition.place, "no description of definitions", "marked TODO");
        }
        if definition.deprecated {
            deprecated(map);
        }
        map.set("source", self.source(definition.place.file));
        let decisions = definition.decisions.iter().map(|decision| {
            let source = self.documents[definition.place.file].path.to_string();
            let sources = decision.says.iter().map(|says| {
                let mut statement = Map::new();
                statement.text("source", &source).text("says", says);
                Yaml::Map(statement)
            });
            let mut entry = Map::new();
            entry
                .text("about", &decision.about)
                .list("sources", sources.collect())
                .text("chosen", format!("{} (TODO)", decision.chosen))
                .text("because", "TODO: decide. The import has kept what the source says first.");
            Yaml::Map(entry)
        });
        map.list("decisions", decisions.collect());
    }

    /// The file that something was taken from.
    pub(super) fn source(&self, file: usize) -> Yaml {
        let mut source = Map::new();
        source.text("kind", self.kind.name()).text("where", self.documents[file].path.as_str());
        Yaml::List(vec![Yaml::Map(source)])
    }

    pub(super) fn attribute(&mut self, attribute: &Attribute) -> Map {
        let mut map = Map::new();
        map.text("name", &attribute.name);
        let cardinality = self.value(&mut map, attribute);
        map.set("cardinality", Yaml::Plain(cardinality.name().to_owned()));
        if attribute.required.is_none() {
            map.comment("TODO: the source gives no cardinality");
            self.silent(&attribute.place, "no cardinality of attributes", "0..1 and 0..*, marked TODO");
        }
        let mut description = attribute.description.clone();
        if let Of::Any { alternatives, .. } = &attribute.value.of {
            let names: Vec<String> = alternatives.iter().map(|it| self.in_words(it)).collect();
            let words = description.unwrap_or_default();
            let todo = format!("TODO: one of {}; say under `by` which attribute tells which.", names.join(", "));
            description = Some(format!("{words} {todo}").trim().to_owned());
        }
        if description.is_none() {
            self.silent(&attribute.place, "no description of attributes", "marked TODO");
        }
        map.text("description", description.unwrap_or_else(|| NO_DESCRIPTION.to_owned()));
        let title = attribute.title.as_ref().filter(|title| **title != title_of(&attribute.name));
        map.maybe("title", title);
        map.maybe("sensitivity", attribute.sensitivity.map(Sensitivity::name));
        if let Some(example) = &attribute.example {
            map.set("example", Yaml::Quoted(example.clone()));
        }
        if attribute.deprecated {
            deprecated(&mut map);
        }
        let has_capitals = attribute.name.bytes().any(|byte| byte.is_ascii_uppercase());
        if has_capitals {
            let mut decision = Map::new();
            let mut statement = Map::new();
            let source = self.documents[attribute.place.file].path.to_string();
            statement.text("source", source).text("says", &attribute.name);
            decision
                .text("about", "Capitals in the name")
                .set("sources", Yaml::List(vec![Yaml::Map(statement)]))
                .text("chosen", &attribute.name)
                .text("because", "TODO: the name is kept as it is on the wire.");
            map.list("decisions", vec![Yaml::Map(decision)]);
        }
        map
    }

    /// Writes the type of an attribute, or its choices; yields the cardinality.
    pub(super) fn value(&mut self, map: &mut Map, attribute: &Attribute) -> Cardinality {
        let value = &attribute.value;
        let required = attribute.required.unwrap_or(false);
        let Of::Choice { by, alternatives } = &value.of else {
            map.text("type", self.type_id(value));
            if matches!(value.of, Of::Silent) {
                map.comment("TODO: the source gives no type");
                self.silent(&attribute.place, "no type of attributes", "any value is valid, marked TODO");
            }
            return cardinality(value.list == Some(true), required);
        };
        map.text("by", by.join("."));
        let lists = value.list == Some(true) || alternatives.iter().all(|it| it.value.list == Some(true));
        let mut items = Vec::new();
        for alternative in alternatives {
            // A default that no code tells needs one to be written with.
            for (at, when) in alternative.when.iter().enumerate() {
                let mut item = Map::new();
                item.set("when", Yaml::Quoted(when.clone()));
                item.text("type", self.type_id(&alternative.value));
                if !lists && alternative.value.list == Some(true) {
                    let many = cardinality(true, alternative.value.filled);
                    item.set("cardinality", Yaml::Plain(many.name().to_owned()));
                }
                if alternative.default && at == 0 {
                    item.set("default", Yaml::Plain("true".to_owned()));
                }
                items.push(Yaml::Map(item));
            }
        }
        map.set("choices", Yaml::List(items));
        cardinality(lists, required)
    }

    /// The id of a value's type.
    pub(super) fn type_id(&mut self, value: &Value) -> String {
        match &value.of {
            Of::Definition(reference) => self.id(target(reference)),
            Of::Kind(kind) | Of::Any { kind, .. } => self.type_of(*kind),
            Of::Silent | Of::Choice { .. } => self.type_of(ValueKind::Any),
        }
    }

    pub(super) fn id(&self, at: usize) -> String {
        self.ordered.called[at].as_ref().map(|called| called.id.clone()).unwrap_or_default()
    }

    /// A value in words, for those who decide.
    pub(super) fn in_words(&self, value: &Value) -> String {
        let name = match &value.of {
            Of::Definition(reference) => {
                let called = self.ordered.called[target(reference)].as_ref();
                called.map(|called| format!("{} {}", called.id, called.name)).unwrap_or_default()
            }
            Of::Kind(kind) => kind.to_string(),
            _ => "something else".to_owned(),
        };
        if value.list == Some(true) { format!("a list of {name}") } else { name }
    }

    /// The id of the data type of a kind.
    pub(super) fn type_of(&mut self, kind: ValueKind) -> String {
        self.types.insert(kind);
        format!("DT.{}.{:02}", self.ordered.interfaces[self.ordered.types_in].id, kind as usize + 1)
    }

    pub(super) fn data_type(&mut self, kind: ValueKind) {
        let mut map = Map::new();
        let words = match kind {
            ValueKind::String => "Text of any length.",
            ValueKind::Integer => "A whole number.",
            ValueKind::Decimal => "A number, perhaps with a fraction.",
            ValueKind::Boolean => "True or false.",
            ValueKind::Object => "A JSON object of any content.",
            ValueKind::Array => "A list of anything.",
            ValueKind::Any => "Any JSON value but null.",
        };
        map.text("data_type", self.type_of(kind)).text("name", kind.name()).text("kind", kind.name());
        map.text("stage", "draft").text("description", words);
        self.add(self.ordered.types_in, "data_type", kind.name(), &map);
    }
}

fn cardinality(list: bool, required: bool) -> Cardinality {
    match (list, required) {
        (false, false) => Cardinality::ZeroOrOne,
        (false, true) => Cardinality::One,
        (true, false) => Cardinality::ZeroOrMore,
        (true, true) => Cardinality::OneOrMore,
    }
}
