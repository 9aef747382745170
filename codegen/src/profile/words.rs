//! Texts in the languages of a country.

use crate::raw::values::{Translation, Words};

/// Adds the languages of a translation to a text.
pub(super) fn translate(words: &mut Words, translation: Option<&Translation>) {
    for (language, text) in translation.iter().flat_map(|it| &it.by_language) {
        words.by_language.insert(language.clone(), text.clone());
    }
}

/// The same for a text that may be absent; it begins with what stands in for it.
pub(super) fn translate_or(words: &mut Option<Words>, translation: Option<&Translation>, english: &str) {
    if translation.is_some() {
        let english = || Words { by_language: std::iter::once(("en".to_owned(), english.to_owned())).collect() };
        translate(words.get_or_insert_with(english), translation);
    }
}
