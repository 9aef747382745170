//! The code directories.

mod disburse_status_reason_code;
mod link_status_reason_code;
mod payment_status_attribute_type;
mod payment_txn_type;
mod payment_txn_type_answer;
mod resolve_scope;
mod resolve_status_reason_code;
mod unlink_status_reason_code;
mod update_status_reason_code;

pub use self::disburse_status_reason_code::*;
pub use self::link_status_reason_code::*;
pub use self::payment_status_attribute_type::*;
pub use self::payment_txn_type::*;
pub use self::payment_txn_type_answer::*;
pub use self::resolve_scope::*;
pub use self::resolve_status_reason_code::*;
pub use self::unlink_status_reason_code::*;
pub use self::update_status_reason_code::*;
