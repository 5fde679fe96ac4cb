//! The page of one domain, party, institution or year: its passages, and what narrows them.

mod passages;

use askama::Template;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

pub(super) use self::passages::Passages;
use super::{
    AppState,
    chrome::Chrome,
    describe::{Endpoint, get},
    error::{Way, WebError},
    excerpt::short,
    extract::{Onward, Params, SlugPath},
    facets::{self, Narrowing},
    links,
    list::{self, List, Listing},
    page::Answer,
    search, skos,
    twin::Twin,
    view::{Link, SourceGroup, counted, label},
    vocabulary::{Codes, Kind},
};
use crate::{
    model::{Slug, SourceType},
    search::{Query, SearchPage as Found, SearchRequest, Sort},
    store::{Facet, Term, TreatyRecord},
};

/// Treaties whose briefs are linked.
const BRIEFS: usize = 3;
/// Passages on a page.
pub(super) const PAGE: u32 = 20;

/// One subject, party, institution or year, with its passages.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "entry.html")]
pub(super) struct EntryPage {
    #[serde(skip)]
    pub(super) chrome: Chrome,
    #[serde(skip)]
    pub(super) parent: Link,
    /// Its name.
    pub(super) label: String,
    /// Its name in addresses.
    pub(super) slug: Slug,
    /// One honest sentence on what is held.
    pub(super) lead: String,
    /// How many passages there are on all pages.
    pub(super) clauses_total: u64,
    /// What belongs to a subject; of a name that several treaties give to bodies, that these may differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) scope: Option<String>,
    /// A subject’s codes in other schemes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) codes: Option<Codes>,
    /// The briefs on a subject that quote the most of its passages, by treaty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) briefs: Vec<Link>,
    /// A party’s treaties.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) treaties: Option<Link>,
    /// The passages on this page, by source.
    pub(super) groups: Vec<SourceGroup>,
    /// What else stands in the same passages, each leading to a search for both.
    #[serde(flatten)]
    pub(super) narrowing: Narrowing,
    /// The search for these passages, to which words are added.
    #[serde(skip)]
    pub(super) within: String,
    #[serde(skip)]
    pub(super) previous: Option<String>,
    /// The rest of the list.
    pub(super) next: Option<String>,
}

impl EntryPage {
    /// The same passages as a search, newest first.
    fn newest(&self) -> String {
        links::search(&self.within, Sort::Newest, None)
    }
}

impl List for EntryPage {
    const COLUMNS: &'static [&'static [&'static str]] = &[list::CLAUSES];

    fn listing(&self) -> Listing<'_> {
        Listing {
            chrome: &self.chrome,
            columns: list::CLAUSES,
            rows: list::grouped(&self.groups),
            total: self.clauses_total,
            previous: self.previous.as_deref(),
            next: self.next.as_deref(),
        }
    }
}

/// The page of one value of a vocabulary.
pub(super) fn entry_of(kind: &'static Kind) -> Endpoint {
    get(move |state: State<AppState>, twin: Twin, slug: SlugPath, params: Params<Onward>| {
        entry(kind, state, twin, slug, params)
    })
}

