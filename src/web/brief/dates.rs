//! What each source says on the dates of a treaty's life, side by side.

use serde::Serialize;

use crate::{
    model::{ClaimRecord, Edtf, Fact, Slug, facts},
    web::{
        links,
        list::{Site, escaped, link},
        view::Link,
    },
};

/// More columns can't be read, let alone printed.
const COLUMNS: usize = 8;

/// A table with a row for every act or term, and a column for every source that dates one.
#[derive(Debug, Serialize)]
pub(super) struct DateTable {
    pub(super) sources: Vec<Link>,
    pub(super) rows: Vec<DateRow>,
    /// Sources that have no column although they give dates.
    pub(super) left_out: usize,
}

/// One act or term.
#[derive(Debug, Serialize)]
pub(super) struct DateRow {
    pub(super) label: String,
    /// Whether the values can't all be true.
    pub(super) differs: bool,
    /// What each source gives, in the order of the columns.
    pub(super) cells: Vec<Vec<Given>>,
}

/// A value with everybody who gives it in a source.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Given {
    pub(super) value: String,
    /// The same in EDTF.
    pub(super) edtf: String,
    pub(super) said: Vec<Saying>,
}

/// A clause that gives a value.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Saying {
    /// Who says so, where the source names somebody: "Reuters, 21 May 2025".
    pub(super) by: Option<String>,
    pub(super) href: String,
}

impl DateTable {
    /// Of these claims, those that date something; columns in the order of `sources`.
    pub(super) fn of<'a>(
        claims: &[ClaimRecord],
        sources: impl IntoIterator<Item = (&'a Slug, &'a str)>,
    ) -> Self {
        let dated: Vec<Fact> = facts(claims).into_iter().filter(|f| f.property.is_time()).collect();
        let gives = |slug: &Slug| dated.iter().any(|f| f.claims.iter().any(|c| c.source == *slug));
        let mut columns: Vec<(&Slug, &str)> =
            sources.into_iter().filter(|(slug, _)| gives(slug)).collect();
        let left_out = columns.len().saturating_sub(COLUMNS);
        columns.truncate(COLUMNS);
        let row = |fact: &Fact| DateRow {
            label: fact.label(),
            differs: fact.differs,
            cells: columns.iter().map(|(slug, _)| given(fact, slug)).collect(),
        };
        Self {
            rows: dated.iter().map(row).collect(),
            sources: columns
                .iter()
                .map(|(slug, title)| Link { label: (*title).to_owned(), href: links::source(slug) })
                .collect(),
            left_out,
        }
    }

    /// The table below a heading, in Markdown; nothing where nothing is dated.
    pub(super) fn markdown(&self, site: Site<'_>) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let names = self.sources.iter().map(|s| link(site, &s.label, &s.href));
        let names: Vec<String> = std::iter::once("Act or term".to_owned()).chain(names).collect();
        let rule = line(vec!["---".to_owned(); names.len()]);
        let mut table = format!("\n## Dates by source\n\n{}{rule}", line(names));
        for row in &self.rows {
            let differs = if row.differs { " (sources differ)" } else { "" };
            let cells = row.cells.iter().map(|cell| match cell.as_slice() {
                [] => "not stated".to_owned(),
                given => given.iter().map(|g| g.markdown(site)).collect::<Vec<_>>().join("; "),
            });
            let label = escaped(&row.label) + differs;
            table.push_str(&line(std::iter::once(label).chain(cells).collect()));
        }
        let more = match self.left_out {
            0 => String::new(),
            1 => "\n1 more source gives dates.\n".to_owned(),
            n => format!("\n{n} more sources give dates.\n"),
        };
        table + &more
    }
}

impl Given {
    /// "16 January 2025 (TASS, 8 April 2025)", each who says so leading to the words.
    fn markdown(&self, site: Site<'_>) -> String {
        let words = |s: &Saying| link(site, s.by.as_deref().unwrap_or("words"), &s.href);
        let said: Vec<String> = self.said.iter().map(words).collect();
        format!("{} ({})", escaped(&self.value), said.join("; "))
    }
}

fn given(fact: &Fact, source: &Slug) -> Vec<Given> {
    let mut given: Vec<Given> = Vec::new();
    for c in fact.claims.iter().filter(|c| c.source == *source) {
        let by =
            c.claim.asserted_by.as_ref().map(|by| match c.claim.asserted_on.map(Edtf::words) {
                Some(on) => format!("{by}, {on}"),
                None => by.clone(),
            });
        let saying = Saying { by, href: links::clause(c.clause) };
        match given.iter_mut().find(|g| g.value == c.claim.value_label) {
            // Who says the same in several places is named once.
            Some(g) if g.said.iter().any(|s| s.by == saying.by) => {}
            Some(g) => g.said.push(saying),
            None => given.push(Given {
                value: c.claim.value_label.clone(),
                edtf: c.claim.value.clone(),
                said: vec![saying],
            }),
        }
    }
    given
}
