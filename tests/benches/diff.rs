//! How long `dci diff` takes: on the standard, and on 10 and 100 times as much.
//!
//! One interface is revised: other titles throughout, and attributes that become required. Measured are the comparison of two models
//! that are in memory, the reading of one side that leads to them, and the command from start to end: on two folders, and on git and the
//! files. Prints a table, the best of several runs. Run it with `cargo bench -p dci-tests --bench diff`.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use camino::Utf8Path;
use dci_codegen::diff::diff;
use dci_codegen::model::Standard;
use dci_codegen::{Reading, check_as};
use dci_tests::machine::machine;
use dci_tests::project::release;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How often each scale is measured: its factor, and the runs.
const SCALES: [(usize, usize); 3] = [(1, 20), (10, 10), (100, 5)];

/// The interface that is revised.
const REVISED: &str = "social-registry";

fn main() -> Result<()> {
    let dci = release("dci")?;
    println!("{}", machine());
    println!(
        "{:>5} {:>8} {:>8} {:>10} {:>10} {:>12} {:>12}",
        "scale", "files", "changes", "read s", "models s", "folders s", "git s"
    );
    for (times, runs) in SCALES {
        let folder = tempfile::tempdir()?;
        let root = Utf8Path::from_path(folder.path()).ok_or("the folder is not named in UTF-8")?;
        let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        for side in ["old", "spec"] {
            dci_tests::synthetic::synthesize(&original, times, root.join(side).as_std_path())?;
        }
        git(root, &["init", "--quiet"])?;
        git(root, &["add", "spec"])?;
        git(
            root,
            &["-c", "user.name=Bench", "-c", "user.email=bench@example.org", "commit", "--quiet", "--message", "old"],
        )?;
        revise(&root.join("spec").join(REVISED))?;
        measure(&dci, root, times, runs)?;
    }
    println!(
        "read: load, resolve and check one side; models: compare both in memory; folders, git: the command, start to end"
    );
    Ok(())
}

/// Measures one scale and prints its row.
fn measure(dci: &Utf8Path, root: &Utf8Path, times: usize, runs: usize) -> Result<()> {
    let start = Instant::now();
    let (old, files) = read(&root.join("old"))?;
    let reading = start.elapsed();
    let (new, _) = read(&root.join("spec"))?;
    let changes = diff(&old, &new).changes.len();
    let models = best(runs, || {
        black_box(diff(&old, &new));
        Ok(())
    })?;
    drop((old, new));
    let command = |arguments: &[&str]| {
        best(runs, || {
            let mut command = Command::new(dci);
            command.current_dir(root).args(["diff", "--fail-on", "none"]).args(arguments).stdout(Stdio::null());
            let status = command.status()?;
            if status.success() { Ok(()) } else { Err("dci diff failed".into()) }
        })
    };
    let folders = command(&["old", "spec"])?;
    let from_git = command(&["git:HEAD"])?;
    println!(
        "{times:>5} {files:>8} {changes:>8} {:>10.3} {:>10.4} {:>12.3} {:>12.3}",
        reading.as_secs_f64(),
        models.as_secs_f64(),
        folders.as_secs_f64(),
        from_git.as_secs_f64(),
    );
    Ok(())
}

/// The shortest of some runs.
fn best(runs: usize, run: impl Fn() -> Result<()>) -> Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..runs {
        let start = Instant::now();
        run()?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}

fn read(root: &Utf8Path) -> Result<(Standard, usize)> {
    let checked = check_as(root, Reading::without_profiles())?;
    let files = checked.sources.files().count();
    Ok((checked.standard.ok_or("the standard cannot be read")?, files))
}

/// Revises an interface as a committee would: other titles, and in each data object an attribute that becomes required.
fn revise(interface: &Utf8Path) -> Result<()> {
    for folder in ["code-directories", "data-objects"] {
        for entry in interface.join(folder).read_dir_utf8()? {
            let path = entry?.into_path();
            let text = fs::read_to_string(&path)?;
            let text = text.replacen("\ntitle: ", "\ntitle: Revised ", 1).replacen(
                "cardinality: 0..1",
                "cardinality: 1..1",
                1,
            );
            fs::write(&path, text)?;
        }
    }
    Ok(())
}

fn git(folder: &Utf8Path, arguments: &[&str]) -> Result<()> {
    let status = Command::new("git").arg("-C").arg(folder).args(arguments).status()?;
    if status.success() { Ok(()) } else { Err(format!("git {arguments:?} failed").into()) }
}
