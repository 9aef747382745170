//! The data objects.

mod address;
mod group;
mod member;
mod person;
mod related_person;

pub use self::address::*;
pub use self::group::*;
pub use self::member::*;
pub use self::person::*;
pub use self::related_person::*;

pub use dci_types::common::{
    AckMessage, Acknowledgement, AttributeNameValue, Authorize, CallbackEnvelope,
    CallbackEnvelopeMessage, ClientTokenFailure, ClientTokenRequest, ClientTokenResponse,
    Consent, DisabilityInfo, EncryptedHeader, EncryptedMessage, Error, EventFrequency,
    ExpPredicate, ExpPredicateWithCondition, ExpTemplate, GeoLocation, GeoShape,
    GooglePlusCode, HttpErrorResponse, Identifier, IdentifierTypeValue, JsonWebKey,
    JsonWebKeySet, LatLong, Location, LocationHierarchy, LocationIdentifier,
    MsgCallbackHeader, MsgHeader, Name, NotifyData, NotifyEnvelope,
    NotifyEnvelopeMessage, NotifyEventItem, NotifyEventRequest, OnSearchEnvelope,
    OnSearchEnvelopeMessage, OnSubscribeEnvelope, OnSubscribeEnvelopeMessage,
    OnUnsubscribeEnvelope, OnUnsubscribeEnvelopeMessage, Pagination, PaginationRequest,
    Place, PlusCodeBounds, PlusCodeGeometry, Purpose, RequestEnvelope,
    RequestEnvelopeMessage, SearchCriteria, SearchCriteriaQuery, SearchData,
    SearchEnvelope, SearchEnvelopeMessage, SearchRequest, SearchRequestItem,
    SearchResponse, SearchResponseItem, SearchSort, SubscribeCriteria,
    SubscribeCriteriaFilter, SubscribeEnvelope, SubscribeEnvelopeMessage,
    SubscribeRequest, SubscribeRequestItem, SubscribeResponse, SubscribeResponseItem,
    SubscriptionInfo, SubscriptionInfoFilter, SubscriptionState, TxnOnStatusEnvelope,
    TxnOnStatusEnvelopeMessage, TxnStatusAnswer, TxnStatusAnswerTxnStatus,
    TxnStatusEnvelope, TxnStatusEnvelopeMessage, TxnStatusQuery,
    TxnStatusQueryAttributeValue, TxnStatusRequest, TxnStatusResponse,
    UnsubscribeEnvelope, UnsubscribeEnvelopeMessage, UnsubscribeRequest,
    UnsubscribeResponse,
};
