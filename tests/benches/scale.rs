//! How the work grows: check, generate and write, on the standard and on 10 and 100 times as much.
//!
//! Prints a table: seconds (the best of several runs), megabytes of YAML a second, peak memory, and the ratio of
//! writing to `cp -r` of the same output on the same disk. Each scale runs in a process of its own, so that its peak
//! memory is its own. Run it with `cargo bench -p dci-tests --bench scale`.

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use camino::Utf8Path;
use dci_codegen::output::{Scope, write};
use dci_codegen::{Options, generate};
use dci_tests::machine::machine;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How often each scale is measured: its factor, and the runs.
const SCALES: [(usize, usize); 3] = [(1, 20), (10, 5), (100, 2)];

fn main() -> Result<()> {
    if let Ok(folder) = std::env::var("DCI_SCALE_SPEC") {
        return measure(Utf8Path::new(&folder), std::env::var("DCI_SCALE_RUNS")?.parse()?);
    }
    println!("{}", machine());
    println!(
        "{:>5} {:>7} {:>9} {:>9} {:>9} {:>10} {:>9} {:>9} {:>8} {:>9} {:>8}",
        "scale",
        "files",
        "YAML MB",
        "check s",
        "MB/s",
        "generate s",
        "out files",
        "out MB",
        "write s",
        "cp -r s",
        "RSS MB"
    );
    for (times, runs) in SCALES {
        let folder = tempfile::tempdir()?;
        let spec = folder.path().join("spec");
        let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        dci_tests::synthetic::synthesize(&original, times, &spec)?;
        let status = Command::new(std::env::current_exe()?)
            .env("DCI_SCALE_SPEC", &spec)
            .env("DCI_SCALE_RUNS", runs.to_string())
            .status()?;
        if !status.success() {
            return Err(format!("the run at scale {times} failed").into());
        }
    }
    println!(
        "check: load, resolve, check; generate: all of it and every target, in memory; write: the new tree, in place"
    );
    Ok(())
}

/// Measures one scale and prints its row.
fn measure(spec: &Utf8Path, runs: usize) -> Result<()> {
    let (mut check, mut made, mut wrote, mut copied) = (Duration::MAX, Duration::MAX, Duration::MAX, Duration::MAX);
    let (mut files, mut bytes, mut out_files, mut out_bytes) = (0, 0, 0, 0);
    let parent = spec.parent().ok_or("the standard has no parent folder")?;
    for run in 0..runs {
        let start = Instant::now();
        let checked = dci_codegen::check(spec)?;
        check = check.min(start.elapsed());
        if checked.has_errors() {
            return Err("the standard has errors".into());
        }
        files = checked.sources.files().count();
        bytes = checked.sources.files().map(|file| file.text.len()).sum();
        drop(checked);
        let start = Instant::now();
        let generated = generate(spec, &Options::default())?;
        made = made.min(start.elapsed());
        let outputs = generated.outputs.ok_or("nothing was generated")?;
        out_files = outputs.len();
        out_bytes = outputs.iter().map(|(_, content)| content.len()).sum();
        let out = parent.join(format!("out-{run}"));
        let start = Instant::now();
        write(&outputs, &out, &Scope::default())?;
        wrote = wrote.min(start.elapsed());
        let copy = parent.join(format!("copy-{run}"));
        let start = Instant::now();
        let status = Command::new("cp").arg("-r").arg(&out).arg(&copy).status()?;
        copied = copied.min(start.elapsed());
        if !status.success() {
            return Err("cp -r failed".into());
        }
        std::fs::remove_dir_all(&out)?;
        std::fs::remove_dir_all(&copy)?;
    }
    let scale = spec.read_dir_utf8()?.filter_map(std::result::Result::ok).filter(|it| it.path().is_dir()).count();
    println!(
        "{:>5} {files:>7} {:>9.2} {:>9.4} {:>9.1} {:>10.4} {out_files:>9} {:>9.2} {:>8.4} {:>9.4} {:>8.0}",
        format!("{scale} if"),
        megabytes(bytes),
        check.as_secs_f64(),
        megabytes(bytes) / check.as_secs_f64(),
        made.as_secs_f64(),
        megabytes(out_bytes),
        wrote.as_secs_f64(),
        copied.as_secs_f64(),
        peak_memory().unwrap_or(f64::NAN),
    );
    println!(
        "      write / cp -r = {:.2}; (generate + write) / cp -r = {:.2}",
        wrote.as_secs_f64() / copied.as_secs_f64(),
        (made + wrote).as_secs_f64() / copied.as_secs_f64(),
    );
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// The most memory that this process ever held, in megabytes; Linux tells.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1e3)
}
