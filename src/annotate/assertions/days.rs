//! What happened to a treaty on a day, and how long it lasts.

use std::ops::Range;

use regex::Regex;

use super::{Reading, actors::Actors, named, near, part, whose::Told};
use crate::{
    annotate::rule::rule,
    model::{Claim, DateEvent, DateMention, Edtf, Evidence, Property},
};

/// No sentence says more of a treaty than on so many days.
const MOST: usize = 100;

/// Reads claims on days and lengths. Built once.
pub(super) struct Days {
    actors: Actors,
    subject: Regex,
    entry: Regex,
    for_one: Regex,
    force_for: Regex,
    leaving: Regex,
    exchanged: Regex,
    applies: Regex,
    in_force: Regex,
}

impl Days {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            actors: Actors::new()?,
            subject: rule(r"(?i)\b(?:it|they|which|this|both|instrument)\b")?,
            entry: rule(r"^[^.;,]{0,30}(?::|\s\|)\s")?,
            for_one: rule(r"(?i)\b(?:for|on)\s+(?:the\s+)?$")?,
            force_for: rule(r"(?i)(?:^|\b(?:force|effect|binding))\s+(?:for|on)\s+(?:the\s+)?$")?,
            leaving: rule(
                r"(?i)\b(?:withdrawal|exit|departure|denunciation|termination|suspension|ban)\b",
            )?,
            exchanged: rule(r"(?i)\b(?:exchang|each\s+other)")?,
            applies: rule(
                r"(?i)\b(?:with\s+effect\s+from|retroactiv\w+|appl(?:y|ies|ied)|(?:income|tax|fiscal|financial)\s+years?)\b",
            )?,
            in_force: rule(r"(?i)\b(?:in|into)\s+force\b")?,
        })
    }

    pub(super) fn read(&self, of: &Reading<'_>, told: &Told) -> Vec<Claim> {
        let mut claims: Vec<Claim> = Vec::new();
        for date in of.dates().take(MOST) {
            let Some(at) = date.evidence.first() else { continue };
            let other = of.is_english() && self.is_of_another(of, told, date, at);
            if !other && !of.given.contains(&at.start) {
                claims.extend(self.dated(of, date, at.start..at.end, &claims));
            }
        }
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
        let part = part(of.text, at.start);
        let before = &of.text[part..at.start];
        match date.event {
            DateEvent::EntryIntoForce => {
                let before = near(before, before.len());
                let close = &before[before.ceil_char_boundary(before.len().saturating_sub(64))..];
                let after = &of.text[at.end..];
                // "Chad followed on 3 May": it entered into force for one.
                let starts = named(&of.annotations.parties).any(|s| s.start < 5);
                let for_one = |s: Range<usize>| {
                    let between = of.text.get(at.end..s.start);
                    (part..at.start).contains(&s.start)
                        && self.for_one.is_match(near(of.text, s.start))
                        || between.is_some_and(|b| self.force_for.is_match(b))
                };
                named(&of.annotations.parties).any(for_one)
                    || self.leaving.is_match(before)
                    || !self.in_force.is_match(close)
                        && (self.applies.is_match(close) || self.applies.is_match(after))
                    || (starts && !told.has_own() && !self.subject.is_match(before))
                    || !self.has_subject(told, of.text, before)
            }
            DateEvent::Expiry | DateEvent::Extension => !self.has_subject(told, of.text, before),
            // Ratifications are exchanged by both, and given by each before.
            DateEvent::Ratification => {
                let after = of.text[at.end..].split([',', ';']).next().unwrap_or_default();
                let opens = before.trim().len() < "During".len();
                self.exchanged.is_match(near(before, before.len()))
                    || (opens && self.exchanged.is_match(after))
            }
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
}
