//! Templates of a user's own: taking the place of one that comes with dci, making a new target, and what is said when
//! one of them does not work out.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use dci_codegen::emit::EmitError;
use dci_codegen::model::Standard;
use dci_codegen::template::Templates;
use serde_json::json;
use tempfile::TempDir;

/// A folder of templates with some files.
fn folder(files: &[(&str, &str)]) -> (TempDir, Utf8PathBuf) {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let root = Utf8PathBuf::from_path_buf(temporary.path().to_owned()).expect("its path is UTF-8");
    for (path, text) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a new folder");
        std::fs::write(path, text).expect("a new file");
    }
    (temporary, root)
}

/// What is said, with the temporary folder called `mine`.
fn said(root: &Utf8Path, error: &EmitError) -> String {
    let path =
        error.path.strip_prefix(root).map_or_else(|_| error.path.clone(), |path| Utf8Path::new("mine").join(path));
    let line = error.line.map(|line| format!(":{line}")).unwrap_or_default();
    let help = error.help.as_deref().unwrap_or("nothing");
    format!("{path}{line}: {}\nhelp: {help}", error.message).replace(root.as_str(), "mine")
}

fn mini() -> Standard {
    dci_tests::mini()
}

/// What is said about templates that cannot be read, or not be filled in.
fn failure(files: &[(&str, &str)], target: &str) -> String {
    let (_keep, root) = folder(files);
    let templates = match Templates::with_overlay(&root) {
        Ok(templates) => templates,
        Err(error) => return said(&root, &error),
    };
    let (_, failures) = dci_codegen::emit(&mini(), &templates, &[target.to_owned()]);
    assert_eq!(failures.len(), 1, "{failures:?}");
    said(&root, &failures[0])
}

#[test]
fn a_file_takes_the_place_of_its_namesake_and_of_nothing_else() {
    let standard = mini();
    let usual = dci_tests::emit(&standard, &Templates::embedded().expect("sound"), "gitbook");
    let (_keep, root) = folder(&[("gitbook/data-type.md", "# {{ data_type.id }} of {{ interface.title }}\n")]);
    let mine = dci_tests::emit(&standard, &Templates::with_overlay(&root).expect("sound"), "gitbook");
    let mut replaced = 0;
    for (path, text) in usual.iter() {
        let now = mine.get(path).expect("the same pages");
        if path.as_str().contains("/data-types/") && path.file_name() != Some("README.md") {
            assert!(now.starts_with("# DT."), "{path}: {now}");
            replaced += 1;
        } else {
            assert_eq!(now, text, "{path}");
        }
    }
    assert!(replaced > 0);
    assert_eq!(usual.len(), mine.len());
}

#[test]
fn a_misspelt_variable_is_told_with_its_place_and_the_nearest_names() {
    let found =
        failure(&[("gitbook/data-type.md", "# {{ data_type.id }}\n\n{{ data_type.descripton | prose }}\n")], "gitbook");
    assert_eq!(
        found,
        "mine/gitbook/data-type.md:3: the template cannot be filled in: `data_type.descripton` is undefined\n\
         help: did you mean `description`?"
    );
    let found = failure(
        &[("gitbook/code-directory.md", "{% for code in code_directory.codes %}\n{{ code.lable }}\n{% endfor %}")],
        "gitbook",
    );
    assert_eq!(
        found,
        "mine/gitbook/code-directory.md:2: the template cannot be filled in: `code.lable` is undefined\n\
         help: did you mean `label`?"
    );
}

#[test]
fn a_fault_in_an_included_template_is_told_where_it_stands() {
    let found = failure(&[("gitbook/openapi.md", "{{ operation.url }}\n")], "gitbook");
    assert_eq!(
        found,
        "mine/gitbook/openapi.md:1: the template cannot be filled in: `operation.url` is undefined\n\
         help: did you mean `url`?"
    );
}

