//! `dci explain`.

use dci_codegen::catalogue::{RULES, rule};
use dci_codegen::nearest::did_you_mean;

use super::table::table;
use super::{Fault, Outcome};

/// Explains a rule, or lists all.
pub(crate) fn explain(wanted: Option<&str>) -> Result<Outcome, Fault> {
    let Some(wanted) = wanted else {
        let rows: Vec<Vec<String>> = RULES
            .iter()
            .map(|rule| vec![rule.id.to_owned(), rule.severity.name().to_owned(), rule.says.to_owned()])
            .collect();
        anstream::print!("{}", table(&["id", "severity", "rule"], &rows));
        return Ok(Outcome::Clean);
    };
    let Some(rule) = rule(wanted) else {
        let near = did_you_mean(wanted, RULES.iter().map(|rule| rule.id));
        return Err(Fault::new(format_args!("there is no finding `{wanted}`"))
            .help(near.unwrap_or_else(|| "`dci explain` lists all".to_owned())));
    };
    anstream::println!("{} ({})\n", rule.id, rule.severity.name());
    anstream::println!("The rule:    {}", rule.says);
    anstream::println!("Breaks it:   {}", rule.example.replace('\n', "\n             "));
    anstream::println!("The mend:    {}", rule.mend);
    Ok(Outcome::Clean)
}
