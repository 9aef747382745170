//! Code directories: how an enum stands for a list of codes.

use std::error::Error;
use std::fmt;

use crate::definition::DirectoryDef;
use crate::expected;

/// A code directory of the standard; derived with `#[derive(CodeDirectory)]`.
///
/// `Display`, `FromStr`, `TryFrom<&str>`, `Serialize` and `Deserialize` come with the derive, and use the code.
pub trait CodeDirectory: Sized + Clone + 'static {
    /// Every code that the directory lists, in its order.
    const ALL: &'static [Self];

    /// What the standard says about it.
    fn definition() -> &'static DirectoryDef;

    /// The place of the code among [`ALL`](Self::ALL), or the text of a code that the directory does not list; the code that
    /// `derive` makes.
    #[doc(hidden)]
    fn listed(&self) -> Result<usize, &str>;

    /// A code that the directory does not list; the code that `derive` makes. Nothing where the directory is closed.
    #[doc(hidden)]
    fn unlisted(code: &str) -> Option<Self>;

    /// The code, as it stands on the wire.
    fn code(&self) -> &str {
        match self.listed() {
            Ok(position) => Self::definition().codes[position].code,
            Err(code) => code,
        }
    }

    /// The label for people; of a code that the directory does not list, the code itself.
    fn label(&self) -> &str {
        match self.listed() {
            Ok(position) => Self::definition().codes[position].label,
            Err(code) => code,
        }
    }

    /// Whether the directory lists the code. It always does where it is closed.
    fn is_listed(&self) -> bool {
        self.listed().is_ok()
    }

    /// The value of a code. An extensible directory takes any text but the empty one.
    fn from_code(code: &str) -> Result<Self, UnknownCode> {
        let definition = Self::definition();
        let value = match definition.position(code) {
            Some(position) => Self::ALL.get(position).cloned(),
            None if code.is_empty() => None,
            None => Self::unlisted(code),
        };
        value.ok_or_else(|| UnknownCode { expected: expected::known_codes(definition, code, false) })
    }
}

/// A text that is no code of a directory. The message does not repeat it, nor say which code is close to it: a code may be about a
/// person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    expected: String,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.expected)
    }
}

impl Error for UnknownCode {}
