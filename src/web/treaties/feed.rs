//! Treaties as a feed: those first of which a source came or changed last, in whatever order their page
//! is.

use axum::response::Response;

use super::{By, TreatyItem, address, title};
use crate::{
    annotate::Country,
    store::TreatyRecord,
    web::{
        AppState,
        chrome::Chrome,
        error::WebError,
        links,
        list::{Page, Row},
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
    let held = store.treaties_named(&page.slugs()).await?;
    let row = |r: TreatyRecord| (r.treaty.slug.clone(), Row::treaty(&TreatyItem::of(&r)));
    let chrome = Chrome {
        description: super::ABOUT.to_owned(),
        ..Chrome::of(title(party), &links::after(&first, after))
    };
    page.with(held.into_iter().map(row)).feed(state, &chrome)
}
