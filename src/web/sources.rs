//! Sources: the list, and what every page tells of one.

use askama::Template;
use axum::{extract::State, response::Response};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AppState,
    chrome::Chrome,
    error::{Way, WebError},
    excerpt::short,
    extract::Params,
    links,
    list::{self, FEED, List, Listing, Page, Row, gone},
    page::Answer,
    twin::Twin,
    view::{Link, counted},
};
use crate::{
    model::{Edtf, Slug, Source, SourceType, language_name},
    store::{SourceList, SourceRecord, TreatyRecord},
};

/// Sources on a page.
const PAGE: u32 = 80;

const ABOUT: &str = "Every document that Pacta’s passages come from.";

/// A source in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct SourceItem {
    /// Its name in addresses.
    pub(super) slug: Slug,
    /// Its title.
    pub(super) title: String,
    /// Its page.
    pub(super) href: String,
    /// Its type, for readers.
    pub(super) r#type: &'static str,
    /// Publisher and date, or that they are not stated.
    pub(super) origin: String,
    /// Publisher and date, where they are stated: what is not is told under it.
    #[serde(skip)]
    stated: Vec<String>,
    /// How many passages it has.
    pub(super) clauses: u64,
    /// Articles, where it is a treaty text.
    pub(super) articles: u64,
    /// The number of its newest version.
    pub(super) version: u32,
    /// When the newest version was added, `2026-11-23`.
    pub(super) added: String,
    /// The same in words.
    #[serde(skip)]
    pub(super) added_on: String,
    /// BCP 47.
    pub(super) language: String,
    /// What is not stated about it, and citations will lack.
    pub(super) missing: Vec<&'static str>,
}

impl SourceItem {
    pub(super) fn of(record: &SourceRecord) -> Self {
        let source = &record.source;
        let added: String = record.added.chars().take(10).collect();
        Self {
            slug: source.slug.clone(),
            title: source.title.clone(),
            href: links::source(&source.slug),
            r#type: source.r#type.label(),
            origin: origin(source),
            stated: source
                .publisher
                .clone()
                .into_iter()
                .chain(source.published.map(Edtf::words))
                .collect(),
            clauses: record.clauses,
            articles: record.articles,
            version: record.version,
            added_on: added.parse().map_or_else(|_| added.clone(), Edtf::words),
            added,
            language: source.language.clone(),
            missing: missing(source),
        }
    }
}

impl SourceItem {
    pub(super) fn counted(&self) -> String {
        counted(self.clauses, "passage", "passages")
    }

    fn language_name(&self) -> &str {
        language_name(&self.language)
    }
}

/// What is not stated about a source. A treaty's text is cited by its treaty, not by who printed it.
fn missing(source: &Source) -> Vec<&'static str> {
    let is_text = source.r#type == SourceType::Text;
    let stated = [
        ("publisher", is_text || source.publisher.is_some()),
        ("date", is_text || source.published.is_some()),
        ("address", source.url.is_some()),
        ("licence", source.licence.is_some()),
    ];
    stated.into_iter().filter(|(_, stated)| !stated).map(|(what, _)| what).collect()
}

/// "TASS, 8 April 2025", "publisher and date not stated".
pub(super) fn origin(source: &Source) -> String {
    match (&source.publisher, source.published) {
        (Some(publisher), Some(date)) => format!("{publisher}, {}", date.words()),
        (Some(publisher), None) => format!("{publisher}, date not stated"),
        (None, Some(date)) => format!("{}, publisher not stated", date.words()),
        (None, None) => "publisher and date not stated".to_owned(),
    }
}

/// The sources.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "sources.html")]
pub(super) struct SourcesPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The treaty whose sources these are.
    treaty: Option<Link>,
    /// All sources of this list.
    total: u64,
    /// Those on this page, newest version first.
    sources: Vec<SourceItem>,
    /// The rest of the list.
    next: Option<String>,
    /// The types of source, each with its number.
    #[serde(skip)]
    types: Vec<Kind>,
}

impl List for SourcesPage {
    const COLUMNS: &'static [&'static [&'static str]] = &[list::SOURCES];

    fn listing(&self) -> Listing<'_> {
        Listing {
            chrome: &self.chrome,
            columns: list::SOURCES,
            rows: self.sources.iter().map(Row::source).collect(),
            total: self.total,
            previous: None,
            next: self.next.as_deref(),
        }
    }
}

/// A type of source to choose; or all.
#[derive(Debug)]
struct Kind {
    label: &'static str,
    href: String,
    sources: u64,
    chosen: bool,
}

/// Which sources are asked for.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct SourcesParams {
    /// Only those on this treaty.
    #[schemars(example = &"iran-russia-2025")]
    treaty: Option<String>,
    /// Only those of this type.
    r#type: Option<SourceType>,
    /// The key of the next page, as `next` has it.
    after: Option<String>,
}

