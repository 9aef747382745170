//! Releases: the same bytes whenever they are made, the standard as it was when they are read, and nothing where one is refused.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use camino::Utf8Path;
use dci_codegen::diff::diff;
use dci_codegen::release::archive;
use dci_codegen::source::Sources;
use dci_tests::standard_in;
use support::{Sandbox, base, entries, release, released, text};

/// Every file below a folder, with its content.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn add(folder: &Path, below: &str, tree: &mut BTreeMap<String, Vec<u8>>) {
        for path in entries(folder) {
            let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
            let name = format!("{below}/{name}");
            if path.is_dir() {
                tree.insert(name.clone(), Vec::new());
                add(&path, &name, tree);
            } else {
                tree.insert(name, std::fs::read(&path).expect("a file can be read"));
            }
        }
    }
    let mut found = BTreeMap::new();
    add(folder, "", &mut found);
    found
}

#[test]
fn two_releases_of_one_standard_are_the_same_bytes() {
    let (one, other) = (Sandbox::new(), Sandbox::new());
    // What does not belong to the standard does not count, nor do times and rights.
    other.write("spec/README.md", "Notes of the committee.\n");
    let file = other.path("spec/common/code-directories/sex.yaml");
    let handle = std::fs::File::options().write(true).open(&file).expect("it can be opened");
    handle.set_modified(std::time::UNIX_EPOCH).expect("its time can be set");
    release(&one);
    release(&other);
    let folder = |sandbox: &Sandbox| tree(sandbox.path("generated").as_std_path());
    assert_eq!(
        folder(&one).keys().collect::<Vec<_>>(),
        [
            "/releases",
            "/releases/1.0.0",
            "/releases/1.0.0/changes.json",
            "/releases/1.0.0/standard.tar.gz",
            "/releases/1.0.0/standard.tar.gz.sha256"
        ]
    );
    assert_eq!(folder(&one), folder(&other));
}

#[test]
fn an_archive_holds_the_files_of_the_standard_and_reads_back_as_it_was() {
    for root in [dci_tests::spec(), dci_tests::mini_spec(), base()] {
        let checked = dci_codegen::check(&root).expect("the folder can be read");
        let packed = archive::pack(&checked.sources).expect("it can be packed");
        assert_eq!(archive::differing(packed.as_slice(), &checked.sources).expect("it can be read"), [""; 0]);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let top = Utf8Path::from_path(folder.path()).expect("a UTF-8 path");
        archive::unpack(packed.as_slice(), true, top).expect("it can be unpacked");
        let is_read = |path: &&String| {
            let path = Path::new(path);
            path.extension().is_some_and(|it| it == "yaml" || it == "json")
        };
        let there: BTreeSet<String> = tree(root.as_std_path()).keys().filter(is_read).cloned().collect();
        let unpacked = tree(folder.path());
        let unpacked: BTreeSet<String> =
            unpacked.keys().filter(|path| !folder.path().join(&path[1..]).is_dir()).cloned().collect();
        assert_eq!(there, unpacked, "{root}");
        let (before, after) = (checked.standard.expect("a standard"), standard_in(top.to_owned()));
        let difference = diff(&before, &after);
        assert!(difference.changes.is_empty() && !difference.releases.is_empty(), "{root}");
    }
}

#[test]
fn a_differing_file_is_named_whichever_side_has_it() {
    let sources = |files: &[(&str, &str)]| {
        let mut sources = Sources::new("spec");
        for (path, text) in files {
            sources.add(*path, *text);
        }
        sources
    };
    let packed =
        archive::pack(&sources(&[("a.yaml", "1"), ("b/c.yaml", "2"), ("d.yaml", "3")])).expect("it can be packed");
    let now = sources(&[("b/c.yaml", "2"), ("d.yaml", "4"), ("e.yaml", "")]);
    let differing = archive::differing(packed.as_slice(), &now).expect("it can be read");
    assert_eq!(differing, ["a.yaml", "d.yaml", "e.yaml"]);
    // A path that is longer than the header of an entry has room for.
    let long = format!("{}/x.yaml", "long-".repeat(50));
    let now = sources(&[(&long, "5")]);
    let packed = archive::pack(&now).expect("it can be packed");
    assert_eq!(archive::differing(packed.as_slice(), &now).expect("it can be read"), [""; 0]);
}

/// A file, what stands there, and what takes its place.
type Edits = &'static [(&'static str, &'static str, &'static str)];

