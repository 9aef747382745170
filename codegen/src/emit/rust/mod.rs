//! Rust: the crate of types.
//!
//! A file a definition, in a module and under a feature an interface. What a type does is derived ([`dci-macros`]); the files say only
//! what the standard says, so that they read as if written by hand:
//!
//! ```text
//! /// Marital status of the member.
//! ///
//! /// `0..1`, code of `CD.COM.02 marital_status`, sensitive.
//! pub marital_status: Option<MaritalStatus>,
//! ```
//!
//! Tokens are made with `quote` and printed with `prettyplease`; `README.md` and `src/lib.rs` are templates, and `Cargo.toml`
//! is made of tables.
//! [`types`] makes the same tokens for `standard!`.
//!
//! [`dci-macros`]: https://docs.rs/dci-macros

mod boxes;
mod choices;
mod claims;
mod codes;
mod convert;
mod docs;
mod files;
mod formats;
mod krate;
mod manifest;
mod names;
mod needs;
mod objects;
mod operations;
mod profile;
mod scope;
mod types;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use self::boxes::Boxes;
use self::names::{Names, module_name};
use self::scope::Scope;
use crate::emit::claims::Claim;
use crate::emit::{Context, EmitError, Emitter};
use crate::model::{Definition, Standard};
use crate::output::Outputs;

/// The target.
#[derive(Debug)]
pub struct Rust;

impl Emitter for Rust {
    fn target(&self) -> &'static str {
        "rust"
    }

    fn description(&self) -> &'static str {
        "A crate of types: structs, enums, validation."
    }

    fn claims(&self, standard: &Standard) -> Vec<Claim> {
        claims::claims(standard)
    }

    fn emit(&self, context: Context<'_>, outputs: &mut Outputs) -> Result<(), EmitError> {
        let standard = context.standard;
        let names = Names::new(standard);
        let boxes = Boxes::new(standard);
        for (id, interface) in standard.interfaces.iter() {
            files::interface(standard, &names, &boxes, id, interface, outputs)?;
        }
        krate::emit(context, &names, outputs)
    }
}

/// The types of chosen definitions and of all that they need, in a module an interface; for `standard!`.
pub fn types(standard: &Standard, chosen: &[Definition]) -> TokenStream {
    let names = Names::new(standard);
    let boxes = Boxes::new(standard);
    let needed = needs::all(standard, chosen);
    let modules = standard.interfaces.iter().map(|(id, interface)| {
        let definitions: Vec<Definition> =
            interface.definitions().filter(|definition| needed.contains(definition)).collect();
        if definitions.is_empty() {
            return TokenStream::new();
        }
        let mut scope = Scope::module(standard, &names, id, &definitions);
        let items: Vec<TokenStream> =
            definitions.iter().flat_map(|&definition| items(&mut scope, &boxes, definition)).collect();
        let operations = operations_module(&scope, &definitions);
        let uses = scope.uses();
        let docs = docs::of_interface(interface).tokens();
        let module = format_ident!("{}", module_name(interface));
        quote! {
            #docs
            #[allow(deprecated, reason = "what is deprecated must still be read and written")]
            pub mod #module {
                #(#uses)*
                #(#items)*
                #operations
            }
        }
    });
    modules.collect()
}

/// The items of a definition. Data types are those of Rust, operations stand in a module of their own, and processes
/// are for people.
fn items(scope: &mut Scope<'_>, boxes: &Boxes, definition: Definition) -> Vec<TokenStream> {
    match definition {
        Definition::CodeDirectory(id) => vec![codes::item(scope, id)],
        Definition::DataFormat(id) => vec![formats::item(scope, id)],
        Definition::DataObject(id) => objects::items(scope, boxes, id),
        Definition::DataType(_) | Definition::Operation(_) | Definition::Process(_) => Vec::new(),
    }
}

fn operations_module(scope: &Scope<'_>, definitions: &[Definition]) -> Option<TokenStream> {
    let operations: Vec<_> = definitions
        .iter()
        .filter_map(|definition| match definition {
            Definition::Operation(id) => Some(*id),
            _ => None,
        })
        .collect();
    if operations.is_empty() {
        return None;
    }
    let mut inner = scope.operations(operations.iter().map(|id| operations::name(scope.standard, *id)));
    let items: Vec<TokenStream> = operations.iter().flat_map(|id| operations::items(&mut inner, *id)).collect();
    let uses = inner.uses();
    Some(quote! {
        /// The operations of the interface.
        pub mod operations {
            #(#uses)*
            #(#items)*
        }
    })
}
