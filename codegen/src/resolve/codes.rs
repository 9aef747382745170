//! Code directories and their codes.

use indexmap::IndexMap;

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::model::{Code, CodeDirectory, Definition, Id, Match};
use crate::raw::values::{CodeText, is_ambiguous};
use crate::raw::{RawCode, RawCodeDirectory};
use crate::resolve::index::RawKind;
use crate::resolve::{Resolver, forms, meta};
use crate::source::{Span, Spanned};
use crate::vocabulary::Binding;

impl Resolver<'_> {
    /// Makes the code directories, then lets those that take over codes have them.
    pub(super) fn code_directories(&mut self) {
        let spec = self.spec;
        let mut takers = Vec::new();
        for (interface, files) in spec.interfaces.iter().enumerate() {
            for at in self.index.of(interface, RawKind::CodeDirectory) {
                let loaded = &files.code_directories[at];
                let raw = &loaded.raw;
                let meta = self.meta(&raw.meta(), Id::new(interface), loaded.file);
                let codes = self.codes(raw).into();
                let directory = CodeDirectory { meta, binding: raw.binding.0, codes, codes_of: None };
                let id = self.standard.code_directories.push(directory);
                if self.diagnostics.has_errors_in(loaded.file) {
                    self.standard.unsound.insert(Definition::CodeDirectory(id));
                }
                self.standard.interfaces.get_mut(Id::new(interface)).code_directories.push(id);
                self.objects.code_directories.insert((interface, at), id);
                if let Some(giver) = &raw.codes_of {
                    takers.push((id, giver, interface));
                }
            }
        }
        for (taker, giver, interface) in takers {
            let Some(found) = self.refer(giver, &[RawKind::CodeDirectory], interface) else {
                self.standard.unsound.insert(Definition::CodeDirectory(taker));
                continue;
            };
            let Some(&giver_id) = self.objects.code_directories.get(&(found.interface, found.at)) else { continue };
            if giver_id == taker || spec.interfaces[found.interface].code_directories[found.at].raw.codes_of.is_some() {
                self.report(
                    Diagnostic::new(
                        &rules::WRONG_KIND,
                        giver.span,
                        format!("`{}` has no codes of its own", giver.value),
                    )
                    .expected("a code directory with `codes`")
                    .help("refer to the directory that lists the codes"),
                );
                self.standard.unsound.insert(Definition::CodeDirectory(taker));
                continue;
            }
            if self.standard.unsound.contains(&Definition::CodeDirectory(giver_id)) {
                self.standard.unsound.insert(Definition::CodeDirectory(taker));
            }
            let codes = self.standard.code_directories[giver_id].codes.clone();
            let directory = self.standard.code_directories.get_mut(taker);
            directory.codes = codes;
            directory.codes_of = Some(giver_id);
        }
    }

    fn codes(&mut self, raw: &RawCodeDirectory) -> Vec<Code> {
        let span = raw.code_directory.span;
        let listed = raw.codes.as_deref().unwrap_or_default();
        match (&raw.codes, &raw.codes_of) {
            (Some(_), Some(giver)) => self.report(
                Diagnostic::new(&rules::CODES_TWICE, giver.span, "the directory has both `codes` and `codes_of`")
                    .help("remove one of the two"),
            ),
            // Codes that cannot be read are no codes, and are reported.
            (_, None)
                if listed.is_empty()
                    && raw.binding.0 == Binding::Closed
                    && !self.diagnostics.has_errors_within(raw.span) =>
            {
                self.report(
                    Diagnostic::new(&rules::NO_CODES, span, "a closed code directory without codes: no value is valid")
                        .help("list the codes under `codes`, or write `binding: extensible`"),
                );
            }
            _ => {}
        }
        let names = listed.iter().filter_map(|code| code.name.as_ref()).map(|name| name.value.as_str());
        let siblings: Vec<&str> = listed.iter().map(|code| code.code.value.text.as_str()).chain(names).collect();
        let mut codes: Vec<Code> = Vec::new();
        let mut by_code: IndexMap<&str, Span> = IndexMap::new();
        let mut by_name: IndexMap<String, Span> = IndexMap::new();
        for entry in listed {
            self.code_text(&entry.code);
            let text = entry.code.value.text.as_str();
            if let Some(first) = by_code.get(text) {
                self.report(
                    Diagnostic::new(
                        &rules::DUPLICATE_CODE,
                        entry.code.span,
                        format!("the code `{text}` stands here a second time"),
                    )
                    .related(*first, "first listed here")
                    .help("remove one of the two, or give it a code of its own"),
                );
                continue;
            }
            by_code.insert(text, entry.code.span);
            let Some(name) = self.code_name(entry) else { continue };
            let name_span = entry.name.as_ref().map_or(entry.code.span, |name| name.span);
            if let Some(first) = by_name.insert(crate::naming::variant_name(&name), name_span) {
                self.report(
                    Diagnostic::new(
                        &rules::DUPLICATE_CODE_NAME,
                        name_span,
                        format!("the name `{name}` is taken by another code"),
                    )
                    .related(first, "by this one")
                    .help("give one of the two another `name`"),
                );
                continue;
            }
            let code = self.code(entry, name, &siblings);
            codes.push(code);
        }
        codes
    }

    fn code(&mut self, entry: &RawCode, name: String, siblings: &[&str]) -> Code {
        for other in &entry.matches {
            self.code_text(&other.code);
            forms::system(&other.system, self.diagnostics);
        }
        Code {
            code: entry.code.value.text.clone(),
            name,
            label: meta::text(&entry.label),
            description: entry.description.as_ref().map(meta::text),
            since: meta::since(entry.since.as_ref(), self.diagnostics),
            formerly: meta::plain(&entry.formerly),
            deprecated: self.deprecation(entry.deprecated.as_ref(), &entry.code.value.text, siblings),
            matches: entry
                .matches
                .iter()
                .map(|other| Match {
                    system: other.system.value.clone(),
                    code: other.code.value.text.clone(),
                    relation: other.relation.0,
                })
                .collect(),
            decisions: meta::decisions(&entry.decisions),
            span: entry.code.span,
            name_span: entry.name.as_ref().map_or(entry.code.span, |name| name.span),
        }
    }

    /// The stable name of a code: given, or the code itself where it yields one.
    fn code_name(&mut self, entry: &RawCode) -> Option<String> {
        let is_name = |text: &str| {
            text.starts_with(|first: char| first.is_ascii_lowercase())
                && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        if let Some(name) = &entry.name {
            if is_name(&name.value) {
                return Some(name.value.clone());
            }
            self.report(
                Diagnostic::new(&rules::CODE_NAME, name.span, format!("`{}` is not a name for programs", name.value))
                    .expected("a name in snake_case")
                    .help("write small letters, digits and underscores, beginning with a letter"),
            );
            return None;
        }
        let derived = heck::ToSnakeCase::to_snake_case(entry.code.value.text.as_str());
        if is_name(&derived) {
            return Some(derived);
        }
        self.report(
            Diagnostic::new(
                &rules::CODE_NAME,
                entry.code.span,
                format!("the code `{}` yields no name for programs", entry.code.value.text),
            )
            .help("add `name: …` in snake_case: it stays when the label is changed"),
        );
        None
    }

    /// A code is text; what other YAML tools read as something else should stand in quotes.
    pub(super) fn code_text(&mut self, code: &Spanned<CodeText>) {
        let text = code.value.text.as_str();
        if text.is_empty() {
            self.report(
                Diagnostic::new(&rules::MALFORMED_CODE, code.span, "a code is not empty")
                    .help("write the code, or remove the entry: no code means that the attribute is absent"),
            );
        } else if text.trim() != text || text.contains(char::is_control) {
            self.report(
                Diagnostic::new(
                    &rules::MALFORMED_CODE,
                    code.span,
                    "a code has no blanks at its ends, no tabs and no line breaks",
                )
                .help("remove them"),
            );
        }
        if code.value.plain && is_ambiguous(text) {
            self.report(
                Diagnostic::new(
                    &rules::AMBIGUOUS_SCALAR,
                    code.span,
                    format!(
                        "`{text}` is kept as text here, but other YAML tools read it as a number, a date or a switch"
                    ),
                )
                .help(format!("put it in quotes: `\"{text}\"`")),
            );
        }
    }
}
