//! The reading view: a source in its order, each passage with its permanent link, and on request with
//! what was read in it marked, or with one subject standing out.

mod address;
mod blocks;
mod filter;
mod legend;
mod pages;
mod paging;
mod recent;

pub(super) use recent::Recent;

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, Uri, header},
    response::IntoResponse,
};
use schemars::JsonSchema;
use serde::Serialize;

use self::{
    address::{ReadingParams, View},
    blocks::{Block, blocks},
    filter::Filter,
    legend::{Legend, Subject as SubjectChoice},
    pages::Pages,
};
use super::{
    AppState, absent,
    chrome::Chrome,
    cite::{CiteSection, Subject},
    contents::{self, Entry},
    error::{Way, WebError, no_such_twin},
    extract::{Params, SlugPath},
    links,
    list::{self, List, Listing, Row},
    marks::Token,
    page::Answer,
    place,
    sources::{SourceItem, origin},
    twin::Twin,
    view::{Link, SourceGroup},
};
use crate::{
    cite,
    model::{RevisionHash, Slug, Source, SourceType},
    store::{Facet, Reading},
};

/// The pages before and after this one of a long source, by what they have.
#[derive(Debug, Default)]
struct Around {
    previous: String,
    next: String,
}

/// One source, to be read in order.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "source.html")]
pub(super) struct SourcePage {
    #[serde(skip)]
    chrome: Chrome,
    /// The page's one address, whatever is marked in it.
    #[serde(skip)]
    canonical: String,
    /// The source.
    source: SourceItem,
    /// All that is stated about it.
    metadata: Source,
    /// The treaty that it is about.
    treaty: Link,
    /// The version's hash.
    revision: RevisionHash,
    /// Table of contents of a treaty text.
    contents: Vec<Entry>,
    /// What can be marked.
    legend: Legend,
    /// The subjects of the source.
    subjects: Vec<SubjectChoice>,
    /// The chosen one.
    #[serde(skip_serializing_if = "Option::is_none")]
    filter: Option<Filter>,
    /// Its headings and passages, in order.
    blocks: Vec<Block>,
    /// How it is cited.
    citation: CiteSection,
    /// The page's number, from 1.
    page: usize,
    /// How many pages there are.
    pages: usize,
    /// What the page has, in words.
    page_name: String,
    /// The page before this one.
    previous: Option<String>,
    /// The page after this one.
    next: Option<String>,
    #[serde(skip)]
    around: Around,
}

impl SourcePage {
    /// Whether what stands before the text is folded, so that on further pages it begins at once.
    fn is_folded(&self) -> bool {
        self.page > 1 && self.filter.is_none() && self.legend.none.is_none()
    }

    /// What is said in English within a text of another language says so.
    fn in_english(&self) -> &'static str {
        if self.metadata.language == "en" { "" } else { " lang=\"en\"" }
    }
}

