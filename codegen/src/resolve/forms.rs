//! The forms of what programs read: addresses, names that reach paths and manifests, words of other formats.

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::naming;
use crate::raw::{RawInterface, RawStandard, Text};

/// The form of a text.
struct Form {
    rule: &'static Rule,
    /// What such a text is, in "`…` is no …".
    what: &'static str,
    expected: &'static str,
    help: &'static str,
    holds: fn(&str) -> bool,
}

/// An address that a person or a program opens.
const ADDRESS: Form = Form {
    rule: &rules::MALFORMED_URL,
    what: "address",
    expected: "https://… or http://…, without spaces, quotes, brackets and braces",
    help: "write the address as a browser shows it, with https:// in front; write %20 for a space",
    holds: is_address,
};

/// A list of codes that others keep: an address, a name in the form of one (`urn:`), or any name.
const SYSTEM: Form = Form {
    rule: &rules::MALFORMED_URL,
    what: "address of a list of codes",
    expected: "https://…, http://… or urn:…, without spaces, quotes, brackets and braces",
    help: "write the address that the list is known by, or its name without a colon",
    holds: |text| is_address(text) || is_urn(text) || !has_scheme(text),
};

const STANDARD_NAME: Form = Form {
    rule: &rules::MALFORMED_NAME,
    what: "name of a standard",
    expected: "a name of small letters, digits and hyphens, such as social-registry",
    help: "write it so: the crate of types, folders and files are named by it; what people read is the `title`",
    holds: |text| naming::malformed("interface", text).is_none(),
};

const PARAMETER_NAME: Form = Form {
    rule: &rules::MALFORMED_NAME,
    what: "name of a parameter",
    expected: "a name in snake_case, such as record_type",
    help: "write small letters, digits and underscores, beginning with a letter",
    holds: |text| naming::malformed("process", text).is_none(),
};

const NUMBERED_ID: Form = Form {
    rule: &rules::MALFORMED_ID,
    what: "id",
    expected: "an id such as ASM.COM.02",
    help: "write letters, digits, points, hyphens and underscores",
    holds: is_word,
};

const LICENCE: Form = Form {
    rule: &rules::MALFORMED_WORD,
    what: "licence",
    expected: "an SPDX expression, such as Apache-2.0 or (MIT OR CC-BY-4.0)",
    help: "look the licence up at https://spdx.org/licenses; one that is not listed there is written LicenseRef-…",
    holds: |text| {
        text.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '(')
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" .:+-()".contains(&byte))
    },
};

const MAIL: Form = Form {
    rule: &rules::MALFORMED_WORD,
    what: "e-mail address",
    expected: "name@domain",
    help: "write the address alone, without a name in front of it",
    holds: |text| {
        let is_part = |part: &str| {
            let is_sign = |each: char| each.is_alphanumeric() || ".!#$%&'*+/=?^_{}~-".contains(each);
            !part.is_empty() && part.chars().all(is_sign)
        };
        text.split_once('@').is_some_and(|(name, domain)| is_part(name) && is_part(domain))
    },
};

const SECURITY: Form = Form {
    rule: &rules::MALFORMED_WORD,
    what: "word of a security scheme",
    expected: "letters, digits, points, hyphens and underscores, such as bearer",
    help: "write the name of the HTTP header, or of the HTTP authentication scheme",
    holds: is_word,
};

/// What `standard.yaml` says for programs; a profile says the same of itself.
pub(super) fn standard(raw: &RawStandard, diagnostics: &mut Diagnostics) {
    check(&STANDARD_NAME, &raw.standard, diagnostics);
    check(&LICENCE, &raw.licence, diagnostics);
    let addresses = [&raw.url, &raw.namespaces.json_schema, &raw.namespaces.vocabulary];
    for address in addresses.into_iter().chain(raw.servers.iter().map(|server| &server.url)) {
        check(&ADDRESS, address, diagnostics);
    }
    if let Some(email) = &raw.email {
        check(&MAIL, email, diagnostics);
    }
    if let Some(security) = &raw.security {
        check(&SECURITY, &security.name, diagnostics);
        check(&SECURITY, &security.scheme, diagnostics);
    }
}

/// What `interface.yaml` says for programs, beside its id and name.
pub(super) fn interface(raw: &RawInterface, diagnostics: &mut Diagnostics) {
    parameters(raw.parameters.iter().map(|parameter| &parameter.name), diagnostics);
    let ids = raw.assumptions.iter().map(|it| &it.id).chain(raw.exceptions.iter().map(|it| &it.id));
    for id in ids {
        check(&NUMBERED_ID, id, diagnostics);
    }
}

/// Names of types that are filled in.
pub(super) fn parameters<'a>(names: impl Iterator<Item = &'a Text>, diagnostics: &mut Diagnostics) {
    for name in names {
        check(&PARAMETER_NAME, name, diagnostics);
    }
}

/// An address.
pub(crate) fn address(text: &Text, diagnostics: &mut Diagnostics) {
    check(&ADDRESS, text, diagnostics);
}

/// A list of codes that others keep.
pub(super) fn system(text: &Text, diagnostics: &mut Diagnostics) {
    check(&SYSTEM, text, diagnostics);
}

fn check(form: &Form, text: &Text, diagnostics: &mut Diagnostics) {
    if (form.holds)(&text.value) {
        return;
    }
    let Form { rule, what, expected, help, .. } = form;
    // A character that has no place anywhere was reported, and would do here what it was reported for.
    if diagnostics.has_errors_within(text.span) {
        return;
    }
    diagnostics.push(
        Diagnostic::new(rule, text.span, format!("`{}` is no {what}", text.value)).expected(*expected).help(*help),
    );
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric) && is_of_address(rest))
}

fn is_urn(text: &str) -> bool {
    text.strip_prefix("urn:").is_some_and(|rest| rest.contains(':') && is_of_address(rest))
}

/// Whether a text has only characters that stand in addresses as they are.
fn is_of_address(text: &str) -> bool {
    !text.contains(|each: char| each.is_whitespace() || each.is_control() || "\"<>[]{}\\^`|".contains(each))
}

/// Whether a text begins as an address of whatever kind does: `javascript:`.
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte))
    })
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}
