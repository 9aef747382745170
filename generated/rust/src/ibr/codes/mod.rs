//! The code directories.

mod benefit_type;
mod contribution_type;
mod enrolled_status;
mod enrolment_status;
mod event_type;
mod institution_type;
mod legal_status;
mod programme_type;
mod receipt_type;
mod record_type;
mod recurrence_unit;
mod social_protection_functions;
mod txn_type_answer;
mod weekday;

pub use self::benefit_type::*;
pub use self::contribution_type::*;
pub use self::enrolled_status::*;
pub use self::enrolment_status::*;
pub use self::event_type::*;
pub use self::institution_type::*;
pub use self::legal_status::*;
pub use self::programme_type::*;
pub use self::receipt_type::*;
pub use self::record_type::*;
pub use self::recurrence_unit::*;
pub use self::social_protection_functions::*;
pub use self::txn_type_answer::*;
pub use self::weekday::*;
