//! What feeds tell of, page by page, the newest first. A version counts only where it changed words.

use async_trait::async_trait;
use sqlx::SqliteConnection;

use super::{
    SqliteStore,
    differences::narrowed,
    rows::{ClaimRow, clause_id, during, facet_number, named, number},
    sources::place,
    sql,
};
use crate::{
    model::{Slug, SourceType},
    store::{
        ClaimKey, ClaimNews, DifferenceFilter, Facet, Feeds, Newest, News, NewsOf, SourceList,
        StoreError,
    },
};

#[derive(sqlx::FromRow)]
struct NewsRow {
    #[sqlx(try_from = "String")]
    slug: Slug,
    published: Option<String>,
    updated: String,
}

impl From<NewsRow> for News {
    fn from(NewsRow { slug, published, updated }: NewsRow) -> Self {
        Self { slug, published, updated }
    }
}

#[derive(sqlx::FromRow)]
struct ClaimNewsRow {
    #[sqlx(flatten)]
    claim: ClaimRow,
    ord: u32,
    differs: bool,
}

/// What changed before a place, and where the page before begins.
async fn changed(
    connection: &mut SqliteConnection,
    (page, before): (&'static str, &'static str),
    narrowed: &[Option<&str>],
    place: Option<i64>,
    limit: u32,
) -> Result<Newest<News, Slug>, StoreError> {
    // One more than is shown says whether more follow.
    let mut query = sqlx::query_as(page).bind(place.unwrap_or(i64::MAX)).bind(limit + 1);
    for value in narrowed {
        query = query.bind(*value);
    }
    let rows: Vec<NewsRow> =
        query.fetch_all(&mut *connection).await.map_err(during("reading what is new"))?;
    let mut found = None;
    if let Some(place) = place {
        let mut query = sqlx::query_scalar(before).bind(place).bind(limit);
        for value in narrowed {
            query = query.bind(*value);
        }
        let slug: Option<String> =
            query.fetch_optional(connection).await.map_err(during("reading what is new"))?;
        found = slug.as_deref().map(named).transpose()?;
    }
    Ok(Newest::of(rows.into_iter().map(News::from).collect(), limit, found))
}

#[async_trait]
impl Feeds for SqliteStore {
    async fn newest_sources(
        &self,
        list: &SourceList,
        after: Option<&Slug>,
        limit: u32,
    ) -> Result<Option<Newest<News, Slug>>, StoreError> {
        let connection = &mut *self.reader().await?;
        let place = match after {
            None => None,
            Some(slug) => match place(connection, list, slug).await? {
                None => return Ok(None),
                Some((.., changed)) => Some(changed),
            },
        };
        let (page, before) = match (&list.treaty, list.r#type) {
            (Some(_), _) => (sql::SOURCES_CHANGED_OF_TREATY, sql::SOURCES_CHANGED_OF_TREATY_BEFORE),
            (None, Some(_)) => (sql::SOURCES_CHANGED_OF_TYPE, sql::SOURCES_CHANGED_OF_TYPE_BEFORE),
            (None, None) => (sql::SOURCES_CHANGED, sql::SOURCES_CHANGED_BEFORE),
        };
        let (kind, treaty) = (list.r#type.map(SourceType::as_str), list.treaty.as_ref());
        let narrowed: &[Option<&str>] = match (treaty, kind) {
            (Some(treaty), _) => &[kind, Some(treaty.as_str())],
            (None, Some(_)) => &[kind],
            (None, None) => &[],
        };
        changed(connection, (page, before), narrowed, place, limit).await.map(Some)
    }

    async fn newest_treaties(
        &self,
        party: Option<&str>,
        after: Option<&Slug>,
        limit: u32,
    ) -> Result<Option<Newest<News, Slug>>, StoreError> {
        let connection = &mut *self.reader().await?;
        let mut place = None;
        if let Some(slug) = after {
            place = sqlx::query_scalar(sql::TREATY_CHANGED)
                .bind(slug.as_str())
                .fetch_one(&mut *connection)
                .await
                .map_err(during("looking for a place in a list"))?;
            if place.is_none() {
                return Ok(None);
            }
        }
        let statements = (sql::TREATIES_CHANGED, sql::TREATIES_CHANGED_BEFORE);
        changed(connection, statements, &[party], place, limit).await.map(Some)
    }

    async fn newest_claims(
        &self,
        of: &NewsOf,
        after: Option<ClaimKey>,
        limit: u32,
    ) -> Result<Option<Newest<ClaimNews, ClaimKey>>, StoreError> {
        let connection = &mut *self.reader().await?;
        let mut place = (i64::MAX, 0, 0);
        if let Some(ClaimKey { clause, ord }) = after {
            let found: Option<(i64, i64, i64)> = sqlx::query_as(sql::CLAIM_PLACE)
                .bind(number(clause))
                .bind(ord)
                .fetch_optional(&mut *connection)
                .await
                .map_err(during("looking for a place in a list"))?;
            let Some(found) = found else { return Ok(None) };
            place = found;
        }
        let of_treaty;
        let (page, before, filter) = match of {
            NewsOf::Treaty(treaty) => {
                of_treaty = DifferenceFilter { treaty: Some(treaty.clone()), ..Default::default() };
                (sql::CLAIMS_ISSUED, sql::CLAIMS_ISSUED_BEFORE, &of_treaty)
            }
            NewsOf::Differences(filter) if filter.treaty.is_some() => {
                (sql::DIFFERING_ISSUED_OF_TREATY, sql::DIFFERING_ISSUED_OF_TREATY_BEFORE, filter)
            }
            NewsOf::Differences(filter) => {
                (sql::DIFFERING_ISSUED, sql::DIFFERING_ISSUED_BEFORE, filter)
            }
        };
        let rows: Vec<ClaimNewsRow> = narrowed(page, filter)
            .bind(limit + 1)
            .bind(place.0)
            .bind(place.1)
            .bind(place.2)
            .fetch_all(&mut *connection)
            .await
            .map_err(during("reading new claims"))?;
        let told = |ClaimNewsRow { claim, ord, differs }: ClaimNewsRow| {
            let record = claim.record()?;
            Ok(ClaimNews { key: ClaimKey { clause: record.clause, ord }, record, differs })
        };
        let claims = rows.into_iter().map(told).collect::<Result<_, StoreError>>()?;
        let mut found: Option<(i64, u32)> = None;
        if after.is_some() {
            found = narrowed(before, filter)
                .bind(limit)
                .bind(place.0)
                .bind(place.1)
                .bind(place.2)
                .fetch_optional(connection)
                .await
                .map_err(during("reading new claims"))?;
        }
        let before = found.map(|(clause, ord)| ClaimKey { clause: clause_id(clause), ord });
        Ok(Some(Newest::of(claims, limit, before)))
    }

    async fn newest_terms(&self, facet: Facet) -> Result<Vec<News>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<NewsRow> = sqlx::query_as(sql::TERMS_CHANGED)
            .bind(facet_number(facet))
            .fetch_all(connection)
            .await
            .map_err(during("reading what is new"))?;
        Ok(rows.into_iter().map(News::from).collect())
    }
}
