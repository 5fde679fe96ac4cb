//! Dates and lengths of time in a clause, as values with their words.
//!
//! A clause is cut into tokens once. Around each month, figure and unit of time a few neighbours are
//! looked at, never more than a fixed number: the work grows with the clause's length and no faster.

mod calendar;
mod figures;
mod inferring;
mod joins;
mod lengths;
mod lexicon;
mod lists;
mod months;
mod numbers;
mod numerals;
mod parts;
mod point;
mod tokens;
mod weekdays;
mod words;
mod years;

use std::ops::Range;

use regex::Regex;

pub(super) use self::inferring::Known;
use self::{
    inferring::Inferring,
    joins::{Found, Joins},
    lexicon::{Calendar, Lexicon},
    months::Months,
    numbers::Compounds,
    point::Point,
    tokens::{Shape, Tokens},
    weekdays::Weekdays,
    years::Years,
};
use super::capitals::dateline_end;
use crate::model::{Edtf, PartialDate};

/// A date or length in a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) span: Range<usize>,
    pub(super) value: Edtf,
    /// Which form it had.
    pub(super) rule: &'static str,
}

/// Reads dates. Built once.
pub(super) struct Dates {
    lexicon: Lexicon,
    compounds: Compounds,
    years: Years,
    joins: Joins,
    inferring: Inferring,
    weekdays: Weekdays,
    by: Regex,
    onwards: Regex,
    not_before: Regex,
}

/// How far before a date the words that bound it may stand, in bytes.
const BOUNDS: usize = 110;

/// So many headings and clauses may stand before the line that dates a document.
const OPENING: usize = 3;

