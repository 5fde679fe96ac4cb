//! Clauses on their way in: their wording, where they stand, what was read in them.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use super::{
    references,
    rows::{during, json, number},
    sql,
};
use crate::{
    model::{Annotations, Clause, ClauseId, Evidence, fold_whitespace},
    store::StoreError,
};

/// Clauses are written this many at a time, so that a long document needs little memory.
const AT_ONCE: usize = 1000;

/// Where new placements belong.
pub(super) struct Place<'a> {
    /// Number of the version.
    pub(super) revision: i64,
    /// Number of the source.
    pub(super) source: i64,
    /// Number of the first placement.
    pub(super) first: i64,
    /// When the version is added.
    pub(super) added: &'a str,
}

/// Stores clauses that are not there yet, and places all of them, each with its content hash.
///
/// # Errors
/// [`StoreError::Collision`] where an id is held for other words or by another source, or comes
/// twice.
pub(super) async fn place(
    connection: &mut SqliteConnection,
    place: &Place<'_>,
    clauses: &[(&Clause, String)],
) -> Result<(), StoreError> {
    let mut ids: Vec<ClauseId> = clauses.iter().map(|(clause, _)| clause.id).collect();
    ids.sort_unstable();
    if let Some(twice) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(StoreError::Collision(twice[0]));
    }
    for (first, some) in (place.first..).step_by(AT_ONCE).zip(clauses.chunks(AT_ONCE)) {
        let wordings = wordings(connection, place, some).await?;
        placements(connection, place, first, &wordings).await?;
        annotations(connection, first, some).await?;
        references::add(connection, first, some).await?;
        claims(connection, first, some).await?;
    }
    Ok(())
}

/// A clause whose wording is stored.
struct Worded<'a> {
    clause: &'a Clause,
    content: &'a str,
    /// The wording's number.
    number: i64,
    /// Whether the stored wording is spaced or composed otherwise.
    respaced: bool,
}

/// Adds the wordings that are not there yet, and makes way for newer placements of those that are.
async fn wordings<'a>(
    connection: &mut SqliteConnection,
    place: &Place<'_>,
    clauses: &'a [(&Clause, String)],
) -> Result<Vec<Worded<'a>>, StoreError> {
    let ids: Vec<i64> = clauses.iter().map(|(clause, _)| number(clause.id)).collect();
    let found: Vec<(i64, i64, i64, String)> = sqlx::query_as(sql::WORDINGS)
        .bind(json(&ids)?)
        .fetch_all(&mut *connection)
        .await
        .map_err(during("reading clauses"))?;
    let again: Vec<i64> = found.iter().map(|(number, ..)| *number).collect();
    let held: HashMap<i64, (i64, i64, String)> =
        found.into_iter().map(|(number, id, source, text)| (id, (number, source, text))).collect();
    let mut last: i64 = sqlx::query_scalar(sql::LAST_CLAUSE)
        .fetch_one(&mut *connection)
        .await
        .map_err(during("numbering clauses"))?;

    let (mut worded, mut new) = (Vec::with_capacity(clauses.len()), Vec::new());
    for (clause, content) in clauses {
        let (number, respaced) = match held.get(&number(clause.id)) {
            None => {
                last += 1;
                new.push((last, number(clause.id), &clause.text));
                (last, false)
            }
            Some((number, source, text)) => {
                let respaced = *text != clause.text;
                let other = respaced && fold_whitespace(text) != fold_whitespace(&clause.text);
                if other || *source != place.source {
                    return Err(StoreError::Collision(clause.id));
                }
                (*number, respaced)
            }
        };
        worded.push(Worded { clause, content, number, respaced });
    }
    let new = json(&new)?;
    sqlx::query(sql::ADD_CLAUSES)
        .bind(&new)
        .bind(place.source)
        .bind(place.revision)
        .execute(&mut *connection)
        .await
        .map_err(during("adding clauses"))?;
    sqlx::query(sql::ISSUE)
        .bind(new)
        .bind(place.added)
        .execute(&mut *connection)
        .await
        .map_err(during("issuing ids"))?;
    sqlx::query(sql::OUTDATE)
        .bind(json(&again)?)
        .execute(connection)
        .await
        .map_err(during("outdating placements"))?;
    Ok(worded)
}

