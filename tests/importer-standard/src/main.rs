//! The household survey of a country: its own code list and its own data object, from YAML.

use dci_types::prelude::*;

dci_types::standard! {
    spec = "spec",
    only = ["CD.NHS.01", "Dwelling"],
}

use household_survey::{Dwelling, DwellingWater, EthnicGroup, HouseNumber, Well};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for group in EthnicGroup::ALL {
        println!("{group} {}", group.label());
    }
    let number: HouseNumber = "12b".parse()?;
    let dwelling = Dwelling {
        water: Some(DwellingWater::Well(Well { depth: Some("15 m".to_owned()), ..Well::default() })),
        water_from_well: Some(true),
        ..Dwelling::new(number, vec![EthnicGroup::Mende, EthnicGroup::Unlisted("99".to_owned())].try_into()?)
    };
    dwelling.validate()?;
    println!("{}", dwelling.to_json()?);
    println!("{}", Dwelling::from_json(r#"{"number": "twelve", "groups": ["mende", ""]}"#).unwrap_err());
    Ok(())
}
