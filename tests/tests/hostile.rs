//! Text never becomes program text: what an artefact is made of depends on what a standard defines, never on what its texts say.
//!
//! A standard is written twice, once with plain texts and once with texts that look like the syntax of everything that is made of
//! them: TOML, Rust, Markdown, GitBook, HTML, mermaid, YAML, JSON, CSV, SQL, shell. Each artefact is read in its own format, and
//! must have the same structure both times. The texts are harmless: what they would do, if something ran them, is to write an empty
//! file, and no such file may be there in the end.

#[path = "hostile/shape.rs"]
mod shape;
#[path = "hostile/standard.rs"]
mod standard;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use dci_codegen::diagnostic::Severity;
use dci_codegen::output::Outputs;
use dci_codegen::template::Templates;
use dci_codegen::{Options, generate};
use dci_tests::project::{self, stderr, stdout};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use serde_json::json;
use standard::{Made, text_keys};

/// What a line may begin with and be something else than text.
const STARTS: &[&str] = &[
    "#",
    "# ",
    "###### ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "1985. ",
    "12) ",
    "> ",
    "```",
    "```rust",
    "~~~",
    "~~~sh ",
    "---",
    "===",
    "***",
    "___",
    "- - -",
    "    x",
    "\\",
    "|",
    "| a | b |",
    "a | b",
    ":--",
    "<div>",
    "<!--",
    "<?x",
    "[x]: y",
    "[^1]: z",
    "- [ ] ",
    ":::",
    "$$",
    "{%",
    "{{",
    "{#",
    "=1+1",
    "@",
    "%YAML",
    "? ",
    ": ",
    "&a ",
    "*a ",
    "!t ",
    "null",
    "true",
    "//",
    "/*",
    "*/",
    "#!",
    "#[",
    "\"#",
    "';--",
    "$(",
    "${",
    "end",
    "%%{",
    "![",
    "![a](b)",
    "https",
    "www.",
    "\"",
    "'",
    "`",
];

/// Signs of every target, behind the start of a line. Code in backticks and addresses are meant, and stand in plain texts too.
const SIGNS: &str = "`*c*` <https://example.org/a_b*c> https://example.org/a_b*c, a@b.example *i* _j_ **k** ~~l~~ ~m~ [n](o.example) \
    ![p](q) [r] [^s] <b onclick=\"t\">u</b> <script>v</script> <!-- w --> {% hint %} {{ x }} {# y #} $$z$$ $a$ | b || \\ \\| &amp; &#65; :smile: \
    \" '' \"\"\" ''' \"# r#\" */ /* // #[d] ]]> %%{e}%% --> f ->> g; h :: i \\n \\u{202e} ; DROP TABLE j; -- ${k} $(l) ``n`` ```o``` ~~~ == \u{200f}p";

/// The same with nothing in it, where it has to be of the same form.
const PLAIN: &str = "`c` <https://example.org/plain> https://example.org/plain, a@b.example plain";

/// Texts of one kind, of one rotation of the starts.
fn text(sign: &str, start: &str, number: usize, many_lines: bool, code: &str) -> String {
    let line = format!("{start} {sign} n{number}");
    if !many_lines {
        return line;
    }
    format!("{line}\n{start}\n{line}\n\n{start} {line}\n{code}\n{line}\n\n{line}")
}

fn hostile(rotation: usize, canary: &Path) -> impl FnMut(&str, usize, bool) -> String {
    // A fence in the middle of a text, and within it what rustdoc would compile and run.
    let code = format!(
        "```\nstd::fs::write({:?}, \"\").unwrap();\n```\n    std::fs::write({0:?}, \"\").unwrap();\n---\n===\n| - | - |",
        canary.display().to_string()
    );
    move |key, number, many_lines| {
        let text = text(SIGNS, STARTS[(number + rotation) % STARTS.len()], number, many_lines, &code);
        // A code has no blanks at its ends.
        if key == "Match.code" { text.trim().to_owned() } else { text }
    }
}

