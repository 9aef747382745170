//! What all derives have in common: reading the item, and wrapping what is made of it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, Error, Result};

/// Runs a derive; an error becomes a message of the compiler.
pub(crate) fn derive(
    input: proc_macro::TokenStream,
    expand: fn(&DeriveInput) -> Result<TokenStream>,
) -> proc_macro::TokenStream {
    let expanded = syn::parse(input).and_then(|input: DeriveInput| {
        if input.generics.params.is_empty() {
            expand(&input)
        } else {
            Err(Error::new_spanned(&input.generics, "a type of the standard cannot be generic"))
        }
    });
    expanded.unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Puts implementations where their names are out of the way.
pub(crate) fn wrap(runtime: &TokenStream, implementations: &TokenStream) -> TokenStream {
    quote! {
        #[allow(deprecated, reason = "what is deprecated must still be read and written")]
        const _: () = {
            use #runtime as dci;
            use dci::private::serde;

            #implementations
        };
    }
}

/// Reading and writing in terms of the runtime, for types whose `serde` side is always the same.
pub(crate) fn deserialize(name: &impl ToTokens) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                dci::private::deserialize(deserializer)
            }
        }

        dci::json_schema!(#name);
    }
}

/// `Some(…)` or `None`.
pub(crate) fn optional(value: Option<impl ToTokens>) -> TokenStream {
    if let Some(value) = value {
        quote!(::core::option::Option::Some(#value))
    } else {
        quote!(::core::option::Option::None)
    }
}
