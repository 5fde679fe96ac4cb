//! Sources: one, and lists of them page by page.

use async_trait::async_trait;
use sqlx::SqliteConnection;

use super::{
    SqliteStore, names,
    rows::{SourceRow, during, json, named},
    sql,
};
use crate::{
    model::{Slug, SourceType},
    store::{AddressCount, SourceList, SourceRecord, Sources, Standing, StoreError},
};

#[async_trait]
impl Sources for SqliteStore {
    async fn source(&self, slug: &Slug) -> Result<Option<SourceRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
        source_row(connection, slug).await?.map(SourceRow::record).transpose()
    }

    async fn sources(&self) -> Result<Vec<SourceRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<SourceRow> = sqlx::query_as(sql::SOURCES)
            .fetch_all(connection)
            .await
            .map_err(during("reading sources"))?;
        rows.into_iter().map(SourceRow::record).collect()
    }

    async fn sources_listed(
        &self,
        list: &SourceList,
        after: Option<&Slug>,
        limit: u32,
    ) -> Result<Option<Vec<SourceRecord>>, StoreError> {
        let connection = &mut *self.reader().await?;
        let (mut first, mut before) = (None, i64::MAX);
        if let Some(slug) = after {
            let Some((name, revision, _)) = place(connection, list, slug).await? else {
                return Ok(None);
            };
            (first, before) = (Some(named::<SourceType>(&name)?), revision);
        }
        let runs: Vec<Option<SourceType>> = match (&list.treaty, list.r#type) {
            (_, Some(one)) => vec![Some(one)],
            (None, None) => vec![None],
            (Some(_), None) => {
                SourceType::ALL.into_iter().filter(|t| Some(*t) >= first).map(Some).collect()
            }
        };
        let mut found: Vec<SourceRecord> = Vec::new();
        for run in runs {
            let left = limit.saturating_sub(u32::try_from(found.len()).unwrap_or(limit));
            if left == 0 {
                break;
            }
            let statement = match (&list.treaty, run) {
                (Some(_), _) => sql::SOURCES_NEWEST_OF_TREATY,
                (None, Some(_)) => sql::SOURCES_NEWEST_OF_TYPE,
                (None, None) => sql::SOURCES_NEWEST,
            };
            let mut query = sqlx::query_as(statement).bind(before).bind(left);
            if let Some(one) = run {
                query = query.bind(one.as_str());
            }
            if let Some(treaty) = &list.treaty {
                query = query.bind(treaty.as_str());
            }
            let rows: Vec<SourceRow> =
                query.fetch_all(&mut *connection).await.map_err(during("reading sources"))?;
            for row in rows {
                found.push(row.record()?);
            }
            before = i64::MAX;
        }
        Ok(Some(found))
    }

    async fn sources_counted(
        &self,
        treaty: Option<&Slug>,
    ) -> Result<Vec<(SourceType, u64)>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<(String, i64)> = match treaty {
            None => sqlx::query_as(sql::SOURCES_COUNTED),
            Some(slug) => sqlx::query_as(sql::SOURCES_OF_TREATY_COUNTED).bind(slug.as_str()),
        }
        .fetch_all(connection)
        .await
        .map_err(during("counting sources"))?;
        rows.into_iter().map(|(name, n)| Ok((named(&name)?, n.cast_unsigned()))).collect()
    }

    async fn sources_named(&self, slugs: &[&Slug]) -> Result<Vec<SourceRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<SourceRow> = sqlx::query_as(sql::SOURCES_NAMED)
            .bind(json(&slugs)?)
            .fetch_all(connection)
            .await
            .map_err(during("reading sources"))?;
        rows.into_iter().map(SourceRow::record).collect()
    }

    async fn sources_of(&self, treaty: &Slug) -> Result<Vec<SourceRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<SourceRow> = sqlx::query_as(sql::SOURCES_OF)
            .bind(treaty.as_str())
            .fetch_all(connection)
            .await
            .map_err(during("reading a treaty's sources"))?;
        rows.into_iter().map(SourceRow::record).collect()
    }

    async fn standing(&self, slug: &Slug) -> Result<Option<Standing>, StoreError> {
        names::standing(&mut *self.reader().await?, slug).await
    }

    async fn departed(&self, treaty: &Slug, most: u32) -> Result<Vec<Standing>, StoreError> {
        names::departed(&mut *self.reader().await?, treaty, most).await
    }

    async fn addresses_counted(&self) -> Result<Vec<AddressCount>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<(String, String, i64)> = sqlx::query_as(sql::ADDRESSES_COUNTED)
            .fetch_all(connection)
            .await
            .map_err(during("counting addresses"))?;
        let count = |(slug, added, clauses): (String, String, i64)| {
            Ok(AddressCount { source: named(&slug)?, added, clauses: clauses.cast_unsigned() })
        };
        rows.into_iter().map(count).collect()
    }
}

pub(super) async fn source_row(
    connection: &mut SqliteConnection,
    slug: &Slug,
) -> Result<Option<SourceRow>, StoreError> {
    sqlx::query_as(sql::SOURCE)
        .bind(slug.as_str())
        .fetch_optional(connection)
        .await
        .map_err(during("reading a source"))
}

/// Where a source of a list stands: its type, its newest version, and the last that changed words.
pub(super) async fn place(
    connection: &mut SqliteConnection,
    list: &SourceList,
    slug: &Slug,
) -> Result<Option<(String, i64, i64)>, StoreError> {
    sqlx::query_as(sql::SOURCE_PLACE)
        .bind(slug.as_str())
        .bind(list.treaty.as_ref().map(Slug::as_str))
        .bind(list.r#type.map(SourceType::as_str))
        .fetch_optional(connection)
        .await
        .map_err(during("looking for a place in a list"))
}
