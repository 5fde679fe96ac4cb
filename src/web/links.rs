//! Addresses within the site. Templates and handlers ask here; nobody else builds a path.

use axum::{
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::twin::Twin;
use crate::{
    annotate::Country,
    model::{ClauseId, Locator, Slug},
    search::Sort,
    store::{Facet, Term},
};

pub(super) fn clause(id: ClauseId) -> String {
    format!("/c/{id}")
}

pub(super) fn source(slug: &Slug) -> String {
    format!("/sources/{slug}")
}

/// A clause's place in the reading view of its source.
pub(super) fn in_source(slug: &Slug, order: u32, locator: &Locator) -> String {
    format!("{}#{locator}", reading(slug, order))
}

/// The address of a place in a source.
pub(super) fn place(slug: &Slug, locator: &Locator) -> String {
    format!("{}/{locator}", source(slug))
}

/// The page of the reading view on which the passage of this order stands.
pub(super) fn reading(slug: &Slug, order: u32) -> String {
    match order {
        0 => source(slug),
        from => format!("{}?from={from}", source(slug)),
    }
}

pub(super) fn treaty(slug: &Slug) -> String {
    format!("/treaties/{slug}")
}

/// The name of a party in addresses.
pub(super) fn party(country: &Country) -> Option<Slug> {
    Slug::from_text(&country.name).ok()
}

/// The treaties of a party.
pub(super) fn treaties_of(party: &Slug) -> String {
    format!("/treaties?party={party}")
}

/// A treaty's brief, on one subject or on all.
pub(super) fn brief(treaty: &Slug, domain: Option<&Slug>) -> String {
    let path = format!("/treaties/{treaty}/brief");
    domain.map_or_else(|| path.clone(), |domain| format!("{path}?domain={domain}"))
}

/// The page of a vocabulary's value, or the search for it where it has no page of its own.
pub(super) fn term(term: &Term) -> String {
    match term.facet {
        Facet::Domain => format!("/domains/{}", term.slug),
        Facet::Party => format!("/parties/{}", term.slug),
        Facet::Institution => format!("/institutions/{}", term.slug),
        Facet::Treaty => treaty(&term.slug),
        Facet::Source => source(&term.slug),
        _ => search(&format!("{}:{}", term.facet.as_str(), term.slug), Sort::Relevance, None),
    }
}

/// A search; the parts that are as by default are left out.
pub(super) fn search(q: &str, sort: Sort, after: Option<&str>) -> String {
    format!("/search?{}", asked("q", q, sort, after))
}

/// A clause's page as a result of a search, with the ways to the results beside it. It is the same page
/// as the permanent link's, which stays its canonical address.
pub(super) fn result(id: ClauseId, q: &str, sort: Sort) -> String {
    format!("{}?{}", clause(id), asked("in", q, sort, None))
}

fn asked(name: &str, q: &str, sort: Sort, after: Option<&str>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair(name, q);
    if let Some(sort) = sort.as_str() {
        query.append_pair("sort", sort);
    }
    if let Some(after) = after {
        query.append_pair("after", after);
    }
    query.finish()
}

/// The first page of the list that the page at `path` belongs to.
pub(super) fn first_page(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.starts_with("after=") && !pair.starts_with("from="))
        .collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// The page of the list at `first` that begins behind the item with this key; the first where there is
/// none. Keys are safe in addresses.
pub(super) fn after(first: &str, key: Option<&str>) -> String {
    let joint = if first.contains('?') { '&' } else { '?' };
    key.map_or_else(|| first.to_owned(), |key| format!("{first}{joint}after={key}"))
}

/// Passages beside each other.
pub(super) fn compare(ids: &[ClauseId]) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    match ids.join(",").as_str() {
        "" => "/compare".to_owned(),
        ids => format!("/compare?c={ids}"),
    }
}

/// The check of a quotation.
pub(super) fn verify(quote: &str) -> String {
    with_words("/verify", "quote", quote)
}

/// The words of a clause that its page marks; of more, the first so many bytes.
const MARKED: usize = 1500;

/// A clause's page with these words of it marked.
pub(super) fn quoted(id: ClauseId, words: &str) -> String {
    let end = words.floor_char_boundary(MARKED);
    with_words(&clause(id), "q", &words[..end])
}

fn with_words(path: &str, name: &str, words: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair(name, words).finish();
    format!("{path}?{query}")
}

/// The address of the same page under another name: the second part of its path.
pub(super) fn named_otherwise(twin: Twin, uri: &Uri, name: &Slug) -> String {
    let mut parts: Vec<&str> = uri.path().split('/').collect();
    if let Some(part) = parts.get_mut(2) {
        *part = name.as_str();
    }
    let path = twin.address(&parts.join("/"));
    uri.query().map_or_else(|| path.clone(), |query| format!("{path}?{query}"))
}

/// A redirect for ever to another address of this site.
pub(super) fn redirect(to: &str) -> Response {
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, to)]).into_response()
}
