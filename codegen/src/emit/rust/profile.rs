//! The types of a profile: what it does not change is that of the standard, and what it changes converts to it and back.
//!
//! Into the type of the standard a value goes without loss, attribute by attribute, and cannot fail. From it a value comes by
//! `TryFrom`, which checks it against the profile and tells every violation.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::boxes::Boxes;
use super::choices::variant_names;
use super::codes::unlisted_name;
use super::convert::{of_attribute, step, values};
use super::names::{Names, choice_owner, module_name};
use super::objects::field_names;
use super::scope::Scope;
use super::{operations, scope};
use crate::model::{
    Attribute, Choice, CodeDirectory, DataObject, Definition, Id, Interface, Profile, Standard, Type, Value,
};
use crate::naming::{snake_name, variant_name};
use crate::vocabulary::Cardinality;

/// Whether the crate has a type of its own for a definition. Outside of profiles it always has.
pub(super) fn is_own(standard: &Standard, definition: Definition) -> bool {
    standard.profile.as_ref().is_none_or(|profile| profile.adapted.contains(&definition))
}

/// The crate of the types of the standard, as a path.
pub(super) fn base_crate(profile: &Profile) -> String {
    format!("{}_types", snake_name(&profile.base_name))
}

/// The module of an interface in that crate.
fn base_module(profile: &Profile, interface: &Interface) -> TokenStream {
    scope::path(&format!("{}::{}", base_crate(profile), module_name(interface)))
}

/// What the crate of the standard has for these definitions of an interface, taken over as it is.
pub(super) fn taken_over(
    standard: &Standard,
    names: &Names,
    interface: &Interface,
    definitions: &[Definition],
) -> Option<TokenStream> {
    let profile = standard.profile.as_ref()?;
    let mut types: Vec<&str> = Vec::new();
    for definition in definitions.iter().filter(|definition| !is_own(standard, **definition)) {
        types.push(names.of(*definition));
        if let Definition::DataObject(id) = definition {
            types.extend(names.choices_of(*id));
        }
    }
    types.sort_unstable();
    let types = types.iter().map(|name| format_ident!("{name}"));
    let module = base_module(profile, interface);
    (types.len() > 0).then(|| {
        quote!(
            pub use #module::{#(#types),*};
        )
    })
}

/// The same for operations.
pub(super) fn operations_taken_over(standard: &Standard, interface: &Interface) -> Option<TokenStream> {
    let profile = standard.profile.as_ref()?;
    let unchanged = interface.operations.iter().filter(|id| !is_own(standard, Definition::Operation(**id)));
    let mut names: Vec<String> = unchanged.map(|id| operations::name(standard, *id)).collect();
    names.sort();
    let names = names.iter().map(|name| format_ident!("{name}"));
    let module = base_module(profile, interface);
    (names.len() > 0).then(|| {
        quote!(
            pub use #module::operations::{#(#names),*};
        )
    })
}

/// The conversions of a definition to the type of the standard and back; none outside of profiles, and none for what the profile
/// adds.
pub(super) fn conversions(scope: &mut Scope<'_>, boxes: &Boxes, definition: Definition) -> Vec<TokenStream> {
    let standard = scope.standard;
    let Some(profile) = &standard.profile else { return Vec::new() };
    let interface = standard.meta(definition).interface;
    match definition {
        Definition::CodeDirectory(id) if interface == profile.interface => {
            let bases: BTreeSet<Id<CodeDirectory>> = profile
                .narrowed
                .iter()
                .filter_map(|((object, name), before)| {
                    let now = standard[*object].attribute(name)?;
                    match (&now.value, &before.value) {
                        (Value::One(Type::Code(own)), Value::One(Type::Code(base))) if *own == id => Some(*base),
                        _ => None,
                    }
                })
                .collect();
            bases.into_iter().map(|base| from_codes(scope, profile, id, base)).collect()
        }
        Definition::CodeDirectory(id) => {
            let into = from_codes(scope, profile, id, id);
            let back = codes_back(scope, profile, id);
            vec![into, back]
        }
        Definition::DataObject(id) if interface != profile.interface => objects(scope, boxes, profile, id),
        _ => Vec::new(),
    }
}

