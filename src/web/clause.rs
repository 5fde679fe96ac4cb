//! The page of one clause: the permanent link.

use std::ops::Range;

use askama::Template;
use axum::extract::State;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::{
    AppState, absent,
    chrome::Chrome,
    cite::{CiteSection, Subject},
    error::WebError,
    extract::{ClausePath, Params},
    facts::{FactItem, SHOWN},
    links,
    page::{Answer, answer},
    references::{self, Piece, Place},
    results,
    sources::origin,
    succession::{self, Wordings},
    twin::Twin,
    view::Link,
};
use crate::{
    annotate::{Explanation, explain},
    cite::{TreatyFacts, quotation},
    model::{ClaimRecord, ClauseRecord, Edit, Locator, Property, Slug, SourceType, Status},
    search::Sort,
    store::FactKey,
};

/// A neighbouring passage.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Neighbour {
    /// Its permanent link.
    pub(super) href: String,
    /// Where it stands, in words.
    place: String,
    /// The words.
    pub(super) text: String,
}

impl Neighbour {
    fn of(clause: &ClauseRecord) -> Self {
        Self {
            href: links::clause(clause.id),
            place: clause.locator.words(),
            text: clause.text.clone(),
        }
    }
}

/// Words that a link asks to mark, and where they stand.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct Quoted {
    /// The words.
    words: String,
    /// Where they stand in the passage's text.
    places: Vec<Place>,
    /// Where the words are checked against everything held.
    verify: String,
}

impl Quoted {
    fn of(words: &str, clause: &ClauseRecord) -> Self {
        let words = &words[..words.floor_char_boundary(quotation::LONGEST)];
        let places = quotation::places(&clause.text, words).into_iter();
        let places = places.map(|Range { start, end }| Place { start, end }).collect();
        Self { words: words.to_owned(), places, verify: links::verify(words) }
    }
}

/// One passage: these exact words, for ever.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "clause.html")]
pub(super) struct ClausePage {
    #[serde(skip)]
    chrome: Chrome,
    /// The passage as it is held.
    clause: ClauseRecord,
    /// What it is, for readers.
    badge: &'static str,
    /// Where it stands, in words.
    place: String,
    /// The words, with links where they refer to something held.
    pieces: Vec<Piece>,
    /// The page's one address, whatever words it is asked to mark.
    #[serde(skip)]
    canonical: String,
    /// The words that the address asks to mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    quoted: Option<Quoted>,
    /// The search that led to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<results::Result>,
    /// The opening words that it hangs on, outermost first.
    lead_ins: Vec<Neighbour>,
    /// The treaty that it is about.
    treaty: Link,
    /// The source that it stands in.
    source: Link,
    /// Publisher and date of the source.
    origin: String,
    /// Where it is read in its source.
    in_source: String,
    /// The passage before it.
    previous: Option<Neighbour>,
    /// The passage after it.
    next: Option<Neighbour>,
    /// Its subjects.
    domains: Vec<Link>,
    /// Facts that this clause states and other sources contradict.
    differences: Vec<FactItem>,
    /// Facts that this clause states and nobody contradicts.
    facts: Vec<FactItem>,
    /// How it is cited.
    citation: CiteSection,
    /// How it was read: each annotation with its words and its rule.
    explanations: Vec<Explanation>,
    /// What became of these words, and what was there before.
    wordings: Wordings,
}

impl ClausePage {
    fn superseded(&self) -> bool {
        self.clause.status != Status::Current
    }

    /// The divisions around it, but for the one that it is.
    fn around(&self) -> &[String] {
        match self.clause.breadcrumb.split_last() {
            Some((last, around)) if *last == self.place => around,
            _ => &self.clause.breadcrumb,
        }
    }

    /// What to call a source that has its treaty's title.
    fn held(&self) -> &'static str {
        match self.clause.r#type {
            SourceType::Text => "Text held",
            other => other.label(),
        }
    }
}

/// What the page of a passage is asked to show.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct ClauseParams {
    /// Words of the passage to mark.
    #[schemars(example = &"treaty")]
    #[serde(deserialize_with = "known_or_default")]
    q: Option<String>,
    /// The search that led to it, for the results before and after it.
    #[schemars(example = &"energy")]
    #[serde(deserialize_with = "known_or_default")]
    pub(super) r#in: Option<String>,
    /// The order of that search.
    #[serde(deserialize_with = "known_or_default")]
    pub(super) sort: Sort,
}

