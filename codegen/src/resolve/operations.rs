//! Operations: those that each interface declares, and shared ones bound to its types.

use camino::Utf8Path;

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::load::{EXAMPLES_FOLDER, Loaded};
use crate::model::{Body, DataObject, Example, Failures, Id, Operation};
use crate::nearest::did_you_mean;
use crate::raw::{RawBody, RawOffer, RawOperation, Text as RawText};
use crate::resolve::Resolver;
use crate::resolve::index::RawKind;
use crate::resolve::refer::{stands_once, texts};
use crate::vocabulary::{MediaType, Pattern};

impl Resolver<'_> {
    /// Hands out the ids of all operations, so that they may refer to each other.
    pub(super) fn reserve_operations(&mut self) {
        let spec = self.spec;
        for (interface, files) in spec.interfaces.iter().enumerate() {
            for offer in &files.settings.raw.operations {
                let Some(found) = self.refer(&offer.operation, &[RawKind::Operation], interface) else { continue };
                let loaded = &spec.interfaces[found.interface].operations[found.at];
                self.reserve_operation(loaded, found.interface, interface);
            }
            for at in self.index.of(interface, RawKind::Operation) {
                self.reserve_operation(&files.operations[at], interface, interface);
            }
        }
    }

    fn reserve_operation(&mut self, loaded: &Loaded<RawOperation>, home: usize, interface: usize) {
        let raw = &loaded.raw;
        let key = (interface, raw.operation.value.clone());
        if self.operations.contains_key(&key) {
            return;
        }
        let mut meta = self.meta(&raw.meta(), Id::new(home), loaded.file);
        let mut bound_from = None;
        if home != interface {
            meta.id = format!("{}@{}", meta.id, self.standard.interfaces[Id::new(interface)].id);
            meta.interface = Id::new(interface);
            meta.stage = self.bound_stage(meta.stage, interface);
            meta.formerly = Vec::new();
            meta.decisions = Vec::new();
            bound_from = self.operations.get(&(home, raw.operation.value.clone())).copied();
        }
        let id = self.standard.operations.push(Operation {
            meta,
            bound_from,
            method: raw.method.0,
            path: raw.path.value.clone(),
            operation_id: raw.operation_id.as_ref().map_or_else(|| raw.name.value.clone(), |id| id.value.clone()),
            pattern: raw.pattern.0,
            provider: raw.provider.0,
            callback: None,
            request: None,
            answer: None,
            failures: None,
            errors: Vec::new(),
            security: raw.security.unwrap_or(true),
            request_examples: Vec::new(),
            answer_examples: Vec::new(),
        });
        self.standard.interfaces.get_mut(Id::new(interface)).operations.push(id);
        self.operations.insert(key, id);
    }

    /// Fills in what the operations send, return and refer to.
    pub(super) fn fill_operations(&mut self) {
        let spec = self.spec;
        for ((interface, raw_id), id) in self.operations.clone() {
            let Some(found) = self.index.get(&raw_id) else { continue };
            let raw = &spec.interfaces[found.interface].operations[found.at].raw;
            let offer =
                spec.interfaces[interface].settings.raw.operations.iter().find(|it| it.operation.value == raw_id);
            if found.interface == interface {
                self.well_formed(raw);
            }
            let request = raw.request.as_ref().and_then(|body| self.body(body, raw, interface));
            let answer = raw.answer.as_ref().and_then(|body| self.body(body, raw, interface));
            let failures = raw.failures.as_ref().and_then(|failures| {
                let object = self.object_of(&failures.body, found.interface, interface)?;
                let statuses = failures.statuses.iter().filter_map(|status| u16::try_from(status.value).ok()).collect();
                Some(Failures { object, statuses })
            });
            let errors = raw
                .errors
                .iter()
                .filter_map(|error| {
                    let found = self.refer(error, &[RawKind::CodeDirectory], found.interface)?;
                    self.objects.code_directories.get(&(found.interface, found.at)).copied()
                })
                .collect();
            let callback = raw.callback.as_ref().filter(|_| raw.pattern.0 == Pattern::Asynchronous);
            let callback = callback.and_then(|callback| self.callback(callback, offer, found.interface, interface));
            let (request_examples, answer_examples) = self.operation_examples(raw, offer, found.interface, interface);
            let operation = self.standard.operations.get_mut(id);
            operation.request = request;
            operation.answer = answer;
            operation.failures = failures;
            operation.errors = errors;
            operation.callback = callback;
            operation.request_examples = request_examples;
            operation.answer_examples = answer_examples;
        }
        self.duplicate_paths();
        self.security_is_told();
    }

    /// Who needs an access token must say of what kind it is. A standard whose operations are all open to everybody need not.
    fn security_is_told(&mut self) {
        if self.standard.security.is_some() || !self.spec.is_complete {
            return;
        }
        let first = self.standard.operations.iter().map(|(_, operation)| operation).find(|it| it.security);
        let Some(first) = first else { return };
        let diagnostic = Diagnostic::new(
            &rules::MISSING_SECURITY,
            self.spec.standard.raw.standard.span,
            format!("nothing says what access token `{}` needs", first.meta.name),
        )
        .related(first.meta.span, "this operation, and perhaps others, is not open to everybody")
        .help("add `security:` to standard.yaml, or write `security: false` in operations that are open to everybody");
        self.report(diagnostic);
    }

    fn well_formed(&mut self, raw: &RawOperation) {
        let path = raw.path.value.as_str();
        if !path.starts_with('/') || path.contains(|each: char| each.is_whitespace() || "?#\"<>\\^`|".contains(each)) {
            self.report(
                Diagnostic::new(&rules::MALFORMED_PATH, raw.path.span, format!("`{path}` is not a path"))
                    .expected("a path such as /registry/search")
                    .help("begin with /, without blanks, quotes, query or fragment"),
            );
        }
        let is_asynchronous = raw.pattern.0 == Pattern::Asynchronous;
        match &raw.callback {
            None if is_asynchronous && !self.diagnostics.has_errors_within(raw.span) => self.report(
                Diagnostic::new(
                    &rules::PATTERN_PARTS,
                    raw.operation.span,
                    "an asynchronous operation names the operation by which its answer comes",
                )
                .help("add `callback: …` with the id of that operation, or write `pattern: synchronous`"),
            ),
            Some(callback) if !is_asynchronous => self.report(
                Diagnostic::new(
                    &rules::PATTERN_PARTS,
                    callback.span,
                    format!("an operation with `pattern: {}` has no callback", raw.pattern.0),
                )
                .help("remove `callback`, or write `pattern: asynchronous`"),
            ),
            _ => {}
        }
        stands_once("the code directory", texts(&raw.errors), self.diagnostics);
        for status in raw.failures.iter().flat_map(|failures| &failures.statuses) {
            if !(400..600).contains(&status.value) {
                self.report(
                    Diagnostic::new(
                        &rules::HTTP_STATUS,
                        status.span,
                        format!("{} is no HTTP status of a failure", status.value),
                    )
                    .expected("400 to 599")
                    .help("write the statuses of failures only"),
                );
            }
        }
    }

    fn body(&mut self, raw: &RawBody, operation: &RawOperation, interface: usize) -> Option<Body> {
        let home = self.index.get(&operation.operation.value)?.interface;
        let media_type = raw.media_type.as_ref().map_or(MediaType::Json, |word| word.0);
        match (&raw.body, &raw.message, &raw.envelope) {
            (Some(body), None, None) if raw.action.is_none() => {
                let object = self.object_of(body, home, interface)?;
                Some(Body { object, message: None, action: None, media_type })
            }
            (None, Some(message), Some(envelope)) => {
                let message = self.object_of(message, home, interface);
                let found = self.refer(envelope, &[RawKind::DataObject], home)?;
                let declared = &self.spec.interfaces[found.interface].data_objects[found.at].raw;
                if !declared.parameters.iter().any(|parameter| parameter.name.value == "message") {
                    self.report(
                        Diagnostic::new(
                            &rules::NOT_AN_ENVELOPE,
                            envelope.span,
                            format!("`{}` has no parameter `message` to put the message in", envelope.value),
                        )
                        .help("refer to a data object that declares `parameters: [{name: message, …}]`"),
                    );
                    return None;
                }
                let message = message?;
                let action = raw.action.as_ref().map(|action| action.value.as_str());
                let place = (found.interface, found.at);
                let label = self.envelope_label(raw, operation);
                let object = self.envelope(place, interface, message, action, &label);
                Some(Body { object, message: Some(message), action: action.map(ToOwned::to_owned), media_type })
            }
            _ => {
                self.body_parts(raw);
                None
            }
        }
    }

    /// What the envelope around a message is named by: the action, unless that belongs to another message; then the operation.
    fn envelope_label(&self, raw: &RawBody, operation: &RawOperation) -> String {
        let message = raw.message.as_ref().map(|message| &message.value);
        let is_answer = operation.answer.as_ref().is_some_and(|answer| std::ptr::eq(answer, raw));
        let name = &operation.name.value;
        let of_the_operation = if is_answer { format!("{name}-answer") } else { name.clone() };
        let Some(action) = &raw.action else { return of_the_operation };
        let mut operations = self.spec.interfaces.iter().flat_map(|interface| &interface.operations);
        let of_the_action = operations.find(|other| other.raw.name.value == action.value).map(|other| &other.raw);
        let belongs_to = of_the_action.and_then(|other| other.request.as_ref()?.message.as_ref());
        if belongs_to.is_none_or(|other| Some(&other.value) == message) {
            return action.value.clone();
        }
        of_the_operation
    }

    /// Reports parts of a body that do not fit together.
    fn body_parts(&mut self, raw: &RawBody) {
        if self.diagnostics.has_errors_within(raw.span) {
            return;
        }
        let others = [("message", &raw.message), ("envelope", &raw.envelope), ("action", &raw.action)];
        let other = others.into_iter().find_map(|(key, part)| part.as_ref().map(|part| (key, part.span)));
        let (span, message) = match (&raw.body, &raw.message, other) {
            (Some(_), _, Some((key, span))) => (span, format!("`body` stands alone, and `{key}` stands beside it")),
            (None, Some(message), _) => (message.span, "a message needs an envelope".to_owned()),
            (None, None, Some((key, span))) => (span, format!("`{key}` stands here without a message")),
            _ => (raw.span, "nothing says what is sent".to_owned()),
        };
        self.report(
            Diagnostic::new(&rules::BODY_PARTS, span, message)
                .expected("`body` alone, or `message` with `envelope`")
                .help("write `{body: DO.…}`, or `{message: DO.…, envelope: DO.…, action: …}`"),
        );
    }

    /// The version of a data object that an operation means.
    fn object_of(&mut self, id: &RawText, home: usize, interface: usize) -> Option<Id<DataObject>> {
        let found = self.refer(id, &[RawKind::DataObject], home)?;
        Some(self.version_for((found.interface, found.at), interface))
    }

    fn callback(
        &mut self,
        callback: &RawText,
        offer: Option<&RawOffer>,
        home: usize,
        interface: usize,
    ) -> Option<Id<Operation>> {
        let found = self.refer(callback, &[RawKind::Operation], home)?;
        let raw = &self.spec.interfaces[found.interface].operations[found.at].raw;
        if raw.pattern.0 != Pattern::Callback {
            self.report(
                Diagnostic::new(&rules::PATTERN_PARTS, callback.span, format!("`{}` is no callback", callback.value))
                    .expected("an operation with `pattern: callback`")
                    .help("refer to the operation by which the answer comes"),
            );
            return None;
        }
        let offered = self.operations.get(&(interface, callback.value.clone())).copied();
        // An interface that cannot be read may well offer it.
        if offered.is_none() && self.spec.interfaces[interface].is_complete {
            let span = offer.map_or(callback.span, |offer| offer.operation.span);
            self.report(
                Diagnostic::new(
                    &rules::PATTERN_PARTS,
                    span,
                    format!("the interface offers the operation, but not its callback `{}`", callback.value),
                )
                .help(format!("add `- operation: {}` to the operations of the interface", callback.value)),
            );
        }
        offered
    }

    fn duplicate_paths(&mut self) {
        for (_, interface) in self.standard.interfaces.iter() {
            let mut seen: Vec<(&Operation, crate::source::Span)> = Vec::new();
            for id in &interface.operations {
                let operation = &self.standard.operations[*id];
                let twin =
                    seen.iter().find(|(other, _)| (other.method, &other.path) == (operation.method, &operation.path));
                if let Some((_, first)) = twin {
                    self.diagnostics.push(
                        Diagnostic::new(
                            &rules::DUPLICATE_PATH,
                            operation.meta.span,
                            format!("{} {} is taken by another operation", operation.method, operation.path),
                        )
                        .related(*first, "by this one")
                        .help("give one of the two another path"),
                    );
                }
                seen.push((operation, operation.meta.span));
            }
        }
    }

    fn operation_examples(
        &mut self,
        raw: &RawOperation,
        offer: Option<&RawOffer>,
        home: usize,
        interface: usize,
    ) -> (Vec<Id<Example>>, Vec<Id<Example>>) {
        // What an interface shows for an operation counts; the operation's own examples stand for its own interface.
        let (examples, from) = match offer.and_then(|offer| offer.examples.as_ref()) {
            Some(examples) => (examples, interface),
            None if home == interface => match &raw.examples {
                Some(examples) => (examples, home),
                None => return (Vec::new(), Vec::new()),
            },
            None => return (Vec::new(), Vec::new()),
        };
        (self.examples_of(&examples.request, from), self.examples_of(&examples.answer, from))
    }

    /// The payloads that an interface's definition names.
    pub(super) fn examples_of(&mut self, names: &[RawText], interface: usize) -> Vec<Id<Example>> {
        let spec = self.spec;
        // A profile names files in its own folder, under what name it likes.
        let by_file = |a: &RawText, b: &RawText| a.span.file == b.span.file;
        for of_one_file in names.chunk_by(by_file) {
            stands_once("the example", texts(of_one_file), self.diagnostics);
        }
        let mut examples = Vec::new();
        for name in names {
            let profile = spec.profile.filter(|at| spec.interfaces[*at].settings.file == name.span.file);
            let interface = profile.unwrap_or(interface);
            let path = spec.interfaces[interface].folder.join(&name.value);
            if let Some(id) = self.examples.get(&path) {
                examples.push(*id);
                continue;
            }
            let Some(loaded) = spec.examples.get(&path) else {
                // One that is there was reported where it stands.
                if !self.sources.has(&path) {
                    self.missing_example(name, interface);
                }
                continue;
            };
            let text = self.sources.file(loaded.file).text.clone();
            // The loader has made sure that it is JSON.
            let Ok(json) = serde_json::from_str(text.trim_start_matches('\u{feff}')) else { continue };
            let places = loaded.raw.places();
            let id = self.standard.examples.push(Example { path: path.clone(), text, json, places });
            self.examples.insert(path, id);
            examples.push(id);
        }
        examples
    }

    fn missing_example(&mut self, name: &RawText, interface: usize) {
        let folder = &self.spec.interfaces[interface].folder;
        let inside = name.value.strip_prefix(EXAMPLES_FOLDER).and_then(|rest| rest.strip_prefix('/'));
        let (message, help) = if inside.is_some_and(|rest| !rest.contains('/')) {
            (format!("there is no file {}", folder.join(&name.value)), "write the file, or correct its name".to_owned())
        } else {
            (
                format!("an example lies in the folder {}", folder.join(EXAMPLES_FOLDER)),
                format!("write `{EXAMPLES_FOLDER}/….json`, and move the file there"),
            )
        };
        let known = self.spec.examples.keys().filter_map(|known| known.strip_prefix(folder).ok());
        let is_listed = !self.diagnostics.is_full(name.span.file);
        let near = if is_listed { did_you_mean(&name.value, known.map(Utf8Path::as_str)) } else { None };
        self.report(Diagnostic::new(&rules::MISSING_EXAMPLE, name.span, message).help(near.unwrap_or(help)));
    }
}
