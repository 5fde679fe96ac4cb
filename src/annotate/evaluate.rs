//! Measuring annotations against clauses annotated by hand.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use crate::model::{Claim, ClaimRecord, ClauseRecord, Slug};

/// One clause annotated by hand, a line of a gold file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Gold {
    /// The source's slug.
    pub source: Slug,
    /// First byte in the extracted text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The words.
    pub text: String,
    /// The kind.
    pub kind: String,
    /// Alpha-3 codes.
    pub parties: Vec<String>,
    /// Dates.
    pub dates: Vec<GoldDate>,
    /// Domains that must be found.
    pub domains_must: Vec<String>,
    /// Domains that may be found or not.
    pub domains_may: Vec<String>,
    /// Canonical names.
    pub institutions: Vec<String>,
    /// Names.
    #[serde(default)]
    pub places: Vec<String>,
    /// What is said of the treaty; absent where nobody wrote it down.
    #[serde(default)]
    pub claims: Option<Vec<GoldClaim>>,
}

/// A claim annotated by hand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GoldClaim {
    /// The property.
    pub property: String,
    /// The value, as in [`Claim::value`].
    pub value: String,
    /// Who ratified or approved: an alpha-3 code or a canonical name.
    #[serde(default)]
    pub actor: Option<String>,
}

/// A date annotated by hand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GoldDate {
    /// EDTF value.
    pub iso: String,
    /// Event.
    pub event: String,
}

/// Counts of what was found, wrongly found and missed, with precision, recall and F1 from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Score {
    /// Found and right.
    pub right: usize,
    /// Found and wrong.
    pub wrong: usize,
    /// Not found.
    pub missed: usize,
}

impl Score {
    fn count(
        &mut self,
        found: &BTreeSet<String>,
        gold: &BTreeSet<String>,
        free: &BTreeSet<String>,
    ) {
        self.right += found.intersection(gold).count();
        self.wrong += found.difference(gold).filter(|f| !free.contains(*f)).count();
        self.missed += gold.difference(found).count();
    }

