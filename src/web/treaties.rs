//! Treaties: the list, by title, by year of signature, or of one party.

mod feed;
mod groups;

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::groups::Group;
use super::{
    AppState,
    chrome::Chrome,
    error::{self, WebError},
    excerpt::short,
    extract::Params,
    links,
    list::{self, List, Listing, Row},
    page::Answer,
    twin::Twin,
    view::{Link, counted},
};
use crate::{
    annotate::Country,
    model::{Naming, Property, Slug},
    store::{TreatyList, TreatyOrder, TreatyPlace, TreatyRecord},
};

/// Treaties on a page.
const PAGE: u32 = 120;

/// The columns of the parties.
const PARTIES: &[&str] = &["party", "treaties"];

const ABOUT: &str = "Every treaty of which Pacta holds a text or a report.";

/// A treaty in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct TreatyItem {
    /// Its name in addresses.
    pub(super) slug: Slug,
    /// Its title. In square brackets, where no source names it, one that is devised from what they
    /// describe it as; "Treaty not named (…)" where they do not.
    pub(super) title: String,
    /// Its page.
    pub(super) href: String,
    /// Its parties, as ISO 3166-1 alpha-3 codes.
    pub(super) parties: Vec<String>,
    /// What is held: "0 of 47 articles held, 19 passages from one report".
    pub(super) held: String,
}

impl TreatyItem {
    pub(super) fn of(record: &TreatyRecord) -> Self {
        Self {
            slug: record.treaty.slug.clone(),
            title: record.treaty.title.clone(),
            href: links::treaty(&record.treaty.slug),
            parties: record.treaty.parties.clone(),
            held: held(record),
        }
    }

    /// Whether its title is devised.
    pub(super) fn is_devised(&self) -> bool {
        Naming::of(&self.title) == Naming::Devised
    }
}

/// What Pacta holds of a treaty, told plainly.
fn held(record: &TreatyRecord) -> String {
    if record.sources == 0 {
        return "no source held any more".to_owned();
    }
    let text = match (record.texts, record.articles_held, &record.articles) {
        (0, _, Some(n)) => format!("0 of {n} articles held"),
        (0, _, None) => "text not held".to_owned(),
        (n, 0, _) => counted(n, "text held", "texts held"),
        // A text may count other articles than a report says it has; then both can't be told as one.
        (_, held, Some(n)) if n.parse().is_ok_and(|n: u64| held <= n) => {
            format!("{held} of {n} articles held")
        }
        (_, held, _) => counted(held, "article held", "articles held"),
    };
    let passages = counted(record.clauses, "passage", "passages");
    let from = match (record.sources, record.texts) {
        (1, 0) => "one report".to_owned(),
        (n, 0) => format!("{n} reports"),
        (1, _) => "one source".to_owned(),
        (n, _) => format!("{n} sources"),
    };
    format!("{text}, {passages} from {from}")
}

/// A treaty in the list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ListedTreaty")]
struct Listed {
    #[serde(flatten)]
    treaty: TreatyItem,
    /// The heading that it stands under.
    group: String,
    #[serde(skip)]
    anchor: String,
    /// When it was signed, in a list by year.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed: Option<String>,
}

/// How the list is ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum By {
    /// By title.
    #[default]
    Title,
    /// By year of signature; under several years where sources differ.
    Year,
    /// The parties, each with its treaties.
    Party,
}

impl By {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Title, "title", "By title"),
        (Self::Year, "year", "By year of signature"),
        (Self::Party, "party", "By party"),
    ];
}

/// A way to order the list, or a group to jump to.
#[derive(Debug)]
struct Way {
    label: String,
    href: String,
    current: bool,
}

/// The treaties.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "treaties.html")]
pub(super) struct TreatiesPage {
    #[serde(skip)]
    chrome: Chrome,
    /// How they are ordered.
    by: By,
    /// The party whose treaties these are.
    party: Option<Link>,
    /// How many treaties the list has on all its pages.
    total: u64,
    /// Those of which a text is held.
    with_text: u64,
    #[serde(skip)]
    orders: Vec<Way>,
    #[serde(skip)]
    jumps: Vec<Way>,
    /// Those on this page; under more than one heading where sources differ.
    treaties: Vec<Listed>,
    /// The parties, each with its treaties, where the list is by party.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parties: Vec<PartyCount>,
    /// The rest of the list.
    next: Option<String>,
}

