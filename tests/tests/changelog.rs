//! What releases record, and what changelogs and pages tell of it.

mod support;

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::emit::Context;
use dci_codegen::model::Standard;
use dci_codegen::output::Outputs;
use dci_codegen::release::changelog::{Sort, changelogs};
use dci_codegen::release::{Changes, Released, read};
use dci_codegen::template::Templates;
use dci_codegen::version::Version;
use dci_tests::{mini, standard_in};
use support::{Sandbox, base, released};

fn version(text: &str) -> Version {
    text.parse().expect("it is a version")
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
