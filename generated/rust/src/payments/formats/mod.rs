//! The data formats.

mod amount;
mod financial_address;
mod person_id;

pub use self::amount::*;
pub use self::financial_address::*;
pub use self::person_id::*;
