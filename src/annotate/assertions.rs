//! Claims: what a clause asserts of the treaty, and who asserts it.

mod actors;
mod days;
mod parties;
mod whose;

use std::ops::Range;

use regex::Regex;

pub(super) use self::whose::Thread;
use self::{
    days::Days,
    parties::Parties,
    whose::{Told, Whose},
};
use super::{
    bodies::Body,
    rule::rule,
    speech::{Attribution, Speaker},
};
use crate::model::{
    Annotations, Claim, DateEvent, DateMention, Edtf, Evidence, PartyMention, Property, Source,
};

/// Everything about one clause that claims are read from.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) annotations: &'a Annotations,
    pub(super) bodies: &'a [Body],
    /// Where lengths begin that tell how long something is given for.
    pub(super) given: &'a [usize],
    /// Days told in words only: "today".
    pub(super) in_days: &'a [DateMention],
    pub(super) speaker: Option<&'a Speaker>,
    pub(super) attribution: Option<&'a Attribution>,
    pub(super) source: &'a Source,
    /// How many states it is between; 0 where it is open to many.
    pub(super) parties: usize,
}

/// Numbers of articles in words, from two.
const NUMBERS: [&str; 19] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// So many bytes before a word are read with it.
const NEAR: usize = 160;

/// Reads claims. Built once.
pub(super) struct Assertions {
    whose: Whose,
    days: Days,
    parties: Parties,
    articles: Regex,
    alliance: Regex,
    negated: Regex,
    signed: Regex,
    when: Regex,
    here: Regex,
}

impl Assertions {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            whose: Whose::new()?,
            days: Days::new()?,
            parties: Parties::new()?,
            articles: rule(&format!(
                r"(?i)\b(?:(?:has|have|had|contains?|comprises?|consists? of|composed of|with|and|its)\s+)(?:a\s+)?(?:preamble\s+and\s+)?(?P<n>\d{{1,3}}|{})\s+articles\b|\b(?P<of>\d{{1,3}})-article\s+(?:text|treaty|agreement|pact|convention|document)\b",
                NUMBERS.join("|")
            ))?,
            alliance: rule(
                r"(?i)\b(?:(?:military|defen[cs]e|defensive)\s+alliance|alliance\s+for\s+(?:mutual\s+|common\s+)?defen[cs]e)\b",
            )?,
            negated: rule(r"(?i)\b(?:not|no|never|neither|nor|without)\b")?,
            signed: rule(
                r"(?i)\b(?:sign(?:s|ed|ing)?|put\s+(?:its|his|her|their)\s+signatures?)\b",
            )?,
            when: rule(
                r"(?i)\b(?:today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|this\s+\w+|last\s+\w+|\d{1,2}|[12]\d{3})\b",
            )?,
            here: rule(
                r"(?i)\b(?:in|at|outside|near)\s+(?:the\s+)?(?:[\p{L}’'-]+\s+of\s+(?:the\s+)?)?$",
            )?,
        })
    }

    pub(super) fn read(&self, of: &Reading<'_>, thread: &mut Thread) -> Vec<Claim> {
        let told = if of.is_english() {
            let spans: Vec<Range<usize>> = named(&of.annotations.parties)
                .chain(of.bodies.iter().flat_map(|b| b.spans.iter().cloned()))
                .collect();
            let states = of.annotations.parties.iter().filter(|p| p.rule == "name").count();
            let between_all = of.parties > 1 && states == of.parties;
            self.whose.read(of.text, &spans, between_all, thread)
        } else {
            Told::default()
        };
        let mut claims = self.days.read(of, &told);
        claims.extend(self.place(of, &told));
        claims.extend(self.articles(of));
        claims.extend(self.alliance(of));
        claims.extend(self.parties.read(of, &told));
        claims
    }

    /// Where it was signed: the place nearest to the day, else the first behind the word.
    fn place(&self, of: &Reading<'_>, told: &Told) -> Option<Claim> {
        let day =
            of.dates().find(|d| d.event == DateEvent::Signature && !matches!(d.value, Edtf::By(_)));
        let at = match day {
            Some(day) => day.evidence.first()?.start,
            None if self.when.is_match(of.text) => self.signed.find(of.text)?.start(),
            // Where it was signed is told with when.
            None => return None,
        };
        if told.is_of_another(of.text, at, false) {
            return None;
        }
        let places = of.annotations.places.iter().filter_map(|p| Some((p, p.evidence.first()?)));
        // "adopted in Lima on 3 May and signed on 5 June": the place is that of the nearer day.
        let of_other_day = |place: &Evidence| {
            let days = of.dates().filter(|d| !matches!(d.value, Edtf::Duration { .. }));
            let mut others = days.filter_map(|d| d.evidence.first()).filter(|e| e.start != at);
            let (from, to) = (at.min(place.start), at.max(place.start));
            others.any(|e| (from..to).contains(&e.start))
        };
        let (place, evidence) = places
            .filter(|(_, e)| !of_other_day(e))
            .filter(|(_, e)| {
                day.is_some()
                    || (e.start > at
                        && e.start - at < 120
                        && self.here.is_match(near(of.text, e.start)))
            })
            .min_by_key(|(_, e)| e.start.abs_diff(at))?;
        Some(of.claim(Property::Place, &place.name, &place.name, vec![evidence.clone()]))
    }

    fn articles(&self, of: &Reading<'_>) -> Option<Claim> {
        let captures = self.articles.captures(of.text)?;
        let whole = captures.get(0)?;
        let n = captures.name("n").or_else(|| captures.name("of"))?.as_str().to_lowercase();
        let in_words = NUMBERS.iter().position(|word| *word == n);
        let n = in_words.map_or(n, |at| (at + 2).to_string());
        let evidence = Evidence::of(of.text, whole.start(), whole.end());
        Some(of.claim(Property::ArticleCount, &n, &format!("{n} articles"), vec![evidence]))
    }

    fn alliance(&self, of: &Reading<'_>) -> Option<Claim> {
        let found = self.alliance.find(of.text)?;
        let denied = self.negated.find(&of.text[..found.start()]);
        let (value, words) = if denied.is_some() {
            ("no", "not a military alliance")
        } else {
            ("yes", "a military alliance")
        };
        let start = denied.map_or(found.start(), |d| d.start());
        let evidence = Evidence::of(of.text, start, found.end());
        Some(of.claim(Property::MilitaryAlliance, value, words, vec![evidence]))
    }
}

