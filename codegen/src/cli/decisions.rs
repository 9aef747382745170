//! `dci decisions`.

use dci_codegen::model::{Decided, Standard, Statement};
use serde_json::json;

use super::arguments::Format;
use super::list::known_interface;
use super::page::{Page, line, print_json};
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
        print_json(&format!("{:#}", json!(rows)));
    } else {
        let mut page = Page::default();
        for (at, decided) in all.iter().enumerate() {
            if at > 0 {
                page.blank();
            }
            tell(&standard, decided, &mut page);
        }
        page.blank();
        line!(page, "  {} decisions", all.len());
        page.print();
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

fn tell(standard: &Standard, decided: &Decided<'_>, page: &mut Page) {
    let decision = decided.decision;
    let name = match decided.definition {
        Some(definition) => &standard.meta(definition).name,
        None => &standard[decided.interface].name,
    };
    line!(page, "{} {name}: {}", decided.at(standard), decision.about);
    for statement in &decision.sources {
        page.lines(&wrap(&format!("{} says: {}", statement.source, statement.says), "    "));
    }
    page.lines(&wrap(&format!("chosen: {}", decision.chosen), "  "));
    page.lines(&wrap(&format!("because: {}", decision.because), "  "));
}
