//! Reads a search request, answers what it asks for, and writes it again: `importer FILE`.

use std::process::ExitCode;

use dci_types::common::SearchCriteriaQuery;
use dci_types::prelude::*;
use dci_types::runtime::Value;
use dci_types::social_registry::{SearchEnvelope, SearchEnvelopeMessage};
use dci_types::ReadError;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: importer FILE");
        return ExitCode::from(2);
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    match travel(&text) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What the request asks for, and whether it is the same when it is written again.
fn travel(text: &str) -> Result<String, ReadError> {
    let envelope = SearchEnvelope::from_json(text)?;
    envelope.validate()?;
    let SearchEnvelopeMessage::SearchRequest(request) = &envelope.message else {
        return Ok("an encrypted request".to_owned());
    };
    let mut report = Vec::new();
    for item in &request.search_request {
        let wanted = match &item.search_criteria.query {
            SearchCriteriaQuery::IdtypeValue(query) => format!("by identifier {}", query.r#type),
            SearchCriteriaQuery::Expression(_) => "by expression".to_owned(),
            SearchCriteriaQuery::Predicate(conditions) => format!("by {} conditions", conditions.len()),
        };
        let entity = item.search_criteria.response_entity.map_or("records", |entity| match entity.code() {
            "Group" => "groups",
            _ => "members",
        });
        report.push(format!("{}: {entity} {wanted}", item.reference_id));
    }
    let written: Value = envelope.to_json()?.parse()?;
    let is_same = written == text.parse::<Value>()?;
    report.push(format!("{} {}", envelope.header.action.label(), if is_same { "unchanged" } else { "changed" }));
    Ok(report.join("\n"))
}
