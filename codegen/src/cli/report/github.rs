//! Annotations on a pull request: workflow commands of GitHub Actions.

use dci_codegen::source::Place;
use dci_codegen::visible::visible;

use super::Report;

/// One command a finding.
pub(super) fn render(report: Report<'_>) -> String {
    let mut text = String::new();
    for diagnostic in report.diagnostics {
        let (start, end) = (report.sources.place(diagnostic.span), report.sources.end_place(diagnostic.span));
        let mut message = diagnostic.message.clone();
        for help in &diagnostic.help {
            message.push_str("\nhelp: ");
            message.push_str(help);
        }
        let range = format!(
            "file={},line={},endLine={},col={},endColumn={},",
            property(start.path.as_str()),
            start.line,
            end.line,
            start.column,
            end.column
        );
        text.push_str(&command(diagnostic.rule.severity.name(), &range, diagnostic.rule.id, &message));
    }
    text
}

/// An annotation at a place, where there is one.
pub(crate) fn annotation(level: &str, place: Option<&Place>, title: &str, message: &str) -> String {
    let place = place.map(|it| format!("file={},line={},col={},", property(it.path.as_str()), it.line, it.column));
    command(level, &place.unwrap_or_default(), title, message)
}

/// `::error file=…,line=…,title=…::…`: a line that nothing in it can end, or turn into another command.
fn command(level: &str, place: &str, title: &str, message: &str) -> String {
    format!("::{level} {place}title={}::{}\n", property(title), data(message))
}

/// What would end the message early, or act on whoever reads the log.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| visible(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// What would end the property early.
fn property(text: &str) -> String {
    visible(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}
