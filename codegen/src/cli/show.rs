//! `dci show`.

use dci_codegen::model::{
    Attribute, Body, CodeDirectory, DataFormat, DataObject, Definition, Meta, Operation, Process, Standard, Type, Value,
};
use dci_codegen::nearest::did_you_mean;

use super::page::{Page, line, tell_line};
use super::{Arguments, Fault, Outcome, place};

/// Shows every definition that has, or had, the id or the name.
pub(crate) fn show(arguments: &Arguments, wanted: &str) -> Result<Outcome, Fault> {
    let standard = place::standard(arguments)?;
    let found = standard.find(wanted);
    if found.is_empty() {
        let known: Vec<&str> = standard
            .definitions()
            .flat_map(|definition| {
                let meta = standard.meta(definition);
                [meta.id.as_str(), meta.name.as_str()]
            })
            .collect();
        tell_line!("nothing is, or was, called `{wanted}`");
        let near = did_you_mean(wanted, known);
        tell_line!("  help: {}", near.unwrap_or_else(|| "`dci list` shows every id".to_owned()));
        return Ok(Outcome::Findings);
    }
    let mut shown = Page::default();
    for (at, definition) in found.iter().enumerate() {
        if at > 0 {
            shown.blank();
        }
        page(&standard, *definition, &mut shown);
    }
    shown.print();
    Ok(Outcome::Clean)
}

/// A definition as a page of text.
fn page(standard: &Standard, definition: Definition, page: &mut Page) {
    let meta = standard.meta(definition);
    head(standard, definition, meta, page);
    match definition {
        Definition::DataType(id) => {
            page.blank();
            line!(page, "  kind of value: {}", standard[id].kind);
        }
        Definition::DataFormat(id) => format(standard, &standard[id], page),
        Definition::CodeDirectory(id) => directory(standard, &standard[id], page),
        Definition::DataObject(id) => object(standard, &standard[id], page),
        Definition::Operation(id) => operation(standard, &standard[id], page),
        Definition::Process(id) => process(standard, &standard[id], page),
    }
    foot(standard, definition, meta, page);
}

fn head(standard: &Standard, definition: Definition, meta: &Meta, page: &mut Page) {
    let interface = standard.interface_of(definition);
    line!(page, "{} {}: {}", meta.id, meta.name, meta.title);
    let since = meta.since.as_ref().map(|since| format!(", since {since}")).unwrap_or_default();
    line!(page, "{} of {} {}, {}{since}", definition.what(), interface.title, interface.version, meta.stage);
    if !meta.formerly.is_empty() {
        line!(page, "formerly {}", meta.formerly.join(", "));
    }
    if let Some(deprecated) = &meta.deprecated {
        page.lines(&wrap(&deprecated.to_string(), ""));
    }
    page.blank();
    page.lines(&wrap(meta.description.as_str(), "  "));
}

fn foot(standard: &Standard, definition: Definition, meta: &Meta, page: &mut Page) {
    let users = users(standard, definition);
    if !users.is_empty() {
        page.blank();
        page.lines(&format!("  used by {}", wrap(&users.join(", "), "    ").trim_start()));
    }
    for reference in &meta.based_on {
        let version = reference.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
        let url = reference.url.as_ref().map(|url| format!(" <{url}>")).unwrap_or_default();
        page.blank();
        line!(page, "  based on {}{version}{url}", reference.standard);
    }
    for decision in &meta.decisions {
        page.blank();
        line!(page, "  decided: {}: {}", decision.about, decision.chosen);
        for statement in &decision.sources {
            line!(page, "    {} says: {}", statement.source, statement.says);
        }
        page.lines(&format!("    because {}", wrap(decision.because.as_str(), "      ").trim_start()));
    }
    page.blank();
    line!(page, "  defined in {}", meta.file);
}

/// Data objects and operations that use a definition directly.
fn users(standard: &Standard, definition: Definition) -> Vec<String> {
    let mut users = Vec::new();
    for other in standard.definitions() {
        let is_user = match other {
            Definition::DataObject(id) => standard[id].attributes.iter().any(|attribute| {
                attribute.inherited_from.is_none()
                    && attribute.types().iter().any(|it| standard.definition_of(*it) == definition)
            }),
            Definition::Operation(id) => {
                let operation = &standard[id];
                let bodies = operation.request.iter().chain(&operation.answer);
                let objects = bodies.flat_map(|body| [Some(body.object), body.message]).flatten();
                let mut objects = objects.map(Definition::DataObject);
                let mut errors = operation.errors.iter().map(|id| Definition::CodeDirectory(*id));
                objects.any(|it| it == definition) || errors.any(|it| it == definition)
            }
            _ => false,
        };
        if is_user {
            let meta = standard.meta(other);
            users.push(format!("{} {}", meta.id, meta.name));
        }
    }
    users
}

fn directory(standard: &Standard, directory: &CodeDirectory, page: &mut Page) {
    let binding =
        if directory.is_closed() { "closed: only these codes" } else { "extensible: a country may add codes" };
    page.blank();
    line!(page, "  {binding}");
    if let Some(giver) = directory.codes_of {
        let giver = &standard[giver].meta;
        line!(page, "  the codes are those of {} {}", giver.id, giver.name);
    }
    let has_since = directory.codes.iter().any(|code| code.since.is_some());
    let rows: Vec<Vec<String>> = directory
        .codes
        .iter()
        .map(|code| {
            let description = code.description.iter().map(ToString::to_string);
            let deprecated = code.deprecated.iter().map(ToString::to_string);
            let description = description.chain(deprecated).collect::<Vec<_>>().join(" ");
            let mut row = vec![code.code.clone(), code.label.to_string()];
            if has_since {
                row.push(code.since.clone().unwrap_or_default());
            }
            row.push(description);
            row
        })
        .collect();
    let head: &[&str] =
        if has_since { &["code", "label", "since", "description"] } else { &["code", "label", "description"] };
    if !rows.is_empty() {
        page.blank();
        page.table(head, &rows);
    }
}

