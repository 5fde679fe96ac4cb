//! The ids in table `issued` against the lines of `issued.log`.
//!
//! The n-th line is the n-th id. Each holds what the other lacks as soon as they are reconciled, so
//! comparing their lengths and a few lines tells whether all is well, however many there are.

use std::{cmp::Ordering, collections::HashSet, iter::successors};

use sqlx::{Connection, SqliteConnection};

use super::{
    put,
    rows::{clause_id, during, json, number},
    sql,
};
use crate::{
    model::ClauseId,
    store::{StoreError, issued_log::IssuedLog},
};

/// What log and table have of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Whole,
    /// The log ends after this many ids: a crash came between commit and append, or it is new.
    LogShort(u64),
    /// The table ends after this many ids: an older backup was restored.
    TableShort(u64),
    /// One does not go on where the other ends.
    None,
}

async fn agreement(
    connection: &mut SqliteConnection,
    log: &IssuedLog,
) -> Result<Agreement, StoreError> {
    let lines = log.lines().map_err(during("reading issued.log"))?;
    let held: Option<i64> = sqlx::query_scalar(sql::ISSUED_LAST)
        .fetch_one(&mut *connection)
        .await
        .map_err(during("reading issued ids"))?;
    let held = held.unwrap_or_default().cast_unsigned();
    // A log of another history is seen at the last line, or at one that lies half as far.
    let probes: Vec<u64> =
        successors(Some(lines.min(held)), |n| Some(n / 2)).take_while(|n| *n > 0).collect();
    let rows: Vec<i64> = sqlx::query_scalar(sql::ISSUED_AT)
        .bind(json(&probes)?)
        .fetch_all(connection)
        .await
        .map_err(during("reading issued ids"))?;
    let rows = rows.into_iter().map(|id| Some(clause_id(id)));
    let lines_there = probes.iter().map(|n| log.at(*n)).collect::<Result<Vec<_>, _>>();
    let same = rows.eq(lines_there.map_err(during("reading issued.log"))?);
    Ok(match lines.cmp(&held) {
        _ if !same => Agreement::None,
        Ordering::Less => Agreement::LogShort(lines),
        Ordering::Greater => Agreement::TableShort(held),
        Ordering::Equal => Agreement::Whole,
    })
}

/// Whether log and table hold the same ids. Takes the same short time for any number of them.
pub(super) async fn agree(
    connection: &mut SqliteConnection,
    log: &IssuedLog,
) -> Result<bool, StoreError> {
    Ok(agreement(connection, log).await? == Agreement::Whole)
}

/// Gives log and table what each lacks of the other. The caller holds the store's lock.
pub(super) async fn reconcile(
    connection: &mut SqliteConnection,
    log: &IssuedLog,
) -> Result<(), StoreError> {
    match agreement(connection, log).await? {
        Agreement::Whole => Ok(()),
        Agreement::LogShort(lines) => {
            let ids = after(connection, lines).await?;
            log.append(&ids).map_err(during("writing issued.log"))
        }
        Agreement::TableShort(held) => {
            let ids = log.after(held).map_err(during("reading issued.log"))?;
            remember(connection, &ids).await
        }
        Agreement::None => {
            let held: HashSet<ClauseId> = after(connection, 0).await?.into_iter().collect();
            let mut lacking = log.after(0).map_err(during("reading issued.log"))?;
            let mut seen = HashSet::new();
            lacking.retain(|id| !held.contains(id) && seen.insert(*id));
            tracing::warn!(
                ids = lacking.len(),
                "issued.log and the database have different histories; both are kept"
            );
            remember(connection, &lacking).await?;
            let all = after(connection, 0).await?;
            log.replace(&all).map_err(during("writing issued.log"))
        }
    }
}

async fn after(connection: &mut SqliteConnection, seq: u64) -> Result<Vec<ClauseId>, StoreError> {
    let ids: Vec<i64> = sqlx::query_scalar(sql::ISSUED_AFTER)
        .bind(seq.cast_signed())
        .fetch_all(connection)
        .await
        .map_err(during("reading issued ids"))?;
    Ok(ids.into_iter().map(clause_id).collect())
}

/// Enters ids that only the log has; those without words here are forgotten ones.
async fn remember(connection: &mut SqliteConnection, ids: &[ClauseId]) -> Result<(), StoreError> {
    let numbers: Vec<i64> = ids.iter().copied().map(number).collect();
    let numbers = json(&numbers)?;
    let mut transaction =
        connection.begin_with("BEGIN IMMEDIATE").await.map_err(during("beginning to write"))?;
    sqlx::query(sql::REMEMBER)
        .bind(&numbers)
        .bind(put::now())
        .execute(&mut *transaction)
        .await
        .map_err(during("entering ids of issued.log"))?;
    sqlx::query(sql::FORGET)
        .bind(numbers)
        .execute(&mut *transaction)
        .await
        .map_err(during("entering ids of issued.log"))?;
    transaction.commit().await.map_err(during("ending a transaction"))
}

/// Whether an id was given out, but its words are not held: an older backup was restored.
pub(super) async fn is_forgotten(
    connection: &mut SqliteConnection,
    id: ClauseId,
) -> Result<bool, StoreError> {
    let found: Option<i64> = sqlx::query_scalar(sql::IS_FORGOTTEN)
        .bind(number(id))
        .fetch_optional(connection)
        .await
        .map_err(during("looking for a forgotten id"))?;
    Ok(found.is_some())
}
