//! Bad standards, and what `dci check` says of each.
//!
//! A case is a folder below `tests/ui`: the files in it are laid over the small valid standard `tests/ui/base`, files
//! named in `DELETE` are removed, and the report must be that of `expected.txt`. What text files cannot hold, such as
//! Latin-1 or two megabytes, [`MADE`] makes. In every case nothing may be written by `dci generate` where an error
//! stands. `SNAPSHOTS=overwrite cargo test -p dci-tests --test ui` accepts the reports as they are: read them.

mod support;

use std::collections::BTreeSet;
use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::catalogue::RULES;
use snapbox::{Assert, Data, IntoData as _};
use support::{Sandbox, copy, entries, tests, text};

/// What makes a part of a case.
type Make = fn(&Sandbox);

/// Cases of which a part is made here: the folder, and what makes it.
const MADE: &[(&str, Make)] = &[
    ("not-utf8", |sandbox| {
        let path = "spec/common/code-directories/sex.yaml";
        sandbox.edit(path, "label: Male", "label: MALE, m?nnlich");
        let text = fs::read(sandbox.path(path)).expect("the file is in the base");
        let text: Vec<u8> = text.into_iter().map(|byte| if byte == b'?' { 0xe4 } else { byte }).collect();
        sandbox.write(path, text);
    }),
    ("byte-order-mark", |sandbox| {
        let path = "spec/common/code-directories/sex.yaml";
        let text = fs::read_to_string(sandbox.path(path)).expect("the file is in the base");
        sandbox.write(path, format!("\u{feff}{text}").replace("closed", "close"));
    }),
    ("file-too-large", |sandbox| {
        let path = "spec/common/code-directories/country.yaml";
        let text = fs::read_to_string(sandbox.path(path)).expect("the file is in the base");
        let lines = (0..40_000).map(|at| format!("  - {{code: C{at}, name: code_{at}, label: Code {at}}}\n"));
        sandbox.write(path, text + &lines.collect::<Vec<_>>().concat());
    }),
    ("carriage-returns", |sandbox| {
        for path in ["spec/standard.yaml", "spec/common/code-directories/sex.yaml", "spec/common/examples/person.json"]
        {
            let text = fs::read_to_string(sandbox.path(path)).expect("the file is in the base");
            sandbox.write(path, text.replace('\n', "\r\n"));
        }
        sandbox.edit("spec/common/code-directories/sex.yaml", "binding: closed", "binding: close");
    }),
    ("forbidden-characters", |sandbox| {
        let path = "spec/common/code-directories/sex.yaml";
        sandbox.edit(path, "code: M", "code: M # \u{202e}elam\u{202c}");
        let path = "spec/common/code-directories/country.yaml";
        let text = fs::read_to_string(sandbox.path(path)).expect("the file is in the base");
        sandbox.write(path, text.replace("label: Kenya", "label: \u{7f}Kenya"));
    }),
    ("trailing-blanks", |sandbox| {
        let path = "spec/common/code-directories/sex.yaml";
        let text = fs::read_to_string(sandbox.path(path)).expect("the file is in the base");
        sandbox.write(path, text.replace('\n', "   \n"));
        sandbox.edit(path, "binding: closed", "binding: close");
    }),
    ("long-line", |sandbox| {
        let words = "the sex of a person as it is known to the registry ".repeat(200);
        let title = format!("title: {{en: {words}, French: Sexe}}");
        sandbox.edit("spec/common/code-directories/sex.yaml", "title: Sex", &title);
    }),
    ("more-findings", |sandbox| {
        let path = "spec/common/data-objects/SearchRequest.yaml";
        let text = fs::read_to_string(sandbox.path(path)).expect("the file is in the base");
        sandbox.write(path, format!("{text}examples: [{}]\n", "{a: b}, ".repeat(1200)));
    }),
    ("pattern-too-large", |sandbox| {
        let path = "spec/common/data-formats/date.yaml";
        let text = fs::read_to_string(sandbox.path(path)).expect("the file is in the base");
        let lines = text.lines().filter(|line| !line.starts_with("pattern:") && !line.starts_with("data_format:"));
        let rest = lines.collect::<Vec<_>>().join("\n");
        sandbox.write(path, format!("data_format: DF.COM.01\n{rest}\npattern: \"^(a{{1000}}){{1000}}$\"\n"));
        let long = "[0-9]?".repeat(1000);
        let head =
            "data_format: DF.COM.03\nname: long\ndescription: Digits.\ntype: DT.COM.01\nstandalone: It is looked at.\n";
        sandbox.write("spec/common/data-formats/long.yaml", format!("{head}pattern: \"^{long}$\"\n"));
    }),
    ("extension-depth", |sandbox| {
        for at in 0..36 {
            let extends = if at > 0 { format!("extends: DO.COM.{}\n", 99 + at) } else { String::new() };
            let object = format!(
                "data_object: DO.COM.{}\nname: Level{at}\ndescription: A level.\nstandalone: For tests.\n{extends}attributes: []\n",
                100 + at
            );
            sandbox.write(format!("spec/common/data-objects/Level{at}.yaml"), object);
        }
    }),
    ("dangling-link", |sandbox| {
        #[cfg(unix)]
        std::os::unix::fs::symlink("nowhere.yaml", sandbox.path("spec/common/code-directories/gender.yaml"))
            .expect("links can be made");
    }),
    ("link-outside", |sandbox| {
        #[cfg(unix)]
        {
            sandbox.write("elsewhere/notes.yaml", "code_directory: CD.COM.99\n");
            for (target, place) in [
                ("../../../elsewhere/notes.yaml", "spec/common/code-directories/gender.yaml"),
                ("../../elsewhere", "spec/pensions/examples/more"),
                ("../elsewhere", "spec/elsewhere"),
                // What is beside the definitions is not read, and may lead anywhere.
                ("../elsewhere/notes.yaml", "spec/README.md"),
                // Within the standard a link is as good as what it leads to.
                ("person.json", "spec/common/examples/same.json"),
            ] {
                std::os::unix::fs::symlink(target, sandbox.path(place)).expect("links can be made");
            }
        }
    }),
];

