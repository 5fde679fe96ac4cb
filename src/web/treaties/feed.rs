//! Treaties as a feed: those first of which a source came or changed last, in whatever order their page
//! is.

use axum::response::Response;

use super::{By, TreatyItem, address, title};
use crate::{
    annotate::Country,
    model::Slug,
    store::TreatyRecord,
    web::{
        AppState,
        chrome::Chrome,
        error::WebError,
        links,
        list::{FEED, Page, Row, gone},
    },
};

pub(super) async fn feed(
    state: &AppState,
    party: Option<&Country>,
    after: Option<&str>,
) -> Result<Response, WebError> {
    let store = state.store();
    let first = address(By::Title, party.and_then(links::party).as_ref(), &[]);
    let code = party.map(|party| party.code.as_str());
    let from: Option<Slug> = after.map(|a| a.parse().map_err(|_| gone())).transpose()?;
    let news = store.newest_treaties(code, from.as_ref(), FEED).await?.ok_or_else(gone)?;
    let (total, _) = store.treaties_counted(code).await?;
    let page = Page::of(news, |news| news.slug.clone(), total, (&first, after));
    let held = store.treaties_named(&page.slugs()).await?;
    let row = |r: TreatyRecord| (r.treaty.slug.clone(), Row::treaty(&TreatyItem::of(&r)));
    let chrome = Chrome {
        description: super::ABOUT.to_owned(),
        ..Chrome::of(title(party), &links::after(&first, after))
    };
    page.with(held.into_iter().map(row)).feed(state, &chrome)
}