impl List for SourcePage {
    const COLUMNS: &'static [&'static [&'static str]] = &[list::CLAUSES];

    fn listing(&self) -> Listing<'_> {
        let source = SourceGroup {
            source: self.source.slug.clone(),
            title: self.source.title.clone(),
            href: self.source.href.clone(),
            r#type: self.source.r#type,
            clauses: Vec::new(),
        };
        let passages = self.blocks.iter().flat_map(|block| &block.clauses);
        Listing {
            chrome: &self.chrome,
            columns: list::CLAUSES,
            rows: passages.map(|passage| Row::clause(&passage.item, &source)).collect(),
            total: self.source.clauses,
            previous: self.previous.as_deref(),
            next: self.next.as_deref(),
        }
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    SlugPath(slug): SlugPath,
    uri: Uri,
    Params(asked): Params<ReadingParams>,
) -> Result<Answer<list::Rows<SourcePage>>, WebError> {
    if twin == Twin::AkomaNtoso {
        return akoma_ntoso(&state, &slug, &uri).await;
    }
    let typed = asked.at.clone().filter(|typed| !typed.trim().is_empty());
    let (view, from) = View::of(slug.clone(), asked)?;
    if let Some(typed) = typed
        && state.store().source(&slug).await?.is_some()
    {
        return go_to(&state, &view, twin, &typed).await;
    }
    let Some((pages, number, reading)) = page_of(&state, &slug, from).await? else {
        return absent::source(&state, twin, &uri, &slug).await;
    };
    let (store, range) = (state.store(), pages.range(number));
    let source = reading.record.source.clone();
    let facts = state.treaty_facts(&source.treaty).await?;
    let subject = Subject::source(state.citing(&facts), &source);
    if let Some(file) = subject.file(twin) {
        return Ok(file.into());
    }
    let subjects = store.terms_beside(Facet::Source, &slug, Facet::Domain).await?;
    let filter = match &view.domain {
        None => None,
        Some(domain) if state.codebook().domain(domain.as_str()).is_none() => {
            return Err(WebError::bad_request("domain", "There is no such subject.".to_owned())
                .way(Way::new("The text without a subject", view.on(None).address(range.start))));
        }
        Some(domain) => Some(Filter::of(&state, &view, domain, (&pages, number)).await?),
    };
    let markup: &[Twin] = if source.r#type == SourceType::Text { &[Twin::AkomaNtoso] } else { &[] };
    let page_name = pages.name(number);
    let title = match number {
        0 => source.title.clone(),
        _ => format!("{page_name}: {}", source.title),
    };
    let turn = |to: Option<usize>| to.filter(|page| *page < pages.count());
    let (before, after) = (turn(number.checked_sub(1)), turn(number.checked_add(1)));
    let address = |page: usize| view.address(pages.range(page).start);
    let at = from.unwrap_or(range.start);
    let page = SourcePage {
        chrome: subject.introduce(Chrome {
            description: format!(
                "{} ({}), to be read in order; each passage has its permanent link.",
                source.title,
                origin(&source)
            ),
            noindex: !view.is_plain(),
            ..Chrome::of(title, &address(number))
                .with(&[Twin::Csv, Twin::Markdown], &address(number))
                .with(markup, &links::source(&slug))
        }),
        canonical: state.base_url().unwrap_or_default().to_owned()
            + &links::reading(&slug, range.start),
        source: SourceItem::of(&reading.record),
        treaty: Link { label: facts.title.clone(), href: links::treaty(&source.treaty) },
        revision: reading.record.revision,
        contents: contents::contents(
            &pages.divisions,
            &pages.depths,
            &pages.ranges,
            (&range, at),
            |order| pages.address(&view, number, order),
        ),
        legend: Legend::of(&view, range.start, &reading.clauses),
        subjects: legend::subjects(&state, &view, range.start, &subjects),
        blocks: blocks(&state, &reading, (&view, &pages, number), filter.as_ref()),
        filter,
        page: number + 1,
        pages: pages.count(),
        page_name,
        previous: before.map(address),
        next: after.map(address),
        around: Around {
            previous: before.map(|page| pages.name(page)).unwrap_or_default(),
            next: after.map(|page| pages.name(page)).unwrap_or_default(),
        },
        citation: subject.section()?,
        metadata: source,
    };
    Ok(list::answer(&state, twin, &page)?.map(|page| subject.told(page)))
}

/// Leads to the page that has a place, and to the place on it.
async fn go_to(
    state: &AppState,
    view: &View,
    twin: Twin,
    typed: &str,
) -> Result<Answer<list::Rows<SourcePage>>, WebError> {
    let Some((locator, id)) = place::find(state, &view.source, typed).await? else {
        return Err(place::nothing_at(state, &view.source, typed).await?);
    };
    let order = state.store().clause(id).await?.map_or(0, |clause| clause.order);
    let to = format!("{}#{locator}", twin.address(&view.address(order)));
    Ok((StatusCode::FOUND, [(header::LOCATION, to)]).into_response().into())
}

/// A source's pages, the number of the one that has the passage `from`, and that page's passages.
async fn page_of(
    state: &AppState,
    slug: &Slug,
    from: Option<u32>,
) -> Result<Option<(Arc<Pages>, usize, Reading)>, WebError> {
    loop {
        let Some(pages) = recent::pages(state, slug).await? else { return Ok(None) };
        let number = from.map_or(0, |from| pages.number(from));
        let reading = state.store().reading(slug, pages.range(number)).await?;
        let Some(reading) = reading else { return Ok(None) };
        // A new version may have come between the two: then both are read again.
        if reading.record.revision == pages.revision {
            return Ok(Some((pages, number, reading)));
        }
    }
}

/// A treaty text as Akoma Ntoso.
async fn akoma_ntoso(
    state: &AppState,
    slug: &Slug,
    uri: &Uri,
) -> Result<Answer<list::Rows<SourcePage>>, WebError> {
    let store = state.store();
    let Some(reading) = store.reading(slug, 0..u32::MAX).await? else {
        return absent::source(state, Twin::AkomaNtoso, uri, slug).await;
    };
    if reading.record.source.r#type != SourceType::Text {
        return Err(no_such_twin(Twin::AkomaNtoso, &links::source(slug)));
    }
    let divisions = store.divisions(slug).await?;
    let document = cite::akoma_ntoso(&reading, &divisions).map_err(WebError::internal)?;
    Ok(([(header::CONTENT_TYPE, Twin::AkomaNtoso.media_type())], document).into_response().into())
}