#[test]
fn other_faults_of_templates_are_told_too() {
    let cases = [
        (
            "# {{ data_type.id | csvv }}",
            "mine/gitbook/data-type.md:1: the template cannot be filled in: filter csvv is unknown\n\
             help: did you mean `csv`?",
        ),
        (
            "\n{% include \"gitbook/makros.md\" %}",
            "mine/gitbook/data-type.md:2: the template cannot be filled in: tried to include non-existing template 'gitbook/makros.md'\n\
             help: did you mean `gitbook/macros.md`?",
        ),
        (
            "{% if data_type %}",
            "mine/gitbook/data-type.md:1: the template cannot be filled in: unexpected end of input, expected end of block\n\
             help: `templates/README.md` lists what a template may use",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(failure(&[("gitbook/data-type.md", text)], "gitbook"), expected);
    }
}

#[test]
fn a_template_that_nothing_includes_is_looked_at_as_well() {
    let found = failure(&[("gitbook/unused.md", "{{ 1 + }}")], "gitbook");
    assert!(found.starts_with("mine/gitbook/unused.md:1: "), "{found}");
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let error = Templates::with_overlay("no/such/folder").expect_err("there is no such folder");
    assert_eq!(error.path, "no/such/folder");
    assert!(error.message.starts_with("cannot be read: "), "{}", error.message);
    assert!(error.help.is_some());
}

const TARGET: &str = "name: cards
description: a card for each code directory
files:
  - template: card.txt
    for_each: code_directory
    path: \"{{ interface.name }}/{{ code_directory.id | slug }}.txt\"
";

#[test]
fn a_folder_is_a_target_without_any_rust() {
    let card = "{{ code_directory.id }}: {{ code_directory.title }}\n{% for code in code_directory.codes %}\n{{ code.code }} = {{ code.label }}\n{% endfor %}\n";
    let (_keep, root) =
        folder(&[("cards/target.yaml", TARGET), ("cards/card.txt", card), ("cards/.hidden", "{{ nothing }}")]);
    let templates = Templates::with_overlay(&root).expect("sound");
    let standard = dci_tests::standard();
    let names: Vec<&str> = dci_codegen::emit::emitters(&templates).map(dci_codegen::emit::Emitter::target).collect();
    assert!(names.contains(&"cards") && names.contains(&"data-dictionary"), "{names:?}");
    let outputs = dci_tests::emit(&standard, &templates, "cards");
    let card = outputs.get("cards/common/cd.com.02.txt").expect("a card for CD.COM.02");
    assert!(card.starts_with("CD.COM.02: Marital status\nS = Never married\n"), "{card}");
    assert_eq!(outputs.len(), standard.code_directories.len());
}

#[test]
fn a_target_for_each_kind_of_thing() {
    let kinds =
        ["standard", "interface", "data_type", "data_format", "code_directory", "data_object", "operation", "process"];
    let standard = dci_tests::standard();
    let counts = [
        1,
        standard.interfaces.len(),
        standard.data_types.len(),
        standard.data_formats.len(),
        standard.code_directories.len(),
        standard.data_objects.len(),
        standard.operations.len(),
        standard.processes.len(),
    ];
    for (kind, count) in kinds.into_iter().zip(counts) {
        let id = if matches!(kind, "standard" | "interface") { kind } else { "id" };
        let target = format!(
            "name: all\ndescription: all\nfiles:\n  - {{template: one.txt, for_each: {kind}, path: \"{{{{ {kind}.{id} }}}}.txt\"}}\n"
        );
        let text = format!("{{{{ {kind}.title }}}}\n");
        let (_keep, root) = folder(&[("all/target.yaml", &target), ("all/one.txt", &text)]);
        let outputs = dci_tests::emit(&standard, &Templates::with_overlay(&root).expect("sound"), "all");
        assert_eq!(outputs.len(), count, "{kind}");
    }
}

#[test]
fn faults_of_a_target_are_told_with_their_line() {
    let cases = [
        (
            TARGET.replace("for_each: code_directory", "for_each: code_list"),
            "mine/cards/target.yaml:5: the target cannot be read: ",
        ),
        (TARGET.replace("description:", "descripton:"), "mine/cards/target.yaml:2: the target cannot be read: "),
        (
            TARGET.replace("name: cards", "name: card"),
            "mine/cards/target.yaml:1: the target is called `card`, its folder `cards`\n\
             help: write `name: cards`, or rename the folder",
        ),
        (
            TARGET.replace("{{ interface.name }}/", "../"),
            "mine/cards/target.yaml:6: `../cd.com.01.txt` is no path below the folder of the target\n\
             help: write a relative path without `..`",
        ),
        (
            TARGET.replace("{{ code_directory.id | slug }}", "all"),
            "mine/cards/target.yaml:6: `common/all.txt` is made twice\n\
             help: let `path` name what the file is made for: `{{ code_directory.id }}`",
        ),
        (
            // On many systems names that differ only in case are one file.
            TARGET.replace(
                "{{ code_directory.id | slug }}",
                "{% if code_directory.id == 'CD.COM.01' %}same{% elif code_directory.id == 'CD.COM.02' %}SAME\
                 {% else %}{{ code_directory.id | slug }}{% endif %}",
            ),
            "mine/cards/target.yaml:6: `common/SAME.txt` is made twice\n\
             help: let `path` name what the file is made for: `{{ code_directory.id }}`",
        ),
        (
            TARGET.replace("card.txt", "crad.txt"),
            "mine/cards/target.yaml:4: there is no template `cards/crad.txt`\n\
             help: did you mean `cards/card.txt`?",
        ),
        (
            TARGET.replace("interface.name", "interface.nmae"),
            "mine/cards/target.yaml:6: the template cannot be filled in: `interface.nmae` is undefined\n\
             help: did you mean `name`?",
        ),
    ];
    for (target, expected) in cases {
        let found = failure(&[("cards/target.yaml", &target), ("cards/card.txt", "a card\n")], "cards");
        assert!(found.starts_with(expected), "{found}\n\nexpected:\n{expected}");
    }
}

#[test]
fn a_target_of_dci_keeps_its_name() {
    let found = failure(&[("rust/target.yaml", &TARGET.replace("cards", "rust"))], "rust");
    assert_eq!(
        found,
        "mine/rust/target.yaml: `rust` is a target of dci\nhelp: give the folder of a new target a name of its own"
    );
    let found = failure(&[("releases/target.yaml", &TARGET.replace("cards", "releases"))], "releases");
    assert_eq!(
        found,
        "mine/releases/target.yaml: `releases` is the folder of the releases\nhelp: give the folder of a new target a name of its own"
    );
}

/// What filters make of texts that would break the format around them.
#[test]
fn filters_keep_the_format_around_a_text() {
    let cases = [
        ("prose", "a *b* _c_ [d](e) <f> {{g}}", "a \\*b\\* \\_c\\_ \\[d\\](e) &lt;f> &#123;{g}}"),
        ("prose", "reg_records and `a_b*` stay", "reg_records and `a_b*` stay"),
        ("prose", "one ` tick", "one \\` tick"),
        ("prose", "see https://a.example/b_c.", "see <https://a.example/b_c>."),
        ("prose", "DO.COM.API.01@SR.search", "`DO.COM.API.01@SR.search`"),
        ("prose", "# no heading", "\\# no heading"),
        ("cell", "a|b\n\nc", "a\\|b c"),
        ("code", "a`b", "``a`b``"),
        ("code", "`", "`` ` ``"),
        ("code_cell", "a|b", "`a\\|b`"),
        ("slug", "DO.SR.02 Member@SR", "do.sr.02-member.sr"),
        ("csv", "a,\"b\"", "\"a,\"\"b\"\"\""),
        ("csv", "plain", "plain"),
        ("json", "a \"b\"", "\"a \\\"b\\\"\""),
        ("mermaid", "a; \"b\"", "a#59; #34;b#34;"),
        ("identifier", "DO.SR.02", "DO_SR_02"),
        ("first_sentence", "One, e.g. this. Two.", "One, e.g. this."),
        ("first_sentence", "No end", "No end"),
    ];
    for (filter, text, expected) in cases {
        let template = format!("{{{{ text | {filter} }}}}");
        let (_keep, root) = folder(&[("try/it.md", &template)]);
        let templates = Templates::with_overlay(&root).expect("sound");
        let found = templates.render("try/it.md", json!({"text": text})).expect("it can be filled in");
        assert_eq!(found, expected, "{filter} of {text}");
    }
    let (_keep, root) = folder(&[("try/it.md", "{{ to | relative_to(from) }}")]);
    let templates = Templates::with_overlay(&root).expect("sound");
    for (to, from, expected) in [
        ("a/b/c.md", "a/d/e.md", "../b/c.md"),
        ("a.md", "b.md", "a.md"),
        ("a/b.md", "a/b.md", "b.md"),
        ("a.md", "b/c/d.md", "../../a.md"),
    ] {
        assert_eq!(
            templates.render("try/it.md", json!({"to": to, "from": from})).expect("it can be filled in"),
            expected
        );
    }
}

/// The data dictionary, read as RFC 4180 says, holds every attribute and every code.
#[test]
fn the_data_dictionary_is_what_a_spreadsheet_expects() {
    for folder in [dci_tests::spec(), dci_tests::awkward_spec()] {
        let standard = dci_tests::standard_in(folder);
        let outputs = dci_tests::emit(&standard, &Templates::embedded().expect("sound"), "data-dictionary");
        for (_, interface) in standard.interfaces.iter() {
            let table = |name: &str| {
                let path = format!("data-dictionary/{}/{name}.csv", interface.name);
                let text = outputs.get(&path).expect("a table");
                let text = text.strip_prefix('\u{feff}').expect("spreadsheets know UTF-8 by its mark");
                records(text)
            };
            let codes: Vec<Vec<String>> = interface
                .code_directories
                .iter()
                .flat_map(|id| standard[*id].codes.iter().map(|code| (&standard[*id].meta, code)))
                .map(|(meta, code)| vec![meta.id.clone(), code.code.clone(), code.label.to_string()])
                .collect();
            let found: Vec<Vec<String>> = table("codes")
                .into_iter()
                .skip(1)
                .map(|row| vec![row[0].clone(), row[3].clone(), row[5].clone()])
                .collect();
            assert_eq!(found, codes);
            let attributes: Vec<String> = interface
                .data_objects
                .iter()
                .flat_map(|id| {
                    standard[*id]
                        .attributes
                        .iter()
                        .map(|attribute| attribute.description.to_string().replace('\n', " "))
                })
                .collect();
            let found: Vec<String> = table("attributes").into_iter().skip(1).map(|row| row[8].clone()).collect();
            assert_eq!(found, attributes);
        }
    }
}

/// The records of a CSV text: fields parted by commas, quoted where need be; records ended by CR LF.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let record = records.last_mut().expect("there is a record");
        let field = record.last_mut().expect("a record has a field");
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' => {
                assert!(quoted || field.is_empty(), "a quote within a field: {field}");
                quoted = !quoted;
            }
            ',' if !quoted => record.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(characters.next(), Some('\n'), "records end in CR LF");
                records.push(vec![String::new()]);
            }
            _ => {
                assert!(quoted || character != '\n', "a record ends in LF alone: {record:?}");
                field.push(character);
            }
        }
    }
    assert_eq!(records.pop(), Some(vec![String::new()]), "the last record ends too");
    let width = records[0].len();
    assert!(records.iter().all(|record| record.len() == width), "each record has {width} fields");
    records
}

