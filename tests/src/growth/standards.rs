//! Definitions that grow: files of a standard, read by `dci check`, and revisions, compared by `dci diff`.

use std::io;
use std::path::Path;

use crate::growth::{Kind, append, copy, each, write};

const CHECK: &[&str] = &["check"];
const DIFF: &[&str] = &["diff", "spec", "new", "--fail-on", "none"];
const FORMER: &[&str] = &["diff", "new", "spec", "--fail-on", "none"];

pub(super) const KINDS: &[Kind] = &[
    Kind { name: "YAML: brackets in brackets", base: 4_000, make: brackets, arguments: CHECK },
    Kind { name: "YAML: braces in braces", base: 4_000, make: braces, arguments: CHECK },
    Kind { name: "YAML: keys in questions", base: 3_000, make: questions, arguments: CHECK },
    Kind { name: "YAML: lists in lists, in a line", base: 4_000, make: hyphens, arguments: CHECK },
    Kind { name: "YAML: closed brackets, one after another", base: 3_000, make: pairs, arguments: CHECK },
    Kind { name: "YAML: a long key", base: 10_000, make: long_key, arguments: CHECK },
    Kind { name: "YAML: a long text", base: 10_000, make: long_text, arguments: CHECK },
    Kind { name: "YAML: a long text in quotes", base: 10_000, make: long_quoted, arguments: CHECK },
    Kind { name: "YAML: a text of many lines", base: 3_000, make: many_lines, arguments: CHECK },
    Kind { name: "YAML: a folded text of many lines", base: 3_000, make: many_folded, arguments: CHECK },
    Kind { name: "YAML: anchors", base: 400, make: anchors, arguments: CHECK },
    Kind { name: "YAML: aliases", base: 800, make: aliases, arguments: CHECK },
    Kind { name: "YAML: documents", base: 1_000, make: documents, arguments: CHECK },
    Kind { name: "YAML: comments", base: 1_000, make: comments, arguments: CHECK },
    Kind { name: "YAML: tabs", base: 3_000, make: tabs, arguments: CHECK },
    Kind { name: "YAML: blank lines", base: 9_000, make: blank_lines, arguments: CHECK },
    Kind { name: "YAML: a key many times", base: 800, make: same_key, arguments: CHECK },
    Kind { name: "YAML: keys that nobody knows", base: 700, make: unknown_keys, arguments: CHECK },
    Kind { name: "faults on one line", base: 900, make: faults_on_a_line, arguments: CHECK },
    Kind {
        name: "faults on one line, as JSON",
        base: 900,
        make: faults_on_a_line,
        arguments: &["check", "--format", "json"],
    },
    Kind { name: "faults on many lines", base: 700, make: faults_on_lines, arguments: CHECK },
    Kind { name: "names in `interfaces`", base: 800, make: interfaces, arguments: CHECK },
    Kind { name: "the same name in `interfaces`", base: 800, make: same_interface, arguments: CHECK },
    Kind { name: "names in `profiles`", base: 800, make: profiles, arguments: CHECK },
    Kind { name: "names in `formerly`", base: 800, make: formerly, arguments: CHECK },
    Kind { name: "codes", base: 200, make: codes, arguments: CHECK },
    Kind { name: "the same code", base: 200, make: same_code, arguments: CHECK },
    Kind { name: "former codes", base: 800, make: former_codes, arguments: CHECK },
    Kind { name: "attributes", base: 100, make: attributes, arguments: CHECK },
    Kind { name: "attributes of unknown types", base: 100, make: unknown_types, arguments: CHECK },
    Kind { name: "the same attribute", base: 100, make: same_attribute, arguments: CHECK },
    Kind { name: "choices", base: 150, make: choices, arguments: CHECK },
    Kind { name: "decisions", base: 100, make: decisions, arguments: CHECK },
    Kind { name: "examples that are not there", base: 400, make: missing_examples, arguments: CHECK },
    Kind { name: "examples", base: 20, make: examples, arguments: CHECK },
    Kind { name: "definitions", base: 20, make: definitions, arguments: CHECK },
    Kind { name: "definitions of one id", base: 20, make: same_id, arguments: CHECK },
    Kind { name: "objects that extend each other in a row", base: 20, make: extending, arguments: CHECK },
    Kind { name: "objects that hold each other in a row", base: 20, make: holding, arguments: CHECK },
    Kind { name: "objects that hold the next one twice", base: 20, make: diamonds, arguments: CHECK },
    Kind { name: "the same, all artefacts", base: 10, make: diamonds, arguments: &["generate", "--out", "out"] },
    Kind { name: "codes, all artefacts", base: 60, make: sound_codes, arguments: &["generate", "--out", "out"] },
    Kind { name: "attributes, all artefacts", base: 30, make: attributes, arguments: &["generate", "--out", "out"] },
    Kind { name: "stray files", base: 40, make: stray_files, arguments: CHECK },
    Kind { name: "a pattern", base: 2_000, make: pattern, arguments: CHECK },
    Kind { name: "a revision: codes more", base: 60, make: more_codes, arguments: DIFF },
    Kind { name: "a revision: codes less", base: 60, make: more_codes, arguments: FORMER },
    Kind { name: "a revision: codes renamed", base: 60, make: renamed_codes, arguments: DIFF },
    Kind { name: "a revision: attributes more", base: 30, make: more_attributes, arguments: DIFF },
    Kind { name: "a revision: attributes less", base: 30, make: more_attributes, arguments: FORMER },
    Kind { name: "a revision: attributes required", base: 30, make: required_attributes, arguments: DIFF },
    Kind { name: "a revision: definitions more", base: 20, make: more_definitions, arguments: DIFF },
];

