//! Processes: actors, steps and the operations by which the steps happen.

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::model::{Actor, Id, Process, Step, UseCase};
use crate::naming;
use crate::nearest::{did_you_mean, quoted};
use crate::raw::values::Words;
use crate::raw::{RawProcess, RawStep};
use crate::resolve::index::RawKind;
use crate::resolve::refer::{stands_once, texts};
use crate::resolve::{Resolver, meta};

impl Resolver<'_> {
    /// Makes the processes.
    pub(super) fn processes(&mut self) {
        let spec = self.spec;
        for (interface, files) in spec.interfaces.iter().enumerate() {
            for at in self.index.of(interface, RawKind::Process) {
                let loaded = &files.processes[at];
                let raw = &loaded.raw;
                let meta = self.meta(&raw.meta(), Id::new(interface), loaded.file);
                self.process_names(raw);
                let data = raw
                    .data
                    .iter()
                    .filter_map(|id| {
                        let found = self.refer(id, &[RawKind::DataObject], interface)?;
                        Some(self.version_for((found.interface, found.at), interface))
                    })
                    .collect();
                let actors = raw
                    .actors
                    .iter()
                    .map(|actor| Actor {
                        name: actor.name.value.clone(),
                        title: meta::text(&actor.title),
                        description: actor.description.as_ref().map(meta::text),
                    })
                    .collect();
                let all = |words: &[Words]| words.iter().map(meta::text).collect();
                let (prerequisites, inputs, outputs) = (all(&raw.prerequisites), all(&raw.inputs), all(&raw.outputs));
                let steps = self.steps(&raw.steps, raw, interface);
                let mut use_cases = Vec::new();
                for case in &raw.use_cases {
                    let steps = self.steps(&case.steps, raw, interface);
                    use_cases.push(UseCase {
                        name: case.name.value.clone(),
                        title: meta::text(&case.title),
                        description: case.description.as_ref().map(meta::text),
                        steps,
                    });
                }
                let id = self.standard.processes.push(Process {
                    meta,
                    delivery_stage: raw.delivery_stage.as_ref().map(|stage| stage.value.clone()),
                    actors,
                    data,
                    prerequisites,
                    inputs,
                    outputs,
                    steps,
                    use_cases,
                });
                self.standard.interfaces.get_mut(Id::new(interface)).processes.push(id);
            }
        }
    }

    /// Actors and use cases are named in `snake_case`, each once.
    fn process_names(&mut self, raw: &RawProcess) {
        let actors = || raw.actors.iter().map(|actor| &actor.name);
        let cases = || raw.use_cases.iter().map(|case| &case.name);
        stands_once("the actor", actors().map(|name| (&*name.value, name.span)), self.diagnostics);
        stands_once("the use case", cases().map(|name| (&*name.value, name.span)), self.diagnostics);
        stands_once("the data object", texts(&raw.data), self.diagnostics);
        for (what, name) in actors().map(|name| ("an actor", name)).chain(cases().map(|name| ("a use case", name))) {
            if naming::malformed("process", &name.value).is_some() {
                self.report(
                    Diagnostic::new(
                        &rules::MALFORMED_NAME,
                        name.span,
                        format!("`{}` is not a name of {what}", name.value),
                    )
                    .expected("a name in snake_case, such as social_registry")
                    .help("write small letters, digits and underscores; what people read is the `title`"),
                );
            }
        }
    }

    fn steps(&mut self, raw: &[RawStep], process: &RawProcess, interface: usize) -> Vec<Step> {
        let actors: Vec<&str> = process.actors.iter().map(|actor| actor.name.value.as_str()).collect();
        let mut steps = Vec::new();
        for step in raw {
            for actor in [&step.from, &step.to] {
                if !actors.contains(&actor.value.as_str()) {
                    // An actor that cannot be read may be the one.
                    if process.actors.is_empty() && self.diagnostics.has_errors_within(process.span) {
                        continue;
                    }
                    let help = did_you_mean(&actor.value, actors.iter().copied())
                        .unwrap_or_else(|| format!("add it under `actors`; there are {}", quoted(&actors, "and")));
                    self.report(
                        Diagnostic::new(
                            &rules::UNKNOWN_ACTOR,
                            actor.span,
                            format!("the process has no actor `{}`", actor.value),
                        )
                        .help(help),
                    );
                }
            }
            let operation = step.operation.as_ref().and_then(|id| {
                let found = self.refer(id, &[RawKind::Operation], interface)?;
                // As this interface offers it, or else as the interface that declares it does.
                let own = self.operations.get(&(interface, id.value.clone()));
                own.or_else(|| self.operations.get(&(found.interface, id.value.clone()))).copied()
            });
            steps.push(Step {
                from: step.from.value.clone(),
                to: step.to.value.clone(),
                operation,
                text: meta::text(&step.text),
            });
        }
        steps
    }
}
