//! `#[derive(DataFormat)]`

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Expr, ExprLit, ExprUnary, Fields, Ident, Lit, LitFloat, Result, Type, UnOp};

use crate::attribute::{Key, Kind, Options, text_or_docs};
use crate::expand::{deserialize, optional, wrap};

const ON_TEXT: &[Key] = &[
    ("id", Kind::Text),
    ("name", Kind::Text),
    ("title", Kind::Text),
    ("pattern", Kind::Text),
    ("min_length", Kind::Number),
    ("max_length", Kind::Number),
    ("example", Kind::Text),
];
const ON_NUMBER: &[Key] = &[
    ("id", Kind::Text),
    ("name", Kind::Text),
    ("title", Kind::Text),
    ("minimum", Kind::Number),
    ("maximum", Kind::Number),
    ("example", Kind::Text),
];

/// What the format narrows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inner {
    Text,
    Integer,
    Decimal,
}

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let (inner, r#type) = inner(input)?;
    let options = Options::read(&input.attrs, if inner == Inner::Text { ON_TEXT } else { ON_NUMBER })?;
    let format = format(input, &options, inner, r#type)?;
    let conversions = conversions(&input.ident, inner);
    Ok(wrap(&options.runtime(), &quote!(#format #conversions)))
}

fn inner(input: &DeriveInput) -> Result<(Inner, &Type)> {
    const SHAPE: &str = "a data format is a struct of one `String`, `i64` or `Decimal`: `struct DateTime(String);`";
    let Data::Struct(data) = &input.data else { return Err(Error::new_spanned(&input.ident, SHAPE)) };
    let r#type = match &data.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => &fields.unnamed[0].ty,
        _ => return Err(Error::new_spanned(&input.ident, SHAPE)),
    };
    let name = match r#type {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    };
    let inner = match name.as_deref() {
        Some("String") => Inner::Text,
        Some("i64") => Inner::Integer,
        Some("Decimal") => Inner::Decimal,
        _ => return Err(Error::new_spanned(r#type, SHAPE)),
    };
    Ok((inner, r#type))
}

fn format(input: &DeriveInput, options: &Options, inner: Inner, r#type: &Type) -> Result<TokenStream> {
    let ident = &input.ident;
    let id = options.required("id", ident)?;
    let name = options.required("name", ident)?;
    let title = text_or_docs(options, "title", &input.attrs);
    let kind = match inner {
        Inner::Text => quote!(String),
        Inner::Integer => quote!(Integer),
        Inner::Decimal => quote!(Decimal),
    };
    if let Some(pattern) = options.text("pattern") {
        regex_lite::Regex::new(&pattern.value())
            .map_err(|error| Error::new(pattern.span(), format!("the pattern does not compile: {error}")))?;
    }
    let pattern = optional(options.text("pattern").map(|pattern| quote!(dci::pattern!(#pattern))));
    let min_length = optional(options.number("min_length"));
    let max_length = optional(options.number("max_length"));
    let minimum = optional(options.number("minimum").map(double));
    let maximum = optional(options.number("maximum").map(double));
    let example = optional(options.text("example"));
    Ok(quote! {
        #[automatically_derived]
        impl dci::DataFormat for #ident {
            type Inner = #r#type;

            fn definition() -> &'static dci::FormatDef {
                static DEFINITION: dci::FormatDef = dci::FormatDef {
                    id: #id,
                    name: #name,
                    title: #title,
                    kind: dci::FormatKind::#kind,
                    pattern: #pattern,
                    min_length: #min_length,
                    max_length: #max_length,
                    minimum: #minimum,
                    maximum: #maximum,
                    example: #example,
                };
                &DEFINITION
            }

            fn wrap(inner: #r#type) -> Self {
                Self(inner)
            }

            fn inner(&self) -> &#r#type {
                &self.0
            }
        }
    })
}

/// A number as a double. A whole number without a type of its own would be an `i32`, which ends at 2147483647.
fn double(number: &Expr) -> TokenStream {
    match number {
        Expr::Lit(ExprLit { lit: Lit::Int(whole), .. }) if whole.suffix().is_empty() => {
            let literal = LitFloat::new(&format!("{}.0", whole.base10_digits()), whole.span());
            quote!(#literal)
        }
        Expr::Unary(ExprUnary { op: op @ UnOp::Neg(_), expr, .. }) => {
            let inner = double(expr);
            quote!((#op #inner))
        }
        other => quote!((#other) as f64),
    }
}

fn conversions(ident: &Ident, inner: Inner) -> TokenStream {
    let read = match inner {
        Inner::Text => quote!(value.into_text().map(Self)),
        Inner::Integer => quote!(value.into_integer().map(Self)),
        Inner::Decimal => quote!(value.into_number().map(|number| Self(number.into()))),
    };
    let from_text = if inner == Inner::Text { from_text(ident) } else { from_number(ident) };
    let deserialize = deserialize(ident);
    quote! {
        #[automatically_derived]
        impl dci::DataValue for #ident {
            const TYPE: dci::TypeDef = dci::TypeDef::Format(<Self as dci::DataFormat>::definition);

            fn read(value: dci::Checked) -> ::core::result::Result<Self, dci::Violation> {
                #read
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<#ident> for <#ident as dci::DataFormat>::Inner {
            fn from(value: #ident) -> Self {
                value.0
            }
        }

        #[automatically_derived]
        impl serde::Serialize for #ident {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&self.0, serializer)
            }
        }

        #from_text
        #deserialize
    }
}

fn from_text(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::core::convert::AsRef<str> for #ident {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for #ident {
            type Err = dci::Violations;

            fn from_str(text: &str) -> ::core::result::Result<Self, dci::Violations> {
                <Self as dci::DataFormat>::new(text)
            }
        }

        #[automatically_derived]
        impl ::core::convert::TryFrom<&str> for #ident {
            type Error = dci::Violations;

            fn try_from(text: &str) -> ::core::result::Result<Self, dci::Violations> {
                <Self as dci::DataFormat>::new(text)
            }
        }

        #[automatically_derived]
        impl ::core::convert::TryFrom<::std::string::String> for #ident {
            type Error = dci::Violations;

            fn try_from(text: ::std::string::String) -> ::core::result::Result<Self, dci::Violations> {
                <Self as dci::DataFormat>::new(text)
            }
        }
    }
}

fn from_number(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::core::convert::TryFrom<i64> for #ident {
            type Error = dci::Violations;

            fn try_from(number: i64) -> ::core::result::Result<Self, dci::Violations> {
                <Self as dci::DataFormat>::new(number)
            }
        }
    }
}
