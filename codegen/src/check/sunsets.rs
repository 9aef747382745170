//! Sunsets: what was to be gone by now.

use crate::catalogue as rules;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Definition, Deprecation, Interface, Standard};
use crate::version::Version;

/// A sunset is a promise to those who build on the standard: in that version the thing is gone. Once the interface has that version,
/// the thing goes, or the promise is changed where everybody sees it.
pub(super) fn what_has_gone_is_removed(standard: &Standard, diagnostics: &mut Diagnostics) {
    for definition in standard.definitions() {
        let meta = standard.meta(definition);
        let interface = standard.interface_of(definition);
        // What is bound goes with what it is bound from.
        if meta.id.contains('@') {
            continue;
        }
        let mut judge = |what: &str, deprecated: Option<&Deprecation>| {
            if let Some(diagnostic) = deprecated.and_then(|deprecated| passed(interface, what, deprecated)) {
                diagnostics.push(diagnostic);
            }
        };
        judge(&meta.id, meta.deprecated.as_ref());
        match definition {
            Definition::DataObject(id) => {
                for attribute in standard[id].attributes.iter().filter(|it| it.inherited_from.is_none()) {
                    judge(&format!("{}/{}", meta.id, attribute.name), attribute.deprecated.as_ref());
                }
            }
            Definition::CodeDirectory(id) if standard[id].codes_of.is_none() => {
                for code in &standard[id].codes {
                    judge(&format!("{}/{}", meta.id, code.code), code.deprecated.as_ref());
                }
            }
            _ => {}
        }
    }
}

fn passed(interface: &Interface, what: &str, deprecated: &Deprecation) -> Option<Diagnostic> {
    let sunset: Version = deprecated.sunset.as_ref()?.parse().ok()?;
    let now: Version = interface.version.parse().ok()?;
    (now >= sunset).then(|| {
        Diagnostic::new(
            &rules::SUNSET_PASSED,
            deprecated.span,
            format!("{what} was to be gone in {sunset}, and {} {} still has it", interface.title, now),
        )
        .related(interface.span, "the interface whose version counts")
        .help("remove it, or move its sunset to a version that is still to come")
    })
}