async fn entry(
    kind: &Kind,
    State(state): State<AppState>,
    twin: Twin,
    SlugPath(slug): SlugPath,
    Params(Onward { after }): Params<Onward>,
) -> Result<Answer<list::Rows<EntryPage>>, WebError> {
    let store = state.store();
    let terms = store.terms_named(kind.facet, std::slice::from_ref(&slug)).await?;
    let term = terms.first();
    let domain =
        (kind.facet == Facet::Domain).then(|| state.codebook().domain(slug.as_str())).flatten();
    // A domain without passages is still a domain; a party nobody names is not held.
    if term.is_none() && domain.is_none() {
        return Err(unknown(&state, kind, &slug, &store.terms(kind.facet).await?));
    }
    if let (Twin::JsonLd, Some(domain)) = (twin, domain) {
        return Ok(skos::concept(&state, domain).into());
    }
    let label = match (domain, term) {
        (Some(d), _) => d.label.clone(),
        (None, Some(t)) => label(&state, t),
        (None, None) => slug.to_string(),
    };
    let total = term.map_or(0, |t| t.clauses);
    let after = after.as_deref();
    let path = format!("{}/{slug}", kind.path);
    let within = format!("{}:{slug}", kind.facet.as_str());
    let list = (path.as_str(), within.as_str());
    let passages = match twin {
        Twin::Atom => Passages::found(&state, twin, list, after).await?,
        _ => Passages::held(&state, twin, list, (kind.facet, &slug, total), after).await?,
    };
    let total = passages.total;
    let named = if domain.is_some() { label.to_lowercase() } else { label.clone() };
    let lead = passages.about.lead(total, kind.verb, &named);
    let (concept, briefs) = match domain {
        Some(_) => (&[Twin::JsonLd][..], briefs(&state, &slug).await?),
        None => (&[][..], Vec::new()),
    };
    let page = EntryPage {
        chrome: Chrome {
            description: lead.clone(),
            noindex: after.is_some(),
            rows: total,
            ..Chrome::list(label.clone(), &links::after(&path, after)).with(concept, &path)
        },
        briefs,
        treaties: treaties_of(&state, kind.facet, &slug).await?,
        parent: Link { label: kind.title.to_owned(), href: kind.path.to_owned() },
        lead,
        clauses_total: total,
        scope: domain.map(|d| d.scope.clone()).or_else(|| {
            let known = kind.facet != Facet::Institution
                || state.codebook().institution(slug.as_str()).is_some();
            passages.about.many_bodies().filter(|_| !known)
        }),
        codes: domain.map(Codes::of),
        groups: passages.groups,
        narrowing: passages.about.narrowing,
        previous: passages.previous,
        next: passages.next,
        within,
        label,
        slug,
    };
    list::answer(&state, twin, &page)
}

/// What the index tells of the passages that a query finds; nothing while there is none.
#[derive(Default)]
pub(super) struct About {
    narrowing: Narrowing,
    sources: usize,
    treaties: usize,
    types: Vec<Slug>,
    /// What has to be said of the treaties' texts.
    texts: String,
}

impl About {
    async fn of(state: &AppState, query: &str) -> Result<Self, WebError> {
        let query = Query::parse(query)?;
        let request =
            SearchRequest { query: query.clone(), sort: Sort::Relevance, after: None, limit: 0 };
        match search::run(state, request).await {
            Ok(found) => Self::found(state, &query, &found).await,
            Err(WebError::SearchUnavailable) => Ok(Self::default()),
            Err(other) => Err(other),
        }
    }

    /// What a search that was made tells.
    pub(super) async fn found(
        state: &AppState,
        query: &Query,
        found: &Found,
    ) -> Result<Self, WebError> {
        let terms = facets::named(state, query, found).await?;
        let narrowing = facets::narrowing(state, query, Sort::Relevance, found, &terms).further();
        let of = |facet| found.facets.iter().filter(move |c| c.facet == facet);
        let slugs = |facet| -> Vec<Slug> {
            of(facet).filter_map(|c| terms.get(&c.term).map(|t| t.slug.clone())).collect()
        };
        let types = slugs(Facet::Type);
        let treaties = slugs(Facet::Treaty);
        let texts = match treaties.as_slice() {
            _ if types.iter().any(|t| is(t, SourceType::Text)) => String::new(),
            [] => String::new(),
            [one] => lacking(state.store().treaty(one).await?, found.total),
            _ => lacking(None, found.total),
        };
        let (sources, treaties) = (of(Facet::Source).count(), treaties.len());
        Ok(Self { narrowing, sources, treaties, types, texts })
    }

    /// What has to be said of a body that is known by its name alone: "Joint Committee".
    fn many_bodies(&self) -> Option<String> {
        (self.treaties > 1).then(|| {
            format!(
                "A name and not one body: passages on {} treaties have it, and each treaty may mean a body of its own.",
                self.treaties
            )
        })
    }

