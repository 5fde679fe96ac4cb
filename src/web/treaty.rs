//! The page of one treaty: what sources say of it, when, and how much of it is held.

use askama::Template;
use axum::{extract::State, http::Uri};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AppState, absent,
    chrome::Chrome,
    cite::{CiteSection, Subject},
    contents::{self, Entry},
    coverage::Coverage,
    error::WebError,
    extract::{Params, SlugPath},
    facts::{self, FactItem, shown},
    links,
    list::{self, List, Listing, Row},
    page::Answer,
    sources::SourceItem,
    timeline::{Shape, Timeline},
    treaties::TreatyItem,
    twin::Twin,
    view::{Link, TermLink, counted},
};
use crate::{
    cite::TreatyFacts,
    model::{Slug, Source, SourceType},
    search::Sort,
    store::{
        DivisionRecord, Facet, NewsOf, Retraction, SourceList, SourceRecord, Standing, StoreError,
    },
};

/// Articles of a text that are listed by name; of longer ones the text's own contents are linked.
const NAMED: usize = 100;

/// Bytes of names and links that a page has room for, over all its texts; as data, each text has its own.
const ROOM: usize = 20 * 1024;

/// Sources that are listed here; the rest is a link away.
const SOURCES: u32 = 20;
/// Texts whose articles are told, newest first.
const TEXTS: usize = 10;

/// A text of the treaty with the articles that it has.
#[derive(Debug, Serialize, JsonSchema)]
struct HeldText {
    /// The text.
    source: Link,
    /// How many articles it has.
    count: usize,
    /// Empty where they are too many.
    articles: Vec<Entry>,
}

/// A source that the treaty once had.
#[derive(Debug, Serialize, JsonSchema)]
struct Departed {
    /// The source; of one that was taken back, what is left to tell.
    source: Link,
    /// The treaty that it is on now, where it is held.
    treaty: Option<Link>,
    /// When it was taken back, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    retraction: Option<Retraction>,
}

/// One treaty, and what sources say of it.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "treaty.html")]
pub(super) struct TreatyPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The treaty.
    treaty: TreatyItem,
    /// Its parties.
    parties: Vec<Link>,
    /// Whether the treaty's own text is held.
    text_held: bool,
    /// What sources say, by property; differing ones first in the page, marked in both.
    facts: Vec<FactItem>,
    /// The same in the order of time.
    timeline: Option<Timeline>,
    /// The subjects of its passages.
    domains: Vec<TermLink>,
    /// Which articles are held.
    coverage: Option<Coverage>,
    /// The newest ten texts held, each with its articles.
    texts: Vec<HeldText>,
    /// The first of its sources.
    sources: Vec<SourceItem>,
    /// All its sources, where there are more.
    more_sources: Option<Link>,
    /// Where no source is left, the last that it had.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    departed: Vec<Departed>,
    /// How it is cited.
    citation: CiteSection,
    /// All its passages.
    #[serde(skip)]
    passages: String,
    /// What is said of it on one page, to print.
    brief: String,
}

impl Departed {
    /// "24 November 2026" of the day on which it was taken back.
    fn on(at: &str) -> String {
        absent::date_words(at.get(..10).unwrap_or(at))
    }
}

impl TreatyPage {
    /// The source that everything on the page is from, where it has only one.
    fn only_source(&self) -> Option<&SourceItem> {
        match self.sources.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    fn differing(&self) -> Vec<&FactItem> {
        self.facts.iter().filter(|f| f.differs).collect()
    }

    fn agreed(&self) -> Vec<&FactItem> {
        self.facts.iter().filter(|f| !f.differs).collect()
    }
}

impl List for TreatyPage {
    const COLUMNS: &'static [&'static [&'static str]] = &[list::CLAIMS];

    fn listing(&self) -> Listing<'_> {
        let rows = self.facts.iter().flat_map(Row::claims).collect();
        Listing::whole(&self.chrome, list::CLAIMS, rows)
    }
}

/// Where the feed of a treaty's claims goes on; its other forms are whole.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct FeedParams {
    /// The key of the next page, as the feed has it.
    #[schemars(extend("x-forms" = [Twin::Atom]))]
    after: Option<String>,
}

fn chrome(treaty: &TreatyItem) -> Chrome {
    let TreatyItem { title, held, .. } = treaty;
    Chrome {
        description: format!("{title}: what sources say, with the exact words. {held}."),
        ..Chrome::list(title.clone(), &treaty.href)
    }
}

