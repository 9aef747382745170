//! The data objects.

mod group;
mod identifier;
mod identifier_type_value;
mod member;
mod on_subscribe_envelope;
mod person;
mod related_person;
mod search_criteria;
mod search_envelope;
mod search_request;
mod search_request_item;
mod subscribe_criteria;
mod subscribe_envelope;
mod subscribe_request;
mod subscribe_request_item;
mod subscribe_response;
mod subscribe_response_item;
mod subscription_info;
mod txn_on_status_envelope;
mod txn_status_answer;
mod txn_status_response;

pub use self::group::*;
pub use self::identifier::*;
pub use self::identifier_type_value::*;
pub use self::member::*;
pub use self::on_subscribe_envelope::*;
pub use self::person::*;
pub use self::related_person::*;
pub use self::search_criteria::*;
pub use self::search_envelope::*;
pub use self::search_request::*;
pub use self::search_request_item::*;
pub use self::subscribe_criteria::*;
pub use self::subscribe_envelope::*;
pub use self::subscribe_request::*;
pub use self::subscribe_request_item::*;
pub use self::subscribe_response::*;
pub use self::subscribe_response_item::*;
pub use self::subscription_info::*;
pub use self::txn_on_status_envelope::*;
pub use self::txn_status_answer::*;
pub use self::txn_status_response::*;

pub use dci_types::common::{
    AckMessage, Acknowledgement, Address, AttributeNameValue, Authorize,
    CallbackEnvelope, CallbackEnvelopeMessage, ClientTokenFailure, ClientTokenRequest,
    ClientTokenResponse, Consent, DisabilityInfo, EncryptedHeader, EncryptedMessage,
    Error, EventFrequency, ExpPredicate, ExpPredicateWithCondition, ExpTemplate,
    GeoLocation, GeoShape, GooglePlusCode, HttpErrorResponse, JsonWebKey, JsonWebKeySet,
    LatLong, Location, LocationHierarchy, LocationIdentifier, MsgCallbackHeader,
    MsgHeader, Name, NotifyData, NotifyEnvelope, NotifyEnvelopeMessage, NotifyEventItem,
    NotifyEventRequest, OnSearchEnvelope, OnSearchEnvelopeMessage, OnUnsubscribeEnvelope,
    OnUnsubscribeEnvelopeMessage, Pagination, PaginationRequest, Place, PlusCodeBounds,
    PlusCodeGeometry, Purpose, RequestEnvelope, RequestEnvelopeMessage, SearchData,
    SearchResponse, SearchResponseItem, SearchSort, SubscriptionState, TxnStatusEnvelope,
    TxnStatusEnvelopeMessage, TxnStatusQuery, TxnStatusQueryAttributeValue,
    TxnStatusRequest, UnsubscribeEnvelope, UnsubscribeEnvelopeMessage,
    UnsubscribeRequest, UnsubscribeResponse,
};