    pub(super) fn narrowing(self) -> Narrowing {
        self.narrowing
    }

    /// "3 passages are about energy, all from one report. Pacta does not hold the text of the treaty:
    /// Treaty of Amity."
    pub(super) fn lead(&self, total: u64, verb: (&str, &str), label: &str) -> String {
        if total == 0 {
            return format!("No passage that Pacta holds {} {label}.", verb.0);
        }
        let noun = match self.types.as_slice() {
            [one] if is(one, SourceType::Report) => ("report", "reports"),
            [one] if is(one, SourceType::Text) => ("treaty text", "treaty texts"),
            [_] => ("official statement", "official statements"),
            _ => ("source", "sources"),
        };
        let from = match self.sources {
            0 => String::new(),
            1 if total == 1 => format!(", from one {}", noun.0),
            1 => format!(", all from one {}", noun.0),
            n => format!(", from {}", counted(n as u64, noun.0, noun.1)),
        };
        let verb = if total == 1 { verb.0 } else { verb.1 };
        let passages = counted(total, "passage", "passages");
        format!("{passages} {verb} {label}{from}.{}", self.texts)
    }
}

/// What has to be said where no passage is from a treaty's text; `treaty` is the one that all are on.
fn lacking(treaty: Option<TreatyRecord>, passages: u64) -> String {
    match treaty.filter(|t| t.texts == 0).map(|t| t.treaty) {
        Some(treaty) if treaty.is_named() => {
            format!(" Pacta does not hold the text of the treaty: {}.", treaty.title)
        }
        Some(_) => " Its treaty is not named.".to_owned(),
        None if passages == 1 => String::new(),
        None => " None is from a treaty’s text.".to_owned(),
    }
}

/// Whether a value of a vocabulary is this type of source.
fn is(value: &Slug, kind: SourceType) -> bool {
    value.as_str() == kind.as_str()
}

/// The briefs on a domain of the treaties that have most passages on it.
async fn briefs(state: &AppState, domain: &Slug) -> Result<Vec<Link>, WebError> {
    let treaties = state.store().terms_beside(Facet::Domain, domain, Facet::Treaty).await?;
    let brief =
        |t: &Term| Link { label: t.label.clone(), href: links::brief(&t.slug, Some(domain)) };
    Ok(treaties.iter().take(BRIEFS).map(brief).collect())
}

/// The treaties of a party, counted.
async fn treaties_of(
    state: &AppState,
    facet: Facet,
    slug: &Slug,
) -> Result<Option<Link>, WebError> {
    let party = (facet == Facet::Party).then(|| state.codebook().country(slug.as_str())).flatten();
    let Some(party) = party else { return Ok(None) };
    let (treaties, _) = state.store().treaties_counted(Some(&party.code)).await?;
    let label = format!("{} of {}", counted(treaties, "treaty", "treaties"), party.name);
    Ok((treaties > 0).then(|| Link { label, href: links::treaties_of(slug) }))
}

/// The 404 of a value that is not held, with the nearest ones that are.
fn unknown(state: &AppState, kind: &Kind, slug: &Slug, terms: &[Term]) -> WebError {
    let shown = short(slug.as_str());
    let mut error = WebError::not_found(format!(
        "Pacta has no page “{shown}” under {}.",
        kind.title.to_lowercase()
    ))
    .way(Way::new(format!("All {}", kind.title.to_lowercase()), kind.path))
    .way(Way::new(
        format!("Search for “{shown}”"),
        links::search(&shown.replace('-', " "), Sort::Relevance, None),
    ));
    for term in terms.iter().filter(|t| near(t.slug.as_str(), slug.as_str())).take(3) {
        error = error.way(Way::new(label(state, term), links::term(term)));
    }
    error
}

/// Whether one slug begins or contains the other.
fn near(a: &str, b: &str) -> bool {
    a.len() > 2 && b.len() > 2 && (a.contains(b) || b.contains(a))
}
