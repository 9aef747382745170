//! Data types and data formats.

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::model::{Constraints, DataFormat, DataType, Id};
use crate::raw::RawDataFormat;
use crate::resolve::Resolver;
use crate::resolve::index::RawKind;
use crate::source::Spanned;
use crate::vocabulary::Kind;

impl Resolver<'_> {
    /// Makes the data types.
    pub(super) fn data_types(&mut self) {
        let spec = self.spec;
        for (interface, files) in spec.interfaces.iter().enumerate() {
            for at in self.index.of(interface, RawKind::DataType) {
                let loaded = &files.data_types[at];
                let meta = self.meta(&loaded.raw.meta(), Id::new(interface), loaded.file);
                let id = self.standard.data_types.push(DataType { meta, kind: loaded.raw.kind.0 });
                self.standard.interfaces.get_mut(Id::new(interface)).data_types.push(id);
                self.objects.data_types.insert((interface, at), id);
            }
        }
    }

    /// Makes the data formats.
    pub(super) fn data_formats(&mut self) {
        let spec = self.spec;
        for (interface, files) in spec.interfaces.iter().enumerate() {
            for at in self.index.of(interface, RawKind::DataFormat) {
                let loaded = &files.data_formats[at];
                let raw = &loaded.raw;
                let Some(base) = self.refer(&raw.type_id, &[RawKind::DataType], interface) else { continue };
                let Some(&data_type) = self.objects.data_types.get(&(base.interface, base.at)) else { continue };
                let kind = self.standard.data_types[data_type].kind;
                if !matches!(kind, Kind::String | Kind::Integer | Kind::Decimal) {
                    self.report(
                        Diagnostic::new(
                            &rules::WRONG_KIND,
                            raw.type_id.span,
                            format!("a data format cannot narrow {kind}"),
                        )
                        .expected("the data type string, integer or decimal")
                        .help("refer to the data type of strings, integers or decimals"),
                    );
                    continue;
                }
                let constraints = self.constraints(raw, kind);
                let format = DataFormat {
                    meta: self.meta(&raw.meta(), Id::new(interface), loaded.file),
                    data_type,
                    kind,
                    constraints,
                    examples: raw.examples.iter().map(|example| example.value.text.clone()).collect(),
                    counter_examples: raw.counter_examples.iter().map(|example| example.value.text.clone()).collect(),
                };
                self.examples_hold(raw, &format);
                let id = self.standard.data_formats.push(format);
                self.standard.interfaces.get_mut(Id::new(interface)).data_formats.push(id);
                self.objects.data_formats.insert((interface, at), id);
            }
        }
    }

    fn constraints(&mut self, raw: &RawDataFormat, kind: Kind) -> Constraints {
        let is_text = kind == Kind::String;
        let misplaced = if is_text {
            raw.minimum.is_some() || raw.maximum.is_some()
        } else {
            raw.pattern.is_some() || raw.format.is_some() || raw.min_length.is_some() || raw.max_length.is_some()
        };
        if misplaced {
            self.format_bounds(raw, format!("these bounds do not fit {kind}"));
        }
        let length = |length: Option<i64>| length.map(|length| u32::try_from(length).unwrap_or(u32::MAX));
        let negative = raw.min_length.is_some_and(|least| least < 0) || raw.max_length.is_some_and(|most| most < 0);
        let crossed = raw.min_length.zip(raw.max_length).is_some_and(|(least, most)| least > most)
            || raw
                .minimum
                .as_ref()
                .and_then(|least| least.0.as_f64())
                .zip(raw.maximum.as_ref().and_then(|most| most.0.as_f64()))
                .is_some_and(|(least, most)| least > most);
        if negative || crossed {
            self.format_bounds(raw, "the lower bound is above the upper one, or a length is negative".to_owned());
        }
        if let Some(pattern) = &raw.pattern {
            self.pattern(pattern);
        }
        Constraints {
            pattern: raw.pattern.as_ref().map(|pattern| pattern.value.clone()),
            format: raw.format.as_ref().map(|format| format.value.clone()),
            min_length: length(raw.min_length),
            max_length: length(raw.max_length),
            minimum: raw.minimum.as_ref().map(|number| number.0.clone()),
            maximum: raw.maximum.as_ref().map(|number| number.0.clone()),
        }
    }

    fn format_bounds(&mut self, raw: &RawDataFormat, message: String) {
        self.report(Diagnostic::new(&rules::FORMAT_BOUNDS, raw.data_format.span, message).help(
            "lengths and patterns belong to strings, minimum and maximum to numbers; the lower bound comes first",
        ));
    }

    /// A pattern must mean the same in ECMA-262 and in Rust, and match the whole text.
    fn pattern(&mut self, pattern: &Spanned<String>) {
        let text = pattern.value.as_str();
        if let Err(error) = regex::Regex::new(text) {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            self.report(
                Diagnostic::new(
                    &rules::BAD_PATTERN,
                    pattern.span,
                    format!("the pattern is not a regular expression: {reason}"),
                )
                .help("use literals, classes, groups, alternatives and counts only"),
            );
            return;
        }
        if text.contains("(?") && !text.contains("(?:")
            || text.contains("\\A")
            || text.contains("\\z")
            || text.contains("[[:")
        {
            self.report(
                Diagnostic::new(&rules::BAD_PATTERN, pattern.span, "the pattern uses what JavaScript does not know")
                    .help("avoid inline flags, named groups of Rust, \\A, \\z and POSIX classes"),
            );
        }
        if !text.starts_with('^') || !text.ends_with('$') {
            self.report(
                Diagnostic::new(&rules::UNANCHORED_PATTERN, pattern.span, "the pattern does not cover the whole text")
                    .expected("^…$")
                    .help(format!("write `^{}$`", text.trim_start_matches('^').trim_end_matches('$'))),
            );
        }
    }

    fn examples_hold(&mut self, raw: &RawDataFormat, format: &DataFormat) {
        for example in &raw.examples {
            if let Err(why) = crate::payload::text_is_of_format(&example.value.text, format) {
                self.report(
                    Diagnostic::new(
                        &rules::FORMAT_EXAMPLE,
                        example.span,
                        format!("the example `{}` is not of the format: {why}", example.value.text),
                    )
                    .help("correct the example, or the format"),
                );
            }
        }
        for example in &raw.counter_examples {
            if crate::payload::text_is_of_format(&example.value.text, format).is_ok() {
                self.report(
                    Diagnostic::new(
                        &rules::FORMAT_COUNTER_EXAMPLE,
                        example.span,
                        format!("the counter-example `{}` is of the format", example.value.text),
                    )
                    .help("correct the counter-example, or make the format stricter"),
                );
            }
        }
    }
}
