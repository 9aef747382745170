//! `dci explain`.

use dci_codegen::catalogue::{RULES, rule};
use dci_codegen::nearest::did_you_mean;

use super::page::{Page, line};
use super::{Fault, Outcome};

/// Explains a rule, or lists all.
pub(crate) fn explain(wanted: Option<&str>) -> Result<Outcome, Fault> {
    let Some(wanted) = wanted else {
        let rows: Vec<Vec<String>> = RULES
            .iter()
            .map(|rule| vec![rule.id.to_owned(), rule.severity.name().to_owned(), rule.says.to_owned()])
            .collect();
        let mut page = Page::default();
        page.table(&["id", "severity", "rule"], &rows);
        page.print();
        return Ok(Outcome::Clean);
    };
    let Some(rule) = rule(wanted) else {
        let near = did_you_mean(wanted, RULES.iter().map(|rule| rule.id));
        return Err(Fault::new(format_args!("there is no finding `{wanted}`"))
            .help(near.unwrap_or_else(|| "`dci explain` lists all".to_owned())));
    };
    let mut page = Page::default();
    line!(page, "{} ({})", rule.id, rule.severity.name());
    page.blank();
    line!(page, "The rule:    {}", rule.says);
    page.lines(&format!("Breaks it:   {}", rule.example.replace('\n', "\n             ")));
    line!(page, "The mend:    {}", rule.mend);
    page.print();
    Ok(Outcome::Clean)
}
