//! What lists have of a treaty: its counts, its headings, its parties and where its sources differ.
//! All of it follows from the current clauses, and is written anew whenever one of its sources changes.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::SqliteConnection;

use super::{
    rows::{during, facet_number, from_json, json, named},
    sql,
};
use crate::{
    model::{Property, Told, Treaty, contradict},
    store::{
        Facet, StoreError,
        headings::{Heading, UNNAMED, sorted},
    },
};

/// One value that is given to a property, by how many and by whom.
#[derive(sqlx::FromRow)]
struct Given {
    property: String,
    actor: String,
    value: String,
    /// Those who give it, each once, and the first of them.
    speakers: i64,
    speaker: String,
    claims: i64,
}

/// Whether something has to be filled in: an older version wrote the file.
pub(super) async fn is_due(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let due: Option<i64> = sqlx::query_scalar(sql::NOT_LISTED)
        .fetch_optional(connection)
        .await
        .map_err(during("reading treaties"))?;
    Ok(due.is_some())
}

/// Fills in what an older version did not keep.
pub(super) async fn fill(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let due: Vec<i64> = sqlx::query_scalar(sql::NOT_LISTED)
        .fetch_all(&mut *connection)
        .await
        .map_err(during("reading treaties"))?;
    for treaty in due {
        renew(connection, treaty).await?;
    }
    Ok(())
}

/// Writes anew what lists have of a treaty.
pub(super) async fn renew(
    connection: &mut SqliteConnection,
    treaty: i64,
) -> Result<(), StoreError> {
    let context = "listing a treaty";
    for statement in [sql::UNLIST_HEADINGS, sql::UNLIST_PARTIES, sql::UNLIST_DIFFERENCES] {
        sqlx::query(statement)
            .bind(treaty)
            .execute(&mut *connection)
            .await
            .map_err(during(context))?;
    }
    let (title, parties, sources): (String, String, i64) = sqlx::query_as(sql::COUNT_TREATY)
        .bind(treaty)
        .fetch_one(&mut *connection)
        .await
        .map_err(during(context))?;
    // One whose sources were all retracted keeps its page, but has nothing to show in a list.
    if sources == 0 {
        return Ok(());
    }
    let values = values(connection, treaty).await?;
    let signed = |v: &&Given| v.property == Property::Signature.as_str() && v.actor.is_empty();
    let sorted = sorted(&title);
    let letter =
        if Treaty::is_name(&title) { Heading::of_title(&sorted) } else { Heading::of(UNNAMED) };
    let years = Heading::of_years(values.iter().filter(signed).map(|v| v.value.as_str()));
    let headings: Vec<_> = [("title", letter)]
        .into_iter()
        .chain(years.into_iter().map(|year| ("year", year)))
        .map(|(list, heading)| (list, heading.place, heading.key))
        .collect();
    sqlx::query(sql::LIST_HEADINGS)
        .bind(treaty)
        .bind(sorted)
        .bind(json(&headings)?)
        .execute(&mut *connection)
        .await
        .map_err(during(context))?;
    let parties: BTreeSet<String> = from_json(&parties)?;
    sqlx::query(sql::LIST_PARTIES)
        .bind(treaty)
        .bind(json(&parties)?)
        .execute(&mut *connection)
        .await
        .map_err(during(context))?;
    let found = differences(&values)?;
    if !found.is_empty() {
        sqlx::query(sql::LIST_DIFFERENCES)
            .bind(treaty)
            .bind(json(&found)?)
            .bind(facet_number(Facet::Domain))
            .execute(connection)
            .await
            .map_err(during(context))?;
    }
    Ok(())
}

/// All values of the properties on which sources can differ.
async fn values(connection: &mut SqliteConnection, treaty: i64) -> Result<Vec<Given>, StoreError> {
    let properties: Vec<&str> =
        Property::ALL.into_iter().filter(|p| !p.holds_many()).map(Property::as_str).collect();
    sqlx::query_as(sql::VALUES_TOLD)
        .bind(treaty)
        .bind(json(&properties)?)
        .fetch_all(connection)
        .await
        .map_err(during("reading what is claimed of a treaty"))
}

/// The place of its property, least value, actor, property and claims of each difference.
type Row<'a> = (usize, &'a str, &'a str, &'a str, i64);

/// The properties and actors on which the values can't all be true.
fn differences(values: &[Given]) -> Result<Vec<Row<'_>>, StoreError> {
    let mut groups: BTreeMap<(&str, &str), Vec<&Given>> = BTreeMap::new();
    for value in values {
        groups.entry((&value.property, &value.actor)).or_default().push(value);
    }
    let mut rows = Vec::new();
    for ((name, actor), group) in groups {
        let property: Property = named(name)?;
        let told: Vec<Told<'_>> = group
            .iter()
            .map(|v| Told {
                value: &v.value,
                alone: (v.speakers == 1).then_some(v.speaker.as_str()),
            })
            .collect();
        if contradict(property, &told) {
            let place = Property::ALL.iter().position(|p| *p == property).unwrap_or_default();
            let first = group.iter().map(|v| v.value.as_str()).min().unwrap_or_default();
            rows.push((place, first, actor, name, group.iter().map(|v| v.claims).sum()));
        }
    }
    Ok(rows)
}
