//! Every decision of a standard, with the place that it was written at.

use crate::model::{Decision, Definition, Id, Interface, Standard};

/// A decision and its place.
#[derive(Clone, Copy, Debug)]
pub struct Decided<'a> {
    /// The interface of the place.
    pub interface: Id<Interface>,
    /// The definition; nothing for a decision about the interface as a whole.
    pub definition: Option<Definition>,
    /// The part of the definition.
    pub part: DecidedPart<'a>,
    /// The decision.
    pub decision: &'a Decision,
}

/// What part of a definition a decision is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecidedPart<'a> {
    /// All of it.
    Whole,
    /// An attribute, by its name.
    Attribute(&'a str),
    /// A code.
    Code(&'a str),
}

impl Decided<'_> {
    /// Where it stands: an id, an id with an attribute or code after a slash, or the id of the interface.
    pub fn at(&self, standard: &Standard) -> String {
        let Some(definition) = self.definition else { return standard[self.interface].id.clone() };
        let id = &standard.meta(definition).id;
        match self.part {
            DecidedPart::Whole => id.clone(),
            DecidedPart::Attribute(part) | DecidedPart::Code(part) => format!("{id}/{part}"),
        }
    }
}

impl Standard {
    /// Every decision, interface by interface.
    pub fn decisions(&self) -> impl Iterator<Item = Decided<'_>> {
        self.interfaces.iter().flat_map(|(id, _)| self.decisions_of(id))
    }

    /// The decisions of an interface: its own, those of its definitions, and those of their attributes and codes. What is
    /// bound or inherited was decided elsewhere and is told there.
    pub fn decisions_of(&self, interface: Id<Interface>) -> Vec<Decided<'_>> {
        let mut all = Vec::new();
        Self::add_decisions(&mut all, interface, None, DecidedPart::Whole, &self[interface].decisions);
        for definition in self[interface].definitions() {
            let whole = Some(definition);
            match definition {
                Definition::DataObject(id) if !self[id].is_declared() => continue,
                Definition::Operation(id) if self[id].bound_from.is_some() => continue,
                _ => {}
            }
            Self::add_decisions(&mut all, interface, whole, DecidedPart::Whole, &self.meta(definition).decisions);
            match definition {
                Definition::DataObject(id) => {
                    let own = self[id].attributes.iter().filter(|attribute| attribute.inherited_from.is_none());
                    for attribute in own {
                        let part = DecidedPart::Attribute(&attribute.name);
                        Self::add_decisions(&mut all, interface, whole, part, &attribute.decisions);
                    }
                }
                Definition::CodeDirectory(id) if self[id].codes_of.is_none() => {
                    for code in &self[id].codes {
                        Self::add_decisions(&mut all, interface, whole, DecidedPart::Code(&code.code), &code.decisions);
                    }
                }
                _ => {}
            }
        }
        all
    }

    fn add_decisions<'a>(
        all: &mut Vec<Decided<'a>>,
        interface: Id<Interface>,
        definition: Option<Definition>,
        part: DecidedPart<'a>,
        decisions: &'a [Decision],
    ) {
        all.extend(decisions.iter().map(|decision| Decided { interface, definition, part, decision }));
    }
}
