use dci_macros::Choice;

#[derive(Clone, Choice)]
enum People {
    #[dci(when = 1)]
    Tenants(Vec<String>),
}

fn main() {}
