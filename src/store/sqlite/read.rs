//! Reading aggregates: clauses, sources, treaties, claims.

use std::ops::Range;

use sqlx::SqliteConnection;

use super::{
    rows::{
        ClaimRow, ClauseRow, SourceRow, TreatyRow, clause_id, during, from_json, json, named,
        number, records,
    },
    sql,
};
use crate::{
    model::{ClaimRecord, ClauseId, ClauseRecord, Locator, RevisionHash, Slug},
    store::{OrderKey, Reading, SourceRecord, StoreError, Totals, TreatyRecord},
};

/// The newest version's hash of a source, where held.
pub(super) async fn revision(
    connection: &mut SqliteConnection,
    source: &Slug,
) -> Result<Option<RevisionHash>, StoreError> {
    let hash: Option<String> = sqlx::query_scalar(sql::REVISION)
        .bind(source.as_str())
        .fetch_optional(connection)
        .await
        .map_err(during("reading a version"))?;
    hash.as_deref().map(named).transpose()
}

/// One clause in the newest version that has it.
pub(super) async fn clause(
    connection: &mut SqliteConnection,
    id: ClauseId,
) -> Result<Option<ClauseRecord>, StoreError> {
    let rows = sqlx::query_as(sql::CLAUSE)
        .bind(number(id))
        .fetch_all(&mut *connection)
        .await
        .map_err(during("reading a clause"))?;
    Ok(records(connection, rows).await?.pop())
}

/// The current clause at an address.
pub(super) async fn clause_at(
    connection: &mut SqliteConnection,
    source: &Slug,
    locator: &Locator,
) -> Result<Option<ClauseId>, StoreError> {
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

async fn source_row(
    connection: &mut SqliteConnection,
    slug: &Slug,
) -> Result<Option<SourceRow>, StoreError> {
    sqlx::query_as(sql::SOURCE)
        .bind(slug.as_str())
        .fetch_optional(connection)
        .await
        .map_err(during("reading a source"))
}

/// A source, where held.
pub(super) async fn source(
    connection: &mut SqliteConnection,
    slug: &Slug,
) -> Result<Option<SourceRecord>, StoreError> {
    source_row(connection, slug).await?.map(SourceRow::record).transpose()
}

/// All sources, newest version first.
pub(super) async fn sources(
    connection: &mut SqliteConnection,
) -> Result<Vec<SourceRecord>, StoreError> {
    let rows: Vec<SourceRow> = sqlx::query_as(sql::SOURCES)
        .fetch_all(connection)
        .await
        .map_err(during("reading sources"))?;
    rows.into_iter().map(SourceRow::record).collect()
}

/// The sources of a treaty, those first that know it best.
pub(super) async fn sources_of(
    connection: &mut SqliteConnection,
    treaty: &Slug,
) -> Result<Vec<SourceRecord>, StoreError> {
    let rows: Vec<SourceRow> = sqlx::query_as(sql::SOURCES_OF)
        .bind(treaty.as_str())
        .fetch_all(connection)
        .await
        .map_err(during("reading a treaty's sources"))?;
    rows.into_iter().map(SourceRow::record).collect()
}

/// A source's newest version with its text, and of its clauses those with these orders.
pub(super) async fn reading(
    connection: &mut SqliteConnection,
    slug: &Slug,
    orders: Range<u32>,
) -> Result<Option<Reading>, StoreError> {
    let Some(source) = source_row(connection, slug).await? else { return Ok(None) };
    let (text, outline): (String, String) = sqlx::query_as(sql::TEXT)
        .bind(source.revision)
        .fetch_one(&mut *connection)
        .await
        .map_err(during("reading a text"))?;
    let last = orders.end.saturating_sub(1);
    let clauses = clauses_between(connection, slug, orders.start, last).await?;
    Ok(Some(Reading { record: source.record()?, text, outline: from_json(&outline)?, clauses }))
}

/// A treaty, where held.
pub(super) async fn treaty(
    connection: &mut SqliteConnection,
    slug: &Slug,
) -> Result<Option<TreatyRecord>, StoreError> {
    let row: Option<TreatyRow> = sqlx::query_as(sql::TREATY)
        .bind(slug.as_str())
        .fetch_optional(connection)
        .await
        .map_err(during("reading a treaty"))?;
    row.map(TreatyRow::record).transpose()
}

/// The one treaty with this title.
pub(super) async fn treaty_titled(
    connection: &mut SqliteConnection,
    title: &str,
) -> Result<Option<Slug>, StoreError> {
    let slugs: Vec<String> = sqlx::query_scalar(sql::TREATY_TITLED)
        .bind(title)
        .fetch_all(connection)
        .await
        .map_err(during("looking for a title"))?;
    match &slugs[..] {
        [slug] => named(slug).map(Some),
        _ => Ok(None),
    }
}

/// All treaties by title.
pub(super) async fn treaties(
    connection: &mut SqliteConnection,
) -> Result<Vec<TreatyRecord>, StoreError> {
    let rows: Vec<TreatyRow> = sqlx::query_as(sql::TREATIES)
        .fetch_all(connection)
        .await
        .map_err(during("reading treaties"))?;
    rows.into_iter().map(TreatyRow::record).collect()
}

/// What one clause claims.
pub(super) async fn claims_of_clause(
    connection: &mut SqliteConnection,
    id: ClauseId,
) -> Result<Vec<ClaimRecord>, StoreError> {
    let rows: Vec<ClaimRow> = sqlx::query_as(sql::CLAIMS_OF_CLAUSE)
        .bind(number(id))
        .fetch_all(connection)
        .await
        .map_err(during("reading a clause's claims"))?;
    rows.into_iter().map(ClaimRow::record).collect()
}

/// Claims of a treaty's current clauses.
pub(super) async fn claims(
    connection: &mut SqliteConnection,
    treaty: &Slug,
) -> Result<Vec<ClaimRecord>, StoreError> {
    let rows: Vec<ClaimRow> = sqlx::query_as(sql::CLAIMS_OF_TREATY)
        .bind(treaty.as_str())
        .fetch_all(connection)
        .await
        .map_err(during("reading claims"))?;
    rows.into_iter().map(ClaimRow::record).collect()
}

/// Claims of the first source after this one that makes any.
pub(super) async fn claims_of_next(
    connection: &mut SqliteConnection,
    after: Option<&Slug>,
) -> Result<Vec<ClaimRecord>, StoreError> {
    let rows: Vec<ClaimRow> = sqlx::query_as(sql::CLAIMS_OF_NEXT)
        .bind(after.map_or("", Slug::as_str))
        .fetch_all(connection)
        .await
        .map_err(during("reading claims"))?;
    rows.into_iter().map(ClaimRow::record).collect()
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

/// Superseded clauses that have all of these words.
pub(super) async fn superseded_with(
    connection: &mut SqliteConnection,
    words: &[&str],
    limit: u32,
) -> Result<Vec<ClauseRecord>, StoreError> {
    let rows = sqlx::query_as(sql::SUPERSEDED_WITH)
        .bind(json(&words)?)
        .bind(limit)
        .fetch_all(&mut *connection)
        .await
        .map_err(during("looking for superseded wordings"))?;
    records(connection, rows).await
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
