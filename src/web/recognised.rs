//! What people paste or type into the search box although it is an address: an id, a link, a place
//! in a treaty, a quotation. It is told above the results, and nobody is sent away.

use schemars::JsonSchema;
use serde::Serialize;

use super::{AppState, error::WebError, links, place};
use crate::{
    cite::quotation::{self, Outcome, Quotation},
    model::{ClauseId, ClauseRecord, Locator, Slug, SourceType},
    search::words,
    store::{SourceList, TreatyRecord},
};

/// Fewer words are no quotation, but a search.
const QUOTATION: usize = 8;
/// A longer query names no place.
const LONGEST: usize = 16;
/// Places of several treaties that are told.
const MOST: usize = 3;
/// Treaties that a name may mean and that are asked for the place.
const TREATIES: usize = 50;
/// Sources of a treaty that are asked for it: those that know it best.
const SOURCES: u32 = 20;
/// The longest name of a country, in words, that is looked up.
const COUNTRY: usize = 5;
/// Words that tell no treaty from another.
const COMMON: [&str; 14] = [
    "the",
    "of",
    "and",
    "between",
    "on",
    "in",
    "treaty",
    "agreement",
    "convention",
    "accord",
    "pact",
    "text",
    "with",
    "to",
];

/// What a query was recognised as, and where that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Recognised {
    /// What it is, for readers.
    pub(super) label: String,
    /// Where that is.
    pub(super) href: String,
}

/// What a query may be beside a search.
pub(super) async fn recognise(state: &AppState, q: &str) -> Result<Vec<Recognised>, WebError> {
    if let Some(known) = link(state, q).await? {
        return Ok(vec![known]);
    }
    let places = places(state, q).await?;
    if !places.is_empty() {
        return Ok(places);
    }
    Ok(quotation(state, q).await?.into_iter().collect())
}

/// An id, a permanent link or an address, pasted as it is.
async fn link(state: &AppState, q: &str) -> Result<Option<Recognised>, WebError> {
    let path =
        q.split(['?', '#']).next().unwrap_or_default().trim_end_matches(['.', '/', ')', ',']);
    let path = path.strip_suffix(".json").unwrap_or(path);
    if let Some((slug, typed)) = path.rsplit_once("/sources/").and_then(|(_, p)| p.split_once('/'))
    {
        let Ok(slug) = slug.parse::<Slug>() else { return Ok(None) };
        return at(state, &slug, typed).await;
    }
    let written = path.rsplit_once("/c/").map_or(path, |(_, id)| id);
    let Ok(id) = written.parse::<ClauseId>() else { return Ok(None) };
    let Some(clause) = state.store().clause(id).await? else { return Ok(None) };
    Ok(Some(of(state, &clause, &clause.locator).await?))
}

/// A place with the name of a treaty or a source before or behind it: `art 3 iran russia`.
async fn places(state: &AppState, q: &str) -> Result<Vec<Recognised>, WebError> {
    let typed: Vec<&str> = q.split_whitespace().collect();
    if typed.len() > LONGEST {
        return Ok(Vec::new());
    }
    // The longest place first: of "article 3 of annex 1 iran russia" it is not "article 3" alone.
    for cut in 1..typed.len() {
        let (name, place) = typed.split_at(cut);
        let (first, behind) = typed.split_at(typed.len() - cut);
        for (place, name) in [(place.join(" "), name), (first.join(" "), behind)] {
            let place = place.trim_matches([',', ';']);
            if Locator::is_explicit(place) {
                let found = named(state, &name.join(" "), place).await?;
                if !found.is_empty() {
                    return Ok(found);
                }
            }
        }
    }
    Ok(Vec::new())
}

