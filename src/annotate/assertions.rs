//! Claims: what a clause asserts of the treaty, and who asserts it.

use std::ops::Range;

use regex::Regex;

use super::{
    bodies::Body,
    rule::rule,
    speech::{Attribution, Speaker},
};
use crate::model::{Annotations, Claim, DateEvent, DateMention, Edtf, Evidence, Property, Source};

/// Everything about one clause that claims are read from.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) annotations: &'a Annotations,
    pub(super) bodies: &'a [Body],
    pub(super) speaker: Option<&'a Speaker>,
    pub(super) attribution: Option<&'a Attribution>,
    pub(super) source: &'a Source,
}

/// Reads claims. Built once.
pub(super) struct Assertions {
    other_treaty: Regex,
    articles: Regex,
    alliance: Regex,
    negated: Regex,
    between: Regex,
}

impl Assertions {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            // Another instrument than the one the document is about: known by its year or as earlier.
            other_treaty: rule(
                r"(?i)\b(?:1\d{3}|20\d{2})\s+(?:[\w’'-]+\s+){0,3}?(?:treaty|agreement|convention|accord|pact|deal)\b|\b(?:treaty|agreement|convention|accord|pact)\s+of\s+(?:\d{1,2}\s+)?(?:\w+\s+)?(?:1\d{3}|20\d{2})\b|\b(?:predecessor|former|previous|earlier|existing|free[- ]trade)\s+(?:[\w’'-]+\s+){0,2}?(?:treaty|agreement|deal|pact|accord)\b",
            )?,
            articles: rule(
                r"(?i)\b(?:(?:has|have|had|contains?|comprises?|consists? of|composed of|with|and)\s+)(?:a\s+)?(?:preamble\s+and\s+)?(?P<n>\d{1,3})\s+articles\b",
            )?,
            alliance: rule(r"(?i)\b(?:military|defen[cs]e)\s+alliance\b")?,
            negated: rule(r"(?i)\b(?:not|no|never|neither|nor|without)\b")?,
            between: rule(
                r"(?i)\b(?:treaty|agreement|pact|accord|convention)\b[^.;]{0,80}\bbetween\b",
            )?,
        })
    }

    pub(super) fn read(&self, of: &Reading<'_>) -> Vec<Claim> {
        if self.other_treaty.is_match(of.text) {
            return Vec::new();
        }
        let mut claims: Vec<Claim> =
            of.annotations.dates.iter().filter_map(|date| dated(of, date)).collect();
        if of.annotations.dates.iter().any(|d| d.event == DateEvent::Signature) {
            claims.extend(of.annotations.places.iter().take(1).map(|place| {
                of.claim(Property::Place, &place.name, &place.name, place.evidence.clone())
            }));
        }
        if let Some(captures) = self.articles.captures(of.text)
            && let (Some(whole), Some(n)) = (captures.get(0), captures.name("n"))
        {
            let evidence = Evidence::of(of.text, whole.start(), whole.end());
            let words = format!("{} articles", n.as_str());
            claims.push(of.claim(Property::ArticleCount, n.as_str(), &words, vec![evidence]));
        }
        if let Some(found) = self.alliance.find(of.text) {
            let denied = self.negated.find(&of.text[..found.start()]);
            let (value, words) = if denied.is_some() {
                ("no", "not a military alliance")
            } else {
                ("yes", "a military alliance")
            };
            let start = denied.map_or(found.start(), |d| d.start());
            let evidence = Evidence::of(of.text, start, found.end());
            claims.push(of.claim(Property::MilitaryAlliance, value, words, vec![evidence]));
        }
        if let Some(found) = self.between.find(of.text) {
            for party in &of.annotations.parties {
                let here: Vec<Evidence> =
                    party.evidence.iter().filter(|e| e.start >= found.end()).cloned().collect();
                if !here.is_empty() && party.rule == "name" {
                    claims.push(of.claim(Property::Party, &party.code, &party.name, here));
                }
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

fn dated(of: &Reading<'_>, date: &DateMention) -> Option<Claim> {
    let property = Property::of_event(date.event)?;
    let length = matches!(date.value, Edtf::Duration { .. });
    let is_length = matches!(property, Property::Duration | Property::Extension);
    // A bare year is too little to tell events apart, and a length is no date.
    if length != is_length || date.rule == "year" {
        return None;
    }
    let mut claim =
        of.claim(property, &date.value.to_string(), &date.value.words(), date.evidence.clone());
    if property == Property::Ratification {
        let at = date.evidence.first()?.start;
        let (property, actor, name) = ratifier(of, at)?;
        (claim.property, claim.actor, claim.actor_name) = (property, Some(actor), Some(name));
    }
    Some(claim)
}

/// Who ratified or approved: the body nearest before the date, else the nearest after it, else the
/// one party that the clause names.
fn ratifier(of: &Reading<'_>, at: usize) -> Option<(Property, String, String)> {
    let end = of.attribution.map_or(of.text.len(), |a| a.span.start);
    let nearest = of
        .bodies
        .iter()
        .flat_map(|b| b.spans.iter().map(move |s| (b, s)))
        .filter(|(_, s)| s.start < end)
        .min_by_key(
            |(_, s)| if s.end <= at { at - s.end } else { 2 * (s.start.saturating_sub(at)) },
        );
    if let Some((body, _)) = nearest {
        let legislature = body.kind == "legislature";
        let property = if legislature { Property::Ratification } else { Property::Approval };
        return Some((property, body.slug.to_string(), body.name.clone()));
    }
    match &of.annotations.parties[..] {
        [party] => Some((Property::Ratification, party.code.clone(), party.name.clone())),
        _ => None,
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
