//! Whatever a repository says, comparing with it runs nothing: a canary, a program that leaves a file, is named in every place where git looks
//! for programs, and never runs. That git itself would run it is shown where a plain command can show it.
#![cfg(unix)]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use support::{Sandbox, text};

/// A file of the standard that is edited.
const EDITED: &str = "spec/common/code-directories/sex.yaml";

fn git(sandbox: &Sandbox, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(sandbox.root()).args(["-c", "user.name=Tests", "-c", "user.email=tests@example.org"]);
    let run = command.args(arguments).output().expect("git runs");
    assert!(run.status.success(), "{arguments:?}: {}", text(&run.stderr));
}

/// A repository with the small standard and a release, an edit that is committed and one that is not, and the canary.
fn repository() -> Sandbox {
    let sandbox = Sandbox::new();
    support::release(&sandbox);
    git(&sandbox, &["init", "--quiet"]);
    sandbox.write(".gitattributes", "*.yaml filter=canary diff=canary\n");
    commit(&sandbox, "before");
    sandbox.edit(EDITED, "label: Male", "label: Man");
    commit(&sandbox, "after");
    sandbox.edit(EDITED, "label: Female", "label: Woman");
    let canary = format!("#!/bin/sh\ntouch '{}'\n", sandbox.path("ran"));
    sandbox.write("canary", canary);
    fs::set_permissions(sandbox.path("canary"), fs::Permissions::from_mode(0o755)).expect("rights can be given");
    sandbox
}

fn commit(sandbox: &Sandbox, message: &str) {
    git(sandbox, &["add", ".gitattributes", "spec", "generated"]);
    git(sandbox, &["commit", "--quiet", "--message", message]);
}

/// Whether the canary has run since the last look.
fn has_run(sandbox: &Sandbox) -> bool {
    fs::remove_file(sandbox.path("ran")).is_ok()
}

/// What compares with something that git has, or may look at the repository.
const COMMANDS: [&[&str]; 6] = [
    &["diff", "git:HEAD"],
    &["diff", "git:HEAD~1", "git:HEAD"],
    &["diff", "git:HEAD", "release:1.0.0"],
    &["diff", "release:1.0.0", "git:HEAD"],
    &["release", "--dry-run"],
    &["changelog"],
];

/// Runs every command in an environment; the comparisons must say what they are to say.
fn assert_quiet(what: &str, sandbox: &Sandbox, environment: &[(&str, String)]) {
    for arguments in COMMANDS {
        let mut command = sandbox.command(arguments);
        let run = command.envs(environment.iter().map(|(key, value)| (key, value))).output().expect("the command runs");
        assert!(!has_run(sandbox), "{what}: {arguments:?} ran the canary");
        let said = text(&run.stdout) + &text(&run.stderr);
        if arguments[0] == "diff" {
            assert!(said.contains("CD.COM.01/"), "{what}: {arguments:?}: {said}");
        }
    }
}

/// A setting that makes git run a program, and a command of git that shows it, where one does without a terminal or a network.
type Setting = (&'static str, &'static str, Option<&'static [&'static str]>);

const SETTINGS: [Setting; 13] = [
    ("core.fsmonitor", "CANARY", Some(&["status"])),
    ("core.hooksPath", "HOOKS", Some(&["checkout", "--quiet", "HEAD"])),
    ("diff.external", "CANARY", Some(&["diff"])),
    ("diff.canary.command", "CANARY", Some(&["diff"])),
    ("diff.canary.textconv", "CANARY", Some(&["diff"])),
    ("filter.canary.clean", "CANARY", Some(&["diff"])),
    ("filter.canary.process", "CANARY", Some(&["diff"])),
    ("filter.canary.smudge", "CANARY", Some(&["checkout", "--quiet", "--", "spec/standard.yaml"])),
    ("core.pager", "CANARY", None),
    ("pager.diff", "CANARY", None),
    ("alias.diff", "!CANARY", None),
    ("alias.ls-tree", "!CANARY", None),
    ("core.sshCommand", "CANARY", None),
];

#[test]
fn no_setting_of_a_repository_runs_anything() {
    for (key, value, shown) in SETTINGS {
        let sandbox = repository();
        let canary = sandbox.path("canary");
        fs::create_dir(sandbox.path("hooks")).expect("the folder can be made");
        for hook in ["post-checkout", "post-index-change"] {
            fs::copy(&canary, sandbox.path("hooks").join(hook)).expect("the canary can be copied");
        }
        let value = value.replace("CANARY", canary.as_str()).replace("HOOKS", sandbox.path("hooks").as_str());
        git(&sandbox, &["config", key, &value]);
        if let Some(arguments) = shown {
            fs::remove_file(sandbox.path("spec/standard.yaml")).ok().filter(|()| key.ends_with("smudge"));
            Command::new("git").current_dir(sandbox.root()).args(arguments).output().expect("git runs");
            assert!(has_run(&sandbox), "{key}: git alone runs the canary");
            fs::write(sandbox.path("spec/standard.yaml"), standard()).expect("the file can be written");
        }
        assert_quiet(key, &sandbox, &[]);
    }
}

