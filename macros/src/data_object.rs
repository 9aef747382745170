//! `#[derive(DataObject)]`

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Error, Field, Fields, Ident, LitStr, Result, Type};

use crate::attribute::{Key, Kind, Options, text_or_docs};
use crate::expand::{deserialize, wrap};

const ON_STRUCT: &[Key] = &[("id", Kind::Text), ("name", Kind::Text), ("title", Kind::Text), ("fixed", Kind::Fixed)];
const ON_FIELD: &[Key] = &[
    ("name", Kind::Text),
    ("by", Kind::Text),
    ("public", Kind::Flag),
    ("personal", Kind::Flag),
    ("sensitive", Kind::Flag),
];

/// The labels that a field may have, and their names in the runtime.
const LABELS: [(&str, &str); 3] = [("public", "Public"), ("personal", "Personal"), ("sensitive", "Sensitive")];

/// The fields of a data object: its attributes, and the one for all that it does not know.
struct Object<'a> {
    attributes: Vec<Attribute<'a>>,
    extra: &'a Ident,
}

struct Attribute<'a> {
    field: &'a Ident,
    r#type: &'a Type,
    name: String,
    by: Option<LitStr>,
    /// The name of the label in the runtime.
    sensitivity: Ident,
}

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let options = Options::read(&input.attrs, ON_STRUCT)?;
    let object = read(input)?;
    let object_impl = object_impl(input, &options, &object)?;
    let conversions = conversions(&input.ident, &object);
    let debug = debug(&input.ident, &object);
    Ok(wrap(&options.runtime(), &quote!(#object_impl #debug #conversions)))
}

fn read(input: &DeriveInput) -> Result<Object<'_>> {
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => &fields.named,
            _ => {
                return Err(Error::new_spanned(
                    &input.ident,
                    "a data object is a struct with a field for each attribute",
                ));
            }
        },
        _ => return Err(Error::new_spanned(&input.ident, "a data object is a struct with a field for each attribute")),
    };
    let mut attributes: Vec<Attribute<'_>> = Vec::new();
    let mut extra = None;
    for field in fields {
        let Some(ident) = &field.ident else { continue };
        if is_extra(field) {
            if extra.replace(ident).is_some() {
                return Err(Error::new_spanned(field, "one field keeps all attributes that are not known"));
            }
            continue;
        }
        let options = Options::read(&field.attrs, ON_FIELD)?;
        let name = options.text("name").map_or_else(|| ident.unraw().to_string(), LitStr::value);
        if attributes.iter().any(|attribute| attribute.name == name) {
            return Err(Error::new_spanned(field, format!("another field has the name `{name}`")));
        }
        let sensitivity = sensitivity(field, &options)?;
        let by = options.text("by").cloned();
        attributes.push(Attribute { field: ident, r#type: &field.ty, name, by, sensitivity });
    }
    let missing = || {
        Error::new_spanned(&input.ident, "a field `extra: Extra` is needed, so that no attribute of a payload is lost")
    };
    Ok(Object { attributes, extra: extra.ok_or_else(missing)? })
}

fn sensitivity(field: &Field, options: &Options) -> Result<Ident> {
    let mut told = LABELS.iter().filter(|(label, _)| options.flag(label));
    let name = told.next().map_or("Unlabelled", |(_, name)| name);
    match told.next() {
        None => Ok(format_ident!("{name}")),
        Some(_) => Err(Error::new_spanned(field, "a field has one label: `public`, `personal` or `sensitive`")),
    }
}

fn is_extra(field: &Field) -> bool {
    matches!(&field.ty, Type::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == "Extra"))
}

fn object_impl(input: &DeriveInput, options: &Options, object: &Object<'_>) -> Result<TokenStream> {
    let ident = &input.ident;
    let id = options.required("id", ident)?;
    let name = options.text("name").map_or_else(|| ident.unraw().to_string(), LitStr::value);
    let title = text_or_docs(options, "title", &input.attrs);
    let attributes = object.attributes.iter().map(definition);
    let fixed = options.fixed().map(|(path, code)| {
        let path = steps(path);
        quote!(dci::FixedDef { path: #path, code: #code })
    });
    let read = object.attributes.iter().enumerate().map(|(index, attribute)| {
        let field = attribute.field;
        let take = format_ident!("{}", if attribute.by.is_some() { "choose" } else { "take" });
        quote!(#field: attributes.#take(#index)?)
    });
    let extra = object.extra;
    Ok(quote! {
        #[automatically_derived]
        impl dci::DataObject for #ident {
            fn definition() -> &'static dci::ObjectDef {
                static DEFINITION: dci::ObjectDef = dci::ObjectDef {
                    id: #id,
                    name: #name,
                    title: #title,
                    attributes: &[#(#attributes),*],
                    fixed: &[#(#fixed),*],
                };
                &DEFINITION
            }

            fn read(mut attributes: dci::Attributes) -> ::core::result::Result<Self, dci::Violation> {
                ::core::result::Result::Ok(Self { #(#read,)* #extra: attributes.rest() })
            }
        }
    })
}

fn definition(Attribute { r#type, name, by, sensitivity, .. }: &Attribute<'_>) -> TokenStream {
    let definition = match by {
        None => quote!(dci::AttributeDef::of::<#r#type>(#name)),
        Some(by) => {
            let by = steps(by);
            quote!(dci::AttributeDef::choice::<#r#type>(#name, #by))
        }
    };
    if sensitivity == "Unlabelled" { definition } else { quote!(#definition.labelled(dci::Sensitivity::#sensitivity)) }
}

/// What tells nothing about a person, and of all else the label.
fn debug(ident: &Ident, object: &Object<'_>) -> TokenStream {
    let name = ident.unraw().to_string();
    let fields = object.attributes.iter().map(|Attribute { field, sensitivity, .. }| {
        let name = field.unraw().to_string();
        let shown = if sensitivity == "Public" {
            quote!(&self.#field)
        } else {
            quote!(&dci::private::Hidden(dci::Sensitivity::#sensitivity))
        };
        quote!(.field(#name, #shown))
    });
    let extra = object.extra;
    let extra_name = extra.unraw().to_string();
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Debug for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#name)#(#fields)*.field(#extra_name, &self.#extra).finish()
            }
        }
    }
}

/// `header.action` as a list of names.
fn steps(path: &LitStr) -> impl ToTokens {
    let text = path.value();
    let steps = text.split('.').map(|step| LitStr::new(step, path.span()));
    quote!(&[#(#steps),*])
}

fn conversions(ident: &Ident, object: &Object<'_>) -> TokenStream {
    let extra = object.extra;
    let write = object.attributes.iter().map(|Attribute { field, name, by, .. }| {
        let method = format_ident!("{}", if by.is_some() { "choice" } else { "attribute" });
        quote!(writer.#method(#name, &self.#field)?;)
    });
    let deserialize = deserialize(ident);
    quote! {
        #[automatically_derived]
        impl dci::DataValue for #ident {
            const TYPE: dci::TypeDef = dci::TypeDef::DataObject(<Self as dci::DataObject>::definition);

            fn read(value: dci::Checked) -> ::core::result::Result<Self, dci::Violation> {
                value.into_attributes(<Self as dci::DataObject>::definition()).and_then(<Self as dci::DataObject>::read)
            }
        }

        #[automatically_derived]
        impl serde::Serialize for #ident {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                let map = serializer.serialize_map(::core::option::Option::None)?;
                let mut writer = dci::private::Writer::begin(map, &self.#extra)?;
                #(#write)*
                writer.end()
            }
        }

        #deserialize
    }
}
