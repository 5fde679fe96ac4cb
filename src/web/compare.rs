//! `/compare`: two passages of any sources beside each other: what both have, what only one has, and
//! their words against each other.

mod others;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::others::{Other, others};
use super::{
    AppState,
    again::Again,
    bibliography::{ids, join},
    chrome::Chrome,
    error::{Way, WebError},
    excerpt::ends,
    extract::Params,
    links,
    page::{Answer, answer},
    sources::origin,
    twin::Twin,
    view::Link,
};
use crate::{
    model::{
        ClaimRecord, ClauseId, ClauseRecord, Edit, Source, Status, WordEdit, language_name,
        word_difference,
    },
    search::words::words as words_of,
    store::TreatyRecord,
};

/// A passage with what it is compared by.
struct Held {
    clause: ClauseRecord,
    source: Source,
    treaty: TreatyRecord,
    claims: Vec<ClaimRecord>,
}

/// One of the passages.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ComparedPassage")]
struct Passage {
    #[serde(flatten)]
    clause: ClauseRecord,
    /// Its permanent link.
    href: String,
    /// What it is, for readers.
    badge: &'static str,
    /// Where it stands, in words.
    place: String,
    #[serde(skip)]
    source_link: Link,
    /// Publisher and date of its source.
    origin: String,
}

/// A value that a passage has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ComparedValue")]
struct Value {
    /// The value, for readers.
    label: String,
    /// Its page, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
}

/// Values of one kind: those of both passages, and those of only one.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ComparedValues")]
struct Row {
    /// The kind of values.
    name: &'static str,
    /// What both have.
    both: Vec<Value>,
    /// What only the first has.
    first: Vec<Value>,
    /// What only the second has.
    second: Vec<Value>,
}

/// The words of two passages against each other.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "WordComparison")]
struct Wording {
    /// Words that are the same, of how many each passage has.
    same: usize,
    /// Words of the first.
    first: usize,
    /// Words of the second.
    second: usize,
    /// What turns the first into the second.
    difference: Vec<WordEdit>,
}

impl Wording {
    /// Whether so much is the same that what differs is worth reading.
    fn is_alike(&self) -> bool {
        self.same * 4 >= self.first.min(self.second)
    }
}

/// Two passages beside each other.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "compare.html")]
pub(super) struct ComparePage {
    #[serde(skip)]
    chrome: Chrome,
    /// The ids as asked for, to be changed.
    #[serde(skip)]
    asked: String,
    /// The passages.
    passages: Vec<Passage>,
    /// Ids that no passage has, or only one that was taken back.
    unknown: Vec<ClauseId>,
    /// What they are and what was read in them, kind by kind.
    rows: Vec<Row>,
    /// Their words against each other; nothing where there is only one passage, or two in different
    /// languages.
    wording: Option<Wording>,
    /// What the only passage may be compared with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<Other>,
    /// The same with the second first.
    #[serde(skip)]
    swapped: String,
}

/// What is to be compared.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct CompareParams {
    /// The ids of two passages, parted by a comma.
    c: String,
    /// A further id, as a form sends it: it is added to the others.
    with: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    Params(given): Params<CompareParams>,
) -> Result<Answer<ComparePage>, WebError> {
    let typed = [Some(given.c), given.with.clone()].into_iter().flatten();
    let typed = typed.filter(|ids| !ids.is_empty()).collect::<Vec<_>>().join(", ");
    let asked = two(&typed).map_err(|e| {
        e.again(Again {
            action: "/compare",
            name: "c",
            label: "Ids or permanent links of two passages, one after the other",
            typed,
            button: "Compare",
            kept: None,
        })
    })?;
    if given.with.is_some() {
        // The saved state is in one parameter.
        let to = twin.address(&links::compare(&asked));
        return Ok(Redirect::to(&to).into_response().into());
    }
    let (mut held, mut unknown) = (Vec::new(), Vec::new());
    for id in &asked {
        match one(&state, *id).await? {
            Some(passage) => held.push(passage),
            None => unknown.push(*id),
        }
    }
    if held.is_empty() && !unknown.is_empty() {
        let why = format!("No passage that can be compared here has the id {}.", join(&unknown));
        return Err(WebError::not_found(why).way(Way::new("Compare passages", "/compare")));
    }
    let (rows, wording) = match &held[..] {
        [first, second] => (rows(&state, first, second), wording(&first.clause, &second.clause)),
        _ => (Vec::new(), None),
    };
    let others = match &held[..] {
        [only] if unknown.is_empty() => others(&state, only).await?,
        _ => Vec::new(),
    };
    let path = links::compare(&asked);
    let title = match &held[..] {
        [first, second] => {
            let name = |held: &Held| {
                format!("{} of {}", held.clause.locator.words(), ends(&held.source.title, 32, 0))
            };
            format!("Compare {} with {}", name(first), name(second))
        }
        _ => "Compare two passages".to_owned(),
    };
    let page = ComparePage {
        chrome: Chrome {
            description: "Two passages beside each other, and their words against each other."
                .to_owned(),
            noindex: !asked.is_empty(),
            ..Chrome::of(title, &path)
        },
        swapped: links::compare(&asked.iter().rev().copied().collect::<Vec<_>>()),
        asked: join(&asked),
        passages: held.into_iter().map(Passage::of).collect(),
        unknown,
        rows,
        wording,
        others,
    };
    answer(twin, &page)
}

