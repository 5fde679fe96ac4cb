//! Rows as the engine returns them, and what they become.

use std::{collections::HashMap, error::Error};

use serde::{
    Serialize,
    de::{DeserializeOwned, IntoDeserializer, value},
};
use sqlx::SqliteConnection;

use super::{
    references, sql,
    succession::{self, Line},
};
use crate::{
    model::{
        Annotations, Claim, ClaimRecord, ClauseId, ClauseRecord, DateMention, DomainTag,
        InstitutionMention, Locator, PartyMention, PlaceMention, RevisionHash, Slug, Source,
        Treaty,
    },
    store::{Facet, OrderKey, SourceRecord, StoreError, Term, TreatyRecord},
};

/// Turns any failure into the store's error, with what was being done.
pub(super) fn during<E: Into<Box<dyn Error + Send + Sync>>>(
    context: &'static str,
) -> impl FnOnce(E) -> StoreError {
    move |error| StoreError::Engine { context, source: error.into() }
}

/// Rows as the one JSON parameter of a statement that takes a set.
pub(super) fn json(rows: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(rows).map_err(during("writing rows"))
}

/// A value that was stored as JSON.
pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(during("reading a stored value"))
}

/// A value that was stored by its name.
pub(super) fn named<T: DeserializeOwned>(name: &str) -> Result<T, StoreError> {
    let name: value::StrDeserializer<'_, value::Error> = name.into_deserializer();
    T::deserialize(name).map_err(during("reading a stored value"))
}

/// The number of a clause as the engine's signed integers have it.
pub(super) fn number(id: ClauseId) -> i64 {
    id.as_u64().cast_signed()
}

/// The clause with this number.
pub(super) fn clause_id(number: i64) -> ClauseId {
    ClauseId::from_u64(number.cast_unsigned())
}

/// The number of a vocabulary in table `facet`.
pub(super) fn facet_number(facet: Facet) -> i64 {
    match facet {
        Facet::Domain => 1,
        Facet::Party => 2,
        Facet::Institution => 3,
        Facet::Kind => 4,
        Facet::Treaty => 5,
        Facet::Source => 6,
        Facet::Type => 7,
        Facet::Language => 8,
        Facet::Place => 9,
    }
}

/// A placement with its clause's wording, without what was read in it.
#[derive(sqlx::FromRow)]
pub(super) struct ClauseRow {
    pub(super) placement: i64,
    clause: i64,
    #[sqlx(try_from = "String")]
    treaty: Slug,
    #[sqlx(try_from = "String")]
    source: Slug,
    r#type: String,
    #[sqlx(try_from = "String")]
    revision: RevisionHash,
    version: u32,
    status: String,
    #[sqlx(try_from = "String")]
    locator: Locator,
    ord: u32,
    kind: String,
    language: String,
    text: String,
    #[sqlx(try_from = "i64")]
    start_byte: usize,
    #[sqlx(try_from = "i64")]
    end_byte: usize,
    path: Option<String>,
}

impl ClauseRow {
    /// Its place in the order of all clauses.
    pub(super) fn key(&self) -> OrderKey {
        (self.source.clone(), self.ord)
    }

    fn record(self, annotations: Annotations, line: Line) -> Result<ClauseRecord, StoreError> {
        Ok(ClauseRecord {
            id: clause_id(self.clause),
            treaty: self.treaty,
            source: self.source,
            r#type: named(&self.r#type)?,
            revision: self.revision,
            version: self.version,
            status: named(&self.status)?,
            locator: self.locator,
            order: self.ord,
            breadcrumb: self.path.as_deref().map(from_json).transpose()?.unwrap_or_default(),
            kind: named(&self.kind)?,
            language: self.language,
            text: self.text,
            start: self.start_byte,
            end: self.end_byte,
            successor: line.successor,
            predecessors: line.predecessors,
            annotations,
        })
    }
}

#[derive(sqlx::FromRow)]
struct AnnotationRow {
    placement: i64,
    r#type: String,
    value: String,
    name: Option<String>,
    event: Option<String>,
    rule: String,
    evidence: String,
}

impl AnnotationRow {
    fn add_to(self, to: &mut Annotations) -> Result<(), StoreError> {
        let Self { value, rule, .. } = self;
        let evidence = from_json(&self.evidence)?;
        let name = self.name.unwrap_or_default();
        match self.r#type.as_str() {
            "party" => to.parties.push(PartyMention { code: value, name, rule, evidence }),
            "date" => to.dates.push(DateMention {
                value: named(&value)?,
                event: named(&self.event.unwrap_or_default())?,
                rule,
                evidence,
            }),
            "domain" => to.domains.push(DomainTag { slug: named(&value)?, rule, evidence }),
            "institution" => {
                let slug = named(&value)?;
                to.institutions.push(InstitutionMention { slug, name, rule, evidence });
            }
            // The schema admits no fifth type but this one.
            _ => to.places.push(PlaceMention { name: value, rule, evidence }),
        }
        Ok(())
    }
}

