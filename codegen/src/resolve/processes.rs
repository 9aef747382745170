//! Processes: actors, steps and the operations by which the steps happen.

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::model::{Actor, Id, Process, Step, UseCase};
use crate::nearest::did_you_mean;
use crate::raw::{RawProcess, RawStep};
use crate::resolve::index::RawKind;
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
                        title: meta::text(&actor.title, actor.span, self.diagnostics),
                        description: actor
                            .description
                            .as_ref()
                            .map(|words| meta::text(words, actor.span, self.diagnostics)),
                    })
                    .collect();
                let mut texts = |words: &[crate::raw::read::Words]| {
                    words.iter().map(|words| meta::text(words, raw.process.span, self.diagnostics)).collect()
                };
                let (prerequisites, inputs, outputs) =
                    (texts(&raw.prerequisites), texts(&raw.inputs), texts(&raw.outputs));
                let steps = self.steps(&raw.steps, raw, interface);
                let mut use_cases = Vec::new();
                for case in &raw.use_cases {
                    let steps = self.steps(&case.steps, raw, interface);
                    use_cases.push(UseCase {
                        name: case.name.value.clone(),
                        title: meta::text(&case.title, case.span, self.diagnostics),
                        description: case
                            .description
                            .as_ref()
                            .map(|words| meta::text(words, case.span, self.diagnostics)),
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

    fn steps(&mut self, raw: &[RawStep], process: &RawProcess, interface: usize) -> Vec<Step> {
        let actors: Vec<&str> = process.actors.iter().map(|actor| actor.name.value.as_str()).collect();
        let mut steps = Vec::new();
        for step in raw {
            for actor in [&step.from, &step.to] {
                if !actors.contains(&actor.value.as_str()) {
                    let help = did_you_mean(&actor.value, actors.iter().copied())
                        .unwrap_or_else(|| format!("add it under `actors`; there are {}", actors.join(", ")));
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
                text: meta::text(&step.text, step.span, self.diagnostics),
            });
        }
        steps
    }
}