impl List for TreatiesPage {
    const COLUMNS: &'static [&'static [&'static str]] = &[list::TREATIES, PARTIES];

    fn listing(&self) -> Listing<'_> {
        if !self.parties.is_empty() {
            let rows = self.parties.iter().map(PartyCount::row).collect();
            return Listing::whole(&self.chrome, PARTIES, rows);
        }
        // One that stands under several headings is one row.
        let mut rows: Vec<Row> = Vec::new();
        for listed in &self.treaties {
            if rows.iter().all(|row| row.href != listed.treaty.href) {
                rows.push(Row::treaty(&listed.treaty));
            }
        }
        Listing {
            chrome: &self.chrome,
            columns: list::TREATIES,
            rows,
            total: self.total,
            previous: None,
            next: self.next.as_deref(),
        }
    }
}

impl PartyCount {
    fn row(&self) -> Row {
        Row {
            note: counted(self.treaties, "treaty", "treaties"),
            cells: vec![self.label.clone(), self.treaties.to_string()],
            ..Row::named(&self.label, &self.href)
        }
    }
}

/// A party with the number of its treaties.
#[derive(Debug, Serialize, JsonSchema)]
struct PartyCount {
    /// Its name.
    label: String,
    /// Its treaties.
    href: String,
    /// How many it has.
    treaties: u64,
}

impl TreatiesPage {
    /// The treaties under each heading.
    fn groups(&self) -> impl Iterator<Item = &[Listed]> {
        self.treaties.chunk_by(|a, b| a.group == b.group)
    }
}

/// Which treaties are asked for.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct TreatiesParams {
    /// How they are ordered.
    // A feed is newest first, whatever order its page is in.
    #[schemars(extend("x-forms" = list::TABLES))]
    by: By,
    /// Only those of this party: its name, its code, or as addresses have it.
    #[schemars(example = &"iran")]
    party: Option<String>,
    /// The key of the next page, as `next` has it.
    after: Option<String>,
    /// The letter or year to begin with.
    #[schemars(extend("x-forms" = list::TABLES))]
    from: Option<String>,
}

pub(super) async fn list(
    State(state): State<AppState>,
    twin: Twin,
    Params(asked): Params<TreatiesParams>,
) -> Result<Answer<list::Rows<TreatiesPage>>, WebError> {
    let TreatiesParams { by, party, after, from } = asked;
    let store = state.store();
    let party = party.as_deref().map(|written| named(&state, written)).transpose()?;
    if twin == Twin::Atom {
        return Ok(feed::feed(&state, party, after.as_deref()).await?.into());
    }
    let parties = match (by, party) {
        (By::Party, None) => counts(&state).await?,
        _ => Vec::new(),
    };
    let order = if by == By::Year { TreatyOrder::Year } else { TreatyOrder::Title };
    let of = TreatyList { order, party: party.map(|p| p.code.clone()) };
    let headings = match (by, party) {
        (By::Party, None) => Vec::new(),
        _ => store.treaty_headings(&of).await?,
    };
    let (after, from) = (after.as_deref(), from.as_deref());
    let place = place(after, from, &headings)?;
    let size = list::page_size(twin, PAGE) as usize;
    let mut treaties = if headings.is_empty() {
        Vec::new()
    } else {
        // One more than is shown says whether there is a next page.
        store.treaties_listed(&of, &place, list::page_size(twin, PAGE) + 1).await?
    };
    let next = treaties.get(size - 1).filter(|_| treaties.len() > size);
    let next = next.map(|last| format!("{}.{}", last.heading, last.record.treaty.slug));
    treaties.truncate(size);
    let paged = next.is_some() || place != TreatyPlace::Start;
    let slugs: Vec<&Slug> = treaties.iter().map(|t| &t.record.treaty.slug).collect();
    let dates = match by {
        By::Year => store.values_of(Property::Signature, &slugs).await?,
        _ => Vec::new(),
    };
    let signed = groups::signed(&dates);
    let (total, with_text) = store.treaties_counted(of.party.as_deref()).await?;
    let slug = party.and_then(links::party);
    let address = |by: By, more: &[(&str, &str)]| address(by, slug.as_ref(), more);
    let asked = after.map(|key| ("after", key)).or(from.map(|key| ("from", key)));
    let here: Vec<(&str, &str)> = asked.into_iter().collect();
    let shown = TreatiesPage {
        chrome: Chrome {
            description: ABOUT.to_owned(),
            noindex: after.is_some() || from.is_some(),
            ..Chrome::list(title(party), &address(by, &here))
        },
        by,
        party: party.map(|party| Link { label: party.name.clone(), href: address(By::Title, &[]) }),
        total,
        with_text,
        orders: By::ALL
            .iter()
            .map(|(order, _, label)| Way {
                label: (*label).to_owned(),
                href: match order {
                    By::Party => "/treaties?by=party".to_owned(),
                    _ => address(*order, &[]),
                },
                current: *order == by,
            })
            .collect(),
        jumps: groups::jumps(&headings)
            .into_iter()
            .map(|group| Way {
                label: group.label,
                href: if paged {
                    address(by, &[("from", &group.key)])
                } else {
                    format!("#in-{}", group.key)
                },
                current: false,
            })
            .collect(),
        treaties: treaties
            .iter()
            .map(|listed| Listed {
                treaty: TreatyItem::of(&listed.record),
                anchor: format!("in-{}", listed.heading),
                group: Group::of(&listed.heading).label,
                signed: signed.get(&listed.record.treaty.slug).cloned(),
            })
            .collect(),
        parties,
        next: next.map(|key| address(by, &[("after", &key)])),
    };
    list::answer(&state, twin, &shown)
}