fn plain(_: &str, number: usize, many_lines: bool) -> String {
    text(PLAIN, "plain", number, many_lines, "plain\nplain")
}

/// The artefacts of a standard in which nothing is wrong.
fn artefacts(made: &Made) -> Outputs {
    let generated = generate(made.root(), &Options::default()).expect("the standard can be read");
    let found: Vec<String> = generated
        .diagnostics
        .iter()
        .filter(|found| found.rule.severity == Severity::Error)
        .map(|found| format!("{}: {}: {}", generated.sources.place(found.span), found.rule.id, found.message))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(generated.failures.is_empty(), "{:?}", generated.failures);
    generated.outputs.expect("what has no errors has artefacts")
}

#[test]
fn every_text_of_the_yaml_is_chosen_here() {
    let met = Made::new(&mut plain).met;
    let missing: Vec<_> = text_keys().into_iter().filter(|key| !met.contains(key)).collect();
    let known = ["Data format.counter_examples"];
    assert_eq!(missing, known, "fill these in `hostile/standard.rs`, or say there what they hold besides text");
}

#[test]
fn the_structure_of_an_artefact_depends_on_no_text() {
    let canary = Path::new("/nowhere/canary");
    let benign = artefacts(&Made::new(&mut plain));
    let expected: Vec<(String, String)> =
        benign.iter().map(|(path, text)| (path.to_string(), shape::of(path.as_str(), text))).collect();
    assert!(expected.iter().any(|(path, _)| path.starts_with("profiles/north/")), "the profile has artefacts");
    for rotation in (0..STARTS.len()).step_by(18) {
        let outputs = artefacts(&Made::new(&mut hostile(rotation, canary)));
        let mut differing = String::new();
        assert_eq!(outputs.iter().count(), expected.len());
        for ((path, text), (same, shape)) in outputs.iter().zip(&expected) {
            assert_eq!(path, same);
            let found = shape::of(path.as_str(), text);
            if let Some((at, (found, shape))) =
                found.lines().zip(shape.lines()).enumerate().find(|(_, (found, shape))| found != shape)
            {
                writeln!(differing, "{path}: line {at} of its structure is `{found}`, not `{shape}`")
                    .expect("it is text");
            } else if found.lines().count() != shape.lines().count() {
                writeln!(differing, "{path}: it has another number of parts").expect("it is text");
            }
        }
        assert!(differing.is_empty(), "rotation {rotation}:\n{differing}");
    }
}

/// Pieces that mean something in Markdown, alone or beside others.
const PIECES: &[&str] = &[
    "a",
    "b c",
    " ",
    "\n",
    "\n\n",
    "    ",
    "`",
    "``",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "$",
    "$$",
    "#",
    "-",
    "+",
    "=",
    "1.",
    "2)",
    ">",
    "<",
    "</a>",
    "<b>",
    "&",
    "amp;",
    "[",
    "]",
    "](",
    "(c)",
    "!",
    "|",
    "\\",
    ":",
    "---",
    ":--",
    "===",
    "https://e.org/d_e",
    "{",
    "%",
    "^",
    "@",
    "f@g.org",
    "\"",
];

/// What Markdown shows of a text, and whether it is nothing but paragraphs, code and addresses.
fn shown(markdown: &str) -> Result<String, String> {
    let mut text = String::new();
    let options = pulldown_cmark::Options::ENABLE_TABLES
        | pulldown_cmark::Options::ENABLE_STRIKETHROUGH
        | pulldown_cmark::Options::ENABLE_TASKLISTS
        | pulldown_cmark::Options::ENABLE_FOOTNOTES
        | pulldown_cmark::Options::ENABLE_MATH;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::End(TagEnd::Paragraph) => text.push(' '),
            Event::Start(Tag::Paragraph | Tag::Link { link_type: LinkType::Autolink, .. })
            | Event::End(TagEnd::Link) => {}
            other => return Err(format!("{other:?} in {markdown:?}")),
        }
    }
    Ok(plainly(&text))
}

