//! The years that passages name, and the page of one of them.

use askama::Template;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    AppState,
    chrome::Chrome,
    entry::{EntryPage, Passages},
    error::{Way, WebError},
    extract::{Onward, Params, SlugPath},
    links,
    list::{self, List, Listing, Row},
    page::Answer,
    twin::Twin,
    view::{Link, counted, number},
};
use crate::search::{Period, Query, SearchError, SearchRequest, Sort};

const PATH: &str = "/years";
/// Every year that a date can have.
const ALL: (i32, i32) = (0, 9999);
/// Years that are listed one by one; more are bundled.
const MOST: usize = 250;
/// The verb that ties a passage to a year.
const VERB: (&str, &str) = ("has a date in", "have a date in");

/// A year, or years that are counted together.
#[derive(Debug, Serialize, JsonSchema)]
struct YearLink {
    /// The year or years.
    label: String,
    /// Its passages.
    href: String,
    /// How many passages have a date in it.
    clauses: u64,
}

impl YearLink {
    fn figures(&self) -> String {
        number(self.clauses)
    }
}

impl From<&Period> for YearLink {
    fn from(period: &Period) -> Self {
        let href = if period.from == period.to {
            format!("{PATH}/{}", period.written())
        } else {
            links::search(&format!("date:{}", period.written()), Sort::Date, None)
        };
        Self { label: period.words(), href, clauses: period.count }
    }
}

/// Years of one century.
#[derive(Debug, Serialize, JsonSchema)]
struct Century {
    /// Its first and last year.
    title: String,
    /// Those that passages name.
    years: Vec<YearLink>,
}

/// The years that passages name.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "years.html")]
pub(super) struct YearsPage {
    #[serde(skip)]
    chrome: Chrome,
    /// One sentence on what is held.
    lead: String,
    /// The latest first.
    centuries: Vec<Century>,
}

impl List for YearsPage {
    const COLUMNS: &'static [&'static [&'static str]] = &[&["year", "passages"]];

    fn listing(&self) -> Listing<'_> {
        let years = self.centuries.iter().flat_map(|century| &century.years);
        let rows = years.map(|year| Row {
            note: counted(year.clauses, "passage", "passages"),
            cells: vec![year.label.clone(), year.clauses.to_string()],
            ..Row::named(&year.label, &year.href)
        });
        Listing::whole(&self.chrome, Self::COLUMNS[0], rows.collect())
    }
}

pub(super) async fn list(
    State(state): State<AppState>,
    twin: Twin,
) -> Result<Answer<list::Rows<YearsPage>>, WebError> {
    let (periods, bounds) = years(&state).await?;
    let lead = match bounds {
        Some((first, last)) if first == last => format!("Passages have dates in {first}."),
        Some((first, last)) => format!("Passages have dates from {first} to {last}."),
        None => "No passage that Pacta holds has a date.".to_owned(),
    };
    let mut centuries: Vec<Century> = Vec::new();
    for period in periods.iter().rev() {
        let title = format!("{}00–{}99", period.from / 100, period.from / 100);
        match centuries.last_mut() {
            Some(century) if century.title == title => century.years.push(period.into()),
            _ => centuries.push(Century { title, years: vec![period.into()] }),
        }
    }
    let chrome = Chrome { description: lead.clone(), ..Chrome::of("Years", PATH) };
    let chrome = chrome.with(&list::TABLES[1..], PATH);
    list::answer(&state, twin, &YearsPage { chrome, lead, centuries })
}

/// The years that passages name, and the first and the last of them. They are counted where searching
/// is: on large data that takes a while.
async fn years(state: &AppState) -> Result<(Vec<Period>, Option<(i32, i32)>), WebError> {
    let query = Query::default();
    let request = SearchRequest { query, sort: Sort::Relevance, after: None, limit: 0 };
    let asked = state.ask(move |index| {
        let years = index.search(&request)?.years;
        Ok::<_, SearchError>((years.periods(ALL, MOST), years.bounds()))
    });
    Ok(asked.await??)
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    SlugPath(slug): SlugPath,
    Params(Onward { after }): Params<Onward>,
) -> Result<Answer<list::Rows<EntryPage>>, WebError> {
    let written = slug.as_str();
    let is_year = written.len() == 4 && written.bytes().all(|b| b.is_ascii_digit());
    let year = written.parse::<i32>().ok().filter(|_| is_year);
    let Some(year) = year else {
        return Err(WebError::not_found("A year is written with four digits, as in /years/2025.")
            .way(Way::new("All years", PATH)));
    };
    let within = format!("date:{written}");
    let path = format!("{PATH}/{written}");
    let after = after.as_deref();
    let passages = Passages::found(&state, twin, (&path, &within), after).await?;
    if passages.total == 0 {
        return Err(empty(&state, year).await?);
    }
    let lead = passages.about.lead(passages.total, VERB, written);
    let page = EntryPage {
        chrome: Chrome {
            description: lead.clone(),
            noindex: after.is_some(),
            rows: passages.total,
            ..Chrome::list(written, &links::after(&path, after))
        },
        parent: Link { label: "Years".to_owned(), href: PATH.to_owned() },
        label: year.to_string(),
        lead,
        clauses_total: passages.total,
        scope: None,
        codes: None,
        briefs: Vec::new(),
        treaties: None,
        groups: passages.groups,
        narrowing: passages.about.narrowing(),
        previous: passages.previous,
        next: passages.next,
        within,
        slug,
    };
    list::answer(&state, twin, &page)
}

/// The 404 of a year that no passage names, with the nearest ones that some do.
async fn empty(state: &AppState, year: i32) -> Result<WebError, WebError> {
    let (mut periods, _) = years(state).await?;
    periods.sort_by_key(|p| (p.from - year).abs().min((p.to - year).abs()));
    let mut error = WebError::not_found(format!("No passage has a date in {year}."))
        .way(Way::new("All years", PATH));
    for near in periods.iter().take(2) {
        let link = YearLink::from(near);
        let passages = counted(link.clauses, "passage", "passages");
        error = error.way(Way::new(format!("{}: {passages}", link.label), link.href));
    }
    Ok(error)
}
