//! The codes of directories: each once, and written as it can be read.

use std::collections::BTreeSet;

use crate::import::draft::{Code, Draft, Shape};
use crate::import::finding::{Findings, Kind, Place};

/// Leaves out the codes that a directory cannot have; one without any is open, since nothing would be valid otherwise.
pub(super) fn keep_those_that_can_be(draft: &mut Draft, findings: &mut Findings) {
    for definition in &mut draft.definitions {
        if let Shape::Codes { closed, codes } = &mut definition.shape {
            *codes = sound(std::mem::take(codes), &definition.place, findings);
            *closed &= !codes.is_empty();
        }
    }
}

fn sound(codes: Vec<Code>, place: &Place, findings: &mut Findings) -> Vec<Code> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut kept = Vec::new();
    for mut code in codes {
        let text = code.code.trim().to_owned();
        if text.is_empty() || text.contains(char::is_control) {
            let message = "a code that is empty, or has signs that are not seen";
            findings.add(Kind::Misnamed, place, message, Some("left out".to_owned()));
            continue;
        }
        if !seen.insert(text.clone()) {
            let message = format!("the code `{text}` is there twice");
            findings.add(Kind::Clash, place, message, Some("the first one was kept".to_owned()));
            continue;
        }
        if text != code.code {
            let message = format!("the code `{text}` has blanks at its ends");
            findings.add(Kind::Misnamed, place, message, Some("they were removed".to_owned()));
            code.code = text;
        }
        kept.push(code);
    }
    kept
}
