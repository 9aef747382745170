//! The closed vocabularies of the YAML: each word once, with what it means.
//!
//! Reading, the model, the editor schema and the documentation all take the words from here.

use std::borrow::Cow;
use std::fmt;

/// A type whose values are words.
pub trait Keyword: Copy + Sized + 'static {
    /// What the type is called in a message, with its article: "a stage".
    const WHAT: &'static str;
    /// Every word, its value and its meaning.
    const ALL: &'static [(&'static str, Self, &'static str)];

    /// The value of a word.
    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _, _)| *name == word).map(|(_, value, _)| *value)
    }
}

macro_rules! keywords {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident, $what:literal { $($(#[doc = $meaning:literal])+ $variant:ident = $word:literal,)+ }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[doc = $meaning])+ $variant,)+
        }

        impl $name {
            /// The word as it stands in the YAML.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl Keyword for $name {
            const WHAT: &'static str = $what;
            const ALL: &'static [(&'static str, Self, &'static str)] =
                &[$(($word, Self::$variant, concat!($($meaning),+)),)+];
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let words: Vec<serde_json::Value> = Self::ALL
                    .iter()
                    .map(|(word, _, meaning)| serde_json::json!({"const": word, "description": meaning.trim()}))
                    .collect();
                schemars::json_schema!({"oneOf": words})
            }
        }
    )+};
}

keywords! {
    /// How far a definition has come.
    Stage, "a stage" {
        /// Somebody suggests it.
        Proposed = "proposed",
        /// A drafting group works on it.
        Draft = "draft",
        /// The committee or the public reviews it.
        Review = "review",
        /// It holds.
        Endorsed = "endorsed",
        /// It holds, but is on its way out.
        Deprecated = "deprecated",
        /// It does not hold any more.
        Retired = "retired",
    }

    /// Whether a code directory may be added to.
    Binding, "a binding" {
        /// Only these codes.
        Closed = "closed",
        /// A country may add codes of its own.
        Extensible = "extensible",
    }

    /// How many values an attribute has.
    Cardinality, "a cardinality" {
        /// None or one.
        ZeroOrOne = "0..1",
        /// Exactly one.
        One = "1..1",
        /// Any number, none included.
        ZeroOrMore = "0..*",
        /// At least one.
        OneOrMore = "1..*",
        /// None: it must not be there.
        Zero = "0..0",
    }

    /// How much harm the disclosure of an attribute can do.
    Sensitivity, "a sensitivity" {
        /// Says nothing about a person.
        Public = "public",
        /// Is about a person.
        Personal = "personal",
        /// Can do a person harm when it is known.
        Sensitive = "sensitive",
    }

    /// How request and answer belong together.
    Pattern, "a pattern" {
        /// The request is acknowledged; the answer comes by the callback operation.
        Asynchronous = "asynchronous",
        /// The operation by which an answer or an event comes.
        Callback = "callback",
        /// The answer comes at once.
        Synchronous = "synchronous",
    }

    /// Who implements an operation.
    Provider, "a provider" {
        /// The registry.
        Registry = "registry",
        /// The system that asked the registry.
        Caller = "caller",
    }

    /// How a body is written.
    MediaType, "a media type" {
        /// As JSON.
        Json = "application/json",
        /// As the fields of an HTML form.
        Form = "application/x-www-form-urlencoded",
    }

    /// How a code relates to a code of another list.
    Relation, "a relation" {
        /// They mean the same.
        Exact = "exact",
        /// They mean nearly the same.
        Close = "close",
        /// The other one means more.
        Broader = "broader",
        /// The other one means less.
        Narrower = "narrower",
        /// They have to do with each other.
        Related = "related",
    }

    /// Where a definition was taken from.
    SourceKind, "a kind of source" {
        /// A page of the published GitBook.
        Gitbook = "gitbook",
        /// A JSON-LD file of spdci/schemas.
        JsonLd = "json-ld",
        /// An OpenAPI file of spdci/standards.
        Openapi = "openapi",
        /// A JSON Schema.
        JsonSchema = "json-schema",
        /// A workshop.
        Workshop = "workshop",
        /// This standard itself.
        Ours = "ours",
    }

    /// What kind of JSON value a data type is.
    Kind, "a kind" {
        /// Text.
        String = "string",
        /// A whole number within the range that every JSON reader keeps exactly.
        Integer = "integer",
        /// A number.
        Decimal = "decimal",
        /// True or false.
        Boolean = "boolean",
        /// A JSON object of any content.
        Object = "object",
        /// A list of any content.
        Array = "array",
        /// Any JSON value but null.
        Any = "any",
    }

    /// The HTTP method of an operation.
    Method, "a method" {
        /// Reads.
        Get = "GET",
        /// Sends.
        Post = "POST",
        /// Replaces.
        Put = "PUT",
        /// Removes.
        Delete = "DELETE",
    }
}

impl Cardinality {
    /// Whether at least one value is required.
    pub fn is_required(self) -> bool {
        matches!(self, Self::One | Self::OneOrMore)
    }

    /// Whether the value is a list.
    pub fn is_list(self) -> bool {
        matches!(self, Self::ZeroOrMore | Self::OneOrMore)
    }

    /// Whether every number of values that this one allows is allowed by another one.
    pub fn is_within(self, other: Self) -> bool {
        match self {
            Self::Zero => !other.is_required(),
            _ => {
                self.is_list() == other.is_list() && other != Self::Zero && (self.is_required() || !other.is_required())
            }
        }
    }
}

/// The greatest whole number that every JSON reader keeps exactly: integers lie between it and its negative.
pub const MAX_INTEGER: i64 = 9_007_199_254_740_991;

/// The same as a double, which keeps it.
pub(crate) const MAX_INTEGER_AS_DOUBLE: f64 = 9_007_199_254_740_991.0;
