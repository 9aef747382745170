//! Regular expressions: the part that means the same in ECMA-262 (JSON Schema, `OpenAPI`), in Rust and elsewhere.

use regex::{Regex, RegexBuilder};

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::limits::{MAX_COMPILED_PATTERN_BYTES, MAX_PATTERN_BYTES};
use crate::source::Spanned;

/// A pattern that is compiled, unless that takes more memory than is allowed.
pub(crate) fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(MAX_COMPILED_PATTERN_BYTES).build()
}

/// A pattern must mean the same everywhere, and match the whole text.
pub(crate) fn pattern(pattern: &Spanned<String>, diagnostics: &mut Diagnostics) {
    let text = pattern.value.as_str();
    let shape = Shape::of(text);
    if let Some((sign, instead)) = shape.foreign {
        diagnostics.push(
            Diagnostic::new(
                &rules::BAD_PATTERN,
                pattern.span,
                format!("`{sign}` does not mean the same in every programming language"),
            )
            .help(instead),
        );
        return;
    }
    if text.len() > MAX_PATTERN_BYTES {
        let message = format!("the pattern has more than the {MAX_PATTERN_BYTES} bytes that are allowed");
        diagnostics.push(
            Diagnostic::new(&rules::BAD_PATTERN, pattern.span, message)
                .help("a list of values is a code directory; say lengths with `min_length` and `max_length`"),
        );
        return;
    }
    if let Err(error) = compile(text) {
        if matches!(error, regex::Error::CompiledTooBig(_)) {
            let message = format!(
                "the pattern, written out, has more than the {MAX_COMPILED_PATTERN_BYTES} bytes that are allowed"
            );
            diagnostics.push(Diagnostic::new(&rules::BAD_PATTERN, pattern.span, message).help(
                "a count writes out what it repeats, and one inside another multiplies: write smaller ones, or say the length with `max_length`",
            ));
            return;
        }
        let reason = error.to_string();
        let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        diagnostics.push(
            Diagnostic::new(
                &rules::BAD_PATTERN,
                pattern.span,
                format!("the pattern is not a regular expression: {reason}"),
            )
            .help("use characters, classes such as [A-Z], groups, alternatives and counts only"),
        );
        return;
    }
    // The generated types read patterns with a smaller engine, which must take them too.
    if let Err(error) = regex_lite::Regex::new(text) {
        let reason = error.to_string();
        diagnostics.push(
            Diagnostic::new(
                &rules::BAD_PATTERN,
                pattern.span,
                format!("programs that use the generated types cannot read the pattern: {}", one_line(&reason)),
            )
            .help("write it more simply: fewer groups within each other, smaller counts"),
        );
        return;
    }
    if !shape.is_anchored {
        let inner = text.trim_start_matches('^');
        let inner = if shape.ends_in_dollar { inner.trim_end_matches('$') } else { inner };
        let inner = if shape.has_alternatives { format!("({inner})") } else { inner.to_owned() };
        diagnostics.push(
            Diagnostic::new(&rules::UNANCHORED_PATTERN, pattern.span, "the pattern does not cover the whole text")
                .expected("^…$")
                .help(format!("write `^{inner}$`")),
        );
    }
}

fn one_line(reason: &str) -> String {
    reason.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a pattern is made of, as far as it matters here.
struct Shape<'a> {
    /// The first thing that is not the same everywhere, and what to write instead.
    foreign: Option<(&'a str, &'static str)>,
    has_alternatives: bool,
    ends_in_dollar: bool,
    is_anchored: bool,
}

impl<'a> Shape<'a> {
    fn of(pattern: &'a str) -> Self {
        let mut foreign = None;
        let (mut depth, mut class) = (0_usize, false);
        let (mut has_alternatives, mut ends_in_dollar) = (false, false);
        let mut signs = pattern.char_indices();
        while let Some((at, sign)) = signs.next() {
            let rest = &pattern[at..];
            ends_in_dollar = sign == '$' && !class;
            let strange = match (sign, class) {
                ('\\', _) => {
                    signs.next();
                    escape(rest)
                }
                ('[', false) => {
                    class = true;
                    None
                }
                ('[', true) => Some((&rest[..1], "inside a class, write `\\[` for a bracket")),
                (']', true) => {
                    class = false;
                    None
                }
                ('&' | '-' | '~', true) if rest[1..].starts_with(sign) => {
                    Some((&rest[..2], "inside a class, write the sign once"))
                }
                ('(', false) => {
                    depth += 1;
                    (rest.starts_with("(?") && !rest.starts_with("(?:"))
                        .then(|| (&rest[..2], "use plain groups `(…)`: no look-around, no flags, no names"))
                }
                (')', false) => {
                    depth = depth.saturating_sub(1);
                    None
                }
                ('|', false) => {
                    has_alternatives |= depth == 0;
                    None
                }
                _ => None,
            };
            foreign = foreign.or(strange);
        }
        let is_anchored = pattern.starts_with('^') && ends_in_dollar && !has_alternatives;
        Self { foreign, has_alternatives, ends_in_dollar, is_anchored }
    }
}

/// A backslash with what follows, where that is not the same everywhere.
fn escape(rest: &str) -> Option<(&str, &'static str)> {
    let sign = rest[1..].chars().next()?;
    let shown = &rest[..=sign.len_utf8()];
    match sign {
        'd' | 'D' => Some((shown, "write `[0-9]`, or `[^0-9]`: elsewhere it also means digits of other scripts")),
        'w' | 'W' | 'b' | 'B' => Some((shown, "write the letters out: `[A-Za-z0-9_]`")),
        's' | 'S' => Some((shown, "write the blank itself: `[ ]`")),
        't' | 'n' | 'r' | 'f' | 'v' => None,
        sign if sign.is_ascii_alphanumeric() => Some((shown, "write the character itself, or a class such as [A-Z]")),
        _ => None,
    }
}