/// A permanent link shows its passage, whatever is odd in what follows it.
#[expect(clippy::unnecessary_wraps, reason = "serde calls it by this signature")]
fn known_or_default<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(
    given: D,
) -> Result<T, D::Error> {
    Ok(T::deserialize(given).unwrap_or_default())
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    ClausePath { id, canonical }: ClausePath,
    Params(asked): Params<ClauseParams>,
) -> Result<Answer<ClausePage>, WebError> {
    if !canonical {
        return Ok(links::redirect(&twin.address(&links::clause(id))).into());
    }
    let store = state.store();
    let Some(clause) = store.clause(id).await? else { return absent::clause(&state, id).await };
    if clause.status == Status::Retracted {
        return absent::retracted(&state, &clause).await;
    }
    let Some(source) = store.source(&clause.source).await? else {
        return Err(WebError::not_found("The source of this passage is not held."));
    };
    let Some(treaty) = store.treaty(&clause.treaty).await? else {
        return Err(WebError::not_found("The treaty of this passage is not held."));
    };
    let facts = TreatyFacts::of(store, state.codebook(), &treaty.treaty).await?;
    let subject = Subject::clause(state.citing(&facts), &clause, &source.source);
    if let Some(file) = subject.file(twin) {
        return Ok(file.into());
    }
    let treaty_title = treaty.treaty.title;
    let own = match clause.status {
        Status::Current => store.claims_of_clause(id).await?,
        _ => Vec::new(),
    };
    let (differences, stated) = about(&state, &clause, &own, &treaty_title).await?;
    let (previous, next) = neighbours(&state, &clause).await?;
    let first: String = clause.text.chars().take(160).collect();
    let title = format!("{}, {}", source.source.title, clause.locator.words());
    let quoted = asked.q.as_deref().filter(|q| !q.trim().is_empty());
    let quoted = quoted.map(|q| Quoted::of(q, &clause));
    let mut pieces = references::pieces(&state, &clause).await?;
    let result = results::Result::of(&state, &asked, id).await;
    if let Some(quoted) = &quoted {
        references::mark(&mut pieces, &quoted.places);
    } else if let Some(result) = &result {
        references::mark(&mut pieces, &result.matched);
    }
    let page = ClausePage {
        chrome: subject.introduce(Chrome {
            description: first,
            noindex: result.is_some(),
            q: result.as_ref().map(|r| r.q.clone()).unwrap_or_default(),
            ..Chrome::of(title, &links::clause(id))
        }),
        badge: clause.kind.label(clause.r#type),
        place: clause.locator.words(),
        pieces,
        canonical: format!("{}{}", state.base_url().unwrap_or_default(), links::clause(id)),
        quoted,
        result,
        lead_ins: lead_ins(&state, &clause).await?,
        treaty: Link { label: treaty_title, href: links::treaty(&clause.treaty) },
        source: Link { label: source.source.title.clone(), href: links::source(&clause.source) },
        origin: origin(&source.source),
        in_source: links::in_source(&clause.source, clause.order, &clause.locator),
        previous,
        next,
        domains: super::view::domains(&state, clause.annotations.domains.iter().map(|d| &d.slug)),
        differences,
        facts: stated,
        citation: subject.section()?,
        wordings: succession::wordings(&state, &clause, source.version).await?,
        explanations: explain(
            &clause.annotations,
            own.iter().map(|record| &record.claim),
            clause.r#type,
            |slug| state.domain_label(slug),
        ),
        clause,
    };
    Ok(answer(twin, &page)?.map(|page| subject.told(page)))
}

/// The facts that the clause itself states, with everyone's word on them: contradicted ones and
/// others.
async fn about(
    state: &AppState,
    clause: &ClauseRecord,
    claims: &[ClaimRecord],
    treaty: &str,
) -> Result<(Vec<FactItem>, Vec<FactItem>), WebError> {
    let mut keys: Vec<FactKey> = Vec::new();
    for ClaimRecord { treaty, claim, .. } in claims {
        let (treaty, property) = (treaty.clone(), claim.property);
        let key = FactKey { treaty, property, actor: claim.actor.clone() };
        if property != Property::Party && !keys.contains(&key) {
            keys.push(key);
        }
    }
    let facts = state.store().facts_on(&keys, SHOWN).await?;
    let (differing, agreed): (Vec<_>, Vec<_>) =
        facts.iter().map(|f| FactItem::of(f, treaty)).partition(|f| f.differs);
    // What nobody else speaks of is in the clause's own words already.
    let shared =
        |f: &FactItem| f.values.iter().any(|v| v.claims.iter().any(|c| c.clause != clause.id));
    Ok((differing, agreed.into_iter().filter(shared).collect()))
}

/// The lead-ins of a passage, as the newest version has them: `The Parties shall:`.
async fn lead_ins(state: &AppState, clause: &ClauseRecord) -> Result<Vec<Neighbour>, WebError> {
    let mut lead_ins = Vec::new();
    if clause.status == Status::Current {
        for locator in clause.locator.lead_ins() {
            lead_ins.extend(at(state, &clause.source, &locator).await?);
        }
    }
    Ok(lead_ins)
}

/// What stands at a place now.
pub(super) async fn at(
    state: &AppState,
    source: &Slug,
    locator: &Locator,
) -> Result<Option<Neighbour>, WebError> {
    let store = state.store();
    let Some(id) = store.clause_at(source, locator).await? else { return Ok(None) };
    Ok(store.clause(id).await?.as_ref().map(Neighbour::of))
}

/// The passages before and after it in its source.
async fn neighbours(
    state: &AppState,
    clause: &ClauseRecord,
) -> Result<(Option<Neighbour>, Option<Neighbour>), WebError> {
    if clause.status != Status::Current {
        return Ok((None, None));
    }
    let first = clause.order.saturating_sub(1);
    let around = state.store().clauses_between(&clause.source, first, clause.order + 1).await?;
    let at = |order: u32| around.iter().find(|c| c.order == order).map(Neighbour::of);
    Ok((clause.order.checked_sub(1).and_then(at), at(clause.order + 1)))
}
