//! Slips in a small standard, by chance: each ends in artefacts, or in errors with a place and a next step.

use std::time::Duration;

use dci_tests::mutants::{Verdict, files, judge, mutant};

#[test]
fn a_slip_ends_in_artefacts_or_in_errors_that_help() {
    let root = dci_tests::mini_spec();
    let files = files(&root);
    let mut random = fastrand::Rng::with_seed(2026);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..150 {
        let Some(mutant) = mutant(&files, &mut random) else { continue };
        // The minute is for endless ones alone: what is slow is told by the program `mutants`.
        let verdict = judge(&root, &mutant, Duration::from_secs(60));
        assert!(verdict.is_good(), "{mutant}: {verdict:?}\n{}", mutant.text);
        seen.insert(verdict);
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), [Verdict::Errors, Verdict::Artefacts], "both are tried");
}
