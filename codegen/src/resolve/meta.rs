//! What all definitions share: texts, versions, deprecations, decisions.

use camino::Utf8PathBuf;

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{
    Decision, Deprecation, Id, Interface, Meta, ProvenanceSource, Reference, Statement, Text, title_of,
};
use crate::nearest::did_you_mean;
use crate::raw::values::Words;
use crate::raw::{RawDecision, RawDeprecation, RawMeta, RawSource, Text as RawText};
use crate::resolve::refer::{stands_once, texts};
use crate::resolve::{Resolver, forms};
use crate::source::FileId;
use crate::version::Version;

/// Text for people.
pub(super) fn text(words: &Words) -> Text {
    Text { by_language: words.by_language.clone() }
}

/// A version is three numbers.
pub(super) fn version(text: &RawText, diagnostics: &mut Diagnostics) {
    if text.value.parse::<Version>().is_err() {
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

/// What is deprecated goes later than it was deprecated: in between people move to what replaces it.
fn goes_after_it_is_deprecated(since: &RawText, sunset: &RawText, diagnostics: &mut Diagnostics) {
    let (Ok(first), Ok(last)) = (since.value.parse::<Version>(), sunset.value.parse::<Version>()) else { return };
    if last <= first {
        diagnostics.push(
            Diagnostic::new(
                &rules::SUNSET_ORDER,
                sunset.span,
                format!("the sunset {last} is not above {first}, since when this is deprecated"),
            )
            .related(since.span, "deprecated from here on")
            .help(format!(
                "name a later version, such as {}.0.0, or leave `sunset` out",
                first.major.saturating_add(1)
            )),
        );
    }
}

/// The decisions of a definition.
pub(super) fn decisions(raw: &[RawDecision]) -> Vec<Decision> {
    raw.iter()
        .map(|decision| Decision {
            about: text(&decision.about),
            sources: decision
                .sources
                .iter()
                .map(|statement| Statement { source: statement.source.value.clone(), says: text(&statement.says) })
                .collect(),
            chosen: text(&decision.chosen),
            because: text(&decision.because),
            settles: plain(&decision.settles),
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
    /// That something called `own` is on its way out; what replaces it is an id, or a name among `siblings`.
    pub(super) fn deprecation(
        &mut self,
        raw: Option<&RawDeprecation>,
        own: &str,
        siblings: &[&str],
    ) -> Option<Deprecation> {
        let raw = raw?;
        version(&raw.since, self.diagnostics);
        let sunset = raw.sunset.as_ref().inspect(|sunset| {
            version(sunset, self.diagnostics);
            goes_after_it_is_deprecated(&raw.since, sunset, self.diagnostics);
        });
        let replaced_by = raw.replaced_by.as_ref().filter(|by| {
            let is_known = self.index.get(&by.value).is_some() || siblings.contains(&by.value.as_str());
            if !is_known && !self.index.is_broken(&by.value) {
                let kind = own.split('.').next().unwrap_or_default();
                let ids = self.index.iter().map(|(id, _)| id).filter(|id| id.starts_with(kind));
                let known = siblings.iter().copied().chain(ids).filter(|known| *known != own);
                let near = did_you_mean(&by.value, known);
                self.report(
                    Diagnostic::new(&rules::REPLACED_BY, by.span, format!("there is no `{}` to replace it", by.value))
                        .expected("an id, or the name of something beside it")
                        .help(near.unwrap_or_else(|| "`dci list` shows every id".to_owned())),
                );
            }
            is_known
        });
        Some(Deprecation {
            since: raw.since.value.clone(),
            sunset: sunset.map(|sunset| sunset.value.clone()),
            span: sunset.unwrap_or(&raw.since).span,
            replaced_by: replaced_by.map(|by| by.value.clone()),
            reason: raw.reason.as_ref().map(text),
        })
    }

    /// What every definition carries.
    pub(super) fn meta(&mut self, raw: &RawMeta<'_>, interface: Id<Interface>, file: FileId) -> Meta {
        let deprecated = self.deprecation(raw.deprecated.as_ref(), &raw.id.value, &[]);
        stands_once("the earlier name", texts(raw.formerly), self.diagnostics);
        for url in raw.based_on.iter().filter_map(|reference| reference.url.as_ref()) {
            forms::address(url, self.diagnostics);
        }
        let title = match raw.title {
            Some(words) => text(words),
            None => Text::english(title_of(&raw.name.value)),
        };
        Meta {
            id: raw.id.value.clone(),
            name: raw.name.value.clone(),
            title,
            description: text(raw.description),
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
            decisions: decisions(raw.decisions),
            standalone: raw.standalone.as_ref().map(text),
            interface,
            file: self.path(file),
            span: raw.id.span,
            name_span: raw.name.span,
        }
    }

    /// The path of a file relative to the root of the standard.
    pub(super) fn path(&self, file: FileId) -> Utf8PathBuf {
        self.sources.file(file).path.clone()
    }
}
