//! The dates of a treaty's life on one scale of time, as sources give them: a day as a point, a month or
//! year as a span, a bound as a line that is open at one end. Dates that differ are all there.
//!
//! What comes in: facts. What goes out: positions in percent, so that a drawing fits any width.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Edtf, Fact};

/// Labels on the scale; more do not fit on a phone.
const TICKS: i32 = 4;
/// Marks nearer than this, in percent, would cover each other.
const NEAR: f64 = 3.5;

/// What is drawn, and the same in words.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Timeline {
    /// The first day on which something is dated.
    first: String,
    /// The last day on which something is dated.
    last: String,
    #[serde(skip)]
    pub(super) ticks: Vec<Tick>,
    /// In the order of time.
    pub(super) rows: Vec<Row>,
}

/// A label on the scale.
#[derive(Debug)]
pub(super) struct Tick {
    pub(super) at: String,
    pub(super) label: String,
}

/// One act with its dates.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TimelineRow")]
pub(super) struct Row {
    /// The act, for readers.
    pub(super) label: String,
    /// Whether sources differ on it.
    pub(super) differs: bool,
    /// Its dates.
    pub(super) marks: Vec<Mark>,
    /// Which of the facts it is.
    #[serde(skip)]
    pub(super) fact: usize,
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "TimelineShape")]
pub(super) enum Shape {
    /// To the day.
    Day,
    /// Some day of a month, a year or another stretch.
    Within,
    /// On or before a day.
    By,
    /// On or after a day.
    From,
}

/// One date.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TimelineMark")]
pub(super) struct Mark {
    /// How exactly it is known.
    pub(super) shape: Shape,
    /// In EDTF.
    value: String,
    /// Where its days stand, in percent.
    #[serde(skip)]
    at: (f64, f64),
    #[serde(skip)]
    pub(super) x: String,
    /// The end of a stretch of days, which begins at `x`.
    #[serde(skip)]
    pub(super) width: String,
    /// The line that it stands on: 0 in the middle, else above or below what is near.
    #[serde(skip)]
    pub(super) level: i8,
}

impl Row {
    /// The marks that can be told apart: what would cover another of the same shape is not drawn.
    pub(super) fn drawn(&self) -> impl Iterator<Item = &Mark> {
        let mut before: BTreeMap<(Shape, i8), (f64, f64)> = BTreeMap::new();
        self.marks.iter().filter(move |mark| {
            let (from, to) = mark.at;
            let last = before.entry((mark.shape, mark.level)).or_insert((f64::MIN, f64::MIN));
            let apart = from - last.0 >= NEAR || (to - last.1).abs() >= NEAR;
            if apart {
                *last = mark.at;
            }
            apart
        })
    }
}

impl Mark {
    /// Its height in a row of 28.
    pub(super) fn y(&self) -> i32 {
        14 + 6 * i32::from(self.level)
    }
}

/// A date with its first and last written day.
struct Dated {
    value: Edtf,
    from: Date,
    to: Date,
}

impl Timeline {
    /// The timeline of these facts; `None` where they do not give two different dates.
    pub(super) fn of(facts: &[Fact]) -> Option<Self> {
        let mut dated: Vec<(usize, &Fact, Vec<Dated>)> = facts
            .iter()
            .enumerate()
            .filter(|(_, fact)| fact.property.is_time())
            .map(|(at, fact)| (at, fact, dates(fact)))
            .filter(|(_, _, dates)| !dates.is_empty())
            .collect();
        dated.sort_by_key(|(_, _, dates)| dates.first().map(|d| (d.from, d.to)));
        let all = || dated.iter().flat_map(|(_, _, dates)| dates);
        let first = all().map(|d| d.from).min()?;
        let last = all().map(|d| d.to).max()?;
        if all().all(|d| d.from == first && d.to == last) {
            return None;
        }
        let scale = Scale::of(first, last);
        Some(Self {
            first: first.to_string(),
            last: last.to_string(),
            ticks: scale.ticks(),
            rows: dated
                .iter()
                .map(|(at, fact, dates)| Row {
                    label: fact.label(),
                    differs: fact.differs,
                    marks: marks(dates, &scale),
                    fact: *at,
                })
                .collect(),
        })
    }
}

