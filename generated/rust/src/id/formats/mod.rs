//! The data formats.

mod base64;

pub use self::base64::*;
