//! Lists as data: the rows of a list page as CSV, as Markdown and as an Atom feed.
//!
//! What comes in: a page value that says once, as [`List`], what its rows are. What goes out: an
//! answer in the form asked for, with the same filters and the same page of the list.

mod atom;
mod csv;
mod markdown;
mod rows;

use std::collections::HashMap;

use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::IntoResponse,
};
use serde::Serialize;

pub(super) use self::rows::{CLAIMS, CLAUSES, Row, SOURCES, TREATIES, Updated, grouped};
use super::{
    AppState,
    chrome::Chrome,
    error::WebError,
    links,
    page::{self, Answer},
    twin::Twin,
};
use crate::store::Facet;

/// What a list has beside its JSON.
pub(super) const FORMS: [Twin; 3] = [Twin::Csv, Twin::Markdown, Twin::Atom];

/// All twins of a list whose rows have no time, and which therefore is no feed.
pub(super) const TABLES: &[Twin] = &[Twin::Json, Twin::Csv, Twin::Markdown];

/// All twins of a list.
pub(super) const TWINS: &[Twin] = &[Twin::Json, Twin::Csv, Twin::Markdown, Twin::Atom];

/// Rows of a table; the rest is at its `next` link.
const TABLE: u32 = 1000;

/// A page whose main part is a list.
pub(super) trait List: Template + Serialize {
    /// Its rows, and what stands around them.
    fn listing(&self) -> Listing<'_>;
}

/// One page of a list.
pub(super) struct Listing<'a> {
    /// Title, description and address.
    pub(super) chrome: &'a Chrome,
    /// The names of [`Row::cells`].
    pub(super) columns: &'static [&'static str],
    /// The rows in order.
    pub(super) rows: Vec<Row>,
    /// Rows on all pages together.
    pub(super) total: u64,
    /// The address of the next page.
    pub(super) next: Option<&'a str>,
}

impl<'a> Listing<'a> {
    /// A list that stands on one page.
    pub(super) fn whole(
        chrome: &'a Chrome,
        columns: &'static [&'static str],
        rows: Vec<Row>,
    ) -> Self {
        let total = rows.len() as u64;
        Self { chrome, columns, rows, total, next: None }
    }
}

/// How many rows a page of a list has: a table that is opened in a spreadsheet has more of them.
pub(super) fn page_size(twin: Twin, page: u32) -> u32 {
    if twin == Twin::Csv { TABLE } else { page }
}

/// Renders a list as its reader asked for it.
pub(super) async fn answer<P: List + Sync>(
    state: &AppState,
    twin: Twin,
    page: &P,
) -> Result<Answer<P>, WebError> {
    if !FORMS.contains(&twin) {
        return page::answer(twin, page);
    }
    let listing = page.listing();
    let site = Site { base: state.base_url().unwrap_or_default() };
    let body = match twin {
        Twin::Csv => csv::write(site, &listing).map_err(WebError::internal)?,
        Twin::Markdown => markdown::write(site, &listing),
        _ => {
            let times = Times::of(state, &listing).await?;
            atom::write(site, &listing, &times).map_err(WebError::internal)?
        }
    };
    let mut response = ([(header::CONTENT_TYPE, twin.media_type())], body).into_response();
    let headers = response.headers_mut();
    if let Some(next) = listing.next {
        let link = format!("<{}>; rel=\"next\"", twin.address(next));
        headers.extend(HeaderValue::from_str(&link).map(|link| (header::LINK, link)));
    }
    if twin == Twin::Csv {
        let name = file_name(&listing.chrome.path);
        let told = format!("attachment; filename=\"{name}.csv\"");
        headers.extend(HeaderValue::from_str(&told).map(|t| (header::CONTENT_DISPOSITION, t)));
    }
    Ok(response.into())
}

/// `/domains/energy?after=x` as the name of a file: `pacta-domains-energy`.
fn file_name(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let shown = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("pacta{}", path.chars().map(shown).collect::<String>().trim_end_matches('-'))
}

/// Where the site stands.
#[derive(Debug, Clone, Copy)]
struct Site<'a> {
    /// Its public address, without a slash at the end; empty where none is set.
    base: &'a str,
}

impl Site<'_> {
    /// A whole address where the site has a public one, else one relative to it.
    fn address(self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

/// When what rows show was last added to.
struct Times {
    /// By a source's address: when its newest version was added.
    sources: HashMap<String, String>,
    /// By facet and value: when the newest version was added of the sources that carry it.
    terms: HashMap<(Facet, String), String>,
    /// The newest of all.
    newest: Option<String>,
}

impl Times {
    async fn of(state: &AppState, listing: &Listing<'_>) -> Result<Self, WebError> {
        let store = state.store();
        let sources = store.sources().await?;
        let newest = sources.iter().map(|s| s.added.clone()).max();
        let sources =
            sources.into_iter().map(|s| (links::source(&s.source.slug), s.added)).collect();
        let mut terms = HashMap::new();
        // The rows of one list are all of one kind.
        if let Some(Updated::WithTerm(facet, _)) = listing.rows.first().map(|row| &row.updated) {
            for (slug, added) in store.newest(*facet).await? {
                terms.insert((*facet, slug.to_string()), added);
            }
        }
        Ok(Self { sources, terms, newest })
    }

    /// When a row was last added to; nothing where it is about what nobody has written of yet.
    fn when<'a>(&'a self, row: &'a Row) -> Option<&'a str> {
        match &row.updated {
            Updated::At(time) => Some(time.as_str()),
            Updated::Unknown => None,
            Updated::WithSource(href) => self.sources.get(href).map(String::as_str),
            Updated::WithTerm(facet, slug) => {
                self.terms.get(&(*facet, slug.clone())).map(String::as_str)
            }
        }
    }
}