fn format(standard: &Standard, format: &DataFormat, page: &mut Page) {
    let base = &standard[format.data_type].meta;
    page.blank();
    line!(page, "  narrows {} {}", base.id, base.name);
    let bounds = &format.constraints;
    let mut facts = Vec::new();
    facts.extend(bounds.pattern.as_ref().map(|pattern| format!("pattern   {pattern}")));
    facts.extend(bounds.min_length.map(|least| format!("at least  {least} characters")));
    facts.extend(bounds.max_length.map(|most| format!("at most   {most} characters")));
    facts.extend(bounds.minimum.as_ref().map(|least| format!("minimum   {least}")));
    facts.extend(bounds.maximum.as_ref().map(|most| format!("maximum   {most}")));
    for fact in facts {
        line!(page, "  {fact}");
    }
    for example in &format.examples {
        line!(page, "  holds     {example}");
    }
    for example in &format.counter_examples {
        line!(page, "  fails     {example}");
    }
}

fn type_label(standard: &Standard, r#type: Type) -> String {
    let meta = standard.meta(standard.definition_of(r#type));
    format!("{} {}", meta.id, meta.name)
}

fn value_label(standard: &Standard, attribute: &Attribute) -> String {
    match &attribute.value {
        Value::One(r#type) => type_label(standard, *r#type),
        Value::Choice(choice) => {
            let names: Vec<String> = choice
                .alternatives
                .iter()
                .map(|alternative| {
                    format!("{}: {}", alternative.when.join("|"), type_label(standard, alternative.r#type))
                })
                .collect();
            format!("by {}: {}", choice.by.join("."), names.join("; "))
        }
    }
}

fn object(standard: &Standard, object: &DataObject, page: &mut Page) {
    if let Some(parent) = object.extends {
        let parent = &standard[parent].meta;
        page.blank();
        line!(page, "  extends {} {}", parent.id, parent.name);
    }
    let rows: Vec<Vec<String>> = object
        .attributes
        .iter()
        .map(|attribute| {
            let inherited = if attribute.inherited_from.is_some() { " (inherited)" } else { "" };
            let deprecated = attribute.deprecated.as_ref().map(|it| format!(". {it}")).unwrap_or_default();
            vec![
                attribute.name.clone(),
                attribute.cardinality.to_string(),
                format!("{}{inherited}{deprecated}", value_label(standard, attribute)),
            ]
        })
        .collect();
    page.blank();
    page.table(&["attribute", "cardinality", "type"], &rows);
    for fixed in &object.fixed {
        page.blank();
        line!(page, "  {} is always {}", fixed.path.join("."), fixed.code);
    }
}

fn body_label(standard: &Standard, body: &Body) -> String {
    let object = &standard[body.object].meta;
    match body.message {
        Some(message) => format!("{} {} with {}", object.id, object.name, standard[message].meta.name),
        None => format!("{} {}", object.id, object.name),
    }
}

fn operation(standard: &Standard, operation: &Operation, page: &mut Page) {
    page.blank();
    line!(page, "  {} {}", operation.method, operation.path);
    line!(page, "  {}, implemented by the {}", operation.pattern, operation.provider);
    let mut rows = Vec::new();
    rows.extend(operation.request.iter().map(|body| ("request", body_label(standard, body))));
    rows.extend(operation.answer.iter().map(|body| ("answer", body_label(standard, body))));
    rows.extend(operation.callback.iter().map(|id| {
        let meta = &standard[*id].meta;
        ("callback", format!("{} {}", meta.id, meta.name))
    }));
    rows.extend(operation.failures.iter().map(|failures| {
        let statuses: Vec<String> = failures.statuses.iter().map(ToString::to_string).collect();
        ("failures", format!("{}: {}", statuses.join(", "), standard[failures.object].meta.name))
    }));
    rows.extend(operation.errors.iter().map(|id| {
        let meta = &standard[*id].meta;
        ("errors", format!("{} {}", meta.id, meta.name))
    }));
    for (what, label) in rows {
        line!(page, "  {what:<9} {label}");
    }
}

fn process(standard: &Standard, process: &Process, page: &mut Page) {
    let title = |name: &str| {
        let actor = process.actors.iter().find(|actor| actor.name == name);
        actor.map_or_else(|| name.to_owned(), |actor| actor.title.to_string())
    };
    if let Some(stage) = &process.delivery_stage {
        page.blank();
        line!(page, "  stage of delivery: {stage}");
    }
    page.blank();
    for (at, step) in process.steps.iter().enumerate() {
        let operation = step.operation.map(|id| format!(" [{}]", standard[id].meta.name)).unwrap_or_default();
        line!(page, "  {}. {} → {}{operation}: {}", at + 1, title(&step.from), title(&step.to), step.text);
    }
    for case in &process.use_cases {
        page.blank();
        line!(page, "  use case: {}", case.title);
    }
}

/// Text in lines of at most 100 characters.
pub(crate) fn wrap(text: &str, indent: &str) -> String {
    let mut lines = vec![indent.to_owned()];
    for word in text.split_whitespace() {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if line + word.chars().count() + 1 > 100 && line > indent.len() {
            lines.push(indent.to_owned());
        }
        if let Some(line) = lines.last_mut() {
            if line.len() > indent.len() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}
