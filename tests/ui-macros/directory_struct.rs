use dci_macros::CodeDirectory;

#[derive(Clone, CodeDirectory)]
#[dci(id = "CD.XX.01", name = "roof")]
struct Roof(String);

fn main() {}
