//! Which articles of a treaty are held: from its text, only from reports, or not at all.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{links, view::counted};
use crate::{
    model::{ClauseId, Locator, Slug, Unit, from_roman},
    store::DivisionRecord,
};

/// Articles that a page lists; of longer treaties it tells only the counts.
const LISTED: usize = 400;

/// How an article is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "ArticleHeld")]
pub(super) enum Held {
    /// A text has it.
    Text,
    /// Reports refer to it.
    Reports,
    /// Neither.
    No,
}

impl Held {
    /// The name in the JSON and of its look.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Reports => "reports",
            Self::No => "no",
        }
    }

    /// The name for readers.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Text => "in the text",
            Self::Reports => "only in reports",
            Self::No => "not held",
        }
    }
}

/// An article, or a run of articles that are not held.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "CoveredArticle")]
pub(super) struct Covered {
    /// "3", "10bis", "4–47".
    pub(super) number: String,
    /// How it is held.
    pub(super) held: Held,
    /// Its place in the text, or the first passage that refers to it.
    pub(super) href: Option<String>,
}

impl Covered {
    pub(super) fn is_run(&self) -> bool {
        self.number.contains('–')
    }
}

/// The articles of a treaty, in order.
#[derive(Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Coverage {
    /// Articles that a text has.
    pub(super) in_text: usize,
    /// Articles that only reports refer to.
    pub(super) in_reports: usize,
    /// Articles that nothing held refers to.
    pub(super) not_held: usize,
    /// Empty where there are none to list, or too many.
    pub(super) articles: Vec<Covered>,
}

/// A number that sorts as people count, 10 before 10bis before 11, with how it is written.
type Number = (u32, String);

impl Coverage {
    /// `count` is how many articles the treaty is said to have, `texts` are the divisions of its texts,
    /// `reported` the places that its reports refer to. `None` where no article is known.
    pub(super) fn of(
        count: Option<u32>,
        texts: &[(&Slug, Vec<DivisionRecord>)],
        reported: &[(Locator, ClauseId)],
    ) -> Option<Self> {
        let mut articles: BTreeMap<Number, (Held, Option<String>)> = BTreeMap::new();
        for (source, divisions) in texts {
            for place in own_articles(divisions) {
                if let Some(number) = number(place) {
                    let held = (Held::Text, Some(links::place(source, place)));
                    articles.entry(number).or_insert(held);
                }
            }
        }
        for (place, clause) in reported {
            // A place in an annex is no place in the treaty's own articles.
            let article = place.as_str().split("__").next().and_then(|first| first.parse().ok());
            if let Some(number) = article.as_ref().and_then(number) {
                let held = (Held::Reports, Some(links::clause(*clause)));
                articles.entry(number).or_insert(held);
            }
        }
        for n in 1..=count.unwrap_or(0) {
            articles.entry((n, n.to_string())).or_insert((Held::No, None));
        }
        if articles.is_empty() {
            return None;
        }
        let number_of = |held| articles.values().filter(|(h, _)| *h == held).count();
        let mut coverage = Self {
            in_text: number_of(Held::Text),
            in_reports: number_of(Held::Reports),
            not_held: number_of(Held::No),
            articles: Vec::new(),
        };
        if (1..=LISTED).contains(&(coverage.in_text + coverage.in_reports)) {
            coverage.articles = listed(articles);
        }
        Some(coverage)
    }
}

impl Coverage {
    /// In how many different ways its articles are held.
    pub(super) fn states(&self) -> usize {
        [self.in_text, self.in_reports, self.not_held].iter().filter(|n| **n > 0).count()
    }

    /// "5 articles in the text, 2 only in reports, 40 not held".
    pub(super) fn words(&self) -> String {
        if self.in_text + self.in_reports == 0 {
            return format!(
                "None of its {} articles is held, in a text or in a report",
                self.not_held
            );
        }
        let parts = [
            (self.in_text, Held::Text),
            (self.in_reports, Held::Reports),
            (self.not_held, Held::No),
        ];
        let mut told: Vec<String> = Vec::new();
        for (n, held) in parts.into_iter().filter(|(n, _)| *n > 0) {
            // Only the first number has its noun.
            let counted = if told.is_empty() {
                counted(n as u64, "article", "articles")
            } else {
                n.to_string()
            };
            told.push(format!("{counted} {}", held.label()));
        }
        told.join(", ")
    }
}

/// The articles of the treaty itself: not those of annexes and attached instruments.
fn own_articles(divisions: &[DivisionRecord]) -> impl Iterator<Item = &Locator> {
    let mut attached: Vec<bool> = Vec::with_capacity(divisions.len());
    for d in divisions {
        let around = d.division.parent.and_then(|p| attached.get(p as usize)).copied();
        let is_attached = matches!(d.division.unit, Unit::Annex | Unit::Protocol);
        attached.push(is_attached || around == Some(true));
    }
    divisions
        .iter()
        .zip(attached)
        .filter(|(d, attached)| !attached && d.division.unit == Unit::Article && d.clauses > 0)
        .map(|(d, _)| &d.division.locator)
}

/// The number of an article in figures, where its eId ends in one.
fn number(locator: &Locator) -> Option<Number> {
    let written = locator.as_str().rsplit("__").next()?.strip_prefix("art_")?;
    if let Some(n) = from_roman(written) {
        return Some((n, n.to_string()));
    }
    let digits = written.find(|c: char| !c.is_ascii_digit()).unwrap_or(written.len());
    Some((written[..digits].parse().unwrap_or(u32::MAX), written.to_owned()))
}

/// One entry for each article that is held, and one for each run of those that are not.
fn listed(articles: BTreeMap<Number, (Held, Option<String>)>) -> Vec<Covered> {
    let mut listed: Vec<Covered> = Vec::new();
    let mut begun = String::new();
    for ((_, number), (held, href)) in articles {
        match listed.last_mut() {
            Some(run) if held == Held::No && run.held == Held::No => {
                run.number = format!("{begun}–{number}");
            }
            _ => {
                begun.clone_from(&number);
                listed.push(Covered { number, held, href });
            }
        }
    }
    listed
}
