//! Writing: all artefacts or none, only what changed, and nothing of a stranger's.
#![cfg(unix)]

mod support;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::output::{Outputs, Plan, Scope, WriteError, check, write};
use proptest::prelude::*;
use support::{Sandbox, text};

/// Everything below a folder: files with their content, links with what they lead to, empty folders.
type Tree = BTreeMap<Utf8PathBuf, String>;

fn tree(folder: &Utf8Path) -> Tree {
    let mut found = Tree::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let entries = next.read_dir_utf8().expect("the folder can be read");
        let entries: Vec<_> = entries.map(|entry| entry.expect("the folder can be read")).collect();
        if entries.is_empty() && next != folder {
            found.insert(below(&next, folder), "(empty folder)".to_owned());
        }
        for entry in entries {
            let path = entry.path();
            let kind = entry.file_type().expect("the entry has a kind");
            if kind.is_dir() {
                open.push(path.to_owned());
            } else if kind.is_symlink() {
                found.insert(
                    below(path, folder),
                    format!("-> {}", path.read_link_utf8().expect("a link leads somewhere")),
                );
            } else {
                found.insert(below(path, folder), fs::read_to_string(path).expect("the file is text"));
            }
        }
    }
    found
}

fn below(path: &Utf8Path, folder: &Utf8Path) -> Utf8PathBuf {
    path.strip_prefix(folder).expect("the path is below the folder").to_owned()
}

fn outputs(files: &[(&str, &str)]) -> Outputs {
    let mut outputs = Outputs::new();
    for (path, content) in files {
        outputs.add(*path, *content);
    }
    outputs
}

fn write_all(files: &[(&str, &str)], out: &Utf8Path) -> Result<Plan, WriteError> {
    write(&outputs(files), out, &Scope::default())
}

/// A folder for one test, and `out` within it.
fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = Utf8Path::from_path(folder.path()).expect("it is named in UTF-8");
    let out = path.canonicalize_utf8().expect("it is there").join("out");
    (folder, out)
}

fn put(path: &Utf8Path, content: &str) {
    fs::create_dir_all(path.parent().expect("the path has a folder")).expect("the folder can be made");
    fs::write(path, content).expect("the file can be written");
}

/// Nothing but the output folder may be left beside it.
fn assert_no_debris(out: &Utf8Path) {
    let beside = tree(out.parent().expect("the folder has a parent"));
    let debris: Vec<_> = beside.keys().filter(|path| path.as_str().contains(".dci")).collect();
    assert!(debris.is_empty(), "left behind: {debris:?}");
}

#[test]
fn the_same_artefacts_make_the_same_bytes() {
    let sandbox = Sandbox::new();
    for out in ["one", "two"] {
        let run = sandbox.dci(["generate", "--out", out]);
        assert!(run.status.success(), "{}", text(&run.stderr));
    }
    let (one, two) = (tree(&sandbox.path("one")), tree(&sandbox.path("two")));
    assert!(one.len() > 20, "there are artefacts of every target");
    assert_eq!(one, two);
}

