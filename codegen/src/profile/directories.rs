//! Code directories as a profile has them.

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::model::title_of;
use crate::nearest::did_you_mean;
use crate::profile::overlay::{Work, place_of};
use crate::profile::words::{translate, translate_or};
use crate::raw::{RawCodeDirectory, RawDirectoryProfile};

impl Work<'_, '_> {
    fn directory_at(&self, id: &str) -> Option<(usize, usize)> {
        place_of(&self.spec.interfaces, id, |it| &it.code_directories, |raw: &RawCodeDirectory| &raw.code_directory)
    }

    pub(super) fn directory(&mut self, profile: &RawDirectoryProfile) {
        let id = &profile.code_directory;
        let Some((interface, at)) = self.directory_at(&id.value) else {
            return self.unknown(id, "code directory", |it| {
                it.code_directories.iter().map(|it| &it.raw.code_directory).collect()
            });
        };
        self.places.insert(id.value.clone(), id.span);
        let mut directory = self.spec.interfaces[interface].code_directories[at].raw.clone();
        let speaks_of_codes = !(profile.only.is_empty() && profile.codes.is_empty() && profile.adds.is_empty());
        if let Some(of) = directory.codes_of.as_ref().filter(|_| speaks_of_codes) {
            self.diagnostics.push(
                Diagnostic::new(
                    &rules::PROFILE_CLASH,
                    id.span,
                    format!("{} {} takes its codes over from {}", id.value, directory.name.value, of.value),
                )
                .help(format!("say it of {}", of.value)),
            );
            return;
        }
        let name = directory.name.value.clone();
        translate_or(&mut directory.title, profile.title.as_ref(), &title_of(&name));
        translate(&mut directory.description, profile.description.as_ref());
        let mut codes = directory.codes.take().unwrap_or_default();
        let known: Vec<String> = codes.iter().map(|it| it.code.value.text.clone()).collect();
        let named = profile.only.iter().chain(profile.codes.iter().map(|it| &it.code));
        for code in named.filter(|code| !known.contains(&code.value.text)) {
            let help = did_you_mean(&code.value.text, known.iter().map(String::as_str))
                .unwrap_or_else(|| format!("its codes are {}", known.join(", ")));
            self.diagnostics.push(
                Diagnostic::new(
                    &rules::UNKNOWN_CODE,
                    code.span,
                    format!("{} {name} has no code `{}`", id.value, code.value.text),
                )
                .help(help),
            );
        }
        if let (Some(first), crate::vocabulary::Binding::Extensible) = (profile.only.first(), directory.binding.0) {
            self.diagnostics.push(
                Diagnostic::new(
                    &rules::PROFILE_CLASH,
                    first.span,
                    format!("{} {name} is extensible, so that fewer codes forbid nothing", id.value),
                )
                .help("bind a closed list of the country's own where the directory is used"),
            );
        }
        if !profile.only.is_empty() {
            codes.retain(|it| profile.only.iter().any(|only| only.value.text == it.code.value.text));
            if let Some(because) = &profile.because {
                let chosen: Vec<&str> = profile.only.iter().map(|it| it.value.text.as_str()).collect();
                directory.decisions.push(self.decision(profile.span, &chosen.join(", "), because));
            }
        }
        for said in &profile.codes {
            if let Some(code) = codes.iter_mut().find(|it| it.code.value.text == said.code.value.text) {
                translate(&mut code.label, said.label.as_ref());
                let label = code.label.by_language.get("en").cloned().unwrap_or_default();
                translate_or(&mut code.description, said.description.as_ref(), &label);
            }
        }
        for added in &profile.adds {
            self.places.insert(format!("{}/{}", id.value, added.code.value.text), added.code.span);
            codes.push(added.clone());
        }
        if directory.codes_of.is_none() {
            directory.codes = Some(codes);
        }
        self.spec.interfaces[interface].code_directories[at].raw = directory;
    }
}
