//! How the work grows with what strangers hand in: each kind of input, and the same ten and a hundred times as large.
//!
//! Prints a table: seconds and peak memory of the command, start to end. What is refused takes no time; what is read takes ten times as
//! long where it is ten times as large, and no more. Each run has a limit of a minute. Run it with `cargo bench -p dci-tests --bench growth`;
//! a word behind `--` chooses the kinds whose names have it. `DCI` names a command that is built already.

use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dci_tests::growth::{Kind, kinds, make};
use dci_tests::machine::machine;
use dci_tests::project::release;
use nix::sys::resource::{UsageWho, getrusage};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How large the inputs are.
const SCALES: [usize; 3] = [1, 10, 100];

/// How long a run may take: longer means that it may never end.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, dci, folder, rest @ ..] = arguments.as_slice()
        && first == "--measure"
    {
        return measure(dci, folder, rest);
    }
    let dci = match std::env::var("DCI") {
        Ok(path) => path,
        Err(_) => release("dci")?.into_string(),
    };
    let wanted = arguments.iter().find(|it| !it.starts_with('-')).map_or("", String::as_str);
    println!("{}", machine());
    println!("{:<52} {:>9} {:>22} {:>22} {:>22}", "input", "1x is", "1x: s, MB", "10x: s, MB", "100x: s, MB");
    for kind in kinds().filter(|kind| kind.name.contains(wanted)) {
        let cells: Vec<String> = SCALES.iter().map(|times| run(&dci, kind, *times)).collect::<Result<_>>()?;
        println!("{:<52} {:>9} {:>22} {:>22} {:>22}", kind.name, kind.base, cells[0], cells[1], cells[2]);
    }
    Ok(())
}

/// Runs the command on an input in a process of its own, so that the peak of its memory is its own.
fn run(dci: &str, kind: &Kind, times: usize) -> Result<String> {
    let folder = tempfile::tempdir()?;
    make(kind, times, folder.path())?;
    let mut own = Command::new(std::env::current_exe()?);
    own.arg("--measure").arg(dci).arg(folder.path()).args(kind.arguments);
    let output = own.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// Runs the command, and prints how long it took and the most memory that it held.
fn measure(dci: &str, folder: &str, arguments: &[String]) -> Result<()> {
    let start = Instant::now();
    let mut command = Command::new(dci);
    command.current_dir(Path::new(folder)).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            break None;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = getrusage(UsageWho::RUSAGE_CHILDREN)?.max_rss() / 1000;
    match status.map(|status| status.code()) {
        None => println!("endless {megabytes:>6}"),
        Some(Some(0..=2)) => println!("{seconds:.3} {megabytes:>6}"),
        Some(other) => println!("failed {other:?} {megabytes:>6}"),
    }
    Ok(())
}