const SEX: &str = "spec/common/code-directories/sex.yaml";
const REQUEST: &str = "spec/common/data-objects/SearchRequest.yaml";

fn described(folder: &Path, value: &str) -> io::Result<()> {
    append(folder, SEX, &format!("notes: {value}\n"))
}

fn brackets(folder: &Path, size: usize) -> io::Result<()> {
    described(folder, &format!("{}{}", "[".repeat(size), "]".repeat(size)))
}

fn braces(folder: &Path, size: usize) -> io::Result<()> {
    described(folder, &format!("{}{}", "{a: ".repeat(size), "}".repeat(size)))
}

fn questions(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &"? ".repeat(size))
}

fn hyphens(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &format!("notes:\n  {}x\n", "- ".repeat(size)))
}

fn pairs(folder: &Path, size: usize) -> io::Result<()> {
    described(folder, &format!("[{}]", "[], ".repeat(size)))
}

fn long_key(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &format!("{}: x\n", "k".repeat(size)))
}

fn long_text(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &format!("title: {}\n", "long text ".repeat(size / 10)))
}

fn long_quoted(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &format!("committee: \"{}\"\n", "long text ".repeat(size / 10)))
}

fn many_lines(folder: &Path, size: usize) -> io::Result<()> {
    described(folder, &format!("|\n{}", "  x\n".repeat(size / 2)))
}

fn many_folded(folder: &Path, size: usize) -> io::Result<()> {
    described(folder, &format!("\n{}", "  x\n".repeat(size / 2)))
}

fn anchors(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &format!("formerly: [{}]\n", each(size, |at| format!("&a{at} x{at}, "))))
}

fn aliases(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &format!("formerly: [&a x, {}]\n", each(size, |_| "*a , ".to_owned())))
}

fn documents(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &"---\na: b\n".repeat(size))
}

fn comments(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &"# note\n".repeat(size))
}

fn tabs(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &format!("notes: {}x\n", "\t".repeat(size)))
}

fn blank_lines(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &"\n".repeat(size))
}

fn same_key(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &"title: x\n".repeat(size))
}

fn unknown_keys(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &each(size, |at| format!("key{at}: x\n")))
}

fn faults_on_a_line(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, REQUEST, &format!("examples: [{}]\n", "{a: b}, ".repeat(size)))
}

fn faults_on_lines(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, REQUEST, &format!("examples:\n{}", "  - {a: b}\n".repeat(size)))
}

