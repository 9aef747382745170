//! Diagnostics: what is wrong, where, what was expected, and the next step.
//!
//! [`Diagnostics`] is the one sink. It panics when it is dropped unread, so that no finding is lost on the way.
//! The catalogue of everything that can be found is [`crate::catalogue`].

use crate::source::{FileId, Sources, Span};

pub use crate::catalogue::{RULES, Rule, rule};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written while it stands.
    Error,
    /// Worth a look; nothing is held up.
    Warning,
}

impl Severity {
    /// The word used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// Where.
    pub span: Span,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What was expected, shown under the marked text.
    pub expected: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<(Span, String)>,
    /// The next step.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A finding of `rule` at `span`.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self { rule, span, message: message.into(), expected: None, related: Vec::new(), help: Vec::new() }
    }

    /// Says what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Says what to do next, where there is something to say.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help.extend(help);
        self
    }

    /// Points at another place.
    #[must_use]
    pub fn related(mut self, span: Span, note: impl Into<String>) -> Self {
        self.related.push((span, note.into()));
        self
    }
}

/// The sink of all findings of one run.
///
/// ```
/// use dci_codegen::diagnostic::Diagnostics;
///
/// let diagnostics = Diagnostics::new();
/// assert!(diagnostics.finish().is_empty());
/// ```
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    read: bool,
}

impl Diagnostics {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a finding in.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Whether anything found so far forbids writing.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|diagnostic| diagnostic.rule.severity == Severity::Error)
    }

    /// Whether anything found so far forbids trusting a file.
    pub fn has_errors_in(&self, file: FileId) -> bool {
        self.errors().any(|span| span.file == file)
    }

    /// Whether anything found so far forbids trusting what stands in a place.
    pub fn has_errors_within(&self, place: Span) -> bool {
        self.errors().any(|span| span.file == place.file && place.start <= span.start && span.start <= place.end)
    }

    fn errors(&self) -> impl Iterator<Item = Span> {
        let errors = self.found.iter().filter(|diagnostic| diagnostic.rule.severity == Severity::Error);
        errors.map(|diagnostic| diagnostic.span)
    }

    /// Hands all findings over: by file and place, errors and warnings mixed as they stand in the text.
    #[must_use]
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.read = true;
        let mut found = std::mem::take(&mut self.found);
        found.sort_by(|a, b| (a.span, a.rule.id, &a.message).cmp(&(b.span, b.rule.id, &b.message)));
        found.dedup();
        found
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        if !self.read && !self.found.is_empty() && !std::thread::panicking() {
            let lost: Vec<&str> = self.found.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
            #[expect(clippy::panic, reason = "a lost diagnostic is a defect of this program, never of its input")]
            {
                panic!("diagnostics dropped unread: {}", lost.join("; "));
            }
        }
    }
}

/// Orders findings by the path of their file first, for reports that group by file.
pub fn by_path(sources: &Sources, diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        (&sources.file(a.span.file).path, a.span.start, a.rule.id).cmp(&(
            &sources.file(b.span.file).path,
            b.span.start,
            b.rule.id,
        ))
    });
}
