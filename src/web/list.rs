//! Lists as data: the rows of a list page as CSV, as Markdown and as an Atom feed.
//!
//! What comes in: a page value that says once, as [`List`], what its rows are. What goes out: an
//! answer in the form asked for, with the same filters and the same page of the list.

mod atom;
mod csv;
mod markdown;
mod newest;
mod rows;

use std::marker::PhantomData;

use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

pub(super) use self::{
    csv::column_names,
    markdown::{escaped, link},
    newest::{Page, gone, newest},
    rows::{CLAIMS, CLAUSES, Row, SOURCES, TREATIES, grouped},
};
use super::{
    AppState,
    chrome::Chrome,
    error::WebError,
    page::{self, Answer},
    twin::Twin,
};

/// What a list has beside its JSON.
pub(super) const FORMS: [Twin; 3] = [Twin::Csv, Twin::Markdown, Twin::Atom];

/// All twins of a list whose rows have no time, and which therefore is no feed.
pub(super) const TABLES: &[Twin] = &[Twin::Json, Twin::Csv, Twin::Markdown];

/// All twins of a list.
pub(super) const TWINS: &[Twin] = &[Twin::Json, Twin::Csv, Twin::Markdown, Twin::Atom];

/// Rows of a table; the rest is at its `next` link.
pub(super) const TABLE: u32 = 1000;

/// What has a list as its main part: a `P` as JSON, its rows as a table.
pub(super) struct Rows<P>(PhantomData<P>);

/// A page whose main part is a list.
pub(super) trait List: Template + Serialize {
    /// The columns of its table, as the API's description tells them; several where what is asked for
    /// decides which.
    const COLUMNS: &'static [&'static [&'static str]];

    /// Its rows, and what stands around them.
    fn listing(&self) -> Listing<'_>;

    /// What its Markdown has below the rows.
    fn below(&self, _site: Site<'_>) -> String {
        String::new()
    }
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
    /// The address of the page before, where it is known.
    pub(super) previous: Option<&'a str>,
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
        Self { chrome, columns, rows, total, previous: None, next: None }
    }
}

/// Entries of a page of a feed: what came since it was last looked at should be among them.
pub(super) const FEED: u32 = 100;

/// How many rows a page of a list has: a table that is opened in a spreadsheet has more of them, and so
/// has a feed.
pub(super) fn page_size(twin: Twin, page: u32) -> u32 {
    match twin {
        Twin::Csv => TABLE,
        Twin::Atom => FEED,
        _ => page,
    }
}

/// Renders a list as its reader asked for it.
pub(super) fn answer<P: List>(
    state: &AppState,
    twin: Twin,
    page: &P,
) -> Result<Answer<Rows<P>>, WebError> {
    if !FORMS.contains(&twin) {
        let response = page::answer(twin, page)?.into_response();
        return Ok(match twin {
            Twin::Json => onward(twin, response, &page.listing()),
            _ => response,
        }
        .into());
    }
    let listing = page.listing();
    let site = Site { base: state.base_url().unwrap_or_default() };
    let body = match twin {
        Twin::Csv => csv::write(site, &listing).map_err(WebError::internal)?,
        Twin::Markdown => markdown::write(site, &listing) + &page.below(site),
        _ => return Ok(feed(state, &listing)?.into()),
    };
    let mut response = sent(twin, body, &listing);
    if twin == Twin::Csv {
        let name = file_name(&listing.chrome.path) + &part(listing.rows.len(), listing.total);
        let told = format!("attachment; filename=\"{name}.csv\"");
        let told = HeaderValue::from_str(&told).map(|t| (header::CONTENT_DISPOSITION, t));
        response.headers_mut().extend(told);
    }
    Ok(response.into())
}

/// The feed of one page of a list whose rows come newest first.
fn feed(state: &AppState, listing: &Listing<'_>) -> Result<Response, WebError> {
    let site = Site { base: state.base_url().unwrap_or_default() };
    let body = atom::write(site, listing).map_err(WebError::internal)?;
    Ok(sent(Twin::Atom, body, listing))
}

fn sent(twin: Twin, body: String, listing: &Listing<'_>) -> Response {
    let response = ([(header::CONTENT_TYPE, twin.media_type())], body).into_response();
    onward(twin, response, listing)
}

/// Tells where the list goes on in the same form.
fn onward(twin: Twin, mut response: Response, listing: &Listing<'_>) -> Response {
    if let Some(next) = listing.next {
        let link = format!("<{}>; rel=\"next\"", twin.address(next));
        let link = HeaderValue::from_str(&link).map(|link| (header::LINK, link));
        response.headers_mut().extend(link);
    }
    response
}

/// What the name of a file says where it holds a part of a list: `-1000-of-4592`.
fn part(rows: usize, total: u64) -> String {
    if (rows as u64) < total { format!("-{rows}-of-{total}") } else { String::new() }
}

/// `/domains/energy?after=x` as the name of a file: `pacta-domains-energy`.
fn file_name(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let shown = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("pacta{}", path.chars().map(shown).collect::<String>().trim_end_matches('-'))
}

/// Where the site stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site<'a> {
    /// Its public address, without a slash at the end; empty where none is set.
    base: &'a str,
}

impl Site<'_> {
    /// A whole address where the site has a public one, else one relative to it.
    pub(super) fn address(self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_has_not_all_rows_says_so_in_its_link_and_in_the_name_of_its_file() {
        let named = |rows, total| file_name("/search?q=trade") + &part(rows, total);
        assert_eq!(named(1000, 4592), "pacta-search-1000-of-4592");
        assert_eq!(named(592, 592), "pacta-search");
        let label = |rows| {
            let chrome = Chrome { rows, ..Chrome::list("Search", "/search?q=trade") };
            let table = chrome.alternates.iter().find(|a| a.twin == Twin::Csv);
            table.map(|table| chrome.form(table)).unwrap_or_default()
        };
        assert_eq!(label(4592), "CSV (1,000 of 4,592 rows at a time)");
        assert_eq!(label(1000), "CSV");
    }
}
