//! `dci diff`.

use camino::Utf8Path;
use dci_codegen::diff::{Change, Diff, Release, Verdict, diff as compare, diff_definitions};
use dci_codegen::model::{Definition, Interface, Standard};
use dci_codegen::source::Span;
use serde_json::{Value as Json, json};

use super::arguments::{DiffOptions, FailOn, Format};
use super::list::known_interface;
use super::page::{Page, line, print_as_it_is, print_json};
use super::profiles::Profiles;
use super::report::annotation;
use super::revision::{Revision, both, revision};
use super::{Arguments, Fault, Outcome};

/// Compares two revisions.
pub(crate) fn diff(arguments: &Arguments, options: &DiffOptions) -> Result<Outcome, Fault> {
    let (mut diff, new, old) = if let Some((diff, new)) = definitions(arguments, options)? {
        (diff, new, None)
    } else {
        let (old, new) = both(arguments, &options.old, options.new.as_deref())?;
        (compare(&old.standard, &new.standard), new, Some(old))
    };
    if let Some(wanted) = &options.interface {
        let id = &known_in_either(&new, old.as_ref(), wanted)?.id;
        diff.changes.retain(|change| change.interface == *id);
        diff.releases.retain(|release| release.interface == *id);
    }
    print(arguments.format, options.markdown, &diff, &new);
    let fails = match options.fail_on {
        FailOn::None => false,
        FailOn::Any => !diff.changes.is_empty(),
        FailOn::Breaking => diff.is_breaking() && !diff.releases.iter().all(Release::is_enough),
    };
    Ok(if fails { Outcome::Findings } else { Outcome::Clean })
}

/// The interface that was named by its id or its folder: of the new revision, or else of the old one.
fn known_in_either<'a>(new: &'a Revision, old: Option<&'a Revision>, wanted: &str) -> Result<&'a Interface, Fault> {
    known_interface(&new.standard, wanted).or_else(|unknown| {
        let in_old = old.and_then(|old| known_interface(&old.standard, wanted).ok());
        in_old.ok_or(unknown)
    })
}

/// Prints a comparison; `new` is what annotations point into.
pub(crate) fn print(format: Format, as_markdown: bool, diff: &Diff, new: &Revision) {
    let profiles = Profiles::of(&new.profiles, &diff.changes);
    match format {
        Format::Json => print_json(&format!("{:#}", as_json(diff, &profiles))),
        Format::Github => print_as_it_is(&annotations(diff, new)),
        _ => {
            let mut page = Page::default();
            if as_markdown {
                markdown(diff, &mut page);
                profiles.markdown(&mut page);
            } else {
                human(diff, &mut page);
                profiles.human(&mut page);
            }
            page.print();
        }
    }
}

/// The comparison of two definitions of the standard as it is, where both arguments name one.
fn definitions(arguments: &Arguments, options: &DiffOptions) -> Result<Option<(Diff, Revision)>, Fault> {
    let is_name =
        |text: &str| !text.starts_with("git:") && !text.starts_with("release:") && !Utf8Path::new(text).exists();
    let Some(new) = options.new.as_deref().filter(|new| is_name(new) && is_name(&options.old)) else { return Ok(None) };
    let standard = revision(arguments, None)?;
    // An id that a definition has goes before one that it had.
    let find = |wanted: &str| {
        let by_id = standard.standard.by_id(wanted);
        by_id.or_else(|| standard.standard.find(wanted).first().copied()).ok_or_else(|| {
            Fault::new(format_args!("`{wanted}` is neither a revision nor a definition"))
                .help("name a folder, an archive, release:VERSION, git:REVISION, or an id: `dci list` shows every id")
        })
    };
    let (before, after) = (find(&options.old)?, find(new)?);
    if before.kind() != after.kind() {
        return Err(Fault::new(format_args!("a {} cannot be compared with a {}", before.what(), after.what())));
    }
    let changes = diff_definitions(&standard.standard, before, &standard.standard, after);
    Ok(Some((Diff { changes, releases: Vec::new() }, standard)))
}

