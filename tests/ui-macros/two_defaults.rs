use dci_macros::Choice;

#[derive(Clone, Choice)]
enum People {
    #[dci(when = true, default)]
    Tenants(Vec<String>),
    #[dci(when = false, default)]
    Owner(String),
}

fn main() {}