#[test]
fn only_changed_files_are_touched() {
    let (_keep, out) = folder();
    write_all(&[("rust/a.rs", "a"), ("rust/b.rs", "b"), ("docs/c.md", "c")], &out).expect("it can be written");
    let identity = |path: &str| {
        let metadata = fs::metadata(out.join(path)).expect("the file is there");
        (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
    };
    let before = ["rust/a.rs", "docs/c.md"].map(identity);
    let changed = identity("rust/b.rs");
    let plan =
        write_all(&[("rust/a.rs", "a"), ("rust/b.rs", "B"), ("docs/c.md", "c")], &out).expect("it can be written");
    assert_eq!((plan.added.len(), plan.changed.len(), plan.removed.len(), plan.unchanged), (0, 1, 0, 2));
    assert_eq!(["rust/a.rs", "docs/c.md"].map(identity), before);
    assert_ne!(identity("rust/b.rs").0, changed.0);
    let manifest = identity("manifest.txt");
    let plan =
        write_all(&[("rust/a.rs", "a"), ("rust/b.rs", "B"), ("docs/c.md", "c")], &out).expect("it can be written");
    assert!(plan.is_done());
    assert_eq!(identity("manifest.txt"), manifest);
    assert_no_debris(&out);
}

#[test]
fn what_no_definition_yields_goes_and_a_strangers_file_stays() {
    let (_keep, out) = folder();
    write_all(&[("rust/a.rs", "a"), ("rust/old/b.rs", "b"), ("docs/c.md", "c")], &out).expect("it can be written");
    put(&out.join("rust/notes.txt"), "a stranger's");
    put(&out.join("docs/own/page.md"), "a stranger's");
    fs::create_dir(out.join("empty")).expect("the folder can be made");
    symlink("rust/notes.txt", out.join("link")).expect("links can be made");
    symlink("nowhere", out.join("dangling")).expect("links can be made");
    fs::set_permissions(out.join("docs/own"), fs::Permissions::from_mode(0o750)).expect("rights can be given");
    let stranger = fs::metadata(out.join("rust/notes.txt")).expect("the file is there").ino();
    let plan = write_all(&[("rust/a.rs", "a")], &out).expect("it can be written");
    assert_eq!(plan.removed, ["docs/c.md", "rust/old/b.rs"]);
    let found = tree(&out);
    let paths: Vec<&str> = found.keys().map(|path| path.as_str()).collect();
    let expected = ["dangling", "docs/own/page.md", "empty", "link", "manifest.txt", "rust/a.rs", "rust/notes.txt"];
    assert_eq!(paths, expected);
    assert_eq!(found[Utf8Path::new("link")], "-> rust/notes.txt");
    assert_eq!(fs::metadata(out.join("rust/notes.txt")).expect("the file is there").ino(), stranger);
    assert_eq!(fs::metadata(out.join("docs/own")).expect("the folder is there").mode() & 0o777, 0o750);
    assert_no_debris(&out);
}

/// Whatever a stranger has put where an artefact belongs, nothing is written at all.
/// What a stranger puts at a path.
type Put = fn(&Utf8Path);

#[test]
fn a_stranger_in_the_way_holds_everything_up() {
    let strangers: [(&str, Put); 7] = [
        ("docs/c.md", |out| put(&out.join("docs/c.md"), "a stranger's")),
        ("docs/c.md", |out| put(&out.join("docs/c.md/page.md"), "a stranger's")),
        ("docs/c.md", |out| fs::create_dir_all(out.join("docs/c.md/empty")).expect("the folder can be made")),
        ("docs/c.md", |out| {
            put(&out.join("docs/page.md"), "c");
            symlink("page.md", out.join("docs/c.md")).expect("links can be made");
        }),
        ("docs/c.md", |out| {
            fs::create_dir_all(out.join("docs")).expect("the folder can be made");
            symlink("../../elsewhere.md", out.join("docs/c.md")).expect("links can be made");
        }),
        ("docs", |out| put(&out.join("docs"), "a stranger's")),
        ("docs", |out| {
            fs::create_dir_all(out.with_file_name("elsewhere")).expect("the folder can be made");
            symlink("../elsewhere", out.join("docs")).expect("links can be made");
        }),
    ];
    for (at, (blocked, stranger)) in strangers.into_iter().enumerate() {
        let (keep, out) = folder();
        write_all(&[("rust/a.rs", "a")], &out).expect("it can be written");
        stranger(&out);
        let all = Utf8Path::from_path(keep.path()).expect("it is named in UTF-8");
        let before = tree(all);
        // An empty folder is nobody's: an artefact may take its place.
        if at == 2 {
            write_all(&[("rust/a.rs", "A"), ("docs/c.md", "c")], &out).expect("it can be written");
            assert_eq!(tree(&out)[Utf8Path::new("docs/c.md")], "c");
            continue;
        }
        match write_all(&[("rust/a.rs", "A"), ("docs/c.md", "c")], &out) {
            Err(WriteError::InTheWay(paths)) => assert_eq!(paths, [out.join(blocked)], "case {at}"),
            other => panic!("case {at}: {other:?}"),
        }
        assert_eq!(tree(all), before, "case {at}");
    }
}

#[test]
fn files_of_ours_give_way_to_folders_and_back() {
    let (_keep, out) = folder();
    write_all(&[("docs/a", "file")], &out).expect("it can be written");
    write_all(&[("docs/a/b.md", "below")], &out).expect("a file of ours gives way to a folder");
    assert_eq!(tree(&out)[Utf8Path::new("docs/a/b.md")], "below");
    write_all(&[("docs/a", "file")], &out).expect("a folder with files of ours alone gives way to a file");
    assert_eq!(tree(&out)[Utf8Path::new("docs/a")], "file");
    assert_no_debris(&out);
}

/// A link that somebody made out of a file of ours is replaced, and what it leads to is left alone.
#[test]
fn links_are_never_written_through() {
    let (_keep, out) = folder();
    write_all(&[("docs/a.md", "a")], &out).expect("it can be written");
    put(&out.with_file_name("elsewhere.md"), "a stranger's");
    fs::remove_file(out.join("docs/a.md")).expect("it can be removed");
    symlink("../../elsewhere.md", out.join("docs/a.md")).expect("links can be made");
    write_all(&[("docs/a.md", "A")], &out).expect("it can be written");
    assert_eq!(fs::read_to_string(out.with_file_name("elsewhere.md")).expect("it is there"), "a stranger's");
    assert!(out.join("docs/a.md").symlink_metadata().expect("it is there").is_file());
}

#[test]
fn manifest_lines_that_lead_elsewhere_are_ignored() {
    let (_keep, out) = folder();
    write_all(&[("docs/a.md", "a")], &out).expect("it can be written");
    let outside = out.with_file_name("outside.txt");
    put(&outside, "a stranger's");
    let manifest = fs::read_to_string(out.join("manifest.txt")).expect("it is there");
    let more = format!("../outside.txt\n{outside}\ndocs/../../outside.txt\n./docs/a.md\nmanifest.txt\nnowhere.md\n\n");
    put(&out.join("manifest.txt"), &(manifest + &more));
    let plan = write_all(&[("docs/b.md", "b")], &out).expect("it can be written");
    assert_eq!(plan.removed, ["docs/a.md"]);
    assert!(outside.is_file());
    let again = check(&outputs(&[("docs/b.md", "b")]), &out, &Scope::default()).expect("it can be read");
    assert!(again.is_done(), "{again:?}");
}

/// The list is contributed with the files: what it names is removed or written over only where something proves that a run wrote it.
#[test]
fn a_list_alone_proves_nothing() {
    let (_keep, out) = folder();
    write_all(&[("docs/a.md", "a"), ("docs/old.md", "old"), ("docs/edited.md", "edited")], &out)
        .expect("it can be written");
    let manifest = fs::read_to_string(out.join("manifest.txt")).expect("it is there");
    for name in ["notes.md", "docs/b.md", "releases/1.0.0/standard.tar.gz"] {
        put(&out.join(name), "a stranger's");
    }
    put(&out.join("docs/edited.md"), "by hand");
    let wrong = "0123456789abcdef  ";
    let more = format!("notes.md\n{wrong}docs/b.md\n{wrong}releases/1.0.0/standard.tar.gz\n");
    put(&out.join("manifest.txt"), &(manifest + &more));
    // A listed stranger's file where an artefact belongs.
    match write_all(&[("docs/a.md", "a"), ("docs/b.md", "b")], &out) {
        Err(WriteError::InTheWay(paths)) => assert_eq!(paths, [out.join("docs/b.md")]),
        other => panic!("{other:?}"),
    }
    // Listed files that no definition yields: what was written goes, all else stays and is told once.
    let plan = write_all(&[("docs/a.md", "A")], &out).expect("it can be written");
    assert_eq!(plan.removed, ["docs/old.md"]);
    assert_eq!(plan.kept, ["docs/b.md", "docs/edited.md", "notes.md", "releases/1.0.0/standard.tar.gz"]);
    let found = tree(&out);
    for (name, content) in [("docs/b.md", "a stranger's"), ("docs/edited.md", "by hand"), ("notes.md", "a stranger's")]
    {
        assert_eq!(found[Utf8Path::new(name)], content);
    }
    let again = check(&outputs(&[("docs/a.md", "A")]), &out, &Scope::default()).expect("it can be read");
    assert!(again.is_done(), "{again:?}");
}

/// An artefact that was edited, or that two branches changed, is an artefact.
#[test]
fn what_is_mostly_an_artefact_is_written_over() {
    let (_keep, out) = folder();
    let page = |last: &str| format!("# Title\n\nIt says this,\nand it says that.\n{last}\n");
    let files = |last: &str| outputs(&[("docs/a.md", page(last).as_str())]);
    write(&files("one"), &out, &Scope::default()).expect("it can be written");
    put(&out.join("docs/a.md"), &page("by hand"));
    assert_eq!(write(&files("two"), &out, &Scope::default()).expect("it can be written").changed, ["docs/a.md"]);
    // The list was lost in a merge.
    fs::remove_file(out.join("manifest.txt")).expect("it is there");
    assert_eq!(write(&files("three"), &out, &Scope::default()).expect("it can be written").changed, ["docs/a.md"]);
    assert_eq!(tree(&out)[Utf8Path::new("docs/a.md")], page("three"));
}

/// A list as older versions wrote it, without hashes, is completed where everything is as it should be.
#[test]
fn a_list_without_hashes_is_completed() {
    let (_keep, out) = folder();
    write_all(&[("docs/a.md", "a")], &out).expect("it can be written");
    let manifest = fs::read_to_string(out.join("manifest.txt")).expect("it is there");
    put(&out.join("manifest.txt"), "# Files\ndocs/a.md\n");
    let plan = write_all(&[("docs/a.md", "a")], &out).expect("it can be written");
    assert_eq!((plan.unchanged, plan.is_done()), (1, false));
    assert_eq!(fs::read_to_string(out.join("manifest.txt")).expect("it is there"), manifest);
}

/// Whatever somebody has put in the place of the workshop, or of the list, is not written or read through.
#[test]
fn links_in_the_place_of_what_is_ours_are_refused() {
    let (_keep, out) = folder();
    write_all(&[("docs/a.md", "a")], &out).expect("it can be written");
    let precious = out.with_file_name("precious.txt");
    put(&precious, "precious");
    let workshop = out.with_file_name(".out.dci");
    let refused = || {
        let failure = write_all(&[("docs/a.md", "A")], &out).expect_err("it is refused").to_string();
        assert!(failure.contains("it is a link that leads outside"), "{failure}");
        assert_eq!(fs::read_to_string(&precious).expect("it is there"), "precious");
        assert_eq!(tree(&out)[Utf8Path::new("docs/a.md")], "a");
    };
    fs::create_dir(&workshop).expect("the folder can be made");
    symlink(&precious, workshop.join("lock")).expect("links can be made");
    refused();
    fs::remove_dir_all(&workshop).expect("it can be removed");
    fs::create_dir(out.with_file_name("elsewhere")).expect("the folder can be made");
    symlink("elsewhere", &workshop).expect("links can be made");
    refused();
    fs::remove_file(&workshop).expect("it can be removed");
    fs::remove_file(out.join("manifest.txt")).expect("it can be removed");
    symlink(&precious, out.join("manifest.txt")).expect("links can be made");
    refused();
}

#[test]
fn a_target_leaves_the_others_alone() {
    let (_keep, out) = folder();
    write_all(&[("rust/a.rs", "a"), ("rust/old.rs", "o"), ("docs/c.md", "c")], &out).expect("it can be written");
    put(&out.join("docs/c.md"), "edited by hand");
    let scope = Scope { targets: vec!["rust".to_owned()] };
    let plan = write(&outputs(&[("rust/a.rs", "A")]), &out, &scope).expect("it can be written");
    assert_eq!((plan.changed.len(), plan.removed.len()), (1, 1));
    let found = tree(&out);
    assert_eq!(found[Utf8Path::new("docs/c.md")], "edited by hand");
    assert!(!found.contains_key(Utf8Path::new("rust/old.rs")));
    // It is still ours: the next full run mends it.
    let plan = write_all(&[("rust/a.rs", "A"), ("docs/c.md", "c")], &out).expect("it can be written");
    assert_eq!(plan.changed, ["docs/c.md"]);
}

#[test]
fn looking_writes_nothing() {
    let (keep, out) = folder();
    let plan = check(&outputs(&[("docs/a.md", "a")]), &out, &Scope::default()).expect("it can be read");
    assert_eq!(plan.added, ["docs/a.md"]);
    assert!(!plan.is_done());
    assert!(tree(Utf8Path::from_path(keep.path()).expect("it is named in UTF-8")).is_empty());
}

#[test]
fn a_link_to_the_output_folder_is_followed() {
    let (_keep, out) = folder();
    let real = out.with_file_name("real");
    fs::create_dir(&real).expect("the folder can be made");
    symlink("real", &out).expect("links can be made");
    write_all(&[("docs/a.md", "a")], &out).expect("it can be written");
    write_all(&[("docs/a.md", "A")], &out).expect("it can be written");
    assert!(out.symlink_metadata().expect("it is there").is_symlink());
    assert_eq!(tree(&real)[Utf8Path::new("docs/a.md")], "A");
    assert_no_debris(&out);
    fs::remove_dir_all(&real).expect("it can be removed");
    let failure = write_all(&[("docs/a.md", "a")], &out).expect_err("the link leads nowhere");
    assert!(failure.to_string().starts_with("nothing was written"), "{failure}");
    assert!(out.symlink_metadata().expect("it is there").is_symlink());
}

#[test]
fn the_output_folder_may_be_named_in_every_way() {
    let sandbox = Sandbox::new();
    let absolute = sandbox.path("absolute").into_string();
    fs::create_dir(sandbox.path("below")).expect("the folder can be made");
    let names = ["plain", "slash/", "./dot", "not/yet/there", "below/../up", "spec/../beside/", &absolute];
    for name in names {
        for _ in 0..2 {
            let run = sandbox.dci(["generate", "--target", "data-dictionary", "--out", name]);
            assert!(run.status.success(), "{name}: {}", text(&run.stderr));
        }
        assert!(sandbox.path(name).join("manifest.txt").is_file(), "{name}");
        assert_no_debris(&sandbox.path("plain"));
    }
    for name in ["/", "spec/standard.yaml", ""] {
        let before = tree(sandbox.root());
        let run = sandbox.dci(["generate", "--out", name]);
        assert_eq!(run.status.code(), Some(2), "`{name}`: {}", text(&run.stderr));
        assert_eq!(tree(sandbox.root()), before, "`{name}`");
    }
}

/// From a sub-folder, the artefacts go beside the standard, not beside the sub-folder.
#[test]
fn the_place_of_the_artefacts_does_not_depend_on_where_the_command_runs() {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command(["generate", "--target", "data-dictionary"]);
    let run = command.current_dir(sandbox.path("spec/common/code-directories")).output().expect("the command runs");
    assert!(run.status.success(), "{}", text(&run.stderr));
    assert!(sandbox.path("generated/manifest.txt").is_file());
}

#[test]
fn a_run_waits_for_nobody_and_says_who_is_busy() {
    let (_keep, out) = folder();
    let workshop = out.with_file_name(".out.dci");
    fs::create_dir(&workshop).expect("the folder can be made");
    let lock = File::create(workshop.join("lock")).expect("the file can be made");
    lock.lock().expect("nobody else holds it");
    match write_all(&[("docs/a.md", "a")], &out) {
        Err(WriteError::Busy(path)) => assert_eq!(path, out),
        other => panic!("{other:?}"),
    }
    assert!(!out.exists());
    drop(lock);
    write_all(&[("docs/a.md", "a")], &out).expect("the other run has ended");
    assert_no_debris(&out);
}

#[test]
fn runs_at_the_same_time_leave_a_complete_tree() {
    let (_keep, out) = folder();
    let versions = ["one", "two", "three", "four"];
    let files = |version: &'static str| -> Outputs {
        let mut outputs = Outputs::new();
        for at in 0..40 {
            outputs.add(format!("docs/{at}.md"), format!("{version} {at}"));
        }
        outputs
    };
    thread::scope(|scope| {
        for version in versions {
            let out = &out;
            scope.spawn(move || {
                for _ in 0..25 {
                    match write(&files(version), out, &Scope::default()) {
                        Ok(_) | Err(WriteError::Busy(_)) => {}
                        Err(failure) => panic!("{failure}"),
                    }
                }
            });
        }
    });
    let is_done = |version| check(&files(version), &out, &Scope::default()).is_ok_and(|plan| plan.is_done());
    assert!(versions.into_iter().any(is_done), "the tree is that of one of the runs");
    assert_no_debris(&out);
}

