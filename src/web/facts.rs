//! What sources say on one fact, as pages show it.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::Response;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    AppState,
    chrome::Chrome,
    error::WebError,
    excerpt::short,
    links,
    list::{self, FEED, Page, Row, gone},
    twin::Twin,
    view::{Link, counted, number},
};
use crate::{
    model::{ClaimRecord, ClauseId, Edtf, Fact, Slug, SourceType},
    store::{ClaimKey, ClaimNews, NewsOf, StoreError},
};

/// One source's word on one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct ClaimItem {
    /// Who says so, or that it is not stated.
    pub(super) asserted_by: String,
    /// When, in words.
    pub(super) asserted_on: Option<String>,
    /// The source it was read in.
    pub(super) source: Link,
    /// Whether it is stated who says so.
    pub(super) stated: bool,
    /// The type of its source, for readers.
    pub(super) r#type: &'static str,
    /// Whether everything on the page is from its source, which is named once.
    #[serde(skip)]
    pub(super) alone: bool,
    /// The clause that says so.
    pub(super) clause: ClauseId,
    /// Its page.
    pub(super) href: String,
    /// Its words.
    pub(super) text: String,
    /// When its words were issued.
    #[serde(skip)]
    pub(super) issued: String,
}

/// Claims of one value that a page shows; all are in the treaty's table.
pub(super) const SHOWN: u32 = 25;

/// How many claims of a value a twin has: tables, feeds and texts have all.
pub(super) fn shown(twin: Twin) -> u32 {
    if list::FORMS.contains(&twin) { u32::MAX } else { SHOWN }
}

/// Facts that a page of a treaty shows; all are in its table.
const FACTS: usize = 40;

/// Facts on which sources differ that it shows, each with its words.
const DIFFERING: usize = 15;

/// The facts that a page shows, in lines, and "and 12 more facts" where there are more.
pub(super) fn first<T>(facts: &[T]) -> (&[T], Option<String>) {
    let (shown, left) = facts.split_at(facts.len().min(FACTS));
    (shown, more(left.len(), "fact", "facts"))
}

/// The same of those on which sources differ.
pub(super) fn differing<T>(facts: &[T]) -> (&[T], Option<String>) {
    let (shown, left) = facts.split_at(facts.len().min(DIFFERING));
    (shown, more(left.len(), "difference", "differences"))
}

/// One value with those who give it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct ValueItem {
    /// The value, for readers.
    pub(super) value: String,
    /// The same for programs: EDTF for dates and lengths of time, codes for parties.
    pub(super) code: String,
    /// How many passages give it.
    pub(super) passages: u64,
    /// The first of them.
    pub(super) claims: Vec<ClaimItem>,
}

/// Who gives a value, named once, with every passage that does it in their name.
pub(super) struct Sayer<'a> {
    pub(super) first: &'a ClaimItem,
    pub(super) claims: Vec<&'a ClaimItem>,
}

/// Values of a fact that a page shows.
const VALUES: usize = 8;

/// Sayers that a page shows unfolded.
const UNFOLDED: usize = 5;

impl ValueItem {
    /// Everyone who gives the value, in the order of the claims.
    pub(super) fn sayers(&self) -> Vec<Sayer<'_>> {
        let mut sayers: Vec<Sayer<'_>> = Vec::new();
        for claim in &self.claims {
            match sayers.iter_mut().find(|s| s.first.is_said_by_the_same(claim)) {
                Some(sayer) => sayer.claims.push(claim),
                None => sayers.push(Sayer { first: claim, claims: vec![claim] }),
            }
        }
        sayers
    }

    /// Those to be shown at once, and those to be folded.
    pub(super) fn folded(&self) -> (Vec<Sayer<'_>>, Vec<Sayer<'_>>) {
        let mut shown = self.sayers();
        let folded = shown.split_off(shown.len().min(UNFOLDED));
        (shown, folded)
    }

    /// How many passages are not here.
    pub(super) fn left(&self) -> u64 {
        self.passages.saturating_sub(self.claims.len() as u64)
    }

    /// The value as far as it tells one link from others.
    pub(super) fn short(&self) -> String {
        short(&self.value)
    }

    /// Its words, where they are all that there is to tell of who gives it.
    pub(super) fn only_words(&self) -> Option<Sayer<'_>> {
        self.sayers().pop().filter(|s| !s.first.is_named() && self.left() == 0)
    }

    pub(super) fn counted(&self) -> String {
        counted(self.passages, "passage", "passages")
    }
}

/// What sources say on one property of a treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct FactItem {
    /// The treaty that it is about.
    pub(super) treaty: Link,
    /// The property, for readers.
    pub(super) property: &'static str,
    /// The property, with its actor where it has one.
    pub(super) label: String,
    /// Whether the values can't all be true.
    pub(super) differs: bool,
    /// The values that are given.
    pub(super) values: Vec<ValueItem>,
}

impl FactItem {
    /// A fact of the treaty with this title.
    pub(super) fn of(fact: &Fact, treaty: &str) -> Self {
        let mut values: Vec<ValueItem> = Vec::new();
        let mut counted: BTreeSet<&str> = BTreeSet::new();
        for c in &fact.claims {
            let item = ClaimItem::of(c);
            // Two values may read the same: each is counted once.
            let count = fact.counts.get(&c.claim.value).filter(|_| counted.insert(&c.claim.value));
            let passages = count.copied().unwrap_or(0);
            if let Some(value) = values.iter_mut().find(|v| v.value == c.claim.value_label) {
                value.passages += passages;
                value.claims.push(item);
            } else {
                let (value, code) = (c.claim.value_label.clone(), c.claim.value.clone());
                values.push(ValueItem { value, code, passages, claims: vec![item] });
            }
        }
        Self {
            treaty: Link { label: treaty.to_owned(), href: links::treaty(&fact.treaty) },
            property: fact.property.as_str(),
            label: fact.label(),
            differs: fact.differs,
            values,
        }
    }

