//! The spanned mirror of the YAML, seen by `load` and `resolve` alone.
//!
//! [`tree`] turns text into nodes that know their place, [`read`] turns nodes into the definitions declared in
//! [`definition`] and [`settings`]; both go on past a fault and report all of them.

pub(crate) mod definition;
pub(crate) mod read;
pub(crate) mod settings;
pub(crate) mod tree;

pub(crate) use definition::*;
pub(crate) use settings::*;
