//! `dci decisions`.

use std::fmt::Write as _;

use dci_codegen::model::{Decided, Standard, Statement};
use serde_json::json;

use super::arguments::Format;
use super::list::known_interface;
use super::show::wrap;
use super::{Arguments, Fault, Outcome, place};

/// Lists every decision where it was written, of the standard or of one interface.
pub(crate) fn decisions(arguments: &Arguments, interface: Option<&str>) -> Result<Outcome, Fault> {
    let standard = place::standard(arguments)?;
    let interface = interface.map(|wanted| known_interface(&standard, wanted)).transpose()?;
    let is_chosen = |decided: &Decided<'_>| interface.is_none_or(|it| standard[decided.interface].id == it.id);
    let all: Vec<Decided<'_>> = standard.decisions().filter(is_chosen).collect();
    if arguments.format == Format::Json {
        let rows: Vec<_> = all.iter().map(|decided| as_json(&standard, decided)).collect();
        anstream::println!("{:#}", json!(rows));
    } else {
        let pages: Vec<String> = all.iter().map(|decided| page(&standard, decided)).collect();
        anstream::println!("{}\n  {} decisions", pages.join("\n"), pages.len());
    }
    Ok(Outcome::Clean)
}

fn as_json(standard: &Standard, decided: &Decided<'_>) -> serde_json::Value {
    let decision = decided.decision;
    let says = |says: &Statement| json!({"source": says.source, "says": says.says.as_str()});
    json!({
        "interface": standard[decided.interface].id,
        "at": decided.at(standard),
        "about": decision.about.as_str(),
        "sources": decision.sources.iter().map(says).collect::<Vec<_>>(),
        "chosen": decision.chosen.as_str(),
        "because": decision.because.as_str(),
        "settles": decision.settles,
    })
}

fn page(standard: &Standard, decided: &Decided<'_>) -> String {
    let decision = decided.decision;
    let name = match decided.definition {
        Some(definition) => &standard.meta(definition).name,
        None => &standard[decided.interface].name,
    };
    let mut text = format!("{} {name}: {}\n", decided.at(standard), decision.about);
    for statement in &decision.sources {
        let _ = writeln!(text, "{}", wrap(&format!("{} says: {}", statement.source, statement.says), "    "));
    }
    let _ = writeln!(text, "{}", wrap(&format!("chosen: {}", decision.chosen), "  "));
    let _ = writeln!(text, "{}", wrap(&format!("because: {}", decision.because), "  "));
    text
}
