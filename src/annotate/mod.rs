//! Annotating: parties, dates, domains, institutions, places, kinds and claims, by rules and
//! lexicons that can be read, edited and reproduced.
//!
//! What comes in: the words of a document's clauses in order, its source and its treaty. What goes
//! out: for each clause its annotations with rule and evidence, its kind and its claims.

mod assertions;
mod backrefs;
mod bodies;
mod codebook;
mod dates;
mod evaluate;
mod events;
mod explain;
mod heads;
mod instrument;
mod kinds;
mod memory;
mod names;
mod parties;
mod places;
mod signatories;
mod speech;
mod subjects;

use std::sync::Arc;

pub use codebook::{Codebook, CodebookError, Country, Domain, Institution, Role};
pub use evaluate::{Evaluation, Gold, GoldDate, Score, evaluate};
pub use explain::{Explanation, explain};
pub use instrument::Instrument;

use crate::{
    model::{
        Annotations, Claim, DateEvent, DateMention, Edtf, Evidence, Kind, PartialDate, Source,
        SourceType, Treaty,
    },
    segment::Segments,
};

/// Part of every revision's hash: raise it when a change here or in segmenting changes what is read.
pub const PIPELINE_VERSION: u32 = 1;

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
    places: places::Places,
    kinds: kinds::Kinds,
    introductions: memory::Introductions,
    assertions: assertions::Assertions,
    instruments: instrument::Instruments,
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
            places: places::Places::new()?,
            kinds: kinds::Kinds::new()?,
            introductions: memory::Introductions::new()?,
            assertions: assertions::Assertions::new()?,
            instruments: instrument::Instruments::new()?,
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

    /// Annotates a document's clauses, in order. `document` is the whole extracted text.
    #[must_use]
    pub fn annotate(
        &self,
        source: &Source,
        treaty: &Treaty,
        document: &str,
        segments: &Segments,
    ) -> Vec<Annotated> {
        let known = match source.published {
            Some(Edtf::On(date)) => Some(date),
            _ => self.dates.first_full(document),
        };
        let mut memory = memory::Memory::default();
        let in_context = bodies::in_context(&self.codebook, document);
        segments
            .clauses
            .iter()
            .map(|segment| {
                let text = &document[segment.start..segment.end];
                self.clause(source, treaty, &in_context, text, known, &mut memory)
            })
            .collect()
    }

    fn clause(
        &self,
        source: &Source,
        treaty: &Treaty,
        in_context: &[bool],
        text: &str,
        known: Option<PartialDate>,
        memory: &mut memory::Memory,
    ) -> Annotated {
        let attribution = self.speech.attribution(text, &self.dates);
        let speaker = self.speech.speaker(text);
        // What the parentheses at the end name is who published it, not what it says.
        let said = attribution.as_ref().map_or(text, |a| &text[..a.span.start]);
        let names = self.names.find(said);
        self.introductions.learn(&self.codebook, said, &names, memory);
        let reading = bodies::Reading {
            codebook: &self.codebook,
            in_context,
            text: said,
            names: &names,
            treaty: &treaty.parties,
        };
        let bodies = self.bodies.find(&reading, memory);
        // What a court is called is its subject: "Court of Arbitration".
        let body_spans: Vec<_> = bodies
            .iter()
            .filter(|b| b.kind != "court" && !b.name.starts_with("Court of"))
            .flat_map(|b| b.spans.clone())
            .collect();
        let found = self.dates.find(text, known);
        let filed = parties::dateline_end(text);
        let dates: Vec<DateMention> = found
            .iter()
            .map(|d| DateMention {
                value: d.value,
                event: match &attribution {
                    _ if d.span.end <= filed => DateEvent::Other,
                    Some(a) if d.span.start >= a.span.start => DateEvent::Other,
                    _ => self.events.of(said, d, &found),
                },
                rule: d.rule.to_owned(),
                evidence: vec![Evidence::of(text, d.span.start, d.span.end)],
            })
            // "two years in prison": a length that says nothing of the treaty is no date of it.
            .filter(|d| d.event != DateEvent::Other || !matches!(d.value, Edtf::Duration { .. }))
            .collect();
        let spans: Vec<_> = found.iter().map(|d| d.span.clone()).collect();
        let annotations = Annotations {
            parties: self.parties.find(&parties::Reading {
                codebook: &self.codebook,
                text: said,
                names: &names,
                bodies: &bodies,
                treaty: &treaty.parties,
                memory,
            }),
            domains: self.subjects.find(&self.codebook, said, &body_spans),
            institutions: bodies.iter().map(|b| b.mention(text)).collect(),
            places: self.places.find(&self.parties, said, &names, &spans),
            dates,
            references: Vec::new(),
        };
        let kind = match source.r#type {
            // What stands in a treaty's text is the treaty's, whoever speaks in it.
            SourceType::Text => Kind::Provision,
            _ => self.kinds.of_report(said, speaker.is_some(), &annotations),
        };
        let claims = self.assertions.read(&assertions::Reading {
            text,
            annotations: &annotations,
            bodies: &bodies,
            speaker: speaker.as_ref(),
            attribution: attribution.as_ref(),
            source,
        });
        let parties: Vec<&str> = annotations.parties.iter().map(|p| p.code.as_str()).collect();
        memory.keep(bodies, &parties);
        Annotated { kind, annotations, claims }
    }
}