fn title(party: Option<&Country>) -> String {
    party.map_or_else(|| "Treaties".to_owned(), |party| format!("Treaties of {}", party.name))
}

/// Where the page begins that the parameters ask for.
fn place(
    after: Option<&str>,
    from: Option<&str>,
    headings: &[String],
) -> Result<TreatyPlace, WebError> {
    let known = |heading: &str| headings.iter().any(|h| h == heading);
    let unknown = |name| WebError::bad_request(name, "No page of this list gave it.".to_owned());
    match (after, from) {
        (Some(key), _) => {
            let place = key.split_once('.').filter(|(heading, _)| known(heading));
            let place = place.and_then(|(heading, slug)| Some((heading, slug.parse().ok()?)));
            let (heading, treaty) = place.ok_or_else(|| unknown("after"))?;
            Ok(TreatyPlace::After { heading: heading.to_owned(), treaty })
        }
        (None, Some(heading)) if known(heading) => Ok(TreatyPlace::Heading(heading.to_owned())),
        (None, Some(_)) => Err(unknown("from")),
        (None, None) => Ok(TreatyPlace::Start),
    }
}

/// The address of the list in an order, of one party or of all.
fn address(by: By, party: Option<&Slug>, more: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some((_, name, _)) = By::ALL.iter().find(|(b, ..)| *b == by && by != By::Title) {
        query.append_pair("by", name);
    }
    if let Some(party) = party {
        query.append_pair("party", party.as_str());
    }
    let query = query.extend_pairs(more).finish();
    if query.is_empty() { "/treaties".to_owned() } else { format!("/treaties?{query}") }
}

/// The party that people name in an address.
fn named<'a>(state: &'a AppState, written: &str) -> Result<&'a Country, WebError> {
    let shown = short(written);
    let unknown = || {
        let why = format!("The codebook has no state or organisation “{shown}”.");
        WebError::bad_request("party", why)
            .way(error::Way::new("All parties", "/treaties?by=party"))
    };
    state.codebook().country(written).ok_or_else(unknown)
}

/// The parties of treaties, by name.
async fn counts(state: &AppState) -> Result<Vec<PartyCount>, WebError> {
    let mut counts: BTreeMap<&str, (&Country, u64)> = BTreeMap::new();
    for (code, treaties) in state.store().parties_counted().await? {
        if let Some(country) = state.codebook().country(&code) {
            counts.entry(&country.name).or_insert((country, 0)).1 += treaties;
        }
    }
    let counted = counts.into_iter().filter_map(|(name, (country, treaties))| {
        let href = address(By::Title, Some(&links::party(country)?), &[]);
        Some(PartyCount { label: name.to_owned(), href, treaties })
    });
    Ok(counted.collect())
}
