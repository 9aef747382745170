//! `dci changelog`.

use dci_codegen::diff::line;
use dci_codegen::emit::{Context, gitbook};
use dci_codegen::release::changelog::{Changed, Changelog, changelogs};
use dci_codegen::release::{Changes, ReleasedChange};
use dci_codegen::template::Templates;

use super::arguments::{ChangelogOptions, Format};
use super::list::known_interface;
use super::page::{Page, line, print_json, tell_line};
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
        print_json(&json);
    } else if releases.is_empty() {
        tell_line!("nothing is released yet");
        tell_line!("  help: `dci release` freezes the standard as it is");
    } else if options.markdown {
        let templates = Templates::embedded().map_err(Fault::new)?;
        let context = Context { releases: &releases, ..Context::new(&standard, &templates) };
        let pages: Result<Vec<String>, _> =
            changelogs.iter().map(|changelog| gitbook::changelog(context, changelog)).collect();
        let mut page = Page::default();
        page.lines(&pages.map_err(Fault::new)?.join("\n"));
        page.print();
    } else {
        let mut page = Page::default();
        for (at, changelog) in changelogs.iter().enumerate() {
            if at > 0 {
                page.blank();
            }
            human(changelog, &mut page);
        }
        page.print();
    }
    Ok(Outcome::Clean)
}

fn human(changelog: &Changelog<'_>, page: &mut Page) {
    line!(page, "{} {}", changelog.interface, changelog.title);
    for version in &changelog.versions {
        page.blank();
        line!(page, "  {}", heading(version));
        for section in &version.sections {
            line!(page, "    {}", section.section.title());
            for change in &section.changes {
                told(change, page);
            }
        }
    }
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

fn told(ReleasedChange { change, decisions }: &ReleasedChange, page: &mut Page) {
    let meaning = change.kind.of_kind().meaning.trim_end_matches('.');
    let shown = match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!(": {} -> {}", line(before), line(after)),
        (Some(only), None) | (None, Some(only)) => format!(": {}", line(only)),
        (None, None) => String::new(),
    };
    line!(page, "      {}: {meaning}{shown}", change.path);
    let broken = change.broken_text();
    if !broken.is_empty() {
        line!(page, "        breaks {broken}{}", if change.draft { ", inside a draft" } else { "" });
    }
    for (what, witness) in change.witnesses() {
        line!(page, "        {what}: {} {}", witness.object, witness.payload);
        line!(page, "          {}", witness.refusal);
    }
    for decision in decisions {
        line!(page, "        decided on {}: {}", decision.about, decision.chosen);
    }
}
