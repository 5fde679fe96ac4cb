//! The divisions of treaty texts, on their way in and out.

use sqlx::SqliteConnection;

use super::{
    rows::{during, json, named},
    sql,
};
use crate::{
    model::{Clause, Division, Document, Locator, Slug},
    store::{DivisionRecord, StoreError},
};

/// The names from the outermost division to each division, in the divisions' order.
pub(super) fn paths(divisions: &[Division]) -> Vec<Vec<String>> {
    let mut paths: Vec<Vec<String>> = Vec::with_capacity(divisions.len());
    for division in divisions {
        let around = division.parent.and_then(|p| paths.get(p as usize)).cloned();
        let mut path = around.unwrap_or_default();
        path.extend(division.name().filter(|name| path.last() != Some(name)));
        paths.push(path);
    }
    paths
}

/// Adds the divisions of a version. `clauses` are all of the document's, in order.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    revision: i64,
    document: &Document,
    paths: &[Vec<String>],
    clauses: &[&Clause],
) -> Result<(), StoreError> {
    let before = |byte: usize| clauses.partition_point(|clause| clause.start < byte);
    let rows: Vec<_> = document
        .divisions
        .iter()
        .zip(paths)
        .map(|(d, path)| {
            let (first, end) = (before(d.start), before(d.end));
            let (label, heading) = (&d.label, &d.heading);
            (&d.locator, d.unit, label, heading, d.parent, path, d.start, d.end, first, end - first)
        })
        .collect();
    sqlx::query(sql::ADD_DIVISIONS)
        .bind(json(&rows)?)
        .bind(revision)
        .execute(connection)
        .await
        .map_err(during("adding divisions"))?;
    Ok(())
}

/// A division of a source's newest version.
#[derive(sqlx::FromRow)]
struct DivisionRow {
    #[sqlx(try_from = "String")]
    locator: Locator,
    unit: String,
    label: String,
    heading: Option<String>,
    parent: Option<u32>,
    #[sqlx(try_from = "i64")]
    start_byte: usize,
    #[sqlx(try_from = "i64")]
    end_byte: usize,
    first_ord: u32,
    clauses: u32,
}

/// The divisions of a source's newest version, in order.
pub(super) async fn of(
    connection: &mut SqliteConnection,
    source: &Slug,
) -> Result<Vec<DivisionRecord>, StoreError> {
    let rows: Vec<DivisionRow> = sqlx::query_as(sql::DIVISIONS)
        .bind(source.as_str())
        .fetch_all(connection)
        .await
        .map_err(during("reading divisions"))?;
    rows.into_iter()
        .map(|row| {
            Ok(DivisionRecord {
                division: Division {
                    locator: row.locator,
                    unit: named(&row.unit)?,
                    label: row.label,
                    heading: row.heading,
                    parent: row.parent,
                    start: row.start_byte,
                    end: row.end_byte,
                },
                first: row.first_ord,
                clauses: row.clauses,
            })
        })
        .collect()
}
