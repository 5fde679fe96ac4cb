//! Sources page by page, newest version first.

use sqlx::SqliteConnection;

use super::{
    rows::{SourceRow, during, json, named},
    sql,
};
use crate::{
    model::{Slug, SourceType},
    store::{SourceList, SourceRecord, StoreError},
};

/// The sources of a list after one of them; `None` where that is none of them. Those of a treaty come by
/// type: who knows it best first.
pub(super) async fn after(
    connection: &mut SqliteConnection,
    list: &SourceList,
    after: Option<&Slug>,
    limit: u32,
) -> Result<Option<Vec<SourceRecord>>, StoreError> {
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

/// How many sources there are of each type, of a treaty or of all.
pub(super) async fn counted(
    connection: &mut SqliteConnection,
    treaty: Option<&Slug>,
) -> Result<Vec<(SourceType, u64)>, StoreError> {
    let rows: Vec<(String, i64)> = match treaty {
        None => sqlx::query_as(sql::SOURCES_COUNTED),
        Some(slug) => sqlx::query_as(sql::SOURCES_OF_TREATY_COUNTED).bind(slug.as_str()),
    }
    .fetch_all(connection)
    .await
    .map_err(during("counting sources"))?;
    rows.into_iter().map(|(name, n)| Ok((named(&name)?, n.cast_unsigned()))).collect()
}

/// The sources with these names, as far as they are held.
pub(super) async fn named_so(
    connection: &mut SqliteConnection,
    slugs: &[&Slug],
) -> Result<Vec<SourceRecord>, StoreError> {
    let rows: Vec<SourceRow> = sqlx::query_as(sql::SOURCES_NAMED)
        .bind(json(&slugs)?)
        .fetch_all(connection)
        .await
        .map_err(during("reading sources"))?;
    rows.into_iter().map(SourceRow::record).collect()
}
