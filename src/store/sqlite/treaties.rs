//! The treaty that a document is about: founded, filled in or corrected.

use sqlx::SqliteConnection;

use super::{
    feed::Entry,
    put::Placed,
    rows::{clause_id, during, from_json, json, named},
    sql,
};
use crate::{
    model::{SourceType, Treaty},
    store::{Op, StoreError},
};

/// A treaty as the store has it after this document.
pub(super) struct Founded {
    pub(super) id: i64,
    pub(super) treaty: Treaty,
    /// Whether a title or parties were filled in that other sources' clauses show too.
    pub(super) filled: bool,
}

/// Founds a treaty where it is new; fills in what was not known of it, and corrects what a source
/// said of it that knows less than this one: reports before officials before the text itself.
pub(super) async fn found(
    connection: &mut SqliteConnection,
    stated: &Treaty,
    by: SourceType,
) -> Result<Founded, StoreError> {
    let held: Option<(i64, String, String, String, String)> = sqlx::query_as(sql::TREATY_HELD)
        .bind(stated.slug.as_str())
        .fetch_optional(&mut *connection)
        .await
        .map_err(during("reading a treaty"))?;
    let Some((id, slug, title, parties, told_by)) = held else {
        let id = sqlx::query_scalar(sql::ADD_TREATY)
            .bind(stated.slug.as_str())
            .bind(&stated.title)
            .bind(json(&stated.parties)?)
            .bind(by.as_str())
            .fetch_one(connection)
            .await
            .map_err(during("adding a treaty"))?;
        return Ok(Founded { id, treaty: stated.clone(), filled: false });
    };
    let known = Treaty { slug: named(&slug)?, title, parties: from_json(&parties)? };
    let told_by: SourceType = named(&told_by)?;
    let knows_better = by < told_by;
    let mut treaty = known.clone();
    if treaty.title.is_empty() || (knows_better && !stated.title.is_empty()) {
        treaty.title.clone_from(&stated.title);
    }
    if treaty.parties.is_empty() || (knows_better && !stated.parties.is_empty()) {
        treaty.parties.clone_from(&stated.parties);
    }
    let filled = treaty != known;
    if filled {
        sqlx::query(sql::FILL_TREATY)
            .bind(id)
            .bind(&treaty.title)
            .bind(json(&treaty.parties)?)
            .bind(told_by.min(by).as_str())
            .execute(connection)
            .await
            .map_err(during("updating a treaty"))?;
    }
    Ok(Founded { id, treaty, filled })
}

/// The clauses of the treaty's other sources, which show its title and parties.
pub(super) async fn beside(
    connection: &mut SqliteConnection,
    treaty: i64,
    source: i64,
) -> Result<Vec<Entry>, StoreError> {
    let placed: Vec<Placed> = sqlx::query_as(sql::PLACED_BESIDE)
        .bind(treaty)
        .bind(source)
        .fetch_all(connection)
        .await
        .map_err(during("reading the treaty's other sources"))?;
    let put = |(clause, content)| Entry { clause: clause_id(clause), op: Op::Put, content };
    Ok(placed.into_iter().map(put).collect())
}
