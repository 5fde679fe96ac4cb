//! Which candidates are articles: the best way through them by the order of their numbers.
//!
//! A cross-reference may look like a heading, and a heading like a cross-reference; but articles
//! count on. So each candidate's own looks are weighed together with the number before it, by
//! dynamic programming. Each candidate is visited once: the best way that ends in its predecessor's
//! number is kept in a table.

use std::collections::HashMap;

use super::{heading::Candidate, words::Series};
use crate::model::Unit;

/// For the next number; for a number after a small gap, less for each that is missing.
const NEXT: i32 = 20;
const MISSING: i32 = 6;
const LARGEST_GAP: u32 = 5;
/// For the first number of the next chapter: "2.1" after "1.12", "201" after "108".
const NEXT_MAJOR: i32 = 15;
/// For beginning anew at 1, with and without another division's heading between.
const ANEW_AT_DIVISION: i32 = 0;
const ANEW: i32 = -15;
/// For any other leap, and for a first article that is not the first.
const LEAP: i32 = -35;
/// For a leap onwards to a heading that has its line to itself: articles between may be left out.
const LEAP_ALONE: i32 = -30;
/// How such a heading looks.
const ALONE: i32 = 33;
const LATE_START: i32 = -15;
/// A candidate that looks worse is not considered.
const WORST: i32 = -10;

/// A way through the candidates that ends in one of them.
#[derive(Debug, Clone, Copy)]
struct Way {
    score: i32,
    last: usize,
}

/// Series, chapter, number: where counting has come to.
type Place = (Series, u32, u32);

/// The candidates for articles that are articles, in order. `candidates` are in order of `start`.
pub(super) fn articles(candidates: &[Candidate]) -> Vec<usize> {
    let mut ways: Vec<Option<(Way, Option<usize>)>> = vec![None; candidates.len()];
    let mut at_place: HashMap<Place, Way> = HashMap::new();
    let mut best: Option<Way> = None;
    let mut division = None;
    let mut i = 0;
    while i < candidates.len() {
        let same = candidates[i..].iter().take_while(|c| c.start == candidates[i].start).count();
        for (k, candidate) in candidates.iter().enumerate().skip(i).take(same) {
            if candidate.unit != Unit::Article {
                if candidate.own > 0 {
                    division = Some(candidate.start);
                }
                continue;
            }
            if candidate.own < WORST || candidate.number.is_none() {
                continue;
            }
            let (gain, from) = arrive(candidates, candidate, &at_place, best, division);
            let glued = if k > i { -2 } else { 0 };
            let way = Way { score: gain + candidate.own + glued, last: k };
            ways[k] = Some((way, from));
        }
        for k in i..i + same {
            let (Some((way, _)), Some(n)) = (ways[k], candidates[k].number.as_ref()) else {
                continue;
            };
            let place = (candidates[k].series, n.major, n.value);
            let held = at_place.entry(place).or_insert(way);
            if way.score >= held.score {
                *held = way;
            }
            if best.is_none_or(|b| way.score >= b.score) {
                best = Some(way);
            }
        }
        i += same;
    }
    let mut chosen = Vec::new();
    let mut next = best.filter(|b| b.score > 0).map(|b| b.last);
    while let Some(k) = next {
        chosen.push(k);
        next = ways[k].and_then(|(_, from)| from);
    }
    chosen.reverse();
    chosen
}

/// The best gain with which a candidate can be arrived at, and from where.
fn arrive(
    all: &[Candidate],
    candidate: &Candidate,
    at_place: &HashMap<Place, Way>,
    best: Option<Way>,
    division: Option<usize>,
) -> (i32, Option<usize>) {
    let Some(number) = candidate.number.as_ref() else { return (0, None) };
    let mut found = (if number.value <= 1 { 0 } else { LATE_START }, None);
    let mut consider = |gain: i32, way: Way| {
        if way.score + gain > found.0 {
            found = (way.score + gain, Some(way.last));
        }
    };
    let series = candidate.series;
    for back in 1..=LARGEST_GAP + 1 {
        let Some(value) = number.value.checked_sub(back) else { break };
        if let Some(way) = at_place.get(&(series, number.major, value)) {
            let missing = i32::try_from(back - 1).unwrap_or(0);
            consider(if missing == 0 { NEXT } else { -MISSING * missing }, *way);
        }
    }
    if number.addition > 0
        && let Some(way) = at_place.get(&(series, number.major, number.value))
        && all[way.last].number.as_ref().is_some_and(|n| n.addition < number.addition)
    {
        consider(NEXT, *way);
    }
    if let Some(way) = best {
        let last = &all[way.last];
        let new_major = last.number.as_ref().is_some_and(|n| {
            last.series == series
                && ((n.major != number.major && number.major > 0 && number.value <= 1)
                    || (n.value >= 100
                        && n.value / 100 < number.value / 100
                        && number.value % 100 <= 1))
        });
        let crossed = division.is_some_and(|d| d > last.start);
        let gain = match (new_major, number.value <= 1, crossed) {
            (true, ..) => NEXT_MAJOR,
            (_, true, true) => ANEW_AT_DIVISION,
            (_, true, false) => ANEW,
            _ if candidate.own >= ALONE
                && candidate.heading.is_none()
                && last.series == series
                && last
                    .number
                    .as_ref()
                    .is_some_and(|n| n.major == number.major && n.value < number.value) =>
            {
                LEAP_ALONE
            }
            _ => LEAP,
        };
        consider(gain, way);
    }
    found
}
