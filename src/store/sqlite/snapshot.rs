//! What was held at one moment: a reading transaction that is kept open.

use async_trait::async_trait;
use sqlx::{Sqlite, SqliteConnection, Transaction};

use super::{
    clauses, feed,
    rows::{ClaimRow, during},
    sql,
};
use crate::{
    model::{ClaimRecord, ClauseRecord, Slug},
    store::{OrderKey, Position, Snapshot, StoreError, Totals},
};

pub(super) struct SqliteSnapshot(pub(super) Transaction<'static, Sqlite>);

#[async_trait]
impl Snapshot for SqliteSnapshot {
    async fn position(&mut self) -> Result<Position, StoreError> {
        feed::position(&mut self.0).await
    }

    async fn totals(&mut self) -> Result<Totals, StoreError> {
        totals(&mut self.0).await
    }

    async fn clauses(
        &mut self,
        all: bool,
        after: Option<&OrderKey>,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError> {
        clauses::clauses(&mut self.0, all, after, limit).await
    }

    async fn claims(&mut self, after: Option<&Slug>) -> Result<Vec<ClaimRecord>, StoreError> {
        let rows: Vec<ClaimRow> = sqlx::query_as(sql::CLAIMS_OF_NEXT)
            .bind(after.map_or("", Slug::as_str))
            .fetch_all(&mut *self.0)
            .await
            .map_err(during("reading claims"))?;
        rows.into_iter().map(ClaimRow::record).collect()
    }
}

/// Totals over everything held.
pub(super) async fn totals(connection: &mut SqliteConnection) -> Result<Totals, StoreError> {
    let counts: (i64, i64, i64, i64) =
        sqlx::query_as(sql::TOTALS).fetch_one(connection).await.map_err(during("counting"))?;
    let (treaties, sources, clauses, claims) = counts;
    Ok(Totals {
        treaties: treaties.cast_unsigned(),
        sources: sources.cast_unsigned(),
        clauses: clauses.cast_unsigned(),
        claims: claims.cast_unsigned(),
    })
}
