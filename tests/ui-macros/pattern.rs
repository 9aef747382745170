use dci_macros::DataFormat;

#[derive(Clone, DataFormat)]
#[dci(id = "DF.XX.01", name = "house_number", pattern = "^[0-9+$")]
struct HouseNumber(String);

fn main() {}
