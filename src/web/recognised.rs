//! What people paste or type into the search box although it is an address: an id, a link, a place
//! in a treaty, the name of a treaty or a party, a quotation. It is told above the results, and nobody
//! is sent away.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    AppState,
    error::WebError,
    links,
    named::{self, Names},
    place, search,
    view::counted,
};
use crate::{
    cite::quotation::{self, Outcome, Quotation},
    model::{ClauseId, ClauseRecord, Locator, Slug, SourceType},
    search::{Field, Query, SearchRequest, Sort, query::Node, words},
    store::{Facet, SourceList},
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

/// What a query was recognised as, and where that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Recognised {
    /// What it is, for readers.
    pub(super) label: String,
    /// Where that is.
    pub(super) href: String,
}

/// What a query may be beside a search that finds `total` passages.
pub(super) async fn recognise(
    state: &AppState,
    q: &str,
    query: &Query,
    total: u64,
) -> Result<Vec<Recognised>, WebError> {
    if let Some(known) = link(state, q).await? {
        return Ok(vec![known]);
    }
    let places = places(state, q).await?;
    if !places.is_empty() {
        return Ok(places);
    }
    let names = names(state, query, total).await?;
    if !names.is_empty() {
        return Ok(names);
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
    let mut found = Vec::new();
    let names = named::names(state).await?;
    let meant = names.having(state.codebook(), &words::folded(name));
    for treaty in meant.into_iter().take(TREATIES) {
        let sources = SourceList { treaty: Some(treaty.clone()), r#type: None };
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

/// A query that is the name of a treaty or a party, or has such a name in it.
async fn names(state: &AppState, query: &Query, total: u64) -> Result<Vec<Recognised>, WebError> {
    let typed: Vec<Option<&str>> = query.parts().iter().map(Node::text).collect();
    if typed.len() > LONGEST {
        return Ok(Vec::new());
    }
    let names = named::names(state).await?;
    let whole: Option<Vec<&str>> = typed.iter().copied().collect();
    if let Some(name) = whole {
        let found = called(state, &names, &words::folded(&name.join(" "))).await?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    within(state, &names, query, total).await
}

/// The treaties or the party that this is the name of.
async fn called(
    state: &AppState,
    names: &Names,
    name: &[String],
) -> Result<Vec<Recognised>, WebError> {
    let meant = names.meant(state.codebook(), name).into_iter();
    let mut found: Vec<Recognised> = meant
        .map(|(slug, title)| Recognised {
            label: format!("Treaty: {title}"),
            href: links::treaty(slug),
        })
        .collect();
    if let Some(party) = named::country(state.codebook(), name)
        && let Some(slug) = links::party(party)
        && let [term] = &state.store().terms_named(Facet::Party, &[slug]).await?[..]
    {
        found.push(Recognised { label: format!("Party: {}", party.name), href: links::term(term) });
    }
    Ok(found)
}

/// The other words within the treaty, or within what concerns the party, whose name the longest run of
/// words is. A treaty hardly ever names itself: "entry into force of Rome Statute" is meant so.
async fn within(
    state: &AppState,
    names: &Names,
    query: &Query,
    total: u64,
) -> Result<Vec<Recognised>, WebError> {
    let parts = query.parts();
    for length in (1..parts.len()).rev() {
        for start in 0..=parts.len() - length {
            let (before, from) = parts.split_at(start);
            let (run, behind) = from.split_at(length);
            let Some(run) = run.iter().map(Node::text).collect::<Option<Vec<_>>>() else {
                continue;
            };
            let name = words::folded(&run.join(" "));
            let treaties = names.meant(state.codebook(), &name).into_iter();
            let mut meant: Vec<(&str, Node)> = treaties
                .map(|(slug, title)| (title.as_str(), Node::Field(Field::Treaty, slug.to_string())))
                .collect();
            // Passages that name a country are found as they are; where none is, what concerns it may be.
            if total == 0
                && let Some(country) = named::country(state.codebook(), &name)
                && let Some(slug) = links::party(country)
            {
                meant.push((country.name.as_str(), Node::Field(Field::Party, slug.to_string())));
            }
            let mut found = Vec::new();
            let rest = Query::all_of(before.iter().chain(behind));
            if !rest.ranks() {
                continue;
            }
            for (title, filter) in meant {
                let query = Query::all_of(before.iter().chain(behind).chain([&filter]));
                let request = SearchRequest { query, sort: Sort::Relevance, after: None, limit: 0 };
                let q = request.query.to_string();
                let passages = search::run(state, request).await?.total;
                if passages > 0 {
                    let passages = counted(passages, "passage", "passages");
                    found.push(Recognised {
                        label: format!("“{rest}” within {title}: {passages}"),
                        href: links::search(&q, Sort::Relevance, None),
                    });
                }
            }
            if !found.is_empty() {
                return Ok(found);
            }
        }
    }
    Ok(Vec::new())
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
