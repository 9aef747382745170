//! The columns of a sheet: what an export writes into its first row, and what an import reads there.

use std::fmt;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// What stands on the wire.
    Code,
    /// The stable name for programs.
    Name,
    /// The label in a language.
    Label(String),
    /// What the code means, in a language.
    Description(String),
    /// The version in which it came.
    Since,
    /// Earlier codes that meant the same.
    Formerly,
    /// The version from which on it is on its way out.
    DeprecatedSince,
    /// What replaces it.
    ReplacedBy,
    /// Why it is on its way out, in a language.
    Reason(String),
    /// Codes of other lists.
    Matches,
}

/// The language that a text has where none is named.
const ENGLISH: &str = "en";

/// The headings in their order; those of texts may name a language.
const HEADINGS: [(&str, Heading); 10] = [
    ("code", Heading::Plain(Column::Code)),
    ("name", Heading::Plain(Column::Name)),
    ("label", Heading::Text(Column::Label)),
    ("description", Heading::Text(Column::Description)),
    ("since", Heading::Plain(Column::Since)),
    ("formerly", Heading::Plain(Column::Formerly)),
    ("deprecated since", Heading::Plain(Column::DeprecatedSince)),
    ("replaced by", Heading::Plain(Column::ReplacedBy)),
    ("reason", Heading::Text(Column::Reason)),
    ("matches", Heading::Plain(Column::Matches)),
];

#[derive(Clone)]
enum Heading {
    Plain(Column),
    Text(fn(String) -> Column),
}

/// What a heading is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoColumn {
    /// The word is not known.
    Word,
    /// The brackets hold no language.
    Language(String),
}

impl Column {
    /// Every column in English, in the order of an export.
    pub fn all() -> impl Iterator<Item = Self> {
        HEADINGS.into_iter().map(|(_, heading)| match heading {
            Heading::Plain(column) => column,
            Heading::Text(column) => column(ENGLISH.to_owned()),
        })
    }

    /// The column of a heading, whatever its capitals and blanks.
    pub(super) fn parse(heading: &str) -> Result<Self, NoColumn> {
        let words = heading.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        let (word, language) = match words.split_once('(') {
            Some((word, rest)) => (word.trim_end(), Some(rest.strip_suffix(')').unwrap_or(rest).trim())),
            None => (words.as_str(), None),
        };
        let found = HEADINGS.into_iter().find(|(known, _)| *known == word).ok_or(NoColumn::Word)?;
        match (found.1, language) {
            (Heading::Plain(column), None) => Ok(column),
            (Heading::Plain(_), Some(_)) => Err(NoColumn::Word),
            (Heading::Text(column), None) => Ok(column(ENGLISH.to_owned())),
            (Heading::Text(column), Some(language)) if crate::raw::values::is_language(language) => {
                Ok(column(language.to_owned()))
            }
            (Heading::Text(_), Some(language)) => Err(NoColumn::Language(language.to_owned())),
        }
    }

    /// The language of a column with texts.
    pub fn language(&self) -> Option<&str> {
        match self {
            Self::Label(language) | Self::Description(language) | Self::Reason(language) => Some(language),
            _ => None,
        }
    }

    /// The same text in other languages.
    pub(super) fn in_languages<'a>(&self, languages: &'a [&str]) -> impl Iterator<Item = Self> + use<'a> {
        let of: Option<fn(String) -> Self> = match self {
            Self::Label(_) => Some(Self::Label),
            Self::Description(_) => Some(Self::Description),
            Self::Reason(_) => Some(Self::Reason),
            _ => None,
        };
        of.into_iter().flat_map(move |of| languages.iter().map(move |language| of((*language).to_owned())))
    }

    /// Whether it holds texts for people, where a number is as good as its digits.
    pub(super) fn is_text(&self) -> bool {
        self.language().is_some()
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::Label(_) => "label",
            Self::Description(_) => "description",
            Self::Since => "since",
            Self::Formerly => "formerly",
            Self::DeprecatedSince => "deprecated since",
            Self::ReplacedBy => "replaced by",
            Self::Reason(_) => "reason",
            Self::Matches => "matches",
        })?;
        match self.language().filter(|language| *language != ENGLISH) {
            Some(language) => write!(f, " ({language})"),
            None => Ok(()),
        }
    }
}
