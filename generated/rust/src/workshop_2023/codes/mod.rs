//! The code directories.

mod education_level;
mod gender;
mod marital_status;
mod relationship_type;

pub use self::education_level::*;
pub use self::gender::*;
pub use self::marital_status::*;
pub use self::relationship_type::*;
