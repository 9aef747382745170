use dci_macros::DataObject;
use dci_runtime::Extra;

#[derive(Clone, Debug, DataObject)]
struct House {
    rooms: Option<i64>,
    extra: Extra,
}

fn main() {}
