//! Treaties page by page, under their headings.

use sqlx::SqliteConnection;

use super::{
    rows::{TreatyRow, during, json, named},
    sql,
};
use crate::{
    model::{Property, Slug, SourceType},
    store::{ListedTreaty, StoreError, TreatyList, TreatyPlace, TreatyRecord, headings::Heading},
};

#[derive(sqlx::FromRow)]
struct ListedRow {
    heading: String,
    #[sqlx(flatten)]
    treaty: TreatyRow,
}

/// The treaties of a list from a place on.
pub(super) async fn from(
    connection: &mut SqliteConnection,
    list: &TreatyList,
    from: &TreatyPlace,
    limit: u32,
) -> Result<Vec<ListedTreaty>, StoreError> {
    let order = list.order.as_str();
    let (place, sorted, id) = match from {
        TreatyPlace::Start => Default::default(),
        TreatyPlace::Heading(heading) => (Heading::of(heading).place, String::new(), 0),
        TreatyPlace::After { heading, treaty } => {
            let place: Option<(String, String, i64)> = sqlx::query_as(sql::TREATY_PLACE)
                .bind(treaty.as_str())
                .bind(order)
                .bind(heading)
                .fetch_optional(&mut *connection)
                .await
                .map_err(during("looking for a place in a list"))?;
            // It went away since; its heading is still a place to go on from.
            place.unwrap_or_else(|| (Heading::of(heading).place, String::new(), 0))
        }
    };
    let statement = match list.party {
        None => sql::TREATIES_AFTER,
        Some(_) => sql::TREATIES_OF_PARTY_AFTER,
    };
    let mut query =
        sqlx::query_as(statement).bind(order).bind(place).bind(sorted).bind(id).bind(limit);
    if let Some(party) = &list.party {
        query = query.bind(party);
    }
    let rows: Vec<ListedRow> =
        query.fetch_all(connection).await.map_err(during("reading treaties"))?;
    rows.into_iter()
        .map(|row| Ok(ListedTreaty { heading: row.heading, record: row.treaty.record()? }))
        .collect()
}

/// The headings of a list, in its order.
pub(super) async fn headings(
    connection: &mut SqliteConnection,
    list: &TreatyList,
) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String, String)> = sqlx::query_as(sql::HEADINGS)
        .bind(list.order.as_str())
        .bind(&list.party)
        .fetch_all(connection)
        .await
        .map_err(during("reading headings"))?;
    Ok(rows.into_iter().map(|(_, heading)| heading).collect())
}

/// How many treaties there are, and of how many a text is held; of a party or of all.
pub(super) async fn counted(
    connection: &mut SqliteConnection,
    party: Option<&str>,
) -> Result<(u64, u64), StoreError> {
    let (all, with_text): (i64, i64) = sqlx::query_as(sql::TREATIES_COUNTED)
        .bind(party)
        .fetch_one(connection)
        .await
        .map_err(during("counting treaties"))?;
    Ok((all.cast_unsigned(), with_text.cast_unsigned()))
}

/// The parties of treaties, alpha-3, each with how many treaties it has.
pub(super) async fn parties(
    connection: &mut SqliteConnection,
) -> Result<Vec<(String, u64)>, StoreError> {
    let rows: Vec<(String, i64)> = sqlx::query_as(sql::PARTIES_COUNTED)
        .fetch_all(connection)
        .await
        .map_err(during("counting treaties"))?;
    Ok(rows.into_iter().map(|(party, n)| (party, n.cast_unsigned())).collect())
}

/// The treaties of exactly these parties.
pub(super) async fn between(
    connection: &mut SqliteConnection,
    parties: &[String],
) -> Result<Vec<TreatyRecord>, StoreError> {
    let rows: Vec<TreatyRow> = sqlx::query_as(sql::TREATIES_WITH_PARTIES)
        .bind(json(&parties)?)
        .fetch_all(connection)
        .await
        .map_err(during("reading treaties"))?;
    rows.into_iter().map(TreatyRow::record).collect()
}

/// The treaties with these names, as far as they are held.
pub(super) async fn named_so(
    connection: &mut SqliteConnection,
    slugs: &[&Slug],
) -> Result<Vec<TreatyRecord>, StoreError> {
    let rows: Vec<TreatyRow> = sqlx::query_as(sql::TREATIES_NAMED)
        .bind(json(&slugs)?)
        .fetch_all(connection)
        .await
        .map_err(during("reading treaties"))?;
    rows.into_iter().map(TreatyRow::record).collect()
}

/// The values that are given to a property of these treaties, where the treaty itself is the subject.
pub(super) async fn values_of(
    connection: &mut SqliteConnection,
    property: Property,
    treaties: &[&Slug],
) -> Result<Vec<(Slug, SourceType, String)>, StoreError> {
    let rows: Vec<(String, u32, String)> = sqlx::query_as(sql::VALUES_OF)
        .bind(property.as_str())
        .bind(json(&treaties)?)
        .fetch_all(connection)
        .await
        .map_err(during("reading what is claimed of treaties"))?;
    let value = |(treaty, rank, value): (String, u32, String)| {
        let by = SourceType::ALL.get(rank as usize).copied();
        let by =
            by.ok_or_else(|| during("reading a claim")("a type of source that is not known"))?;
        Ok((named(&treaty)?, by, value))
    };
    rows.into_iter().map(value).collect()
}
