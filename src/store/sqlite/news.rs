//! What feeds tell of: names of what is held, the newest first. A version counts only where it changed words.

use sqlx::{
    SqliteConnection,
    query::QueryAs,
    sqlite::{Sqlite, SqliteArguments},
};

use super::{
    rows::{during, facet_number},
    sql,
};
use crate::{
    model::{Slug, SourceType},
    store::{Facet, News, StoreError},
};

#[derive(sqlx::FromRow)]
struct NewsRow {
    #[sqlx(try_from = "String")]
    slug: Slug,
    published: Option<String>,
    updated: String,
}

/// The sources of a treaty and of a type, or of all.
pub(super) async fn sources(
    connection: &mut SqliteConnection,
    treaty: Option<&Slug>,
    r#type: Option<SourceType>,
) -> Result<Vec<News>, StoreError> {
    let asked = sqlx::query_as(sql::NEWEST_SOURCES)
        .bind(treaty.map(Slug::as_str))
        .bind(r#type.map(SourceType::as_str));
    read(connection, asked).await
}

/// The treaties of a party, by its code, or all.
pub(super) async fn treaties(
    connection: &mut SqliteConnection,
    party: Option<&str>,
) -> Result<Vec<News>, StoreError> {
    read(connection, sqlx::query_as(sql::NEWEST_TREATIES).bind(party)).await
}

/// The values of a vocabulary.
pub(super) async fn terms(
    connection: &mut SqliteConnection,
    facet: Facet,
) -> Result<Vec<News>, StoreError> {
    read(connection, sqlx::query_as(sql::NEWEST_TERMS).bind(facet_number(facet))).await
}

async fn read(
    connection: &mut SqliteConnection,
    asked: QueryAs<'_, Sqlite, NewsRow, SqliteArguments>,
) -> Result<Vec<News>, StoreError> {
    let rows = asked.fetch_all(connection).await.map_err(during("reading what is new"))?;
    let news = |NewsRow { slug, published, updated }| News { slug, published, updated };
    Ok(rows.into_iter().map(news).collect())
}
