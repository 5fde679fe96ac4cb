//! The reading view: a source in its order, each passage with its permanent link.

use std::collections::{HashMap, HashSet};

use askama::Template;
use axum::{
    extract::State,
    http::{Uri, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{
    AppState, absent,
    chrome::Chrome,
    cite::{CiteSection, Subject},
    contents::{self, Entry},
    error::{WebError, no_such_twin},
    extract::{Params, SlugPath},
    links::{self, READING_PAGE},
    list::{self, List, Listing, Row},
    sources::{SourceItem, origin},
    twin::Twin,
    view::{ClauseItem, Link, SourceGroup},
};
use crate::{
    cite,
    model::{Locator, Outline, OutlineKind, Slug, Source, SourceType},
    store::{DivisionRecord, Reading},
};

/// A heading of the text.
#[derive(Debug, Serialize)]
struct Heading {
    /// Its words.
    text: String,
    /// The rank of its element, 2 to 6.
    rank: usize,
    /// The division's eId, where no passage has the same.
    anchor: Option<Locator>,
}

/// A block of the reading view.
#[derive(Debug, Serialize)]
struct Block {
    /// The heading, where this is one.
    heading: Option<Heading>,
    /// The sentences of a paragraph; one paragraph or point of a treaty text.
    clauses: Vec<ClauseItem>,
    /// How deep in points of points it stands.
    indent: usize,
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
    /// Table of contents of a treaty text.
    contents: Vec<Entry>,
    blocks: Vec<Block>,
    citation: CiteSection,
    /// The pages before and after this one of a long source.
    previous: Option<String>,
    next: Option<String>,
}

impl List for SourcePage {
    fn listing(&self) -> Listing<'_> {
        let source = SourceGroup {
            source: self.source.slug.clone(),
            title: self.source.title.clone(),
            href: self.source.href.clone(),
            r#type: self.source.r#type,
            clauses: Vec::new(),
        };
        let clauses = self.blocks.iter().flat_map(|block| &block.clauses);
        Listing {
            chrome: &self.chrome,
            columns: list::CLAUSES,
            rows: clauses.map(|c| Row::clause(c, &source)).collect(),
            total: self.source.clauses,
            next: self.next.as_deref(),
        }
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    SlugPath(slug): SlugPath,
    uri: Uri,
    params: Params,
) -> Result<Response, WebError> {
    if twin == Twin::AkomaNtoso {
        return akoma_ntoso(&state, &slug, &uri).await;
    }
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
    let store = state.store();
    let Some(mut reading) = store.reading(&slug, orders).await? else {
        return absent::source(&state, twin, &uri, &slug).await;
    };
    let divisions = store.divisions(&slug).await?;
    let more = reading.clauses.pop_if(|c| c.order >= from + READING_PAGE).is_some();
    let before = reading.clauses.first().filter(|c| c.order < from).map(|c| c.end);
    reading.clauses.retain(|c| c.order >= from);
    let source = reading.record.source.clone();
    let facts = state.treaty_facts(&source.treaty).await?;
    let subject = Subject::source(state.citing(&facts), &source);
    if let Some(file) = subject.file(twin) {
        return Ok(file);
    }
    let path = links::source(&slug);
    let markup: &[Twin] = if source.r#type == SourceType::Text { &[Twin::AkomaNtoso] } else { &[] };
    let page = SourcePage {
        chrome: subject.introduce(Chrome {
            description: format!(
                "{} ({}), to be read in order; each passage has its permanent link.",
                source.title,
                origin(&source)
            ),
            ..Chrome::of(source.title.clone(), &links::reading(&slug, from))
                .with(&[Twin::Csv, Twin::Markdown], &links::reading(&slug, from))
                .with(markup, &path)
        }),
        source: SourceItem::of(&reading.record),
        treaty: Link { label: facts.title.clone(), href: links::treaty(&source.treaty) },
        revision: reading.record.revision.to_string(),
        contents: contents::contents(&slug, &divisions),
        blocks: blocks(&state, &reading, &divisions, before.unwrap_or(0), more),
        previous: from.checked_sub(READING_PAGE).map(|order| links::reading(&slug, order)),
        next: more.then(|| links::reading(&slug, from + READING_PAGE)),
        citation: subject.section()?,
        metadata: source,
    };
    Ok(subject.told(list::answer(&state, twin, &page).await?))
}

/// A treaty text as Akoma Ntoso.
async fn akoma_ntoso(state: &AppState, slug: &Slug, uri: &Uri) -> Result<Response, WebError> {
    let store = state.store();
    let Some(reading) = store.reading(slug, 0..u32::MAX).await? else {
        return absent::source(state, Twin::AkomaNtoso, uri, slug).await;
    };
    if reading.record.source.r#type != SourceType::Text {
        return Err(no_such_twin(Twin::AkomaNtoso, &links::source(slug)));
    }
    let divisions = store.divisions(slug).await?;
    let document = cite::akoma_ntoso(&reading, &divisions).map_err(WebError::internal)?;
    Ok(([(header::CONTENT_TYPE, Twin::AkomaNtoso.media_type())], document).into_response())
}

/// Headings and passages in document order, from the byte `start` on; the document's own title is
/// the page's. Where there is `more`, headings behind the last passage belong to the next page.
fn blocks(
    state: &AppState,
    reading: &Reading,
    divisions: &[DivisionRecord],
    start: usize,
    more: bool,
) -> Vec<Block> {
    let end = reading.clauses.last().filter(|_| more).map_or(usize::MAX, |c| c.end);
    let title = &reading.record.source.title;
    let here = |o: &&Outline| o.kind == OutlineKind::Heading && (start..end).contains(&o.start);
    let mut headings = reading.outline.iter().filter(here).peekable();
    let names = Names::of(reading, divisions);
    let mut blocks: Vec<Block> = Vec::new();
    for clause in &reading.clauses {
        while let Some(o) = headings.next_if(|o| o.start < clause.start) {
            blocks.extend(names.heading(reading, o, title));
        }
        let item = ClauseItem::of(state, clause);
        match blocks.last_mut() {
            Some(block) if continues(block, &item.locator) => block.clauses.push(item),
            _ => {
                let indent = item.locator.points();
                blocks.push(Block { heading: None, clauses: vec![item], indent });
            }
        }
    }
    blocks.extend(headings.filter_map(|o| names.heading(reading, o, title)));
    blocks
}

/// Whether a passage stands in the same paragraph as the block's last one.
fn continues(block: &Block, locator: &Locator) -> bool {
    let last = block.clauses.last().and_then(|c| c.locator.paragraph());
    last.is_some() && last == locator.paragraph()
}

/// What is known of headings: the divisions that begin with them.
struct Names<'a> {
    /// By first byte: how deep the division is, and its eId. Of divisions that begin together, the
    /// outermost owns the heading.
    divisions: HashMap<usize, (usize, &'a Locator)>,
    /// The eIds of passages on this page.
    taken: HashSet<&'a Locator>,
}

impl<'a> Names<'a> {
    fn of(reading: &'a Reading, divisions: &'a [DivisionRecord]) -> Self {
        let mut starts = HashMap::new();
        for (d, depth) in divisions.iter().zip(contents::depths(divisions)) {
            starts.entry(d.division.start).or_insert((depth, &d.division.locator));
        }
        Self { divisions: starts, taken: reading.clauses.iter().map(|c| &c.locator).collect() }
    }

    fn heading(&self, reading: &Reading, o: &Outline, title: &str) -> Option<Block> {
        let text = reading.text.get(o.start..o.end).filter(|words| *words != title)?;
        let division = self.divisions.get(&o.start);
        let heading = Heading {
            text: text.to_owned(),
            rank: (division.map_or(0, |(depth, _)| *depth) + 2).min(6),
            anchor: division.map(|(_, l)| (*l).clone()).filter(|l| !self.taken.contains(l)),
        };
        Some(Block { heading: Some(heading), clauses: Vec::new(), indent: 0 })
    }
}
