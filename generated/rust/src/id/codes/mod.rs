//! The code directories.

mod data_type;
mod event_type;
mod r#type;
mod record_type;

pub use self::data_type::*;
pub use self::event_type::*;
pub use self::r#type::*;
pub use self::record_type::*;
