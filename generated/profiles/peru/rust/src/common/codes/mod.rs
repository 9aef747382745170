//! The code directories.

pub use dci_types::common::{
    AckStatus, Action, ApiErrorCodesCommon, ApiErrorCodesSearchOnSearch,
    ApiErrorCodesStatusOnStatus, ApiErrorCodesSubscribeUnsubscribe, AssistanceUnit,
    Condition, Country, Currency, DisabilityType, EducationLevel, EmploymentStatus,
    Ethnicity, EventType, FunctionalLimitationType, FunctionalLimitationsLevel,
    GrantType, IdentifierType, IncomeLevel, KeyType, KeyUse, LanguageCode, MaritalStatus,
    Nationality, Occupation, OidcScope, Operator, PaymentStatus, QueryType, RecordType,
    RegistryType, RelationshipType, RequestStatus, Sex, SortOrder, StatusAttributeType,
    SubscriptionStatus, TokenType, TxnType, TxnTypeAnswer, VitalEvent,
};
