//! A data object as a struct, with the enums of its choices and a constructor.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::boxes::Boxes;
use super::codes::runtime;
use super::docs::{self, Docs};
use super::names::choice_owner;
use super::scope::Scope;
use super::{choices, types};
use crate::markdown::code;
use crate::model::{Attribute, DataObject, Definition, Id, Type, Value};
use crate::naming::{rust_identifier, snake_name};
use crate::vocabulary::Cardinality;

/// An attribute, with what it is called and made of in Rust.
struct Field<'a> {
    attribute: &'a Attribute,
    name: Ident,
    r#type: TokenStream,
}

/// The struct, its constructor, and the enums of its choices.
pub(super) fn items(scope: &mut Scope<'_>, boxes: &Boxes, id: Id<DataObject>) -> Vec<TokenStream> {
    let object = &scope.standard[id];
    let names = field_names(object);
    let fields: Vec<Field<'_>> = object
        .attributes
        .iter()
        .zip(names)
        .map(|(attribute, name)| Field { attribute, name, r#type: types::of_attribute(scope, boxes, id, attribute) })
        .collect();
    let mut items = vec![definition(scope, id, &fields)];
    if fields.iter().any(|field| field.attribute.is_required()) {
        items.push(constructor(scope, id, &fields));
    }
    for attribute in &object.attributes {
        if choice_owner(scope.standard, id, &attribute.name) == Some(id)
            && attribute.cardinality != Cardinality::Zero
            && let Value::Choice(choice) = &attribute.value
        {
            items.push(choices::item(scope, boxes, id, attribute, choice));
        }
    }
    items
}

/// Names of fields, unlike each other.
pub(super) fn field_names(object: &DataObject) -> Vec<Ident> {
    let mut taken = vec![String::from("extra")];
    let mut names = Vec::new();
    for attribute in &object.attributes {
        let mut name = snake_name(&attribute.name);
        while taken.contains(&name) {
            name.push('_');
        }
        taken.push(name.clone());
        names.push(identifier(&name));
    }
    names
}

/// A keyword is written raw.
fn identifier(name: &str) -> Ident {
    let identifier = rust_identifier(name);
    match identifier.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, proc_macro2::Span::call_site()),
        None => format_ident!("{identifier}"),
    }
}

fn definition(scope: &mut Scope<'_>, id: Id<DataObject>, fields: &[Field<'_>]) -> TokenStream {
    let object = &scope.standard[id];
    let meta = &object.meta;
    let name = format_ident!("{}", scope.names.of(Definition::DataObject(id)));
    let descent = docs::descent(scope.standard, object);
    let docs = docs::of_definition(scope.standard, Definition::DataObject(id), &descent).tokens();
    let deprecated = docs::deprecated(meta.deprecated.as_ref());
    let derive = scope.derive("DataObject");
    let default = fields.iter().all(|field| !field.attribute.is_required()).then(|| quote!(Default,));
    let definition_id = &meta.id;
    let definition_name = (name != meta.name).then(|| {
        let name = &meta.name;
        quote!(, name = #name)
    });
    let fixed = object.fixed.iter().map(|fixed| {
        let (path, code) = (fixed.path.join("."), &fixed.code);
        quote!(, fixed(#path = #code))
    });
    let runtime = runtime(scope);
    let fields = fields.iter().map(|field| self::field(scope, field, object.is_declared()));
    let fields: Vec<TokenStream> = fields.collect();
    let extra = scope.runtime("Extra");
    quote! {
        #docs
        #deprecated
        #[derive(Clone, #default PartialEq, #derive)]
        #[dci(id = #definition_id #definition_name #(#fixed)* #runtime)]
        pub struct #name {
            #(#fields,)*
            /// Keywords of JSON-LD, and attributes that the standard does not know.
            pub extra: #extra,
        }
    }
}

fn field(scope: &Scope<'_>, Field { attribute, name, r#type }: &Field<'_>, is_declared: bool) -> TokenStream {
    let docs = Docs::default().text(attribute.description.as_str()).markdown(&facts(scope, attribute));
    // What was decided stands once: where the attribute is declared.
    let is_own = is_declared && attribute.inherited_from.is_none();
    let decisions = attribute.decisions.iter().filter(|_| is_own).map(docs::decision);
    let docs = docs.list(decisions).tokens();
    let deprecated = docs::deprecated(attribute.deprecated.as_ref());
    let mut keys = Vec::new();
    if attribute.name != name.to_string().trim_start_matches("r#") {
        let wire = &attribute.name;
        keys.push(quote!(name = #wire));
    }
    if let Value::Choice(choice) = &attribute.value
        && attribute.cardinality != Cardinality::Zero
    {
        let by = choice.by.join(".");
        keys.push(quote!(by = #by));
    }
    if let Some(sensitivity) = attribute.sensitivity {
        let label = format_ident!("{}", sensitivity.name());
        keys.push(quote!(#label));
    }
    let keys = (!keys.is_empty()).then(|| quote!(#[dci(#(#keys),*)]));
    quote! {
        #docs
        #deprecated
        #keys
        pub #name: #r#type
    }
}

/// Cardinality, type, sensitivity, and since when.
fn facts(scope: &Scope<'_>, attribute: &Attribute) -> String {
    let what = match &attribute.value {
        Value::Choice(choice) => format!("told by `{}`", choice.by.join(".")),
        Value::One(r#type) => {
            let meta = scope.standard.meta(scope.standard.definition_of(*r#type));
            let kind = if matches!(r#type, Type::Code(_)) { "code of " } else { "" };
            format!("{kind}`{} {}`", meta.id, meta.name)
        }
    };
    let sensitivity = attribute.sensitivity.map(|sensitivity| format!(", {sensitivity}")).unwrap_or_default();
    let since = attribute.since.as_ref().map(|since| format!(", since {since}")).unwrap_or_default();
    let formerly = match attribute.formerly.as_slice() {
        [] => String::new(),
        names => {
            let names: Vec<String> = names.iter().map(|name| code(name)).collect();
            format!("; formerly {}", names.join(", "))
        }
    };
    format!("`{}`, {what}{sensitivity}{since}{formerly}.", attribute.cardinality)
}

/// `new`: what must be present is given, all else is left out.
fn constructor(scope: &mut Scope<'_>, id: Id<DataObject>, fields: &[Field<'_>]) -> TokenStream {
    let name = format_ident!("{}", scope.names.of(Definition::DataObject(id)));
    let extra = scope.runtime("Extra");
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for Field { attribute, name, r#type } in fields {
        let value = match attribute.cardinality {
            Cardinality::Zero => {
                let absent = scope.runtime("Absent");
                quote!(#name: #absent)
            }
            Cardinality::ZeroOrMore if matches!(attribute.value, Value::One(_)) => quote!(#name: Vec::new()),
            Cardinality::ZeroOrOne | Cardinality::ZeroOrMore => quote!(#name: None),
            Cardinality::One | Cardinality::OneOrMore => {
                let is_text = types::is_text(scope, attribute);
                arguments.push(if is_text { quote!(#name: impl Into<String>) } else { quote!(#name: #r#type) });
                if is_text { quote!(#name: #name.into()) } else { quote!(#name) }
            }
        };
        values.push(value);
    }
    let many = (arguments.len() > 7)
        .then(|| quote!(#[allow(clippy::too_many_arguments, reason = "the standard requires that many attributes")]));
    quote! {
        impl #name {
            /// With what must be present; everything else is left out.
            #many
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* extra: #extra::default() }
            }
        }
    }
}
