//! The GitBook pages: nothing leads nowhere, nothing is missing, nothing shows through that belongs to a template.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use dci_codegen::emit::Context;
use dci_codegen::model::Standard;
use dci_codegen::output::Outputs;
use dci_codegen::release::{Changes, Released};
use dci_codegen::template::Templates;
use dci_codegen::version::Version;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The pages of the standards that are looked at, and everything else that they may link to.
struct Book {
    name: &'static str,
    standard: Standard,
    outputs: Outputs,
}

static BOOKS: LazyLock<[Book; 4]> = LazyLock::new(|| {
    [
        Book::of("standard", dci_tests::standard()),
        Book::of("mini", dci_tests::mini()),
        Book::of("awkward", dci_tests::standard_in(dci_tests::awkward_spec())),
        Book::released(),
    ]
});

impl Book {
    fn of(name: &'static str, standard: Standard) -> Self {
        let templates = Templates::embedded().expect("the embedded templates are sound");
        let (outputs, failures) = dci_codegen::emit(&standard, &templates, &[]);
        assert!(failures.is_empty(), "{failures:?}");
        Self { name, standard, outputs }
    }

    /// A small standard whose changelog tells that it was quite another one before.
    fn released() -> Self {
        let standard = dci_tests::standard_in(concat!(env!("CARGO_MANIFEST_DIR"), "/ui/base").into());
        let old = dci_tests::mini();
        let version = |text: &str| text.parse::<Version>().expect("it is a version");
        let first = Released { version: version("0.9.0"), changes: Changes::first(&old) };
        let second = Released { version: version("1.0.0"), changes: Changes::between(first.version, &old, &standard) };
        let templates = Templates::embedded().expect("the embedded templates are sound");
        let context = Context { releases: &[first, second], ..Context::new(&standard, &templates) };
        let (outputs, failures) = dci_codegen::emit_in(context, &[]);
        assert!(failures.is_empty(), "{failures:?}");
        let page = outputs.get("gitbook/common/changelog.md").expect("there is a changelog");
        assert!(page.lines().count() > 60, "{page}");
        Self { name: "released", standard, outputs }
    }

    /// Every page, by its path below `gitbook/`.
    fn pages(&self) -> BTreeMap<&Utf8Path, Page> {
        self.outputs
            .iter()
            .filter_map(|(path, text)| Some((path.strip_prefix("gitbook").ok()?, text)))
            .filter(|(path, _)| path.extension() == Some("md"))
            .map(|(path, text)| (path, Page::of(text)))
            .collect()
    }
}

/// What matters of a page.
#[derive(Debug, Default)]
struct Page {
    front_matter: String,
    title: String,
    anchors: BTreeSet<String>,
    links: Vec<String>,
    /// The text outside code, as it is written.
    source: String,
}

impl Page {
    fn of(text: &str) -> Self {
        let mut page = Self::default();
        let mut body = text;
        if let Some(rest) = text.strip_prefix("---\n") {
            let (front_matter, rest) = rest.split_once("\n---\n").expect("front matter ends");
            front_matter.clone_into(&mut page.front_matter);
            body = rest;
        }
        let mut fenced = false;
        for line in body.lines() {
            if line.starts_with("```") {
                fenced = !fenced;
            } else if !fenced {
                page.source.push_str(line);
                page.source.push('\n');
            }
        }
        let mut heading: Option<(HeadingLevel, String)> = None;
        for event in Parser::new_ext(body, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
                Event::End(TagEnd::Heading(_)) => {
                    let (level, text) = heading.take().expect("a heading that ends has begun");
                    page.anchors.insert(anchor(&text));
                    if level == HeadingLevel::H1 {
                        assert!(page.title.is_empty(), "two titles: {} and {text}", page.title);
                        page.title = text;
                    }
                }
                Event::Start(Tag::Link { dest_url, .. }) => page.links.push(dest_url.to_string()),
                Event::Text(text) | Event::Code(text) => {
                    if let Some((_, heading)) = &mut heading {
                        heading.push_str(&text);
                    }
                }
                _ => {}
            }
        }
        page
    }
}

/// The id that a heading gets.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).collect::<String>().replace(' ', "-")
}

