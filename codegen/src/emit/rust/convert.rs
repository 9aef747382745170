//! How the values of a profile become those of the standard: an expression for each attribute.

use proc_macro2::TokenStream;
use quote::quote;

use super::boxes::Boxes;
use super::names::choice_owner;
use super::profile::is_own;
use super::scope::Scope;
use crate::model::{Attribute, BaseAttribute, DataObject, Definition, Id, Profile, Type, Value};
use crate::vocabulary::{Cardinality, Kind};

/// The value of an attribute as the standard has it; nothing where only a check can tell.
pub(super) fn of_attribute(
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
            let owner = choice_owner(scope.standard, id, &attribute.name).unwrap_or(id);
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
pub(super) enum Step {
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
pub(super) fn step(scope: &mut Scope<'_>, now: Type, was: Type, is_boxed: bool) -> Option<Option<Step>> {
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
pub(super) fn values(
    now: Cardinality,
    was: Cardinality,
    step: Option<&Step>,
    value: &TokenStream,
) -> Option<TokenStream> {
    use Cardinality::{One, OneOrMore, ZeroOrMore, ZeroOrOne};
    let one = |value: &TokenStream| step.map_or_else(|| value.clone(), |step| step.of(value));
    let each = if let Some(Step::Into) = step {
        quote!(Into::into)
    } else {
        let each = one(&quote!(value));
        quote!(|value| #each)
    };
    Some(match (now, was, step) {
        (One, One, _) => one(value),
        (One, ZeroOrOne, _) => {
            let value = one(value);
            quote!(Some(#value))
        }
        (ZeroOrOne, ZeroOrOne, None) | (ZeroOrMore, ZeroOrMore, None) | (OneOrMore, OneOrMore, None) => value.clone(),
        (ZeroOrOne, ZeroOrOne, Some(_)) | (OneOrMore, OneOrMore, Some(_)) => quote!(#value.map(#each)),
        (OneOrMore, ZeroOrMore, None) => quote!(#value.into_vec()),
        (ZeroOrMore | OneOrMore, ZeroOrMore, Some(_)) => quote!(#value.into_iter().map(#each).collect()),
        _ => return None,
    })
}
