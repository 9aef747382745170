//! The standard and what is committed of it: up to date, the same on every machine, and changed in small.

use camino::Utf8PathBuf;
use dci_codegen::output::{Outputs, Scope, plan};
use dci_codegen::{Options, generate};

/// The folder of the artefacts, with the releases in it.
fn out() -> Utf8PathBuf {
    Utf8PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../generated"))
}

fn outputs(spec: Utf8PathBuf) -> Outputs {
    let releases = dci_codegen::release::read(&out().join("releases")).expect("the releases can be read");
    let run = generate(spec, &Options { releases, ..Options::default() }).expect("the standard can be read");
    assert!(run.failures.is_empty(), "{:?}", run.failures);
    run.outputs.expect("the standard has no error")
}

#[test]
fn what_is_committed_is_up_to_date() {
    let plan = plan(&outputs(dci_tests::spec()), &out(), &Scope::default()).expect("the folder can be read");
    assert!(plan.is_done(), "run `dci generate`: {:?} {:?} {:?}", plan.added, plan.changed, plan.removed);
}

#[test]
fn two_runs_make_the_same_bytes_wherever_the_standard_lies() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    dci_tests::synthetic::synthesize(dci_tests::spec().as_std_path(), 1, folder.path()).expect("a copy");
    let copy = Utf8PathBuf::from_path_buf(folder.path().to_owned()).expect("a UTF-8 path");
    let (here, there) = (outputs(dci_tests::spec()), outputs(copy));
    assert!(here.len() > 600, "{} artefacts are too few", here.len());
    assert!(here == there, "the artefacts depend on where the standard lies");
    let root = env!("CARGO_MANIFEST_DIR").trim_end_matches("/tests");
    for (path, content) in here.iter() {
        assert!(!content.contains(root), "{path} holds the path of this folder");
    }
}

#[test]
fn a_changed_label_changes_the_places_that_show_it_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    dci_tests::synthetic::synthesize(dci_tests::spec().as_std_path(), 1, folder.path()).expect("a copy");
    let copy = Utf8PathBuf::from_path_buf(folder.path().to_owned()).expect("a UTF-8 path");
    let file = copy.join("common/code-directories/marital_status.yaml");
    let text = std::fs::read_to_string(&file).expect("the directory is there");
    let edited = text.replace("    label: Widowed\n", "    label: Widow or widower\n");
    assert_ne!(edited, text);
    std::fs::write(&file, edited).expect("it can be edited");
    let (before, after) = (outputs(dci_tests::spec()), outputs(copy));
    let mut changed = 0;
    for (path, old) in before.iter() {
        let new = after.get(path).expect("no artefact goes");
        if old == new {
            continue;
        }
        changed += 1;
        // What differs is the label, line by line.
        for (old, new) in old.lines().zip(new.lines()).filter(|(old, new)| old != new) {
            assert_eq!(old.replace("Widowed", "Widow or widower"), new, "{path}");
        }
    }
    assert_eq!(after.len(), before.len());
    // One in each target that shows the directory itself, and three in each interface that sends it: a bundle, two OpenAPI
    // documents; and the same in each profile.
    let checked = dci_codegen::check(dci_tests::spec()).expect("the folder can be read");
    let standards =
        checked.standard.iter().chain(checked.profiles.iter().filter_map(|profile| profile.standard.as_ref()));
    let most: usize = standards.map(|standard| 5 + 3 * standard.interfaces.len()).sum();
    assert!((5..=most).contains(&changed), "{changed} artefacts changed");
}
