//! What happens on the disk: same bytes, small changes, nobody's files lost, the old tree or the new one.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::output::{Outputs, Scope, WriteError, plan, write};
use dci_codegen::{Options, generate};

/// A folder that goes away with the test, and paths in it.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    fn path(&self, below: &str) -> Utf8PathBuf {
        Utf8Path::from_path(self.folder.path()).expect("a UTF-8 path").join(below)
    }
}

fn outputs(files: &[(&str, &str)]) -> Outputs {
    let mut outputs = Outputs::new();
    for (path, content) in files {
        outputs.add(*path, *content);
    }
    outputs
}

/// Every file below a folder with its content.
fn tree(folder: &Utf8Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let Ok(entries) = next.read_dir_utf8() else { continue };
        for entry in entries {
            let entry = entry.expect("an entry");
            if entry.file_type().expect("its type").is_dir() {
                open.push(entry.path().to_owned());
            } else {
                let name = entry.path().strip_prefix(folder).expect("below").to_string();
                files.insert(name, fs::read(entry.path()).expect("its content"));
            }
        }
    }
    files
}

fn all() -> Scope {
    Scope::default()
}

#[test]
fn the_same_standard_gives_the_same_bytes() {
    let place = Place::new();
    for name in ["one", "two"] {
        let run = generate(dci_tests::spec(), &Options::default()).expect("the standard can be read");
        write(&run.outputs.expect("no error"), &place.path(name), &all()).expect("it can be written");
    }
    let (one, two) = (tree(&place.path("one")), tree(&place.path("two")));
    assert!(one.len() > 600, "{} files are too few", one.len());
    assert!(one == two, "two runs differ");
}

#[test]
fn what_is_committed_is_up_to_date() {
    let run = generate(dci_tests::spec(), &Options::default()).expect("the standard can be read");
    let out = Utf8PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../generated"));
    let plan = plan(&run.outputs.expect("no error"), &out, &all()).expect("the folder can be read");
    assert!(plan.is_done(), "run `dci generate`: {:?} {:?} {:?}", plan.added, plan.changed, plan.removed);
}

#[test]
fn no_artefact_tells_where_it_was_made() {
    let run = generate(dci_tests::spec(), &Options::default()).expect("the standard can be read");
    let here = env!("CARGO_MANIFEST_DIR").trim_end_matches("/tests");
    for (path, content) in run.outputs.expect("no error").iter() {
        assert!(!content.contains(here), "{path} holds the path of this folder");
    }
}

#[test]
#[cfg(unix)]
fn only_what_changed_is_touched() {
    use std::os::unix::fs::MetadataExt;

    let place = Place::new();
    let out = place.path("out");
    write(&outputs(&[("a/same", "1"), ("a/other", "1"), ("b/gone", "1")]), &out, &all()).expect("first");
    let inode = |path: &str| fs::metadata(out.join(path)).expect(path).ino();
    let before = inode("a/same");
    let plan = write(&outputs(&[("a/same", "1"), ("a/other", "2"), ("c/new", "1")]), &out, &all()).expect("second");
    assert_eq!(inode("a/same"), before);
    assert_eq!((plan.added, plan.changed), (vec!["c/new".into()], vec!["a/other".into()]));
    assert_eq!((plan.removed, plan.unchanged), (vec!["b/gone".into()], 1));
    assert!(!out.join("b").exists(), "a folder that holds nothing any more goes too");
}

#[test]
fn what_no_definition_yields_goes_and_a_strangers_file_stays() {
    let place = Place::new();
    let out = place.path("out");
    write(&outputs(&[("docs/page.md", "ours"), ("docs/other.md", "ours")]), &out, &all()).expect("first");
    fs::write(out.join("docs/notes.md"), "a stranger's").expect("a stranger writes");
    write(&outputs(&[("docs/other.md", "ours")]), &out, &all()).expect("second");
    assert!(!out.join("docs/page.md").exists());
    assert_eq!(fs::read_to_string(out.join("docs/notes.md")).expect("it stays"), "a stranger's");
}

#[test]
fn a_strangers_file_in_the_way_is_not_overwritten() {
    let place = Place::new();
    let out = place.path("out");
    fs::create_dir_all(out.join("docs")).expect("a folder");
    fs::write(out.join("docs/page.md"), "a stranger's").expect("a stranger writes");
    let error = write(&outputs(&[("docs/page.md", "ours"), ("docs/new.md", "ours")]), &out, &all());
    let Err(WriteError::InTheWay(paths)) = error else { panic!("it must be refused: {error:?}") };
    assert_eq!(paths, [out.join("docs/page.md")]);
    assert_eq!(tree(&out).into_keys().collect::<Vec<_>>(), ["docs/page.md"], "nothing was written");
}