/// Without the exchange of two folders in one step, the old tree is moved aside first. A run that ends just then has
/// left no output folder: the next one puts it back, so that nothing of a stranger's is lost.
#[test]
fn an_old_tree_that_was_moved_aside_is_put_back() {
    let (_keep, out) = folder();
    write_all(&[("docs/a.md", "a")], &out).expect("it can be written");
    put(&out.join("notes.txt"), "a stranger's");
    let workshop = out.with_file_name(".out.dci");
    put(&workshop.join("new/docs/a.md"), "A");
    fs::rename(&out, workshop.join("old")).expect("it can be moved");
    write_all(&[("docs/a.md", "A")], &out).expect("it can be written");
    let found = tree(&out);
    assert_eq!(found[Utf8Path::new("notes.txt")], "a stranger's");
    assert_eq!(found[Utf8Path::new("docs/a.md")], "A");
    assert_no_debris(&out);
}

/// Thirty runs, each killed a little later than the one before: the tree is the old one or the new one.
#[test]
fn a_run_that_is_killed_leaves_the_old_tree_or_the_new_one() {
    let sandbox = Sandbox::new();
    let out = sandbox.path("generated");
    let label = |from: &str, to: &str| {
        sandbox.edit("spec/common/code-directories/sex.yaml", &format!("label: {from}"), &format!("label: {to}"));
    };
    let generate = || {
        let run = sandbox.dci(["generate"]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        tree(&out)
    };
    // Most of the time goes into thinking: wait until the run begins to write.
    let start = || {
        let mut run = sandbox.command(["generate"]).stderr(Stdio::null()).spawn().expect("the command runs");
        let begun = Instant::now();
        while !sandbox.path(".generated.dci").exists()
            && run.try_wait().expect("the run can be looked at").is_none()
            && begun.elapsed() < Duration::from_secs(20)
        {
            thread::yield_now();
        }
        run
    };
    label("Male", "Version B");
    let mut new = generate();
    label("Version B", "Version A");
    let mut run = start();
    let begun = Instant::now();
    run.wait().expect("the run ends");
    let writing = begun.elapsed();
    let mut old = tree(&out);
    let (mut kept, mut replaced) = (0, 0);
    for round in 0..30_u32 {
        if round % 2 == 0 {
            label("Version A", "Version B");
        } else {
            label("Version B", "Version A");
        }
        let mut run = start();
        thread::sleep(writing * round / 24);
        run.kill().ok();
        run.wait().expect("the run ends");
        let found = tree(&out);
        if found == old {
            kept += 1;
        } else {
            assert_eq!(found, new, "round {round}: a mixture");
            replaced += 1;
        }
        assert_eq!(generate(), new, "round {round}");
        assert_no_debris(&out);
        std::mem::swap(&mut old, &mut new);
    }
    println!("the old tree {kept} times, the new one {replaced} times; writing takes {writing:?}");
}

/// A disk without room, played by a limit on the size of files: the write fails, the old tree stays.
#[test]
fn a_full_disk_loses_nothing() {
    let sandbox = Sandbox::new();
    assert!(sandbox.dci(["generate"]).status.success());
    let before = tree(&sandbox.path("generated"));
    sandbox.edit("spec/common/code-directories/sex.yaml", "label: Male", "label: Man");
    let script = format!("trap '' XFSZ; ulimit -f 1; exec '{}' generate", support::dci());
    let mut shell = std::process::Command::new("sh");
    let run = shell.arg("-c").arg(script).current_dir(sandbox.root()).output().expect("there is a shell");
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stderr));
    assert!(text(&run.stderr).contains("nothing was written"), "{}", text(&run.stderr));
    assert_eq!(tree(&sandbox.path("generated")), before);
    assert_no_debris(&sandbox.path("generated"));
    assert!(sandbox.dci(["generate"]).status.success());
}

