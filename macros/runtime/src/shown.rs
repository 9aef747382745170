//! What is shown of a value for programmers: what tells nothing about a person, unless all is asked for.

use std::fmt;

use serde::Serialize;

use crate::definition::Sensitivity;

/// A value with everything that it holds, for whoever may see that: as JSON, over several lines with `{:#?}` and `{:#}`.
///
/// `Debug` of a data object shows the attributes that are labelled `public`, and of all others the label: `<personal>`,
/// `<sensitive>`, `<unlabelled>`. So a log has no data about people in it by mistake.
///
/// ```
/// use dci_runtime::Shown;
///
/// assert_eq!(format!("{:?}", Shown(&["Amina"])), r#"["Amina"]"#);
/// ```
#[derive(Clone, Copy)]
pub struct Shown<'a, T: ?Sized>(pub &'a T);

impl<T: Serialize + ?Sized> fmt::Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = if f.alternate() { serde_json::to_string_pretty(self.0) } else { serde_json::to_string(self.0) };
        f.write_str(&json.map_err(|_| fmt::Error)?)
    }
}

impl<T: Serialize + ?Sized> fmt::Display for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// What stands in the place of an attribute that must not be shown, for the code that derives make.
#[doc(hidden)]
pub struct Hidden(pub Sensitivity);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0)
    }
}
