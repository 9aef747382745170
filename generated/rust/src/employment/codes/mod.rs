//! The code directories.

mod employment_type;
mod enrolment_status;
mod event_type;
mod record_type;
mod unemployment_reason;

pub use self::employment_type::*;
pub use self::enrolment_status::*;
pub use self::event_type::*;
pub use self::record_type::*;
pub use self::unemployment_reason::*;