/// A place in the sources that a name may mean.
async fn named(state: &AppState, name: &str, place: &str) -> Result<Vec<Recognised>, WebError> {
    if let Ok(slug) = name.to_lowercase().parse::<Slug>()
        && let Some(found) = at(state, &slug, place).await?
    {
        return Ok(vec![found]);
    }
    let asked = words::folded(name);
    let mut found = Vec::new();
    if asked.iter().all(|word| COMMON.contains(&word.as_str())) {
        return Ok(found);
    }
    let treaties = state.store().treaties().await?;
    let meant = treaties.iter().filter(|t| is_called(state, t, &asked)).take(TREATIES);
    for treaty in meant {
        let sources = SourceList { treaty: Some(treaty.treaty.slug.clone()), r#type: None };
        let sources = state.store().sources_listed(&sources, None, SOURCES).await?;
        for source in sources.into_iter().flatten() {
            if let Some(here) = at(state, &source.source.slug, place).await? {
                found.push(here);
                break;
            }
        }
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}

/// Whether a treaty's title, slug and parties have all these words.
fn is_called(state: &AppState, treaty: &TreatyRecord, asked: &[String]) -> bool {
    let mut known = words::folded(&treaty.treaty.title);
    known.extend(words::folded(&treaty.treaty.slug.as_str().replace('-', " ")));
    let party = |name: &[String]| {
        let country = state.codebook().country(&name.join(" "));
        country.is_some_and(|country| treaty.treaty.parties.contains(&country.code))
    };
    let mut rest = asked;
    while let Some(word) = rest.first() {
        let longest = rest.len().min(COUNTRY);
        let taken = match (1..=longest).rev().find(|n| party(&rest[..*n])) {
            Some(words) => words,
            None if known.contains(word) || COMMON.contains(&word.as_str()) => 1,
            None => return false,
        };
        rest = &rest[taken..];
    }
    true
}

/// What stands at a place of a source, where both are held.
async fn at(state: &AppState, source: &Slug, typed: &str) -> Result<Option<Recognised>, WebError> {
    let Some((locator, id)) = place::find(state, source, typed).await? else { return Ok(None) };
    let Some(clause) = state.store().clause(id).await? else { return Ok(None) };
    Ok(Some(of(state, &clause, &locator).await?))
}

async fn of(
    state: &AppState,
    clause: &ClauseRecord,
    locator: &Locator,
) -> Result<Recognised, WebError> {
    // A text's own first line may be shouted, or a part of its title only.
    let title = match clause.r#type {
        SourceType::Text => state.store().treaty(&clause.treaty).await?.map(|t| t.treaty.title),
        _ => state.store().source(&clause.source).await?.map(|s| s.source.title),
    };
    let title = title.as_deref().unwrap_or(clause.source.as_str());
    Ok(Recognised { label: label(title, clause, locator), href: links::clause(clause.id) })
}

/// "Article 3 of Treaty on Lakes", "paragraph 3, sentence 2 of A report (report)".
fn label(title: &str, clause: &ClauseRecord, locator: &Locator) -> String {
    let note = if clause.r#type == SourceType::Report { " (a report)" } else { "" };
    format!("{} of {title}{note}", locator.words())
}

/// Words that stand in a source exactly.
async fn quotation(state: &AppState, q: &str) -> Result<Option<Recognised>, WebError> {
    if q.split_whitespace().count() < QUOTATION {
        return Ok(None);
    }
    let Ok(quotation) = Quotation::parse(q) else { return Ok(None) };
    let site = state.clone();
    let verified = state.look_up(async move {
        let (store, index) = (site.store(), &site.0.index);
        quotation::verify_current(store, index, &quotation, site.base_url()).await
    });
    let told = verified.await??;
    let Some(found) = told.matches.first() else { return Ok(None) };
    let Some(clause) = found.clauses.first() else { return Ok(None) };
    if told.result == Outcome::Exact {
        let label = format!("These words are in {} of {}", clause.place, found.source_title);
        return Ok(Some(Recognised { label, href: links::quoted(clause.id, clause.around().1) }));
    }
    let label = "Check this as a quotation".to_owned();
    Ok(Some(Recognised { label, href: links::verify(q) }))
}
