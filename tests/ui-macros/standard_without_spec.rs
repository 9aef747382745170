dci_types::standard! {
    only = ["CD.XX.01"],
}

fn main() {}
