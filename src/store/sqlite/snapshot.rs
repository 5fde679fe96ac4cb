//! What was held at one moment: a reading transaction that is kept open.

use async_trait::async_trait;
use sqlx::{Sqlite, Transaction};

use super::{feed, read};
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
        read::totals(&mut self.0).await
    }

    async fn clauses(
        &mut self,
        all: bool,
        after: Option<&OrderKey>,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError> {
        read::clauses(&mut self.0, all, after, limit).await
    }

    async fn claims(&mut self, after: Option<&Slug>) -> Result<Vec<ClaimRecord>, StoreError> {
        read::claims_of_next(&mut self.0, after).await
    }
}
