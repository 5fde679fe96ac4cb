//! The years of the dates in hits: counted, and bundled into periods for a chart.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

/// A date that reaches over this many years says nothing about a single one: it is counted where it
/// reaches, and makes no year appear.
const LONG: i32 = 10;
/// Lengths of periods, in years.
const LENGTHS: [i32; 7] = [1, 5, 10, 20, 50, 100, 1000];

/// How many hits have which years in their dates. Counts of periods come out as a search for dates in
/// the period finds hits: a hit with two dates in it counts once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Years {
    /// First and last year of each date of a hit, to how many hits have just these.
    spans: HashMap<Vec<(i32, i32)>, u64>,
}

/// Years from the first to the last, with the hits that have a date in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The first year.
    pub from: i32,
    /// The last year.
    pub to: i32,
    /// Hits.
    pub count: u64,
}

impl Period {
    /// As `date:` takes it: `2025`, `2020..2029`.
    #[must_use]
    pub fn written(self) -> String {
        let Self { from, to, .. } = self;
        if from == to { format!("{from:04}") } else { format!("{from:04}..{to:04}") }
    }

    /// "2025", "2020–2029".
    #[must_use]
    pub fn words(self) -> String {
        let Self { from, to, .. } = self;
        if from == to { from.to_string() } else { format!("{from}–{to}") }
    }
}

impl Years {
    /// Counts one hit with these dates, given by first and last year each.
    pub(crate) fn add(&mut self, spans: &mut Vec<(i32, i32)>) {
        if spans.is_empty() {
            return;
        }
        spans.sort_unstable();
        spans.dedup();
        match self.spans.get_mut(spans.as_slice()) {
            Some(hits) => *hits += 1,
            None => drop(self.spans.insert(spans.clone(), 1)),
        }
    }

    pub(crate) fn add_all(&mut self, others: Self) {
        for (spans, hits) in others.spans {
            *self.spans.entry(spans).or_default() += hits;
        }
    }

    /// The first and the last year that dates name.
    #[must_use]
    pub fn bounds(&self) -> Option<(i32, i32)> {
        let years = || self.spans.keys().flatten().filter(|(from, to)| to - from < LONG);
        let first = years().map(|(from, _)| *from).min()?;
        Some((first, years().map(|(_, to)| *to).max()?))
    }

    /// The years that dates name, from the earliest, as periods of one length: of a year where at
    /// most `most` of them stand between the two given, else of the least length that makes so few.
    #[must_use]
    pub fn periods(&self, (first, last): (i32, i32), most: usize) -> Vec<Period> {
        let dated: BTreeSet<i32> = self
            .spans
            .keys()
            .flatten()
            .filter(|(from, to)| to - from < LONG)
            .flat_map(|(from, to)| (*from).max(first)..=(*to).min(last))
            .collect();
        let starts = |length: i32| {
            dated.iter().map(|year| year - year.rem_euclid(length)).collect::<BTreeSet<i32>>()
        };
        let fit = |length: &i32| starts(*length).len() <= most;
        let length = LENGTHS.into_iter().find(fit).unwrap_or(LENGTHS[LENGTHS.len() - 1]);
        let starts = starts(length).into_iter();
        let mut periods: Vec<Period> =
            starts.map(|from| Period { from, to: from + length - 1, count: 0 }).collect();
        let mut met = Vec::new();
        for (spans, hits) in &self.spans {
            met.clear();
            for (from, to) in spans {
                let first = periods.partition_point(|p| p.to < *from);
                met.extend(first..periods.partition_point(|p| p.from <= *to));
            }
            met.sort_unstable();
            met.dedup();
            for at in &met {
                periods[*at].count += hits;
            }
        }
        periods
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(hits: &[&[(i32, i32)]]) -> Years {
        let mut years = Years::default();
        for spans in hits {
            years.add(&mut spans.to_vec());
        }
        years
    }

    fn shown(periods: &[Period]) -> Vec<(i32, i32, u64)> {
        periods.iter().map(|p| (p.from, p.to, p.count)).collect()
    }

    const ALL: (i32, i32) = (0, 9999);

    #[test]
    fn few_years_stand_alone_and_many_are_bundled_without_counting_a_hit_twice() {
        let hits = years(&[&[(2024, 2024), (2025, 2025)], &[(2025, 2025)], &[(1921, 1921)], &[]]);
        assert_eq!(
            shown(&hits.periods(ALL, 3)),
            [(1921, 1921, 1), (2024, 2024, 1), (2025, 2025, 2)]
        );
        assert_eq!(hits.bounds(), Some((1921, 2025)));
        assert_eq!(shown(&hits.periods(ALL, 2)), [(1920, 1929, 1), (2020, 2029, 2)]);
        assert_eq!(shown(&hits.periods((2020, 2029), 2)), [(2024, 2024, 1), (2025, 2025, 2)]);
    }

    #[test]
    fn a_long_span_makes_no_year_appear_and_counts_where_one_does() {
        let hits = years(&[&[(1900, 2000)], &[(1950, 1951)]]);
        assert_eq!(shown(&hits.periods(ALL, 5)), [(1950, 1950, 2), (1951, 1951, 2)]);
    }
}
