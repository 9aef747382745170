//! For people: place, snippet, what was expected, the next step.

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use dci_codegen::catalogue as rules;
use dci_codegen::diagnostic::{Diagnostic, Severity};
use dci_codegen::limits::MAX_SHOWN_OF_A_FILE;
use dci_codegen::source::{Sources, Span};
use dci_codegen::visible::visible;

use super::Report;
use super::excerpt::Excerpt;
use super::values::Hidden;

/// What ends the path of a file in a report before its place is put in: the renderer knows the place in the excerpt alone.
const MARK: char = '\u{e000}';

/// The findings with their snippets, file by file, and a last line that counts them.
pub(super) fn render(report: Report<'_>) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for of_a_file in report.diagnostics.chunk_by(|a, b| a.span.file == b.span.file) {
        for diagnostic in of_a_file.iter().take(MAX_SHOWN_OF_A_FILE) {
            let _ = writeln!(text, "{}\n", finding(report, &renderer, diagnostic));
        }
        if let Some(first) = of_a_file.get(MAX_SHOWN_OF_A_FILE) {
            let rest = of_a_file.len() - MAX_SHOWN_OF_A_FILE;
            let path = report.sources.shown_path(first.span.file);
            let _ = writeln!(text, "… and {rest} more in {}; `--format json` lists them\n", visible(path.as_str()));
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

/// A finding. What is in it from files and from payloads is made visible before it comes to the renderer, whose styles stay.
fn finding(report: Report<'_>, renderer: &Renderer, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.rule.id);
    let mut group = Group::with_title(title);
    let mut places = Vec::new();
    // What concerns a file as a whole has no text to show.
    if diagnostic.span == Span::whole(diagnostic.span.file) {
        let path = report.sources.shown_path(diagnostic.span.file);
        group = group.element(Origin::path(visible(path.as_str()).into_owned()));
    } else {
        let primary = AnnotationKind::Primary;
        let expected = diagnostic.expected.as_ref().map(|expected| format!("expected: {expected}"));
        let mut marks = vec![(primary, diagnostic.span, expected)];
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            diagnostic.related.iter().partition(|(span, _)| span.file == diagnostic.span.file);
        marks.extend(here.into_iter().map(|(span, note)| (AnnotationKind::Context, *span, Some(note.clone()))));
        group = group.element(snippet(report, diagnostic, marks, &mut places));
        for (span, note) in elsewhere {
            let marks = vec![(AnnotationKind::Context, *span, Some(note.clone()))];
            group = group.element(snippet(report, diagnostic, marks, &mut places));
        }
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    let mut rendered = renderer.render(&[group]);
    for (shown, place) in places {
        rendered = rendered.replacen(&shown, &place, 1);
    }
    rendered
}

/// The end of a file is shown where its last line ends, for below it there is nothing to see.
fn on_a_line(sources: &Sources, span: Span) -> Span {
    let text = &sources.file(span.file).text;
    if span.start as usize == text.len() && text.ends_with('\n') {
        let end = text.trim_end_matches('\n').trim_end_matches('\r').len();
        return sources.span(span.file, end, end);
    }
    span
}

/// Lines of one file with marks, and the place of the first mark: as the renderer will write it, and as it is.
fn snippet<'a>(
    report: Report<'_>,
    diagnostic: &Diagnostic,
    marks: Vec<(AnnotationKind, Span, Option<String>)>,
    places: &mut Vec<(String, String)>,
) -> Snippet<'a, Annotation<'a>> {
    let Report { sources, hides_values, .. } = report;
    let hidden = match hides_values {
        true if diagnostic.rule.id == rules::MALFORMED_JSON.id => Hidden::Everything,
        true => Hidden::Values,
        false => Hidden::Nothing,
    };
    let marks: Vec<_> = marks.into_iter().map(|(kind, span, label)| (kind, on_a_line(sources, span), label)).collect();
    let spans: Vec<Span> = marks.iter().map(|(_, span, _)| *span).collect();
    let excerpt = Excerpt::new(sources, spans[0].file, &spans, hidden);
    let place = sources.place(spans[0]);
    let path = visible(place.path.as_str()).into_owned();
    let column = excerpt.column(excerpt.range(sources, spans[0]).start);
    places.push((format!("{path}{MARK}:{}:{column}", place.line), format!("{path}:{}:{}", place.line, place.column)));
    let marks: Vec<Annotation<'a>> = marks
        .into_iter()
        .map(|(kind, span, label)| {
            let mark = kind.span(excerpt.range(sources, span));
            label.map_or(mark.clone(), |label| mark.label(visible(&label).into_owned()))
        })
        .collect();
    let snippet = Snippet::source(excerpt.text).line_start(excerpt.first_line).path(format!("{path}{MARK}"));
    snippet.annotations(marks)
}
