//! Annotating one clause of a report, in which people speak, and which has a dateline and a publisher.

use super::{
    Annotated, Annotator, Setting, assertions, capitals, dates::Dated, events, is_length, kinds,
    memory::Memory, mentions, names::Named, parties, spans_of,
};
use crate::model::{Annotations, DateEvent, Edtf, Kind};

/// Rules by which a year is not read but inferred.
const GUESSED: [&str; 4] = ["inferred-year", "near-year", "told-year", "shared-year"];

impl Annotator {
    /// Takes in what a heading of a report says of the clauses under it.
    pub(super) fn heading_of_report(&self, heading: &str, memory: &mut Memory) {
        let found = self.dates.find(heading, None);
        memory.time.goes_on(self.dates.told_of(heading, &found), &found);
        memory.contents = self.kinds.opens_contents(heading).unwrap_or(false);
    }

    pub(super) fn clause_of_report(
        &self,
        of: &Setting<'_>,
        text: &str,
        memory: &mut Memory,
    ) -> Annotated {
        let attribution = self.speech.attribution(text, &self.dates);
        let speaker = self.speech.speaker(text);
        // What the parentheses at the end name is who published it, not what it says.
        let said = attribution.as_ref().map_or(text, |a| &text[..a.span.start]);
        let names = self.names.find(said);
        self.introductions.learn(&self.codebook, said, &names, memory);
        let bodies = self.bodies.find(&of.bodies(&self.codebook, said, &names), memory);
        let found = self.dates.find(text, Some(&memory.time));
        // When it was published is not where the story stands.
        let told = &found[..found.partition_point(|d| d.span.end <= said.len())];
        memory.time.goes_on(self.dates.told_of(said, told), told);
        let filed = capitals::dateline_end(text);
        if let Some(day) = found.iter().rfind(|d| d.span.end <= filed) {
            // A year that had to be guessed tells no weekday.
            memory.written = match day.value {
                Edtf::On(date) if !GUESSED.contains(&day.rule) => Some(date),
                _ => memory.written,
            };
            memory.headed = false;
        }
        let mut in_days =
            memory.written.map(|day| self.dates.in_days(said, day)).unwrap_or_default();
        in_days.retain(|d| !memory.headed || !text[d.span.clone()].eq_ignore_ascii_case("today"));
        let mut days: Vec<Dated> = found.iter().chain(&in_days).cloned().collect();
        days.sort_by_key(|d| d.span.start);
        // Most clauses have no date, and need no words read for one.
        let words = self.events.read(if days.is_empty() { "" } else { said }, &days);
        // Lengths that tell how long something is given for, if mostly not the treaty.
        let given: Vec<usize> = found
            .iter()
            .filter(|d| is_length(d) && self.events.of(&words, d) == DateEvent::Other)
            .filter(|d| self.events.is_given(&words, d))
            .map(|d| d.span.start)
            .collect();
        let event = |d: &Dated| match &attribution {
            _ if d.span.end <= filed => Some(DateEvent::Other),
            Some(a) if d.span.start >= a.span.start => Some(DateEvent::Other),
            _ if given.contains(&d.span.start) => Some(DateEvent::Duration),
            _ => match self.event_in_report(&words, d) {
                Some(DateEvent::Other) if !is_length(d) => {
                    let state = names.iter().rfind(|n| n.span.end <= d.span.start);
                    let state = state.filter(|n| matches!(n.named, Named::Country(_)));
                    let told = state.and_then(|n| {
                        self.events.of_state(&said[n.span.end..d.span.start], memory.act)
                    });
                    told.or(Some(DateEvent::Other))
                }
                event => event,
            },
        };
        let dates = mentions(text, &found, event);
        let in_days = mentions(text, &in_days, event);
        let spans: Vec<_> = found.iter().map(|d| d.span.clone()).collect();
        let annotations = Annotations {
            parties: self.parties.find(&parties::Reading {
                codebook: &self.codebook,
                text: said,
                names: &names,
                bodies: &bodies,
                treaty: &of.treaty.parties,
                can_be: of.can_be,
                memory,
            }),
            domains: self.subjects.find(&self.codebook, said, &spans_of(&bodies)),
            institutions: bodies.iter().map(|b| b.mention(text)).collect(),
            places: self.places.find(&self.parties, said, &names, &spans, true),
            dates,
            references: Vec::new(),
        };
        let claims = self.assertions.read(
            &assertions::Reading {
                text,
                annotations: &annotations,
                bodies: &bodies,
                given: &given,
                in_days: &in_days,
                speaker: speaker.as_ref(),
                attribution: attribution.as_ref(),
                source: of.source,
                parties: of.treaty.parties.len(),
            },
            &mut memory.instruments,
        );
        let quoted = kinds::quoted(said, memory.quoting);
        memory.quoting = quoted.open;
        memory.before.quoted = quoted.mostly;
        let mut kind = self.kinds.of_report(said, speaker.is_some(), &annotations, memory.before);
        if let Some(contents) = self.kinds.opens_contents(said) {
            memory.contents = contents;
        } else if memory.contents {
            kind = self.kinds.under_contents(said, kind);
        }
        memory.act = (annotations.dates.iter().rev())
            .find(|d| matches!(d.value, Edtf::On(_)))
            .map(|d| d.event)
            .filter(|e| *e != DateEvent::Other);
        memory.before.provision = kind == Kind::Provision;
        memory.keep(bodies, &annotations.parties);
        Annotated { kind, annotations, claims }
    }

    /// The event of a date in a report; none for a length that says nothing of the treaty: "two years
    /// in prison".
    fn event_in_report(&self, said: &events::Said<'_>, of: &Dated) -> Option<DateEvent> {
        match self.events.of(said, of) {
            DateEvent::Other
                if is_length(of)
                    && !self.events.is_deadline(said, of)
                    && !self.events.is_spread(said, of) =>
            {
                None
            }
            event => Some(event),
        }
    }
}
