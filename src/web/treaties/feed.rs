//! Treaties as a feed: those first of which a source came or changed last, in whatever order their page
//! is.

use axum::response::Response;

use super::{By, TreatyItem, address, title};
use crate::{
    annotate::Country,
    web::{
        AppState,
        chrome::Chrome,
        error::WebError,
        links,
        list::{self, Listing, Page, Row},
    },
};

pub(super) async fn feed(
    state: &AppState,
    party: Option<&Country>,
    after: Option<&str>,
) -> Result<Response, WebError> {
    let store = state.store();
    let first = address(By::Title, party.and_then(links::party).as_ref(), &[]);
    let news = store.newest_treaties(party.map(|party| party.code.as_str())).await?;
    let page = Page::cut(news, |news| news.slug.to_string(), &first, after)?;
    let mut rows = Vec::with_capacity(page.items.len());
    for news in page.items {
        if let Some(record) = store.treaty(&news.slug).await? {
            rows.push(Row::treaty(&TreatyItem::of(&record)).timed(news));
        }
    }
    let chrome = Chrome {
        description: super::ABOUT.to_owned(),
        ..Chrome::of(title(party), &links::after(&first, after))
    };
    let listing = Listing {
        chrome: &chrome,
        columns: list::TREATIES,
        rows,
        total: page.total,
        previous: page.previous.as_deref(),
        next: page.next.as_deref(),
    };
    list::feed(state, &listing)
}
