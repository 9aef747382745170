//! The code directories.

mod animal_assistance_type;
mod assistive_technology_type;
mod disability_onset;
mod disability_status;
mod disability_status_level;
mod disabled_status;
mod event_type;
mod housing_support_type;
mod housing_type;
mod human_assistance_type;
mod impairment_cause;
mod impairment_level;
mod impairment_type;
mod medical_care_type;
mod record_type;
mod support_frequency;
mod support_status;
mod transport_requirement;

pub use self::animal_assistance_type::*;
pub use self::assistive_technology_type::*;
pub use self::disability_onset::*;
pub use self::disability_status::*;
pub use self::disability_status_level::*;
pub use self::disabled_status::*;
pub use self::event_type::*;
pub use self::housing_support_type::*;
pub use self::housing_type::*;
pub use self::human_assistance_type::*;
pub use self::impairment_cause::*;
pub use self::impairment_level::*;
pub use self::impairment_type::*;
pub use self::medical_care_type::*;
pub use self::record_type::*;
pub use self::support_frequency::*;
pub use self::support_status::*;
pub use self::transport_requirement::*;
