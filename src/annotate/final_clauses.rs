//! Claims that a treaty's text makes of itself: when and where it was signed, between whom, when it
//! enters into force, how long it lasts, how it is left, who keeps it and in which languages it holds.
//!
//! A text speaks of many instruments; only its preamble, its final clauses and its testimonium speak
//! of itself, and of these only what has it as the subject. What is attached to it, such as a protocol,
//! speaks of the attached.

mod entry;
mod keeping;
mod lengths;
mod sentences;
mod signing;
mod words;

use super::{Codebook, names::Name};
use crate::{
    model::{
        Annotations, Claim, DateEvent, DateMention, Edtf, Evidence, Kind, Property, Treaty, Unit,
    },
    read::HEADER_DATES,
    segment::{Segment, Segments, opens_closing},
};

/// One clause of a treaty's text.
pub(super) struct Clause<'a> {
    pub(super) text: &'a str,
    pub(super) kind: Kind,
    /// Whether it stands in another instrument that is attached to the treaty.
    pub(super) attached: bool,
}

/// Whether a clause stands in an attached instrument.
pub(super) fn attached(segment: &Segment, segments: &Segments) -> bool {
    let around = |at: &u32| segments.divisions.get(*at as usize).and_then(|d| d.parent);
    std::iter::successors(segment.division, around)
        .filter_map(|at| segments.divisions.get(at as usize))
        .any(|d| d.unit == Unit::Protocol)
}

/// A clause with what was read in it.
pub(super) struct Reading<'a> {
    pub(super) clause: &'a Clause<'a>,
    pub(super) annotations: &'a Annotations,
    pub(super) names: &'a [Name],
    pub(super) treaty: &'a Treaty,
}

/// Reads such claims. Built once.
pub(super) struct FinalClauses {
    signing: signing::Signing,
    entry: entry::Entry,
    lengths: lengths::Lengths,
    keeping: keeping::Keeping,
}

impl FinalClauses {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            signing: signing::Signing::new()?,
            entry: entry::Entry::new()?,
            lengths: lengths::Lengths::new()?,
            keeping: keeping::Keeping::new()?,
        })
    }

    /// What happened on a date at `at`, by what it stands in, where no word says so.
    pub(super) fn event(&self, kind: Kind, text: &str, at: usize) -> DateEvent {
        let stated = match kind {
            Kind::Preamble => header(text, at),
            Kind::Testimonium => self.signing.signs(text, at).then_some(DateEvent::Signature),
            _ => None,
        };
        stated.unwrap_or(DateEvent::Other)
    }

    /// The claims of a clause of a text.
    pub(super) fn read(&self, codebook: &Codebook, of: &Reading<'_>) -> Vec<Claim> {
        let mut claims = Vec::new();
        if of.clause.attached {
            return claims;
        }
        match of.clause.kind {
            Kind::Preamble => {
                let header =
                    |d: &&DateMention| header(of.clause.text, start_of(d)) == Some(d.event);
                let dates = of.annotations.dates.iter().filter(header);
                claims.extend(dates.filter_map(|d| Some(dated(Property::of_event(d.event)?, d))));
                if claims.is_empty() {
                    self.signing.opening(of, &mut claims);
                }
            }
            Kind::Final => {
                self.entry.read(of, &mut claims);
                self.lengths.read(of, &mut claims);
                self.keeping.kept(codebook, of, &mut claims);
                self.keeping.written(of, &mut claims);
                // In some texts the closing words stand in the last article.
                if opens_closing(of.clause.text) {
                    self.signing.closing(of, &mut claims);
                }
            }
            Kind::Testimonium => {
                self.signing.closing(of, &mut claims);
                self.keeping.written(of, &mut claims);
                self.keeping.kept(codebook, of, &mut claims);
            }
            _ => {}
        }
        claims
    }
}

/// What the header of a collection says that happened on a date at `at`, by the name before it.
fn header(text: &str, at: usize) -> Option<DateEvent> {
    let before = text.get(..at)?.trim_end();
    HEADER_DATES.iter().find(|(name, _)| before.ends_with(name)).map(|(_, event)| *event)
}

/// Whether a value is one day.
fn is_day(value: Edtf) -> bool {
    matches!(value, Edtf::On(date) if date.bounds().0 == date.bounds().1)
}

/// The first byte of what a date was read from.
fn start_of(date: &DateMention) -> usize {
    date.evidence.first().map_or(0, |e| e.start)
}

/// The byte after what a date was read from.
fn end_of(date: &DateMention) -> usize {
    date.evidence.last().map_or(0, |e| e.end)
}

/// What a text says, the treaty says itself, and on no date but its own.
fn claim(property: Property, value: &str, label: &str, evidence: Vec<Evidence>) -> Claim {
    Claim {
        property,
        actor: None,
        actor_name: None,
        value: value.to_owned(),
        value_label: label.to_owned(),
        asserted_by: None,
        asserted_on: None,
        evidence,
    }
}

fn dated(property: Property, date: &DateMention) -> Claim {
    claim(property, &date.value.to_string(), &date.value.words(), date.evidence.clone())
}
