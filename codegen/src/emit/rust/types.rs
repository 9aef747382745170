//! The Rust type of an attribute: what a value is, and how many there are.

use proc_macro2::TokenStream;
use quote::quote;

use super::boxes::Boxes;
use super::scope::Scope;
use crate::model::{Attribute, DataObject, Id, Type, Value};
use crate::vocabulary::{Cardinality, Kind};

/// The type of the field for an attribute.
pub(super) fn of_attribute(
    scope: &mut Scope<'_>,
    boxes: &Boxes,
    object: Id<DataObject>,
    attribute: &Attribute,
) -> TokenStream {
    match attribute.value {
        _ if attribute.cardinality == Cardinality::Zero => scope.runtime("Absent"),
        Value::One(r#type) => of_values(scope, boxes, object, attribute.cardinality, r#type),
        Value::Choice(_) => {
            let choice = scope.choice(object, &attribute.name);
            if attribute.is_required() { choice } else { quote!(Option<#choice>) }
        }
    }
}

/// One value, or a list of values.
pub(super) fn of_values(
    scope: &mut Scope<'_>,
    boxes: &Boxes,
    object: Id<DataObject>,
    cardinality: Cardinality,
    r#type: Type,
) -> TokenStream {
    let one = of_one(scope, r#type);
    let one = if !cardinality.is_list() && boxes.boxes(object, r#type) { quote!(Box<#one>) } else { one };
    match cardinality {
        Cardinality::Zero => scope.runtime("Absent"),
        Cardinality::One => one,
        Cardinality::ZeroOrOne => quote!(Option<#one>),
        Cardinality::ZeroOrMore => quote!(Vec<#one>),
        Cardinality::OneOrMore => {
            let list = scope.runtime("OneOrMore");
            quote!(#list<#one>)
        }
    }
}

fn of_one(scope: &mut Scope<'_>, r#type: Type) -> TokenStream {
    let Type::Data(id) = r#type else {
        return scope.definition(scope.standard.definition_of(r#type));
    };
    match scope.standard[id].kind {
        Kind::String => quote!(String),
        Kind::Integer => quote!(i64),
        Kind::Boolean => quote!(bool),
        Kind::Decimal => scope.runtime("Decimal"),
        Kind::Object => scope.runtime("Object"),
        Kind::Array => scope.runtime("Array"),
        Kind::Any => scope.runtime("Value"),
    }
}

/// Whether a value is plain text, which constructors take in any form.
pub(super) fn is_text(scope: &Scope<'_>, attribute: &Attribute) -> bool {
    attribute.cardinality == Cardinality::One
        && matches!(attribute.value, Value::One(Type::Data(id)) if scope.standard[id].kind == Kind::String)
}
