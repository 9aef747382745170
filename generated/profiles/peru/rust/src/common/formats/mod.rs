//! The data formats.

pub use dci_types::common::{
    Base64url, CorrelationId, Count, CountryCode, CurrencyAmount, DateTime, Distance,
    Email, PageNumber, PhoneNumber, ReasonMessage, ReferenceId, Scope, Signature,
    SubscriptionCode, Timestamp, TransactionId, Uri, Version,
};