/// The different dates that sources give, earliest first; lengths of time have no place.
fn dates(fact: &Fact) -> Vec<Dated> {
    let mut dates: Vec<Dated> = Vec::new();
    for claim in &fact.claims {
        let Ok(value) = claim.claim.value.parse::<Edtf>() else { continue };
        let written = value.written().and_then(|(a, b)| Some((day(a)?, day(b)?)));
        if let Some((from, to)) = written
            && !dates.iter().any(|d| d.value == value)
        {
            dates.push(Dated { value, from, to });
        }
    }
    dates.sort_by_key(|d| (d.from, d.to));
    dates
}

fn marks(dates: &[Dated], scale: &Scale) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut before: Option<(f64, i8)> = None;
    for d in dates {
        let (from, to) = (scale.at(d.from), scale.at(d.to));
        let shape = match d.value {
            Edtf::By(_) => Shape::By,
            Edtf::From(_) => Shape::From,
            _ if d.from == d.to => Shape::Day,
            _ => Shape::Within,
        };
        // The day that a bound names: its last for "by", its first for "from".
        let x = if shape == Shape::By { to } else { from };
        let level = match before {
            Some((at, 0)) if x - at < NEAR => {
                if let Some(mark) = marks.last_mut() {
                    mark.level = -1;
                }
                1
            }
            Some((at, level)) if x - at < NEAR => -level,
            _ => 0,
        };
        before = Some((x, level));
        marks.push(Mark {
            shape,
            value: d.value.to_string(),
            at: (from, to),
            x: percent(x),
            width: percent(to - from),
            level,
        });
    }
    marks
}

/// The scale of time: where a day stands.
struct Scale {
    start: Date,
    end: Date,
}

impl Scale {
    /// A scale with some room at both ends.
    fn of(first: Date, last: Date) -> Self {
        let room = (days(first, last) / 25).clamp(5, 100_000).days();
        Self { start: first.saturating_sub(room), end: last.saturating_add(room) }
    }

    fn at(&self, day: Date) -> f64 {
        let whole = f64::from(days(self.start, self.end).max(1));
        f64::from(days(self.start, day)) / whole * 100.0
    }

    /// Beginnings of months or years, as few as can be read.
    fn ticks(&self) -> Vec<Tick> {
        let months = |d: Date| i32::from(d.year()) * 12 + i32::from(d.month()) - 1;
        let (first, last) = (months(self.start), months(self.end));
        let steps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000];
        let step = steps.into_iter().find(|step| (last - first) / step <= TICKS).unwrap_or(12_000);
        let begins = (first / step..=last / step).filter_map(|n| {
            let (year, month) = (n * step / 12, n * step % 12 + 1);
            let date = day(year * 10_000 + month * 100 + 1)?;
            (date >= self.start && date <= self.end).then_some(date)
        });
        begins
            .map(|date| Tick {
                at: percent(self.at(date)),
                label: match step {
                    1..12 => date.strftime("%b %Y").to_string(),
                    _ => date.year().to_string(),
                },
            })
            .collect()
    }
}

/// Days from one to the other.
fn days(from: Date, to: Date) -> i32 {
    i32::try_from(to.duration_since(from).as_hours() / 24).unwrap_or(i32::MAX)
}

/// The day written as the number `yyyymmdd`.
fn day(number: i32) -> Option<Date> {
    let part = |n: i32| i8::try_from(n).ok();
    let year = i16::try_from(number / 10_000).ok()?;
    Date::new(year, part(number / 100 % 100)?, part(number % 100)?).ok()
}

