//! Code directories and their codes.

use std::collections::{BTreeSet, HashMap};

use crate::diff::Comparison;
use crate::diff::change::{ChangeKind, Effect};
use crate::model::{Code, CodeDirectory, Definition, Id, Text};

/// What each former name has become: the first that has had it.
pub(super) fn heirs<'a, T>(all: impl Iterator<Item = (&'a Vec<String>, &'a T)>) -> HashMap<&'a str, &'a T> {
    let mut heirs = HashMap::new();
    for (formerly, heir) in all {
        for former in formerly {
            heirs.entry(former.as_str()).or_insert(heir);
        }
    }
    heirs
}

impl Comparison<'_> {
    pub(super) fn directories(&mut self) {
        for (before, after) in self.pairs.both.clone() {
            if let (Definition::CodeDirectory(old), Definition::CodeDirectory(new)) = (before, after) {
                self.directory(old, new);
            }
        }
    }

    fn directory(&mut self, before: Id<CodeDirectory>, after: Id<CodeDirectory>) {
        let (old, new) = (&self.old[before], &self.new[after]);
        let place = self.place_of_old(Definition::CodeDirectory(before));
        if old.is_closed() != new.is_closed() {
            let (kind, effect) = if new.is_closed() {
                (ChangeKind::BindingClosed, Effect::NARROWS)
            } else {
                (ChangeKind::BindingOpened, Effect::WIDENS)
            };
            self.push(&place, kind, effect, Some(old.binding.to_string()), Some(new.binding.to_string()));
            self.witness_of_type(Definition::CodeDirectory(before), Definition::CodeDirectory(after), None);
        }
        // Codes that another directory lends are told there.
        if old.codes_of.is_some() && new.codes_of.is_some() {
            return;
        }
        let heirs = heirs(new.codes.iter().map(|code| (&code.formerly, code)));
        for code in &old.codes {
            let place = place.below(&code.code);
            if let Some(there) = new.get(&code.code) {
                self.code(&place, code, there);
                continue;
            }
            let heir = heirs.get(code.code.as_str());
            let effect = if new.is_closed() { Effect::NARROWS } else { Effect::NONE };
            let (kind, after_text) = match heir {
                Some(heir) => (ChangeKind::CodeRenamed, Some(heir.code.clone())),
                None => (ChangeKind::CodeRemoved, None),
            };
            let effect = if heir.is_some() && old.is_closed() { effect.and(Effect::WIDENS) } else { effect };
            let before_text = format!("{} {}", code.code, code.label);
            self.push(&place, kind, effect, Some(before_text), after_text);
            let (old, new) = (Definition::CodeDirectory(before), Definition::CodeDirectory(after));
            self.witness_of_type(old, new, Some(&code.code));
        }
        let is_heir =
            |code: &Code| code.formerly.iter().any(|former| old.get(former).is_some() && new.get(former).is_none());
        for code in new.codes.iter().filter(|code| old.get(&code.code).is_none() && !is_heir(code)) {
            let place = place.below(&code.code);
            let effect = if old.is_closed() { Effect::WIDENS } else { Effect::NONE };
            self.push(&place, ChangeKind::CodeAdded, effect, None, Some(format!("{} {}", code.code, code.label)));
            let (old, new) = (Definition::CodeDirectory(before), Definition::CodeDirectory(after));
            self.witness_of_type(old, new, Some(&code.code));
        }
    }

    fn code(&mut self, place: &super::interfaces::Place, before: &Code, after: &Code) {
        self.told(place, ChangeKind::CodeNameChanged, &before.name, &after.name);
        if before.label != after.label {
            let (was, is) = words(&before.label, &after.label);
            self.told(place, ChangeKind::CodeRelabelled, &was, &is);
        }
        if before.description != after.description {
            let description = |code: &Code| code.description.clone().unwrap_or_default();
            let (was, is) = words(&description(before), &description(after));
            self.told(place, ChangeKind::CodeDescribed, &was, &is);
        }
        let matches = |code: &Code| {
            let texts = code.matches.iter().map(|it| format!("{} {} ({})", it.system, it.code, it.relation));
            texts.collect::<Vec<_>>().join(", ")
        };
        self.told(place, ChangeKind::CodeMatchChanged, &matches(before), &matches(after));
        let kinds = (ChangeKind::CodeDeprecated, ChangeKind::CodeRevived);
        self.deprecated(place, kinds, before.deprecated.as_ref(), after.deprecated.as_ref());
        self.decided(place, &before.decisions, &after.decisions);
    }
}

/// Two texts as far as they differ: in English, and in other languages where these differ too.
fn words(before: &Text, after: &Text) -> (String, String) {
    let others: Vec<&str> = before.languages().chain(after.languages()).map(|(language, _)| language).collect();
    let others: BTreeSet<&str> = others.into_iter().filter(|language| *language != "en").collect();
    let differs = |language: &&&str| before.in_language(language) != after.in_language(language);
    let others: Vec<&str> = others.iter().filter(differs).copied().collect();
    let text = |text: &Text| {
        let others = others.iter().filter_map(|language| Some(format!("{language}: {}", text.in_language(language)?)));
        let english = (before.as_str() != after.as_str()).then(|| text.as_str().to_owned());
        english.into_iter().filter(|text| !text.is_empty()).chain(others).collect::<Vec<_>>().join("; ")
    };
    (text(before), text(after))
}
