//! What all definitions share: texts, versions, deprecations, decisions.

use camino::Utf8PathBuf;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{
    Decision, Deprecation, Id, Interface, Meta, ProvenanceSource, Reference, Statement, Text, title_of,
};
use crate::raw::read::Words;
use crate::raw::{RawDecision, RawDeprecation, RawMeta, RawSource, Text as RawText};
use crate::resolve::Resolver;
use crate::source::{FileId, Span};

/// Text for people; a blank one is reported at `span`.
pub(super) fn text(words: &Words, span: Span, diagnostics: &mut Diagnostics) -> Text {
    for (language, text) in &words.by_language {
        if text.trim().is_empty() {
            diagnostics.push(
                Diagnostic::new(&rules::BLANK_TEXT, span, format!("a text for people is blank ({language})"))
                    .help("write what people are to read"),
            );
        }
    }
    Text { by_language: words.by_language.clone() }
}

/// A version is three numbers.
pub(super) fn version(text: &RawText, diagnostics: &mut Diagnostics) {
    let parts: Vec<&str> = text.value.split('.').collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() != 3 || !parts.iter().all(is_number) {
        diagnostics.push(
            Diagnostic::new(&rules::MALFORMED_VERSION, text.span, format!("`{}` is not a version", text.value))
                .expected("three numbers, such as 1.0.0")
                .help("write major, minor and patch, joined by points"),
        );
    }
}

/// A version that may be absent.
pub(super) fn since(text: Option<&RawText>, diagnostics: &mut Diagnostics) -> Option<String> {
    text.map(|text| {
        version(text, diagnostics);
        text.value.clone()
    })
}

/// The decisions of a definition.
pub(super) fn decisions(raw: &[RawDecision], diagnostics: &mut Diagnostics) -> Vec<Decision> {
    raw.iter()
        .map(|decision| Decision {
            about: text(&decision.about, decision.span, diagnostics),
            sources: decision
                .sources
                .iter()
                .map(|statement| Statement {
                    source: statement.source.value.clone(),
                    says: text(&statement.says, statement.span, diagnostics),
                })
                .collect(),
            chosen: text(&decision.chosen, decision.span, diagnostics),
            because: text(&decision.because, decision.span, diagnostics),
        })
        .collect()
}

/// Where a definition was taken from.
pub(super) fn source(raw: &[RawSource]) -> Vec<ProvenanceSource> {
    raw.iter().map(|source| ProvenanceSource { kind: source.kind.0, place: source.place.value.clone() }).collect()
}

/// Plain texts without their places.
pub(super) fn plain(texts: &[RawText]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

impl Resolver<'_> {
    /// That something is on its way out; what replaces it is an id, or a name among `siblings`.
    pub(super) fn deprecation(&mut self, raw: Option<&RawDeprecation>, siblings: &[&str]) -> Option<Deprecation> {
        let raw = raw?;
        version(&raw.since, self.diagnostics);
        if let Some(by) = &raw.replaced_by
            && self.index.get(&by.value).is_none()
            && !siblings.contains(&by.value.as_str())
        {
            let near = crate::nearest::did_you_mean(&by.value, siblings.iter().copied());
            self.report(
                Diagnostic::new(&rules::REPLACED_BY, by.span, format!("there is no `{}` to replace it", by.value))
                    .expected("an id, or a name beside it")
                    .help(near.unwrap_or_else(|| "`dci list` shows every id".to_owned())),
            );
        }
        Some(Deprecation {
            since: raw.since.value.clone(),
            replaced_by: raw.replaced_by.as_ref().map(|by| by.value.clone()),
            reason: raw.reason.as_ref().map(|reason| text(reason, raw.span, self.diagnostics)),
        })
    }

    /// What every definition carries.
    pub(super) fn meta(&mut self, raw: &RawMeta<'_>, interface: Id<Interface>, file: FileId) -> Meta {
        let deprecated = self.deprecation(raw.deprecated.as_ref(), &[]);
        let span = raw.name.span;
        let title = match raw.title {
            Some(words) => text(words, span, self.diagnostics),
            None => Text::english(title_of(&raw.name.value)),
        };
        Meta {
            id: raw.id.value.clone(),
            name: raw.name.value.clone(),
            title,
            description: text(raw.description, span, self.diagnostics),
            stage: raw.stage.unwrap_or(self.standard.interfaces[interface].stage),
            since: since(raw.since.as_ref(), self.diagnostics),
            formerly: plain(raw.formerly),
            deprecated,
            based_on: raw
                .based_on
                .iter()
                .map(|reference| Reference {
                    standard: reference.standard.value.clone(),
                    version: reference.version.as_ref().map(|version| version.value.clone()),
                    url: reference.url.as_ref().map(|url| url.value.clone()),
                })
                .collect(),
            source: source(raw.source),
            decisions: decisions(raw.decisions, self.diagnostics),
            standalone: raw.standalone.as_ref().map(|words| text(words, span, self.diagnostics)),
            interface,
            file: self.path(file),
            span: raw.id.span,
        }
    }

    /// The path of a file relative to the root of the standard.
    pub(super) fn path(&self, file: FileId) -> Utf8PathBuf {
        self.sources.file(file).path.clone()
    }
}
