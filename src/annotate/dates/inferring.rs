//! The year of a date that is written without one: told by words with it, or inferred from the
//! document's day and from the dates that stand before it.

use std::ops::Range;

use regex::Regex;

use super::{super::rule::rule, Dated, point::Point};
use crate::model::{Edtf, PartialDate};

/// What is known of a document's time where a clause of it stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) struct Known {
    /// When the document was written or published.
    pub(super) document: Option<PartialDate>,
    /// The day to which the clause right before this one has brought the story.
    before: Option<PartialDate>,
    /// The latest day of which the clauses before have told.
    latest: Option<PartialDate>,
    /// The day or year that the clause right before this one named last.
    named: Option<PartialDate>,
    /// The latest day of which any clause tells as past.
    last: Option<PartialDate>,
}

impl Known {
    /// What is known of a document that was written on a day.
    pub(in super::super) fn on(document: PartialDate) -> Self {
        Self { document: Some(document), ..Self::default() }
    }

    /// What is known of a document of which nothing tells when it was written; `last` is the latest day
    /// that it tells of.
    pub(super) fn from(last: Option<PartialDate>) -> Self {
        Self { last, ..Self::default() }
    }

    /// The day on which the document was written or published.
    pub(in super::super) fn written(&self) -> Option<PartialDate> {
        self.document.filter(|day| day.day().is_some())
    }

    /// Takes in the day to which a clause brings the story, and the years that it names besides.
    pub(in super::super) fn goes_on(&mut self, day: Option<PartialDate>, found: &[Dated]) {
        self.before = day;
        self.named = found.iter().rev().find_map(|d| match d.value {
            Edtf::On(date) | Edtf::Between(_, date) => Some(date),
            _ => None,
        });
        self.latest = self.latest.max(day);
        // "They have no agreement for 2025": the story is not over before.
        for year in found.iter().filter(|d| d.rule == "year") {
            if let (Edtf::On(year), Some(latest)) = (year.value, self.latest.or(self.last))
                && (latest.year()..latest.year() + 3).contains(&year.year())
            {
                self.latest = Some(latest.max(year));
            }
        }
    }
}

/// Which year words say: "6 June last year".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// That of the date before it, or so many after.
    AfterNamed(i16),
    /// That of the document, or so many after.
    AfterDocument(i16),
}

/// Where an act lies, seen from the document's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tense {
    Past,
    Future,
    /// No verb tells.
    Unknown,
}

/// In months: a day without a year is hardly ever farther away.
const HALF_A_YEAR: i8 = 6;

/// What stands farther from a date, in bytes, says nothing of it.
const REACH: usize = 240;

/// Infers years. Built once.
pub(super) struct Inferring {
    told: Regex,
    future: Regex,
    past: Regex,
    part: Regex,
    opening: Regex,
    times: Regex,
    by_paper: Regex,
    back: Regex,
    header: Regex,
    event: Regex,
    until: Regex,
}

