//! Annotating: parties, dates, domains, institutions, places, kinds and claims, by rules and
//! lexicons that can be read, edited and reproduced.
//!
//! What comes in: the words of a document's clauses in order, its source and its treaty. What goes
//! out: for each clause its annotations with rule and evidence, its kind and its claims.

mod acting;
mod assertions;
mod backrefs;
mod bodies;
mod bystanders;
mod capitals;
mod codebook;
mod dates;
mod descriptions;
mod evaluate;
mod events;
mod exonyms;
mod explain;
mod final_clauses;
mod heads;
mod instrument;
mod kinds;
mod memory;
mod names;
mod parties;
mod places;
mod references;
mod referring;
mod report;
mod rule;
mod signatories;
mod signers;
mod speech;
mod spelling;
mod subjects;
mod tally;
mod text_instrument;
mod text_kinds;
mod titles;

use std::{ops::Range, sync::Arc};

pub use codebook::{Codebook, CodebookError, Country, Domain, Institution, Role};
pub use evaluate::{Evaluation, Gold, GoldClaim, GoldDate, Score, evaluate};
pub use explain::{Explanation, explain};
pub use instrument::Instrument;
pub(crate) use text_instrument::runs_on;

use self::{
    bodies::Body,
    dates::Dated,
    final_clauses::{Clause, attached},
    memory::Memory,
    names::Name,
};
use crate::{
    model::{
        Annotations, Claim, DateEvent, DateMention, Edtf, Evidence, Kind, Naming, ReferenceMention,
        Source, SourceType, Treaty,
    },
    segment::{Part, Segments},
};

/// Part of every revision's hash: raise it when a change here or in segmenting changes what is read.
pub const PIPELINE_VERSION: u32 = 6;

/// The rules could not be built.
#[derive(Debug, thiserror::Error)]
pub enum AnnotateError {
    /// A rule's expression is wrong.
    #[error("a rule of the annotator is malformed")]
    Rule(#[from] regex::Error),
    /// The codebook's names don't fit one automaton.
    #[error("the codebook's names can't be compiled")]
    Names(#[from] aho_corasick::BuildError),
}

/// What was read in one clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotated {
    /// What it is.
    pub kind: Kind,
    /// What was read in it.
    pub annotations: Annotations,
    /// What it asserts.
    pub claims: Vec<Claim>,
}

/// All rules with their codebook. Building it compiles them; share one.
pub struct Annotator {
    codebook: Arc<Codebook>,
    names: names::Names,
    subjects: subjects::Subjects,
    dates: dates::Dates,
    events: events::Events,
    speech: speech::Speech,
    bodies: bodies::Bodies,
    parties: parties::Parties,
    acting: acting::Acting,
    places: places::Places,
    kinds: kinds::Kinds,
    introductions: memory::Introductions,
    text_kinds: text_kinds::TextKinds,
    assertions: assertions::Assertions,
    final_clauses: final_clauses::FinalClauses,
    instruments: instrument::Instruments,
    text_instruments: text_instrument::TextInstruments,
    references: references::References,
}

impl Annotator {
    /// Compiles the rules.
    ///
    /// # Errors
    /// When the codebook's names can't be compiled.
    pub fn new(codebook: Arc<Codebook>) -> Result<Self, AnnotateError> {
        Ok(Self {
            names: names::Names::new(&codebook)?,
            subjects: subjects::Subjects::new(&codebook),
            dates: dates::Dates::new()?,
            events: events::Events::new()?,
            speech: speech::Speech::new()?,
            bodies: bodies::Bodies::new()?,
            parties: parties::Parties::new()?,
            acting: acting::Acting::new()?,
            places: places::Places::new()?,
            kinds: kinds::Kinds::new()?,
            introductions: memory::Introductions::new()?,
            text_kinds: text_kinds::TextKinds::new()?,
            assertions: assertions::Assertions::new()?,
            final_clauses: final_clauses::FinalClauses::new()?,
            instruments: instrument::Instruments::new()?,
            text_instruments: text_instrument::TextInstruments::new()?,
            references: references::References::new()?,
            codebook,
        })
    }

    /// The codebook that the rules use.
    #[must_use]
    pub fn codebook(&self) -> &Arc<Codebook> {
        &self.codebook
    }

    /// The treaty that a document describes. `heading` is its title, `body` its clauses.
    #[must_use]
    pub fn instrument(&self, heading: &str, body: &[&str]) -> Instrument {
        self.instruments.of(&self.codebook, &self.names, &self.parties, heading, body)
    }

    /// The treaty that a text is: its title and parties as they stand before its first article.
    /// `heading` is what the source is called.
    #[must_use]
    pub fn instrument_of_text(
        &self,
        heading: &str,
        document: &str,
        segments: &Segments,
    ) -> Instrument {
        self.text_instruments.of(&self.codebook, &self.names, heading, document, segments)
    }

