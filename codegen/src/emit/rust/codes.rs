//! A code directory as an enum.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs;
use super::scope::{Scope, path};
use crate::model::{Code, CodeDirectory, Definition, Id};
use crate::naming::variant_name;

/// The variant that keeps codes which an extensible directory does not list.
const UNLISTED: &str = "Unlisted";

/// The enum.
pub(super) fn item(scope: &mut Scope<'_>, id: Id<CodeDirectory>) -> TokenStream {
    let directory = &scope.standard[id];
    let meta = &directory.meta;
    let name = format_ident!("{}", scope.names.of(Definition::CodeDirectory(id)));
    let codes_of = directory.codes_of.map(|of| format!("The codes are those of `{}`.", scope.standard[of].meta.id));
    let docs =
        docs::of_definition(scope.standard, Definition::CodeDirectory(id), &codes_of.unwrap_or_default()).tokens();
    let deprecated = docs::deprecated(meta.deprecated.as_ref());
    let derive = scope.derive("CodeDirectory");
    let copy = directory.is_closed().then(|| quote!(Copy,));
    let runtime = runtime(scope);
    let (definition_id, definition_name) = (&meta.id, &meta.name);
    let variants = variants(&directory.codes);
    let unlisted = (!directory.is_closed()).then(|| unlisted(&directory.codes));
    quote! {
        #docs
        #deprecated
        #[derive(Clone, #copy Debug, PartialEq, Eq, PartialOrd, Ord, Hash, #derive)]
        #[dci(id = #definition_id, name = #definition_name #runtime)]
        pub enum #name {
            #(#variants,)*
            #unlisted
        }
    }
}

/// Where the runtime is, for derives that must be told.
pub(super) fn runtime(scope: &Scope<'_>) -> Option<TokenStream> {
    let runtime = path(scope.paths.runtime);
    scope.paths.tell_runtime.then(|| quote!(, runtime = #runtime))
}

fn variants(codes: &[Code]) -> impl Iterator<Item = TokenStream> {
    codes.iter().map(|code| {
        let docs = docs::of_code(code);
        let tokens = docs.tokens();
        let deprecated = docs::deprecated(code.deprecated.as_ref());
        let wire = &code.code;
        // The label is the first line of the documentation, unless that had to be written otherwise there.
        let label = code.label.as_str();
        let label = (docs.title() != label).then(|| quote!(, label = #label));
        let variant = format_ident!("{}", variant_name(&code.name));
        quote! {
            #tokens
            #deprecated
            #[dci(code = #wire #label)]
            #variant
        }
    })
}

/// What that variant is called beside the others.
pub(super) fn unlisted_name(codes: &[Code]) -> String {
    let is_taken = codes.iter().any(|code| variant_name(&code.name) == UNLISTED);
    format!("{UNLISTED}{}", if is_taken { "Code" } else { "" })
}

fn unlisted(codes: &[Code]) -> TokenStream {
    let variant = format_ident!("{}", unlisted_name(codes));
    quote! {
        /// A code that the directory does not list.
        #[dci(unlisted)]
        #variant(String),
    }
}