/// The ids of at most two passages.
fn two(typed: &str) -> Result<Vec<ClauseId>, WebError> {
    let asked = ids(typed)?;
    if asked.len() > 2 {
        let why = format!("It names {} passages; two are compared.", asked.len());
        let cite = Way::new("Cite them together", format!("/cite?c={}", join(&asked)));
        return Err(WebError::bad_request("c", why).way(cite));
    }
    Ok(asked)
}

/// A passage by its id, unless it was taken back.
async fn one(state: &AppState, id: ClauseId) -> Result<Option<Held>, WebError> {
    let store = state.store();
    let clause = store.clause(id).await?.filter(|c| c.status != Status::Retracted);
    let Some(clause) = clause else { return Ok(None) };
    let Some(source) = store.source(&clause.source).await? else { return Ok(None) };
    let Some(treaty) = store.treaty(&clause.treaty).await? else { return Ok(None) };
    let claims = store.claims_of_clause(id).await?;
    Ok(Some(Held { clause, source: source.source, treaty, claims }))
}

impl Passage {
    fn of(held: Held) -> Self {
        let Held { clause, source, .. } = held;
        Self {
            href: links::clause(clause.id),
            badge: clause.kind.label(clause.r#type),
            place: clause.locator.words(),
            origin: origin(&source),
            source_link: Link { label: source.title, href: links::source(&clause.source) },
            clause,
        }
    }

    fn superseded(&self) -> bool {
        self.clause.status == Status::Superseded
    }
}

/// What the passages are and what was read in them, kind by kind.
fn rows(state: &AppState, first: &Held, second: &Held) -> Vec<Row> {
    let row = |name, values: fn(&AppState, &Held) -> Vec<Value>| {
        let (one, other) = (values(state, first), values(state, second));
        let both = one.iter().filter(|v| other.contains(v)).cloned().collect::<Vec<_>>();
        let rest = |mut values: Vec<Value>| {
            values.retain(|v| !both.contains(v));
            values
        };
        Row { name, first: rest(one), second: rest(other), both }
    };
    let rows = [
        row("Treaty", |_, h| {
            let treaty = &h.treaty.treaty;
            vec![linked(&treaty.title, links::treaty(&treaty.slug))]
        }),
        row("Source", |_, h| vec![linked(&h.source.title, links::source(&h.source.slug))]),
        row("Type of source", |_, h| vec![plain(h.clause.r#type.label())]),
        row("Published", |_, h| vec![plain(origin(&h.source))]),
        row("Place in the source", |_, h| vec![plain(h.clause.locator.words())]),
        row("What it is", |_, h| vec![plain(h.clause.kind.label(h.clause.r#type))]),
        row("Language", |_, h| vec![plain(language_name(&h.clause.language))]),
        row("Parties", |_, h| each(&h.clause.annotations.parties, |p| plain(&p.name))),
        row("Dates", |_, h| {
            each(&h.clause.annotations.dates, |d| {
                plain(format!("{} ({})", d.value.words(), d.event.label()))
            })
        }),
        row("Institutions", |_, h| {
            each(&h.clause.annotations.institutions, |i| {
                linked(&i.name, format!("/institutions/{}", i.slug))
            })
        }),
        row("Places", |_, h| each(&h.clause.annotations.places, |p| plain(&p.name))),
        row("Subjects", |state, h| {
            each(&h.clause.annotations.domains, |d| {
                linked(state.domain_label(d.slug.as_str()), format!("/domains/{}", d.slug))
            })
        }),
        row("Claims", |_, h| {
            each(&h.claims, |c| {
                let property = c.claim.property.label();
                let of = c.claim.actor_name.as_ref().map(|a| format!(", {a}")).unwrap_or_default();
                plain(format!("{property}{of}: {}", c.claim.value_label))
            })
        }),
    ];
    let any = |row: &Row| !(row.both.is_empty() && row.first.is_empty() && row.second.is_empty());
    rows.into_iter().filter(any).collect()
}

fn plain(label: impl Into<String>) -> Value {
    Value { label: label.into(), href: None }
}

fn linked(label: impl Into<String>, href: String) -> Value {
    Value { label: label.into(), href: Some(href) }
}

/// The value of each, the first of equal ones.
fn each<T>(items: &[T], value: impl Fn(&T) -> Value) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    for value in items.iter().map(value) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// Words of different languages are not compared: what is the same would be chance.
fn wording(first: &ClauseRecord, second: &ClauseRecord) -> Option<Wording> {
    if first.language != second.language {
        return None;
    }
    let difference = word_difference(&first.text, &second.text);
    let words = |edits: &[Edit]| {
        let texts = difference.iter().filter(|e| edits.contains(&e.edit));
        texts.map(|e| words_of(&e.text).len()).sum()
    };
    Some(Wording {
        same: words(&[Edit::Same]),
        first: words(&[Edit::Same, Edit::Removed]),
        second: words(&[Edit::Same, Edit::Added]),
        difference,
    })
}