fn settings(folder: &Path, key: &str, names: &str) -> io::Result<()> {
    let text = std::fs::read_to_string(folder.join("spec/standard.yaml"))?;
    let head = text.split("interfaces:").next().unwrap_or_default();
    let rest = if key == "interfaces" { String::new() } else { "interfaces: [common, pensions]\n".to_owned() };
    write(folder, "spec/standard.yaml", format!("{head}{rest}{key}: [{names}]\n"))
}

fn interfaces(folder: &Path, size: usize) -> io::Result<()> {
    settings(folder, "interfaces", &format!("common, pensions, {}", each(size, |at| format!("name-{at}, "))))
}

fn same_interface(folder: &Path, size: usize) -> io::Result<()> {
    settings(folder, "interfaces", &format!("common, pensions, {}", "pensions, ".repeat(size)))
}

fn profiles(folder: &Path, size: usize) -> io::Result<()> {
    settings(folder, "profiles", &each(size, |at| format!("name-{at}, ")))
}

fn formerly(folder: &Path, size: usize) -> io::Result<()> {
    let text = std::fs::read_to_string(folder.join(SEX))?;
    let former = each(size, |at| format!(", CD.OLD.{at}"));
    write(folder, SEX, text.replace("formerly: [CD04]", &format!("formerly: [CD04{former}]")))
}

fn sound_codes(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &each(size, |at| format!("  - {{code: N{at}, name: n{at}, label: Number {at}}}\n")))
}

fn codes(folder: &Path, size: usize) -> io::Result<()> {
    sound_codes(folder, size)
}

fn same_code(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &each(size, |_| "  - {code: N, name: n, label: Number}\n".to_owned()))
}

fn former_codes(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, SEX, &format!("    formerly: [{}]\n", each(size, |at| format!("X{at}, "))))
}

fn attribute(at: usize, name: &str, cardinality: &str) -> String {
    format!("  - {{name: {name}{at}, type: DT.COM.01, cardinality: {cardinality}, description: Number {at}.}}\n")
}

fn attributes(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, REQUEST, &each(size, |at| attribute(at, "more", "0..1")))
}

fn unknown_types(folder: &Path, size: usize) -> io::Result<()> {
    append(
        folder,
        REQUEST,
        &each(size, |at| attribute(at, "more", "0..1").replace("DT.COM.01", &format!("DT.NO.{at}"))),
    )
}

fn same_attribute(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, REQUEST, &each(size, |_| attribute(0, "more", "0..1")))
}

fn choices(folder: &Path, size: usize) -> io::Result<()> {
    sound_codes(folder, size)?;
    let alternatives = each(size, |at| format!("      - {{when: N{at}, type: DT.COM.01}}\n"));
    let told = "  - {name: told, type: CD.COM.01, cardinality: 0..1, description: Which one.}\n";
    let choice = "  - name: one_of\n    by: told\n    cardinality: 0..1\n    description: One.\n    choices:\n";
    append(folder, REQUEST, &format!("{told}{choice}{alternatives}"))
}

fn decisions(folder: &Path, size: usize) -> io::Result<()> {
    let decision = |at| format!("  - {{about: Number {at}, sources: [], chosen: One, because: It is short.}}\n");
    append(folder, SEX, &format!("decisions:\n{}", each(size, decision)))
}

fn missing_examples(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, REQUEST, &format!("examples: [{}]\n", each(size, |at| format!("examples/e{at}.json, "))))
}

fn examples(folder: &Path, size: usize) -> io::Result<()> {
    append(folder, REQUEST, &format!("examples: [{}]\n", each(size, |at| format!("examples/e{at}.json, "))))?;
    (0..size).try_for_each(|at| write(folder, &format!("spec/common/examples/e{at}.json"), "{\"name\": \"A\"}"))
}

/// Writes data objects in a row; `body` says what the one at a place has, and whether another one follows.
fn objects(folder: &Path, size: usize, body: impl Fn(usize, bool) -> String) -> io::Result<()> {
    (0..size).try_for_each(|at| {
        let text = format!(
            "data_object: DO.COM.{}\nname: Thing{at}\ndescription: Number {at}.\nstandalone: It is one of many.\n{}",
            at + 100,
            body(at, at + 1 < size)
        );
        write(folder, &format!("spec/common/data-objects/Thing{at}.yaml"), text)
    })
}

