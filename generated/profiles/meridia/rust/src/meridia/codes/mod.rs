//! The code directories.

mod income_band;

pub use self::income_band::*;
