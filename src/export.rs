//! Everything held as rows: one clause or one claim a line, as JSON Lines or as CSV.
//!
//! What comes in: a snapshot of the store. What goes out: lines, written as they are read, a thousand clauses
//! or the claims of one source at a time, so that no export needs more memory than these. README.md documents the columns: they are a
//! contract.

use std::{
    borrow::Cow,
    fmt::Display,
    io::{self, Write},
};

use csv::{Terminator, Writer, WriterBuilder};
use serde::Serialize;

use crate::{
    model::{ClaimRecord, ClauseRecord},
    store::{Snapshot, StoreError},
};

/// Clauses read at a time.
const PAGE: u32 = 1000;

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The store can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was read can't be written.
    #[error("writing the export: {0}")]
    Write(#[from] io::Error),
}

/// What the rows of an export are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Current clauses in source order; with `all`, every clause ever held.
    Clauses {
        /// Superseded and retracted ones too.
        all: bool,
    },
    /// Claims of current clauses, in their order.
    Claims,
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A JSON object a line.
    Jsonl,
    /// A table with a line of names (RFC 4180), whose cells no spreadsheet takes for formulas.
    Csv,
}

/// Names of the columns of clauses; values that are several are parted by spaces, places by semicolons.
const CLAUSES: [&str; 19] = [
    "id",
    "url",
    "treaty",
    "source",
    "type",
    "version",
    "status",
    "locator",
    "order",
    "kind",
    "language",
    "parties",
    "dates",
    "domains",
    "institutions",
    "places",
    "text",
    "start",
    "end",
];

/// Names of the columns of claims.
const CLAIMS: [&str; 15] = [
    "clause",
    "url",
    "treaty",
    "property",
    "actor",
    "actor_name",
    "value",
    "value_label",
    "asserted_by",
    "asserted_on",
    "source",
    "source_title",
    "type",
    "locator",
    "text",
];

/// A record with its address.
#[derive(Serialize)]
struct Line<'a, T> {
    #[serde(flatten)]
    record: &'a T,
    url: &'a str,
}

/// Writes rows, each with its address behind `base`, and returns how many there were.
///
/// # Errors
/// When the store can't be read or `out` not be written.
pub async fn write(
    snapshot: &mut dyn Snapshot,
    base: &str,
    (rows, form): (Rows, Form),
    out: &mut (dyn Write + Send),
) -> Result<u64, ExportError> {
    let mut sheet = Sheet::new(form, out);
    let mut count = 0;
    match rows {
        Rows::Clauses { all } => {
            sheet.names(&CLAUSES)?;
            let mut after = None;
            loop {
                let page = snapshot.clauses(all, after.as_ref(), PAGE).await?;
                let Some(last) = page.last() else { break };
                after = Some((last.source.clone(), last.order));
                for clause in &page {
                    let url = format!("{base}/c/{}", clause.id);
                    sheet.line(clause, &url, || clause_cells(clause, &url))?;
                    count += 1;
                }
            }
        }
        Rows::Claims => {
            sheet.names(&CLAIMS)?;
            let mut after = None;
            loop {
                let page = snapshot.claims(after.as_ref()).await?;
                let Some(last) = page.last() else { break };
                after = Some(last.source.clone());
                for claim in &page {
                    let url = format!("{base}/c/{}", claim.clause);
                    sheet.line(claim, &url, || claim_cells(claim, &url))?;
                    count += 1;
                }
            }
        }
    }
    sheet.end()?;
    Ok(count)
}

/// What rows are written to.
enum Sheet<W: Write> {
    Jsonl(W),
    Csv(Box<Writer<W>>),
}

impl<W: Write> Sheet<W> {
    fn new(form: Form, out: W) -> Self {
        match form {
            Form::Jsonl => Self::Jsonl(out),
            Form::Csv => Self::Csv(Box::new(table(out))),
        }
    }

    fn names(&mut self, names: &[&str]) -> io::Result<()> {
        match self {
            Self::Jsonl(_) => Ok(()),
            Self::Csv(csv) => csv.write_record(names).map_err(into_io),
        }
    }

    fn line<T: Serialize>(
        &mut self,
        record: &T,
        url: &str,
        cells: impl FnOnce() -> Vec<String>,
    ) -> io::Result<()> {
        match self {
            Self::Jsonl(out) => {
                serde_json::to_writer(&mut *out, &Line { record, url })?;
                out.write_all(b"\n")
            }
            Self::Csv(csv) => {
                let cells = cells();
                csv.write_record(cells.iter().map(|cell| harmless(cell).into_owned()))
                    .map_err(into_io)
            }
        }
    }

    fn end(&mut self) -> io::Result<()> {
        match self {
            Self::Jsonl(out) => out.flush(),
            Self::Csv(csv) => csv.flush(),
        }
    }
}

/// A table as RFC 4180 has it.
pub fn table<W: Write>(out: W) -> Writer<W> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out)
}

/// An error of the table's writer as the one of what it writes to.
fn into_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before
/// it, which spreadsheets take for "this is text" (OWASP, "CSV Injection").
pub fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn joined(values: impl Iterator<Item = impl Display>, with: &str) -> String {
    values.map(|value| value.to_string()).collect::<Vec<_>>().join(with)
}

fn clause_cells(c: &ClauseRecord, url: &str) -> Vec<String> {
    let read = &c.annotations;
    vec![
        c.id.to_string(),
        url.to_owned(),
        c.treaty.to_string(),
        c.source.to_string(),
        c.r#type.as_str().to_owned(),
        c.version.to_string(),
        c.status.as_str().to_owned(),
        c.locator.to_string(),
        c.order.to_string(),
        c.kind.as_str().to_owned(),
        c.language.clone(),
        joined(read.parties.iter().map(|p| &p.code), " "),
        joined(read.dates.iter().map(|d| &d.value), " "),
        joined(read.domains.iter().map(|d| &d.slug), " "),
        joined(read.institutions.iter().map(|i| &i.slug), " "),
        joined(read.places.iter().map(|p| &p.name), "; "),
        c.text.clone(),
        c.start.to_string(),
        c.end.to_string(),
    ]
}

fn claim_cells(c: &ClaimRecord, url: &str) -> Vec<String> {
    let claim = &c.claim;
    let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
    vec![
        c.clause.to_string(),
        url.to_owned(),
        c.treaty.to_string(),
        claim.property.as_str().to_owned(),
        or_empty(&claim.actor),
        or_empty(&claim.actor_name),
        claim.value.clone(),
        claim.value_label.clone(),
        or_empty(&claim.asserted_by),
        claim.asserted_on.map(|on| on.to_string()).unwrap_or_default(),
        c.source.to_string(),
        c.source_title.clone(),
        c.r#type.as_str().to_owned(),
        c.locator.to_string(),
        c.text.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_marked_as_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["", "a=1", " the Parties", "2025-01-17", "“-”"] {
            assert_eq!(harmless(cell), cell);
        }
    }
}
