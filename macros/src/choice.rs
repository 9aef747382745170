//! `#[derive(Choice)]`

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Ident, Lit, Result, Type, Variant};

use crate::attribute::{Key, Kind, Options};
use crate::expand::wrap;

const ON_ENUM: &[Key] = &[];
const ON_VARIANT: &[Key] = &[("when", Kind::When), ("default", Kind::Flag)];

struct Alternative<'a> {
    variant: &'a Ident,
    r#type: &'a Type,
    when: Vec<TokenStream>,
    default: bool,
}

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        return Err(Error::new_spanned(&input.ident, "a choice is an enum: a variant for each type"));
    };
    let options = Options::read(&input.attrs, ON_ENUM)?;
    let alternatives: Vec<Alternative<'_>> = data.variants.iter().map(read).collect::<Result<_>>()?;
    if let Some(second) = alternatives.iter().filter(|alternative| alternative.default).nth(1) {
        return Err(Error::new(second.variant.span(), "only one alternative can be the default"));
    }
    Ok(wrap(&options.runtime(), &implementation(&input.ident, &alternatives)))
}

fn read(variant: &Variant) -> Result<Alternative<'_>> {
    let options = Options::read(&variant.attrs, ON_VARIANT)?;
    let r#type = match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => &fields.unnamed[0].ty,
        _ => return Err(Error::new_spanned(variant, "an alternative holds one value: `Group(Vec<Group>)`")),
    };
    let default = options.flag("default");
    let when: Vec<TokenStream> = options.when().unwrap_or_default().iter().map(when).collect();
    if when.is_empty() && !default {
        return Err(Error::new(
            variant.ident.span(),
            format!("`{}` needs `#[dci(when = \"…\")]`: the code that tells it", variant.ident),
        ));
    }
    Ok(Alternative { variant: &variant.ident, r#type, when, default })
}

fn when(value: &Lit) -> TokenStream {
    match value {
        Lit::Bool(value) => quote!(dci::When::Boolean(#value)),
        code => quote!(dci::When::Code(#code)),
    }
}

fn implementation(ident: &Ident, alternatives: &[Alternative<'_>]) -> TokenStream {
    let definitions = alternatives.iter().map(
        |Alternative { r#type, when, default, .. }| quote!(dci::AlternativeDef::of::<#r#type>(&[#(#when),*], #default)),
    );
    let variants: Vec<&Ident> = alternatives.iter().map(|alternative| alternative.variant).collect();
    let positions = 0..variants.len();
    quote! {
        #[automatically_derived]
        impl dci::Choice for #ident {
            const ALTERNATIVES: &'static [dci::AlternativeDef] = &[#(#definitions),*];

            fn read(alternative: usize, value: dci::Checked) -> ::core::result::Result<Self, dci::Violation> {
                match alternative {
                    #(#positions => value.into_values().map(Self::#variants),)*
                    _ => ::core::result::Result::Err(dci::Violation::untold()),
                }
            }
        }

        #[automatically_derived]
        impl serde::Serialize for #ident {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    #(Self::#variants(value) => serde::Serialize::serialize(value, serializer),)*
                }
            }
        }
    }
}
