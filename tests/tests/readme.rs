//! The figures of the README are those of the standard.
//!
//! `SNAPSHOTS=overwrite cargo test -p dci-tests --test readme` writes them anew.

mod support;

use std::process::Command;

use support::{dci, tests, text};

#[test]
fn the_counts_are_those_of_the_standard() {
    let root = tests().join("..");
    let printed = Command::new(dci()).args(["list", "--counts"]).current_dir(&root).output().expect("dci runs");
    assert!(printed.status.success(), "{}", text(&printed.stderr));
    let counts = text(&printed.stdout);
    let path = root.join("README.md");
    let readme = std::fs::read_to_string(&path).expect("there is a README");
    let (before, after) = readme.split_once("$ dci list --counts\n").expect("the README shows the counts");
    let (shown, after) = after.split_once("```\n").expect("the block ends");
    if std::env::var("SNAPSHOTS").as_deref() == Ok("overwrite") {
        std::fs::write(&path, format!("{before}$ dci list --counts\n{counts}```\n{after}")).expect("it can be written");
    } else {
        assert_eq!(shown, counts, "`SNAPSHOTS=overwrite cargo test -p dci-tests --test readme` brings them up to date");
    }
}
