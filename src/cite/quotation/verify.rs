//! Looking a quotation up in everything that is held.

use std::{ops::Range, sync::Arc};

use tokio::task::{JoinError, spawn_blocking};

use super::{
    Quotation,
    align::{Change, fit},
    outcome::{Found, FoundClause, Outcome, Verification},
    passage::Passage,
};
use crate::{
    model::{ClauseRecord, Slug, SourceType, Status},
    search::{Hit, SearchError, SearchIndex},
    store::{Store, StoreError},
};

/// Clauses that the index names as alike.
const HITS: usize = 24;
/// Passages that are compared.
const PASSAGES: usize = 12;
/// Superseded wordings that are compared.
const SUPERSEDED: u32 = 50;
/// Places that are told.
const PLACES: usize = 10;
/// Places that are told where none has the words exactly.
const NEAR_PLACES: usize = 3;
/// What may differ, in thousandths of the quotation's weight, for a text to be near it.
const NEAR: u32 = 400;
/// By how much a text may be farther than the nearest and still be told.
const AS_NEAR: u32 = 150;

/// Why a quotation could not be looked up.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// There is no index yet, or it failed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The comparison failed.
    #[error("comparing a quotation: {0}")]
    Compare(#[from] JoinError),
}

/// Looks a quotation up among current wordings and, where none has it exactly, among superseded ones.
/// `base_url` is the site's public address.
///
/// # Errors
/// When there is no index yet, or the store or the index fail.
pub async fn verify(
    store: &dyn Store,
    index: &Arc<dyn SearchIndex>,
    quotation: &Quotation,
    base_url: Option<&str>,
) -> Result<Verification, VerifyError> {
    let quotation = Arc::new(quotation.clone());
    let mut places = current(store, index, &quotation).await?;
    if !places.iter().any(|place| place.differences.is_none()) {
        let words = quotation.telling_words();
        let superseded = store.superseded_with(&words, SUPERSEDED).await?;
        let groups = superseded.into_iter().map(|clause| vec![clause]).collect();
        places.extend(compare(&quotation, groups, false).await?);
    }
    tell(store, places, base_url).await
}

/// [`verify`] among current wordings alone: the index names them, and no history is read.
///
/// # Errors
/// The same.
pub async fn verify_current(
    store: &dyn Store,
    index: &Arc<dyn SearchIndex>,
    quotation: &Quotation,
    base_url: Option<&str>,
) -> Result<Verification, VerifyError> {
    let places = current(store, index, &Arc::new(quotation.clone())).await?;
    tell(store, places, base_url).await
}

async fn current(
    store: &dyn Store,
    index: &Arc<dyn SearchIndex>,
    quotation: &Arc<Quotation>,
) -> Result<Vec<Place>, VerifyError> {
    let (asked, index) = (Arc::clone(quotation), Arc::clone(index));
    let hits = spawn_blocking(move || index.resembling(&asked.words, HITS)).await??;
    let mut groups = Vec::new();
    for (source, first, last) in windows(&hits, reach(quotation)) {
        groups.push(store.clauses_between(&source, first, last).await?);
    }
    Ok(compare(quotation, groups, true).await?)
}

async fn tell(
    store: &dyn Store,
    mut places: Vec<Place>,
    base_url: Option<&str>,
) -> Result<Verification, VerifyError> {
    places.sort_by_key(Place::rank);
    places.truncate(PLACES);
    let mut matches = Vec::with_capacity(places.len());
    for place in places {
        matches.extend(found(store, place, base_url).await?);
    }
    let result = matches.first().map_or(Outcome::NotFound, |found: &Found| found.result);
    Ok(Verification { result, matches })
}

/// How many clauses at either side of a hit the quotation may reach.
fn reach(quotation: &Quotation) -> u32 {
    let clauses = quotation.words.len() / 40 + if quotation.omits() { 12 } else { 2 };
    u32::try_from(clauses.min(60)).unwrap_or(60)
}

/// The stretches of sources around hits, from one order to another; those that touch are one.
fn windows(hits: &[Hit], reach: u32) -> Vec<(Slug, u32, u32)> {
    let mut windows: Vec<(Slug, u32, u32)> = Vec::new();
    for hit in hits {
        let (first, last) = (hit.order.saturating_sub(reach), hit.order.saturating_add(reach));
        let touches = |(source, from, to): &&mut (Slug, u32, u32)| {
            *source == hit.source
                && *from <= last.saturating_add(1)
                && first <= to.saturating_add(1)
        };
        if let Some((_, from, to)) = windows.iter_mut().find(touches) {
            (*from, *to) = (first.min(*from), last.max(*to));
        } else if windows.len() < PASSAGES {
            windows.push((hit.source.clone(), first, last));
        }
    }
    windows
}

