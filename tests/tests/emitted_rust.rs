//! Crates of types, emitted from several standards, compile without a warning: as a crate, and by `standard!`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use dci_codegen::template::Templates;
use dci_tests::project::{self, stderr};

/// Standards that are hard on a program: every form of a schema, texts with signs, words of Rust as names.
const FIXTURES: [&str; 4] = ["mini", "awkward", "names", "empty"];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    project::cargo(folder, &Path::new(env!("CARGO_TARGET_TMPDIR")).join("emitted"), arguments)
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("the path has a folder")).expect("a folder can be made");
    fs::write(path, text).expect("the file can be written");
}

/// The settings of this workspace, for members that stand elsewhere; a warning is an error there.
fn manifest(members: &[&str]) -> String {
    let text = fs::read_to_string(repository().join("Cargo.toml")).expect("the workspace has a manifest");
    let repository = repository().canonicalize().expect("the repository is there");
    let mut manifest = String::new();
    for line in text.lines() {
        let line = line.replace("path = \"", &format!("path = \"{}/", repository.display()));
        if line.starts_with("members") {
            writeln!(manifest, "members = {members:?}").expect("a string takes everything");
        } else if !line.starts_with("exclude") {
            writeln!(manifest, "{}", line.replace("\"warn\"", "\"deny\"")).expect("a string takes everything");
        }
    }
    manifest.split("[profile").next().unwrap_or_default().to_owned()
}

#[test]
fn emitted_crates_compile_and_are_documented_without_a_warning() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be made");
    // A project that keeps its crates in a workspace says so in a manifest of its own, which is laid over the one made.
    let own = tempfile::tempdir().expect("a folder can be made");
    write(&own.path().join("rust/Cargo.toml"), "[lints]\nworkspace = true\n");
    let own = camino::Utf8Path::from_path(own.path()).expect("the path is text");
    let templates = Templates::with_overlay(own).expect("the templates hold");
    for name in FIXTURES {
        let standard = dci_tests::standard_in(fixture(name).try_into().expect("the path is text"));
        for (path, text) in dci_tests::emit(&standard, &templates, "rust").iter() {
            let path = path.strip_prefix("rust").expect("artefacts stand below their target");
            write(&folder.path().join(name).join(path), text);
        }
    }
    write(&folder.path().join("Cargo.toml"), &manifest(&FIXTURES));
    let features = ["--features", "mini-types/land,names-types/prelude"];
    for command in [["check", "--quiet"], ["doc", "--no-deps"]] {
        let output = cargo(folder.path(), &[&command[..], &features].concat());
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(!stderr(&output).contains("warning:"), "{}", stderr(&output));
    }
}

#[test]
fn standards_become_modules_of_a_program() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be made");
    let types = repository().join("generated/rust").canonicalize().expect("the types are there");
    let manifest = format!(
        "[package]\nname = \"modules\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         dci-types = {{ path = {types:?}, default-features = false, features = [\"standard\"] }}\n\n\
         [patch.crates-io]\ndci-macros = {{ path = {:?} }}\ndci-runtime = {{ path = {:?} }}\n",
        types.join("../../macros"),
        types.join("../../macros/runtime"),
    );
    write(&folder.path().join("Cargo.toml"), &manifest);
    let mut program = "#![deny(warnings, missing_docs)]\n//! Modules.\n".to_owned();
    for name in FIXTURES {
        let spec = Path::new("specs").join(name);
        copy(&fixture(name), &folder.path().join(&spec));
        write!(program, "/// A standard.\npub mod {name} {{ dci_types::standard! {{ spec = {spec:?} }} }}\n")
            .expect("a string takes everything");
    }
    program.push_str(
        "/// The operations are there; a name that the crate of types has already bears an underscore.\npub type Sent = <names::prelude_::operations::Send as \
         dci_types::Operation>::Request;\n",
    );
    write(&folder.path().join("src/lib.rs"), &program);
    let output = cargo(folder.path(), &["check", "--quiet"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).expect("the folder is there") {
            let entry = entry.expect("the folder can be read");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        write(to, &fs::read_to_string(from).expect("the file can be read"));
    }
}
