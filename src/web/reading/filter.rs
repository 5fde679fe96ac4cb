//! One subject in the reading view: which passages treat it, and the way from one to the next.

use schemars::JsonSchema;
use serde::Serialize;

use super::{address::View, pages::Pages};
use crate::{
    model::Slug,
    search::Sort,
    store::{Facet, StoreError},
    web::{AppState, links, view::Link},
};

/// Which of the passages on the chosen subject one is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "SubjectPassage")]
pub(super) struct Treats {
    /// From 1.
    pub(super) number: usize,
    /// The next one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
}

/// The chosen subject.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SubjectFilter")]
pub(super) struct Filter {
    /// The subject.
    pub(super) subject: Link,
    /// Passages of the source that treat it.
    pub(super) total: usize,
    /// Those on this page.
    pub(super) here: usize,
    /// The first of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first: Option<Link>,
    /// The text without the filter.
    pub(super) without: String,
    /// Only these passages, as a list.
    pub(super) list: String,
    /// The orders of all, with their addresses.
    #[serde(skip)]
    passages: Vec<(u32, String)>,
}

impl Filter {
    /// The filter of a view; `page` is the number of its page.
    pub(super) async fn of(
        state: &AppState,
        view: &View,
        domain: &Slug,
        (pages, page): (&Pages, usize),
    ) -> Result<Self, StoreError> {
        let orders = state.store().orders_with(&view.source, Facet::Domain, domain).await?;
        let here = pages.range(page);
        let passages: Vec<(u32, String)> =
            orders.iter().map(|&order| (order, pages.link(view, page, order))).collect();
        let query = format!("source:{} domain:{domain}", view.source);
        Ok(Self {
            subject: Link {
                label: state.domain_label(domain.as_str()),
                href: format!("/domains/{domain}"),
            },
            total: orders.len(),
            here: orders.iter().filter(|order| here.contains(order)).count(),
            first: passages
                .first()
                .map(|(order, href)| Link { label: pages.place(*order), href: href.clone() }),
            without: view.on(None).address(here.start),
            list: links::search(&query, Sort::Document, None),
            passages,
        })
    }

    /// Which one the passage of this order is, if it treats the subject.
    pub(super) fn treats(&self, order: u32) -> Option<Treats> {
        let at = self.passages.binary_search_by_key(&order, |(order, _)| *order).ok()?;
        let next = self.passages.get(at + 1).map(|(_, href)| href.clone());
        Some(Treats { number: at + 1, next })
    }
}
