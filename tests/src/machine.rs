//! On what something was measured.

use std::process::Command;

/// The processor, its cores, and the compiler, in a line.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {cores} cores, rustc {}", cpu(), rustc())
}

fn cpu() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ").map(|(_, name)| name));
    name.unwrap_or("an unnamed processor").to_owned()
}

fn rustc() -> String {
    let output = Command::new("rustc").arg("--version").output();
    output
        .map_or_else(|_| "?".to_owned(), |output| String::from_utf8_lossy(&output.stdout).trim().replace("rustc ", ""))
}
