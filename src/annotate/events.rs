//! Which event a date dates: by the words that stand nearest to it.

use std::ops::Range;

use regex::Regex;

use super::dates::Dated;
use crate::model::{DateEvent, Edtf};

/// Words that name an event. Of two that are equally near, the earlier row wins.
const EVENTS: [(&str, DateEvent); 13] = [
    // Signing the law that ratifies is part of ratifying, not of signing the treaty.
    (
        r"sign(?:s|ed|ing)\b(?:\s+[\w’'-]+){0,4}?\s+(?:laws?|bills?|decrees?)\b",
        DateEvent::Ratification,
    ),
    (r"(?:negotiations|talks)\b[^.;]{0,60}\bconclud(?:ed|es)\b", DateEvent::Other),
    (r"(?:sign(?:s|ed|ing)?|signature|initialled|concluded|inked)\b", DateEvent::Signature),
    (
        r"(?:ratif(?:y|ies|ied|ying|ications?)|approv(?:e|es|ed|al|ing)|passed|cleared|endorsed)\b",
        DateEvent::Ratification,
    ),
    (
        r"(?:ent(?:er|ers|ered|ering|ry)\s+into\s+force|(?:came|comes?|coming)\s+into\s+(?:force|effect)|in\s+force|(?:takes?|took|taking)\s+(?:full\s+)?effect|effective)\b",
        DateEvent::EntryIntoForce,
    ),
    (r"(?:acced(?:e|ed|es|ing)|accession|joined)\b", DateEvent::Accession),
    (r"adopt(?:ed|s|ion)\b", DateEvent::Adoption),
    (r"(?:exten(?:d|ds|ded|sions?)|renew(?:s|ed|al|able)|prolonged)\b", DateEvent::Extension),
    (r"suspen(?:ds?|ded|sion)\b", DateEvent::Suspension),
    (
        r"(?:denounc(?:e|es|ed)|denunciation|withdr(?:aw|ew|awn|awal)|terminat(?:e|es|ed|ion))\b",
        DateEvent::Denunciation,
    ),
    (r"(?:expir(?:e|es|ed|y|ation)|lapsed?)\b", DateEvent::Expiry),
    (
        r"(?:presented|published|reported|announced|letter|dated|updated|issued|applied|negotiat\w+|met|visit\w*|due|resolution|summit|elections?|votes?|ceremony|conference|talks|dat(?:es?|ing)\s+(?:from|back))\b",
        DateEvent::Other,
    ),
    (r"(?:deal|treaty|agreement|convention|accord)\s+of\b", DateEvent::Other),
];

/// Words farther from a date than this, in bytes, do not speak of it.
const REACH: usize = 400;

/// Finds events. Built once.
pub(super) struct Events {
    words: Vec<(Regex, DateEvent)>,
    term_before: Regex,
    term_after: Regex,
    extension_before: Regex,
    extension_after: Regex,
    notice: Regex,
    then: Regex,
}

impl Events {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            words: EVENTS
                .into_iter()
                .map(|(words, event)| Ok((Regex::new(&format!(r"(?i)\b{words}"))?, event)))
                .collect::<Result<_, regex::Error>>()?,
            term_before: Regex::new(
                r"(?i)\b(?:lasts?|runs?|valid|concluded|signed|agreed|remains?\s+in\s+force|(?:period|term|duration)\s+of)\b[^.;,]{0,30}$|\bterm:?\s*$",
            )?,
            term_after: Regex::new(
                r"(?i)^\s+(?:[\w’'-]+\s+){0,3}?(?:treaty|agreement|pact|partnership|accord|deal|protocol|convention|arrangement|compact|mandate|cooperation|co-operation|plan|contract|term|period|programme|of\s+cooperation)\b",
            )?,
            extension_before: Regex::new(
                r"(?i)\b(?:exten(?:ded|ds?)|renew(?:s|ed|able|ing)?|prolonged)\b[^.;,]{0,40}$",
            )?,
            notice: Regex::new(r"(?i)^[’']?s?\s+(?:(?:written|prior|advance)\s+){0,2}notice\b")?,
            then: Regex::new(
                r"(?i)^\s+after\s+(?:the\s+)?(?:[\w-]+\s+){0,3}(?:ratif|signature|notif|deposit|exchange)",
            )?,
            extension_after: Regex::new(r"(?i)^\s*-?(?:\s+[\w-]+)?\s+(?:extensions?|renewals?)\b")?,
        })
    }

    /// The event of the date or length `of`, one of the clause's `dates`.
    pub(super) fn of(&self, text: &str, of: &Dated, dates: &[Dated]) -> DateEvent {
        if !matches!(of.value, Edtf::Duration { .. }) {
            return self.nearest(text, &of.span, dates).map_or(DateEvent::Other, |(_, e)| e);
        }
        let before = &text[..of.span.start];
        let after = &text[of.span.end..];
        if self.extension_after.is_match(after) || self.extension_before.is_match(before) {
            return DateEvent::Extension;
        }
        if self.notice.is_match(after) {
            return DateEvent::Denunciation;
        }
        if self.then.is_match(after) {
            return DateEvent::EntryIntoForce;
        }
        let short = matches!(of.value, Edtf::Duration { years: 0, months: 0, .. });
        if !short && (self.term_after.is_match(after) || self.term_before.is_match(before)) {
            return DateEvent::Duration;
        }
        match self.nearest(text, &of.span, dates) {
            Some((_, DateEvent::EntryIntoForce)) => DateEvent::EntryIntoForce,
            _ => DateEvent::Other,
        }
    }

    /// The nearest event and its distance in bytes. Words before the date are far nearer than words
    /// after it, and another date, a semicolon or a dash between them sets them apart.
    fn nearest(
        &self,
        text: &str,
        span: &Range<usize>,
        dates: &[Dated],
    ) -> Option<(usize, DateEvent)> {
        let start = text.floor_char_boundary(span.start.saturating_sub(REACH));
        let end = text.ceil_char_boundary((span.end + REACH).min(text.len()));
        let mut best: Option<(usize, DateEvent)> = None;
        for (words, event) in &self.words {
            for m in words.find_iter(&text[start..end]) {
                let (first, last) = (start + m.start(), start + m.end());
                if first < span.end && span.start < last {
                    continue;
                }
                let before = last <= span.start;
                let (from, to) = if before { (last, span.start) } else { (span.end, first) };
                let parted =
                    dates.iter().filter(|d| from <= d.span.start && d.span.end <= to).count();
                let stops = text[from..to].matches([';', '—']).count();
                let distance =
                    if before { to - from } else { 3 * (to - from) + 30 } + (parted + stops) * 60;
                if best.is_none_or(|(least, _)| distance < least) {
                    best = Some((distance, *event));
                }
            }
        }
        best
    }
}