fn human(diff: &Diff, page: &mut Page) {
    for change in &diff.changes {
        let mark = if change.is_breaking() {
            "breaking"
        } else if change.draft && change.verdicts.contains(&Verdict::Breaking) {
            "draft"
        } else if change.verdicts.contains(&Verdict::Compatible) {
            "compatible"
        } else {
            "told"
        };
        line!(page, "{mark:<10}  {} {}: {}", change.path, change.kind.of_kind().id, change.shown());
        let broken = change.broken_text();
        if !broken.is_empty() {
            line!(page, "            breaks {broken}{}", if change.draft { ", inside a draft" } else { "" });
        }
        for (what, witness) in change.witnesses() {
            line!(page, "            {what}: {} {}", witness.object, witness.payload);
            line!(page, "              {}", witness.refusal);
        }
        // Two definitions alone have nothing around them that a payload could be made from.
        let unshown =
            change.effect.narrows && change.refused.is_none() || change.effect.widens && change.accepted.is_none();
        if unshown && !diff.releases.is_empty() {
            line!(page, "            no payload was found that shows all of it");
        }
    }
    let rows: Vec<Vec<String>> = diff.releases.iter().map(release_row).collect();
    if !page.is_empty() {
        page.blank();
    }
    if !rows.is_empty() {
        page.table(&["interface", "before", "after", "changes ask for", "version"], &rows);
        page.blank();
    }
    let breaking = diff.changes.iter().filter(|change| change.is_breaking()).count();
    let changes = if diff.changes.len() == 1 { "change" } else { "changes" };
    line!(page, "{} {changes}, {breaking} of them breaking", diff.changes.len());
}

fn release_row(release: &Release) -> Vec<String> {
    let verdict = if release.is_enough() { "says so" } else { "does not say so" };
    let Release { interface, before, after, required, .. } = release;
    vec![interface.clone(), before.clone(), after.clone(), required.to_string(), verdict.to_owned()]
}

/// Whether a change belongs to a section.
type Belongs = fn(&Change) -> bool;

fn markdown(diff: &Diff, page: &mut Page) {
    page.lines("# What this revision changes\n\n");
    page.lines("| Interface | Before | After | Changes ask for | Version |\n| --- | --- | --- | --- | --- |");
    for release in &diff.releases {
        line!(page, "| {} |", release_row(release).join(" | "));
    }
    let sections: [(&str, Belongs); 3] = [
        ("Breaking", Change::is_breaking),
        ("Breaking inside a draft", |change| change.draft && change.verdicts.contains(&Verdict::Breaking)),
        ("Other changes", |change| !change.verdicts.contains(&Verdict::Breaking)),
    ];
    for (title, belongs) in sections {
        let changes: Vec<&Change> = diff.changes.iter().filter(|change| belongs(change)).collect();
        if changes.is_empty() {
            continue;
        }
        page.lines(&format!("\n## {title}\n\n"));
        for change in changes {
            let broken = change.broken_text();
            let broken = if broken.is_empty() { String::new() } else { format!(" — breaks {broken}") };
            let shown = change.shown().replace('`', "'");
            line!(page, "* `{}` {}: `{shown}`{broken}", change.path, change.kind.of_kind().id);
            for (what, witness) in change.witnesses() {
                line!(page, "  * {what}: {} `{}`", witness.object, witness.payload);
            }
        }
    }
}

fn annotations(diff: &Diff, new: &Revision) -> String {
    let mut text = String::new();
    for change in &diff.changes {
        let level = match (change.is_breaking(), change.verdicts.contains(&Verdict::Breaking)) {
            (true, _) => "error",
            (_, true) => "warning",
            _ => "notice",
        };
        let place = span_of(&new.standard, &change.path).map(|span| new.sources.place(span));
        let broken = change.broken_text();
        let broken = if broken.is_empty() { String::new() } else { format!("\nbreaks {broken}") };
        let message = format!("{}: {}{broken}", change.path, change.shown());
        text.push_str(&annotation(level, place.as_ref(), change.kind.of_kind().id, &message));
    }
    text
}

/// Where the thing at a path stands in the files.
fn span_of(standard: &Standard, path: &str) -> Option<Span> {
    let (id, part) = path.split_once('/').unwrap_or((path, ""));
    let Some(definition) = standard.by_id(id) else {
        return standard.interfaces.iter().map(|(_, it)| it).find(|it| it.id == id).map(|it| it.span);
    };
    let inner = match definition {
        Definition::DataObject(id) => standard[id].attribute(part).map(|it| it.span),
        Definition::CodeDirectory(id) => standard[id].get(part).map(|it| it.span),
        _ => None,
    };
    Some(inner.unwrap_or(standard.meta(definition).span))
}

fn as_json(diff: &Diff, profiles: &Profiles<'_>) -> Json {
    let releases = diff.releases.iter().map(|release| {
        let mut json = json!(release);
        json["enough"] = json!(release.is_enough());
        json
    });
    json!({"changes": diff.changes, "releases": releases.collect::<Vec<_>>(), "profiles": profiles.json()})
}
