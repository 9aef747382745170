//! A data format as a struct of one value, which only has values of its form.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::codes::runtime;
use super::docs;
use super::scope::Scope;
use crate::markdown::code;
use crate::model::{DataFormat, Definition, Id};
use crate::vocabulary::Kind;

/// The struct.
pub(super) fn item(scope: &mut Scope<'_>, id: Id<DataFormat>) -> TokenStream {
    let format = &scope.standard[id];
    let meta = &format.meta;
    let name = format_ident!("{}", scope.names.of(Definition::DataFormat(id)));
    let examples: Vec<String> = format.examples.iter().map(|example| code(example)).collect();
    let examples = if examples.is_empty() { String::new() } else { format!("Such as {}.", examples.join(", ")) };
    let docs = docs::of_definition(scope.standard, Definition::DataFormat(id), &examples).tokens();
    let deprecated = docs::deprecated(meta.deprecated.as_ref());
    let derive = scope.derive("DataFormat");
    let runtime = runtime(scope);
    let (inner, derives) = match format.kind {
        Kind::Integer => (quote!(i64), quote!(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)),
        Kind::Decimal => (scope.runtime("Decimal"), quote!(Clone, Debug, PartialEq, Eq, Hash)),
        _ => (quote!(String), quote!(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)),
    };
    let (definition_id, definition_name) = (&meta.id, &meta.name);
    let constraints = constraints(format);
    quote! {
        #docs
        #deprecated
        #[derive(#derives, #derive)]
        #[dci(id = #definition_id, name = #definition_name #runtime)]
        #(#[dci(#constraints)])*
        pub struct #name(#inner);
    }
}

/// What a value must keep to, a line each: patterns are long.
fn constraints(format: &DataFormat) -> Vec<TokenStream> {
    let rules = &format.constraints;
    let mut lines = Vec::new();
    if let Some(pattern) = &rules.pattern {
        let pattern = raw_string(pattern);
        lines.push(quote!(pattern = #pattern));
    }
    for (key, length) in [("min_length", rules.min_length), ("max_length", rules.max_length)] {
        if let Some(length) = length {
            let (key, length) = (format_ident!("{key}"), Literal::u32_unsuffixed(length));
            lines.push(quote!(#key = #length));
        }
    }
    for (key, bound) in [("minimum", &rules.minimum), ("maximum", &rules.maximum)] {
        if let Some(bound) = bound {
            let key = format_ident!("{key}");
            let bound: TokenStream = bound.to_string().parse().expect("a JSON number is a Rust number");
            lines.push(quote!(#key = #bound));
        }
    }
    if let Some(example) = format.examples.first() {
        lines.push(quote!(example = #example));
    }
    lines
}

/// A literal without escapes, which is how people read a regular expression.
pub(super) fn raw_string(text: &str) -> TokenStream {
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    let literal = format!("r{hashes}\"{text}\"{hashes}");
    literal.parse().unwrap_or_else(|_| quote!(#text))
}