/// The type of the standard for a definition.
fn base_type(scope: &Scope<'_>, profile: &Profile, definition: Definition) -> TokenStream {
    let module = base_module(profile, scope.standard.interface_of(definition));
    let name = format_ident!("{}", scope.names.of(definition));
    quote!(#module::#name)
}

/// Codes of a directory as those of one of the standard.
fn from_codes(scope: &mut Scope<'_>, profile: &Profile, from: Id<CodeDirectory>, to: Id<CodeDirectory>) -> TokenStream {
    let (own, wide) = (&scope.standard[from], &scope.standard[to]);
    let name = format_ident!("{}", scope.names.of(Definition::CodeDirectory(from)));
    let base = base_type(scope, profile, Definition::CodeDirectory(to));
    let unlisted = format_ident!("{}", unlisted_name(&wide.codes));
    let is_of_standard = |code: &crate::model::Code| code.span.file != profile.file;
    let arms = own.codes.iter().map(|code| {
        let variant = format_ident!("{}", variant_name(&code.name));
        if let Some(there) = wide.get(&code.code).filter(|code| is_of_standard(code)) {
            let there = format_ident!("{}", variant_name(&there.name));
            quote!(#name::#variant => Self::#there)
        } else {
            let code = &code.code;
            quote!(#name::#variant => Self::#unlisted(#code.to_owned()))
        }
    });
    let arms: Vec<TokenStream> = arms.collect();
    let rest = (!own.is_closed()).then(|| {
        let variant = format_ident!("{}", unlisted_name(&own.codes));
        quote!(#name::#variant(code) => Self::#unlisted(code),)
    });
    quote! {
        impl From<#name> for #base {
            fn from(code: #name) -> Self {
                match code {
                    #(#arms,)*
                    #rest
                }
            }
        }
    }
}

/// A code of the standard as one of the profile, where the profile has it.
fn codes_back(scope: &mut Scope<'_>, profile: &Profile, id: Id<CodeDirectory>) -> TokenStream {
    let name = format_ident!("{}", scope.names.of(Definition::CodeDirectory(id)));
    let base = base_type(scope, profile, Definition::CodeDirectory(id));
    let directory = scope.runtime("CodeDirectory");
    let unknown = scope.runtime("UnknownCode");
    quote! {
        impl TryFrom<#base> for #name {
            type Error = #unknown;

            fn try_from(code: #base) -> Result<Self, Self::Error> {
                <Self as #directory>::from_code(#directory::code(&code))
            }
        }
    }
}

/// A data object, and the enums of its choices.
fn objects(scope: &mut Scope<'_>, boxes: &Boxes, profile: &Profile, id: Id<DataObject>) -> Vec<TokenStream> {
    let object = &scope.standard[id];
    let mut items = vec![object_back(scope, profile, id)];
    let fields: Option<Vec<TokenStream>> = object
        .attributes
        .iter()
        .zip(field_names(object))
        .filter(|(attribute, _)| !scope.standard.is_added(attribute))
        .map(|(attribute, field)| {
            let value = of_attribute(scope, boxes, profile, id, attribute, &quote!(value.#field))?;
            Some(quote!(#field: #value))
        })
        .collect();
    // Where a type is narrowed in a way that only a check can follow, there is the way by JSON.
    let Some(fields) = fields else { return items };
    let added = object.attributes.iter().zip(field_names(object));
    let added = added.filter(|(attribute, _)| scope.standard.is_added(attribute));
    let added = added.map(|(attribute, field)| (attribute.name.as_str(), field));
    let (added_names, added_fields): (Vec<&str>, Vec<_>) = added.unzip();
    let name = format_ident!("{}", scope.names.of(Definition::DataObject(id)));
    let base = base_type(scope, profile, Definition::DataObject(id));
    let runtime = scope::path(scope.paths.runtime);
    let binding = if added_fields.is_empty() { quote!() } else { quote!(let mut extra = value.extra;) };
    let extra = if added_fields.is_empty() { quote!(extra: value.extra) } else { quote!(extra) };
    items.insert(
        0,
        quote! {
            impl From<#name> for #base {
                fn from(value: #name) -> Self {
                    #binding
                    #(#runtime::private::keep(&mut extra, #added_names, &value.#added_fields);)*
                    Self { #(#fields,)* #extra }
                }
            }
        },
    );
    for attribute in &object.attributes {
        if choice_owner(scope.standard, id, &attribute.name) == Some(id)
            && attribute.cardinality != Cardinality::Zero
            && let Value::Choice(choice) = &attribute.value
        {
            items.extend(from_choice(scope, boxes, profile, id, attribute, choice));
        }
    }
    items
}

fn object_back(scope: &mut Scope<'_>, profile: &Profile, id: Id<DataObject>) -> TokenStream {
    let name = format_ident!("{}", scope.names.of(Definition::DataObject(id)));
    let base = base_type(scope, profile, Definition::DataObject(id));
    let violations = scope.runtime("Violations");
    let runtime = scope::path(scope.paths.runtime);
    quote! {
        impl TryFrom<#base> for #name {
            type Error = #violations;

            fn try_from(value: #base) -> Result<Self, Self::Error> {
                #runtime::private::check(&value)
            }
        }
    }
}

fn from_choice(
    scope: &mut Scope<'_>,
    boxes: &Boxes,
    profile: &Profile,
    id: Id<DataObject>,
    attribute: &Attribute,
    choice: &Choice,
) -> Option<TokenStream> {
    let name = format_ident!("{}", scope.names.of_choice(id, &attribute.name));
    let module = base_module(profile, scope.standard.interface_of(Definition::DataObject(id)));
    let variants = variant_names(scope, choice);
    let mut arms = Vec::new();
    for (alternative, variant) in choice.alternatives.iter().zip(variants) {
        let variant = format_ident!("{variant}");
        let cardinality = match attribute.cardinality_of(alternative) {
            Cardinality::ZeroOrOne => Cardinality::One,
            cardinality => cardinality,
        };
        let is_boxed = boxes.boxes(id, alternative.r#type);
        let step = step(scope, alternative.r#type, alternative.r#type, is_boxed && !cardinality.is_list())?;
        let value = values(cardinality, cardinality, step.as_ref(), &quote!(value))?;
        arms.push(quote!(#name::#variant(value) => Self::#variant(#value)));
    }
    Some(quote! {
        impl From<#name> for #module::#name {
            fn from(value: #name) -> Self {
                match value {
                    #(#arms,)*
                }
            }
        }
    })
}
