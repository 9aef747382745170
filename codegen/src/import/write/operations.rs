//! Operations, and which of them answers which.

use crate::import::draft::{Operation, Reference};
use crate::import::order::target;
use crate::import::write::{NO_DESCRIPTION, Writer, deprecated};
use crate::import::yaml::{Map, Yaml};
use crate::vocabulary::{MediaType, Pattern, Provider};

impl Writer<'_> {
    pub(super) fn operation(&mut self, at: usize) {
        let Some(called) = &self.ordered.operations[at] else { return };
        let operation = &self.ordered.draft.operations[at];
        let interface = self.ordered.interface_of[operation.module];
        let mut map = Map::new();
        map.text("operation", &called.id).text("name", &called.name);
        if !called.formerly.is_empty() {
            map.set("formerly", Yaml::Words(called.formerly.clone()));
        }
        map.maybe("title", operation.title.as_ref()).text("stage", "draft");
        if operation.description.is_none() {
            self.silent(&operation.place, "no description of operations", "marked TODO");
        }
        map.text("description", operation.description.clone().unwrap_or_else(|| NO_DESCRIPTION.to_owned()));
        if operation.deprecated {
            deprecated(&mut map);
        }
        map.set("source", self.source(operation.place.file));
        map.text("method", operation.method.name()).text("path", &operation.path);
        map.maybe("operation_id", operation.operation_id.as_ref().filter(|id| **id != called.name));
        let operations = &self.ordered.draft.operations;
        let is_callback = |path: &str| {
            operations.iter().any(|other| {
                self.ordered.interface_of[other.module] == interface && other.callback.as_deref() == Some(path)
            })
        };
        let callback = operation.callback.as_ref().and_then(|path| {
            let same = |other: &Operation| other.path == *path && self.ordered.interface_of[other.module] == interface;
            self.ordered.operations[operations.iter().position(same)?].as_ref()
        });
        let (pattern, provider) = match &callback {
            _ if operation.is_callback || is_callback(&operation.path) => (Pattern::Callback, Provider::Caller),
            Some(_) => (Pattern::Asynchronous, Provider::Registry),
            None => (Pattern::Synchronous, Provider::Registry),
        };
        map.text("pattern", pattern.name());
        map.text("provider", provider.name());
        if pattern == Pattern::Asynchronous {
            map.maybe("callback", callback.map(|called| called.id.clone()));
        }
        let body = |(reference, media): &(Reference, MediaType)| {
            let mut body = Map::new();
            body.text("body", self.id(target(reference)));
            if *media != MediaType::Json {
                body.text("media_type", media.name());
            }
            Yaml::Map(body)
        };
        if let Some(request) = &operation.request {
            map.set("request", body(request));
        }
        if let Some(answer) = &operation.answer {
            map.set("answer", body(answer));
        }
        if let Some((reference, statuses)) = &operation.failures {
            let mut failures = Map::new();
            failures.text("body", self.id(target(reference)));
            let statuses = statuses.iter().map(|status| Yaml::Plain(status.to_string())).collect();
            failures.set("statuses", Yaml::List(statuses));
            map.set("failures", Yaml::Map(failures));
        }
        if !operation.secured {
            map.set("security", Yaml::Plain("false".to_owned()));
        }
        self.add(interface, "operation", &called.name, &map);
    }
}
