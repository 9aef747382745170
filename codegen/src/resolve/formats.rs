//! Data types and data formats.

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::model::{Constraints, DataFormat, DataType, Definition, Id};
use crate::nearest::did_you_mean;
use crate::raw::{RawDataFormat, Text};
use crate::resolve::index::RawKind;
use crate::resolve::{Resolver, patterns};
use crate::source::{Span, Spanned};
use crate::vocabulary::{Kind, MAX_INTEGER, MAX_INTEGER_AS_DOUBLE};

/// The formats of strings in JSON Schema 2020-12 (section 7.3 of its validation) and in the OpenAPI Format Registry, sorted.
const FORMATS: &[&str] = &[
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "decimal",
    "decimal128",
    "duration",
    "email",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "sf-binary",
    "sf-string",
    "sf-token",
    "time",
    "time-local",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

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
                self.constraints_hold(raw);
                let Some(base) = self.refer(&raw.type_id, &[RawKind::DataType], interface) else { continue };
                let Some(&data_type) = self.objects.data_types.get(&(base.interface, base.at)) else { continue };
                let kind = self.standard.data_types[data_type].kind;
                if !matches!(kind, Kind::String | Kind::Integer | Kind::Decimal) {
                    self.report(
                        Diagnostic::new(
                            &rules::WRONG_KIND,
                            raw.type_id.span,
                            format!("a data format cannot narrow the data type {kind}"),
                        )
                        .expected("the data type of strings, integers or decimals")
                        .help("refer to one of these, or use the data type itself without a format"),
                    );
                    continue;
                }
                let constraints = self.constraints(raw, kind);
                let is_sound = !self.diagnostics.has_errors_in(loaded.file);
                let format = DataFormat {
                    meta: self.meta(&raw.meta(), Id::new(interface), loaded.file),
                    data_type,
                    kind,
                    constraints,
                    examples: raw.examples.iter().map(|example| example.value.text.clone()).collect(),
                    counter_examples: raw.counter_examples.iter().map(|example| example.value.text.clone()).collect(),
                };
                if is_sound {
                    self.examples_hold(raw, &format);
                }
                let id = self.standard.data_formats.push(format);
                if !is_sound {
                    self.standard.unsound.insert(Definition::DataFormat(id));
                }
                self.standard.interfaces.get_mut(Id::new(interface)).data_formats.push(id);
                self.objects.data_formats.insert((interface, at), id);
            }
        }
    }

    /// What can be said of a format whatever it narrows.
    fn constraints_hold(&mut self, raw: &RawDataFormat) {
        self.bounds_cross(raw);
        if let Some(pattern) = &raw.pattern {
            patterns::pattern(pattern, self.diagnostics);
        }
        if let Some(format) = &raw.format {
            self.format_word(format);
        }
    }

    fn constraints(&mut self, raw: &RawDataFormat, kind: Kind) -> Constraints {
        self.bounds_fit(raw, kind);
        if kind == Kind::Integer {
            self.bounds_are_in_range(raw);
        }
        let length = |length: &Option<Spanned<i64>>| {
            length.as_ref().map(|length| u32::try_from(length.value).unwrap_or(u32::MAX))
        };
        Constraints {
            pattern: raw.pattern.as_ref().map(|pattern| pattern.value.clone()),
            format: raw.format.as_ref().map(|format| format.value.clone()),
            min_length: length(&raw.min_length),
            max_length: length(&raw.max_length),
            minimum: raw.minimum.as_ref().map(|number| number.value.0.clone()),
            maximum: raw.maximum.as_ref().map(|number| number.value.0.clone()),
        }
    }

    /// A format is one of those that are registered: any other is passed over by every validator.
    fn format_word(&mut self, format: &Text) {
        if FORMATS.binary_search(&format.value.as_str()).is_ok() {
            return;
        }
        let near = did_you_mean(&format.value, FORMATS.iter().copied());
        self.report(
            Diagnostic::new(&rules::UNKNOWN_FORMAT, format.span, format!("`{}` is no registered format", format.value))
                .expected("a format of JSON Schema or of the OpenAPI Format Registry, such as date-time")
                .help(near.unwrap_or_else(|| "remove it: the pattern says which texts are valid".to_owned())),
        );
    }

    /// Lengths and patterns belong to strings, minimum and maximum to numbers; a length is not negative.
    fn bounds_fit(&mut self, raw: &RawDataFormat, kind: Kind) {
        let texts = [
            ("pattern", raw.pattern.as_ref().map(|it| it.span)),
            ("format", raw.format.as_ref().map(|it| it.span)),
            ("min_length", raw.min_length.as_ref().map(|it| it.span)),
            ("max_length", raw.max_length.as_ref().map(|it| it.span)),
        ];
        let numbers =
            [("minimum", raw.minimum.as_ref().map(|it| it.span)), ("maximum", raw.maximum.as_ref().map(|it| it.span))];
        let (misplaced, fit): (&[(&str, Option<Span>)], _) = match kind {
            Kind::String => (&numbers, "a string has pattern, format, min_length and max_length"),
            _ => (&texts, "a number has minimum and maximum"),
        };
        for (key, span) in misplaced {
            if let Some(span) = span {
                self.report(
                    Diagnostic::new(&rules::FORMAT_BOUNDS, *span, format!("`{key}` does not fit the data type {kind}"))
                        .help(format!("{fit}: remove it, or refer to another data type")),
                );
            }
        }
        for length in raw.min_length.iter().chain(&raw.max_length).filter(|length| u32::try_from(length.value).is_err())
        {
            self.report(
                Diagnostic::new(&rules::FORMAT_BOUNDS, length.span, format!("{} is no length", length.value))
                    .help("write the number of characters"),
            );
        }
    }

    /// An integer is at most 2^53 - 1, which every program keeps: a bound further out says nothing, or forbids everything.
    fn bounds_are_in_range(&mut self, raw: &RawDataFormat) {
        for (key, bound) in [("minimum", &raw.minimum), ("maximum", &raw.maximum)] {
            let Some(bound) = bound else { continue };
            if !bound.value.0.as_f64().is_some_and(|number| number.abs() <= MAX_INTEGER_AS_DOUBLE) {
                self.report(
                    Diagnostic::new(
                        &rules::FORMAT_BOUNDS,
                        bound.span,
                        format!("`{key}` is beyond every integer: {}", bound.value.0),
                    )
                    .expected(format!("-{MAX_INTEGER} to {MAX_INTEGER}"))
                    .help("write a bound that programs can keep, or remove it"),
                );
            }
        }
    }

    /// The lower bound is not above the upper one.
    fn bounds_cross(&mut self, raw: &RawDataFormat) {
        if let (Some(least), Some(most)) = (&raw.min_length, &raw.max_length)
            && least.value > most.value
        {
            self.crossed("max_length", most.span, "min_length", least.span);
        }
        if let (Some(least), Some(most)) = (&raw.minimum, &raw.maximum)
            && least.value.0.as_f64() > most.value.0.as_f64()
        {
            self.crossed("maximum", most.span, "minimum", least.span);
        }
    }

    fn crossed(&mut self, upper: &str, upper_span: Span, lower: &str, lower_span: Span) {
        self.report(
            Diagnostic::new(
                &rules::FORMAT_BOUNDS,
                upper_span,
                format!("`{upper}` is below `{lower}`: nothing can hold"),
            )
            .related(lower_span, "the lower bound")
            .help("correct one of the two"),
        );
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
