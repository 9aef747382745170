//! What `#[dci(…)]` and documentation say about an item.
//!
//! [`Options::read`] takes the keys that an item may have, and refuses all others where they stand.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::meta::ParseNestedMeta;
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Expr, ExprLit, Ident, Lit, LitBool, LitStr, Path, Result, Token};

/// The keys of `#[dci(…)]` on one item, read.
#[derive(Default)]
pub(crate) struct Options {
    values: Vec<(String, Value)>,
}

/// The value of a key.
pub(crate) enum Value {
    /// `unlisted`
    Flag,
    /// `id = "CD.COM.02"`
    Text(LitStr),
    /// `minimum = -90`
    Number(Expr),
    /// `when = true`, `when("a", "b")`
    When(Vec<Lit>),
    /// `fixed("header.action" = "search")`
    Fixed(LitStr, LitStr),
    /// `runtime = ::dci_types::runtime`
    Path(Path),
}

/// How the value of a key is written.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Flag,
    Text,
    Number,
    When,
    Fixed,
    Path,
}

/// A key that an item may have.
pub(crate) type Key = (&'static str, Kind);

/// Every derive may say where the runtime is.
const RUNTIME: Key = ("runtime", Kind::Path);

impl Options {
    /// Reads all `#[dci(…)]` of an item.
    pub(crate) fn read(attributes: &[Attribute], keys: &[Key]) -> Result<Self> {
        let mut options = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("dci")) {
            attribute.parse_nested_meta(|meta| options.take(&meta, keys))?;
        }
        Ok(options)
    }

    fn take(&mut self, meta: &ParseNestedMeta<'_>, keys: &[Key]) -> Result<()> {
        let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
        let Some((_, kind)) = keys.iter().chain([&RUNTIME]).find(|(key, _)| *key == name) else {
            let known: Vec<String> = keys.iter().map(|(key, _)| format!("`{key}`")).collect();
            let known = if known.is_empty() { "nothing".to_owned() } else { known.join(", ") };
            return Err(meta.error(format!("`{}` is not known here: expected {known}", meta.path.to_token_stream())));
        };
        if !matches!(kind, Kind::Fixed) && self.get(&name).is_some() {
            return Err(meta.error(format!("`{name}` stands here twice")));
        }
        self.values.push((name, value(*kind, meta)?));
        Ok(())
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(crate) fn text(&self, name: &str) -> Option<&LitStr> {
        match self.get(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A text that must be there; `at` is what the message points at where it is not.
    pub(crate) fn required(&self, name: &str, at: &Ident) -> Result<&LitStr> {
        self.text(name).ok_or_else(|| Error::new(at.span(), format!("`{at}` needs `#[dci({name} = \"…\")]`")))
    }

    pub(crate) fn number(&self, name: &str) -> Option<&Expr> {
        match self.get(name) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        }
    }

    pub(crate) fn when(&self) -> Option<&[Lit]> {
        match self.get("when") {
            Some(Value::When(values)) => Some(values),
            _ => None,
        }
    }

    pub(crate) fn fixed(&self) -> impl Iterator<Item = (&LitStr, &LitStr)> {
        self.values.iter().filter_map(|(_, value)| match value {
            Value::Fixed(path, code) => Some((path, code)),
            _ => None,
        })
    }

    /// The path of the runtime crate.
    pub(crate) fn runtime(&self) -> TokenStream {
        if let Some(Value::Path(path)) = self.get("runtime") { path.to_token_stream() } else { quote!(::dci_runtime) }
    }
}

fn value(kind: Kind, meta: &ParseNestedMeta<'_>) -> Result<Value> {
    Ok(match kind {
        Kind::Flag => Value::Flag,
        Kind::Text => Value::Text(meta.value()?.parse()?),
        Kind::Number => Value::Number(meta.value()?.parse()?),
        Kind::Path => Value::Path(meta.value()?.parse()?),
        Kind::When if meta.input.peek(Token![=]) => Value::When(vec![told(&meta.value()?.parse()?)?]),
        Kind::When => {
            let content;
            syn::parenthesized!(content in meta.input);
            let values: Punctuated<Expr, Token![,]> =
                content.parse_terminated(Expr::parse_without_eager_brace, Token![,])?;
            Value::When(values.iter().map(told).collect::<Result<_>>()?)
        }
        Kind::Fixed => {
            let content;
            syn::parenthesized!(content in meta.input);
            let path = content.parse()?;
            content.parse::<Token![=]>()?;
            Value::Fixed(path, content.parse()?)
        }
    })
}

/// A value that tells an alternative.
fn told(expr: &Expr) -> Result<Lit> {
    match expr {
        Expr::Lit(ExprLit { lit: lit @ (Lit::Str(_) | Lit::Bool(LitBool { .. })), .. }) => Ok(lit.clone()),
        _ => Err(Error::new_spanned(expr, "expected a code in quotes, `true` or `false`")),
    }
}

/// The first line of the documentation, where there is one.
pub(crate) fn first_line(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| {
        let syn::Meta::NameValue(meta) = &attribute.meta else { return None };
        let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &meta.value else { return None };
        meta.path.is_ident("doc").then(|| text.value().trim().to_owned()).filter(|line| !line.is_empty())
    })
}

/// What is written, or else the first line of the documentation, or else nothing.
pub(crate) fn text_or_docs(options: &Options, name: &str, attributes: &[Attribute]) -> String {
    options.text(name).map(LitStr::value).or_else(|| first_line(attributes)).unwrap_or_default()
}
