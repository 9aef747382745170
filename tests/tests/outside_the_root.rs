//! Nothing outside of the folder that is meant is read or written, and nothing without end is waited for.
#![cfg(unix)]

mod support;

use std::fs::{self, File};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

use camino::Utf8Path;
use dci_codegen::release::unpack::{Entry, MAX_ENTRIES, Unpacking};
use flate2::Compression;
use flate2::write::GzEncoder;
use support::{Sandbox, base, copy, ended, text};
use tar::{Builder, EntryType, Header};

/// What stands outside, and must be told by nobody.
const SECRET: &str = "the-secret";

/// The small standard, with a folder beside it that is nobody's to read or write.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in ["notes.yaml", "notes.json", "notes.md", "notes.csv"] {
        sandbox.write(format!("outside/{name}"), SECRET);
    }
    sandbox
}

fn link(sandbox: &Sandbox, target: &str, place: &str) {
    let place = sandbox.path(place);
    fs::create_dir_all(place.parent().expect("it has a folder")).expect("the folder can be made");
    symlink(target, place).expect("links can be made");
}

/// What a command says where it refuses.
fn refused(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let run = sandbox.dci(arguments);
    let said = text(&run.stdout) + &text(&run.stderr);
    assert!(!run.status.success(), "{arguments:?}: {said}");
    assert!(!said.contains(SECRET), "{arguments:?}: {said}");
    said
}

#[test]
fn releases_are_read_and_written_beside_the_standard_alone() {
    let sandbox = sandbox();
    support::release(&sandbox);
    let release = sandbox.path("generated/releases/1.0.0");
    for name in ["changes.json", "standard.tar.gz"] {
        let kept = fs::read(release.join(name)).expect("it is there");
        fs::rename(release.join(name), sandbox.path("outside").join(name)).expect("it can be moved");
        link(&sandbox, &format!("../../../outside/{name}"), &format!("generated/releases/1.0.0/{name}"));
        let said = refused(&sandbox, &["diff", "release:1.0.0"]);
        assert!(said.contains(&format!("generated/releases/1.0.0/{name}")), "{said}");
        assert!(said.contains("it is a link that leads outside"), "{said}");
        fs::remove_file(release.join(name)).expect("it can be removed");
        fs::write(release.join(name), kept).expect("it can be written");
    }
    // The folder of a release, of all releases, and of all artefacts.
    for place in ["generated/releases/1.0.0", "generated/releases", "generated"] {
        fs::rename(sandbox.path(place), sandbox.path("outside/moved")).expect("it can be moved");
        let up = "../".repeat(place.matches('/').count());
        link(&sandbox, &format!("{up}../{}/outside/moved", sandbox.root().file_name().expect("it has a name")), place);
        let is_inside = place == "generated";
        for arguments in [&["release", "--dry-run"][..], &["changelog"], &["generate"]] {
            if is_inside {
                // The link stays beside the standard.
                continue;
            }
            let said = refused(&sandbox, arguments);
            assert!(said.contains(place) && said.contains("it is a link that leads outside"), "{said}");
        }
        fs::remove_file(sandbox.path(place)).expect("it can be removed");
        fs::rename(sandbox.path("outside/moved"), sandbox.path(place)).expect("it can be moved");
    }
    let elsewhere = tempfile::tempdir().expect("there is a folder for temporary files");
    fs::rename(sandbox.path("generated"), sandbox.path("kept")).expect("it can be moved");
    symlink(elsewhere.path(), sandbox.path("generated")).expect("links can be made");
    for arguments in [&["release"][..], &["changelog"], &["generate"], &["generate", "--check"]] {
        let said = refused(&sandbox, arguments);
        let expected = "error: generated: it is a link that leads outside\n  \
                        help: put a folder in its place; artefacts go to any folder with `dci generate --out`\n";
        assert!(said.ends_with(expected), "{said}");
    }
    assert_eq!(fs::read_dir(elsewhere.path()).expect("it is there").count(), 0);
}

