//! `#[derive(CodeDirectory)]`

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Ident, LitStr, Result, Variant};

use crate::attribute::{Key, Kind, Options, text_or_docs};
use crate::expand::{deserialize, optional, wrap};

const ON_ENUM: &[Key] = &[("id", Kind::Text), ("name", Kind::Text), ("title", Kind::Text)];
const ON_VARIANT: &[Key] = &[("code", Kind::Text), ("label", Kind::Text), ("unlisted", Kind::Flag)];

/// The variants of a directory.
struct Codes<'a> {
    listed: Vec<Listed<'a>>,
    unlisted: Option<&'a Ident>,
}

struct Listed<'a> {
    variant: &'a Ident,
    code: LitStr,
    label: String,
}

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        return Err(Error::new_spanned(&input.ident, "a code directory is an enum: a variant for each code"));
    };
    let options = Options::read(&input.attrs, ON_ENUM)?;
    let codes = read(data.variants.iter())?;
    let directory = directory(input, &options, &codes)?;
    let conversions = conversions(&input.ident);
    Ok(wrap(&options.runtime(), &quote!(#directory #conversions)))
}

fn read<'a>(variants: impl Iterator<Item = &'a Variant>) -> Result<Codes<'a>> {
    let mut codes = Codes { listed: Vec::new(), unlisted: None };
    let mut seen = std::collections::BTreeSet::new();
    for variant in variants {
        let options = Options::read(&variant.attrs, ON_VARIANT)?;
        if options.flag("unlisted") {
            let holds_one = matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1);
            if !holds_one {
                return Err(Error::new_spanned(variant, "an unlisted code is kept as text: `Other(String)`"));
            }
            if codes.unlisted.replace(&variant.ident).is_some() {
                return Err(Error::new_spanned(variant, "one variant keeps all codes that are not listed"));
            }
            continue;
        }
        if !matches!(variant.fields, Fields::Unit) {
            return Err(Error::new_spanned(
                &variant.fields,
                "a code holds nothing; a variant for others is `#[dci(unlisted)]`",
            ));
        }
        let code = options.required("code", &variant.ident)?;
        if !seen.insert(code.value()) {
            return Err(Error::new(code.span(), format!("another variant has the code `{}`", code.value())));
        }
        let label = text_or_docs(&options, "label", &variant.attrs);
        codes.listed.push(Listed { variant: &variant.ident, code: code.clone(), label });
    }
    Ok(codes)
}

fn directory(input: &DeriveInput, options: &Options, codes: &Codes<'_>) -> Result<TokenStream> {
    let ident = &input.ident;
    let id = options.required("id", ident)?;
    let name = options.required("name", ident)?;
    let title = text_or_docs(options, "title", &input.attrs);
    let closed = codes.unlisted.is_none();
    let variants: Vec<&Ident> = codes.listed.iter().map(|code| code.variant).collect();
    let definitions =
        codes.listed.iter().map(|Listed { code, label, .. }| quote!(dci::CodeDef { code: #code, label: #label }));
    let positions = 0..variants.len();
    let unlisted = codes.unlisted.iter();
    let keep = optional(codes.unlisted.map(|variant| quote!(Self::#variant(::std::borrow::ToOwned::to_owned(code)))));
    let code = if closed { quote!(_code) } else { quote!(code) };
    // An enum without variants has no value to look at.
    let this = if variants.is_empty() && closed { quote!(*self) } else { quote!(self) };
    Ok(quote! {
        #[automatically_derived]
        impl dci::CodeDirectory for #ident {
            const ALL: &'static [Self] = &[#(Self::#variants),*];

            fn definition() -> &'static dci::DirectoryDef {
                static DEFINITION: dci::DirectoryDef = dci::DirectoryDef {
                    id: #id,
                    name: #name,
                    title: #title,
                    closed: #closed,
                    codes: &[#(#definitions),*],
                };
                &DEFINITION
            }

            fn listed(&self) -> ::core::result::Result<usize, &str> {
                match #this {
                    #(Self::#variants => ::core::result::Result::Ok(#positions),)*
                    #(Self::#unlisted(code) => ::core::result::Result::Err(code),)*
                }
            }

            fn unlisted(#code: &str) -> ::core::option::Option<Self> {
                #keep
            }
        }
    })
}

fn conversions(ident: &Ident) -> TokenStream {
    let deserialize = deserialize(ident);
    quote! {
        #[automatically_derived]
        impl dci::DataValue for #ident {
            const TYPE: dci::TypeDef = dci::TypeDef::Code(<Self as dci::CodeDirectory>::definition);

            fn read(value: dci::Checked) -> ::core::result::Result<Self, dci::Violation> {
                value.into_code()
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(dci::CodeDirectory::code(self))
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for #ident {
            type Err = dci::UnknownCode;

            fn from_str(code: &str) -> ::core::result::Result<Self, dci::UnknownCode> {
                <Self as dci::CodeDirectory>::from_code(code)
            }
        }

        #[automatically_derived]
        impl ::core::convert::TryFrom<&str> for #ident {
            type Error = dci::UnknownCode;

            fn try_from(code: &str) -> ::core::result::Result<Self, dci::UnknownCode> {
                <Self as dci::CodeDirectory>::from_code(code)
            }
        }

        #[automatically_derived]
        impl serde::Serialize for #ident {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(dci::CodeDirectory::code(self))
            }
        }

        #deserialize
    }
}