/// The records of these rows, in their order, with what was read in them.
pub(super) async fn records(
    connection: &mut SqliteConnection,
    rows: Vec<ClauseRow>,
) -> Result<Vec<ClauseRecord>, StoreError> {
    let placements: Vec<i64> = rows.iter().map(|row| row.placement).collect();
    let found: Vec<AnnotationRow> = sqlx::query_as(sql::ANNOTATIONS)
        .bind(json(&placements)?)
        .fetch_all(&mut *connection)
        .await
        .map_err(during("reading annotations"))?;
    let mut annotations: HashMap<i64, Annotations> = HashMap::with_capacity(rows.len());
    for row in found {
        let placement = row.placement;
        row.add_to(annotations.entry(placement).or_default())?;
    }
    for (placement, reference) in references::of(connection, &placements).await? {
        annotations.entry(placement).or_default().references.push(reference);
    }
    let mut lines = succession::lines(connection, &placements).await?;
    rows.into_iter()
        .map(|row| {
            let read = annotations.remove(&row.placement).unwrap_or_default();
            let line = lines.remove(&row.placement).unwrap_or_default();
            row.record(read, line)
        })
        .collect()
}

/// A source with its newest version.
#[derive(sqlx::FromRow)]
pub(super) struct SourceRow {
    #[sqlx(try_from = "String")]
    slug: Slug,
    #[sqlx(try_from = "String")]
    treaty: Slug,
    metadata: String,
    #[sqlx(try_from = "String")]
    hash: RevisionHash,
    number: u32,
    added: String,
    #[sqlx(try_from = "i64")]
    clauses: u64,
    #[sqlx(try_from = "i64")]
    articles: u64,
    pub(super) revision: i64,
}

impl SourceRow {
    pub(super) fn record(self) -> Result<SourceRecord, StoreError> {
        let source: Source = from_json(&self.metadata)?;
        Ok(SourceRecord {
            // Both may have been renamed since the version was stored.
            source: Source { slug: self.slug, treaty: self.treaty, ..source },
            revision: self.hash,
            version: self.number,
            added: self.added,
            clauses: self.clauses,
            articles: self.articles,
        })
    }
}

/// A treaty, counted.
#[derive(sqlx::FromRow)]
pub(super) struct TreatyRow {
    #[sqlx(try_from = "String")]
    slug: Slug,
    title: String,
    parties: String,
    #[sqlx(try_from = "i64")]
    sources: u64,
    #[sqlx(try_from = "i64")]
    texts: u64,
    #[sqlx(try_from = "i64")]
    clauses: u64,
    #[sqlx(try_from = "i64")]
    articles_held: u64,
    articles: Option<String>,
}

impl TreatyRow {
    pub(super) fn record(self) -> Result<TreatyRecord, StoreError> {
        let Self { slug, title, parties, sources, texts, clauses, articles_held, articles } = self;
        let treaty = Treaty { slug, title, parties: from_json(&parties)? };
        Ok(TreatyRecord { treaty, sources, texts, clauses, articles_held, articles })
    }
}

/// A claim in a current clause.
#[derive(sqlx::FromRow)]
pub(super) struct ClaimRow {
    #[sqlx(try_from = "String")]
    treaty: Slug,
    property: String,
    actor: Option<String>,
    actor_name: Option<String>,
    value: String,
    value_label: String,
    asserted_by: Option<String>,
    asserted_on: Option<String>,
    evidence: String,
    clause: i64,
    text: String,
    #[sqlx(try_from = "String")]
    source: Slug,
    source_title: String,
    r#type: String,
    #[sqlx(try_from = "String")]
    locator: Locator,
    issued: String,
}

impl ClaimRow {
    pub(super) fn record(self) -> Result<ClaimRecord, StoreError> {
        Ok(ClaimRecord {
            treaty: self.treaty,
            claim: Claim {
                property: named(&self.property)?,
                actor: self.actor,
                actor_name: self.actor_name,
                value: self.value,
                value_label: self.value_label,
                asserted_by: self.asserted_by,
                asserted_on: self.asserted_on.as_deref().map(named).transpose()?,
                evidence: from_json(&self.evidence)?,
            },
            clause: clause_id(self.clause),
            text: self.text,
            source: self.source,
            source_title: self.source_title,
            r#type: named(&self.r#type)?,
            locator: self.locator,
            issued: self.issued,
        })
    }
}

/// A term, with the placement that carries it where one was asked about.
#[derive(sqlx::FromRow)]
pub(super) struct TermRow {
    pub(super) placement: i64,
    #[sqlx(try_from = "i64")]
    id: u64,
    facet: i64,
    #[sqlx(try_from = "String")]
    slug: Slug,
    label: String,
    #[sqlx(try_from = "i64")]
    clauses: u64,
}

impl TermRow {
    pub(super) fn term(self) -> Result<Term, StoreError> {
        let Self { id, slug, label, clauses, .. } = self;
        let facet = Facet::ALL
            .into_iter()
            .find(|facet| facet_number(*facet) == self.facet)
            .ok_or_else(|| during("reading a term")("a vocabulary that is not known"))?;
        Ok(Term { id, facet, slug, label, clauses })
    }
}
