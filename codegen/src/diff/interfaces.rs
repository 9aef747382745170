//! Interfaces, and what all definitions share.

use crate::diff::Comparison;
use crate::diff::change::{Change, ChangeKind, Effect, is_draft, verdicts};
use crate::diff::flow::Flow;
use crate::model::{Bound, Decision, Definition, Deprecation, Interface, Meta, Standard, Text};
use crate::vocabulary::Sensitivity;

/// Where a change stands, and what it means there.
pub(super) struct Place {
    pub(super) interface: String,
    pub(super) path: String,
    pub(super) flow: Flow,
    pub(super) draft: bool,
}

impl Place {
    fn of(standard: &Standard, definition: Definition, flow: Flow) -> Self {
        let meta = standard.meta(definition);
        let interface = standard.interface_of(definition).id.clone();
        Self { interface, path: meta.id.clone(), flow, draft: is_draft(meta.stage) }
    }

    pub(super) fn below(&self, part: &str) -> Self {
        Self {
            interface: self.interface.clone(),
            path: format!("{}/{part}", self.path),
            flow: self.flow,
            draft: self.draft,
        }
    }
}

impl<'a> Comparison<'a> {
    pub(super) fn push(
        &mut self,
        place: &Place,
        kind: ChangeKind,
        effect: Effect,
        before: Option<String>,
        after: Option<String>,
    ) -> &mut Change {
        let verdicts = verdicts(kind, effect, place.flow);
        self.changes.push(Change {
            kind,
            interface: place.interface.clone(),
            path: place.path.clone(),
            before,
            after,
            verdicts,
            draft: place.draft,
            refused: None,
            accepted: None,
            effect,
        });
        let last = self.changes.len() - 1;
        &mut self.changes[last]
    }

    /// A change of words alone, where there is one.
    pub(super) fn told(&mut self, place: &Place, kind: ChangeKind, before: &str, after: &str) {
        if before != after {
            self.push(place, kind, Effect::NONE, Some(before.to_owned()), Some(after.to_owned()));
        }
    }

    /// Another title or description, where there is one.
    pub(super) fn described(&mut self, place: &Place, kind: ChangeKind, before: [&Text; 2], after: [&Text; 2]) {
        if before != after {
            let words = |[title, description]: [&Text; 2]| format!("{title}: {description}");
            self.told(place, kind, &words(before), &words(after));
        }
    }

    pub(super) fn interfaces(&mut self) {
        for (_, before) in self.old.interfaces.iter() {
            if let Some(after) = interface_of(self.new, &before.id) {
                self.interface(before, after);
            } else {
                let place = interface_place(before);
                self.push(&place, ChangeKind::InterfaceRemoved, Effect::NONE, Some(before.title.to_string()), None);
            }
        }
        for (_, after) in self.new.interfaces.iter().filter(|(_, it)| interface_of(self.old, &it.id).is_none()) {
            let place = interface_place(after);
            self.push(&place, ChangeKind::InterfaceAdded, Effect::NONE, None, Some(after.title.to_string()));
        }
    }

    fn interface(&mut self, before: &'a Interface, after: &'a Interface) {
        let place = interface_place(before);
        self.told(&place, ChangeKind::InterfaceStage, before.stage.name(), after.stage.name());
        let words = |it: &'a Interface| [&it.title, &it.description];
        self.described(&place, ChangeKind::InterfaceDescribed, words(before), words(after));
        let rules = |it: &Interface| {
            let assumptions = it.assumptions.iter().map(|it| format!("{} {}: {}", it.id, it.title, it.description));
            let exceptions = it.exceptions.iter().map(|it| format!("{} {}: {}", it.id, it.title, it.handling));
            assumptions.chain(exceptions).collect::<Vec<_>>().join("; ")
        };
        self.told(&place, ChangeKind::AssumptionChanged, &rules(before), &rules(after));
        self.decided(&place, &before.decisions, &after.decisions);
        for bound in &before.binds {
            let there = after.binds.iter().find(|it| it.parameter == bound.parameter);
            let (old, new) = (bound_text(self.old, &bound.bound), there.map(|it| bound_text(self.new, &it.bound)));
            if Some(&old) != new.as_ref() {
                let place = place.below(&bound.parameter);
                self.push(&place, ChangeKind::BindingChanged, Effect::BOTH, Some(old), new);
            }
        }
        for bound in after.binds.iter().filter(|it| !before.binds.iter().any(|old| old.parameter == it.parameter)) {
            let place = place.below(&bound.parameter);
            let text = bound_text(self.new, &bound.bound);
            self.push(&place, ChangeKind::BindingChanged, Effect::BOTH, None, Some(text));
        }
    }