/// The folders of all cases.
fn cases() -> Vec<Utf8PathBuf> {
    let folders = entries(tests().join("ui").as_std_path()).into_iter();
    let folders = folders.map(|path| Utf8PathBuf::from_path_buf(path).expect("cases are named in ASCII"));
    folders.filter(|path| path.is_dir() && path.file_name() != Some("base")).collect()
}

fn name(case: &Utf8Path) -> &str {
    case.file_name().expect("a case has a name")
}

/// The small standard with the files of a case laid over it.
fn lay(case: &Utf8Path) -> Sandbox {
    let sandbox = Sandbox::new();
    let spec = sandbox.path("spec");
    copy(case.as_std_path(), spec.as_std_path());
    fs::remove_file(spec.join("expected.txt")).ok();
    if let Ok(list) = fs::read_to_string(spec.join("DELETE")) {
        fs::remove_file(spec.join("DELETE")).expect("the list can be removed");
        for path in list.lines() {
            fs::remove_file(spec.join(path)).expect("what is to be removed is there");
        }
    }
    if let Some((_, make)) = MADE.iter().find(|(made, _)| *made == name(case)) {
        make(&sandbox);
    }
    sandbox
}

/// The ids of the rules in a report.
fn rules_in(report: &str) -> BTreeSet<String> {
    let titles = report.lines().filter_map(|line| {
        let rest = line.strip_prefix("error[").or_else(|| line.strip_prefix("warning["))?;
        rest.split(']').next()
    });
    titles.map(ToOwned::to_owned).collect()
}

/// Runs a case; nothing, or what is wrong with it.
fn run(case: &Utf8Path) -> Result<(), String> {
    let sandbox = lay(case);
    let check = sandbox.dci(["check"]);
    let report = text(&check.stderr);
    let has_errors = report.lines().any(|line| line.starts_with("error"));
    let expected = Data::read_from(case.join("expected.txt").as_std_path(), None).raw();
    let assert = Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV);
    assert
        .try_eq(Some(&name(case)), report.clone().into_data().raw(), expected)
        .map_err(|difference| difference.to_string())?;
    let code = check.status.code();
    if code != Some(i32::from(has_errors)) {
        return Err(format!("{}: `dci check` ended with {code:?}", name(case)));
    }
    if !text(&check.stdout).is_empty() {
        return Err(format!("{}: the report for people is on stdout", name(case)));
    }
    if has_errors {
        let generate = sandbox.dci(["generate"]);
        if generate.status.code() != Some(1) || sandbox.path("generated").exists() {
            return Err(format!("{}: `dci generate` wrote something", name(case)));
        }
    }
    Ok(())
}

#[test]
fn every_case_is_reported_as_expected() {
    let cases = cases();
    let failures: Vec<String> = std::thread::scope(|scope| {
        let workers: Vec<_> = cases
            .chunks(cases.len().div_ceil(4))
            .map(|part| scope.spawn(|| part.iter().filter_map(|case| run(case).err()).collect::<Vec<_>>()))
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no case panics")).collect()
    });
    assert!(failures.is_empty(), "{} of {} cases\n{}", failures.len(), cases.len(), failures.join("\n"));
}

#[test]
fn every_rule_has_a_case() {
    let reports = cases().into_iter().map(|case| case.join("expected.txt").into_std_path_buf());
    // What is found in other files than definitions stands in the sessions.
    let sessions = entries(tests().join("cmd").as_std_path());
    let covered: BTreeSet<String> =
        reports.chain(sessions).flat_map(|path| rules_in(&fs::read_to_string(path).unwrap_or_default())).collect();
    let missing: Vec<&str> = RULES.iter().map(|rule| rule.id).filter(|id| !covered.contains(*id)).collect();
    assert!(missing.is_empty(), "no case shows {}", missing.join(", "));
}

#[test]
fn every_made_case_has_a_folder() {
    let cases = cases();
    for (made, _) in MADE {
        assert!(cases.iter().any(|case| name(case) == *made), "there is no folder tests/ui/{made}");
    }
}

#[test]
fn the_base_is_clean() {
    let check = Sandbox::new().dci(["check", "--deny-warnings"]);
    assert!(check.status.success(), "{}", text(&check.stderr));
}