pub(super) async fn list(
    State(state): State<AppState>,
    twin: Twin,
    Params(asked): Params<SourcesParams>,
) -> Result<Answer<list::Rows<SourcesPage>>, WebError> {
    let SourcesParams { treaty, r#type: kind, after } = asked;
    let store = state.store();
    let treaty = match treaty.as_deref() {
        None => None,
        Some(written) => Some(of_treaty(&state, written).await?.treaty),
    };
    let after = after.as_deref();
    if twin == Twin::Atom {
        let of = SourceList { treaty: treaty.map(|t| t.slug), r#type: kind };
        return Ok(newest(&state, &of, after).await?.into());
    }
    let slug = treaty.as_ref().map(|t| &t.slug);
    let counts = store.sources_counted(slug).await?;
    let labels = SourceType::ALL.map(|t| (Some(t), t.plural()));
    let types = [(None, "All")].into_iter().chain(labels);
    let types = types.map(|(of, label)| Kind {
        label,
        href: address(slug, of, None),
        sources: count(&counts, of),
        chosen: of == kind,
    });
    let types: Vec<Kind> = types.filter(|k| k.sources > 0 || k.chosen).collect();
    let after: Option<Slug> = after.map(|a| a.parse().map_err(|_| gone())).transpose()?;
    let size = list::page_size(twin, PAGE);
    let of = SourceList { treaty: slug.cloned(), r#type: kind };
    // One more than is shown says whether there is a next page.
    let listed = store.sources_listed(&of, after.as_ref(), size + 1).await?;
    let mut sources = listed.ok_or_else(gone)?;
    let size = size as usize;
    let next = sources.get(size - 1).filter(|_| sources.len() > size);
    let next = next.map(|last| address(slug, kind, Some(&last.source.slug)));
    sources.truncate(size);
    let page = SourcesPage {
        chrome: Chrome {
            description: ABOUT.to_owned(),
            noindex: treaty.is_some() || kind.is_some() || after.is_some(),
            ..Chrome::list("Sources", &address(slug, kind, after.as_ref()))
        },
        treaty: treaty.map(|t| Link { label: t.title, href: links::treaty(&t.slug) }),
        total: count(&counts, kind),
        sources: sources.iter().map(SourceItem::of).collect(),
        next,
        types,
    };
    list::answer(&state, twin, &page)
}

/// How many sources of this type there are, or of all.
fn count(counts: &[(SourceType, u64)], of: Option<SourceType>) -> u64 {
    counts.iter().filter(|(t, _)| of.is_none_or(|of| *t == of)).map(|(_, n)| n).sum()
}

/// Sources as a feed: those first whose words changed last.
async fn newest(
    state: &AppState,
    of: &SourceList,
    after: Option<&str>,
) -> Result<Response, WebError> {
    let store = state.store();
    let first = address(of.treaty.as_ref(), of.r#type, None);
    let from: Option<Slug> = after.map(|a| a.parse().map_err(|_| gone())).transpose()?;
    let news = store.newest_sources(of, from.as_ref(), FEED).await?.ok_or_else(gone)?;
    let total = count(&store.sources_counted(of.treaty.as_ref()).await?, of.r#type);
    let page = Page::of(news, |news| news.slug.clone(), total, (&first, after));
    let held = store.sources_named(&page.slugs()).await?;
    let row = |r: SourceRecord| (r.source.slug.clone(), Row::source(&SourceItem::of(&r)));
    let chrome = Chrome {
        description: ABOUT.to_owned(),
        ..Chrome::of("Sources", &links::after(&first, after))
    };
    page.with(held.into_iter().map(row)).feed(state, &chrome)
}

/// `/feed.atom`: what is new on the site, where feed readers look for it.
pub(super) async fn feed(
    state: State<AppState>,
) -> Result<Answer<list::Rows<SourcesPage>>, WebError> {
    list(state, Twin::Atom, Params(SourcesParams::default())).await
}

/// The treaty that people name in an address.
pub(super) async fn of_treaty(state: &AppState, written: &str) -> Result<TreatyRecord, WebError> {
    let unknown = || {
        let shown = short(written);
        WebError::bad_request("treaty", format!("Pacta holds nothing on a treaty named “{shown}”."))
            .way(Way::new("All treaties", "/treaties"))
    };
    let slug = Slug::from_text(written).map_err(|_| unknown())?;
    let store = state.store();
    let now = store.treaty_name(&slug).await?.unwrap_or(slug);
    store.treaty(&now).await?.ok_or_else(unknown)
}

/// The address of the list, of one treaty or type or of all.
fn address(treaty: Option<&Slug>, kind: Option<SourceType>, after: Option<&Slug>) -> String {
    let parts = [
        treaty.map(|slug| format!("treaty={slug}")),
        kind.map(|kind| format!("type={}", kind.as_str())),
        after.map(|slug| format!("after={slug}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "/sources".to_owned() } else { format!("/sources?{}", parts.join("&")) }
}

/// The answer where a source is not held.
pub(super) fn no_such_source(slug: &Slug) -> WebError {
    WebError::not_found(format!("Pacta holds no source named “{slug}”."))
        .way(Way::new("All sources", "/sources"))
}
