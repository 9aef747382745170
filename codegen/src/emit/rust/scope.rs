//! What one file or module may call by a short name, and what it must import for that.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::names::{Names, choice_owner, module_name};
use crate::model::{DataObject, Definition, Id, Interface, Standard};

/// Where generated code finds what it stands on.
#[derive(Debug)]
pub(super) struct Paths {
    /// The module that holds the modules of the interfaces, seen from one of them.
    root: &'static str,
    /// The derives.
    macros: &'static str,
    /// The runtime.
    pub(super) runtime: &'static str,
    /// Whether derives must be told where the runtime is.
    pub(super) tell_runtime: bool,
}

/// The crate of types, which depends on runtime and derives itself.
pub(super) const IN_CRATE: Paths =
    Paths { root: "crate", macros: "dci_macros", runtime: "dci_runtime", tell_runtime: false };

/// A crate that depends on `dci-types` alone.
pub(super) const IN_MACRO: Paths =
    Paths { root: "super", macros: "::dci_types", runtime: "::dci_types::runtime", tell_runtime: true };

/// A file or module while it is made.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    pub(super) standard: &'a Standard,
    pub(super) names: &'a Names,
    pub(super) paths: &'static Paths,
    /// The module that holds the modules of the interfaces.
    root: String,
    /// The module, and the names of it that stand in this file.
    own_module: String,
    own: BTreeSet<String>,
    /// Imported names, with the path of the module that each comes from.
    imported: BTreeMap<String, String>,
}

impl<'a> Scope<'a> {
    /// A file of the crate, which defines these names of its interface.
    pub(super) fn file(
        standard: &'a Standard,
        names: &'a Names,
        interface: Id<Interface>,
        own: impl IntoIterator<Item = String>,
    ) -> Self {
        Self::new(standard, names, &IN_CRATE, interface, own.into_iter().collect())
    }

    /// A module that holds these definitions of an interface.
    pub(super) fn module(
        standard: &'a Standard,
        names: &'a Names,
        interface: Id<Interface>,
        definitions: &[Definition],
    ) -> Self {
        let mut own = BTreeSet::new();
        for &definition in definitions {
            own.insert(names.of(definition).to_owned());
            if let Definition::DataObject(id) = definition {
                own.extend(names.choices_of(id).map(str::to_owned));
            }
        }
        Self::new(standard, names, &IN_MACRO, interface, own)
    }

    fn new(
        standard: &'a Standard,
        names: &'a Names,
        paths: &'static Paths,
        interface: Id<Interface>,
        own: BTreeSet<String>,
    ) -> Self {
        let root = paths.root.to_owned();
        let own_module = format!("{root}::{}", module_name(&standard[interface]));
        Self { standard, names, paths, root, own_module, own, imported: BTreeMap::new() }
    }

    /// The module of the operations of the same interface.
    pub(super) fn operations(&self, own: impl IntoIterator<Item = String>) -> Self {
        // Inside the module of an interface, `super` is that interface.
        let root = if self.root == "super" { "super::super".to_owned() } else { self.root.clone() };
        Self {
            own_module: format!("{}::operations", self.own_module),
            own: own.into_iter().collect(),
            imported: BTreeMap::new(),
            root,
            ..*self
        }
    }

    /// The type of a definition.
    pub(super) fn definition(&mut self, definition: Definition) -> TokenStream {
        let interface = self.standard.meta(definition).interface;
        let name = self.names.of(definition).to_owned();
        self.in_interface(interface, &name)
    }

    /// The enum of a choice.
    pub(super) fn choice(&mut self, object: Id<DataObject>, attribute: &str) -> TokenStream {
        let owner = choice_owner(self.standard, object, attribute).unwrap_or(object);
        let interface = self.standard[owner].meta.interface;
        let name = self.names.of_choice(owner, attribute).to_owned();
        self.in_interface(interface, &name)
    }

    fn in_interface(&mut self, interface: Id<Interface>, name: &str) -> TokenStream {
        let module = format!("{}::{}", self.root, module_name(&self.standard[interface]));
        self.import(&module, name)
    }

    /// Something of the runtime.
    pub(super) fn runtime(&mut self, name: &str) -> TokenStream {
        self.import(self.paths.runtime, name)
    }

    /// A derive.
    pub(super) fn derive(&mut self, name: &str) -> TokenStream {
        self.import(self.paths.macros, name)
    }

    /// The short name, imported where it must be; the whole path where the short name means something else here.
    fn import(&mut self, module: &str, name: &str) -> TokenStream {
        let ident = format_ident!("{name}");
        let is_own = module == self.own_module && self.own.contains(name);
        let is_other =
            if self.own.contains(name) { !is_own } else { self.imported.get(name).is_some_and(|from| from != module) };
        if is_other {
            let module = path(module);
            return quote!(#module::#ident);
        }
        if !is_own {
            self.imported.insert(name.to_owned(), module.to_owned());
        }
        quote!(#ident)
    }

    /// The imports: crates first, then the modules of this crate.
    pub(super) fn uses(&self) -> Vec<TokenStream> {
        let mut by_module: BTreeMap<(bool, &str), Vec<&str>> = BTreeMap::new();
        for (name, module) in &self.imported {
            let is_local = module.starts_with(&self.root);
            by_module.entry((is_local, module)).or_default().push(name);
        }
        by_module
            .into_iter()
            .map(|((_, module), names)| {
                let module = path(module);
                let names = names.iter().map(|name| format_ident!("{name}"));
                quote!(use #module::{#(#names),*};)
            })
            .collect()
    }
}

/// The tokens of a path.
pub(super) fn path(text: &str) -> TokenStream {
    text.parse().expect("a path of ours is made of identifiers and colons")
}
