//! Annotations on a pull request: workflow commands of GitHub Actions.

use std::fmt::Write as _;

use super::Report;

/// One `::error …` or `::warning …` line a finding.
pub(super) fn render(report: Report<'_>) -> String {
    let mut text = String::new();
    for diagnostic in report.diagnostics {
        let (start, end) = (report.sources.place(diagnostic.span), report.sources.end_place(diagnostic.span));
        let mut message = diagnostic.message.clone();
        for help in &diagnostic.help {
            let _ = write!(message, "\nhelp: {help}");
        }
        let _ = writeln!(
            text,
            "::{} file={},line={},endLine={},col={},endColumn={},title={}::{}",
            diagnostic.rule.severity.name(),
            property(start.path.as_str()),
            start.line,
            end.line,
            start.column,
            end.column,
            property(diagnostic.rule.id),
            data(&message),
        );
    }
    text
}

/// What would end the message early.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What would end the property early.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
