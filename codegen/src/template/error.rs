//! What is wrong with a template, told so that its author can mend it.

use std::collections::{BTreeSet, VecDeque};

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};

use crate::emit::EmitError;
use crate::limits::MAX_FUEL;
use crate::nearest::did_you_mean;
use crate::template::{Templates, filters};

/// How many values of the context are looked at for names. Deeper ones repeat: every definition has the same keys.
const VALUES_LOOKED_AT: usize = 50_000;

/// An error of the template engine, with the path that the author knows and the next step.
pub(super) fn located(templates: &Templates, name: &str, error: &Error, context: Option<&Value>) -> EmitError {
    let error = innermost(error);
    let name = error.name().unwrap_or(name);
    let what = error.detail().map_or_else(|| error.kind().to_string(), ToOwned::to_owned);
    EmitError {
        path: templates.shown(name),
        line: error.line(),
        message: format!("the template cannot be filled in: {what}"),
        help: Some(help(templates, error, &what, context)),
    }
}

/// The error itself: a template that includes another one reports only that it did not work out.
fn innermost(error: &Error) -> &Error {
    let within = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Error>());
    within.map_or(error, innermost)
}

fn help(templates: &Templates, error: &Error, what: &str, context: Option<&Value>) -> String {
    let near = match error.kind() {
        ErrorKind::UndefinedError => {
            let known = context.map(known_names).unwrap_or_default();
            did_you_mean(last_name(what), known.iter().map(String::as_str))
        }
        ErrorKind::UnknownFilter => {
            let wanted = what.trim_start_matches("filter ").trim_end_matches(" is unknown");
            did_you_mean(wanted, filters::NAMES.iter().copied())
        }
        ErrorKind::TemplateNotFound => {
            let wanted = what.split(['\'', '"']).nth(1).unwrap_or(what);
            did_you_mean(wanted, templates.names())
        }
        ErrorKind::OutOfFuel => Some(format!(
            "a page takes {MAX_FUEL} steps at most, an instruction or 64 bytes of text each: look for a loop without end, and for a \
             text that grows by itself"
        )),
        _ => None,
    };
    near.unwrap_or_else(|| "`templates/README.md` lists what a template may use".to_owned())
}

/// The name that is missing: `data_object.titel` lacks `titel`.
fn last_name(what: &str) -> &str {
    let expression = what.split('`').nth(1).unwrap_or(what);
    expression.rsplit(['.', '[', ']', '"', '\'']).find(|part| !part.is_empty()).unwrap_or(expression)
}

/// The keys of all mappings in the context, those near its root first.
fn known_names(context: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut waiting = VecDeque::from([context.clone()]);
    let mut left = VALUES_LOOKED_AT;
    while let Some(value) = waiting.pop_front()
        && left > 0
    {
        left -= 1;
        let is_map = value.kind() == ValueKind::Map;
        if !is_map && value.kind() != ValueKind::Seq {
            continue;
        }
        for item in value.try_iter().into_iter().flatten() {
            if is_map {
                names.extend(item.as_str().map(ToOwned::to_owned));
                waiting.extend(value.get_item(&item).ok());
            } else {
                waiting.push_back(item);
            }
        }
    }
    names
}
