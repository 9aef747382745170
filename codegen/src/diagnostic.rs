//! Diagnostics: what is wrong, where, what was expected, and the next step.
//!
//! [`Diagnostics`] is the one sink. It panics when it is dropped unread, so that no finding is lost on the way.
//! The catalogue of everything that can be found is [`crate::catalogue`].

use std::collections::{BTreeMap, BTreeSet};

use crate::limits::MAX_FINDINGS_OF_A_FILE;
use crate::source::{FileId, Sources, Span};

use crate::catalogue as rules;
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

/// The sink of all findings of one run. Of one file it keeps as many errors, and as many warnings, as anybody can look through; the
/// others are counted.
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
    /// Where errors begin: the file and the byte.
    errors: BTreeSet<(FileId, u32)>,
    /// How many there are of each file and severity.
    counts: BTreeMap<(FileId, Severity), usize>,
    read: bool,
}

impl Diagnostics {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a finding in.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let Span { file, start, .. } = diagnostic.span;
        let severity = diagnostic.rule.severity;
        if severity == Severity::Error {
            self.errors.insert((file, start));
        }
        let count = self.counts.entry((file, severity)).or_default();
        *count += 1;
        if *count <= MAX_FINDINGS_OF_A_FILE {
            self.found.push(diagnostic);
        }
    }

    /// Whether further errors of a file are counted only, so that no word need be found for them.
    pub(crate) fn is_full(&self, file: FileId) -> bool {
        self.counts.get(&(file, Severity::Error)).is_some_and(|count| *count >= MAX_FINDINGS_OF_A_FILE)
    }

    /// Whether anything found so far forbids writing.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Whether anything found so far forbids trusting a file.
    pub fn has_errors_in(&self, file: FileId) -> bool {
        self.errors.range((file, 0)..=(file, u32::MAX)).next().is_some()
    }

    /// Whether anything found so far forbids trusting what stands in a place.
    pub fn has_errors_within(&self, place: Span) -> bool {
        let Span { file, start, end } = place;
        self.errors.range((file, start)..=(file, end)).next().is_some()
    }

    /// What is said of findings that are counted only.
    fn more(&self) -> Vec<Diagnostic> {
        let over = self.counts.iter().filter_map(|((file, severity), count)| {
            let more = count.checked_sub(MAX_FINDINGS_OF_A_FILE).filter(|more| *more > 0)?;
            let plural = if more == 1 { "" } else { "s" };
            let message = format!(
                "the file has {more} more {}{plural}: no more than {MAX_FINDINGS_OF_A_FILE} are listed",
                severity.name()
            );
            let help = "mend those that are listed, and run the command again: many faults often have one cause";
            Some(Diagnostic::new(&rules::MORE_FINDINGS, Span::whole(*file), message).help(help))
        });
        over.collect()
    }

    /// Hands all findings over: by file and place, errors and warnings mixed as they stand in the text.
    #[must_use]
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.read = true;
        let mut found = std::mem::take(&mut self.found);
        found.extend(self.more());
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
