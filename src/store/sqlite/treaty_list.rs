//! Treaties page by page, under their headings.

use async_trait::async_trait;

use super::{
    SqliteStore, names,
    rows::{TreatyRow, during, json, named},
    sql,
};
use crate::{
    model::Slug,
    store::{
        ListedTreaty, StoreError, Treaties, TreatyList, TreatyPlace, TreatyRecord,
        headings::Heading,
    },
};

#[derive(sqlx::FromRow)]
struct ListedRow {
    heading: String,
    #[sqlx(flatten)]
    treaty: TreatyRow,
}

#[async_trait]
impl Treaties for SqliteStore {
    async fn treaty(&self, slug: &Slug) -> Result<Option<TreatyRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
        let row: Option<TreatyRow> = sqlx::query_as(sql::TREATY)
            .bind(slug.as_str())
            .fetch_optional(connection)
            .await
            .map_err(during("reading a treaty"))?;
        row.map(TreatyRow::record).transpose()
    }

    async fn treaties_named(&self, slugs: &[&Slug]) -> Result<Vec<TreatyRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<TreatyRow> = sqlx::query_as(sql::TREATIES_NAMED)
            .bind(json(&slugs)?)
            .fetch_all(connection)
            .await
            .map_err(during("reading treaties"))?;
        rows.into_iter().map(TreatyRow::record).collect()
    }

    async fn treaty_titled(&self, title: &str) -> Result<Option<Slug>, StoreError> {
        let connection = &mut *self.reader().await?;
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

    async fn treaty_name(&self, slug: &Slug) -> Result<Option<Slug>, StoreError> {
        names::treaty(&mut *self.reader().await?, slug).await
    }

    async fn treaties(&self) -> Result<Vec<TreatyRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<TreatyRow> = sqlx::query_as(sql::TREATIES)
            .fetch_all(connection)
            .await
            .map_err(during("reading treaties"))?;
        rows.into_iter().map(TreatyRow::record).collect()
    }

    async fn treaties_between(&self, parties: &[String]) -> Result<Vec<TreatyRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<TreatyRow> = sqlx::query_as(sql::TREATIES_WITH_PARTIES)
            .bind(json(&parties)?)
            .fetch_all(connection)
            .await
            .map_err(during("reading treaties"))?;
        rows.into_iter().map(TreatyRow::record).collect()
    }

    async fn treaties_listed(
        &self,
        list: &TreatyList,
        from: &TreatyPlace,
        limit: u32,
    ) -> Result<Vec<ListedTreaty>, StoreError> {
        let connection = &mut *self.reader().await?;
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

    async fn treaty_headings(&self, list: &TreatyList) -> Result<Vec<String>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<(String, String)> = sqlx::query_as(sql::HEADINGS)
            .bind(list.order.as_str())
            .bind(&list.party)
            .fetch_all(connection)
            .await
            .map_err(during("reading headings"))?;
        Ok(rows.into_iter().map(|(_, heading)| heading).collect())
    }

    async fn treaties_counted(&self, party: Option<&str>) -> Result<(u64, u64), StoreError> {
        let connection = &mut *self.reader().await?;
        let (all, with_text): (i64, i64) = sqlx::query_as(sql::TREATIES_COUNTED)
            .bind(party)
            .fetch_one(connection)
            .await
            .map_err(during("counting treaties"))?;
        Ok((all.cast_unsigned(), with_text.cast_unsigned()))
    }

    async fn parties_counted(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<(String, i64)> = sqlx::query_as(sql::PARTIES_COUNTED)
            .fetch_all(connection)
            .await
            .map_err(during("counting treaties"))?;
        Ok(rows.into_iter().map(|(party, n)| (party, n.cast_unsigned())).collect())
    }

    async fn treaties_added(&self) -> Result<Vec<(Slug, Option<String>)>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<(String, Option<String>)> = sqlx::query_as(sql::TREATIES_ADDED)
            .fetch_all(connection)
            .await
            .map_err(during("reading treaties"))?;
        rows.into_iter().map(|(slug, added)| Ok((named(&slug)?, added))).collect()
    }
}
