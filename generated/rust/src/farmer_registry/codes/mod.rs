//! The code directories.

mod agri_support_activities;
mod animals;
mod aqua_support_activities;
mod aquaculture;
mod crop_activities;
mod crop_type;
mod crops_end_use;
mod equipment_source;
mod event_type;
mod farm_type;
mod fertiliser_type;
mod forest_activities;
mod irrigation_water;
mod land_tenure;
mod livestock_system;
mod machineries;
mod measurement_unit;
mod record_type;

pub use self::agri_support_activities::*;
pub use self::animals::*;
pub use self::aqua_support_activities::*;
pub use self::aquaculture::*;
pub use self::crop_activities::*;
pub use self::crop_type::*;
pub use self::crops_end_use::*;
pub use self::equipment_source::*;
pub use self::event_type::*;
pub use self::farm_type::*;
pub use self::fertiliser_type::*;
pub use self::forest_activities::*;
pub use self::irrigation_water::*;
pub use self::land_tenure::*;
pub use self::livestock_system::*;
pub use self::machineries::*;
pub use self::measurement_unit::*;
pub use self::record_type::*;