/// A text without what Markdown need not show: how blanks are told, and the marks of code.
fn plainly(text: &str) -> String {
    let text = text.replace('`', "");
    text.split_whitespace().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn prose_shows_the_text_and_nothing_else(pieces in vec(select(PIECES), 0..12)) {
        let text = pieces.concat();
        let page = FILTERED.with(|templates| templates.render("filtered/prose.md", json!({"text": text.clone()})));
        prop_assert_eq!(shown(&page.expect("the template holds")), Ok(plainly(&text)));
    }
}

thread_local! {
    /// A template that is nothing but the filter.
    static FILTERED: Templates = {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let path = folder.path().join("filtered");
        std::fs::create_dir(&path).expect("folders can be made");
        std::fs::write(path.join("prose.md"), "{{ text | prose }}").expect("files can be written");
        let folder = camino::Utf8Path::from_path(folder.path()).expect("temporary folders are named in UTF-8");
        Templates::with_overlay(folder).expect("the template holds")
    };
}

/// How often rules are broken where each text ends in `end`, and how many texts there are: on one line, and with many.
fn refused(end: &str) -> (BTreeMap<&'static str, usize>, [usize; 2]) {
    let mut texts = [0, 0];
    let made = Made::new(&mut |key, number, many_lines| {
        texts[usize::from(many_lines)] += 1;
        format!("{}{end}.", plain(key, number, many_lines))
    });
    let checked = dci_codegen::check(made.root()).expect("the standard can be read");
    let mut broken = BTreeMap::new();
    for found in &checked.diagnostics {
        *broken.entry(found.rule.id).or_default() += 1;
    }
    (broken, texts)
}

#[test]
fn control_characters_and_line_breaks_are_refused_wherever_they_stand() {
    for end in ["\u{1b}[31m", "\u{8}", "\u{202e}", "\u{2028}", "\u{2066}"] {
        let (broken, [on_one_line, with_many]) = refused(end);
        assert_eq!(broken.get("forbidden-character"), Some(&(on_one_line + with_many)), "{end:?}: {broken:?}");
    }
    let (broken, [on_one_line, _]) = refused("\nb");
    assert_eq!(broken.get("one-line"), Some(&on_one_line), "{broken:?}");
    // What Arabic, Hebrew and line ends of Windows need is taken.
    let (broken, _) = refused("\u{200f}\u{200e}\u{61c}");
    assert_eq!(
        broken.keys().filter(|rule| ["forbidden-character", "one-line"].contains(rule)).count(),
        0,
        "{broken:?}"
    );
}

/// The crate of the hostile standard outside any workspace: it builds, its documentation is tested, and nothing of its texts ran.
#[test]
fn the_crate_builds_by_itself_and_runs_no_text() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let canary = folder.path().join("canary");
    let outputs = artefacts(&Made::new(&mut hostile(10, &canary)));
    for (path, text) in outputs.iter() {
        let path = folder.path().join(path.as_str());
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folders can be made");
        std::fs::write(path, text).expect("files can be written");
    }
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository is there");
    let patch = |name: &str, path: &str| format!("patch.crates-io.{name}.path={:?}", repository.join(path));
    let (macros, runtime) = (patch("dci-macros", "macros"), patch("dci-runtime", "macros/runtime"));
    let patches = ["--config", macros.as_str(), "--config", runtime.as_str()];
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("importers");
    let run = |project: &str, command: &[&str]| {
        let output = project::cargo(&folder.path().join(project), &target, &[command, &patches].concat());
        assert!(output.status.success(), "{}{}", stdout(&output), stderr(&output));
        assert!(!stderr(&output).contains("warning:"), "{}", stderr(&output));
        stdout(&output)
    };
    let said = run("rust", &["test", "--doc", "--features", "full"]);
    assert!(said.contains("running 2 tests") && said.contains("2 passed"), "{said}");
    run("profiles/north/rust", &["check", "--quiet", "--features", "full"]);
    assert!(!canary.exists(), "a text of the standard was run");
}
