//! A choice as an enum: a variant for each type that the attribute may hold.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::boxes::Boxes;
use super::docs::Docs;
use super::names::free_name;
use super::scope::{Scope, path};
use super::types;
use crate::markdown::code;
use crate::model::{Alternative, Attribute, Choice, DataObject, Discriminator, Id};
use crate::naming::{type_name, variant_name};
use crate::vocabulary::Cardinality;

/// The enum.
pub(super) fn item(
    scope: &mut Scope<'_>,
    boxes: &Boxes,
    object: Id<DataObject>,
    attribute: &Attribute,
    choice: &Choice,
) -> TokenStream {
    let name = format_ident!("{}", scope.names.of_choice(object, &attribute.name));
    let meta = &scope.standard[object].meta;
    let docs = Docs::titled(&format!("What {} holds as {}", meta.name, attribute.name));
    let docs = docs.text(attribute.description.as_str()).markdown(&format!("Told by `{}`.", choice.by.join(".")));
    let docs = docs.tokens();
    let derive = scope.derive("Choice");
    let runtime = scope.paths.tell_runtime.then(|| {
        let runtime = path(scope.paths.runtime);
        quote!(#[dci(runtime = #runtime)])
    });
    let names = variant_names(scope, choice);
    let variants = choice
        .alternatives
        .iter()
        .zip(names)
        .map(|(alternative, name)| variant(scope, boxes, object, attribute, choice, alternative, &name));
    let variants: Vec<TokenStream> = variants.collect();
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, #derive)]
        #runtime
        pub enum #name {
            #(#variants,)*
        }
    }
}

fn variant(
    scope: &mut Scope<'_>,
    boxes: &Boxes,
    object: Id<DataObject>,
    attribute: &Attribute,
    choice: &Choice,
    alternative: &Alternative,
    name: &str,
) -> TokenStream {
    let cardinality = match attribute.cardinality_of(alternative) {
        // That the attribute may be absent is said at the field.
        Cardinality::ZeroOrOne => Cardinality::One,
        cardinality => cardinality,
    };
    let r#type = types::of_values(scope, boxes, object, cardinality, alternative.r#type);
    let told: Vec<TokenStream> = alternative.when.iter().map(|when| literal(choice.discriminator, when)).collect();
    let when = match told.as_slice() {
        [] => None,
        [one] => Some(quote!(when = #one)),
        several => Some(quote!(when(#(#several),*))),
    };
    let default = alternative.default.then(|| quote!(default));
    let keys = [when, default].into_iter().flatten();
    let name = format_ident!("{name}");
    let docs = Docs::default().markdown(&condition(scope, choice, alternative)).tokens();
    quote! {
        #docs
        #[dci(#(#keys),*)]
        #name(#r#type)
    }
}

/// When a variant holds, in words.
fn condition(scope: &Scope<'_>, choice: &Choice, alternative: &Alternative) -> String {
    let meta = scope.standard.meta(scope.standard.definition_of(alternative.r#type));
    let told: Vec<String> = alternative.when.iter().map(|when| code(when)).collect();
    let absent = if alternative.default { "or absent" } else { "" };
    let by = choice.by.join(".");
    format!("`{} {}`, where `{by}` is {} {absent}", meta.id, meta.name, told.join(" or ")).trim_end().to_owned() + "."
}

fn literal(discriminator: Discriminator, when: &str) -> TokenStream {
    match discriminator {
        Discriminator::Boolean => path(when),
        Discriminator::Code(_) => quote!(#when),
    }
}

/// A variant is called by the code that tells it; where that is `true` or `false`, or one of several, by its type.
pub(super) fn variant_names(scope: &Scope<'_>, choice: &Choice) -> Vec<String> {
    let by_type = |alternative: &Alternative| {
        type_name(&scope.standard.meta(scope.standard.definition_of(alternative.r#type)).name)
    };
    let by_code = |alternative: &Alternative| match (choice.discriminator, alternative.when.as_slice()) {
        (Discriminator::Code(directory), [only]) => {
            scope.standard[directory].get(only).map(|code| variant_name(&code.name))
        }
        _ => None,
    };
    let alternatives = &choice.alternatives;
    let names: Vec<String> =
        alternatives.iter().map(|alternative| by_code(alternative).unwrap_or_else(|| by_type(alternative))).collect();
    let is_unlike_others = |name: &String| names.iter().filter(|other| *other == name).count() == 1;
    if names.iter().all(is_unlike_others) {
        return names;
    }
    // Two of one type: what tells them apart is the first value that tells each.
    let name_of = |when: &String| match choice.discriminator {
        Discriminator::Code(directory) => scope.standard[directory].get(when).map(|code| variant_name(&code.name)),
        Discriminator::Boolean => Some(variant_name(when)),
    };
    let mut taken = BTreeSet::new();
    let told = alternatives.iter().zip(&names).map(|(alternative, name)| {
        let told = alternative.when.first().and_then(name_of);
        free_name(&mut taken, told.as_ref().unwrap_or(name), "Choice")
    });
    told.collect()
}