#[test]
fn a_folder_that_may_not_be_written_to_is_left_alone() {
    let (_keep, out) = folder();
    let parent = out.with_file_name("locked");
    fs::create_dir(&parent).expect("the folder can be made");
    fs::set_permissions(&parent, fs::Permissions::from_mode(0o555)).expect("rights can be taken");
    // Who may do everything is not held up.
    if fs::write(parent.join("probe"), "").is_ok() {
        return;
    }
    let failure = write_all(&[("docs/a.md", "a")], &parent.join("out")).expect_err("it may not be written");
    assert!(failure.to_string().starts_with("nothing was written"), "{failure}");
    assert!(tree(&parent).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever was there before: afterwards there are the artefacts, the files of strangers, and nothing else.
    #[test]
    fn a_folder_holds_the_artefacts_and_what_is_not_ours(
        rounds in prop::collection::vec(prop::collection::btree_map("[ab]/[ab]/[abc]", "[xy]", 0..6), 1..5),
        mut strangers in prop::collection::btree_map("[abc]/[ab]/[cd]", "[xy]", 0..4),
    ) {
        let (_keep, out) = folder();
        for (path, content) in &strangers {
            put(&out.join(path), content);
        }
        let mut there: BTreeMap<String, String> = BTreeMap::new();
        for files in rounds {
            let mut outputs = Outputs::new();
            for (path, content) in &files {
                outputs.add(path.as_str(), content.as_str());
            }
            let differs = |(path, content)| strangers.get(path).is_some_and(|found| found != content);
            let blocked = files.iter().any(differs);
            match write(&outputs, &out, &Scope::default()) {
                Err(WriteError::InTheWay(_)) => prop_assert!(blocked),
                Err(failure) => prop_assert!(false, "{failure}"),
                Ok(_) => {
                    prop_assert!(!blocked);
                    let plan = check(&outputs, &out, &Scope::default()).expect("it can be read");
                    prop_assert!(plan.is_done());
                    // A file that is to the letter what we would write counts as ours from then on.
                    strangers.retain(|path, _| !files.contains_key(path));
                    there = files;
                }
            }
            let mut found = tree(&out);
            found.remove(Utf8Path::new("manifest.txt"));
            for (path, content) in &there {
                prop_assert_eq!(found.remove(Utf8Path::new(path)), Some(content.clone()));
            }
            for path in found.keys() {
                prop_assert!(strangers.contains_key(path.as_str()), "{} is nobody's", path);
            }
        }
        assert_no_debris(&out);
    }
}