#[test]
fn a_manifest_that_leads_outside_is_not_followed() {
    let place = Place::new();
    let out = place.path("out");
    fs::write(place.path("precious"), "kept").expect("a file outside");
    write(&outputs(&[("a", "1")]), &out, &all()).expect("first");
    let manifest = fs::read_to_string(out.join("manifest.txt")).expect("the manifest");
    let absolute = place.path("precious");
    fs::write(out.join("manifest.txt"), format!("{manifest}../precious\n{absolute}\n")).expect("it is tampered with");
    write(&outputs(&[("a", "2")]), &out, &all()).expect("second");
    assert_eq!(fs::read_to_string(absolute).expect("it is there"), "kept");
}

#[test]
fn a_target_alone_leaves_the_others() {
    let place = Place::new();
    let out = place.path("out");
    write(&outputs(&[("rust/a", "1"), ("openapi/b", "1"), ("openapi/c", "1")]), &out, &all()).expect("first");
    let scope = Scope { targets: vec!["openapi".to_owned()] };
    write(&outputs(&[("openapi/b", "2")]), &out, &scope).expect("second");
    let expected = ["manifest.txt", "openapi/b", "rust/a"];
    assert_eq!(tree(&out).into_keys().collect::<Vec<_>>(), expected);
    let plan = plan(&outputs(&[("rust/a", "1"), ("openapi/b", "2")]), &out, &all()).expect("a plan");
    assert!(plan.is_done(), "{plan:?}");
}

#[test]
fn a_run_that_nothing_changes_writes_nothing() {
    let place = Place::new();
    let out = place.path("out");
    let files = outputs(&[("a/b", "1")]);
    write(&files, &out, &all()).expect("first");
    let before = fs::metadata(out.join("manifest.txt")).and_then(|it| it.modified()).expect("a time");
    assert!(write(&files, &out, &all()).expect("second").is_done());
    assert_eq!(fs::metadata(out.join("manifest.txt")).and_then(|it| it.modified()).expect("a time"), before);
    assert_eq!(tree(&place.path("")).len(), 2, "no debris beside the folder");
}

/// Kills the command again and again at later and later moments while it goes from one tree to another.
#[test]
#[cfg(unix)]
fn a_killed_run_leaves_the_old_tree_or_the_new_one() {
    let dci = support::dci();
    let place = Place::new();
    let (out, spec) = (place.path("generated"), place.path("spec"));
    dci_tests::synthetic::synthesize(dci_tests::spec().as_std_path(), 1, spec.as_std_path()).expect("a copy");
    let run = |spec: &Utf8Path| {
        let mut command = Command::new(dci);
        command.args(["generate", "--spec", spec.as_str(), "--out", out.as_str()]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    assert!(run(&spec).status().expect("it runs").success());
    let old = tree(&out);
    let file = spec.join("common/code-directories/marital_status.yaml");
    let text = fs::read_to_string(&file).expect("the directory");
    fs::write(&file, text.replace("label: Widowed", "label: Widow or widower")).expect("an edit");
    let start = std::time::Instant::now();
    assert!(run(&spec).status().expect("it runs").success());
    let whole = start.elapsed();
    let new = tree(&out);
    assert_ne!(old, new);
    let (mut kept, mut reached) = (0, 0);
    for step in 0..12_u32 {
        // From the tree at hand to the other one.
        let (from, to, label) = if step % 2 == 0 { (&new, &old, "Widowed") } else { (&old, &new, "Widow or widower") };
        fs::write(&file, text.replace("label: Widowed", &format!("label: {label}"))).expect("an edit");
        let mut child = run(&spec).spawn().expect("it starts");
        std::thread::sleep(whole.mul_f64(f64::from(step) / 10.0).min(Duration::from_secs(5)));
        let _ = child.kill();
        let _ = child.wait();
        let found = tree(&out);
        assert!(found == *from || found == *to, "a mixture after a kill at step {step}");
        if found == *from {
            kept += 1
        } else {
            reached += 1
        }
        // The next run succeeds, whatever the killed one left.
        assert!(run(&spec).status().expect("it runs").success());
        assert!(tree(&out) == *to, "the run after the kill at step {step} does not end well");
        assert!(!place.path(".generated.dci").exists(), "debris after step {step}");
    }
    assert!(kept > 0, "no kill came early enough ({kept} before, {reached} after)");
}

/// A limit on the size of files stands in for a full disk: writing fails in the middle.
#[test]
#[cfg(unix)]
fn a_full_disk_loses_nothing() {
    let dci = support::dci();
    let place = Place::new();
    let out = place.path("generated");
    write(&outputs(&[("rust/old", "old")]), &out, &all()).expect("an old tree");
    let before = tree(&out);
    let script = format!("ulimit -f 40; exec '{}' generate --spec '{}' --out '{out}'", dci, dci_tests::spec());
    let output = Command::new("sh").args(["-c", &script]).output().expect("a shell");
    assert!(!output.status.success(), "it must fail");
    assert!(tree(&out) == before, "the old tree is not what it was");
}
