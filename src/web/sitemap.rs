//! The sitemap: an index of files, each of at most as many addresses as the protocol allows.
//!
//! Files are cut by key (a source's slug and a number of addresses in it), so that each is made from
//! the sources' counts and one stretch of clause ids, however many clauses are held.

use std::{collections::HashMap, fmt::Write};

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{AppState, error::WebError, extract::Params, links};
use crate::{model::Slug, store::SourceRecord};

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
    let mut sources = state.store().sources().await?;
    sources.sort_by(|a, b| a.source.slug.cmp(&b.source.slug));
    let body = match part.as_deref() {
        None => index(base, &sources, MOST),
        Some(FIRST) => pages(&state, base, &sources).await?,
        Some(part) => {
            let key = part.rsplit_once('.').and_then(|(s, n)| s.parse().ok().zip(n.parse().ok()));
            let Some((slug, skipped)) = key else {
                return Err(WebError::bad_request(
                    "part",
                    "It is not the name of a file of the sitemap.".to_owned(),
                ));
            };
            clauses(&state, base, &sources, &slug, skipped).await?
        }
    };
    Ok(([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], body).into_response())
}

/// Where files begin: the source, how many of its addresses stand in the files before, and the day
/// when the newest source in it was added.
fn cuts(sources: &[SourceRecord], most: u64) -> Vec<(&Slug, u64, &str)> {
    let mut cuts: Vec<(&Slug, u64, &str)> = Vec::new();
    let mut room = 0;
    for source in sources {
        let (slug, day) = (&source.source.slug, day(source));
        // The source's own page comes before its clauses.
        let mut left = source.clauses + 1;
        while left > 0 {
            if room == 0 {
                cuts.push((slug, source.clauses + 1 - left, day));
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

/// The day when the newest version was added.
fn day(source: &SourceRecord) -> &str {
    source.added.get(..10).unwrap_or_default()
}

fn index(base: &str, sources: &[SourceRecord], most: u64) -> String {
    let mut xml = head("sitemapindex");
    let newest = sources.iter().map(day).max().unwrap_or_default();
    let mut file = |part: &str, day: &str| {
        entry(&mut xml, "sitemap", &format!("{base}/sitemap.xml?part={part}"), day);
    };
    file(FIRST, newest);
    for (slug, skipped, day) in cuts(sources, most) {
        file(&format!("{slug}.{skipped}"), day);
    }
    xml + "</sitemapindex>\n"
}

async fn pages(state: &AppState, base: &str, sources: &[SourceRecord]) -> Result<String, WebError> {
    let mut newest: HashMap<&Slug, &str> = HashMap::new();
    for source in sources {
        let known = newest.entry(&source.source.treaty).or_default();
        *known = day(source).max(known);
    }
    let mut xml = head("urlset");
    for page in PAGES {
        entry(&mut xml, "url", &format!("{base}{page}"), "");
    }
    for treaty in state.store().treaties().await? {
        let slug = &treaty.treaty.slug;
        let day = newest.get(slug).copied().unwrap_or_default();
        entry(&mut xml, "url", &format!("{base}{}", links::treaty(slug)), day);
    }
    Ok(xml + "</urlset>\n")
}

/// Sources from one on, each with its clauses, without the first `skipped` addresses.
async fn clauses(
    state: &AppState,
    base: &str,
    sources: &[SourceRecord],
    from: &Slug,
    mut skipped: u32,
) -> Result<String, WebError> {
    let mut xml = head("urlset");
    let mut room = u32::try_from(MOST).unwrap_or(u32::MAX);
    for source in sources.iter().filter(|s| s.source.slug >= *from) {
        let (slug, day) = (&source.source.slug, day(source));
        if slug != from {
            skipped = 0;
        }
        if skipped == 0 && room > 0 {
            entry(&mut xml, "url", &format!("{base}{}", links::source(slug)), day);
            room -= 1;
        }
        let ids = state.store().current_ids(slug, skipped.saturating_sub(1), room).await?;
        room = room.saturating_sub(u32::try_from(ids.len()).unwrap_or(room));
        for id in ids {
            entry(&mut xml, "url", &format!("{base}{}", links::clause(id)), day);
        }
        if room == 0 {
            break;
        }
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
    use crate::model::{RevisionHash, Source, SourceType};

    fn source(slug: &str, clauses: u64, added: &str) -> SourceRecord {
        let slug: Slug = slug.parse().unwrap();
        let source = Source {
            slug: slug.clone(),
            id_slug: slug.clone(),
            treaty: slug,
            r#type: SourceType::Report,
            title: String::new(),
            publisher: None,
            author: None,
            published: None,
            language: "en".to_owned(),
            url: None,
            archived_url: None,
            licence: None,
            licence_url: None,
            retrieved: None,
            series: None,
        };
        let revision = RevisionHash::new(blake3::hash(b""));
        SourceRecord { source, revision, version: 1, added: added.to_owned(), clauses, articles: 0 }
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
