//! `dci changelog`.

use std::fmt::Write as _;

use dci_codegen::diff::line;
use dci_codegen::emit::{Context, gitbook};
use dci_codegen::release::changelog::{Changed, Changelog, changelogs};
use dci_codegen::release::{Changes, ReleasedChange};
use dci_codegen::template::Templates;

use super::arguments::{ChangelogOptions, Format};
use super::list::known_interface;
use super::revision::{read_release, revision};
use super::{Arguments, Fault, Outcome, place};

/// Tells what each version of each interface changed; on top what is not released yet.
pub(crate) fn changelog(arguments: &Arguments, options: &ChangelogOptions) -> Result<Outcome, Fault> {
    let root = place::root(arguments)?;
    let standard = revision(arguments, None)?.standard;
    let releases = place::releases(&root)?;
    let unreleased = match releases.last() {
        Some(newest) => {
            let old = read_release(arguments, &root, newest.version)?.standard;
            Some(Changes::between(newest.version, &old, &standard))
        }
        None => None,
    };
    let mut changelogs = changelogs(&releases, unreleased.as_ref());
    if let Some(wanted) = &options.interface {
        let is_of = |changelog: &Changelog<'_>, id: &str| changelog.interface.eq_ignore_ascii_case(id);
        // An interface that is gone is still known here, by its id.
        let is_told = changelogs.iter().any(|changelog| is_of(changelog, wanted));
        let id = if is_told { wanted.as_str() } else { known_interface(&standard, wanted)?.id.as_str() };
        changelogs.retain(|changelog| is_of(changelog, id));
    }
    if arguments.format == Format::Json {
        let json = serde_json::to_string_pretty(&changelogs).map_err(Fault::new)?;
        anstream::println!("{json}");
    } else if releases.is_empty() {
        anstream::eprintln!("nothing is released yet\n  help: `dci release` freezes the standard as it is");
    } else if options.markdown {
        let templates = Templates::embedded().map_err(Fault::new)?;
        let context = Context { releases: &releases, ..Context::new(&standard, &templates) };
        let pages: Result<Vec<String>, _> =
            changelogs.iter().map(|changelog| gitbook::changelog(context, changelog)).collect();
        anstream::print!("{}", pages.map_err(Fault::new)?.join("\n"));
    } else {
        let pages: Vec<String> = changelogs.iter().map(human).collect();
        anstream::print!("{}", pages.join("\n"));
    }
    Ok(Outcome::Clean)
}

fn human(changelog: &Changelog<'_>) -> String {
    let mut text = format!("{} {}\n", changelog.interface, changelog.title);
    for version in &changelog.versions {
        let _ = writeln!(text, "\n  {}", heading(version));
        for section in &version.sections {
            let _ = writeln!(text, "    {}", section.section.title());
            for change in &section.changes {
                text.push_str(&told(change));
            }
        }
    }
    text
}

/// The version, and where it came from.
fn heading(version: &Changed<'_>) -> String {
    let name = version.version.unwrap_or("gone");
    match (version.release, version.before) {
        (None, before) if before == version.version => "Unreleased".to_owned(),
        (None, _) => format!("Unreleased: {name}"),
        (Some(release), None) => format!("{name}, the first version, with release {release}"),
        (Some(release), Some(_)) => format!("{name}, with release {release}"),
    }
}

fn told(ReleasedChange { change, decisions }: &ReleasedChange) -> String {
    let mut text = String::new();
    let meaning = change.kind.of_kind().meaning.trim_end_matches('.');
    let shown = match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!(": {} -> {}", line(before), line(after)),
        (Some(only), None) | (None, Some(only)) => format!(": {}", line(only)),
        (None, None) => String::new(),
    };
    let _ = writeln!(text, "      {}: {meaning}{shown}", change.path);
    let broken = change.broken_text();
    if !broken.is_empty() {
        let _ = writeln!(text, "        breaks {broken}{}", if change.draft { ", inside a draft" } else { "" });
    }
    for (what, witness) in change.witnesses() {
        let _ = writeln!(text, "        {what}: {} {}", witness.object, witness.payload);
        let _ = writeln!(text, "          {}", witness.refusal);
    }
    for decision in decisions {
        let _ = writeln!(text, "        decided on {}: {}", decision.about, decision.chosen);
    }
    text
}
