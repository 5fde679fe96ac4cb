//! The dates of a treaty's life as a table in Markdown.

use std::fmt::Write as _;

use crate::web::{
    facts::{FactItem, Sayer, ValueItem},
    list::{Site, escaped, link},
};

/// The table below a heading: a row for each value with everyone who gives it; nothing where nothing
/// is dated.
pub(super) fn markdown(dates: &[FactItem], site: Site<'_>) -> String {
    if dates.is_empty() {
        return String::new();
    }
    let mut table = "\n## Dates, and who gives them\n\n| Act or term | Value | Given by |\n| --- | --- | --- |\n".to_owned();
    for fact in dates {
        let differs = if fact.differs { " (sources differ)" } else { "" };
        for value in &fact.values {
            let (label, given) = (escaped(&fact.label), escaped(&value.value));
            let by = sayers(value, site);
            // Writing to a string can't fail.
            let _ = writeln!(table, "| {label}{differs} | {given} | {by} |");
        }
    }
    table
}

/// "TASS, 8 April 2025; Reuters", each leading to the words.
fn sayers(value: &ValueItem, site: Site<'_>) -> String {
    let name = |s: Sayer<'_>| link(site, &s.first.who(), &s.first.href);
    value.sayers().into_iter().map(name).collect::<Vec<_>>().join("; ")
}
