//! The spanned mirror of the YAML, seen by `load`, `resolve` and the editing of `sheet` alone.
//!
//! [`tree`] turns text into nodes that know their place ([`syntax`] says in plain words what is no YAML); [`read`] and
//! [`values`] turn nodes into the definitions declared in [`definition`] and [`settings`]. All go on past a fault and report every one.

pub(crate) mod characters;
pub(crate) mod definition;
pub(crate) mod head;
mod profile;
pub(crate) mod read;
pub(crate) mod settings;
mod syntax;
pub(crate) mod tree;
pub(crate) mod values;

pub(crate) use definition::*;
pub(crate) use profile::*;
pub(crate) use settings::*;