/// The documentation of the templates names every key that a template may use.
#[test]
fn every_key_of_the_view_is_documented() {
    let documentation = include_str!("../../templates/README.md");
    let mut keys = BTreeSet::new();
    for kind in
        ["standard", "interface", "data_type", "data_format", "code_directory", "data_object", "operation", "process"]
    {
        let target = format!(
            "name: keys\ndescription: keys\nfiles:\n  - {{template: it, for_each: {kind}, path: \"{kind}{{{{ {kind}.id if {kind}.id is defined else {kind}.name if {kind}.name is defined else '' }}}}.json\"}}\n"
        );
        let (_keep, root) = folder(&[("keys/target.yaml", &target), ("keys/it", &format!("{{{{ {kind} | json }}}}"))]);
        let templates = Templates::with_overlay(&root).expect("sound");
        for (_, text) in dci_tests::emit(&dci_tests::standard(), &templates, "keys").iter() {
            collect_keys(&serde_json::from_str(text).expect("JSON"), &mut keys);
        }
    }
    let undocumented: Vec<&String> = keys.iter().filter(|key| !documentation.contains(&format!("`{key}`"))).collect();
    assert!(keys.len() > 80 && undocumented.is_empty(), "{undocumented:?}");
}

/// The keys of all mappings but those from languages to texts.
fn collect_keys(value: &serde_json::Value, keys: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect_keys(item, keys)),
        serde_json::Value::Object(members) => {
            for (key, value) in members {
                keys.insert(key.clone());
                if !key.ends_with("_in") {
                    collect_keys(value, keys);
                }
            }
        }
        _ => {}
    }
}