/// Texts with their articles, by name where there is room for them.
fn held(
    texts: &[&Source],
    divisions: &[(&Slug, Vec<DivisionRecord>)],
    twin: Twin,
) -> Vec<HeldText> {
    let mut room = if twin == Twin::Html { ROOM } else { usize::MAX };
    let named = |(source, (slug, divisions)): (&&Source, &(&Slug, Vec<DivisionRecord>))| {
        let mut articles = contents::articles(slug, divisions);
        let count = articles.len();
        let weight: usize = articles.iter().map(|a| a.name.len() + a.href.len()).sum();
        match room.checked_sub(weight).filter(|_| count <= NAMED) {
            Some(left) => room = left,
            None => articles.clear(),
        }
        let label = source.title.clone();
        HeldText { source: Link { label, href: links::source(slug) }, count, articles }
    };
    texts.iter().zip(divisions).map(named).collect()
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    uri: Uri,
    SlugPath(slug): SlugPath,
    Params(FeedParams { after }): Params<FeedParams>,
) -> Result<Answer<list::Rows<TreatyPage>>, WebError> {
    let store = state.store();
    let Some(record) = store.treaty(&slug).await? else {
        return absent::treaty(&state, twin, &uri, &slug).await;
    };
    let known = TreatyFacts::of(store, state.codebook(), &record.treaty).await?;
    let subject = Subject::treaty(state.citing(&known));
    if let Some(file) = subject.file(twin) {
        return Ok(file.into());
    }
    if twin == Twin::Atom {
        let chrome = chrome(&TreatyItem::of(&record));
        let (of, total) = (NewsOf::Treaty(slug.clone()), store.claims_counted(&slug).await?);
        let feed = facts::feed(&state, &of, total, &chrome, after.as_deref()).await?;
        return Ok(subject.told(feed).into());
    }
    let facts = store.facts(&slug, shown(twin)).await?;
    let list = SourceList { treaty: Some(slug.clone()), r#type: None };
    let sources = store.sources_listed(&list, None, SOURCES).await?.unwrap_or_default();
    // Texts come first.
    let texts = sources.iter().map(|s| &s.source).filter(|s| s.r#type == SourceType::Text);
    let texts: Vec<&Source> = texts.take(TEXTS).collect();
    let mut divisions = Vec::new();
    for text in &texts {
        divisions.push((&text.slug, store.divisions(&text.slug).await?));
    }
    let reported = store.reported_places(&slug).await?;
    let count = record.articles.as_deref().and_then(|n| n.parse().ok());
    let domains = store.terms_beside(Facet::Treaty, &slug, Facet::Domain).await?;
    let item = TreatyItem::of(&record);
    let departed = if sources.is_empty() { departed(&state, &slug).await? } else { Vec::new() };
    let parties = record
        .treaty
        .parties
        .iter()
        .filter_map(|code| {
            let country = state.codebook().country(code)?;
            let slug = links::party(country)?;
            Some(Link { label: country.name.clone(), href: format!("/parties/{slug}") })
        })
        .collect();
    let mut items: Vec<FactItem> = facts.iter().map(|f| FactItem::of(f, &item.title)).collect();
    facts::cut(&mut items, twin);
    if record.sources == 1 {
        facts::of_one_source(&mut items);
    }
    let page = TreatyPage {
        chrome: subject.introduce(chrome(&item)),
        parties,
        text_held: record.texts > 0,
        timeline: Timeline::of(&facts),
        facts: items,
        domains: domains.iter().map(|t| TermLink::of(&state, t)).collect(),
        coverage: Coverage::of(count, &divisions, &reported),
        texts: held(&texts, &divisions, twin),
        more_sources: (record.sources > u64::from(SOURCES)).then(|| Link {
            label: format!("All {}", counted(record.sources, "source", "sources")),
            href: format!("/sources?treaty={slug}"),
        }),
        sources: sources.iter().map(SourceItem::of).collect(),
        departed,
        passages: links::search(&format!("treaty:{slug}"), Sort::Document, None),
        brief: links::brief(&slug, None),
        citation: subject.section()?,
        treaty: item,
    };
    Ok(list::answer(&state, twin, &page)?.map(|page| subject.told(page)))
}

/// What became of the sources of a treaty that has none left.
async fn departed(state: &AppState, treaty: &Slug) -> Result<Vec<Departed>, StoreError> {
    let store = state.store();
    let standing = store.departed(treaty, SOURCES).await?;
    let treaties: Vec<&Slug> = standing.iter().map(|s| &s.record.source.treaty).collect();
    let treaties = store.treaties_named(&treaties).await?;
    let departed =
        standing.into_iter().map(|Standing { record: SourceRecord { source, .. }, retraction }| {
            let now =
                treaties.iter().find(|t| retraction.is_none() && t.treaty.slug == source.treaty);
            Departed {
                treaty: now.map(|t| Link {
                    label: t.treaty.title.clone(),
                    href: links::treaty(&t.treaty.slug),
                }),
                source: Link { label: source.title, href: links::source(&source.slug) },
                retraction,
            }
        });
    Ok(departed.collect())
}