    /// Definitions that came, went, or are told otherwise.
    pub(super) fn definitions(&mut self) {
        let is_written = |standard: &Standard, definition: Definition| match definition {
            Definition::DataObject(id) => standard[id].is_declared(),
            Definition::Operation(id) => standard[id].bound_from.is_none(),
            _ => true,
        };
        // Operations come and go with the interfaces that offer them.
        let is_counted = |standard: &Standard, definition: Definition| {
            is_written(standard, definition) && !matches!(definition, Definition::Operation(_))
        };
        for definition in self.pairs.removed.clone() {
            if is_counted(self.old, definition) {
                let meta = self.old.meta(definition);
                let place = self.place_of_old(definition);
                // Who sends it, and who reads it, learns of it at the attribute or operation that used it.
                self.push(&place, ChangeKind::DefinitionRemoved, Effect::NONE, Some(meta.name.clone()), None);
            }
        }
        for definition in self.pairs.added.clone() {
            if is_counted(self.new, definition) {
                let meta = self.new.meta(definition);
                // It travels with the attribute or operation that uses it, and is told there.
                let place = Place { flow: Flow::default(), ..self.place_of_new(definition) };
                self.push(&place, ChangeKind::DefinitionAdded, Effect::NONE, None, Some(meta.name.clone()));
            }
        }
        for (before, after) in self.pairs.both.clone() {
            if is_written(self.old, before) {
                self.meta(before, after);
            }
        }
    }

    /// What every definition carries.
    fn meta(&mut self, before: Definition, after: Definition) {
        let place = self.place_of_old(before);
        let (old, new): (&'a Meta, &'a Meta) = (self.old.meta(before), self.new.meta(after));
        self.told(&place, ChangeKind::DefinitionRenumbered, &old.id, &new.id);
        self.told(&place, ChangeKind::DefinitionRenamed, &old.name, &new.name);
        self.told(&place, ChangeKind::DefinitionStage, old.stage.name(), new.stage.name());
        let words = |it: &'a Meta| [&it.title, &it.description];
        self.described(&place, ChangeKind::DefinitionDescribed, words(old), words(new));
        let kinds = (ChangeKind::DefinitionDeprecated, ChangeKind::DefinitionRevived);
        self.deprecated(&place, kinds, old.deprecated.as_ref(), new.deprecated.as_ref());
        self.decided(&place, &old.decisions, &new.decisions);
    }

    /// That something is on its way out, is no longer, or goes otherwise than was said.
    pub(super) fn deprecated(
        &mut self,
        place: &Place,
        (deprecated, revived): (ChangeKind, ChangeKind),
        before: Option<&Deprecation>,
        after: Option<&Deprecation>,
    ) {
        let text = |it: &Deprecation| it.to_string();
        match (before, after) {
            (None, Some(after)) => {
                self.push(place, deprecated, Effect::NONE, None, Some(text(after)));
            }
            (Some(before), None) => {
                self.push(place, revived, Effect::NONE, Some(text(before)), None);
            }
            (Some(before), Some(after)) => {
                self.told(place, ChangeKind::DeprecationChanged, &text(before), &text(after));
            }
            (None, None) => {}
        }
    }

    pub(super) fn decided(&mut self, place: &Place, before: &[Decision], after: &[Decision]) {
        let is_same = |(was, is): (&Decision, &Decision)| {
            was.about == is.about && was.chosen == is.chosen && was.because == is.because
        };
        if before.len() == after.len() && before.iter().zip(after).all(is_same) {
            return;
        }
        let text = |decisions: &[Decision]| {
            let texts = decisions.iter().map(|it| format!("{}: {} ({})", it.about, it.chosen, it.because));
            texts.collect::<Vec<_>>().join("; ")
        };
        self.told(place, ChangeKind::Decided, &text(before), &text(after));
    }

    /// Where a change of an old definition stands.
    pub(super) fn place_of_old(&self, definition: Definition) -> Place {
        Place::of(self.old, definition, self.flows.of_old(definition))
    }

    /// Where a definition that is new stands.
    pub(super) fn place_of_new(&self, definition: Definition) -> Place {
        Place::of(self.new, definition, self.flows.of_new(definition))
    }
}

fn interface_of<'a>(standard: &'a Standard, id: &str) -> Option<&'a Interface> {
    standard.interfaces.iter().map(|(_, interface)| interface).find(|interface| interface.id == id)
}

fn interface_place(interface: &Interface) -> Place {
    Place {
        interface: interface.id.clone(),
        path: interface.id.clone(),
        flow: Flow { to_registry: true, to_asker: true },
        draft: is_draft(interface.stage),
    }
}

fn bound_text(standard: &Standard, bound: &Bound) -> String {
    match bound {
        Bound::One(r#type) => standard.type_text(*r#type),
        Bound::Choices(alternatives) => {
            let texts =
                alternatives.iter().map(|it| format!("{}: {}", it.when.join("|"), standard.type_text(it.r#type)));
            texts.collect::<Vec<_>>().join(", ")
        }
    }
}

/// How sensitive, as a number.
pub(super) fn rank(sensitivity: Option<Sensitivity>) -> u8 {
    match sensitivity {
        None | Some(Sensitivity::Public) => 0,
        Some(Sensitivity::Personal) => 1,
        Some(Sensitivity::Sensitive) => 2,
    }
}
