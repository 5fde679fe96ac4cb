//! What replaced a wording, on its way in and out.

use std::collections::{HashMap, HashSet};

use sqlx::SqliteConnection;

use super::{
    rows::{clause_id, during, json, named, number},
    sql,
};
use crate::{
    model::{Clause, ClauseId, Locator},
    store::{
        StoreError,
        succession::{Wording, successors},
    },
};

/// Finds and stores what follows the clauses of `before` that the new version lost.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    revision: i64,
    before: &[ClauseId],
    now: &[&Clause],
) -> Result<(), StoreError> {
    let still: HashSet<ClauseId> = now.iter().map(|clause| clause.id).collect();
    let lost: Vec<i64> =
        before.iter().filter(|id| !still.contains(id)).copied().map(number).collect();
    if lost.is_empty() {
        return Ok(());
    }
    let lost: Vec<(i64, String, String)> = sqlx::query_as(sql::LOST)
        .bind(json(&lost)?)
        .fetch_all(&mut *connection)
        .await
        .map_err(during("reading what a version lost"))?;
    let lost = lost
        .into_iter()
        .map(|(id, locator, text)| Ok((clause_id(id), named(&locator)?, text)))
        .collect::<Result<Vec<(ClauseId, Locator, String)>, StoreError>>()?;
    let lost: Vec<Wording<'_>> =
        lost.iter().map(|(id, locator, text)| Wording { id: *id, locator, text }).collect();
    let now: Vec<Wording<'_>> =
        now.iter().map(|c| Wording { id: c.id, locator: &c.locator, text: &c.text }).collect();
    let pairs: Vec<(i64, i64)> = successors(before, &lost, &now)
        .into_iter()
        .map(|(gone, next)| (number(gone), number(next)))
        .collect();
    sqlx::query(sql::ADD_SUCCESSIONS)
        .bind(json(&pairs)?)
        .bind(revision)
        .execute(connection)
        .await
        .map_err(during("adding successors"))?;
    Ok(())
}

/// What a clause replaced, and what replaced it.
#[derive(Default)]
pub(super) struct Line {
    pub(super) successor: Option<ClauseId>,
    pub(super) predecessors: Vec<ClauseId>,
}

/// The lines of these placements' clauses; those that have none are left out.
pub(super) async fn lines(
    connection: &mut SqliteConnection,
    placements: &[i64],
) -> Result<HashMap<i64, Line>, StoreError> {
    let rows: Vec<(i64, bool, i64)> = sqlx::query_as(sql::SUCCESSIONS)
        .bind(json(&placements)?)
        .fetch_all(connection)
        .await
        .map_err(during("reading successors"))?;
    let mut lines: HashMap<i64, Line> = HashMap::new();
    for (placement, later, clause) in rows {
        let line = lines.entry(placement).or_default();
        if later {
            line.successor = Some(clause_id(clause));
        } else {
            line.predecessors.push(clause_id(clause));
        }
    }
    Ok(lines)
}

/// The last of the clause's successors, itself where it has none.
pub(super) async fn last_wording(
    connection: &mut SqliteConnection,
    id: ClauseId,
) -> Result<Option<ClauseId>, StoreError> {
    let last: Option<i64> = sqlx::query_scalar(sql::LAST_WORDING)
        .bind(number(id))
        .fetch_optional(connection)
        .await
        .map_err(during("following successors"))?;
    Ok(last.map(clause_id))
}