#[test]
fn definitions_are_written_below_the_standard_alone() {
    let sandbox = sandbox();
    fs::remove_dir_all(sandbox.path("spec/pensions/processes")).expect("it can be removed");
    link(&sandbox, "../../outside", "spec/pensions/processes");
    let said = refused(&sandbox, &["new", "process", "enrolment", "--interface", "pensions"]);
    let expected = "error: spec/pensions/processes/enrolment.yaml: it is a link that leads outside; nothing was written\n  \
                    help: remove the link, or name what it leads to\n";
    assert_eq!(said, expected);
    let elsewhere = sandbox.path("outside/notes.csv");
    for out in ["tables", "tables/CD.COM.01.csv"] {
        link(&sandbox, "../outside/notes.csv", "tables/CD.COM.01.csv");
        let said = refused(&sandbox, &["export", "csv", "CD.COM.01", "--out", out]);
        assert!(said.starts_with("error: tables/CD.COM.01.csv: it is a link that leads outside"), "{said}");
        fs::remove_dir_all(sandbox.path("tables")).expect("it can be removed");
    }
    assert_eq!(fs::read_to_string(elsewhere).expect("it is there"), SECRET);
    assert!(!sandbox.path("outside/enrolment.yaml").exists());
}

#[test]
fn templates_and_imports_are_read_below_their_folder_alone() {
    let sandbox = sandbox();
    for (target, place) in [("../../outside/notes.md", "mine/gitbook/page.md"), ("../../outside", "mine/gitbook/more")]
    {
        link(&sandbox, target, place);
        let said = refused(&sandbox, &["generate", "--templates", "mine"]);
        assert!(said.contains(&format!("{place}: cannot be read: it is a link that leads outside")), "{said}");
        fs::remove_file(sandbox.path(place)).expect("it can be removed");
    }
    for (target, place) in [("../outside/notes.yaml", "published/api.yaml"), ("../outside", "published/more")] {
        link(&sandbox, target, place);
        let said = refused(&sandbox, &["import", "openapi", "published", "--out", "made"]);
        let expected = format!(
            "error: {place}: it is a link that leads outside\n  help: remove the link, or name what it leads to\n"
        );
        assert_eq!(said, expected);
        assert!(!sandbox.path("made").exists());
        fs::remove_file(sandbox.path(place)).expect("it can be removed");
    }
}

/// Links that lead to each other make many folders of few.
#[test]
fn links_that_lead_back_come_to_an_end() {
    let sandbox = sandbox();
    for name in ["a", "b", "c"] {
        link(&sandbox, ".", &format!("mine/{name}"));
        link(&sandbox, ".", &format!("spec/pensions/{name}"));
        link(&sandbox, ".", &format!("copy/pensions/{name}"));
    }
    copy(base().as_std_path(), sandbox.path("copy").as_std_path());
    for arguments in [&["generate", "--templates", "mine"][..], &["check"], &["diff", "copy", "spec"]] {
        let run = ended(sandbox.command(arguments));
        assert!(!run.status.success(), "{arguments:?}: {}", text(&run.stdout));
    }
}

/// An outline is read of a folder that a text names: the text cannot name one outside.
#[test]
fn a_list_of_interfaces_leads_nowhere_else() {
    let sandbox = sandbox();
    sandbox.write("outside/interface.yaml", format!("interface: {SECRET}\nversion: 1.0.0\n"));
    copy(base().as_std_path(), sandbox.path("copy").as_std_path());
    for side in ["spec", "copy"] {
        sandbox.edit(format!("{side}/standard.yaml"), "interfaces:\n", "interfaces:\n  - ../outside\n");
    }
    refused(&sandbox, &["diff", "copy", "spec"]);
}

