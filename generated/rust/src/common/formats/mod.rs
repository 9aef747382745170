//! The data formats.

mod correlation_id;
mod count;
mod country_code;
mod currency_amount;
mod date_time;
mod distance;
mod email;
mod page_number;
mod phone_number;
mod reason_message;
mod reference_id;
mod signature;
mod subscription_code;
mod timestamp;
mod transaction_id;
mod uri;
mod version;

pub use self::correlation_id::*;
pub use self::count::*;
pub use self::country_code::*;
pub use self::currency_amount::*;
pub use self::date_time::*;
pub use self::distance::*;
pub use self::email::*;
pub use self::page_number::*;
pub use self::phone_number::*;
pub use self::reason_message::*;
pub use self::reference_id::*;
pub use self::signature::*;
pub use self::subscription_code::*;
pub use self::timestamp::*;
pub use self::transaction_id::*;
pub use self::uri::*;
pub use self::version::*;
