//! What lists have of a treaty: its counts, its headings, its parties, what is told of it and where that
//! differs. All of it follows from the current clauses. When a source changes, only that is looked at which its
//! claims speak of: there may be thousands of sources.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

use super::{
    rows::{during, facet_number, from_json, json, named},
    sql,
};
use crate::{
    model::{Naming, Property, Told, contradict},
    store::{
        Facet, StoreError,
        headings::{Heading, UNNAMED, sorted},
    },
};

/// The rules by which lists are made from what is held. Raised when they give another result, so that
/// files that are held get it too.
pub(super) const VERSION: i64 = 2;

/// What claims may differ on: a property of a treaty, of an actor or (empty) of the treaty itself.
type Subject = (i64, String, String);

/// One value that is given to a property, by how many and by whom.
#[derive(sqlx::FromRow)]
struct Given {
    value: String,
    /// The first and the last of those who give it: the same where one gives it alone.
    first_speaker: String,
    last_speaker: String,
    claims: i64,
}

/// Whether something has to be listed anew: an older version wrote the file.
pub(super) async fn is_due(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let due: Option<i64> = sqlx::query_scalar(sql::NOT_LISTED)
        .bind(VERSION)
        .fetch_optional(connection)
        .await
        .map_err(during("reading treaties"))?;
    Ok(due.is_some())
}

/// Lists anew what an older version did not list, or by other rules.
pub(super) async fn fill(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let due: Vec<i64> = sqlx::query_scalar(sql::NOT_LISTED)
        .bind(VERSION)
        .fetch_all(&mut *connection)
        .await
        .map_err(during("reading treaties"))?;
    for treaty in due {
        for statement in [sql::UNTELL_TREATY, sql::TELL_TREATY, sql::UNLIST_DIFFERENCES] {
            run(connection, statement, treaty).await?;
        }
        list(connection, treaty).await?;
        for subject in subjects(connection, sql::SUBJECTS_OF_TREATY, treaty).await? {
            compare(connection, &subject).await?;
        }
    }
    Ok(())
}

/// Lists what a source says now instead of what it said before, of all treaties that it was and is about.
pub(super) async fn renew(
    connection: &mut SqliteConnection,
    source: i64,
    treaties: BTreeSet<i64>,
) -> Result<(), StoreError> {
    let mut changed = subjects(connection, sql::SUBJECTS_OF_SOURCE, source).await?;
    run(connection, sql::UNTELL_SOURCE, source).await?;
    run(connection, sql::TELL_SOURCE, source).await?;
    changed.extend(subjects(connection, sql::SUBJECTS_OF_SOURCE, source).await?);
    for treaty in treaties {
        list(connection, treaty).await?;
    }
    for subject in &changed {
        compare(connection, subject).await?;
    }
    Ok(())
}

/// Runs a statement about the treaty or source with this number.
async fn run(
    connection: &mut SqliteConnection,
    statement: &'static str,
    of: i64,
) -> Result<(), StoreError> {
    let ran = sqlx::query(statement).bind(of).execute(connection).await;
    ran.map_err(during("listing a treaty"))?;
    Ok(())
}

/// What the claims of a treaty or a source speak of.
async fn subjects(
    connection: &mut SqliteConnection,
    statement: &'static str,
    of: i64,
) -> Result<BTreeSet<Subject>, StoreError> {
    let rows = sqlx::query_as(statement).bind(of).fetch_all(connection).await;
    Ok(rows.map_err(during("reading what is claimed of a treaty"))?.into_iter().collect())
}

/// Writes a treaty's counts, headings and parties anew.
async fn list(connection: &mut SqliteConnection, treaty: i64) -> Result<(), StoreError> {
    let context = "listing a treaty";
    run(connection, sql::UNLIST_HEADINGS, treaty).await?;
    run(connection, sql::UNLIST_PARTIES, treaty).await?;
    let (title, parties, sources): (String, String, i64) = sqlx::query_as(sql::COUNT_TREATY)
        .bind(treaty)
        .bind(VERSION)
        .fetch_one(&mut *connection)
        .await
        .map_err(during(context))?;
    // One whose sources were all retracted keeps its page, but has nothing to show in a list.
    if sources == 0 {
        return Ok(());
    }
    let signed: Vec<String> = sqlx::query_scalar(sql::SIGNATURES)
        .bind(treaty)
        .fetch_all(&mut *connection)
        .await
        .map_err(during("reading what is claimed of a treaty"))?;
    let sorted = sorted(&title);
    let letter = match Naming::of(&title) {
        Naming::Not => Heading::of(UNNAMED),
        Naming::Devised | Naming::Named => Heading::of_title(&sorted),
    };
    let years = Heading::of_years(signed.iter().map(String::as_str));
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
        .execute(connection)
        .await
        .map_err(during(context))?;
    Ok(())
}

/// Lists a difference where the values that are told can't all be true, and none where they can.
async fn compare(connection: &mut SqliteConnection, subject: &Subject) -> Result<(), StoreError> {
    let (treaty, name, actor) = subject;
    let property: Property = named(name)?;
    if property.holds_many() {
        return Ok(());
    }
    sqlx::query(sql::UNLIST_DIFFERENCE)
        .bind(treaty)
        .bind(name)
        .bind(actor)
        .execute(&mut *connection)
        .await
        .map_err(during("listing a treaty"))?;
    let given: Vec<Given> = sqlx::query_as(sql::VALUES_TOLD)
        .bind(treaty)
        .bind(name)
        .bind(actor)
        .fetch_all(&mut *connection)
        .await
        .map_err(during("reading what is claimed of a treaty"))?;
    let alone = |v: &Given| v.first_speaker == v.last_speaker;
    let told: Vec<Told<'_>> = given
        .iter()
        .map(|v| Told { value: &v.value, alone: alone(v).then_some(v.first_speaker.as_str()) })
        .collect();
    let differs = contradict(property, &told);
    sqlx::query(sql::TELL_WHETHER_DIFFERING)
        .bind(treaty)
        .bind(name)
        .bind(actor)
        .bind(differs)
        .execute(&mut *connection)
        .await
        .map_err(during("listing a difference"))?;
    if !differs {
        return Ok(());
    }
    let place = Property::ALL.iter().position(|p| *p == property).unwrap_or_default();
    sqlx::query(sql::LIST_DIFFERENCE)
        .bind(treaty)
        .bind(name)
        .bind(actor)
        .bind(i64::try_from(place).unwrap_or(i64::MAX))
        .bind(given.iter().map(|v| v.value.as_str()).min())
        .bind(given.iter().map(|v| v.claims).sum::<i64>())
        .bind(facet_number(Facet::Domain))
        .execute(connection)
        .await
        .map_err(during("listing a difference"))?;
    Ok(())
}
