//! The treaty that a document is about: founded, filled in or corrected.

use sqlx::SqliteConnection;

use super::{
    feed::Entry,
    put::Placed,
    rows::{clause_id, during, from_json, json, named},
    sql,
};
use crate::{
    model::{Source, SourceType, Treaty},
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
/// said of it that knows less than this one: reports before officials before the text itself. Where no
/// other source is on it, a source corrects itself.
pub(super) async fn found(
    connection: &mut SqliteConnection,
    stated: &Treaty,
    source: &Source,
) -> Result<Founded, StoreError> {
    let by = source.r#type;
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
    let alone: bool = sqlx::query_scalar(sql::IS_ALONE)
        .bind(id)
        .bind(source.id_slug.as_str())
        .fetch_one(&mut *connection)
        .await
        .map_err(during("reading a treaty's sources"))?;
    let knows_better = by < told_by || alone;
    let mut treaty = known.clone();
    let (says, said) = (stated.naming(), known.naming());
    let names_it = stated.is_named() && (says > said || (knows_better && says == said));
    if treaty.title.is_empty() || (names_it || alone) && !stated.title.is_empty() {
        treaty.title.clone_from(&stated.title);
    }
    if treaty.parties.is_empty() || (knows_better && !stated.parties.is_empty()) {
        treaty.parties.clone_from(&stated.parties);
    }
    let filled = treaty != known;
    let told = if alone { by } else { told_by.min(by) };
    if filled || told != told_by {
        sqlx::query(sql::FILL_TREATY)
            .bind(id)
            .bind(&treaty.title)
            .bind(json(&treaty.parties)?)
            .bind(told.as_str())
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
