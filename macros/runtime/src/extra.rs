//! What a payload carries beyond the definition: keywords of JSON-LD, and attributes that countries add.

use std::fmt;

use serde_json::{Map, Value};

/// The members of a JSON object that its definition does not know, in their order.
///
/// ```
/// use dci_runtime::Extra;
///
/// let mut extra = Extra::default();
/// extra.insert("chiefdom", "Kuranko");
/// extra.insert("@type", "Member");
/// assert_eq!(extra.types().collect::<Vec<_>>(), ["Member"]);
/// assert_eq!(extra.get("chiefdom").and_then(|value| value.as_str()), Some("Kuranko"));
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Extra {
    // Most objects carry nothing: one pointer then.
    inner: Option<Box<Inner>>,
}

#[derive(Clone, Default, PartialEq)]
struct Inner {
    members: Map<String, Value>,
    /// Attributes that were read as `[]`. A `Vec` cannot tell an empty list from an absent one, but a payload whose
    /// signature is checked must be written as it was read.
    empty: Vec<&'static str>,
}

impl Extra {
    /// The value of a member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.inner.as_ref()?.members.get(name)
    }

    /// Adds a member, or replaces it; returns what was there before.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.inner.get_or_insert_default().members.insert(name.into(), value.into())
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.inner.as_mut()?.members.shift_remove(name)
    }

    /// Every member, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.inner.iter().flat_map(|inner| &inner.members).map(|(name, value)| (name.as_str(), value))
    }

    /// Whether there are no members.
    pub fn is_empty(&self) -> bool {
        self.inner.as_ref().is_none_or(|inner| inner.members.is_empty())
    }

    /// The keywords of JSON-LD: members whose names begin with `@`. They are written first.
    pub fn keywords(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.iter().filter(|(name, _)| name.starts_with('@'))
    }

    /// All other members. They are written last.
    pub fn unknown(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.iter().filter(|(name, _)| !name.starts_with('@'))
    }

    /// `@context`: what the names mean.
    pub fn context(&self) -> Option<&Value> {
        self.get("@context")
    }

    /// `@id`: the address of the thing described.
    pub fn id(&self) -> Option<&str> {
        self.get("@id")?.as_str()
    }

    /// `@type`: the classes of the thing described, be they written as one or as a list.
    pub fn types(&self) -> impl Iterator<Item = &str> {
        let (one, list) = match self.get("@type") {
            Some(Value::Array(list)) => (None, list.as_slice()),
            Some(one) => (one.as_str(), [].as_slice()),
            None => (None, [].as_slice()),
        };
        one.into_iter().chain(list.iter().filter_map(Value::as_str))
    }

    /// All members at once, which takes no second copy of them.
    pub(crate) fn put(&mut self, members: Map<String, Value>) {
        if !members.is_empty() {
            self.inner.get_or_insert_default().members = members;
        }
    }

    pub(crate) fn note_empty(&mut self, name: &'static str) {
        self.inner.get_or_insert_default().empty.push(name);
    }

    pub(crate) fn was_empty(&self, name: &str) -> bool {
        self.inner.as_ref().is_some_and(|inner| inner.empty.contains(&name))
    }
}

/// How many members there are: what they are called and hold may be about a person.
impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (keywords, unknown) = (self.keywords().count(), self.unknown().count());
        f.debug_struct("Extra").field("keywords", &keywords).field("unknown", &unknown).finish()
    }
}

impl<N: Into<String>> FromIterator<(N, Value)> for Extra {
    fn from_iter<I: IntoIterator<Item = (N, Value)>>(members: I) -> Self {
        let mut extra = Self::default();
        for (name, value) in members {
            extra.insert(name, value);
        }
        extra
    }
}