impl Inferring {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            told: rule(
                r"(?i)^,?\s+(?:of\s+)?(?P<which>that(?:\s+same)?|the\s+same|the\s+following|the\s+next|this|the\s+current|last|the\s+previous|next)\s+year\b",
            )?,
            future: rule(
                r"(?i)\b(?:will|shall|would|(?:is|are)\s+(?:\w+\s+)?(?:to|due|set|expected|scheduled|planned)|(?:hopes?|plans?|expects?|intends?)\s+to|(?:enters?|comes?)\s+into\s+(?:force|effect)|takes?\s+effect|becomes?\s+(?:law|binding)|expires?)\b",
            )?,
            past: rule(
                r"(?i)\b(?:was|were|had|has|have|did|\p{L}{2,}ed|began|broke|brought|came|drew|fell|flew|gave|held|led|left|lost|made|met|put|ran|rose|sent|struck|threw|told|took|went|won)\b",
            )?,
            part: rule(r"[;:—]|,\s+(?:and|but|while)\s")?,
            opening: rule(r"(?i)^\W*(?:(?:in|by|since|during|throughout|early|late|mid)\W+)*$")?,
            times: rule(
                r"(?i)\b(?:beginning|start|middle|end|close|morning|afternoon|evening|night|spring|summer|autumn|winter|course)\s+of\s+$",
            )?,
            // "In a note of 7 June 2021, Chad denounced it."
            by_paper: rule(r"^(?:At|By|In|With)\s+(?:[\w’'-]+\s+){1,4}of\s+$")?,
            back: rule(r"(?i)\bhad\s[^;:]{0,60}$")?,
            header: rule(
                r"(?i)^\W*(?:\w+\s+){0,2}(?:published|posted|updated|filed|issued|date)\b",
            )?,
            until: rule(r"\b(?:until|till)\s+$")?,
            event: rule(
                r"(?i)\b(?:sign\w*|effective|in\s+force|entry|enter\w*|adopt\w*|ratif\w*|status|done|conclu\w*|until|since|from|by)\b|:",
            )?,
        })
    }

    /// The year of a date without one, how many bytes after it say so, and the rule. `here` is the date
    /// named last in the same clause.
    pub(super) fn year(
        &self,
        text: &str,
        point: &Point,
        span: &Range<usize>,
        here: Option<PartialDate>,
        known: &Known,
    ) -> Option<(i16, usize, &'static str)> {
        let before = here.or(known.before);
        if let Some((told, words)) = self.told(&text[span.end..]) {
            let year = match told {
                Told::AfterNamed(years) => {
                    before.or(known.named).or(known.latest).or(known.last)?.year() + years
                }
                Told::AfterDocument(years) => known.document?.year() + years,
            };
            return Some((year, words, "told-year"));
        }
        let document = || {
            let document = known.document?;
            Some((seen_from(document, point, self.tense(text, span)), "inferred-year"))
        };
        let latest = || {
            let tense = self.tense(text, span);
            // What is still to come lies behind all that is told.
            if let Some(last) = known.last.filter(|_| tense == Tense::Future) {
                return Some((seen_from(last, point, tense), "near-year"));
            }
            known.latest.or(known.last).map(|latest| (latest.year(), "near-year"))
        };
        // "On 3 November 2020 the bridge closed until June": the next one.
        let next = here.filter(|h| {
            self.until.is_match(&text[..span.start])
                && h.month().zip(month(point)).is_some_and(|(here, there)| there < here)
        });
        if let Some(here) = next {
            return Some((here.year() + 1, 0, "near-year"));
        }
        let (year, rule) = before
            .map(|before| (going_on(before, point), "near-year"))
            .or_else(document)
            .or_else(latest)?;
        Some((year, 0, rule))
    }

    fn told(&self, after: &str) -> Option<(Told, usize)> {
        let captures = self.told.captures(after)?;
        let first = captures["which"].split_whitespace().next_back().unwrap_or_default();
        let told = match first.to_ascii_lowercase().as_str() {
            "that" | "same" => Told::AfterNamed(0),
            "following" => Told::AfterNamed(1),
            "previous" => Told::AfterNamed(-1),
            "this" | "current" => Told::AfterDocument(0),
            "last" => Told::AfterDocument(-1),
            _ if captures["which"].contains(char::is_whitespace) => Told::AfterNamed(1),
            _ => Told::AfterDocument(1),
        };
        Some((told, captures.get(0).map_or(0, |m| m.end())))
    }

    /// The tense of the verb that stands with a date, as far as its part of the sentence has one.
    fn tense(&self, text: &str, span: &Range<usize>) -> Tense {
        let before = before(text, span);
        let before = self.part.find_iter(before).last().map_or(before, |m| &before[m.end()..]);
        let after = &text[span.end..text.floor_char_boundary(span.end + REACH)];
        let after = self.part.find(after).map_or(after, |m| &after[..m.start()]);
        let last = |of: &Regex| of.find_iter(before).last().map(|m| m.start());
        let first = |of: &Regex| of.find(after).map(|m| m.start());
        match (last(&self.future), last(&self.past)) {
            (None, None) => match (first(&self.future), first(&self.past)) {
                (None, None) => Tense::Unknown,
                (Some(future), past) if past.is_none_or(|p| future <= p) => Tense::Future,
                _ => Tense::Past,
            },
            // "will be signed": the participle after it takes nothing away.
            (Some(future), past)
                if past.is_none_or(|p| p < future || before[future..p].len() < 24) =>
            {
                Tense::Future
            }
            _ => Tense::Past,
        }
    }

    /// The day to which a clause brings the story, if it names one: none that belongs to another paper,
    /// lies further back or is still to come. A date behind the text, as who published it has one, tells
    /// nothing of the story.
    pub(super) fn told_of(&self, text: &str, found: &[Dated]) -> Option<PartialDate> {
        found.iter().rev().find_map(|d| {
            let before = &text[..d.span.start];
            match d.value {
                Edtf::On(date) | Edtf::Between(_, date)
                    if date.month().is_some() || self.opening.is_match(before) =>
                {
                    self.goes_on(text, &d.span).then_some(date)
                }
                _ => None,
            }
        })
    }

    /// Whether a story goes on from a date: "signed on 3 May 2020", but not "the note of 3 May 2020", "had
    /// begun in May 2020" or "will end in May 2020".
    pub(super) fn goes_on(&self, text: &str, span: &Range<usize>) -> bool {
        let before = before(text, span);
        let paper = before.trim_end().ends_with(" of") && !self.times.is_match(before);
        let aside = paper && !self.by_paper.is_match(&text[..span.start]);
        !aside && !self.back.is_match(before) && self.tense(text, span) != Tense::Future
    }

    /// The day in a short line that says where and when a document was written: "Geneva, 1 October 2025".
    pub(super) fn of_header(&self, line: &str, found: &[Dated]) -> Option<PartialDate> {
        let [Dated { value: Edtf::On(date), .. }] = found else { return None };
        let short = line.split_whitespace().count() <= 20 && !line.trim_end().ends_with('.');
        let told = self.header.is_match(line) || !self.event.is_match(line);
        (date.day().is_some() && short && told).then_some(*date)
    }
}

/// What stands before a date, as far as it may say anything of it.
fn before<'t>(text: &'t str, span: &Range<usize>) -> &'t str {
    &text[text.ceil_char_boundary(span.start.saturating_sub(REACH))..span.start]
}

/// The year in which a day lies as a verb of some tense says, seen from a document's day.
fn seen_from(document: PartialDate, point: &Point, tense: Tense) -> i16 {
    let year = document.year();
    let (Some(here), Some(there)) = (document.month(), month(point)) else { return year };
    let days = document.day().zip(point.day).filter(|_| here == there);
    let later = there > here || days.is_some_and(|(here, there)| there > here);
    let earlier = there < here || days.is_some_and(|(here, there)| there < here);
    match tense {
        Tense::Past if later => year - 1,
        Tense::Future if earlier => year + 1,
        Tense::Unknown if there - here > HALF_A_YEAR => year - 1,
        Tense::Unknown if here - there > HALF_A_YEAR => year + 1,
        _ => year,
    }
}

/// The year of a day that is told right after another: the same, unless the turn of the year lies
/// between.
fn going_on(date: PartialDate, point: &Point) -> i16 {
    let months = date.month().zip(month(point));
    date.year() + i16::from(months.is_some_and(|(here, there)| here - there > HALF_A_YEAR))
}

fn month(point: &Point) -> Option<i8> {
    point.month.filter(|m| *m <= 12)
}