/// A relative link, seen from a page.
fn target(page: &Utf8Path, link: &str) -> Utf8PathBuf {
    let mut path = Utf8PathBuf::from("gitbook").join(page);
    path.pop();
    for component in Utf8Path::new(link).components() {
        match component {
            Utf8Component::ParentDir => assert!(path.pop(), "{page}: {link} leads out of the artefacts"),
            Utf8Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    path
}

#[test]
fn every_link_leads_somewhere() {
    for book in BOOKS.iter() {
        let pages = book.pages();
        let mut checked = 0;
        for (path, page) in &pages {
            for link in page.links.iter().filter(|link| !link.contains("://")) {
                let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
                let target = if file.is_empty() { Utf8Path::new("gitbook").join(path) } else { target(path, file) };
                assert!(book.outputs.get(&target).is_some(), "{}: {path} links to {link}, which is no file", book.name);
                if !anchor.is_empty() {
                    let target = target.strip_prefix("gitbook").expect("anchors are within pages");
                    assert!(pages[target].anchors.contains(anchor), "{}: {path} links to {link}", book.name);
                }
                checked += 1;
            }
        }
        assert!(checked > pages.len(), "{}: pages link to each other", book.name);
    }
}

#[test]
fn openapi_blocks_point_at_an_operation_that_is_there() {
    for book in BOOKS.iter() {
        for (path, page) in book.pages() {
            for block in page.source.lines().filter(|line| line.starts_with("{% openapi ")) {
                let value = |key: &str| {
                    let (_, rest) = block.split_once(&format!("{key}=\"")).expect("the block has the key");
                    rest.split('"').next().unwrap_or_default().to_owned()
                };
                let file = target(path, &value("src"));
                let text = book.outputs.get(&file).expect("the OpenAPI file is there");
                let document: serde_json::Value = serde_yaml::from_str(text).expect("an OpenAPI document");
                let operation = &document["paths"][value("path")][value("method")];
                assert!(operation.is_object(), "{}: {path} shows {block}", book.name);
            }
        }
    }
}

#[test]
fn every_definition_has_a_page() {
    for book in BOOKS.iter() {
        let pages = book.pages();
        for definition in book.standard.definitions() {
            let id = &book.standard.meta(definition).id;
            let own: Vec<_> = pages.iter().filter(|(_, page)| page.title.split(' ').next() == Some(id)).collect();
            assert_eq!(own.len(), 1, "{}: pages of {id}: {own:?}", book.name);
        }
    }
}

#[test]
fn every_id_and_former_id_is_in_the_index() {
    for book in BOOKS.iter() {
        let index = book.outputs.get("gitbook/index-of-ids.md").expect("there is an index");
        for definition in book.standard.definitions() {
            let meta = book.standard.meta(definition);
            let row =
                |id: &str| index.lines().any(|line| line.starts_with(&format!("| {id} |")) && line.contains(&meta.id));
            assert!(row(&meta.id) || row(&format!("`{}`", meta.id)), "{}: {}", book.name, meta.id);
            for former in meta.formerly.iter().filter(|_| !meta.id.contains('@')) {
                assert!(row(&format!("*{former}*")), "{}: {former}, now {}", book.name, meta.id);
            }
        }
    }
}

#[test]
fn the_table_of_contents_lists_each_page_once() {
    for book in BOOKS.iter() {
        let pages = book.pages();
        let mut listed = pages[Utf8Path::new("SUMMARY.md")].links.clone();
        listed.sort();
        let expected: Vec<&str> = pages.keys().map(|page| page.as_str()).filter(|page| *page != "SUMMARY.md").collect();
        assert_eq!(listed, expected, "{}", book.name);
    }
}

#[test]
fn no_sign_of_a_template_shows() {
    for book in BOOKS.iter() {
        for (path, page) in book.pages() {
            assert!(!page.source.contains("{{"), "{}: {path} has {{{{", book.name);
            let mut open = Vec::new();
            for line in page.source.lines().filter(|line| line.contains("{%")) {
                let block = line.strip_prefix("{% ").and_then(|rest| rest.strip_suffix(" %}"));
                let block = block.and_then(|block| block.split(' ').next()).unwrap_or_default();
                if let Some(ended) = block.strip_prefix("end") {
                    assert_eq!(open.pop(), Some(ended), "{}: {path}: {line}", book.name);
                } else {
                    assert!(["hint", "openapi"].contains(&block), "{}: {path}: {line}", book.name);
                    open.push(block);
                }
            }
            assert!(open.is_empty(), "{}: {path} leaves {open:?} open", book.name);
        }
    }
}

#[test]
fn front_matter_is_yaml_and_says_what_the_page_is_about() {
    for book in BOOKS.iter() {
        for (path, page) in book.pages() {
            if path == "SUMMARY.md" {
                continue;
            }
            let front_matter: serde_json::Value =
                serde_yaml::from_str(&page.front_matter).expect("front matter is YAML");
            let description = front_matter["description"].as_str().unwrap_or_default();
            assert!(!description.is_empty(), "{}: {path}", book.name);
            assert!(page.front_matter.starts_with("# Generated by dci from "), "{}: {path}", book.name);
        }
    }
}

#[test]
fn tables_keep_their_columns() {
    for book in BOOKS.iter() {
        for (path, page) in book.pages() {
            let mut columns = None;
            for line in page.source.lines() {
                if !line.starts_with('|') {
                    columns = None;
                    continue;
                }
                let bars = line.replace("\\|", "").matches('|').count();
                assert_eq!(*columns.get_or_insert(bars), bars, "{}: {path}: {line}", book.name);
            }
        }
    }
}

#[test]
fn the_settings_name_files_that_are_there() {
    for book in BOOKS.iter() {
        let text = book.outputs.get("gitbook/.gitbook.yaml").expect("Git Sync needs it");
        let settings: serde_json::Value = serde_yaml::from_str(text).expect("it is YAML");
        for file in ["readme", "summary"] {
            let file = settings["structure"][file].as_str().expect("a path");
            assert!(book.outputs.get(Utf8Path::new("gitbook").join(file)).is_some(), "{}: {file}", book.name);
        }
    }
}

/// What the workshop called CD08 is found by that name, and is shown as the published page shows it.
#[test]
fn marital_status_is_found_by_its_old_number() {
    let book = &BOOKS[0];
    let index = book.outputs.get("gitbook/index-of-ids.md").expect("there is an index");
    let row = index.lines().find(|line| line.starts_with("| *CD08* |")).expect("CD08 is a former id");
    assert!(row.contains("[CD.COM.02 marital_status]"), "{row}");
    let page = book.outputs.get("gitbook/common/code-directories/cd.com.02-marital_status.md").expect("the page");
    for code in ["S", "M", "W", "A", "D", "L", "U"] {
        assert!(page.contains(&format!("\n| `{code}` | ")), "{code}");
    }
    assert!(page.contains("**Formerly**: `CD08`"));
}
