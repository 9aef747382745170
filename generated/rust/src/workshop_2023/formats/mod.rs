//! The data formats.

mod day;
mod hour;
mod minute;
mod month;
mod second;
mod year;

pub use self::day::*;
pub use self::hour::*;
pub use self::minute::*;
pub use self::month::*;
pub use self::second::*;
pub use self::year::*;
