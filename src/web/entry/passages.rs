//! One page of the passages of an entry: from the store in the order of their sources, and from the
//! index where they are wanted newest first, or where only the index knows them.

use super::{About, PAGE};
use crate::{
    model::Slug,
    search::{Query, SearchRequest, Sort},
    store::{Facet, OrderKey},
    web::{
        AppState,
        error::WebError,
        links, list, search,
        twin::Twin,
        view::{ClauseItem, SourceGroup, grouped, title_of, titles},
    },
};

/// A page of passages.
pub(in crate::web) struct Passages {
    pub(in crate::web) groups: Vec<SourceGroup>,
    /// Passages on all pages together.
    pub(in crate::web) total: u64,
    /// What is told of all of them.
    pub(in crate::web) about: About,
    /// The address of the page before, where it is known.
    pub(in crate::web) previous: Option<String>,
    /// The address of the next page.
    pub(in crate::web) next: Option<String>,
}

impl Passages {
    /// Those that the query `within` finds, for the page at `path`: newest first in a feed.
    pub(in crate::web) async fn found(
        state: &AppState,
        twin: Twin,
        (path, within): (&str, &str),
        after: Option<&str>,
    ) -> Result<Self, WebError> {
        let query = Query::parse(within)?;
        let request = SearchRequest {
            query: query.clone(),
            sort: if twin == Twin::Atom { Sort::Newest } else { Sort::Document },
            after: after.map(str::to_owned),
            limit: list::page_size(twin, PAGE) as usize,
        };
        let found = search::run(state, request).await?;
        let about = About::found(state, &query, &found).await?;
        let title = titles(&found.hits);
        let items = found.hits.into_iter().map(|hit| ClauseItem::of_hit(state, hit));
        Ok(Self {
            groups: grouped(items, title),
            total: found.total,
            about,
            previous: after.map(|_| links::after(path, found.previous.as_deref())),
            next: found.next.map(|key| links::after(path, Some(&key))),
        })
    }

    /// Those that carry a value, for the page at `path`.
    pub(super) async fn held(
        state: &AppState,
        twin: Twin,
        (path, within): (&str, &str),
        (facet, value, total): (Facet, &Slug, u64),
        after: Option<&str>,
    ) -> Result<Self, WebError> {
        let store = state.store();
        let after = after.map(order_key).transpose()?;
        let limit = list::page_size(twin, PAGE);
        // One more than is shown says whether there is a next page.
        let mut clauses = store.clauses_with(facet, value, after.as_ref(), limit + 1).await?;
        let more = clauses.len() > limit as usize;
        clauses.truncate(limit as usize);
        let last = clauses.last().filter(|_| more);
        let next = last.map(|c| links::after(path, Some(&format!("{}.{}", c.source, c.order))));
        let mut slugs: Vec<&Slug> = clauses.iter().map(|c| &c.source).collect();
        slugs.dedup();
        let sources = store.sources_named(&slugs).await?;
        let items = clauses.iter().map(|c| ClauseItem::of(state, c));
        Ok(Self {
            groups: grouped(items, |slug| title_of(&sources, slug)),
            total,
            about: About::of(state, within).await?,
            previous: None,
            next,
        })
    }
}

/// `source.order`, as the link to the next page has it.
fn order_key(written: &str) -> Result<OrderKey, WebError> {
    let key = written.rsplit_once('.').and_then(|(source, order)| {
        Some((source.parse::<Slug>().ok()?, order.parse::<u32>().ok()?))
    });
    key.ok_or_else(|| {
        WebError::bad_request("after", "It is not a key that a page of this list gave.".to_owned())
    })
}
