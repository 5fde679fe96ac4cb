//! Sources: the list, the reading view, and addresses of places in them.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{
    AppState,
    chrome::Chrome,
    error::{Way, WebError},
    extract::{Params, SlugPath},
    links::{self, READING_PAGE},
    page::answer,
    twin::Twin,
    view::{ClauseItem, Link},
};
use crate::{
    model::{Locator, Outline, OutlineKind, Slug, Source},
    store::{Reading, SourceRecord},
};

/// A source in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SourceItem {
    pub(super) slug: Slug,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) r#type: &'static str,
    /// Publisher and date, or that they are not stated.
    pub(super) origin: String,
    pub(super) clauses: u64,
    pub(super) version: u32,
    /// When the newest version was added, `2026-11-23`.
    pub(super) added: String,
}

impl SourceItem {
    pub(super) fn of(record: &SourceRecord) -> Self {
        let source = &record.source;
        Self {
            slug: source.slug.clone(),
            title: source.title.clone(),
            href: links::source(&source.slug),
            r#type: source.r#type.label(),
            origin: origin(source),
            clauses: record.clauses,
            version: record.version,
            added: record.added.chars().take(10).collect(),
        }
    }
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

#[derive(Template, Serialize)]
#[template(path = "sources.html")]
struct SourcesPage {
    #[serde(skip)]
    chrome: Chrome,
    sources: Vec<SourceItem>,
}

pub(super) async fn list(State(state): State<AppState>, twin: Twin) -> Result<Response, WebError> {
    let page = SourcesPage {
        chrome: Chrome {
            description: "Every document that Pacta’s passages come from.".to_owned(),
            ..Chrome::of("Sources", "/sources")
        },
        sources: state.store().sources().await?.iter().map(SourceItem::of).collect(),
    };
    answer(twin, &page)
}

/// A block of the reading view.
#[derive(Debug, Serialize)]
struct Block {
    /// The heading's words, where this is one.
    heading: Option<String>,
    /// The sentences of a paragraph.
    clauses: Vec<ClauseItem>,
}

#[derive(Template, Serialize)]
#[template(path = "source.html")]
struct SourcePage {
    #[serde(skip)]
    chrome: Chrome,
    source: SourceItem,
    metadata: Source,
    treaty: Link,
    /// The version's hash.
    revision: String,
    blocks: Vec<Block>,
    /// The pages before and after this one of a long source.
    previous: Option<String>,
    next: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    SlugPath(slug): SlugPath,
    params: Params,
) -> Result<Response, WebError> {
    let from = match params.get("from").map(str::parse::<u32>) {
        None => 0,
        // Any passage's number leads to the page that has it.
        Some(Ok(from)) => from - from % READING_PAGE,
        Some(Err(_)) => {
            return Err(WebError::bad_request(
                "from",
                "It is not the number of a passage.".to_owned(),
            ));
        }
    };
    // One passage more at either side tells where this page's headings begin, and if it is the last.
    let orders = from.saturating_sub(1)..from.saturating_add(READING_PAGE + 1);
    let Some(mut reading) = state.store().reading(&slug, orders).await? else {
        return Err(no_such_source(&slug));
    };
    let more = reading.clauses.pop_if(|c| c.order >= from + READING_PAGE).is_some();
    let before = reading.clauses.first().filter(|c| c.order < from).map(|c| c.end);
    reading.clauses.retain(|c| c.order >= from);
    let treaty = state.store().treaty(&reading.record.source.treaty).await?;
    let title = treaty.map_or_else(|| reading.record.source.treaty.to_string(), |t| t.treaty.title);
    let source = reading.record.source.clone();
    let page = SourcePage {
        chrome: Chrome {
            description: format!(
                "{} ({}), to be read in order; each sentence has its permanent link.",
                source.title,
                origin(&source)
            ),
            ..Chrome::of(source.title.clone(), &links::reading(&slug, from))
        },
        source: SourceItem::of(&reading.record),
        treaty: Link { label: title, href: links::treaty(&source.treaty) },
        revision: reading.record.revision.to_string(),
        blocks: blocks(&state, &reading, before.unwrap_or(0), more),
        previous: from.checked_sub(READING_PAGE).map(|order| links::reading(&slug, order)),
        next: more.then(|| links::reading(&slug, from + READING_PAGE)),
        metadata: source,
    };
    answer(twin, &page)
}

/// Headings and paragraphs in document order, from the byte `start` on; the document's own title is
/// the page's. Where there is `more`, headings behind the last passage belong to the next page.
fn blocks(state: &AppState, reading: &Reading, start: usize, more: bool) -> Vec<Block> {
    let end = reading.clauses.last().filter(|_| more).map_or(usize::MAX, |c| c.end);
    let title = &reading.record.source.title;
    let mut parts: Vec<(usize, Option<&str>, Option<&crate::model::ClauseRecord>)> = Vec::new();
    let here = |o: &&Outline| o.kind == OutlineKind::Heading && (start..end).contains(&o.start);
    for o in reading.outline.iter().filter(here) {
        let words = reading.text.get(o.start..o.end).unwrap_or_default();
        if words != title {
            parts.push((o.start, Some(words), None));
        }
    }
    parts.extend(reading.clauses.iter().map(|c| (c.start, None, Some(c))));
    parts.sort_by_key(|(start, ..)| *start);
    let mut blocks: Vec<Block> = Vec::new();
    let mut last: Option<String> = None;
    for (_, heading, clause) in parts {
        if let Some(heading) = heading {
            blocks.push(Block { heading: Some(heading.to_owned()), clauses: Vec::new() });
            last = None;
        }
        if let Some(clause) = clause {
            let paragraph = clause.locator.as_str().split('.').next().map(str::to_owned);
            let item = ClauseItem::of(state, clause);
            match blocks.last_mut() {
                Some(block) if paragraph == last && block.heading.is_none() => {
                    block.clauses.push(item);
                }
                _ => blocks.push(Block { heading: None, clauses: vec![item] }),
            }
            last = paragraph;
        }
    }
    blocks
}

fn no_such_source(slug: &Slug) -> WebError {
    WebError::not_found(format!("Pacta holds no source named “{slug}”."))
        .way(Way::new("All sources", "/sources"))
}

/// `/sources/{slug}/{locator}`: what stands at a place now. The wording there may change, so this
/// redirects, and does so for a time only (302).
pub(super) async fn place(
    State(state): State<AppState>,
    twin: Twin,
    Path((slug, typed)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let slug =
        Slug::from_text(&slug).map_err(|_| WebError::not_found("There is no such source."))?;
    if state.store().source(&slug).await?.is_none() {
        return Err(no_such_source(&slug));
    }
    let nothing = || {
        WebError::not_found(format!(
            "Nothing stands at “{}” in this source.",
            typed.chars().take(60).collect::<String>()
        ))
        .way(Way::new("Read the source in order", links::source(&slug)))
    };
    let written = typed.parse::<Locator>().ok();
    let meant = Locator::from_typed(&typed).ok();
    for locator in written.into_iter().chain(meant) {
        if let Some(id) = state.store().clause_at(&slug, &locator).await? {
            let to = twin.address(&links::clause(id));
            return Ok((StatusCode::FOUND, [(header::LOCATION, to)]).into_response());
        }
    }
    Err(nothing())
}