fn standard() -> String {
    fs::read_to_string(support::base().join("standard.yaml")).expect("the base has it")
}

#[test]
fn nothing_is_fetched() {
    let sandbox = repository();
    let canary = sandbox.path("canary");
    // A clone that lacks objects asks where it came from, and the program there that sends them is a setting.
    let objects = Command::new("git")
        .current_dir(sandbox.root())
        .args(["rev-parse", &format!("HEAD~1:{EDITED}")])
        .output()
        .expect("git runs");
    let name = text(&objects.stdout);
    let (folder, file) = name.trim().split_at(2);
    fs::remove_file(sandbox.path(format!(".git/objects/{folder}/{file}"))).expect("the object is there");
    for (key, value) in [
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", sandbox.root().as_str()),
        ("remote.origin.uploadpack", canary.as_str()),
    ] {
        git(&sandbox, &["config", key, value]);
    }
    let run = Command::new("git").current_dir(sandbox.root()).args(["cat-file", "blob", name.trim()]).output();
    assert!(!run.expect("git runs").status.success() && has_run(&sandbox), "git alone runs the canary");
    let run = sandbox.dci(["diff", "git:HEAD~1"]);
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stdout));
    assert!(text(&run.stderr).contains("git:HEAD~1 cannot be read: git says"), "{}", text(&run.stderr));
    assert!(!has_run(&sandbox), "the canary ran");
}

#[test]
fn nothing_in_the_environment_runs_anything() {
    let sandbox = repository();
    let canary = sandbox.path("canary").into_string();
    git(&sandbox, &["init", "--quiet", "--bare", "elsewhere"]);
    let setting = |key: &str| {
        let key = ("GIT_CONFIG_KEY_0", key.to_owned());
        vec![("GIT_CONFIG_COUNT", "1".to_owned()), key, ("GIT_CONFIG_VALUE_0", canary.clone())]
    };
    let environments = [
        vec![("GIT_EXTERNAL_DIFF", canary.clone())],
        vec![("GIT_PAGER", canary.clone()), ("PAGER", canary.clone())],
        vec![("GIT_SSH_COMMAND", canary.clone()), ("GIT_ASKPASS", canary.clone())],
        vec![("GIT_DIR", sandbox.path("elsewhere").into_string())],
        vec![("GIT_EXEC_PATH", sandbox.root().to_string())],
        setting("core.fsmonitor"),
        setting("diff.external"),
        setting("filter.canary.clean"),
    ];
    for environment in environments {
        assert_quiet(environment[0].0, &sandbox, &environment);
    }
}

/// A folder of the standard with files named like those of a repository, whose settings name the canary.
#[test]
fn a_folder_that_looks_like_a_repository_is_none() {
    for worktree in [None, Some("."), Some("..")] {
        let sandbox = repository();
        let canary = sandbox.path("canary");
        git(&sandbox, &["init", "--quiet", "--bare", "made"]);
        for part in ["HEAD", "config", "objects", "refs"] {
            fs::rename(sandbox.path("made").join(part), sandbox.path("spec").join(part)).expect("it can be moved");
        }
        let config = sandbox.path("spec/config");
        let set = |key: &str, value: &str| git(&sandbox, &["config", "--file", config.as_str(), key, value]);
        set("core.fsmonitor", canary.as_str());
        if let Some(worktree) = worktree {
            set("core.bare", "false");
            set("core.worktree", worktree);
            let spec = sandbox.path("spec");
            Command::new("git")
                .current_dir(&spec)
                .args(["-c", "safe.bareRepository=all", "status"])
                .output()
                .expect("git runs");
            assert!(has_run(&sandbox), "git alone runs the canary");
        }
        let run = sandbox.dci(["diff", "git:HEAD"]);
        assert_eq!(run.status.code(), Some(2), "{}", text(&run.stdout));
        let expected = "error: spec holds files named like those of a git repository, which it is not\n  \
                        help: move `HEAD`, `objects` and `refs` away, or name a folder or an archive\n";
        assert_eq!(text(&run.stderr), expected);
        assert!(!has_run(&sandbox), "the canary ran");
        for arguments in [vec!["release", "--dry-run"], vec!["changelog"], vec!["check"]] {
            sandbox.dci(&arguments);
            assert!(!has_run(&sandbox), "{arguments:?} ran the canary");
        }
    }
}