    /// The values that a page shows.
    pub(super) fn shown(&self) -> &[ValueItem] {
        &self.values[..self.values.len().min(VALUES)]
    }

    /// "and 2 more values", where a page does not show all.
    pub(super) fn left(&self) -> Option<String> {
        more(self.values.len() - self.shown().len(), "value", "values")
    }
}

/// "and 12 more facts", where any are left.
fn more(left: usize, one: &str, many: &str) -> Option<String> {
    let noun = if left == 1 { one } else { many };
    (left > 0).then(|| format!("and {} more {noun}", number(left as u64)))
}

/// Claims on a page of facts; of more, each value keeps only the first.
const ON_PAGE: usize = 60;

/// Takes out of the facts what a twin does not have, and of a page what would make it long.
pub(super) fn cut(facts: &mut [FactItem], twin: Twin) {
    let on_page = |most: usize| -> usize {
        let values = facts.iter().flat_map(FactItem::shown);
        values.map(|v| v.claims.len().min(most)).sum()
    };
    let most = match twin {
        Twin::Html => {
            (1..=SHOWN as usize).rev().find(|most| on_page(*most) <= ON_PAGE).unwrap_or(1)
        }
        _ => shown(twin) as usize,
    };
    for value in facts.iter_mut().flat_map(|f| &mut f.values) {
        value.claims.truncate(most);
    }
}

/// Says of facts that are all of one source that they are.
pub(super) fn of_one_source(facts: &mut [FactItem]) {
    for claim in facts.iter_mut().flat_map(|f| &mut f.values).flat_map(|v| &mut v.claims) {
        claim.alone = true;
    }
}

impl ClaimItem {
    fn of(c: &ClaimRecord) -> Self {
        let by = c.claim.asserted_by.clone();
        Self {
            stated: by.is_some(),
            asserted_by: by.unwrap_or_else(|| "publisher not stated".to_owned()),
            asserted_on: c.claim.asserted_on.map(Edtf::words),
            source: Link { label: c.source_title.clone(), href: links::source(&c.source) },
            r#type: c.r#type.label(),
            alone: false,
            clause: c.clause,
            href: links::clause(c.clause),
            text: c.text.clone(),
            issued: c.issued.clone(),
        }
    }

    fn is_said_by_the_same(&self, other: &Self) -> bool {
        self.source == other.source
            && self.asserted_by == other.asserted_by
            && self.asserted_on == other.asserted_on
    }

    /// Whether a page says who says so.
    pub(super) fn is_named(&self) -> bool {
        self.stated || !self.alone
    }

    /// Whether it matters who published it: a treaty's text speaks for itself.
    pub(super) fn has_publisher(&self) -> bool {
        self.r#type != SourceType::Text.label()
    }

    /// The same as far as it tells it from others.
    pub(super) fn who_briefly(&self) -> String {
        if self.stated { self.who() } else { self.title() }
    }

    /// The source as far as it tells it from others.
    pub(super) fn title(&self) -> String {
        short(&self.source.label)
    }

    /// Who says so, in a few words: "Reuters, 21 May 2025", else the source.
    pub(super) fn who(&self) -> String {
        match &self.asserted_on {
            _ if !self.stated => self.source.label.clone(),
            Some(on) => format!("{}, {on}", self.asserted_by),
            None => self.asserted_by.clone(),
        }
    }
}

/// Facts of several treaties, each under its title, as a twin has them.
pub(super) async fn items(
    state: &AppState,
    facts: &[Fact],
    twin: Twin,
) -> Result<Vec<FactItem>, StoreError> {
    let mut items = titled(state, facts).await?;
    cut(&mut items, twin);
    Ok(items)
}

async fn titled(state: &AppState, facts: &[Fact]) -> Result<Vec<FactItem>, StoreError> {
    let treaties: BTreeSet<&Slug> = facts.iter().map(|f| &f.treaty).collect();
    let treaties: Vec<&Slug> = treaties.into_iter().collect();
    let records = state.store().treaties_named(&treaties).await?;
    let titles: BTreeMap<Slug, String> =
        records.into_iter().map(|r| (r.treaty.slug, r.treaty.title)).collect();
    let of = |f: &Fact| FactItem::of(f, titles.get(&f.treaty).map_or(f.treaty.as_str(), |t| t));
    Ok(facts.iter().map(of).collect())
}

/// Claims as a feed: those first whose words came last. A page of it is named by the claim that it begins
/// behind.
pub(super) async fn feed(
    state: &AppState,
    of: &NewsOf,
    total: u64,
    chrome: &Chrome,
    after: Option<&str>,
) -> Result<Response, WebError> {
    let from: Option<ClaimKey> = after.map(|key| key.parse().map_err(|_| gone())).transpose()?;
    let newest = state.store().newest_claims(of, from, FEED).await?.ok_or_else(gone)?;
    let first = links::first_page(&chrome.path);
    let page = Page::of(newest, |news| news.key, total, (&first, after));
    // Each stands for itself: the others on its fact may be on other pages.
    let facts: Vec<Fact> = page.items.iter().map(ClaimNews::fact).collect();
    let items = titled(state, &facts).await?;
    let chrome = Chrome { path: links::after(&first, after), ..chrome.clone() };
    page.map(|_| items.iter().flat_map(Row::claims).collect()).feed(state, &chrome)
}
