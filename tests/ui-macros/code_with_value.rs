use dci_macros::CodeDirectory;

#[derive(Clone, CodeDirectory)]
#[dci(id = "CD.XX.01", name = "roof")]
enum Roof {
    #[dci(code = "1")]
    Thatch,
    Other(String),
}

fn main() {}