#[test]
fn pipes_and_devices_are_not_waited_for() {
    let sandbox = sandbox();
    let made = Command::new("mkfifo").arg(sandbox.path("pipe")).status().expect("mkfifo runs");
    assert!(made.success());
    fs::create_dir(sandbox.path("published")).expect("the folder can be made");
    let write = "write what comes out of it to a file, and name that";
    let dash = "name `-`, and let what comes out of it be the standard input";
    for path in ["pipe", "/dev/zero", "/dev/stdin"] {
        let what = if path == "/dev/zero" { "a device" } else { "a pipe" };
        for (arguments, help) in [
            (&["validate", path, "--as", "DO.COM.01"][..], dash),
            (&["coverage", path], write),
            (&["import", "csv", path], write),
            (&["import", "xlsx", path], write),
            (&["import", "openapi", path, "--out", "made"], write),
        ] {
            let mut command = sandbox.command(arguments);
            command.stdin(Stdio::piped());
            let run = ended(command);
            assert_eq!(run.status.code(), Some(2), "{arguments:?}");
            assert_eq!(text(&run.stderr), format!("error: {path}: it is {what}, not a file\n  help: {help}\n"));
        }
        let run = ended(sandbox.command(["diff", path]));
        assert!(text(&run.stderr).contains("is neither a file nor a folder"), "{}", text(&run.stderr));
    }
    // Where a definition, a template or a source belongs.
    let all = [
        ("spec/common/examples/more.json", &["check"][..], 1),
        ("mine/gitbook/page.md", &["generate", "--templates", "mine"], 1),
    ];
    for (place, arguments, code) in all {
        fs::create_dir_all(sandbox.path(place).parent().expect("it has a folder")).expect("the folder can be made");
        fs::rename(sandbox.path("pipe"), sandbox.path(place)).expect("it can be moved");
        let run = ended(sandbox.command(arguments));
        assert_eq!(run.status.code(), Some(code), "{}", text(&run.stderr));
        assert!(text(&run.stderr).contains("cannot be read: it is a pipe, not a file"), "{}", text(&run.stderr));
        fs::rename(sandbox.path(place), sandbox.path("pipe")).expect("it can be moved");
    }
}

#[test]
fn what_never_ends_is_not_read_to_the_end() {
    let sandbox = sandbox();
    let mut command = sandbox.command(["validate", "-", "--as", "DO.COM.01"]);
    command.stdin(File::open("/dev/zero").expect("it is there"));
    let run = ended(command);
    let expected = "error: -: it has more than 64 MiB, the most that is read\n  help: hold its parts against the standard, one at a time\n";
    assert_eq!(text(&run.stderr), expected);
    // A file of holes: it takes no room, and would take all memory.
    File::create(sandbox.path("holes")).and_then(|file| file.set_len(1 << 40)).expect("there are files with holes");
    for arguments in
        [&["coverage", "holes"][..], &["import", "csv", "holes"], &["validate", "holes", "--as", "DO.COM.01"]]
    {
        let run = ended(sandbox.command(arguments));
        assert!(text(&run.stderr).contains("MiB, the most that is read"), "{}", text(&run.stderr));
    }
}

/// An archive of some entries: kind, path, what a link leads to, content.
fn archive(path: &Utf8Path, entries: &[(EntryType, &str, &str, &[u8])]) {
    let file = File::create(path).expect("the file can be made");
    let mut archive = Builder::new(GzEncoder::new(file, Compression::fast()));
    for (kind, name, target, content) in entries {
        let mut header = Header::new_gnu();
        header.set_entry_type(*kind);
        header.set_mode(0o644);
        header.set_size(content.len() as u64);
        // As it stands: the library refuses to write paths that lead up.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.as_old_mut().linkname[..target.len()].copy_from_slice(target.as_bytes());
        header.set_cksum();
        archive.append(&header, *content).expect("it can be written");
    }
    archive.into_inner().and_then(GzEncoder::finish).expect("it can be written");
}

