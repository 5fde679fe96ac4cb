//! Where sources differ: every difference, or those of a treaty, a property, a party or a subject.

mod narrow;

use askama::Template;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use self::narrow::{Choice, DifferencesParams, MOST, Narrowed, key, parse};
use super::{
    AppState,
    chrome::Chrome,
    error::WebError,
    extract::Params,
    facts::{self, FactItem, items, shown},
    list::{self, List, Listing, Row},
    page::Answer,
    twin::Twin,
};
use crate::store::{DifferenceFilter, NewsOf};

/// Differences on a page.
const PAGE: u32 = 20;

/// Where sources differ.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "differences.html")]
pub(super) struct DifferencesPage {
    #[serde(skip)]
    chrome: Chrome,
    /// How many differences there are.
    all: u64,
    /// How many of them are asked for.
    total: u64,
    /// The claims of those that are asked for: the rows of the list.
    #[serde(skip)]
    claims: u64,
    /// The ones on this page.
    differences: Vec<FactItem>,
    /// The rest of the list.
    next: Option<String>,
    #[serde(skip)]
    choices: Vec<Choice>,
    #[serde(skip)]
    narrowed: bool,
    /// How many treaties can be chosen, where there are more.
    #[serde(skip)]
    most: Option<usize>,
}

impl List for DifferencesPage {
    const COLUMNS: &'static [&'static [&'static str]] = &[list::CLAIMS];

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
    Params(asked): Params<DifferencesParams>,
) -> Result<Answer<list::Rows<DifferencesPage>>, WebError> {
    let narrowed = Narrowed::of(&asked, &state).await?;
    let store = state.store();
    let after = asked.after.as_deref();
    let chrome = Chrome {
        description:
            "Facts about treaties on which sources differ, each with the words and who says so."
                .to_owned(),
        noindex: narrowed.is_any() || after.is_some(),
        ..Chrome::list("Where sources differ", &narrowed.address(after))
    };
    if twin == Twin::Atom {
        // A feed has its own pages, of claims.
        let (_, claims) = store.differences_counted(&narrowed.filter).await?;
        let of = NewsOf::Differences(narrowed.filter);
        return Ok(facts::feed(&state, &of, claims, &chrome, after).await?.into());
    }
    let (all, _) = store.differences_counted(&DifferenceFilter::default()).await?;
    let (total, claims) = store.differences_counted(&narrowed.filter).await?;
    let size = list::page_size(twin, PAGE);
    let gone = || {
        let why = "No page of this list gave it, or what it stood for differs no more.";
        WebError::bad_request("after", why.to_owned())
    };
    let from = after.map(|key| parse(key).ok_or_else(gone)).transpose()?;
    // One more than is shown says whether there is a next page.
    let found = store.differences(&narrowed.filter, from.as_ref(), size + 1).await?;
    let mut found = found.ok_or_else(gone)?;
    let size = size as usize;
    let next = found.get(size - 1).filter(|_| found.len() > size).map(key);
    found.truncate(size);
    let facts = store.facts_on(&found, shown(twin)).await?;
    let choices = match twin {
        Twin::Html => narrowed.choices(&state).await?,
        _ => Vec::new(),
    };
    let page = DifferencesPage {
        chrome,
        all,
        total,
        claims,
        differences: items(&state, &facts, twin).await?,
        next: next.map(|key| narrowed.address(Some(&key))),
        most: choices.first().map(|c| c.offers.len()).filter(|n| *n >= MOST as usize),
        choices,
        narrowed: narrowed.is_any(),
    };
    list::answer(&state, twin, &page)
}