fn percent(share: f64) -> String {
    format!("{share:.2}%")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Claim, ClaimRecord, ClauseId, Locator, Property, SourceType, facts};

    fn claim(property: Property, value: &str) -> ClaimRecord {
        ClaimRecord {
            treaty: "t".parse().unwrap(),
            claim: Claim {
                property,
                actor: None,
                actor_name: None,
                value: value.to_owned(),
                value_label: value.to_owned(),
                asserted_by: None,
                asserted_on: None,
                evidence: Vec::new(),
            },
            clause: ClauseId::from_u64(0),
            text: String::new(),
            source: "s".parse().unwrap(),
            source_title: String::new(),
            r#type: SourceType::Report,
            locator: Locator::sentence(1, 1),
            issued: String::new(),
        }
    }

    fn timeline(claims: &[(Property, &str)]) -> Option<Timeline> {
        let claims: Vec<_> = claims.iter().map(|(p, v)| claim(*p, v)).collect();
        Timeline::of(&facts(&claims))
    }

    fn share(percent: &str) -> f64 {
        percent.trim_end_matches('%').parse().unwrap()
    }

    #[test]
    fn each_date_is_drawn_as_exactly_as_it_is_known() {
        let drawn = timeline(&[
            (Property::Signature, "2025-01-17"),
            (Property::Ratification, "2025-05"),
            (Property::EntryIntoForce, "../2025-07-18"),
            (Property::EntryIntoForce, "2025-10-02"),
            (Property::Expiry, "2045-10-02/.."),
            (Property::Duration, "P20Y"),
        ])
        .unwrap();
        let shapes: Vec<Vec<Shape>> =
            drawn.rows.iter().map(|r| r.marks.iter().map(|m| m.shape).collect()).collect();
        assert_eq!(
            shapes,
            [vec![Shape::Day], vec![Shape::Within], vec![Shape::By, Shape::Day], vec![Shape::From]]
        );
    }

    #[test]
    fn later_dates_stand_further_to_the_right_and_all_on_the_scale() {
        let drawn = timeline(&[
            (Property::Signature, "1689-08-27"),
            (Property::EntryIntoForce, "1700"),
            (Property::Expiry, "1858-05"),
        ])
        .unwrap();
        let at: Vec<f64> = drawn.rows.iter().map(|r| share(&r.marks[0].x)).collect();
        assert!(at.is_sorted() && at[0] >= 0.0 && at[2] <= 100.0, "{at:?}");
        assert!(share(&drawn.rows[1].marks[0].width) > 0.0);
        let labels: Vec<&str> = drawn.ticks.iter().map(|t| t.label.as_str()).collect();
        assert_eq!(labels, ["1700", "1750", "1800", "1850"]);
    }

    #[test]
    fn dates_that_would_cover_each_other_stand_above_and_below() {
        let drawn = timeline(&[
            (Property::Signature, "2025-01-16"),
            (Property::Signature, "2025-01-17"),
            (Property::EntryIntoForce, "2025-10-02"),
        ])
        .unwrap();
        let levels: Vec<i8> = drawn.rows[0].marks.iter().map(|m| m.level).collect();
        assert_eq!((levels, drawn.rows[1].marks[0].level), (vec![-1, 1], 0));
    }

    #[test]
    fn of_very_many_dates_those_are_drawn_that_can_be_told_apart() {
        let days: Vec<String> =
            (1900..2000).flat_map(|y| (1..=9).map(move |m| format!("{y}-0{m}-01"))).collect();
        let claims: Vec<_> = days.iter().map(|day| (Property::Signature, day.as_str())).collect();
        let row = timeline(&claims).unwrap().rows.swap_remove(0);
        assert_eq!(row.marks.len(), 900);
        let drawn = row.drawn().count();
        assert!((50..=60).contains(&drawn), "{drawn}");
    }

    #[test]
    fn one_date_makes_no_timeline() {
        assert!(timeline(&[(Property::Signature, "2025-01-17")]).is_none());
        assert!(timeline(&[(Property::Duration, "P20Y")]).is_none());
    }
}
