use dci_macros::Choice;

#[derive(Clone, Choice)]
enum People {
    Tenants(Vec<String>),
    #[dci(when = false)]
    Owner(String),
}

fn main() {}