impl Reading<'_> {
    /// The dates, and the days told in words only.
    fn dates(&self) -> impl Iterator<Item = &DateMention> + Clone {
        self.annotations.dates.iter().chain(self.in_days)
    }

    /// Whether the rules on whose act it is are for its language.
    fn is_english(&self) -> bool {
        self.source.language.starts_with("en")
    }

    fn claim(
        &self,
        property: Property,
        value: &str,
        words: &str,
        evidence: Vec<Evidence>,
    ) -> Claim {
        let (asserted_by, asserted_on) = self.asserter();
        Claim {
            property,
            actor: None,
            actor_name: None,
            value: value.to_owned(),
            value_label: words.to_owned(),
            asserted_by,
            asserted_on,
            evidence,
        }
    }

    /// The named speaker, else the publisher named in the clause, else the source's publisher.
    fn asserter(&self) -> (Option<String>, Option<Edtf>) {
        // A publisher named in the clause said it on the day given there, or on none that is known.
        let on = self.attribution.map_or(self.source.published, |a| a.on);
        let speaker = self.speaker.map(|s| {
            let body =
                self.bodies.iter().find(|b| b.spans.iter().any(|span| overlap(span, &s.span)));
            body.map_or_else(|| self.text[s.span.clone()].to_owned(), |b| b.name.clone())
        });
        let publisher = self.attribution.map(|a| a.publisher.clone());
        let by = match (speaker, publisher) {
            (Some(speaker), Some(publisher)) => {
                Some(format!("{speaker}, according to {publisher}"))
            }
            (speaker, publisher) => speaker.or(publisher).or_else(|| self.source.publisher.clone()),
        };
        (by, on)
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// What stands shortly before a place in a text.
fn near(text: &str, at: usize) -> &str {
    &text[text.ceil_char_boundary(at.saturating_sub(NEAR))..at]
}

/// Where the part of a sentence begins that has a place of its text in it.
fn part(text: &str, at: usize) -> usize {
    text[..at].rfind(';').map_or(0, |mark| mark + 1)
}

/// Where states are named.
fn named(parties: &[PartyMention]) -> impl Iterator<Item = Range<usize>> {
    parties.iter().flat_map(|p| p.evidence.iter().map(|e| e.start..e.end))
}
