//! What clauses refer to, on its way in and out.

use sqlx::SqliteConnection;

use super::{
    rows::{clause_id, during, from_json, json, named},
    sql,
};
use crate::{
    model::{Clause, ClauseId, Locator, ReferenceMention, Slug},
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

/// The places of a treaty that its reports and statements refer to.
pub(super) async fn to_treaty(
    connection: &mut SqliteConnection,
    treaty: &Slug,
) -> Result<Vec<(Locator, ClauseId)>, StoreError> {
    let rows: Vec<(String, i64)> = sqlx::query_as(sql::REPORTED_PLACES)
        .bind(treaty.as_str())
        .fetch_all(connection)
        .await
        .map_err(during("reading references to a treaty"))?;
    rows.into_iter().map(|(place, clause)| Ok((named(&place)?, clause_id(clause)))).collect()
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
