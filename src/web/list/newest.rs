//! Feeds: the newest first, page by page. Most are read from the store by page; a few lists are at hand as a
//! whole, and are cut.

use std::collections::BTreeMap;

use axum::response::Response;

use super::{FEED, Listing, Row, atom};
use crate::{
    model::Slug,
    store::{Newest, News},
    web::{AppState, chrome::Chrome, error::WebError, links},
};

const SIZE: usize = FEED as usize;

/// One page of a feed.
pub(in super::super) struct Page<T> {
    pub(in super::super) items: Vec<T>,
    /// Items on all pages together.
    pub(in super::super) total: u64,
    /// The address of the page before.
    pub(in super::super) previous: Option<String>,
    /// The address of the next page.
    pub(in super::super) next: Option<String>,
}

impl<T> Page<T> {
    /// The page of the list at `first` that begins behind the item with the key `after`.
    pub(in super::super) fn cut(
        mut all: Vec<T>,
        key: impl Fn(&T) -> String,
        first: &str,
        after: Option<&str>,
    ) -> Result<Self, WebError> {
        let total = all.len() as u64;
        let start = match after {
            None => 0,
            Some(after) => 1 + all.iter().position(|item| key(item) == after).ok_or_else(gone)?,
        };
        let address = |item: Option<&T>| links::after(first, item.map(&key).as_deref());
        let previous = after.map(|_| {
            let before = start.checked_sub(SIZE + 1).and_then(|last| all.get(last));
            address(before)
        });
        let mut items = all.split_off(start);
        let last = items.get(SIZE - 1).filter(|_| items.len() > SIZE);
        let next = last.map(|last| address(Some(last)));
        items.truncate(SIZE);
        Ok(Self { items, total, previous, next })
    }
}

impl<T> Page<T> {
    /// The same page with what its items are told by.
    pub(in super::super) fn map<U>(self, told: impl FnOnce(Vec<T>) -> Vec<U>) -> Page<U> {
        let Self { items, total, previous, next } = self;
        Page { items: told(items), total, previous, next }
    }

    /// The page of the feed at `first` that the store gave; `after` is what it begins behind.
    pub(in super::super) fn of<K: ToString>(
        newest: Newest<T, K>,
        key: impl Fn(&T) -> K,
        total: u64,
        (first, after): (&str, Option<&str>),
    ) -> Self {
        let address = |item: Option<K>| links::after(first, item.map(|k| k.to_string()).as_deref());
        let previous = after.map(|_| address(newest.before));
        let next = newest.items.last().filter(|_| newest.more).map(|last| address(Some(key(last))));
        Self { items: newest.items, total, previous, next }
    }
}

impl Page<News> {
    /// What it tells of.
    pub(in super::super) fn slugs(&self) -> Vec<&Slug> {
        self.items.iter().map(|news| &news.slug).collect()
    }

    /// The rows of what it tells of, as far as they are given.
    pub(in super::super) fn with(self, rows: impl Iterator<Item = (Slug, Row)>) -> Page<Row> {
        let mut rows: BTreeMap<Slug, Row> = rows.collect();
        let told = |news: News| Some(rows.remove(&news.slug)?.timed(news));
        self.map(|items| items.into_iter().filter_map(told).collect())
    }
}

impl Page<Row> {
    /// It as a feed.
    pub(in super::super) fn feed(
        self,
        state: &AppState,
        chrome: &Chrome,
    ) -> Result<Response, WebError> {
        let listing = Listing {
            chrome,
            columns: &[],
            rows: self.items,
            total: self.total,
            previous: self.previous.as_deref(),
            next: self.next.as_deref(),
        };
        super::feed(state, &listing)
    }
}

/// The answer where no page can begin behind what is asked for.
pub(in super::super) fn gone() -> WebError {
    let why = "No page of this list gave it, or what it stood for is held no more.";
    WebError::bad_request("after", why.to_owned())
}

/// The feed of rows that are all at hand. A page of it is named by the entry that it begins behind.
pub(in super::super) fn newest(
    state: &AppState,
    listing: Listing<'_>,
    after: Option<&str>,
) -> Result<Response, WebError> {
    let mut rows = listing.rows;
    rows.retain(|row| row.updated.is_some());
    rows.sort_by(|a, b| b.updated.cmp(&a.updated));
    let first = links::first_page(&listing.chrome.path);
    let page = Page::cut(rows, |row| atom::number(&row.key), &first, after)?;
    let chrome = Chrome { path: links::after(&first, after), ..listing.chrome.clone() };
    page.feed(state, &chrome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_both_ways_without_loss_or_repeat() {
        let all: Vec<usize> = (0..SIZE * 2 + 7).collect();
        let page = |after: Option<&str>| {
            Page::cut(all.clone(), ToString::to_string, "/list?a=b", after).unwrap()
        };
        let (mut seen, mut places, mut after) = (Vec::new(), Vec::new(), None);
        loop {
            let page = page(after.as_deref());
            places.push(links::after("/list?a=b", after.as_deref()));
            let before = places.len().checked_sub(2).map(|at| places[at].clone());
            assert_eq!((page.total, page.previous), (all.len() as u64, before));
            seen.extend(page.items);
            let Some(next) = page.next else { break };
            after = next.strip_prefix("/list?a=b&after=").map(str::to_owned);
        }
        assert_eq!((seen, places.len()), (all.clone(), 3));
        assert!(Page::cut(all.clone(), ToString::to_string, "/list", Some("x")).is_err());
    }
}
