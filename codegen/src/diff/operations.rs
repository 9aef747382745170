//! Operations as each interface offers them, and processes.

use crate::diff::Comparison;
use crate::diff::change::{ChangeKind, Effect};
use crate::diff::interfaces::Place;
use crate::model::{Body, Definition, Id, Operation, Process, Standard, Step};

impl Comparison<'_> {
    pub(super) fn operations(&mut self) {
        for (before, after) in self.pairs.both.clone() {
            if let (Definition::Operation(old), Definition::Operation(new)) = (before, after) {
                self.operation(old, new);
            }
        }
        for definition in self.pairs.removed.clone() {
            if let Definition::Operation(id) = definition {
                let place = self.place_of_old(definition);
                let shown = call(&self.old[id]);
                self.push(&place, ChangeKind::OperationWithdrawn, Effect::NONE, Some(shown), None);
            }
        }
        for definition in self.pairs.added.clone() {
            if let Definition::Operation(id) = definition {
                let place = self.place_of_new(definition);
                let shown = call(&self.new[id]);
                self.push(&place, ChangeKind::OperationOffered, Effect::NONE, None, Some(shown));
            }
        }
    }

    fn operation(&mut self, before: Id<Operation>, after: Id<Operation>) {
        let (old, new) = (&self.old[before], &self.new[after]);
        let place = self.place_of_old(Definition::Operation(before));
        // What a bound version has of the shared operation is told at the shared one.
        let is_shared = old.bound_from.is_some() && new.bound_from.is_some();
        if !is_shared {
            self.told(&place, ChangeKind::MethodChanged, old.method.name(), new.method.name());
            self.told(&place, ChangeKind::PathChanged, &old.path, &new.path);
            self.told(&place, ChangeKind::OperationIdChanged, &old.operation_id, &new.operation_id);
            let pattern = |it: &Operation| format!("{}, implemented by the {}", it.pattern, it.provider);
            self.told(&place, ChangeKind::PatternOfCallChanged, &pattern(old), &pattern(new));
            let callback = |standard: &Standard, it: &Operation| {
                it.callback.map(|id| standard[id].meta.id.clone()).unwrap_or_default()
            };
            self.told(&place, ChangeKind::CallbackChanged, &callback(self.old, old), &callback(self.new, new));
            for (part, was, is) in [("request", &old.request, &new.request), ("answer", &old.answer, &new.answer)] {
                self.body(&place.below(part), was.as_ref(), is.as_ref());
            }
            self.failures(&place, old, new);
            let errors = |standard: &Standard, it: &Operation| {
                it.errors.iter().map(|id| standard[*id].meta.id.clone()).collect::<Vec<_>>().join(", ")
            };
            self.told(&place, ChangeKind::ErrorsChanged, &errors(self.old, old), &errors(self.new, new));
            match (old.security, new.security) {
                (false, true) => {
                    self.push(&place, ChangeKind::SecurityAdded, Effect::NONE, None, None);
                }
                (true, false) => {
                    self.push(&place, ChangeKind::SecurityRemoved, Effect::NONE, None, None);
                }
                _ => {}
            }
        }
        let same = self.same_examples(&old.request_examples, &new.request_examples)
            && self.same_examples(&old.answer_examples, &new.answer_examples);
        if !same {
            self.push(&place, ChangeKind::ExamplesChanged, Effect::NONE, None, None);
        }
    }

    fn body(&mut self, place: &Place, was: Option<&Body>, is: Option<&Body>) {
        let object = |standard: &Standard, body: Option<&Body>| {
            body.map(|body| standard[body.message.unwrap_or(body.object)].meta.id.clone()).unwrap_or_default()
        };
        let same = match (was, is) {
            (Some(was), Some(is)) => {
                let (was, is) = (was.message.unwrap_or(was.object), is.message.unwrap_or(is.object));
                self.pairs.new_of(Definition::DataObject(was)) == Some(Definition::DataObject(is))
            }
            (was, is) => was.is_none() && is.is_none(),
        };
        let both = was.zip(is).map(|(was, is)| (was.object, is.object));
        if !same {
            let (was, is) = (object(self.old, was), object(self.new, is));
            self.push(place, ChangeKind::BodyReplaced, Effect::BOTH, Some(was), Some(is));
            if let Some(both) = both {
                let names: Vec<&str> = self.new[both.1].attributes.iter().map(|it| it.name.as_str()).collect();
                self.witness_of_attribute(both, &names);
            }
        }
        if let (Some(was), Some(is)) = (was, is) {
            if was.action != is.action {
                self.push(place, ChangeKind::ActionChanged, Effect::BOTH, was.action.clone(), is.action.clone());
                self.witness_of_attribute((was.object, is.object), &["header"]);
            }
            self.told(place, ChangeKind::MediaTypeChanged, was.media_type.name(), is.media_type.name());
        }
    }

    fn failures(&mut self, place: &Place, old: &Operation, new: &Operation) {
        let statuses = |it: &Operation| it.failures.as_ref().map(|it| it.statuses.clone()).unwrap_or_default();
        let (was, is) = (statuses(old), statuses(new));
        for status in is.iter().filter(|status| !was.contains(status)) {
            self.push(
                &place.below(&status.to_string()),
                ChangeKind::StatusAdded,
                Effect::NONE,
                None,
                Some(status.to_string()),
            );
        }
        for status in was.iter().filter(|status| !is.contains(status)) {
            self.push(
                &place.below(&status.to_string()),
                ChangeKind::StatusRemoved,
                Effect::NONE,
                Some(status.to_string()),
                None,
            );
        }
    }

    pub(super) fn processes(&mut self) {
        for (before, after) in self.pairs.both.clone() {
            if let (Definition::Process(old), Definition::Process(new)) = (before, after) {
                let place = self.place_of_old(before);
                let (was, is) = (told(self.old, &self.old[old]), told(self.new, &self.new[new]));
                if was != is {
                    self.push(&place, ChangeKind::ProcessChanged, Effect::NONE, None, None);
                }
            }
        }
    }
}

fn call(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// Everything that a process tells.
fn told(standard: &Standard, process: &Process) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(process.delivery_stage.clone());
    parts.extend(process.actors.iter().map(|actor| format!("{actor:?}")));
    parts.extend(process.data.iter().map(|id| standard[*id].meta.id.clone()));
    let texts = process.prerequisites.iter().chain(&process.inputs).chain(&process.outputs);
    parts.extend(texts.map(ToString::to_string));
    let step = |step: &Step| {
        let operation = step.operation.map(|id| standard[id].meta.id.clone()).unwrap_or_default();
        format!("{} {} {operation} {}", step.from, step.to, step.text)
    };
    parts.extend(process.steps.iter().map(step));
    for case in &process.use_cases {
        let description = case.description.as_ref().map(ToString::to_string).unwrap_or_default();
        parts.push(format!("{} {} {description}", case.name, case.title));
        parts.extend(case.steps.iter().map(step));
    }
    parts.join("\n")
}
