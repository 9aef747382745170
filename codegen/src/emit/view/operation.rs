//! Operations and processes, as templates see them.

use serde::Serialize;

use crate::emit::view::common::{Link, MetaView, texts};
use crate::emit::view::data::{CodeView, ExampleView};
use crate::model::{Actor, Attribute, Body, Definition, Example, Id, Operation, Process, Standard, Step, Text};
use crate::vocabulary::{MediaType, Method, Pattern, Provider};

#[derive(Debug, Serialize)]
pub(crate) struct OperationView<'a> {
    #[serde(flatten)]
    meta: MetaView<'a>,
    bound_from: Option<Link<'a>>,
    method: Method,
    path: &'a str,
    operation_id: &'a str,
    pattern: Pattern,
    provider: Provider,
    callback: Option<OperationLink<'a>>,
    callback_of: Vec<Link<'a>>,
    request: Option<BodyView<'a>>,
    answer: Option<BodyView<'a>>,
    failures: Option<FailuresView<'a>>,
    errors: Vec<ErrorsView<'a>>,
    security: bool,
    examples: OperationExamples<'a>,
}

#[derive(Debug, Serialize)]
struct BodyView<'a> {
    body: Link<'a>,
    message: Option<Link<'a>>,
    action: Option<&'a str>,
    media_type: MediaType,
    discloses: Vec<DisclosedView<'a>>,
}

/// A data object within a body, and the names of those of its attributes that tell something about a person.
#[derive(Debug, Serialize)]
struct DisclosedView<'a> {
    #[serde(flatten)]
    object: Link<'a>,
    personal: Vec<&'a str>,
    sensitive: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct FailuresView<'a> {
    body: Link<'a>,
    statuses: &'a [u16],
}

#[derive(Debug, Serialize)]
struct ErrorsView<'a> {
    directory: Link<'a>,
    codes: Vec<CodeView<'a>>,
}

#[derive(Debug, Serialize)]
struct OperationExamples<'a> {
    request: Vec<ExampleView<'a>>,
    answer: Vec<ExampleView<'a>>,
}

impl<'a> OperationView<'a> {
    pub(crate) fn of(standard: &'a Standard, meta: MetaView<'a>, id: Id<Operation>) -> Self {
        let operation = &standard[id];
        let siblings = &standard[operation.meta.interface].operations;
        let to = |id| Link::to(standard, Definition::Operation(id));
        let to_object = |id| Link::to(standard, Definition::DataObject(id));
        Self {
            meta,
            bound_from: operation.bound_from.map(to),
            method: operation.method,
            path: &operation.path,
            operation_id: &operation.operation_id,
            pattern: operation.pattern,
            provider: operation.provider,
            callback: operation.callback.map(|id| OperationLink::to(standard, id)),
            callback_of: siblings
                .iter()
                .copied()
                .filter(|other| standard[*other].callback == Some(id))
                .map(to)
                .collect(),
            request: operation.request.as_ref().map(|body| BodyView::of(standard, body)),
            answer: operation.answer.as_ref().map(|body| BodyView::of(standard, body)),
            failures: operation
                .failures
                .as_ref()
                .map(|failures| FailuresView { body: to_object(failures.object), statuses: &failures.statuses }),
            errors: operation
                .errors
                .iter()
                .map(|directory| ErrorsView {
                    directory: Link::to(standard, Definition::CodeDirectory(*directory)),
                    codes: standard[*directory].codes.iter().map(|code| CodeView::of(standard, code)).collect(),
                })
                .collect(),
            security: operation.security,
            examples: OperationExamples {
                request: examples(standard, &operation.request_examples),
                answer: examples(standard, &operation.answer_examples),
            },
        }
    }
}

impl<'a> BodyView<'a> {
    fn of(standard: &'a Standard, body: &'a Body) -> Self {
        let to = |id| Link::to(standard, Definition::DataObject(id));
        let names = |attributes: Vec<&'a Attribute>| attributes.into_iter().map(|it| it.name.as_str()).collect();
        let discloses = standard.discloses(body.object).into_iter();
        let discloses = discloses
            .map(|disclosed| DisclosedView {
                object: to(disclosed.object),
                personal: names(disclosed.personal),
                sensitive: names(disclosed.sensitive),
            })
            .collect();
        Self {
            body: to(body.object),
            message: body.message.map(to),
            action: body.action.as_deref(),
            media_type: body.media_type,
            discloses,
        }
    }
}

