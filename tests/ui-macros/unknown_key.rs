use dci_macros::CodeDirectory;

#[derive(Clone, CodeDirectory)]
#[dci(id = "CD.XX.01", nam = "roof")]
enum Roof {
    #[dci(code = "1")]
    Thatch,
}

fn main() {}