    /// The part of what was found that is right; 1 where nothing was found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    /// The part of what is there that was found; 1 where nothing is.
    #[must_use]
    pub fn recall(&self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    /// The harmonic mean of both.
    #[must_use]
    pub fn f1(&self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of annotations are far below 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The result of an evaluation.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Evaluation {
    /// Gold clauses.
    pub clauses: usize,
    /// A score for each type, in a fixed order.
    pub scores: Vec<(&'static str, Score)>,
    /// Each thing missed or wrong, one line.
    pub misses: Vec<String>,
}

impl Evaluation {
    /// The score of a type.
    #[must_use]
    pub fn score(&self, of: &str) -> Option<Score> {
        self.scores.iter().find(|(name, _)| *name == of).map(|(_, s)| *s)
    }
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} gold clauses", self.clauses)?;
        writeln!(
            f,
            "{:<14}{:>10}{:>8}{:>6}{:>7}{:>7}{:>8}",
            "type", "precision", "recall", "F1", "right", "wrong", "missed"
        )?;
        for (name, s) in &self.scores {
            let (p, r, f1) = (s.precision(), s.recall(), s.f1());
            writeln!(
                f,
                "{name:<14}{p:>10.2}{r:>8.2}{f1:>6.2}{:>7}{:>7}{:>8}",
                s.right, s.wrong, s.missed
            )?;
        }
        for miss in &self.misses {
            writeln!(f, "{miss}")?;
        }
        Ok(())
    }
}

const TYPES: [&str; 8] =
    ["segmentation", "kind", "parties", "dates", "domains", "institutions", "places", "claims"];

/// Compares clauses, and what they claim, with their gold. Clauses of sources that the gold does not
/// know are left out, and claims where the gold has none written down.
#[must_use]
pub fn evaluate(gold: &[Gold], clauses: &[ClauseRecord], claims: &[ClaimRecord]) -> Evaluation {
    let mut scores = [Score::default(); TYPES.len()];
    let mut misses = Vec::new();
    let sources: BTreeSet<&Slug> = gold.iter().map(|g| &g.source).collect();
    let spans = |source: &Slug, start: usize, end: usize| format!("{source} {start}..{end}");
    let held: Vec<&ClauseRecord> = clauses.iter().filter(|c| sources.contains(&c.source)).collect();
    let found: BTreeSet<String> = held.iter().map(|c| spans(&c.source, c.start, c.end)).collect();
    let wanted: BTreeSet<String> = gold.iter().map(|g| spans(&g.source, g.start, g.end)).collect();
    scores[0].count(&found, &wanted, &BTreeSet::new());
    misses.extend(wanted.difference(&found).map(|s| format!("segmentation: {s} was not found")));
    misses
        .extend(found.difference(&wanted).map(|s| format!("segmentation: {s} is not in the gold")));

    for g in gold {
        let Some(c) =
            held.iter().find(|c| c.source == g.source && (c.start, c.end) == (g.start, g.end))
        else {
            continue;
        };
        let a = &c.annotations;
        let none = BTreeSet::new();
        let may = set(g.domains_may.iter().cloned());
        let claimed = claims.iter().filter(|k| k.clause == c.id).map(|k| claim(&k.claim));
        let mut rows: Vec<(BTreeSet<String>, BTreeSet<String>, &BTreeSet<String>)> = vec![
            (set([c.kind.as_str().to_owned()]), set([g.kind.clone()]), &none),
            (set(a.parties.iter().map(|p| p.code.clone())), set(g.parties.iter().cloned()), &none),
            (
                set(a.dates.iter().flat_map(|d| ends(&d.value.to_string(), d.event.as_str()))),
                set(g.dates.iter().flat_map(|d| ends(&d.iso, &d.event))),
                &none,
            ),
            (
                set(a.domains.iter().map(|d| d.slug.to_string())),
                set(g.domains_must.iter().cloned()),
                &may,
            ),
            (
                set(a.institutions.iter().map(|i| i.name.clone())),
                set(g.institutions.iter().cloned()),
                &none,
            ),
            (set(a.places.iter().map(|p| p.name.clone())), set(g.places.iter().cloned()), &none),
        ];
        if let Some(gold) = &g.claims {
            rows.push((set(claimed), set(gold.iter().map(gold_claim)), &none));
        }
        for (i, (found, gold, free)) in rows.iter().enumerate() {
            scores[i + 1].count(found, gold, free);
            let name = TYPES[i + 1];
            let at = format!("{} {}", c.source, c.locator);
            misses.extend(gold.difference(found).map(|v| format!("{name}: {at} missed {v}")));
            misses.extend(
                found
                    .difference(gold)
                    .filter(|v| !free.contains(*v))
                    .map(|v| format!("{name}: {at} wrongly has {v}")),
            );
        }
    }
    let measured = TYPES.len() - usize::from(gold.iter().all(|g| g.claims.is_none()));
    let scores = TYPES.into_iter().zip(scores).take(measured).collect();
    Evaluation { clauses: gold.len(), scores, misses }
}

/// A claim as one line; a state that acts is called by its code, a body by its name.
fn claim(of: &Claim) -> String {
    let state =
        of.actor.as_deref().filter(|a| a.len() == 3 && a.bytes().all(|b| b.is_ascii_uppercase()));
    line(of.property.as_str(), &of.value, state.or(of.actor_name.as_deref()))
}

fn gold_claim(of: &GoldClaim) -> String {
    line(&of.property, &of.value, of.actor.as_deref())
}

fn line(property: &str, value: &str, actor: Option<&str>) -> String {
    let actor = actor.map(|a| format!(" by {a}")).unwrap_or_default();
    format!("{property} {value}{actor}")
}

/// A date with its event. Some annotators write a range as its two ends: both ways of writing it
/// are counted as the ends, so that they are the same.
fn ends(value: &str, event: &str) -> Vec<String> {
    let parts: Vec<&str> = match value.split_once('/') {
        Some((from, to)) if from != ".." && to != ".." => vec![from, to],
        _ => vec![value],
    };
    parts.into_iter().map(|part| format!("{part} {event}")).collect()
}

fn set(values: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    values.into_iter().collect()
}
