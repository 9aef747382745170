//! The data formats.

mod clan_house;

pub use self::clan_house::*;
