//! The code directories.

mod identifier_type;
mod marital_status;

pub use self::identifier_type::*;
pub use self::marital_status::*;

pub use dci_types::common::{
    AckStatus, Action, ApiErrorCodesCommon, ApiErrorCodesSearchOnSearch,
    ApiErrorCodesStatusOnStatus, ApiErrorCodesSubscribeUnsubscribe, AssistanceUnit,
    Condition, Country, Currency, DisabilityType, EducationLevel, EmploymentStatus,
    Ethnicity, EventType, FunctionalLimitationType, FunctionalLimitationsLevel,
    GrantType, IncomeLevel, KeyType, KeyUse, LanguageCode, Nationality, Occupation,
    OidcScope, Operator, PaymentStatus, QueryType, RecordType, RegistryType,
    RelationshipType, RequestStatus, Sex, SortOrder, StatusAttributeType,
    SubscriptionStatus, TokenType, TxnType, TxnTypeAnswer, VitalEvent,
};
