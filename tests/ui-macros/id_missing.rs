use dci_macros::DataObject;
use dci_runtime::Extra;

#[derive(Clone, DataObject)]
struct House {
    rooms: Option<i64>,
    extra: Extra,
}

fn main() {}
