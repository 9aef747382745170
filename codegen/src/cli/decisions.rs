//! `dci decisions`.

use std::fmt::Write as _;

use dci_codegen::coverage::settled::{Placed, placed};
use dci_codegen::model::Standard;
use serde_json::json;

use super::arguments::Format;
use super::list::known_interface;
use super::show::wrap;
use super::{Arguments, Fault, Outcome, place};

/// Lists every decision where it was written, of the standard or of one interface.
pub(crate) fn decisions(arguments: &Arguments, interface: Option<&str>) -> Result<Outcome, Fault> {
    let standard = place::standard(arguments)?;
    let interface = interface.map(|wanted| known_interface(&standard, wanted)).transpose()?;
    let mut all = placed(&standard);
    all.retain(|placed| interface.is_none_or(|chosen| standard[placed.interface].id == chosen.id));
    if arguments.format == Format::Json {
        let rows: Vec<_> = all.iter().map(|placed| as_json(&standard, placed)).collect();
        anstream::println!("{:#}", json!(rows));
    } else {
        let pages: Vec<String> = all.iter().map(|placed| page(&standard, placed)).collect();
        anstream::println!("{}\n  {} decisions", pages.join("\n"), pages.len());
    }
    Ok(Outcome::Clean)
}

fn as_json(standard: &Standard, placed: &Placed<'_>) -> serde_json::Value {
    let decision = placed.decision;
    let says = |says: &dci_codegen::model::Statement| json!({"source": says.source, "says": says.says.as_str()});
    json!({
        "interface": standard[placed.interface].id,
        "at": placed.at,
        "about": decision.about.as_str(),
        "sources": decision.sources.iter().map(says).collect::<Vec<_>>(),
        "chosen": decision.chosen.as_str(),
        "because": decision.because.as_str(),
        "settles": decision.settles,
    })
}

fn page(standard: &Standard, placed: &Placed<'_>) -> String {
    let decision = placed.decision;
    let name = match placed.definition {
        Some(definition) => &standard.meta(definition).name,
        None => &standard[placed.interface].name,
    };
    let mut text = format!("{} {name}: {}\n", placed.at, decision.about);
    for statement in &decision.sources {
        let _ = writeln!(text, "{}", wrap(&format!("{} says: {}", statement.source, statement.says), "    "));
    }
    let _ = writeln!(text, "{}", wrap(&format!("chosen: {}", decision.chosen), "  "));
    let _ = writeln!(text, "{}", wrap(&format!("because: {}", decision.because), "  "));
    text
}
