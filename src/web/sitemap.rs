//! The sitemap: an index of files, each of at most as many addresses as the protocol allows.
//!
//! Files are cut by key (a source's slug and a number of addresses in it), so that each is made from
//! the sources' counts or one stretch of clause ids, however many clauses are held.

use std::fmt::Write;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{AppState, error::WebError, extract::Params, links};
use crate::{
    model::Slug,
    store::{Address, AddressCount},
};

/// The most addresses that a file may have, by the protocol (sitemaps.org).
const MOST: u64 = 50_000;

/// Pages that are there whatever is held.
const PAGES: &[&str] = &[
    "/",
    "/treaties",
    "/sources",
    "/domains",
    "/parties",
    "/institutions",
    "/years",
    "/differences",
    "/verify",
    "/help",
    "/about",
    "/accessibility",
    "/api",
];

/// The file with pages and treaties.
const FIRST: &str = "pages";

/// Which file of the sitemap is asked for.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct SitemapParams {
    /// A part of it, from its index.
    part: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    Params(SitemapParams { part }): Params<SitemapParams>,
) -> Result<Response, WebError> {
    let Some(base) = state.base_url() else {
        return Err(WebError::not_found(
            "A sitemap has whole addresses: there is one once the site is started with --base-url.",
        ));
    };
    let body = match part.as_deref() {
        None => index(base, &state.store().addresses_counted().await?, MOST),
        Some(FIRST) => pages(&state, base).await?,
        Some(part) => {
            let key = part.rsplit_once('.').and_then(|(s, n)| s.parse().ok().zip(n.parse().ok()));
            let Some((slug, skipped)) = key else {
                return Err(WebError::bad_request(
                    "part",
                    "It is not the name of a file of the sitemap.".to_owned(),
                ));
            };
            addresses(&state, base, &slug, skipped).await?
        }
    };
    Ok(([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], body).into_response())
}

/// Where files begin: the source, how many of its addresses stand in the files before, and the day
/// when the newest source in it was added.
fn cuts(sources: &[AddressCount], most: u64) -> Vec<(&Slug, u64, &str)> {
    let mut cuts: Vec<(&Slug, u64, &str)> = Vec::new();
    let mut room = 0;
    for source in sources {
        let day = day(&source.added);
        // The source's own page comes before its clauses.
        let mut left = source.clauses + 1;
        while left > 0 {
            if room == 0 {
                cuts.push((&source.source, source.clauses + 1 - left, day));
                room = most;
            }
            if let Some((.., newest)) = cuts.last_mut() {
                *newest = day.max(newest);
            }
            let taken = left.min(room);
            (left, room) = (left - taken, room - taken);
        }
    }
    cuts
}

/// The day of a time.
fn day(at: &str) -> &str {
    at.get(..10).unwrap_or_default()
}

fn index(base: &str, sources: &[AddressCount], most: u64) -> String {
    let mut xml = head("sitemapindex");
    let newest = sources.iter().map(|source| day(&source.added)).max().unwrap_or_default();
    let mut file = |part: &str, day: &str| {
        entry(&mut xml, "sitemap", &format!("{base}/sitemap.xml?part={part}"), day);
    };
    file(FIRST, newest);
    for (slug, skipped, day) in cuts(sources, most) {
        file(&format!("{slug}.{skipped}"), day);
    }
    xml + "</sitemapindex>\n"
}

async fn pages(state: &AppState, base: &str) -> Result<String, WebError> {
    let mut xml = head("urlset");
    for page in PAGES {
        entry(&mut xml, "url", &format!("{base}{page}"), "");
    }
    for (slug, added) in state.store().treaties_added().await? {
        let day = added.as_deref().map(day).unwrap_or_default();
        entry(&mut xml, "url", &format!("{base}{}", links::treaty(&slug)), day);
    }
    Ok(xml + "</urlset>\n")
}

/// Sources from one on, each with its clauses, without the first `skipped` addresses.
async fn addresses(
    state: &AppState,
    base: &str,
    from: &Slug,
    skipped: u32,
) -> Result<String, WebError> {
    let most = u32::try_from(MOST).unwrap_or(u32::MAX);
    let mut urls: Vec<(String, String)> = Vec::new();
    let mut last: Option<Slug> = None;
    for address in state.store().addresses(from, skipped.saturating_sub(1), most).await? {
        let Address { source, added, clause } = address;
        if last.as_ref() != Some(&source) {
            if source != *from || skipped == 0 {
                urls.push((links::source(&source), added.clone()));
            }
            last = Some(source);
        }
        urls.extend(clause.map(|id| (links::clause(id), added)));
    }
    urls.truncate(most as usize);
    let mut xml = head("urlset");
    for (path, added) in urls {
        entry(&mut xml, "url", &format!("{base}{path}"), day(&added));
    }
    Ok(xml + "</urlset>\n")
}

fn head(root: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    )
}

/// An address with the day of its last change, where known. Addresses of this site have no character
/// that XML reserves.
fn entry(xml: &mut String, name: &str, address: &str, day: &str) {
    // Writing to a String can't fail.
    let _ = match day {
        "" => writeln!(xml, "<{name}><loc>{address}</loc></{name}>"),
        _ => writeln!(xml, "<{name}><loc>{address}</loc><lastmod>{day}</lastmod></{name}>"),
    };
}

/// What crawlers may visit: pages, but no combinations of filters, which are endless. Names the
/// sitemap where there is one.
pub(super) async fn robots(State(state): State<AppState>) -> String {
    let rules = "User-agent: *\nDisallow: /search\n";
    state
        .base_url()
        .map_or_else(|| rules.to_owned(), |base| format!("{rules}Sitemap: {base}/sitemap.xml\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(slug: &str, clauses: u64, added: &str) -> AddressCount {
        AddressCount { source: slug.parse().unwrap(), added: added.to_owned(), clauses }
    }

    #[test]
    fn files_are_cut_where_they_are_full() {
        let sources = [
            source("a", 3, "2026-01-01T00:00:00Z"),
            source("b", 12, "2026-03-01T00:00:00Z"),
            source("c", 0, "2026-02-01T00:00:00Z"),
        ];
        let cuts: Vec<_> =
            cuts(&sources, 6).into_iter().map(|(s, n, d)| (s.as_str(), n, d)).collect();
        assert_eq!(cuts, [("a", 0, "2026-03-01"), ("b", 2, "2026-03-01"), ("b", 8, "2026-03-01")]);
        assert!(super::cuts(&[], 6).is_empty());
    }
}
