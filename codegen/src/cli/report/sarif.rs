//! SARIF 2.1.0, for code scanning.

use dci_codegen::catalogue::RULES;
use dci_codegen::diagnostic::{Diagnostic, Severity};
use dci_codegen::source::{Sources, Span};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Fault, Report};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    rule_index: Option<usize>,
    level: &'a str,
    message: Message,
    locations: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Value>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

/// The findings as SARIF.
pub(super) fn render(report: Report<'_>) -> Result<String, Fault> {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id,
                "shortDescription": {"text": rule.says},
                "help": {"text": rule.mend},
                "defaultConfiguration": {"level": level(rule.severity)},
            })
        })
        .collect();
    let results: Vec<Finding<'_>> = report.diagnostics.iter().map(|it| result(report.sources, it)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "dci",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&document).map_err(Fault::new)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result<'a>(sources: &Sources, diagnostic: &'a Diagnostic) -> Finding<'a> {
    let mut text = diagnostic.message.clone();
    for help in &diagnostic.help {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    Finding {
        rule_id: diagnostic.rule.id,
        rule_index: RULES.iter().position(|rule| rule.id == diagnostic.rule.id),
        level: level(diagnostic.rule.severity),
        message: Message { text },
        locations: vec![location(sources, diagnostic.span, None)],
        related_locations: diagnostic.related.iter().map(|(span, note)| location(sources, *span, Some(note))).collect(),
    }
}

fn location(sources: &Sources, span: Span, note: Option<&str>) -> Value {
    let (start, end) = (sources.place(span), sources.end_place(span));
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": {"uri": start.path.as_str()},
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        },
    });
    if let Some(note) = note {
        location["message"] = json!({"text": note});
    }
    location
}