impl Dates {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            lexicon: Lexicon::new(),
            compounds: Compounds::new(),
            years: Years::new()?,
            joins: Joins::new()?,
            inferring: Inferring::new()?,
            weekdays: Weekdays::new()?,
            by: Regex::new(
                r"(?i)(?:\b(?:by|on or before|until|till|up to|before|prior to|no later than|not later than|at the latest(?: by| on)?|already\s+(?:in\s+(?:force|effect)|effective|applicable|a\s+party|bound)\b[^.;]{0,60}\b(?:on|in|as of)|au plus tard|avant|jusqu[’']|hasta|a más tardar|antes del?|spätestens|bis|vor dem|uiterlijk|tot|vóór|entro|fino al?|até|до|не позднее)|至迟)\s*(?:(?:the|on|au|le|el|am|zum|op|il|o|dia)\s+)*(?:(?:end|middle|start|beginning)\s+of\s+|mid[- ]|early\s+(?:in\s+)?|late\s+(?:in\s+)?|fin(?:ales)?\s+de\s+|ende\s+|eind\s+|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?$",
            )?,
            onwards: Regex::new(
                r"(?i)^,?\s+(?:onwards?|or\s+later|and\s+(?:onwards?|thereafter|after)|at\s+the\s+earliest)\b",
            )?,
            not_before: Regex::new(
                r"(?i)\b(?:no(?:t)?\s+(?:earlier\s+than|before)|on\s+or\s+after|au\s+plus\s+tôt)(?:\s+(?:the|le))?\s+$",
            )?,
        })
    }

    /// The dates and lengths of a clause in text order. `known` fills in a missing year; without
    /// it, a date without a year is none.
    pub(super) fn find(&self, text: &str, known: Option<&Known>) -> Vec<Dated> {
        let tokens = Tokens::of(text, &self.lexicon);
        if !tokens.telling {
            return Vec::new();
        }
        let (mut points, lengths) = self.read(&tokens);
        self.joins.lend(text, &mut points);
        let mut found = Vec::with_capacity(points.len());
        let mut here = None;
        for (mut point, mut span) in points {
            if point.weak || (point.year.is_none() && !point.possible()) {
                continue;
            }
            if point.year.is_none()
                && let Some(known) = known
                && let Some((year, words, rule)) =
                    self.inferring.year(text, &point, &span, here, known)
            {
                point.year = Some(year);
                point.rule = rule;
                span.end += words;
            }
            let value = point.value();
            if let Some(Edtf::On(date)) = value
                && point.month.is_some()
                && point.rule != "inferred-year"
                && known.is_some()
                && self.inferring.goes_on(text, &span)
            {
                here = Some(date);
            }
            // A lunar date has no value of its own, but may stand beside one that has.
            if value.is_some() || point.calendar == Calendar::Lunar {
                found.push(Found { span, value, calendar: point.calendar, rule: point.rule });
            }
        }
        let mut dated: Vec<Dated> = self
            .joins
            .join(text, found)
            .into_iter()
            .filter_map(|f| {
                let value = self.bounded(&tokens, &f.span, f.value?);
                Some(Dated { span: f.span, value, rule: f.rule })
            })
            .chain(lengths)
            .collect();
        dated.sort_by_key(|d| d.span.start);
        dated
    }

    /// The dates as they stand, in text order, and the lengths.
    fn read(&self, tokens: &Tokens<'_>) -> (Vec<(Point, Range<usize>)>, Vec<Dated>) {
        let months = Months { tokens, compounds: &self.compounds };
        let span = |of: &Range<usize>| {
            let start = tokens.get(of.start).map_or(0, |t| t.start);
            let end = of.end.checked_sub(1).and_then(|e| tokens.get(e)).map_or(start, |t| t.end);
            start..end
        };
        let mut points: Vec<Point> = Vec::new();
        let mut taken = vec![false; tokens.list.len()];
        let mut from = 0;
        for (at, token) in tokens.list.iter().enumerate() {
            if at < from {
                continue;
            }
            let read = match token.shape {
                Shape::Figures { .. } | Shape::Mark('一' | '二') => figures::at(tokens, at)
                    .or_else(|| months.day_alone(at, points.last()?))
                    .into_iter()
                    .collect(),
                Shape::Word => match months.part(at, from) {
                    Some(part) => vec![part],
                    None => months.around(at, from),
                },
                Shape::Mark(_) => Vec::new(),
            };
            for point in read {
                taken[point.tokens.clone()].fill(true);
                from = from.max(point.tokens.end);
                points.push(point);
            }
        }
        let mut lengths: Vec<Dated> = Vec::new();
        let mut from = 0;
        for at in 0..tokens.list.len() {
            if taken[at] {
                from = at + 1;
                continue;
            }
            if at < from {
                continue;
            }
            if let Some(point) = self.years.at(tokens, &self.compounds, at)
                && !taken[point.tokens.clone()].contains(&true)
            {
                from = point.tokens.end;
                points.push(point);
            } else if let Some((of, value)) = lengths::at(tokens, &self.compounds, at, from)
                && !taken[of.clone()].contains(&true)
            {
                from = of.end;
                lengths.push(Dated { span: span(&of), value, rule: "length" });
            } else if let Some(before) = lengths.last()
                && let Some((of, value)) =
                    lengths::elided(tokens, &self.compounds, at, before.value)
                && !taken[of.clone()].contains(&true)
            {
                from = of.end;
                lengths.push(Dated { span: span(&of), value, rule: "length" });
            }
        }
        points.sort_by_key(|p| p.tokens.start);
        let spanned = points.into_iter().map(|p| (span(&p.tokens), p)).map(|(s, p)| (p, s));
        (spanned.collect(), lengths)
    }

    /// The value with what the words before and after it say: "by", "onwards".
    fn bounded(&self, tokens: &Tokens<'_>, span: &Range<usize>, value: Edtf) -> Edtf {
        let Edtf::On(date) = value else { return value };
        let before = tokens.up_to(span.start, BOUNDS);
        let after = tokens.after(span.end, 24);
        if self.not_before.is_match(before) || self.onwards.is_match(after) {
            Edtf::From(date)
        } else if self.by.is_match(before) && !(date.month().is_none() && before.ends_with("the "))
        {
            // "governed by the 2001 treaty" bounds nothing.
            Edtf::By(date)
        } else {
            value
        }
    }

    /// What a document tells of its time, before its first clause.
    pub(super) fn known<'a>(&self, stretches: impl Iterator<Item = &'a str>) -> Known {
        let mut last = None;
        for (at, text) in stretches.enumerate() {
            let found = self.find(text, None);
            if at < OPENING
                && let Some(document) =
                    Self::filed(text, &found).or_else(|| self.inferring.of_header(text, &found))
            {
                return Known::on(document);
            }
            last = last.max(self.told_of(text, &found));
        }
        Known::from(last)
    }

    /// The day in a dateline: "NAIROBI, 11 March 2024 (Wire) – ".
    fn filed(text: &str, found: &[Dated]) -> Option<PartialDate> {
        let end = dateline_end(text);
        found.iter().filter(|d| d.span.end <= end).find_map(|d| match d.value {
            Edtf::On(date) if date.day().is_some() => Some(date),
            _ => None,
        })
    }

    /// The days that a clause tells in words only, "today" or "on Wednesday", in text order; `written` is
    /// the day on which it was written.
    pub(super) fn in_days(&self, text: &str, written: PartialDate) -> Vec<Dated> {
        self.weekdays.find(text, written)
    }

    /// The day to which a clause brings a story, if it names one.
    pub(super) fn told_of(&self, text: &str, found: &[Dated]) -> Option<PartialDate> {
        self.inferring.told_of(text, found)
    }
}

/// Whether the first word is the English name of a month.
pub(super) fn is_month(text: &str) -> bool {
    lexicon::is_english_month(text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
}

#[cfg(test)]
mod tests;
