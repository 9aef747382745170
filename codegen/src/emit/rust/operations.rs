//! Operations as types, and an interface as data.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use super::scope::Scope;
use crate::markdown::code;
use crate::model::{Body, DataObject, Definition, Id, Interface, Operation, Standard};
use crate::naming::type_name;
use crate::vocabulary::Pattern;

/// What an operation is called.
pub(super) fn name(standard: &Standard, id: Id<Operation>) -> String {
    type_name(&standard[id].meta.name)
}

/// The type of an operation, and what it stands for.
pub(super) fn items(scope: &mut Scope<'_>, id: Id<Operation>) -> [TokenStream; 2] {
    let operation = &scope.standard[id];
    let name = format_ident!("{}", name(scope.standard, id));
    let path = code(&format!("{} {}", operation.method, operation.path));
    let docs = docs::of_definition(scope.standard, Definition::Operation(id), &path).tokens();
    let deprecated = docs::deprecated(operation.meta.deprecated.as_ref());
    let item = quote! {
        #docs
        #deprecated
        #[derive(Clone, Copy, Debug)]
        pub struct #name;
    };
    let r#trait = scope.runtime("Operation");
    let def = scope.runtime("OperationDef");
    let request = body(scope, operation.request.as_ref().map(|body| body.object));
    let answer = body(scope, operation.answer.as_ref().map(|body| body.object));
    let failure = body(scope, operation.failures.as_ref().map(|failures| failures.object));
    let definition = definition(scope, operation);
    let implementation = quote! {
        impl #r#trait for #name {
            type Request = #request;
            type Answer = #answer;
            type Failure = #failure;
            const DEFINITION: &'static #def = &#definition;
        }
    };
    [item, implementation]
}

fn body(scope: &mut Scope<'_>, object: Option<Id<DataObject>>) -> TokenStream {
    object.map_or_else(|| quote!(()), |object| scope.definition(Definition::DataObject(object)))
}

fn definition(scope: &mut Scope<'_>, operation: &Operation) -> TokenStream {
    let def = scope.runtime("OperationDef");
    let patterns = scope.runtime("OperationPattern");
    let pattern = match operation.pattern {
        Pattern::Asynchronous => quote!(#patterns::Asynchronous),
        Pattern::Callback => quote!(#patterns::Callback),
        Pattern::Synchronous => quote!(#patterns::Synchronous),
    };
    let meta = &operation.meta;
    let (id, name, title, path) = (&meta.id, &meta.name, meta.title.as_str(), &operation.path);
    let method = operation.method.name();
    let action = |body: Option<&Body>| optional(body.and_then(|body| body.action.as_deref()));
    let request_action = action(operation.request.as_ref());
    let answer_action = action(operation.answer.as_ref());
    let callback = optional(operation.callback.map(|callback| scope.standard[callback].meta.id.as_str()));
    let statuses = operation.failures.iter().flat_map(|failures| &failures.statuses);
    let statuses = statuses.map(|status| Literal::u16_unsuffixed(*status));
    let security = operation.security;
    quote! {
        #def {
            id: #id,
            name: #name,
            title: #title,
            method: #method,
            path: #path,
            pattern: #pattern,
            request_action: #request_action,
            answer_action: #answer_action,
            failures: &[#(#statuses),*],
            callback: #callback,
            security: #security,
        }
    }
}

fn optional(value: Option<&str>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

/// The interface with all that it has, for programs that work on any of it.
pub(super) fn interface(standard: &Standard, interface: &Interface, names: &super::names::Names) -> TokenStream {
    let title = format!("What the interface {} has, for programs that work on all of it.", interface.title);
    let docs = docs::Docs::default().text(&title).tokens();
    let (id, name, version) = (&interface.id, &interface.name, &interface.version);
    let title = interface.title.as_str();
    let type_of = |definition| format_ident!("{}", names.of(definition));
    let objects = interface.data_objects.iter().map(|id| type_of(Definition::DataObject(*id)));
    let directories = interface.code_directories.iter().map(|id| type_of(Definition::CodeDirectory(*id)));
    let formats = interface.data_formats.iter().map(|id| type_of(Definition::DataFormat(*id)));
    let operations = interface.operations.iter().map(|id| format_ident!("{}", self::name(standard, *id)));
    quote! {
        #docs
        pub static INTERFACE: InterfaceDef = InterfaceDef {
            id: #id,
            name: #name,
            title: #title,
            version: #version,
            objects: &[#(#objects::definition),*],
            directories: &[#(#directories::definition),*],
            formats: &[#(#formats::definition),*],
            operations: &[#(operations::#operations::DEFINITION),*],
        };
    }
}
