//! The data formats.

mod positive_integer;

pub use self::positive_integer::*;