async fn placements(
    connection: &mut SqliteConnection,
    place: &Place<'_>,
    first: i64,
    clauses: &[Worded<'_>],
) -> Result<(), StoreError> {
    let rows: Vec<_> = (first..)
        .zip(clauses)
        .map(|(placement, worded)| {
            let clause = worded.clause;
            (
                placement,
                worded.number,
                &clause.locator,
                clause.order,
                clause.kind,
                &clause.language,
                clause.start,
                clause.end,
                worded.respaced.then_some(&clause.text),
                worded.content,
                clause.division,
            )
        })
        .collect();
    sqlx::query(sql::ADD_PLACEMENTS)
        .bind(json(&rows)?)
        .bind(place.revision)
        .bind(place.source)
        .execute(connection)
        .await
        .map_err(during("placing clauses"))?;
    Ok(())
}

/// One row of table `annotation`, but for its placement and its place among the others.
struct Annotation<'a> {
    r#type: &'static str,
    value: String,
    name: Option<&'a str>,
    event: Option<&'static str>,
    days: (Option<i32>, Option<i32>),
    rule: &'a str,
    evidence: &'a [Evidence],
}

impl<'a> Annotation<'a> {
    fn new(
        r#type: &'static str,
        value: String,
        name: Option<&'a str>,
        rule: &'a str,
        evidence: &'a [Evidence],
    ) -> Self {
        Self { r#type, value, name, event: None, days: (None, None), rule, evidence }
    }

    /// Everything that was read in a clause.
    fn all(read: &'a Annotations) -> Vec<Self> {
        let mut all = Vec::new();
        for a in &read.parties {
            all.push(Self::new("party", a.code.clone(), Some(&a.name), &a.rule, &a.evidence));
        }
        for a in &read.dates {
            let (first, last) = a.value.bounds().unzip();
            all.push(Self {
                event: Some(a.event.as_str()),
                days: (first.filter(|day| *day != i32::MIN), last.filter(|day| *day != i32::MAX)),
                ..Self::new("date", a.value.to_string(), None, &a.rule, &a.evidence)
            });
        }
        for a in &read.domains {
            all.push(Self::new("domain", a.slug.to_string(), None, &a.rule, &a.evidence));
        }
        for a in &read.institutions {
            let slug = a.slug.to_string();
            all.push(Self::new("institution", slug, Some(&a.name), &a.rule, &a.evidence));
        }
        for a in &read.places {
            all.push(Self::new("place", a.name.clone(), None, &a.rule, &a.evidence));
        }
        all
    }
}

async fn annotations(
    connection: &mut SqliteConnection,
    first: i64,
    clauses: &[(&Clause, String)],
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for (placement, (clause, _)) in (first..).zip(clauses) {
        for (ord, a) in Annotation::all(&clause.annotations).into_iter().enumerate() {
            let (first_day, last_day) = a.days;
            rows.push((
                placement, ord, a.r#type, a.value, a.name, a.event, first_day, last_day, a.rule,
                a.evidence,
            ));
        }
    }
    sqlx::query(sql::ADD_ANNOTATIONS)
        .bind(json(&rows)?)
        .execute(connection)
        .await
        .map_err(during("adding annotations"))?;
    Ok(())
}

async fn claims(
    connection: &mut SqliteConnection,
    first: i64,
    clauses: &[(&Clause, String)],
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for (placement, (clause, _)) in (first..).zip(clauses) {
        for (ord, claim) in clause.claims.iter().enumerate() {
            rows.push((
                placement,
                ord,
                claim.property,
                &claim.actor,
                &claim.actor_name,
                &claim.value,
                &claim.value_label,
                &claim.asserted_by,
                claim.asserted_on,
                &claim.evidence,
            ));
        }
    }
    sqlx::query(sql::ADD_CLAIMS)
        .bind(json(&rows)?)
        .execute(connection)
        .await
        .map_err(during("adding claims"))?;
    Ok(())
}
