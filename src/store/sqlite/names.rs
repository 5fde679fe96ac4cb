//! The names of sources and treaties: what they name now, what they named, and giving them up.

use sqlx::SqliteConnection;

use super::{
    feed::{self, Entry},
    rows::{SourceRow, clause_id, during, facet_number, named},
    sql, vocabulary,
};
use crate::{
    model::Slug,
    store::{Facet, Op, Retraction, SourceRecord, Standing, StoreError},
};

/// The source that a slug names or has named, retracted or not.
pub(super) async fn standing(
    connection: &mut SqliteConnection,
    slug: &Slug,
) -> Result<Option<Standing>, StoreError> {
    let row: Option<SourceRow> = sqlx::query_as(sql::SOURCE_STANDING)
        .bind(slug.as_str())
        .fetch_optional(&mut *connection)
        .await
        .map_err(during("looking for a source's name"))?;
    let Some(row) = row else { return Ok(None) };
    let record: SourceRecord = row.record()?;
    let retraction = sqlx::query_as(sql::RETRACTION)
        .bind(record.source.slug.as_str())
        .fetch_optional(connection)
        .await
        .map_err(during("reading a retraction"))?
        .map(|(at, reason)| Retraction { at, reason });
    Ok(Some(Standing { record, retraction }))
}

/// The sources that were once on a treaty and are no more, those first that were so last.
pub(super) async fn departed(
    connection: &mut SqliteConnection,
    treaty: &Slug,
    most: u32,
) -> Result<Vec<Standing>, StoreError> {
    let slugs: Vec<String> = sqlx::query_scalar(sql::DEPARTED)
        .bind(treaty.as_str())
        .bind(most)
        .fetch_all(&mut *connection)
        .await
        .map_err(during("looking for a treaty's former sources"))?;
    let mut departed = Vec::new();
    for slug in &slugs {
        departed.extend(standing(connection, &named(slug)?).await?);
    }
    Ok(departed)
}

/// What a slug names or has named: the row's number and its slug now.
async fn named_by(
    connection: &mut SqliteConnection,
    facet: Facet,
    slug: &Slug,
) -> Result<Option<(i64, Slug)>, StoreError> {
    let statement = if facet == Facet::Treaty { sql::TREATY_OF_SLUG } else { sql::SOURCE_OF_SLUG };
    let row: Option<(i64, String)> = sqlx::query_as(statement)
        .bind(slug.as_str())
        .fetch_optional(connection)
        .await
        .map_err(during("looking for a name"))?;
    row.map(|(id, now)| Ok((id, named(&now)?))).transpose()
}

/// The slug by which a treaty goes that has or had this one.
pub(super) async fn treaty(
    connection: &mut SqliteConnection,
    slug: &Slug,
) -> Result<Option<Slug>, StoreError> {
    Ok(named_by(connection, Facet::Treaty, slug).await?.map(|(_, now)| now))
}

/// Sees to it that nobody else goes or went by this slug. `own` is the row that may have had it.
pub(super) async fn is_free(
    connection: &mut SqliteConnection,
    facet: Facet,
    slug: &Slug,
    own: Option<i64>,
) -> Result<(), StoreError> {
    match named_by(connection, facet, slug).await? {
        Some((id, now)) if own != Some(id) => {
            Err(StoreError::NameTaken { facet, slug: slug.clone(), now })
        }
        _ => Ok(()),
    }
}

/// Keeps a slug that its source or treaty no longer goes by.
pub(super) async fn give_up(
    connection: &mut SqliteConnection,
    facet: Facet,
    slug: &Slug,
    id: i64,
) -> Result<(), StoreError> {
    let statement = if facet == Facet::Treaty { sql::GIVE_UP_TREATY } else { sql::GIVE_UP_SOURCE };
    sqlx::query(statement)
        .bind(slug.as_str())
        .bind(id)
        .execute(connection)
        .await
        .map_err(during("keeping a former name"))?;
    Ok(())
}

/// Renames a source or a treaty. Its clauses are told as changed: lists and the index show names.
pub(super) async fn rename(
    connection: &mut SqliteConnection,
    facet: Facet,
    old: &Slug,
    new: &Slug,
) -> Result<(), StoreError> {
    let Some((id, now)) = named_by(connection, facet, old).await? else {
        return Err(StoreError::NotHeld(facet, old.clone()));
    };
    if now == *new {
        return Ok(());
    }
    is_free(connection, facet, new, Some(id)).await?;
    give_up(connection, facet, &now, id).await?;
    let (rename, placed) = if facet == Facet::Treaty {
        (sql::RENAME_TREATY, sql::PLACED_OF_TREATY)
    } else {
        (sql::RENAME_SOURCE, sql::PLACED_OF_SOURCE)
    };
    sqlx::query(rename)
        .bind(id)
        .bind(new.as_str())
        .execute(&mut *connection)
        .await
        .map_err(during("renaming"))?;
    vocabulary::rename(connection, facet_number(facet), &now, new).await?;
    if facet == Facet::Source {
        sqlx::query(sql::RENAME_IN_LISTS)
            .bind(id)
            .bind(new.as_str())
            .execute(&mut *connection)
            .await
            .map_err(during("renaming in lists"))?;
    }
    let placed: Vec<(i64, String)> = sqlx::query_as(placed)
        .bind(id)
        .fetch_all(&mut *connection)
        .await
        .map_err(during("reading what was renamed"))?;
    let put = |(clause, content)| Entry { clause: clause_id(clause), op: Op::Put, content };
    let entries: Vec<Entry> = placed.into_iter().map(put).collect();
    feed::append(connection, &entries).await
}
