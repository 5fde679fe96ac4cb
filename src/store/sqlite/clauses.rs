//! Clauses, and the addresses of those that have a page.

use async_trait::async_trait;
use sqlx::SqliteConnection;

use super::{
    SqliteStore, issued,
    rows::{ClauseRow, clause_id, during, json, named, number, records},
    sql, succession,
};
use crate::{
    model::{ClauseId, ClauseRecord, Locator, Slug},
    store::{Address, Clauses, OrderKey, StoreError},
};

#[async_trait]
impl Clauses for SqliteStore {
    async fn clause(&self, id: ClauseId) -> Result<Option<ClauseRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows = sqlx::query_as(sql::CLAUSE)
            .bind(number(id))
            .fetch_all(&mut *connection)
            .await
            .map_err(during("reading a clause"))?;
        Ok(records(connection, rows).await?.pop())
    }

    async fn last_wording(&self, id: ClauseId) -> Result<Option<ClauseId>, StoreError> {
        succession::last_wording(&mut *self.reader().await?, id).await
    }

    async fn is_forgotten(&self, id: ClauseId) -> Result<bool, StoreError> {
        issued::is_forgotten(&mut *self.reader().await?, id).await
    }

    async fn clause_at(
        &self,
        source: &Slug,
        locator: &Locator,
    ) -> Result<Option<ClauseId>, StoreError> {
        let connection = &mut *self.reader().await?;
        for statement in [sql::CLAUSE_AT, sql::DIVISION_AT] {
            let found: Option<i64> = sqlx::query_scalar(statement)
                .bind(source.as_str())
                .bind(locator.as_str())
                .fetch_optional(&mut *connection)
                .await
                .map_err(during("reading an address"))?;
            if found.is_some() {
                return Ok(found.map(clause_id));
            }
        }
        Ok(None)
    }

    async fn clauses(
        &self,
        all: bool,
        after: Option<&OrderKey>,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError> {
        clauses(&mut *self.reader().await?, all, after, limit).await
    }

    async fn clauses_between(
        &self,
        source: &Slug,
        first: u32,
        last: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError> {
        clauses_between(&mut *self.reader().await?, source, first, last).await
    }

    async fn superseded_with(
        &self,
        words: &[&str],
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows = sqlx::query_as(sql::SUPERSEDED_WITH)
            .bind(json(&words)?)
            .bind(limit)
            .fetch_all(&mut *connection)
            .await
            .map_err(during("looking for superseded wordings"))?;
        records(connection, rows).await
    }

    async fn addresses(
        &self,
        from: &Slug,
        skipped: u32,
        limit: u32,
    ) -> Result<Vec<Address>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<(String, String, Option<i64>)> = sqlx::query_as(sql::ADDRESSES)
            .bind(from.as_str())
            .bind(skipped)
            .bind(limit)
            .fetch_all(connection)
            .await
            .map_err(during("reading addresses"))?;
        let address = |(slug, added, clause): (String, String, Option<i64>)| {
            Ok(Address { source: named(&slug)?, added, clause: clause.map(clause_id) })
        };
        rows.into_iter().map(address).collect()
    }
}

/// Clauses in source order after a key. Superseded clauses may share a key; a page never ends
/// between clauses of one key, so that the next one misses none.
pub(super) async fn clauses(
    connection: &mut SqliteConnection,
    all: bool,
    after: Option<&OrderKey>,
    limit: u32,
) -> Result<Vec<ClauseRecord>, StoreError> {
    let mut rows: Vec<ClauseRow> = Vec::new();
    if let Some((source, order)) = after {
        rows = sqlx::query_as(sql::CLAUSES_REST)
            .bind(source.as_str())
            .bind(order)
            .bind(all)
            .bind(limit)
            .fetch_all(&mut *connection)
            .await
            .map_err(during("reading clauses"))?;
    }
    let left = limit.saturating_sub(u32::try_from(rows.len()).unwrap_or(limit));
    if left > 0 {
        let later: Vec<ClauseRow> = sqlx::query_as(sql::CLAUSES_LATER)
            .bind(after.map_or("", |(source, _)| source.as_str()))
            .bind(all)
            .bind(left)
            .fetch_all(&mut *connection)
            .await
            .map_err(during("reading clauses"))?;
        rows.extend(later);
    }
    if let Some(last) = rows.last().filter(|_| all).map(ClauseRow::key) {
        rows.retain(|row| row.key() != last);
        let (source, order) = &last;
        let same: Vec<ClauseRow> = sqlx::query_as(sql::CLAUSES_AT)
            .bind(source.as_str())
            .bind(order)
            .fetch_all(&mut *connection)
            .await
            .map_err(during("reading clauses"))?;
        rows.extend(same);
    }
    records(connection, rows).await
}

/// Current clauses of a source from one order to another.
pub(super) async fn clauses_between(
    connection: &mut SqliteConnection,
    source: &Slug,
    first: u32,
    last: u32,
) -> Result<Vec<ClauseRecord>, StoreError> {
    let rows = sqlx::query_as(sql::CLAUSES_BETWEEN)
        .bind(source.as_str())
        .bind(first)
        .bind(last)
        .fetch_all(&mut *connection)
        .await
        .map_err(during("reading neighbouring clauses"))?;
    records(connection, rows).await
}
