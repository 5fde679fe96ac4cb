//! Claims: what a clause asserts of the treaty, and who asserts it.

mod actors;
mod whose;

use std::ops::Range;

use regex::Regex;

pub(super) use self::whose::Thread;
use self::{
    actors::Actors,
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
const NEAR: usize = 64;
/// No sentence says more of a treaty than on so many days.
const MOST: usize = 100;

/// Reads claims. Built once.
pub(super) struct Assertions {
    whose: Whose,
    actors: Actors,
    articles: Regex,
    alliance: Regex,
    negated: Regex,
    between: Regex,
    parties: Regex,
    listed: Regex,
    shared: Regex,
    subject: Regex,
    entry: Regex,
    for_one: Regex,
    force_for: Regex,
    leaving: Regex,
    exchanged: Regex,
    applies: Regex,
    in_force: Regex,
    signed: Regex,
    here: Regex,
}

impl Assertions {
    pub(super) fn new() -> Result<Self, regex::Error> {
        let noun =
            r"(?:treat(?:y|ies)|agreements?|pacts?|accords?|conventions?|partnership|protocol)";
        Ok(Self {
            whose: Whose::new()?,
            actors: Actors::new()?,
            articles: rule(&format!(
                r"(?i)\b(?:(?:has|have|had|contains?|comprises?|consists? of|composed of|with|and)\s+)(?:a\s+)?(?:preamble\s+and\s+)?(?P<n>\d{{1,3}}|{})\s+articles\b|\b(?P<of>\d{{1,3}})-article\s+(?:text|treaty|agreement|pact|convention|document)\b",
                NUMBERS.join("|")
            ))?,
            alliance: rule(r"(?i)\b(?:military|defen[cs]e)\s+alliance\b")?,
            negated: rule(r"(?i)\b(?:not|no|never|neither|nor|without)\b")?,
            between: rule(&format!(
                r"(?i)\b{noun}\b(?:\s+(?:of|on|for|concerning|to|signed|concluded)\s[^.;,]{{0,60}}?)?(?:\s+\([^)]*\))?\s+between\b"
            ))?,
            parties: rule(
                r"(?i)^(?:[^.;,]{0,40}\s)?(?:states?\s+)?parties\b(?:\s+are\b|\s+were\b|\s+\||[^.;,]{0,60}:)",
            )?,
            listed: rule(
                r"^(?:[\s,–-]|and\b|the\b|of\b|Governments?\b|governments?\b|Kingdom\b|Republic\b|Islamic\b)*$",
            )?,
            shared: rule(r"(?i)\b(?:divid|shar|split|distinguish|choos)\w+")?,
            subject: rule(r"(?i)\b(?:it|they|which|this|both|instrument)\b")?,
            entry: rule(r"^[^.;,]{0,30}(?::|\s\|)\s")?,
            for_one: rule(r"(?i)\b(?:for|on)\s+(?:the\s+)?$")?,
            force_for: rule(r"(?i)(?:^|\b(?:force|effect|binding))\s+(?:for|on)\s+(?:the\s+)?$")?,
            exchanged: rule(r"(?i)\bexchang")?,
            leaving: rule(
                r"(?i)\b(?:withdrawal|exit|departure|denunciation|termination|suspension|ban)\b",
            )?,
            applies: rule(
                r"(?i)\b(?:with\s+effect\s+from|retroactiv\w+|appl(?:y|ies|ied)|(?:income|tax|fiscal|financial)\s+years?)\b",
            )?,
            in_force: rule(r"(?i)\b(?:in|into)\s+force\b")?,
            signed: rule(r"(?i)\bsign(?:s|ed|ing)?\b")?,
            here: rule(
                r"(?i)\b(?:in|at|outside|near)\s+(?:the\s+)?(?:[\p{L}’'-]+\s+of\s+(?:the\s+)?)?$",
            )?,
        })
    }

    pub(super) fn read(&self, of: &Reading<'_>, thread: &mut Thread) -> Vec<Claim> {
        let spans: Vec<Range<usize>> = named(&of.annotations.parties)
            .chain(of.bodies.iter().flat_map(|b| b.spans.iter().cloned()))
            .collect();
        let states = of.annotations.parties.iter().filter(|p| p.rule == "name").count();
        let between_all = of.parties > 1 && states == of.parties;
        let told = self.whose.read(of.text, &spans, between_all, thread);
        let english = of.source.language.starts_with("en");
        let mut claims: Vec<Claim> = Vec::new();
        for date in of.annotations.dates.iter().chain(of.in_days).take(MOST) {
            let Some(at) = date.evidence.first() else { continue };
            if of.given.contains(&at.start) || english && self.is_of_another(of, &told, date, at) {
                continue;
            }
            claims.extend(self.dated(of, date, at.start..at.end, &claims));
        }
        claims.extend(self.place(of, &told));
        claims.extend(self.articles(of));
        claims.extend(self.alliance(of));
        claims.extend(self.between(of, &told));
        claims
    }

    /// Whether what happened on a day happened to something else than the document's own treaty.
    fn is_of_another(
        &self,
        of: &Reading<'_>,
        told: &Told,
        date: &DateMention,
        at: &Evidence,
    ) -> bool {
        let lasting = matches!(date.event, DateEvent::EntryIntoForce | DateEvent::Expiry);
        if told.is_of_another(of.text, at.start, lasting) {
            return true;
        }
        let part = of.text[..at.start].rfind(';').map_or(0, |i| i + 1);
        let before = &of.text[part..at.start];
        match date.event {
            DateEvent::EntryIntoForce => {
                let before = near(before, before.len());
                let after = &of.text[at.end..];
                let for_one = |s: Range<usize>| {
                    let between = of.text.get(at.end..s.start);
                    (part..at.start).contains(&s.start)
                        && self.for_one.is_match(near(of.text, s.start))
                        || between.is_some_and(|b| self.force_for.is_match(b))
                };
                named(&of.annotations.parties).any(for_one)
                    || self.leaving.is_match(before)
                    || !self.in_force.is_match(before)
                        && (self.applies.is_match(before) || self.applies.is_match(after))
                    || !self.has_subject(told, of.text, before)
            }
            DateEvent::Expiry | DateEvent::Extension => !self.has_subject(told, of.text, before),
            // Ratifications are exchanged by both, and given by each before.
            DateEvent::Ratification => self.exchanged.is_match(near(before, before.len())),
            // A state's own signature is none of the treaty's, where many sign it one by one.
            DateEvent::Signature => {
                let states =
                    of.annotations.parties.iter().filter(|p| !p.evidence.is_empty()).count();
                states == 1 && of.parties != 2 && !told.has_own()
            }
            _ => false,
        }
    }

    /// Whether the treaty can be what is spoken of: it is named, or a word stands for it, or the passage
    /// is no sentence but an entry in a list of facts.
    fn has_subject(&self, told: &Told, text: &str, before: &str) -> bool {
        told.has_own()
            || self.subject.is_match(before)
            || text.split_whitespace().count() < 8
            || self.entry.is_match(text)
    }

    fn dated(
        &self,
        of: &Reading<'_>,
        date: &DateMention,
        at: Range<usize>,
        before: &[Claim],
    ) -> Vec<Claim> {
        let Some(property) = Property::of_event(date.event) else { return Vec::new() };
        let length = matches!(date.value, Edtf::Duration { .. });
        let is_length = matches!(property, Property::Duration | Property::Extension);
        // A bare year is too little to tell events apart, and a length is no date. By when a treaty
        // may be signed is not when it was.
        let open = property == Property::Signature && matches!(date.value, Edtf::By(_));
        // For those that come later it enters into force later.
        let again = property == Property::EntryIntoForce
            && before.iter().any(|c| c.property == Property::EntryIntoForce);
        if length != is_length || date.rule == "year" || open || again {
            return Vec::new();
        }
        let claim =
            of.claim(property, &date.value.to_string(), &date.value.words(), date.evidence.clone());
        if property != Property::Ratification {
            return vec![claim];
        }
        self.actors
            .of(of, &at)
            .into_iter()
            .map(|(property, actor, name)| Claim {
                property,
                actor: Some(actor),
                actor_name: Some(name),
                ..claim.clone()
            })
            .collect()
    }

    /// Where it was signed: the place nearest to the day, else the first behind the word.
    fn place(&self, of: &Reading<'_>, told: &Told) -> Option<Claim> {
        let day = of
            .annotations
            .dates
            .iter()
            .chain(of.in_days)
            .find(|d| d.event == DateEvent::Signature && !matches!(d.value, Edtf::By(_)));
        let at = match day {
            Some(day) => day.evidence.first()?.start,
            None => self.signed.find(of.text)?.start(),
        };
        if told.is_of_another(of.text, at, false) {
            return None;
        }
        let places = of.annotations.places.iter().filter_map(|p| Some((p, p.evidence.first()?)));
        let (place, evidence) = places
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

    /// The states that a treaty is said to be between, or that are listed as its parties.
    fn between(&self, of: &Reading<'_>, told: &Told) -> Vec<Claim> {
        // "The treaty divided the seas between them" names its parties, but not as such.
        let between = self.between.find(of.text).filter(|m| {
            !told.is_of_another(of.text, m.end(), false) && !self.shared.is_match(m.as_str())
        });
        let listed = || self.parties.find(of.text);
        let is_list = between.is_none();
        let Some(found) = between.or_else(listed) else { return Vec::new() };
        let mut states: Vec<(&PartyMention, &Evidence)> = of
            .annotations
            .parties
            .iter()
            .filter(|p| ["name", "capital"].contains(&p.rule.as_str()) || p.code == "EUE")
            .flat_map(|p| p.evidence.iter().map(move |e| (p, e)))
            .filter(|(_, e)| e.start >= found.end())
            .collect();
        states.sort_by_key(|(_, e)| e.start);
        let mut end = found.end();
        let mut claims: Vec<Claim> = Vec::new();
        for (party, evidence) in states {
            let Some(gap) = of.text.get(end..evidence.start) else { continue };
            // Before the first there may be more: "the EFTA states and India".
            let first =
                (claims.is_empty() || is_list) && gap.len() < 60 && !gap.contains(['.', ';']);
            if !first && !self.listed.is_match(gap) {
                break;
            }
            end = evidence.end;
            if claims.iter().all(|c| c.value != party.code) {
                claims.push(of.claim(
                    Property::Party,
                    &party.code,
                    &party.name,
                    vec![evidence.clone()],
                ));
            }
        }
        claims
    }
}

impl Reading<'_> {
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

/// Where states are named.
fn named(parties: &[PartyMention]) -> impl Iterator<Item = Range<usize>> {
    parties.iter().flat_map(|p| p.evidence.iter().map(|e| e.start..e.end))
}
