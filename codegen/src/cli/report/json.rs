//! One JSON document: a list of findings.

use dci_codegen::diagnostic::Diagnostic;
use dci_codegen::source::{Sources, Span};
use serde::Serialize;

use super::{Fault, Report};

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    place: Place,
    expected: Option<&'a str>,
    help: &'a [String],
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Place {
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    place: Place,
}

/// The findings as JSON.
pub(super) fn render(report: Report<'_>) -> Result<String, Fault> {
    let findings: Vec<Finding<'_>> =
        report.diagnostics.iter().map(|diagnostic| finding(report.sources, diagnostic)).collect();
    serde_json::to_string_pretty(&findings).map_err(Fault::new)
}

fn finding<'a>(sources: &Sources, diagnostic: &'a Diagnostic) -> Finding<'a> {
    Finding {
        rule: diagnostic.rule.id,
        severity: diagnostic.rule.severity.name(),
        message: &diagnostic.message,
        place: place(sources, diagnostic.span),
        expected: diagnostic.expected.as_deref(),
        help: &diagnostic.help,
        related: diagnostic
            .related
            .iter()
            .map(|(span, message)| Related { message, place: place(sources, *span) })
            .collect(),
    }
}

fn place(sources: &Sources, span: Span) -> Place {
    let (start, end) = (sources.place(span), sources.end_place(span));
    Place {
        path: start.path.into_string(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}
