dci_types::standard! {
    spec = "spec",
    just = ["CD.XX.01"],
}

fn main() {}
