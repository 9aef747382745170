//! The types of a profile: what it does not change is that of the standard, and what it changes converts to it and back.
//!
//! Into the type of the standard a value goes without loss, attribute by attribute, and cannot fail. From it a value comes by
//! `TryFrom`, which checks it against the profile and tells every violation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::boxes::Boxes;
use super::choices::variant_names;
use super::codes::unlisted_name;
use super::names::{Names, module_name};
use super::objects::field_names;
use super::scope::Scope;
use super::{operations, scope};
use crate::model::{
    Attribute, BaseAttribute, Choice, CodeDirectory, DataObject, Definition, Id, Interface, Profile, Standard, Type,
    Value,
};
use crate::naming::{snake_name, variant_name};
use crate::vocabulary::{Cardinality, Kind};

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
            let bases: Vec<_> = profile
                .narrowed
                .iter()
                .filter_map(|((object, name), before)| {
                    let now = standard[*object].attribute(name)?;
                    match (&now.value, &before.value) {
                        (Value::One(Type::Code(own)), Value::One(Type::Code(base))) if *own == id => Some(*base),
                        _ => None,
                    }
                })
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
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
        match wide.get(&code.code).filter(|code| is_of_standard(code)) {
            Some(there) => {
                let there = format_ident!("{}", variant_name(&there.name));
                quote!(#name::#variant => Self::#there)
            }
            None => {
                let code = &code.code;
                quote!(#name::#variant => Self::#unlisted(#code.to_owned()))
            }
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
        if super::names::choice_owner(scope.standard, id, &attribute.name) == Some(id)
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

/// The value of an attribute as the standard has it; nothing where only a check can tell.
fn of_attribute(
    scope: &mut Scope<'_>,
    boxes: &Boxes,
    profile: &Profile,
    id: Id<DataObject>,
    attribute: &Attribute,
    value: &TokenStream,
) -> Option<TokenStream> {
    let same = || BaseAttribute { cardinality: attribute.cardinality, value: attribute.value.clone() };
    let before = profile.narrowed.get(&(id, attribute.name.clone())).cloned().unwrap_or_else(same);
    if attribute.cardinality == Cardinality::Zero {
        return match (&before.value, before.cardinality) {
            (_, Cardinality::Zero) => Some(value.clone()),
            (Value::One(_), Cardinality::ZeroOrMore) => Some(quote!(Vec::new())),
            _ => Some(quote!(None)),
        };
    }
    match (&attribute.value, &before.value) {
        (Value::One(now), Value::One(was)) => {
            let is_boxed = !attribute.cardinality.is_list() && boxes.boxes(id, *now);
            let step = step(scope, *now, *was, is_boxed)?;
            values(attribute.cardinality, before.cardinality, step.as_ref(), value)
        }
        (Value::Choice(now), Value::Choice(was)) if now == was => {
            let owner = super::names::choice_owner(scope.standard, id, &attribute.name).unwrap_or(id);
            let step = is_own(scope.standard, Definition::DataObject(owner)).then(|| Step::Into);
            let one = |cardinality: Cardinality| {
                if cardinality.is_required() { Cardinality::One } else { Cardinality::ZeroOrOne }
            };
            values(one(attribute.cardinality), one(before.cardinality), step.as_ref(), value)
        }
        _ => None,
    }
}

/// How one value becomes one of the standard.
enum Step {
    /// By `Into`.
    Into,
    /// By the code that it has.
    Code(TokenStream),
    /// By `Into`, in a box.
    Boxed,
}

impl Step {
    fn of(&self, value: &TokenStream) -> TokenStream {
        match self {
            Self::Into => quote!(#value.into()),
            Self::Code(directory) => quote!(#directory::code(&#value).to_owned()),
            Self::Boxed => quote!(Box::new((*#value).into())),
        }
    }
}

/// The step from a type to one of the standard: nothing inside where both are the same, nothing at all where there is none.
#[expect(clippy::option_option, reason = "no step is needed, or none is known")]
fn step(scope: &mut Scope<'_>, now: Type, was: Type, is_boxed: bool) -> Option<Option<Step>> {
    let standard = scope.standard;
    if now == was {
        let is_own = !matches!(now, Type::Data(_)) && is_own(standard, standard.definition_of(now));
        return Some(is_own.then_some(if is_boxed { Step::Boxed } else { Step::Into }));
    }
    match (now, was) {
        (Type::Code(_), Type::Code(_)) => Some(Some(Step::Into)),
        (Type::Code(_), Type::Data(id)) if standard[id].kind == Kind::String => {
            Some(Some(Step::Code(scope.runtime("CodeDirectory"))))
        }
        (Type::Format(format), Type::Data(id)) if standard[id].kind == standard[format].kind => Some(Some(Step::Into)),
        _ => None,
    }
}

/// Values of an attribute as those of the standard.
fn values(now: Cardinality, was: Cardinality, step: Option<&Step>, value: &TokenStream) -> Option<TokenStream> {
    use Cardinality::{One, OneOrMore, ZeroOrMore, ZeroOrOne};
    let one = |value: &TokenStream| step.map_or_else(|| value.clone(), |step| step.of(value));
    let each = match step {
        Some(Step::Into) => quote!(Into::into),
        _ => {
            let each = one(&quote!(value));
            quote!(|value| #each)
        }
    };
    Some(match (now, was, step) {
        (One, One, _) => one(value),
        (One, ZeroOrOne, _) => {
            let value = one(value);
            quote!(Some(#value))
        }
        (ZeroOrOne, ZeroOrOne, None) | (ZeroOrMore, ZeroOrMore, None) | (OneOrMore, OneOrMore, None) => value.clone(),
        (ZeroOrOne, ZeroOrOne, Some(_)) => quote!(#value.map(#each)),
        (OneOrMore, ZeroOrMore, None) => quote!(#value.into_vec()),
        (ZeroOrMore | OneOrMore, ZeroOrMore, Some(_)) => quote!(#value.into_iter().map(#each).collect()),
        (OneOrMore, OneOrMore, Some(_)) => quote!(#value.map(#each)),
        _ => return None,
    })
}
