//! Measuring annotations against clauses annotated by hand.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use crate::model::{ClauseRecord, Slug};

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

const TYPES: [&str; 7] =
    ["segmentation", "kind", "parties", "dates", "domains", "institutions", "places"];

/// Compares clauses with their gold. Clauses of sources that the gold does not know are left out.
#[must_use]
pub fn evaluate(gold: &[Gold], clauses: &[ClauseRecord]) -> Evaluation {
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
        let rows: [(BTreeSet<String>, BTreeSet<String>, &BTreeSet<String>); 6] = [
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
    Evaluation { clauses: gold.len(), scores: TYPES.into_iter().zip(scores).collect(), misses }
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
