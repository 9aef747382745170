//! The data objects.

mod biometric_data;
mod on_search_envelope;
mod person;
mod search_criteria;
mod search_data;
mod search_envelope;
mod search_request;
mod search_request_item;
mod search_response;
mod search_response_item;
mod subscribe_response;
mod subscribe_response_item;
mod subscription_info;
mod txn_on_status_envelope;
mod txn_status_answer;
mod txn_status_response;

pub use self::biometric_data::*;
pub use self::on_search_envelope::*;
pub use self::person::*;
pub use self::search_criteria::*;
pub use self::search_data::*;
pub use self::search_envelope::*;
pub use self::search_request::*;
pub use self::search_request_item::*;
pub use self::search_response::*;
pub use self::search_response_item::*;
pub use self::subscribe_response::*;
pub use self::subscribe_response_item::*;
pub use self::subscription_info::*;
pub use self::txn_on_status_envelope::*;
pub use self::txn_status_answer::*;
pub use self::txn_status_response::*;
