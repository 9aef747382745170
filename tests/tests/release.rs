//! Releases: the same bytes whenever they are made, the standard as it was when they are read, and nothing where one is refused.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::diff::diff;
use dci_codegen::emit::Context;
use dci_codegen::model::Standard;
use dci_codegen::output::Outputs;
use dci_codegen::release::changelog::{Sort, changelogs};
use dci_codegen::release::{Changes, Released, archive, read};
use dci_codegen::source::Sources;
use dci_codegen::template::Templates;
use dci_codegen::version::Version;
use dci_tests::{mini, standard_in};
use support::{Sandbox, base, entries, text};

fn version(text: &str) -> Version {
    text.parse().expect("it is a version")
}

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

fn raise(sandbox: &Sandbox, file: &str, from: &str, to: &str) {
    sandbox.edit(format!("spec/{file}"), &format!("version: {from}"), &format!("version: {to}"));
}

/// Runs `dci release`, which must go well.
fn release(sandbox: &Sandbox) {
    let run = sandbox.dci(["release"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
}

/// Three releases of the small standard, with changes of every sort.
fn released() -> Sandbox {
    let sandbox = Sandbox::new();
    release(&sandbox);
    sandbox.edit(
        "spec/common/code-directories/sex.yaml",
        "  - code: M\n    name: male\n    label: Male\n",
        "  - code: W\n    name: woman\n    label: Woman\n    decisions: [{about: Women, sources: [], chosen: W, because: It is short.}]\n",
    );
    sandbox.edit(
        "spec/common/data-objects/SearchRequest.yaml",
        "{name: age, ",
        "{name: age, deprecated: {since: 2.0.0, sunset: 3.0.0, replaced_by: name}, ",
    );
    sandbox.edit("spec/pensions/data-objects/Pension.yaml", "  - {name: kind,", "  - {name: remark, type: DT.COM.01, cardinality: 0..1, description: What else there is to say.}\n  - {name: kind,");
    raise(&sandbox, "standard.yaml", "1.0.0", "2.0.0");
    raise(&sandbox, "common/interface.yaml", "1.0.0", "2.0.0");
    raise(&sandbox, "pensions/interface.yaml", "1.0.0", "1.1.0");
    release(&sandbox);
    sandbox.edit(
        "spec/pensions/data-objects/Pension.yaml",
        "  - {name: remark, type: DT.COM.01, cardinality: 0..1, description: What else there is to say.}\n",
        "",
    );
    sandbox.edit("spec/common/code-directories/country.yaml", "label: Kenya", "label: Republic of Kenya");
    sandbox.edit("spec/common/operations/search.yaml", "statuses: [400, 500]", "statuses: [400, 429, 500]");
    raise(&sandbox, "standard.yaml", "2.0.0", "2.1.0");
    raise(&sandbox, "common/interface.yaml", "2.0.0", "2.1.0");
    raise(&sandbox, "pensions/interface.yaml", "1.1.0", "1.2.0");
    release(&sandbox);
    sandbox
}

fn releases(sandbox: &Sandbox) -> Vec<Released> {
    read(&sandbox.path("generated/releases")).expect("the releases can be read")
}

fn emitted(standard: &Standard, releases: &[Released]) -> Outputs {
    let templates = Templates::embedded().expect("the templates are sound");
    let context = Context { releases, ..Context::new(standard, &templates) };
    let (outputs, failures) = dci_codegen::emit_in(context, &["gitbook".to_owned()]);
    assert!(failures.is_empty(), "{failures:?}");
    outputs
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
        ["/releases", "/releases/1.0.0", "/releases/1.0.0/changes.json", "/releases/1.0.0/standard.tar.gz"]
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

/// Edits after a release, and what the refusal must say.
const REFUSED: &[(&[(&str, &str, &str)], &[&str])] = &[
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
            assert_eq!(run.status.code(), Some(2), "{said}");
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
    assert_eq!(before.len(), 9);
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
fn what_is_recorded_is_read_as_it_was() {
    let (old, new) = (mini(), standard_in(base()));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let top = Utf8PathBuf::from_path_buf(folder.path().to_owned()).expect("a UTF-8 path");
    let first = Released { version: version("1.9.0"), changes: Changes::first(&old) };
    // Two standards that have little in common: every sort of change, with payloads of every kind.
    let second = Released { version: version("1.10.0"), changes: Changes::between(first.version, &old, &new) };
    assert!(second.changes.changes.len() > 60, "{} changes", second.changes.changes.len());
    for release in [&second, &first] {
        let own = top.join(release.version.to_string());
        std::fs::create_dir(&own).expect("the folder can be made");
        std::fs::write(own.join("changes.json"), release.record()).expect("it can be written");
    }
    assert_eq!(read(&top).expect("they can be read"), [first, second]);
    assert_eq!(read(&top.join("nowhere")).expect("no folder, no releases"), []);
}

#[test]
fn a_changelog_has_each_change_once_in_its_section() {
    let sandbox = released();
    let releases = releases(&sandbox);
    let changelogs = changelogs(&releases, None);
    let mut seen = BTreeSet::new();
    let mut told = 0;
    for changelog in &changelogs {
        let versions: Vec<&str> = changelog.versions.iter().filter_map(|it| it.version).collect();
        let expected =
            if changelog.interface == "COM" { ["2.1.0", "2.0.0", "1.0.0"] } else { ["1.2.0", "1.1.0", "1.0.0"] };
        assert_eq!(versions, expected, "{}", changelog.interface);
        for section in changelog.versions.iter().flat_map(|version| &version.sections) {
            seen.insert(section.section);
            assert!(!section.changes.is_empty());
            for change in &section.changes {
                told += 1;
                assert_eq!(change.change.interface, changelog.interface);
                assert_eq!(change.change.is_breaking(), section.section == Sort::Breaking);
            }
        }
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), Sort::ALL);
    assert_eq!(told, releases.iter().map(|release| release.changes.changes.len()).sum::<usize>());
    let decided = releases.iter().flat_map(|it| &it.changes.changes).find(|it| it.change.path == "CD.COM.01/W");
    let decisions = &decided.expect("the code was added").decisions;
    assert_eq!((decisions[0].about.as_str(), decisions[0].chosen.as_str()), ("Women", "W"));
}

#[test]
fn pages_tell_the_released_changes_and_no_others() {
    let sandbox = released();
    let releases = releases(&sandbox);
    sandbox.edit("spec/common/code-directories/country.yaml", "label: Norway", "label: Kingdom of Norway");
    let standard = standard_in(sandbox.path("spec"));
    let outputs = emitted(&standard, &releases);
    let page = outputs.get("gitbook/common/changelog.md").expect("there is a changelog");
    let headings: Vec<&str> = page.lines().filter(|line| line.starts_with('#') && !line.starts_with("# G")).collect();
    assert_eq!(
        headings,
        [
            "# Changelog of Common",
            "## 2.1.0",
            "### Added in 2.1.0",
            "### Updated in 2.1.0",
            "## 2.0.0",
            "### Breaking in 2.0.0",
            "### Updated in 2.0.0",
            "## 1.0.0"
        ]
    );
    assert!(!page.contains("Kingdom"), "{page}");
    for line in [
        "* [CD.COM.01 sex](code-directories/cd.com.01-sex.md) `M`: A code is gone: `M Male`. **Breaks registries, stored data, Rust programs, JSON-LD identifiers**.",
        "  * It was valid and is refused now: `{\"name\":\"some text\",\"sex\":\"M\"}` as [DO.COM.01 Person](data-objects/do.com.01-person.md) (/sex `M` is no code of CD.COM.01 sex).",
        "  * [Decision](decisions.md) on Women: W",
        "* [DO.COM.04 SearchRequest](data-objects/do.com.04-searchrequest.md) `age`: An attribute is on its way out. Deprecated since 2.0.0: use name. It will be gone in 3.0.0.",
        "* [CD.COM.03 country](code-directories/cd.com.03-country.md) `KE`: A code has another label: from `Kenya` to `Republic of Kenya`.",
    ] {
        assert!(page.lines().any(|it| it == line), "`{line}` is not in\n{page}");
    }
    let without = emitted(&standard, &[]);
    assert_eq!(without.get("gitbook/common/changelog.md"), None);
    let changed: Vec<&str> =
        outputs.iter().filter(|(path, text)| without.get(path) != Some(text)).map(|(path, _)| path.as_str()).collect();
    let expected = [
        "gitbook/SUMMARY.md",
        "gitbook/common/README.md",
        "gitbook/common/changelog.md",
        "gitbook/pensions/README.md",
        "gitbook/pensions/changelog.md",
    ];
    assert_eq!(changed, expected);
}

/// The documentation of the templates names the keys of a changelog, too.
#[test]
fn the_keys_of_a_changelog_are_documented() {
    let documentation = include_str!("../../templates/README.md");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = Utf8Path::from_path(folder.path()).expect("a UTF-8 path");
    std::fs::create_dir(root.join("keys")).expect("the folder can be made");
    let target = "name: keys\ndescription: keys\nfiles:\n  - {template: it, for_each: interface, path: \"{{ interface.name }}.json\"}\n";
    std::fs::write(root.join("keys/target.yaml"), target).expect("it can be written");
    std::fs::write(root.join("keys/it"), "{{ interface.changelog | json }}").expect("it can be written");
    let (old, new) = (mini(), standard_in(base()));
    let releases = [Released { version: version("2.0.0"), changes: Changes::between(version("1.0.0"), &old, &new) }];
    let templates = Templates::with_overlay(root).expect("the templates are sound");
    let context = Context { releases: &releases, ..Context::new(&new, &templates) };
    let (outputs, failures) = dci_codegen::emit_in(context, &["keys".to_owned()]);
    assert!(failures.is_empty(), "{failures:?}");
    let mut keys = BTreeSet::new();
    for (_, text) in outputs.iter() {
        collect(&serde_json::from_str(text).expect("JSON"), &mut keys);
    }
    let undocumented: Vec<&String> = keys.iter().filter(|key| !documentation.contains(&format!("`{key}`"))).collect();
    assert!(keys.len() > 20 && undocumented.is_empty(), "{undocumented:?}");
}

/// The keys of all mappings but payloads.
fn collect(value: &serde_json::Value, keys: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, keys)),
        serde_json::Value::Object(members) => {
            for (key, value) in members {
                keys.insert(key.clone());
                if key != "payload" {
                    collect(value, keys);
                }
            }
        }
        _ => {}
    }
}
