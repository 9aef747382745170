//! For people: place, snippet, what was expected, the next step.

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use dci_codegen::diagnostic::{Diagnostic, Severity};
use dci_codegen::source::{Sources, Span};

use super::Report;

/// How many findings of one file are shown: a file with more of them is not what it should be, and nobody reads on.
const MOST_OF_A_FILE: usize = 50;

/// The findings with their snippets, file by file, and a last line that counts them.
pub(super) fn render(report: Report<'_>) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for of_a_file in report.diagnostics.chunk_by(|a, b| a.span.file == b.span.file) {
        for diagnostic in of_a_file.iter().take(MOST_OF_A_FILE) {
            let _ = writeln!(text, "{}\n", renderer.render(&[group(report.sources, diagnostic)]));
        }
        if let Some(first) = of_a_file.get(MOST_OF_A_FILE) {
            let rest = of_a_file.len() - MOST_OF_A_FILE;
            let path = report.sources.shown_path(first.span.file);
            let _ = writeln!(text, "… and {rest} more in {path}; `--format json` lists all\n");
        }
    }
    let count = |severity| report.diagnostics.iter().filter(|it| it.rule.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let _ = writeln!(text, "{}, {}", plural(errors, "error"), plural(warnings, "warning"));
    if let Some(first) = report.diagnostics.first() {
        let _ = writeln!(text, "`dci explain {}` tells more about the first one", first.rule.id);
    }
    text
}

fn group<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.rule.id));
    // What concerns a file as a whole has no text to show.
    if diagnostic.span == Span::whole(diagnostic.span.file) {
        group = group.element(Origin::path(sources.shown_path(diagnostic.span.file).into_string()));
        return with_help(group, diagnostic);
    }
    let primary = AnnotationKind::Primary.span(range(sources, diagnostic.span));
    let primary = match &diagnostic.expected {
        Some(expected) => primary.label(format!("expected: {expected}")),
        None => primary,
    };
    let mut snippet = snippet(sources, diagnostic.span).annotation(primary);
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        diagnostic.related.iter().partition(|(span, _)| span.file == diagnostic.span.file);
    for (span, note) in here {
        snippet = snippet.annotation(AnnotationKind::Context.span(range(sources, *span)).label(note.as_str()));
    }
    group = group.element(snippet);
    for (span, note) in elsewhere {
        let mark = AnnotationKind::Context.span(range(sources, *span)).label(note.as_str());
        group = group.element(self::snippet(sources, *span).annotation(mark));
    }
    with_help(group, diagnostic)
}

fn with_help<'a>(mut group: Group<'a>, diagnostic: &'a Diagnostic) -> Group<'a> {
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

fn snippet(sources: &Sources, span: Span) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    Snippet::source(sources.file(span.file).text.as_str()).path(sources.shown_path(span.file).into_string())
}

/// The marked bytes: of a text over several lines, the first line alone.
fn range(sources: &Sources, span: Span) -> std::ops::Range<usize> {
    let start = span.start as usize;
    let first_line = sources.text(span).lines().next().map_or(0, str::len);
    start..start + first_line
}
