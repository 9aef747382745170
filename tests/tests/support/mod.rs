//! What the tests of the command share: the command itself, and a small standard to run it on.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

/// The folder of the tests in this repository.
pub(crate) fn tests() -> &'static Utf8Path {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The small valid standard that all cases start from.
pub(crate) fn base() -> Utf8PathBuf {
    tests().join("ui/base")
}

/// The `dci` command, built on first use.
///
/// Cargo hands the path of a command only to the tests of its own package, so the tests of this one ask Cargo to
/// build it. Where `cargo test` has just done so, that takes no time.
pub(crate) fn dci() -> &'static Utf8Path {
    static PATH: OnceLock<Utf8PathBuf> = OnceLock::new();
    PATH.get_or_init(build)
}

fn build() -> Utf8PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(tests()).args(["build", "--quiet", "--locked", "--package", "dci-codegen", "--bin", "dci"]);
    cargo.arg("--message-format=json-render-diagnostics");
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let output = cargo.output().expect("cargo runs: it runs this test");
    assert!(output.status.success(), "dci does not build:\n{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).expect("cargo writes JSON");
    let executable = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == "dci")
        .find_map(|message| message["executable"].as_str().map(Utf8PathBuf::from));
    executable.expect("cargo names the command that it has built")
}

/// A folder of its own with the small standard in `spec`; it goes away with the value.
#[derive(Debug)]
pub(crate) struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    /// The small standard as it is.
    pub(crate) fn new() -> Self {
        let sandbox = Self { folder: tempfile::tempdir().expect("there is a folder for temporary files") };
        copy(base().as_std_path(), &sandbox.path("spec").into_std_path_buf());
        sandbox
    }

    /// A folder without anything in it.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("there is a folder for temporary files") }
    }

    /// The folder itself.
    pub(crate) fn root(&self) -> &Utf8Path {
        Utf8Path::from_path(self.folder.path()).expect("the folder is named in UTF-8")
    }

    /// A path below the folder.
    pub(crate) fn path(&self, below: impl AsRef<Utf8Path>) -> Utf8PathBuf {
        self.root().join(below)
    }

    /// Writes a file, and the folders on the way.
    pub(crate) fn write(&self, below: impl AsRef<Utf8Path>, content: impl AsRef<[u8]>) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().expect("the path has a folder")).expect("the folder can be made");
        fs::write(path, content).expect("the file can be written");
    }

    /// Replaces text that is there once in a file.
    pub(crate) fn edit(&self, below: impl AsRef<Utf8Path>, from: &str, to: &str) {
        let path = self.path(&below);
        let text = fs::read_to_string(&path).expect("the file can be read");
        assert_eq!(text.matches(from).count(), 1, "`{from}` is not there once in {path}");
        self.write(below, text.replace(from, to));
    }

    /// Runs `dci` in the folder.
    pub(crate) fn dci(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Output {
        self.command(arguments).output().expect("the command runs")
    }

    /// `dci` with arguments, ready to run in the folder.
    pub(crate) fn command(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(dci());
        command.current_dir(self.root()).args(arguments);
        for variable in ["CLICOLOR_FORCE", "NO_COLOR", "COLUMNS"] {
            command.env_remove(variable);
        }
        command
    }
}

/// Nobody waits longer than this for a command that ends: it is thousands of times as long as one takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs a command that must end by itself; the watchdog is for one that never would.
pub(crate) fn ended(mut command: Command) -> Output {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command runs");
    let stdout = reading(child.stdout.take().expect("a pipe"));
    let stderr = reading(child.stderr.take().expect("a pipe"));
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("the command can be waited for") {
            break status;
        }
        let is_endless = begun.elapsed() > PATIENCE;
        if is_endless {
            child.kill().ok();
            child.wait().ok();
        }
        assert!(!is_endless, "{command:?} does not end");
        thread::sleep(Duration::from_millis(2));
    };
    let [stdout, stderr] = [stdout, stderr].map(|pipe| pipe.join().expect("the pipe is read"));
    Output { status, stdout, stderr }
}

/// Reads a pipe beside everything else: a command waits where nobody takes what it writes.
fn reading(mut pipe: impl std::io::Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut said = Vec::new();
        let _ = pipe.read_to_end(&mut said);
        said
    })
}

/// Runs `dci release`, which must go well.
pub(crate) fn release(sandbox: &Sandbox) {
    let run = sandbox.dci(["release"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
}

/// Three releases of the small standard, with changes of every sort.
pub(crate) fn released() -> Sandbox {
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

fn raise(sandbox: &Sandbox, file: &str, from: &str, to: &str) {
    sandbox.edit(format!("spec/{file}"), &format!("version: {from}"), &format!("version: {to}"));
}

/// What a command wrote, as text.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the command writes UTF-8")
}

/// Copies a folder with all below it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for path in entries(from) {
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("the file can be copied");
        }
    }
}

/// The entries of a folder, sorted.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.sort();
    paths
}
