use dci_macros::CodeDirectory;

#[derive(Clone, CodeDirectory)]
#[dci(id = "CD.XX.01", name = "roof")]
enum Roof {
    Thatch,
    #[dci(code = "2")]
    Metal,
}

fn main() {}
