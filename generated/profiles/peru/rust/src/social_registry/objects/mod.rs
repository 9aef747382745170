//! The data objects.

mod group;
mod member;
mod notify_data;
mod notify_envelope;
mod notify_event_item;
mod notify_event_request;
mod on_search_envelope;
mod person;
mod search_data;
mod search_response;
mod search_response_item;
mod txn_on_status_envelope;
mod txn_status_answer;
mod txn_status_response;

pub use self::group::*;
pub use self::member::*;
pub use self::notify_data::*;
pub use self::notify_envelope::*;
pub use self::notify_event_item::*;
pub use self::notify_event_request::*;
pub use self::on_search_envelope::*;
pub use self::person::*;
pub use self::search_data::*;
pub use self::search_response::*;
pub use self::search_response_item::*;
pub use self::txn_on_status_envelope::*;
pub use self::txn_status_answer::*;
pub use self::txn_status_response::*;

pub use dci_types::social_registry::{
    OnSubscribeEnvelope, OnSubscribeEnvelopeMessage, SearchCriteria, SearchEnvelope,
    SearchEnvelopeMessage, SearchRequest, SearchRequestItem, SubscribeCriteria,
    SubscribeEnvelope, SubscribeEnvelopeMessage, SubscribeRequest, SubscribeRequestItem,
    SubscribeResponse, SubscribeResponseItem, SubscriptionInfo,
};
