//! `standard!`: YAML definitions of one's own as types.
//!
//! The work is that of `dci-codegen`; this module reads the arguments, and turns findings into messages of the compiler.

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::diagnostic::{Diagnostic, Severity};
use dci_codegen::emit::rust;
use dci_codegen::model::{Definition, Standard};
use dci_codegen::nearest::did_you_mean;
use dci_codegen::source::Sources;
use dci_codegen::{Checked, Reading};
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Ident, LitStr, Result, Token};

/// What stands between the braces.
struct Arguments {
    spec: LitStr,
    only: Option<Vec<LitStr>>,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let (mut spec, mut only) = (None, None);
        while !input.is_empty() {
            let key: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            match key.to_string().as_str() {
                "spec" if spec.is_none() => spec = Some(input.parse()?),
                "only" if only.is_none() => {
                    let content;
                    syn::bracketed!(content in input);
                    let chosen: Punctuated<LitStr, Token![,]> = Punctuated::parse_terminated(&content)?;
                    only = Some(chosen.into_iter().collect());
                }
                "spec" | "only" => return Err(Error::new(key.span(), format!("`{key}` stands here twice"))),
                _ => {
                    return Err(Error::new(
                        key.span(),
                        format!("`{key}` is not known here: expected `spec` or `only`"),
                    ));
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        let spec =
            spec.ok_or_else(|| Error::new(input.span(), "`spec = \"…\"` is needed: the folder of standard.yaml"))?;
        Ok(Self { spec, only })
    }
}

pub(crate) fn expand(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let expanded = syn::parse(input).and_then(|arguments: Arguments| types(&arguments));
    expanded.unwrap_or_else(|error| error.to_compile_error()).into()
}

fn types(Arguments { spec, only }: &Arguments) -> Result<TokenStream> {
    let root = manifest_folder().join(spec.value());
    let checked = dci_codegen::check_as(&root, Reading::without_profiles())
        .map_err(|error| Error::new(spec.span(), format!("the standard in {root} cannot be read: {error}")))?;
    let errors = findings(&checked, spec);
    let rebuild = rebuild(&checked.sources)?;
    let (Some(standard), None) = (&checked.standard, &errors) else {
        // The files are named all the same: the next attempt begins when one of them changes.
        let errors = errors.map(|error| error.to_compile_error());
        return Ok(quote!(#errors #rebuild));
    };
    let chosen = chosen(standard, only.as_deref())?;
    let types = rust::types(standard, &chosen);
    Ok(quote!(#types #rebuild))
}

/// The folder of the `Cargo.toml` of the crate that is being compiled.
fn manifest_folder() -> Utf8PathBuf {
    std::env::var("CARGO_MANIFEST_DIR").map_or_else(|_| Utf8PathBuf::new(), Utf8PathBuf::from)
}

/// Every error as a message of the compiler, or nothing where there is none. Warnings are for `dci check`.
fn findings(checked: &Checked, at: &LitStr) -> Option<Error> {
    let errors = checked.diagnostics.iter().filter(|diagnostic| diagnostic.rule.severity == Severity::Error);
    let messages = errors.map(|diagnostic| Error::new(at.span(), message(&checked.sources, diagnostic)));
    messages.reduce(|mut all, next| {
        all.combine(next);
        all
    })
}

/// The place in the YAML, what is wrong, what was expected, and the next step.
fn message(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place = sources.place(diagnostic.span).to_string();
    let expected = diagnostic.expected.iter().map(|expected| format!("expected: {expected}"));
    let related = diagnostic.related.iter().map(|(span, note)| format!("{}: {note}", sources.place(*span)));
    let help = diagnostic.help.iter().map(|help| format!("help: {help}"));
    let rule = format!("rule: {} (`dci explain {0}`)", diagnostic.rule.id);
    let lines = [place, diagnostic.message.clone()].into_iter().chain(expected).chain(related).chain(help);
    lines.chain([rule]).collect::<Vec<String>>().join("\n")
}

/// The definitions of the ids and names, or all.
fn chosen(standard: &Standard, only: Option<&[LitStr]>) -> Result<Vec<Definition>> {
    let Some(only) = only else { return Ok(standard.definitions().collect()) };
    let mut chosen = Vec::new();
    for wanted in only {
        let found = standard.find(&wanted.value());
        if found.is_empty() {
            let known = standard.definitions().flat_map(|definition| {
                let meta = standard.meta(definition);
                [meta.id.as_str(), meta.name.as_str()]
            });
            let help = did_you_mean(&wanted.value(), known).map(|help| format!(": {help}")).unwrap_or_default();
            let message = format!("the standard defines no `{}`{help}", wanted.value());
            return Err(Error::new(wanted.span(), message));
        }
        chosen.extend(found);
    }
    Ok(chosen)
}

/// Names every file that was read, so that the compiler looks again when one changes.
fn rebuild(sources: &Sources) -> Result<TokenStream> {
    let paths = sources.files().map(|file| absolute(&sources.root().join(&file.path)));
    let paths: Vec<String> = paths.collect::<Result<_>>()?;
    Ok(quote!(#(const _: &[u8] = ::core::include_bytes!(#paths);)*))
}

fn absolute(path: &Utf8Path) -> Result<String> {
    camino::absolute_utf8(path)
        .map(Utf8PathBuf::into_string)
        .map_err(|error| Error::new(proc_macro2::Span::call_site(), format!("{path}: {error}")))
}