    /// Annotates a document's clauses, in order. `document` is the whole extracted text.
    #[must_use]
    pub fn annotate(
        &self,
        source: &Source,
        treaty: &Treaty,
        document: &str,
        segments: &Segments,
    ) -> Vec<Annotated> {
        let is_text = source.r#type == SourceType::Text;
        let kinds = if is_text { self.text_kinds.of(document, segments) } else { Vec::new() };
        let acting = if is_text || !treaty.parties.is_empty() {
            Vec::new()
        } else {
            let texts = segments.clauses.iter().map(|s| &document[s.start..s.end]);
            self.acting.find(&self.codebook, &self.names, self.parties.capitals(), texts)
        };
        let place = Setting {
            source,
            treaty,
            in_context: &bodies::in_context(&self.codebook, document),
            can_be: if treaty.parties.is_empty() { &acting } else { &treaty.parties },
        };
        let mut context = references::References::context(segments, &treaty.title);
        let mut memory = Memory::default();
        if !is_text {
            let named = treaty.naming() == Naming::Named;
            let title = named.then_some(treaty.title.as_str());
            memory.instruments = assertions::Thread::of(title, &source.title);
            memory.time = match source.published {
                Some(Edtf::On(date)) => dates::Known::on(date),
                _ => self.dates.known(segments.stretches(document)),
            };
            memory.written = memory.time.written();
            memory.headed = memory.written.is_some() && source.published.is_none();
        }
        // A protocol alone is the treaty.
        let part_of_more =
            segments.clauses.iter().any(|s| s.part == Part::Body && !attached(s, segments));
        let mut headings = segments.headings().peekable();
        segments
            .clauses
            .iter()
            .enumerate()
            .map(|(at, segment)| {
                let text = &document[segment.start..segment.end];
                let here = is_text.then(|| segment.locator.as_str());
                let references = self.references.find(&mut context, here, text);
                let goes_on =
                    at > 0 && !document[segments.clauses[at - 1].end..segment.start].contains('\n');
                memory.before.provision &= at == 0 || goes_on;
                if !goes_on {
                    memory.instruments.new_paragraph();
                    memory.quoting = false;
                }
                let mut annotated = if let Some(kind) = kinds.get(at) {
                    let attached = part_of_more && attached(segment, segments);
                    let of = Clause { text, kind: *kind, attached };
                    self.clause_of_text(&place, &of, &references, &mut memory)
                } else {
                    while let Some(heading) = headings.next_if(|h| h.start < segment.start) {
                        let heading = &document[heading.start..heading.end];
                        self.heading_of_report(heading, &mut memory);
                    }
                    self.clause_of_report(&place, text, &mut memory)
                };
                annotated.annotations.references = references;
                annotated
            })
            .collect()
    }

    /// In a treaty's text nobody speaks but the treaty, and nothing has a dateline.
    fn clause_of_text(
        &self,
        of: &Setting<'_>,
        clause: &Clause<'_>,
        references: &[ReferenceMention],
        memory: &mut Memory,
    ) -> Annotated {
        let &Clause { text, kind, .. } = clause;
        let names = self.names.find(text);
        let bodies = self.bodies.find(&of.bodies(&self.codebook, text, &names), memory);
        // A treaty's days without a year recur: "the financial year begins on 1 January".
        let mut found = self.dates.find(text, None);
        // "GATT 1994": the year is a part of the name.
        found.retain(|d| d.rule != "year" || !within_name(references, &d.span));
        let words = self.events.read(if found.is_empty() { "" } else { text }, &found);
        let dates = mentions(text, &found, |d| match self.events.of(&words, d) {
            DateEvent::Other if is_length(d) => None,
            // What it stands in tells: the closing words say nothing but when and where it was signed.
            DateEvent::Other => Some(self.final_clauses.event(kind, text, d.span.start)),
            event => Some(event),
        });
        let spans: Vec<_> = found.iter().map(|d| d.span.clone()).collect();
        let annotations = Annotations {
            parties: self.parties.find_in_text(&self.codebook, text, &names, &of.treaty.parties),
            domains: self.subjects.find(&self.codebook, text, &spans_of(&bodies)),
            institutions: bodies.iter().map(|b| b.mention(text)).collect(),
            places: self.places.find(&self.parties, text, &names, &spans, false),
            dates,
            references: Vec::new(),
        };
        let claims = self.final_clauses.read(
            &self.codebook,
            &final_clauses::Reading {
                clause,
                annotations: &annotations,
                names: &names,
                treaty: of.treaty,
            },
        );
        memory.keep(bodies, &annotations.parties);
        Annotated { kind, annotations, claims }
    }
}

/// What is the same for all clauses of a document.
struct Setting<'a> {
    source: &'a Source,
    treaty: &'a Treaty,
    /// Of each institution whether it can be meant here.
    in_context: &'a [bool],
    /// The states that can be parties of a clause.
    can_be: &'a [String],
}

impl<'a> Setting<'a> {
    fn bodies(
        &'a self,
        codebook: &'a Codebook,
        text: &'a str,
        names: &'a [Name],
    ) -> bodies::Reading<'a> {
        let treaty = &self.treaty.parties;
        bodies::Reading { codebook, in_context: self.in_context, text, names, treaty }
    }
}

fn mentions(
    text: &str,
    found: &[Dated],
    event: impl Fn(&Dated) -> Option<DateEvent>,
) -> Vec<DateMention> {
    found
        .iter()
        .filter_map(|d| {
            Some(DateMention {
                value: d.value,
                event: event(d)?,
                rule: d.rule.to_owned(),
                evidence: vec![Evidence::of(text, d.span.start, d.span.end)],
            })
        })
        .collect()
}

fn is_length(of: &Dated) -> bool {
    matches!(of.value, Edtf::Duration { .. })
}

/// Whether a span stands in the name of an instrument.
fn within_name(references: &[ReferenceMention], span: &Range<usize>) -> bool {
    references
        .iter()
        .filter(|r| r.instrument.is_some())
        .flat_map(|r| &r.evidence)
        .any(|e| e.start <= span.start && span.end <= e.end)
}

/// Where bodies are named, inside which a word is no subject; but what a court is called is its
/// subject: "Court of Arbitration".
fn spans_of(bodies: &[Body]) -> Vec<Range<usize>> {
    bodies
        .iter()
        .filter(|b| b.kind != "court" && !b.name.starts_with("Court of"))
        .flat_map(|b| b.spans.clone())
        .collect()
}
