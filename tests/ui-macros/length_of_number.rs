use dci_macros::DataFormat;

#[derive(Clone, DataFormat)]
#[dci(id = "DF.XX.01", name = "rooms", min_length = 1)]
struct Rooms(i64);

fn main() {}
