//! What a build runs and trusts: dependencies' licences and sources, programs that run while building, workflows.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("the file is in the repository")
}

/// What cargo knows of every package of the workspace and below it, on every platform.
fn packages() -> Vec<Value> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .expect("cargo can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    metadata["packages"].as_array().expect("a list of packages").clone()
}

fn name(package: &Value) -> &str {
    package["name"].as_str().expect("a package has a name")
}

/// Whether a package is of this repository.
fn is_own(package: &Value) -> bool {
    package["source"].is_null()
}

/// The packages with a target of a kind: a build script or a macro.
fn with_target<'a>(packages: &'a [Value], kind: &'a str) -> impl Iterator<Item = &'a Value> {
    let has = move |package: &&Value| {
        let targets = package["targets"].as_array().into_iter().flatten();
        targets.flat_map(|target| target["kind"].as_array().into_iter().flatten()).any(|it| it == kind)
    };
    packages.iter().filter(has)
}

/// The names in the paragraph below a mark of the page about the supply chain.
fn listed(mark: &str) -> BTreeSet<String> {
    let page = read("docs/supply-chain.md");
    let (_, below) = page.split_once(&format!("<!-- {mark} -->\n")).expect("the page has the mark");
    let (list, _) = below.split_once("\n\n").expect("a paragraph ends");
    list.split([',', '\n']).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_dependency_has_a_licence_that_is_allowed_and_comes_from_the_registry() {
    let deny: toml::Table = read("deny.toml").parse().expect("deny.toml is TOML");
    let allowed = deny["licenses"]["allow"].as_array().expect("a list of licences");
    let allowed: Vec<spdx::Licensee> = allowed
        .iter()
        .map(|licence| spdx::Licensee::parse(licence.as_str().expect("a name")).expect("a licence of SPDX"))
        .collect();
    let packages = packages();
    assert!(packages.len() > 100, "cargo lists {} packages only", packages.len());
    for package in &packages {
        let licence = package["license"].as_str().unwrap_or_default();
        let holds = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX)
            .is_ok_and(|it| it.evaluate(|wanted| allowed.iter().any(|licensee| licensee.satisfies(wanted))));
        assert!(holds, "{} has the licence {licence}, which deny.toml does not allow", name(package));
        let source = package["source"].as_str();
        let is_registry = source.is_none_or(|source| source.starts_with("registry+"));
        assert!(is_registry, "{} comes from {source:?}", name(package));
    }
}

#[test]
fn what_runs_while_building_is_listed() {
    let packages = packages();
    for (kind, mark) in [("custom-build", "build scripts"), ("proc-macro", "macros")] {
        let found: BTreeSet<String> =
            with_target(&packages, kind).filter(|it| !is_own(it)).map(|it| name(it).to_owned()).collect();
        assert_eq!(listed(mark), found, "{mark} in docs/supply-chain.md");
    }
    let own = |kind| with_target(&packages, kind).filter(|it| is_own(it)).map(name).collect::<Vec<_>>();
    assert_eq!(own("custom-build"), ["dci-spec", "dci-templates"]);
    assert_eq!(own("proc-macro"), ["dci-macros"]);
}

#[test]
fn own_build_scripts_read_files_and_start_nothing() {
    for script in ["spec/src/build.rs", "templates/src/build.rs"] {
        let text = read(script);
        for word in ["Command", "process::", "net::", "unsafe", "extern"] {
            assert!(!text.contains(word), "{script} has `{word}`");
        }
    }
}

/// The steps of every job of every workflow.
fn jobs() -> Vec<(String, serde_yaml::Value)> {
    let folder = root().join(".github/workflows");
    let mut jobs = Vec::new();
    for entry in fs::read_dir(folder).expect("there are workflows") {
        let path = entry.expect("a file").path();
        let text = fs::read_to_string(&path).expect("a workflow can be read");
        let workflow: serde_yaml::Value = serde_yaml::from_str(&text).expect("a workflow is YAML");
        let rights = &workflow["permissions"];
        assert!(
            rights.as_mapping().is_some_and(serde_yaml::Mapping::is_empty),
            "{}: rights of all jobs",
            path.display()
        );
        for (name, job) in workflow["jobs"].as_mapping().expect("a workflow has jobs") {
            jobs.push((name.as_str().unwrap_or_default().to_owned(), job.clone()));
        }
    }
    jobs
}

#[test]
fn workflows_name_actions_by_commit_and_keep_no_credentials() {
    let jobs = jobs();
    assert!(!jobs.is_empty());
    for (name, job) in &jobs {
        for (right, level) in job["permissions"].as_mapping().into_iter().flatten() {
            let is_reading = level == "read";
            assert!(is_reading, "{name} asks for {right:?}: {level:?}");
        }
        for step in job["steps"].as_sequence().expect("a job has steps") {
            let Some(action) = step["uses"].as_str() else { continue };
            let (_, commit) = action.split_once('@').expect("an action has a version");
            let is_commit = commit.len() == 40 && commit.chars().all(|digit| digit.is_ascii_hexdigit());
            assert!(is_commit, "{name}: {action} can become something else");
            if action.starts_with("actions/checkout@") {
                assert_eq!(step["with"]["persist-credentials"].as_bool(), Some(false), "{name}: {action}");
            }
        }
    }
}