fn own(at: usize) -> String {
    format!("attributes:\n{}", attribute(at, "own", "0..1"))
}

fn definitions(folder: &Path, size: usize) -> io::Result<()> {
    objects(folder, size, |at, _| own(at))
}

fn same_id(folder: &Path, size: usize) -> io::Result<()> {
    definitions(folder, size)?;
    (0..size).try_for_each(|at| {
        let path = folder.join(format!("spec/common/data-objects/Thing{at}.yaml"));
        let text = std::fs::read_to_string(&path)?;
        std::fs::write(path, text.replace(&format!("DO.COM.{}\n", at + 100), "DO.COM.99\n"))
    })
}

fn extending(folder: &Path, size: usize) -> io::Result<()> {
    // Each inherits what all before it have: to keep the sum of them linear, only the first has an attribute.
    objects(
        folder,
        size,
        |at, has_next| {
            if has_next { format!("extends: DO.COM.{}\nattributes: []\n", at + 101) } else { own(at) }
        },
    )
}

fn held(at: usize, name: &str) -> String {
    attribute(at, name, "1..1").replace("DT.COM.01", &format!("DO.COM.{}", at + 101))
}

fn holding(folder: &Path, size: usize) -> io::Result<()> {
    objects(folder, size, |at, has_next| if has_next { format!("attributes:\n{}", held(at, "one")) } else { own(at) })
}

fn diamonds(folder: &Path, size: usize) -> io::Result<()> {
    objects(folder, size, |at, has_next| {
        if has_next { format!("attributes:\n{}{}", held(at, "one"), held(at, "other")) } else { own(at) }
    })
}

fn stray_files(folder: &Path, size: usize) -> io::Result<()> {
    (0..size).try_for_each(|at| write(folder, &format!("spec/common/stray{at}.txt"), ""))
}

fn pattern(folder: &Path, size: usize) -> io::Result<()> {
    let text = std::fs::read_to_string(folder.join("spec/common/data-formats/date.yaml"))?;
    let rest: Vec<&str> = text.lines().filter(|line| !line.starts_with("pattern:")).collect();
    let pattern = format!("pattern: \"^{}$\"\n", "(a|b)?".repeat(size / 6));
    write(folder, "spec/common/data-formats/date.yaml", format!("{}\n{pattern}", rest.join("\n")))
}

fn revision(folder: &Path) -> io::Result<()> {
    copy(&folder.join("spec"), &folder.join("new"))
}

fn in_new(path: &str) -> String {
    path.replacen("spec/", "new/", 1)
}

fn more_codes(folder: &Path, size: usize) -> io::Result<()> {
    revision(folder)?;
    append(folder, &in_new(SEX), &each(size, |at| format!("  - {{code: N{at}, name: n{at}, label: Number {at}}}\n")))
}

fn renamed_codes(folder: &Path, size: usize) -> io::Result<()> {
    revision(folder)?;
    sound_codes(folder, size)?;
    let code = |at| format!("  - {{code: M{at}, name: m{at}, label: Number {at}, formerly: [N{at}]}}\n");
    append(folder, &in_new(SEX), &each(size, code))
}

fn more_attributes(folder: &Path, size: usize) -> io::Result<()> {
    revision(folder)?;
    append(folder, &in_new(REQUEST), &each(size, |at| attribute(at, "more", "0..1")))
}

fn required_attributes(folder: &Path, size: usize) -> io::Result<()> {
    revision(folder)?;
    attributes(folder, size)?;
    append(folder, &in_new(REQUEST), &each(size, |at| attribute(at, "more", "1..1")))
}

fn more_definitions(folder: &Path, size: usize) -> io::Result<()> {
    let own = folder.join("own");
    copy(&folder.join("spec"), &own.join("spec"))?;
    definitions(&own, size)?;
    std::fs::rename(own.join("spec"), folder.join("new"))
}
