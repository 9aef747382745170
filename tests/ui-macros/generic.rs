use dci_macros::DataObject;
use dci_runtime::Extra;

#[derive(Clone, DataObject)]
#[dci(id = "DO.XX.01")]
struct Envelope<T> {
    message: T,
    extra: Extra,
}

fn main() {}
