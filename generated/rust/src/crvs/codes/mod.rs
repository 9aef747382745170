//! The code directories.

mod event_type;
mod record_type;

pub use self::event_type::*;
pub use self::record_type::*;
