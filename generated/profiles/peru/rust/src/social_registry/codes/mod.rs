//! The code directories.

pub use dci_types::social_registry::{EventType, RecordType};