/// Where the words stand, before it is told.
struct Place {
    clauses: Vec<(ClauseRecord, Range<usize>)>,
    /// How far it is from the quotation, and in what it differs; none where it is exact.
    differences: Option<(u32, Vec<Change>)>,
    /// Whether it begins or ends within a word.
    cut: bool,
}

impl Place {
    fn new(passage: &Passage, range: &Range<usize>) -> Self {
        let parts = passage.parts(range).into_iter();
        let clauses = parts.map(|part| (part.clause.clone(), part.range)).collect();
        Self { clauses, differences: None, cut: false }
    }

    /// Exact ones first, of these current ones; then treaty texts.
    fn rank(&self) -> (u32, bool, Option<SourceType>) {
        let distance = self.differences.as_ref().map_or(0, |(distance, _)| distance + 1);
        let first = self.clauses.first().map(|(clause, _)| clause);
        let superseded = first.is_some_and(|clause| clause.status != Status::Current);
        (distance, superseded, first.map(|clause| clause.r#type))
    }
}

/// Compares the quotation with groups of neighbouring clauses: all that have it exactly; where none
/// does and `near` ones count, the nearest.
async fn compare(
    quotation: &Arc<Quotation>,
    groups: Vec<Vec<ClauseRecord>>,
    near: bool,
) -> Result<Vec<Place>, JoinError> {
    let quotation = Arc::clone(quotation);
    let compared = spawn_blocking(move || {
        let passages: Vec<Passage> = groups.into_iter().map(Passage::of).collect();
        let exact: Vec<Place> = passages.iter().filter_map(|p| exactly(&quotation, p)).collect();
        if exact.is_empty() && near { nearest(&quotation, &passages) } else { exact }
    });
    compared.await
}

fn exactly(quotation: &Quotation, passage: &Passage) -> Option<Place> {
    let range = quotation.readings.iter().find_map(|reading| passage.find(reading))?;
    let mut place = Place::new(passage, &passage.folded.origin(&range));
    place.cut = !passage.folded.is_whole(&range);
    Some(place)
}

fn nearest(quotation: &Quotation, passages: &[Passage]) -> Vec<Place> {
    let mut places = Vec::new();
    for passage in passages {
        let fitted = fit(&quotation.words, &quotation.tokens, &passage.text);
        let Some(fitted) = fitted.filter(|fitted| fitted.distance <= NEAR) else { continue };
        let mut place = Place::new(passage, &fitted.range);
        place.differences = Some((fitted.distance, fitted.changes));
        places.push(place);
    }
    places.sort_by_key(Place::rank);
    let farthest = places.first().map_or(0, |first| first.rank().0 + AS_NEAR);
    places.retain(|place| place.rank().0 <= farthest);
    places.truncate(NEAR_PLACES);
    places
}

/// A place with the names of what it stands in.
async fn found(
    store: &dyn Store,
    place: Place,
    base_url: Option<&str>,
) -> Result<Option<Found>, StoreError> {
    let Some((first, _)) = place.clauses.first() else { return Ok(None) };
    let (source, treaty, r#type) = (first.source.clone(), first.treaty.clone(), first.r#type);
    let source_title = store.source(&source).await?.map(|s| s.source.title);
    let treaty_title = store.treaty(&treaty).await?.map(|t| t.treaty.title);
    let clauses = place.clauses.into_iter();
    let mut found = Found {
        result: if place.differences.is_some() { Outcome::Near } else { Outcome::Exact },
        source_title: source_title.unwrap_or_else(|| source.to_string()),
        treaty_title: treaty_title.unwrap_or_else(|| treaty.to_string()),
        r#type,
        source,
        treaty,
        differences: place.differences.map(|(_, changes)| changes).unwrap_or_default(),
        clauses: clauses.map(|(c, quoted)| FoundClause::new(c, &quoted, base_url)).collect(),
        notices: Vec::new(),
    };
    let known = [
        (
            found.is_superseded(),
            "The source has changed: its newest version no longer has these words.",
        ),
        (
            found.only_omits(),
            "The words are held as quoted. What the quotation leaves out is shown.",
        ),
        (
            place.cut,
            "The quotation begins or ends within a word. See the whole word before relying on it.",
        ),
        (found.r#type == SourceType::Report, "These words are a report’s, not the treaty’s text."),
    ];
    found.notices.extend(known.into_iter().filter(|(applies, _)| *applies).map(|(_, said)| said));
    Ok(Some(found))
}
