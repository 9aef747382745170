//! Names of the standard as identifiers of programs: one rule for every target.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// What a name of a kind of definition looks like, where `name` does not; nothing where it does. The kind is told by its
/// key in the YAML.
///
/// ```
/// use dci_codegen::naming::malformed;
///
/// assert_eq!(malformed("code_directory", "marital_status"), None);
/// assert_eq!(malformed("data_object", "person"), Some("a name in CamelCase, such as RelatedPerson"));
/// ```
pub fn malformed(kind: &str, name: &str) -> Option<&'static str> {
    let (well_formed, expected) = match kind {
        "data_object" => (
            name.starts_with(|first: char| first.is_ascii_uppercase())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            "a name in CamelCase, such as RelatedPerson",
        ),
        "interface" => (is_lower(name, b"-"), "a name of small letters, digits and hyphens, such as social-registry"),
        "operation" => (is_lower(name, b"-_"), "a name such as on-search"),
        _ => (is_lower(name, b"_"), "a name in snake_case, such as marital_status"),
    };
    (!well_formed).then_some(expected)
}

/// Small letters, digits and some signs, beginning with a letter.
fn is_lower(name: &str, signs: &[u8]) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || signs.contains(&byte))
}

/// A scope for the ids of an interface: its initials, or the beginning of its only word; with a number where it is taken.
///
/// ```
/// use dci_codegen::naming::scope;
///
/// assert_eq!(scope("social-registry", |_| true), "SR");
/// assert_eq!(scope("pensions", |scope| scope != "PEN"), "PEN2");
/// ```
pub fn scope(name: &str, is_free: impl Fn(&str) -> bool) -> String {
    let initials: String = name.split('-').filter_map(|word| word.chars().next()).collect();
    let short = if initials.len() > 1 { initials } else { name.chars().take(3).collect() };
    let short = short.to_uppercase();
    let numbered = (2..).map(|number| format!("{short}{number}"));
    std::iter::once(short.clone()).chain(numbered).find(|scope| is_free(scope)).unwrap_or(short)
}

/// The name of a type: `marital_status` is `MaritalStatus`; `CRVSPerson` stays as it is.
pub fn type_name(name: &str) -> String {
    if name.starts_with(|first: char| first.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric()) {
        return name.to_owned();
    }
    name.to_upper_camel_case()
}

/// The name of a module, a field or a function: `social-registry` is `social_registry`.
pub fn snake_name(name: &str) -> String {
    name.to_snake_case()
}

/// The name of an enum variant: `never_married` is `NeverMarried`.
pub fn variant_name(name: &str) -> String {
    name.to_upper_camel_case()
}

/// A name as a Rust identifier: keywords are written raw.
pub fn rust_identifier(name: &str) -> String {
    match name {
        // These cannot be raw identifiers.
        "self" | "Self" | "super" | "crate" | "_" => format!("{name}_"),
        _ if is_rust_keyword(name) => format!("r#{name}"),
        _ => name.to_owned(),
    }
}

/// Features of the crate of types that are no interfaces.
pub(crate) const KEPT_FEATURES: &[&str] = &["default", "full", "schemars", "standard"];

/// Whether no interface can bear the name, since a target or a system keeps it.
#[cfg(feature = "import")]
pub(crate) fn is_kept_interface(name: &str) -> bool {
    KEPT_FEATURES.contains(&name) || is_device(name)
}

/// Whether no data object, code directory or data format can bear the name: `Self` is a word of Rust, and `bundle.schema.json` the schema
/// of all schemas.
#[cfg(feature = "import")]
pub(crate) fn is_kept_type(name: &str) -> bool {
    let name = type_name(name).to_lowercase();
    matches!(name.as_str(), "self" | "bundle") || is_device(&name)
}

/// Whether no attribute can bear the name: words of Rust that cannot be escaped, what keeps the rest of a payload, and the prefix of
/// datatypes in a context.
pub(crate) fn is_kept_attribute(name: &str) -> bool {
    matches!(snake_name(name).as_str(), "self" | "super" | "crate" | "extra") || name == "xsd"
}

/// Whether Windows keeps the name of a file for a device, whatever comes after a full stop: a folder with such a file cannot be checked out
/// there.
pub(crate) fn is_device(file_name: &str) -> bool {
    let stem = file_name.split('.').next().unwrap_or_default().to_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt")).unwrap_or_default();
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || (port.len() == 1 && port.as_bytes()[0].is_ascii_digit())
}

/// The variant that keeps a code which an extensible directory does not list.
pub const UNLISTED_VARIANT: &str = "Unlisted";

/// Whether Rust keeps the word for itself, in any edition up to 2024.
pub fn is_rust_keyword(word: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
        "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
        "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct",
        "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while",
        "yield",
    ];
    KEYWORDS.binary_search(&word).is_ok()
}
