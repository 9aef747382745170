use dci_macros::DataFormat;

#[derive(Clone, DataFormat)]
#[dci(id = "DF.XX.01", name = "height")]
struct Height(f64);

fn main() {}
