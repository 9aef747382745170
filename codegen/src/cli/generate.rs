//! `dci check` and `dci generate`.

use dci_codegen::diagnostic::Severity;
use dci_codegen::output::{self, Plan, Scope};
use dci_codegen::template::Templates;
use dci_codegen::{Options, emit};

use super::arguments::{Format, GenerateOptions};
use super::page::{Page, line, tell_line};
use super::report::Report;
use super::revision::{known_release, top, unpacked_release};
use super::{Arguments, Fault, Outcome, place};

/// Checks the standard and reports.
pub(crate) fn check(arguments: &Arguments, deny_warnings: bool) -> Result<Outcome, Fault> {
    let root = place::root(arguments)?;
    let checked = place::checked(&root)?;
    let report = Report::new(&checked.sources, &checked.diagnostics);
    report.print(arguments.format)?;
    let has_warnings = checked.diagnostics.iter().any(|diagnostic| diagnostic.rule.severity == Severity::Warning);
    let findings = checked.has_errors() || (deny_warnings && has_warnings);
    Ok(if findings { Outcome::Findings } else { Outcome::Clean })
}

/// Generates the artefacts, or says which are not up to date.
pub(crate) fn generate(arguments: &Arguments, options: &GenerateOptions) -> Result<Outcome, Fault> {
    let root = place::root(arguments)?;
    let out = place::out(&root, options.out.as_ref());
    known_targets(options)?;
    let mut releases = place::releases(&root)?;
    let frozen = match &options.release {
        Some(wanted) => {
            let version = known_release(&root, wanted)?;
            releases.retain(|release| release.version <= version);
            Some(unpacked_release(&root, version)?)
        }
        None => None,
    };
    let root = frozen.as_ref().map(top).transpose()?.unwrap_or(&root);
    let run = dci_codegen::generate(
        root,
        &Options { targets: options.targets.clone(), templates: options.templates.clone(), releases },
    )
    .map_err(|error| Fault::new(format_args!("{root}: {error}")))?;
    let report = Report::new(&run.sources, &run.diagnostics);
    report.print(arguments.format)?;
    for failure in &run.failures {
        tell_line!("error: {failure}");
        if let Some(help) = &failure.help {
            tell_line!("  help: {help}");
        }
    }
    let Some(outputs) = run.outputs else {
        tell_line!("nothing was written");
        return Ok(Outcome::Findings);
    };
    let scope = Scope { targets: options.targets.clone() };
    if options.check {
        let plan = output::check(&outputs, &out, &scope).map_err(|error| Fault::new(format_args!("{out}: {error}")))?;
        return Ok(up_to_date(&plan, &out, arguments.format));
    }
    let plan = output::write(&outputs, &out, &scope)?;
    for path in &plan.kept {
        let path = out.join(path);
        tell_line!("warning: {path} stays: the list of artefacts has it, but it is not what was written");
        tell_line!("  help: remove it, if it is not needed");
    }
    tell_line!(
        "{out}: {} added, {} changed, {} removed, {} unchanged",
        plan.added.len(),
        plan.changed.len(),
        plan.removed.len(),
        plan.unchanged
    );
    Ok(Outcome::Clean)
}

fn up_to_date(plan: &Plan, out: &camino::Utf8Path, format: Format) -> Outcome {
    if plan.is_done() {
        tell_line!("{out}: up to date, {} artefacts", plan.unchanged);
        return Outcome::Clean;
    }
    let parts = [
        ("missing", &plan.added),
        ("differs", &plan.changed),
        ("left over", &plan.removed),
        ("not as written", &plan.kept),
        ("not ours", &plan.in_the_way),
    ];
    let mut page = Page::default();
    for (what, paths) in parts {
        for path in paths {
            line!(page, "{what}: {}", out.join(path));
        }
    }
    if page.is_empty() {
        line!(page, "differs: {}", out.join("manifest.txt"));
    }
    match format {
        Format::Human => page.print(),
        // Stdout has the report already.
        _ => page.tell(),
    }
    tell_line!("{out}: not up to date");
    tell_line!("  help: run `dci generate` and commit what changed");
    Outcome::Findings
}

/// A target that is not there is a slip of the command line.
fn known_targets(options: &GenerateOptions) -> Result<(), Fault> {
    let templates = match &options.templates {
        Some(folder) => Templates::with_overlay(folder),
        None => Templates::embedded(),
    };
    // A template that cannot be read is reported with all else.
    let Ok(templates) = templates else { return Ok(()) };
    let known: Vec<String> = emit::emitters(&templates).map(|emitter| emitter.target().to_owned()).collect();
    for target in &options.targets {
        if !known.contains(target) {
            let near = dci_codegen::nearest::did_you_mean(target, known.iter().map(String::as_str));
            return Err(Fault::new(format_args!("there is no target `{target}`"))
                .help(near.unwrap_or_else(|| format!("targets are {}", known.join(", ")))));
        }
    }
    Ok(())
}
