//! Derives for the types of the DCI social-protection standards.
//!
//! The generated types of `dci-types` use them, and so may types of one's own. A definition stands in the Rust item itself: the
//! first line of its documentation is its title, the type of a field is its type and cardinality.
//!
//! ```
//! use dci_macros::{Choice, CodeDirectory, DataFormat, DataObject};
//! use dci_runtime::{CodeDirectory as _, DataFormat as _, DataObject as _, Extra, Shown};
//!
//! /// Kind of roof
//! #[derive(Clone, Debug, PartialEq, CodeDirectory)]
//! #[dci(id = "CD.XX.01", name = "roof")]
//! enum Roof {
//!     /// Thatched roof
//!     #[dci(code = "1")]
//!     Thatch,
//!     /// Sheets of metal
//!     #[dci(code = "2")]
//!     Metal,
//!     /// A code that the directory does not list: it may be added to.
//!     #[dci(unlisted)]
//!     Other(String),
//! }
//!
//! /// Number of a house
//! #[derive(Clone, Debug, PartialEq, DataFormat)]
//! #[dci(id = "DF.XX.01", name = "house_number", pattern = "^[0-9]+[a-z]?$", example = "12b")]
//! struct HouseNumber(String);
//!
//! /// House
//! #[derive(Clone, PartialEq, DataObject)]
//! #[dci(id = "DO.XX.01")]
//! struct House {
//!     number: HouseNumber,
//!     #[dci(public)]
//!     roof: Option<Roof>,
//!     #[dci(personal)]
//!     rented: bool,
//!     /// What `rented` tells: names of tenants, or the owner.
//!     #[dci(by = "rented", personal)]
//!     people: People,
//!     extra: Extra,
//! }
//!
//! #[derive(Clone, Debug, PartialEq, Choice)]
//! enum People {
//!     #[dci(when = true)]
//!     Tenants(Vec<String>),
//!     #[dci(when = false, default)]
//!     Owner(String),
//! }
//!
//! let text = r#"{"number":"12b","roof":"2","rented":true,"people":["Amina"],"colour":"blue"}"#;
//! let house = House::from_json(text)?;
//! assert_eq!(house.roof.as_ref().map(|roof| roof.label()), Some("Sheets of metal"));
//! assert_eq!(house.people, People::Tenants(vec!["Amina".to_owned()]));
//! assert_eq!(house.to_json()?, text);
//!
//! let error = House::from_json(r#"{"number": 12, "rented": false, "people": []}"#).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "/number: expected a text DF.XX.01 house_number (such as `12b`), found a number (type)\n\
//!      /people: at most one value is allowed (1..1): expected a text, found a list, because of what `rented` says (choice)"
//! );
//!
//! // What is about people stays out of logs.
//! assert_eq!(
//!     format!("{house:?}"),
//!     "House { number: <unlabelled>, roof: Some(Metal), rented: <personal>, people: <personal>, \
//!      extra: Extra { keywords: 0, unknown: 1 } }"
//! );
//! assert_eq!(format!("{:?}", Shown(&house)), text);
//! # Ok::<(), dci_runtime::ReadError>(())
//! ```

mod attribute;
mod choice;
mod code_directory;
mod data_format;
mod data_object;
mod expand;
#[cfg(feature = "standard")]
mod standard;

use proc_macro::TokenStream;

/// Makes an enum a code directory: `code()`, `label()`, `ALL`, `FromStr`, `TryFrom<&str>`, `Display`, and reading and writing with serde.
///
/// On the enum: `id`, `name`, and `title` where it is not the first line of the documentation. On each variant: `code`, and `label` where it
/// is not the first line of the documentation. A variant `#[dci(unlisted)] Other(String)` keeps codes that are not listed and makes
/// the directory extensible.
#[proc_macro_derive(CodeDirectory, attributes(dci))]
pub fn code_directory(input: TokenStream) -> TokenStream {
    expand::derive(input, code_directory::expand)
}

/// Makes a struct a data object: reading that reports every violation, `validate()`, writing that loses nothing, and `Debug` that shows
/// nothing about people.
///
/// On the struct: `id`; `name` and `title` where they are not the name of the struct and the first line of its documentation;
/// `fixed("header.action" = "search")` for codes that are settled. On a field: `name` where it is not the name on the wire, and
/// `by = "query_type"` where the field holds a choice, which that attribute tells; `public`, `personal` or `sensitive` for what somebody may
/// do who learns it. `Debug` shows what is `public`, and of all else the label; `dci_runtime::Shown` shows everything. One field must be of the type `Extra`, so that no
/// attribute of a payload is lost.
#[proc_macro_derive(DataObject, attributes(dci))]
pub fn data_object(input: TokenStream) -> TokenStream {
    expand::derive(input, data_object::expand)
}

/// Makes a struct of one `String`, `i64` or `Decimal` a data format: `new` and `FromStr` refuse what does not have its form.
///
/// On the struct: `id`, `name`, and any of `title`, `pattern`, `min_length`, `max_length`, `minimum`, `maximum`, `example`.
#[proc_macro_derive(DataFormat, attributes(dci))]
pub fn data_format(input: TokenStream) -> TokenStream {
    expand::derive(input, data_format::expand)
}

/// Makes an enum a choice: an attribute that holds one of several types, which another attribute tells.
///
/// On each variant: `when = "code"`, `when("code", "other code")` or `when = true`; and `default` on the one that also holds where the other
/// attribute is absent.
#[proc_macro_derive(Choice, attributes(dci))]
pub fn choice(input: TokenStream) -> TokenStream {
    expand::derive(input, choice::expand)
}

/// Turns the YAML definitions of a standard of one's own into types, in a module for each interface.
///
/// ```ignore
/// dci_types::standard! {
///     spec = "spec",                        // the folder of standard.yaml, seen from Cargo.toml
///     only = ["CD.XX.01", "household"],     // ids or names; without `only`: everything
/// }
///
/// let group: household_registry::EthnicGroup = "3".parse()?;
/// ```
///
/// What the chosen definitions need comes with them. The definitions are checked as `dci check` does; whatever is wrong is an
/// error of the compiler that names the YAML file and the line. A changed file is compiled again; a new file is found when the file that
/// calls this macro, or any file of the standard, changes.
#[cfg(feature = "standard")]
#[proc_macro]
pub fn standard(input: TokenStream) -> TokenStream {
    standard::expand(input)
}
