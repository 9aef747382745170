//! `dci coverage`.

use std::collections::BTreeMap;

use camino::Utf8Path;
use dci_codegen::coverage::facts::{Facts, interfaces_of_file};
use dci_codegen::coverage::{Claim, Coverage, Deviation, Part, Verdict, openapi};
use dci_codegen::model::{Id, Interface, Standard};
use serde_json::json;

use super::arguments::{CoverageOptions, Format};
use super::list::known_interface;
use super::page::{Page, line, print_json};
use super::{Arguments, Fault, Outcome, input, place};

/// Holds every file against the standard; findings are what nobody has decided.
pub(crate) fn coverage(arguments: &Arguments, options: &CoverageOptions) -> Result<Outcome, Fault> {
    let standard = place::standard(arguments)?;
    let interface = options.interface.as_deref().map(|wanted| known_interface(&standard, wanted)).transpose()?;
    let mut runs = Vec::new();
    for file in &options.files {
        let mut coverage = compare(&standard, file, interface)?;
        coverage.claims.retain(|claim| interface.is_none_or(|chosen| chosen.id == claim.interface));
        runs.push((file, coverage));
    }
    if arguments.format == Format::Json {
        let runs: Vec<_> =
            runs.iter().map(|(file, it)| json!({"file": file.as_str(), "claims": as_json(it)})).collect();
        print_json(&format!("{:#}", json!(runs)));
    } else {
        let mut page = Page::default();
        for (at, (file, coverage)) in runs.iter().enumerate() {
            if at > 0 {
                page.blank();
            }
            line!(page, "{file}");
            page.blank();
            tell(&standard, coverage, options.decided, &mut page);
        }
        page.print();
    }
    let verdicts = runs.iter().flat_map(|(_, coverage)| &coverage.claims).map(Claim::verdict);
    let worst = verdicts.max().unwrap_or(Verdict::Present);
    Ok(if worst > Verdict::Decided { Outcome::Findings } else { Outcome::Clean })
}

fn compare(standard: &Standard, file: &Utf8Path, interface: Option<&Interface>) -> Result<Coverage, Fault> {
    let text = input::text(file)?;
    let layout = "`dci coverage --help` tells what a facts file lists";
    let document: serde_json::Value = serde_yaml::from_str(&text).map_err(|error| fault(file, &error))?;
    if document.get("openapi").is_some() {
        return Ok(openapi::compare(&document, standard, described(standard, file, interface)?));
    }
    let facts: Facts = serde_yaml::from_str(&text).map_err(|error| fault(file, &error).help(layout))?;
    if facts.is_empty() {
        return Err(Fault::new(format_args!("{file} says nothing that could be compared")).help(layout));
    }
    Ok(facts.compare(standard))
}

fn fault(file: &Utf8Path, error: &serde_yaml::Error) -> Fault {
    let place = error.location().map(|place| format!(":{}:{}", place.line(), place.column())).unwrap_or_default();
    Fault::new(format_args!("{file}{place}: {error}"))
}

/// The interface that a document describes: the one named, or the only one that has the file among its sources.
fn described(standard: &Standard, file: &Utf8Path, named: Option<&Interface>) -> Result<Id<Interface>, Fault> {
    let mut all = standard.interfaces.iter();
    if let Some(named) = named
        && let Some((id, _)) = all.find(|(_, interface)| interface.id == named.id)
    {
        return Ok(id);
    }
    match interfaces_of_file(standard, file.file_name().unwrap_or_default())[..] {
        [only] => Ok(only),
        [] => Err(Fault::new(format_args!("no interface names {file} among its sources"))
            .help("name the interface that it describes with --interface")),
        _ => Err(Fault::new(format_args!("several interfaces name {file} among their sources"))
            .help("name the one that it describes with --interface")),
    }
}

fn as_json(coverage: &Coverage) -> serde_json::Value {
    let claims = coverage.claims.iter().map(|claim| {
        let mut json = json!(claim);
        json["verdict"] = json!(claim.verdict());
        json
    });
    claims.collect()
}

fn tell(standard: &Standard, coverage: &Coverage, decided: bool, page: &mut Page) {
    let mut counts: BTreeMap<(usize, Part), BTreeMap<Verdict, usize>> = BTreeMap::new();
    let mut order = BTreeMap::new();
    for (at, (_, interface)) in standard.interfaces.iter().enumerate() {
        order.insert(interface.id.as_str(), at);
    }
    for claim in &coverage.claims {
        let at = order.get(claim.interface.as_str()).copied().unwrap_or_default();
        *counts.entry((at, claim.part)).or_default().entry(claim.verdict()).or_default() += 1;
    }
    let ids: Vec<&str> = standard.interfaces.iter().map(|(_, interface)| interface.id.as_str()).collect();
    let row = |name: &str, what: &str, counts: &BTreeMap<Verdict, usize>| {
        let of = |verdict| counts.get(&verdict).copied().unwrap_or_default();
        let all: usize = counts.values().sum();
        let numbers = [all, of(Verdict::Present), of(Verdict::Decided), of(Verdict::Undecided), of(Verdict::Missing)];
        [name.to_owned(), what.to_owned()].into_iter().chain(numbers.map(|it| it.to_string())).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> =
        counts.iter().map(|((at, part), counts)| row(ids[*at], part.plural(), counts)).collect();
    let mut total = BTreeMap::new();
    for claim in &coverage.claims {
        *total.entry(claim.verdict()).or_insert(0) += 1;
    }
    rows.push(row("all", "", &total));
    let head = ["interface", "what", "published", "as published", "decided", "undecided", "missing"];
    page.table(&head, &rows);
    let listed = |deviation: &&Deviation| decided || deviation.verdict() > Verdict::Decided;
    let deviations = coverage.claims.iter().flat_map(|claim| &claim.deviations).filter(listed);
    for (at, deviation) in deviations.enumerate() {
        if at == 0 {
            page.blank();
        }
        told(deviation, page);
    }
}

/// A deviation in a line, and the decision that settles it in another.
fn told(deviation: &Deviation, page: &mut Page) {
    let verdict = match deviation.verdict() {
        Verdict::Present | Verdict::Decided => "decided",
        Verdict::Undecided => "undecided",
        Verdict::Missing => "missing",
    };
    let here = deviation.ours.as_ref().map(|ours| format!(", here {ours}")).unwrap_or_default();
    line!(page, "  {verdict:<9}  {}: published {}{here}", deviation.path, deviation.published);
    if let Some(settled) = &deviation.settled {
        line!(page, "             {}, {}: {}", settled.at, settled.about, settled.chosen);
    }
}
