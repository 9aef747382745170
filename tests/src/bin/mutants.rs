//! Slips in the standard, and what comes of each: `mutants COUNT [SEED] [FOLDER]`.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use camino::Utf8PathBuf;
use dci_tests::mutants::{Edit, Verdict, files, judge, mutant};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<u64>().ok());
    let Some(count) = number(0) else {
        eprintln!("usage: mutants COUNT [SEED] [FOLDER]");
        return ExitCode::from(2);
    };
    let root = arguments.get(2).map_or_else(dci_tests::spec, Utf8PathBuf::from);
    let files = files(&root);
    let mut random = fastrand::Rng::with_seed(number(1).unwrap_or(1));
    // By kind of slip: how many ended in errors, how many in artefacts, and the slowest.
    let mut table: BTreeMap<Edit, (u64, u64, Duration)> = BTreeMap::new();
    let (mut made, mut bad) = (0, 0);
    while made < count {
        let Some(mutant) = mutant(&files, &mut random) else { continue };
        made += 1;
        let began = Instant::now();
        let verdict = judge(&root, &mutant, Duration::from_secs(60));
        let row = table.entry(mutant.edit).or_default();
        row.2 = row.2.max(began.elapsed());
        match verdict {
            Verdict::Errors => row.0 += 1,
            Verdict::Artefacts => row.1 += 1,
            verdict => {
                bad += 1;
                println!("{mutant}: {verdict:?}");
            }
        }
    }
    println!("| slip | runs | located errors | artefacts | slowest |\n|---|---|---|---|---|");
    for (edit, (errors, artefacts, slowest)) in &table {
        println!("| {edit:?} | {} | {errors} | {artefacts} | {:.2} s |", errors + artefacts, slowest.as_secs_f64());
    }
    println!("{made} mutants, {bad} of them bad; {}", dci_tests::machine::machine());
    if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