/// Edits after a release, and what the refusal must say.
const REFUSED: &[(Edits, &[&str])] = &[
    (
        &[("common/code-directories/sex.yaml", "label: Male", "label: Man")],
        &["release 1.0.0 is there already", "sex.yaml", "COM is at 1.0.0", "1.0.1 or above"],
    ),
    (
        &[("standard.yaml", "title: A small standard", "title: A standard")],
        &["release 1.0.0 is there already", "standard.yaml"],
    ),
    (&[("standard.yaml", "version: 1.0.0", "version: 0.99.0")], &["0.99.0: it must be above 1.0.0"]),
    (
        &[
            ("standard.yaml", "version: 1.0.0", "version: 1.0.1"),
            ("common/code-directories/sex.yaml", "label: Male", "label: Man"),
            ("pensions/interface.yaml", "Who receives a pension.", "Pensions."),
        ],
        &["COM is at 1.0.0", "PEN is at 1.0.0"],
    ),
    (
        &[
            ("standard.yaml", "version: 1.0.0", "version: 2.0.0"),
            ("common/interface.yaml", "version: 1.0.0", "version: 1.9.9"),
            ("common/data-objects/SearchRequest.yaml", "DF.COM.02, cardinality: 0..1", "DF.COM.02, cardinality: 1..1"),
        ],
        &["COM is at 1.9.9", "major version, 2.0.0 or above"],
    ),
    (
        &[
            ("standard.yaml", "version: 1.0.0", "version: 2.0.0"),
            ("pensions/interface.yaml", "version: 1.0.0", "version: 0.9.0"),
        ],
        &["PEN went down from 1.0.0 to 0.9.0"],
    ),
    (
        &[("common/code-directories/sex.yaml", "binding: closed", "binding: close")],
        &["has errors", "mend what is reported above"],
    ),
];

#[test]
fn what_is_refused_writes_nothing() {
    for (edits, told) in REFUSED {
        let sandbox = Sandbox::new();
        release(&sandbox);
        for (file, from, to) in *edits {
            sandbox.edit(format!("spec/{file}"), from, to);
        }
        let before = tree(sandbox.root().as_std_path());
        for arguments in [&["release"][..], &["release", "--dry-run"]] {
            let run = sandbox.dci(arguments);
            let said = text(&run.stderr);
            assert_eq!(run.status.code(), Some(1), "{said}");
            assert!(said.contains("help: "), "{said}");
            for told in *told {
                assert!(said.contains(told), "`{told}` is not in:\n{said}");
            }
            assert!(tree(sandbox.root().as_std_path()) == before, "{arguments:?} {edits:?} wrote something");
        }
    }
}

#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = Sandbox::new();
    let before = tree(sandbox.root().as_std_path());
    let run = sandbox.dci(["release", "--dry-run"]);
    assert!(run.status.success() && text(&run.stderr).contains("generated/releases/1.0.0 would be written"));
    assert!(tree(sandbox.root().as_std_path()) == before);
}

#[test]
fn generating_leaves_the_releases_alone() {
    let sandbox = released();
    let folder = sandbox.path("generated/releases");
    let before = tree(folder.as_std_path());
    assert_eq!(before.len(), 12);
    for arguments in
        [&["generate"][..], &["generate", "--check"], &["generate", "--target", "gitbook"], &["generate", "--check"]]
    {
        let run = sandbox.dci(arguments);
        assert!(run.status.success(), "{arguments:?}: {}{}", text(&run.stdout), text(&run.stderr));
        assert!(tree(folder.as_std_path()) == before, "{arguments:?}");
    }
    let manifest = std::fs::read_to_string(sandbox.path("generated/manifest.txt")).expect("there is a manifest");
    assert!(!manifest.contains("releases") && manifest.contains("gitbook/common/changelog.md"));
}

#[test]
fn an_archive_that_was_exchanged_is_not_read() {
    let sandbox = Sandbox::new();
    release(&sandbox);
    let folder = sandbox.path("generated/releases/1.0.0");
    // A sound archive, but another one.
    let checked = dci_codegen::check(dci_tests::mini_spec()).expect("the folder can be read");
    let other = archive::pack(&checked.sources).expect("it can be packed");
    std::fs::write(folder.join("standard.tar.gz"), other).expect("it can be written");
    for arguments in
        [["diff", "release:1.0.0"].as_slice(), &["generate", "--release", "1.0.0", "--out", "old"], &["release"]]
    {
        let run = sandbox.dci(arguments);
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        let said = text(&run.stderr);
        assert!(said.contains("its SHA-256 is ") && said.contains("restore it from version control"), "{said}");
    }
    std::fs::remove_file(folder.join("standard.tar.gz.sha256")).expect("it is there");
    let said = text(&sandbox.dci(["diff", "release:1.0.0"]).stderr);
    assert!(said.contains("standard.tar.gz.sha256 cannot be read"), "{said}");
}
