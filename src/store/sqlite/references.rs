//! What clauses refer to, on its way in and out.

use sqlx::SqliteConnection;

use super::{
    rows::{during, from_json, json, named},
    sql,
};
use crate::{
    model::{Clause, ReferenceMention},
    store::StoreError,
};

/// Adds the references of clauses whose placements are numbered from `first`.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    first: i64,
    clauses: &[(&Clause, String)],
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for (placement, (clause, _)) in (first..).zip(clauses) {
        for (ord, r) in clause.annotations.references.iter().enumerate() {
            rows.push((placement, ord, &r.instrument, &r.locator, &r.rule, &r.evidence));
        }
    }
    sqlx::query(sql::ADD_REFERENCES)
        .bind(json(&rows)?)
        .execute(connection)
        .await
        .map_err(during("adding references"))?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct ReferenceRow {
    placement: i64,
    instrument: Option<String>,
    locator: Option<String>,
    rule: String,
    evidence: String,
}

/// The references of these placements, in order, each with its placement.
pub(super) async fn of(
    connection: &mut SqliteConnection,
    placements: &[i64],
) -> Result<Vec<(i64, ReferenceMention)>, StoreError> {
    let rows: Vec<ReferenceRow> = sqlx::query_as(sql::REFERENCES)
        .bind(json(&placements)?)
        .fetch_all(connection)
        .await
        .map_err(during("reading references"))?;
    rows.into_iter()
        .map(|row| {
            let reference = ReferenceMention {
                instrument: row.instrument,
                locator: row.locator.as_deref().map(named).transpose()?,
                rule: row.rule,
                evidence: from_json(&row.evidence)?,
            };
            Ok((row.placement, reference))
        })
        .collect()
}
