//! The one place that starts git, in such a way that nothing of a repository runs.
//!
//! Git does what a repository's settings and attributes tell it to: it starts monitors of the file system, hooks, filters, converters and
//! pagers, and takes any folder that holds files named like its own for a repository. So nothing is asked of it but what its objects and its
//! index hold, with the settings that start programs switched off, in an environment of ours. It is never asked to look at a file of the
//! working tree in a way that a filter has a part in, nor for an archive, which committed attributes change.
//!
//! The crate `gix` would run nothing by its nature. It was weighed, and left: its index alone brings seventy crates, and a few commands
//! with switches that git documents for this purpose do the same.

use std::io::{BufReader, Write as _};
use std::process::{ChildStdout, Command, Output, Stdio};
use std::thread;

use camino::{Utf8Path, Utf8PathBuf};

use super::Fault;

/// A file that is always empty.
const NOTHING: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// What git is told before any command.
const SWITCHES: [&str; 3] = ["--no-pager", "--no-optional-locks", "--literal-pathspecs"];

/// Settings that go before those of the repository: without a repository that is none, without anything that would start a program.
const SETTINGS: [(&str, &str); 8] = [
    ("safe.bareRepository", "explicit"),
    ("core.fsmonitor", "false"),
    ("core.untrackedCache", "false"),
    ("core.hooksPath", NOTHING),
    ("core.attributesFile", NOTHING),
    ("core.pager", "cat"),
    ("diff.external", ""),
    ("credential.helper", ""),
];

/// The environment of git, beside [`KEPT`]: no settings but those of the repository, no questions, nothing from elsewhere, English.
const ENVIRONMENT: [(&str, &str); 9] = [
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_CONFIG_GLOBAL", NOTHING),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_PAGER", "cat"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("LC_ALL", "C"),
];

/// What git cannot do without.
const KEPT: [&str; 5] = ["PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR"];

/// Git in a folder.
#[derive(Debug)]
pub(crate) struct Git {
    folder: Utf8PathBuf,
    /// Folders of other users that the user trusts.
    trusted: Vec<String>,
}

impl Git {
    /// Git in a folder of the working tree.
    ///
    /// Git reads no repository of another user, unless that is among the folders that the user trusts. This one setting of the user is
    /// handed on.
    pub(crate) fn at(folder: &Utf8Path) -> Result<Self, Fault> {
        let mut git = Self { folder: folder.to_owned(), trusted: Vec::new() };
        if is_of_another_user(&git.run(&["rev-parse"])?) {
            git.trusted = trusted();
        }
        let found = git.run(&["rev-parse"])?;
        if found.status.success() {
            return Ok(git);
        }
        let said = String::from_utf8_lossy(&found.stderr);
        Err(if is_of_another_user(&found) {
            Fault::new(format_args!("{folder} is in a repository of another user, which git does not read")).help(
                "clone it as yourself; or, where you trust it, tell git so: `git config --global --add safe.directory FOLDER`",
            )
        } else if said.contains("safe.bareRepository") {
            Fault::new(format_args!("{folder} holds files named like those of a git repository, which it is not"))
                .help("move `HEAD`, `objects` and `refs` away, or name a folder or an archive")
        } else {
            Fault::new(format_args!("{folder} is in no git repository")).help("name a folder or an archive")
        })
    }

    /// The same in another folder.
    pub(crate) fn in_folder(&self, folder: &Utf8Path) -> Self {
        Self { folder: folder.to_owned(), trusted: self.trusted.clone() }
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Utf8Path {
        &self.folder
    }

    /// What git says to a command.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<Output, Fault> {
        let mut command = self.command(arguments);
        command.stdin(Stdio::null()).output().map_err(not_started)
    }

    /// What git says to a command that is handed lines; nothing where that is not what `read` expects.
    pub(crate) fn ask<T>(
        &self,
        arguments: &[&str],
        lines: &[&str],
        read: impl FnOnce(&mut BufReader<ChildStdout>) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(not_started)?;
        let (Some(mut asked), Some(answered)) = (child.stdin.take(), child.stdout.take()) else { return Ok(None) };
        let answer = thread::scope(|scope| {
            // Both pipes are narrow: whoever only writes would wait forever.
            scope.spawn(move || lines.iter().try_for_each(|line| writeln!(asked, "{line}")));
            let answer = read(&mut BufReader::new(answered));
            if answer.is_none() {
                // Nobody reads on, so that it would wait forever, and whoever asks with it.
                let _ = child.kill();
            }
            answer
        });
        let _ = child.wait();
        Ok(answer)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = bare();
        command.arg("-C").arg(&self.folder).args(SWITCHES);
        for (key, value) in SETTINGS {
            command.arg("-c").arg(format!("{key}={value}"));
        }
        for folder in &self.trusted {
            command.arg("-c").arg(format!("safe.directory={folder}"));
        }
        command.args(arguments);
        command
    }
}

/// Git in the environment of ours.
fn bare() -> Command {
    let mut command = Command::new("git");
    command.env_clear().envs(KEPT.iter().filter_map(|name| Some((name, std::env::var_os(name)?)))).envs(ENVIRONMENT);
    command
}

/// The folders of other users that the user, or who keeps the system, trusts. Nothing of a repository is read for it.
fn trusted() -> Vec<String> {
    let mut folders = Vec::new();
    for whose in ["--system", "--global"] {
        let mut command = bare();
        command.env_remove("GIT_CONFIG_GLOBAL").env_remove("GIT_CONFIG_NOSYSTEM").env("GIT_DIR", NOTHING);
        let homes = ["HOME", "USERPROFILE", "XDG_CONFIG_HOME"];
        command.envs(homes.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        command.args(["config", whose, "--type=path", "--get-all", "safe.directory"]).stdin(Stdio::null());
        let Ok(said) = command.output() else { continue };
        folders.extend(String::from_utf8_lossy(&said.stdout).lines().map(ToOwned::to_owned));
    }
    folders
}

fn is_of_another_user(said: &Output) -> bool {
    !said.status.success() && String::from_utf8_lossy(&said.stderr).contains("dubious ownership")
}

#[expect(clippy::needless_pass_by_value, reason = "it is what maps errors")]
fn not_started(error: std::io::Error) -> Fault {
    Fault::new(format_args!("git: {error}")).help("is git installed?")
}
