//! Rust projects outside the workspace, and cargo in them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use camino::Utf8PathBuf;

/// Runs cargo in a project outside the workspace, with the versions of the workspace and without the network.
///
/// `target` is the folder for what is built. Projects may share it, but must then differ in their names: that is all by which
/// cargo tells them apart there.
///
/// # Panics
///
/// Where cargo cannot be run at all.
pub fn cargo(project: &Path, target: &Path, arguments: &[&str]) -> Output {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, project.join("Cargo.lock")).expect("the workspace has a lock file");
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(arguments)
        .current_dir(project)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .expect("cargo can be run")
}

/// What a program printed.
pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What a program printed as messages.
pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Builds a command of this workspace as it is released, and tells where it is.
///
/// # Errors
///
/// Where it does not build.
pub fn release(name: &str) -> std::io::Result<Utf8PathBuf> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo.args(["build", "--release", "--locked", "--package", "dci-codegen", "--bin", name]);
    let output = cargo.arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit()).output()?;
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let path = messages
        .filter(|message| message["target"]["name"] == name)
        .find_map(|message| message["executable"].as_str().map(Utf8PathBuf::from));
    path.ok_or_else(|| std::io::Error::other("cargo does not name the command that it has built"))
}