#[test]
fn archives_yield_files_and_folders_alone() {
    let sandbox = sandbox();
    let run = Command::new("tar").current_dir(sandbox.root()).args(["czf", "fine.tar.gz", "spec"]).status();
    assert!(run.expect("tar runs").success());
    let run = sandbox.dci(["diff", "fine.tar.gz", "spec"]);
    assert!(run.status.success() && run.stderr.is_empty(), "{}", text(&run.stderr));
    let standard = fs::read(base().join("standard.yaml")).expect("the base has it");
    let link = (EntryType::Symlink, "spec/common", "../../outside", &b""[..]);
    archive(
        &sandbox.path("odd.tar.gz"),
        &[
            (EntryType::Regular, "spec/standard.yaml", "", &standard),
            link,
            (EntryType::Regular, "spec/common/interface.yaml", "", b"interface: COM\n"),
            (EntryType::Link, "spec/hard.yaml", "spec/standard.yaml", b""),
            (EntryType::Fifo, "spec/pipe", "", b""),
            (EntryType::Char, "spec/device", "", b""),
            (EntryType::Regular, "../up.yaml", "", b"up"),
            (EntryType::Regular, "/absolute.yaml", "", b"up"),
            (EntryType::Symlink, "spec/\x1b[31m\nred", "x", b""),
        ],
    );
    let said = refused(&sandbox, &["diff", "odd.tar.gz", "spec"]);
    let told = "\
warning: `spec/common` was not taken: it is a symbolic link
warning: `spec/hard.yaml` was not taken: it is a hard link
warning: `spec/pipe` was not taken: it is a pipe
warning: `spec/device` was not taken: it is a device
warning: `../up.yaml` was not taken: the path leads outside
warning: `/absolute.yaml` was not taken: the path leads outside
warning: `spec/␛[31m␊red` was not taken: it is a symbolic link
";
    assert!(said.starts_with(told), "{said}");
    assert!(!sandbox.path("outside/interface.yaml").exists());
    let many: Vec<String> = (0..30).map(|at| format!("spec/{at}")).collect();
    let many: Vec<_> = many.iter().map(|name| (EntryType::Symlink, name.as_str(), "x", &b""[..])).collect();
    archive(&sandbox.path("many.tar.gz"), &many);
    let said = refused(&sandbox, &["diff", "many.tar.gz", "spec"]);
    assert!(said.contains("warning: 10 more were not taken\n"), "{said}");
}

/// An archive of entries that are nothing but zeros: it takes no room on the disk.
fn zeros(path: &Utf8Path, kind: EntryType, times: usize, length: u64) {
    let mut file = File::create(path).expect("the file can be made");
    let mut header = Header::new_gnu();
    header.set_entry_type(kind);
    header.set_path("a").expect("it is a path");
    header.set_size(length);
    header.set_cksum();
    for _ in 0..times {
        file.write_all(header.as_bytes()).expect("it can be written");
        let length = i64::try_from(length.next_multiple_of(512)).expect("it is a small number");
        file.seek(SeekFrom::Current(length)).expect("there are files with holes");
    }
    let end = file.stream_position().expect("it has an end");
    file.set_len(end + 1024).expect("there are files with holes");
}

#[test]
fn archives_that_unpack_to_too_much_are_refused() {
    let sandbox = sandbox();
    let says = |kind: EntryType, times: usize, length: u64, expected: &str| {
        zeros(&sandbox.path("large.tar"), kind, times, length);
        let run = ended(sandbox.command(["diff", "large.tar"]));
        let expected =
            format!("error: large.tar cannot be unpacked: {expected}\n  help: an archive is a .tar or .tar.gz\n");
        assert_eq!(text(&run.stderr), expected);
    };
    says(EntryType::Regular, 1, (64 << 20) + 1, "a: it has more than 64 MiB, the most that is read");
    // What is not taken is not read on and on either.
    says(EntryType::Symlink, 17, 64 << 20, "unpacked, it has more than 1 GiB, the most that is taken");
    let extension = "the extension of an entry cannot be read: it has more than 1 MiB, the most that is read";
    says(EntryType::GNULongName, 1, 64 << 20, extension);
    says(EntryType::XHeader, 1, 64 << 20, extension);
    let folder = sandbox.path("many");
    let mut unpacking = Unpacking::into(&folder);
    let mut take = || unpacking.take("a", &Entry::Other("it is nothing"), 0, &mut std::io::empty());
    let taken = (0..MAX_ENTRIES).all(|_| take().is_ok());
    assert!(taken);
    let error = take().expect_err("it is one too many").to_string();
    assert_eq!(error, "it has more than 500000 entries, the most that are taken");
}
