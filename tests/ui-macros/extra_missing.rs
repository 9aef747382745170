use dci_macros::DataObject;

#[derive(Clone, DataObject)]
#[dci(id = "DO.XX.01")]
struct House {
    rooms: Option<i64>,
}

fn main() {}
