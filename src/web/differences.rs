//! Where sources differ: every difference, or those of a treaty, a property, a party or a subject.

mod narrow;

use askama::Template;
use axum::{extract::State, response::Response};
use serde::Serialize;

use self::narrow::{ASPECTS, Difference, Narrowed};
use super::{
    AppState,
    chrome::Chrome,
    error::WebError,
    extract::Params,
    facts::{FactItem, items},
    list::{self, List, Listing, Row},
    twin::Twin,
    view::Offer,
};
use crate::{model::Fact, store::Facet};

/// Differences on a page.
const PAGE: u32 = 20;

/// A choice of the form.
#[derive(Debug)]
struct Choice {
    name: &'static str,
    label: &'static str,
    offers: Vec<Offer>,
}

#[derive(Template, Serialize)]
#[template(path = "differences.html")]
struct DifferencesPage {
    #[serde(skip)]
    chrome: Chrome,
    /// All differences, and those that are asked for.
    all: usize,
    total: usize,
    /// The claims of those that are asked for: the rows of the list.
    #[serde(skip)]
    claims: u64,
    /// The ones on this page.
    differences: Vec<FactItem>,
    next: Option<String>,
    #[serde(skip)]
    choices: Vec<Choice>,
    #[serde(skip)]
    narrowed: bool,
}

impl List for DifferencesPage {
    fn listing(&self) -> Listing<'_> {
        Listing {
            chrome: &self.chrome,
            columns: list::CLAIMS,
            rows: self.differences.iter().flat_map(Row::claims).collect(),
            total: self.claims,
            previous: None,
            next: self.next.as_deref(),
        }
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    params: Params,
) -> Result<Response, WebError> {
    let narrowed = Narrowed::of(&params, &state).await?;
    let treaties = state.store().treaties().await?;
    let found = state.differences().await?;
    let domains = state.store().terms_of(Facet::Domain, &narrow::clauses(&found)).await?;
    let all = Difference::all(&state, &found, &treaties, &domains);
    let mut shown = narrowed.shown(&all);
    let total = shown.len();
    let after = params.get("after");
    let claims = shown.iter().map(|d| d.fact.claims.len() as u64).sum();
    // A feed has its own pages, of claims; so it needs all of them.
    let feed = twin == Twin::Atom;
    let size = if feed { usize::MAX } else { list::page_size(twin, PAGE) as usize };
    if let Some(after) = after.filter(|_| !feed) {
        let last = shown.iter().position(|d| d.key() == after).ok_or_else(|| {
            let why = "No page of this list gave it, or what it stood for differs no more.";
            WebError::bad_request("after", why.to_owned())
        })?;
        shown.drain(..=last);
    }
    let next = shown.get(size - 1).filter(|_| shown.len() > size).map(|last| last.key());
    shown.truncate(size);
    let facts: Vec<Fact> = shown.iter().map(|d| d.fact.clone()).collect();
    let page = DifferencesPage {
        chrome: Chrome {
            description:
                "Facts about treaties on which sources differ, each with the words and who says so."
                    .to_owned(),
            noindex: narrowed.is_any() || after.is_some(),
            ..Chrome::list("Where sources differ", &narrowed.address(after))
        },
        all: all.len(),
        total,
        claims,
        differences: items(&facts, &treaties),
        next: next.map(|key| narrowed.address(Some(&key))),
        choices: ASPECTS
            .into_iter()
            .zip(narrowed.offers(&all))
            .map(|((name, label), offers)| Choice { name, label, offers })
            .collect(),
        narrowed: narrowed.is_any(),
    };
    if feed {
        return list::newest(&state, page.listing(), after);
    }
    list::answer(&state, twin, &page)
}