/// The settings of a repository cannot make another folder the working tree.
#[test]
fn another_working_tree_is_not_taken() {
    let sandbox = repository();
    fs::create_dir(sandbox.path("elsewhere")).expect("the folder can be made");
    git(&sandbox, &["config", "core.worktree", sandbox.path("elsewhere").as_str()]);
    let run = sandbox.dci(["diff", "git:HEAD"]);
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stdout));
    assert!(text(&run.stderr).starts_with("error: spec is in no git repository\n"), "{}", text(&run.stderr));
}

/// What attributes would leave out of an archive, or fill in, is read as it was committed.
#[test]
fn attributes_change_nothing_that_is_read() {
    let sandbox = Sandbox::new();
    git(&sandbox, &["init", "--quiet"]);
    sandbox.write(".gitattributes", "sex.yaml export-ignore\nPerson.yaml export-subst\n");
    sandbox.write("spec/common/.gitattributes", "*.yaml export-ignore\n");
    sandbox.edit("spec/common/data-objects/Person.yaml", "A human being", "A human being $Format:%H$");
    git(&sandbox, &["add", ".gitattributes", "spec"]);
    git(&sandbox, &["commit", "--quiet", "--message", "before"]);
    // Against a folder elsewhere all is taken out of git, and against the files as little as can be.
    support::copy(sandbox.path("spec").as_std_path(), sandbox.path("copy").as_std_path());
    for arguments in [vec!["diff", "git:HEAD", "copy"], vec!["diff", "git:HEAD"]] {
        let run = sandbox.dci(&arguments);
        assert!(run.status.success(), "{arguments:?}: {}", text(&run.stderr));
        assert!(text(&run.stdout).ends_with("0 changes, 0 of them breaking\n"), "{}", text(&run.stdout));
    }
}

/// Links that git has are followed where they stay inside the standard, and otherwise left out and told.
#[test]
fn links_that_git_has_lead_nowhere_else() {
    use std::os::unix::fs::symlink;

    let sandbox = Sandbox::new();
    let country = sandbox.path("spec/common/code-directories/country.yaml");
    fs::rename(&country, sandbox.path("spec/common/.country")).expect("it can be moved");
    symlink("../.country", &country).expect("links can be made");
    git(&sandbox, &["init", "--quiet"]);
    git(&sandbox, &["add", "spec"]);
    git(&sandbox, &["commit", "--quiet", "--message", "a link inside"]);
    support::copy(support::base().as_std_path(), sandbox.path("copy").as_std_path());
    let run = sandbox.dci(["diff", "git:HEAD", "copy"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    assert!(text(&run.stdout).ends_with("0 changes, 0 of them breaking\n"), "{}", text(&run.stdout));
    fs::rename(sandbox.path("spec/common/.country"), sandbox.path("country")).expect("it can be moved");
    fs::remove_file(&country).expect("it can be removed");
    symlink("../../../country", &country).expect("links can be made");
    git(&sandbox, &["add", "--all", "spec"]);
    git(&sandbox, &["commit", "--quiet", "--message", "a link that leads outside"]);
    let run = sandbox.dci(["diff", "git:HEAD", "copy"]);
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stdout));
    let told = "warning: `common/code-directories/country.yaml` was not taken: a link that leads outside\n";
    assert!(text(&run.stderr).starts_with(told), "{}", text(&run.stderr));
}

/// Git refuses the repository of another user. Only who may give files away can make one.
#[test]
fn a_repository_of_another_user_is_refused_unless_it_is_trusted() {
    let sandbox = repository();
    let given = Command::new("chown").args(["-R", "12345"]).arg(sandbox.root()).output().expect("chown runs");
    if !given.status.success() {
        return;
    }
    let diff = |home: &str| {
        let mut command = sandbox.command(["diff", "git:HEAD"]);
        command.env("HOME", sandbox.path(home)).env_remove("XDG_CONFIG_HOME").output().expect("the command runs")
    };
    let run = diff("home");
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stdout));
    let expected = "error: spec is in a repository of another user, which git does not read\n  \
                    help: clone it as yourself; or, where you trust it, tell git so: \
                    `git config --global --add safe.directory FOLDER`\n";
    assert_eq!(text(&run.stderr), expected);
    sandbox.write(
        "home/.gitconfig",
        format!("[safe]\n\tdirectory = {}\n[core]\n\tfsmonitor = {}\n", sandbox.root(), sandbox.path("canary")),
    );
    let run = diff("home");
    assert!(text(&run.stdout).contains("CD.COM.01/F"), "{}", text(&run.stderr));
    assert!(!has_run(&sandbox), "the canary ran");
}