fn examples<'a>(standard: &'a Standard, examples: &[Id<Example>]) -> Vec<ExampleView<'a>> {
    examples.iter().map(|example| ExampleView::of(&standard[*example])).collect()
}

#[derive(Debug, Serialize)]
pub(crate) struct ProcessView<'a> {
    #[serde(flatten)]
    meta: MetaView<'a>,
    delivery_stage: Option<&'a str>,
    actors: Vec<ActorView<'a>>,
    data: Vec<Link<'a>>,
    prerequisites: Vec<&'a str>,
    inputs: Vec<&'a str>,
    outputs: Vec<&'a str>,
    steps: Vec<StepView<'a>>,
    /// The actors that the steps name, in the order of `actors`.
    participants: Vec<ActorView<'a>>,
    use_cases: Vec<UseCaseView<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct ActorView<'a> {
    name: &'a str,
    title: &'a str,
    description: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct StepView<'a> {
    number: usize,
    from: ActorView<'a>,
    to: ActorView<'a>,
    operation: Option<OperationLink<'a>>,
    text: &'a str,
}

/// An operation, as another definition refers to it, with what a diagram shows of it.
#[derive(Debug, Serialize)]
struct OperationLink<'a> {
    #[serde(flatten)]
    link: Link<'a>,
    method: Method,
    path: &'a str,
}

impl<'a> OperationLink<'a> {
    fn to(standard: &'a Standard, id: Id<Operation>) -> Self {
        let operation = &standard[id];
        let link = Link::to(standard, Definition::Operation(id));
        Self { link, method: operation.method, path: &operation.path }
    }
}

#[derive(Debug, Serialize)]
struct UseCaseView<'a> {
    name: &'a str,
    title: &'a str,
    description: Option<&'a str>,
    participants: Vec<ActorView<'a>>,
    steps: Vec<StepView<'a>>,
}

impl<'a> ProcessView<'a> {
    pub(crate) fn of(standard: &'a Standard, meta: MetaView<'a>, process: &'a Process) -> Self {
        let actors = &process.actors;
        Self {
            meta,
            delivery_stage: process.delivery_stage.as_deref(),
            actors: actors.iter().map(ActorView::of).collect(),
            data: process.data.iter().map(|id| Link::to(standard, Definition::DataObject(*id))).collect(),
            prerequisites: texts(&process.prerequisites),
            inputs: texts(&process.inputs),
            outputs: texts(&process.outputs),
            steps: steps(standard, actors, &process.steps),
            participants: participants(actors, &process.steps),
            use_cases: process
                .use_cases
                .iter()
                .map(|use_case| UseCaseView {
                    name: &use_case.name,
                    title: use_case.title.as_str(),
                    description: use_case.description.as_ref().map(Text::as_str),
                    participants: participants(actors, &use_case.steps),
                    steps: steps(standard, actors, &use_case.steps),
                })
                .collect(),
        }
    }
}

impl<'a> ActorView<'a> {
    fn of(actor: &'a Actor) -> Self {
        Self {
            name: &actor.name,
            title: actor.title.as_str(),
            description: actor.description.as_ref().map(Text::as_str),
        }
    }

    /// The actor of a name; every step names one that the process lists.
    fn named(actors: &'a [Actor], name: &'a str) -> Self {
        let found = actors.iter().find(|actor| actor.name == name);
        found.map_or(Self { name, title: name, description: None }, Self::of)
    }
}

fn steps<'a>(standard: &'a Standard, actors: &'a [Actor], steps: &'a [Step]) -> Vec<StepView<'a>> {
    steps
        .iter()
        .enumerate()
        .map(|(at, step)| StepView {
            number: at + 1,
            from: ActorView::named(actors, &step.from),
            to: ActorView::named(actors, &step.to),
            operation: step.operation.map(|id| OperationLink::to(standard, id)),
            text: step.text.as_str(),
        })
        .collect()
}

fn participants<'a>(actors: &'a [Actor], steps: &[Step]) -> Vec<ActorView<'a>> {
    actors
        .iter()
        .filter(|actor| steps.iter().any(|step| step.from == actor.name || step.to == actor.name))
        .map(ActorView::of)
        .collect()
}
