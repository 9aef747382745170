use dci_macros::DataObject;
use dci_runtime::Extra;

#[derive(Clone, DataObject)]
#[dci(id = "DO.XX.01")]
struct House {
    rooms: Option<i64>,
    #[dci(name = "rooms")]
    halls: Option<i64>,
    extra: Extra,
}

fn main() {}
