//! What Pacta read in a clause: each value with the rule that read it and the words it was read from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Edtf, Locator, Slug};

/// Words of a clause that an annotation was read from.
///
/// `start` and `end` are UTF-8 byte offsets in the clause's text, and `text` is that slice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The slice itself.
    pub text: String,
}

impl Evidence {
    /// The evidence at `start..end` of `clause_text`; both must be character boundaries in it.
    #[must_use]
    pub fn of(clause_text: &str, start: usize, end: usize) -> Self {
        Self { start, end, text: clause_text.get(start..end).unwrap_or_default().to_owned() }
    }
}

/// A party of the clause: a treaty party it names, refers to, or inherits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartyMention {
    /// ISO 3166-1 alpha-3, `EUE` for the European Union.
    pub code: String,
    /// English short name.
    pub name: String,
    /// Which rule read it: `name`, `demonym`, `capital`, `holder`, `same-bodies`, `both-parties`,
    /// `counterpart` or `inherited`.
    pub rule: String,
    /// The words; empty where the clause names nobody.
    pub evidence: Vec<Evidence>,
}

/// What happened on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DateEvent {
    /// The text was adopted.
    Adoption,
    /// The treaty was signed.
    Signature,
    /// It was ratified or approved.
    Ratification,
    /// A state acceded.
    Accession,
    /// It entered into force.
    EntryIntoForce,
    /// It was or will be extended.
    Extension,
    /// It was suspended.
    Suspension,
    /// It was denounced.
    Denunciation,
    /// It ends.
    Expiry,
    /// How long it lasts.
    Duration,
    /// Any other event.
    Other,
}

impl DateEvent {
    /// The name in exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Adoption => "adoption",
            Self::Signature => "signature",
            Self::Ratification => "ratification",
            Self::Accession => "accession",
            Self::EntryIntoForce => "entry-into-force",
            Self::Extension => "extension",
            Self::Suspension => "suspension",
            Self::Denunciation => "denunciation",
            Self::Expiry => "expiry",
            Self::Duration => "duration",
            Self::Other => "other",
        }
    }

    /// The name on pages.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Adoption => "adoption",
            Self::Signature => "signature",
            Self::Ratification => "ratification",
            Self::Accession => "accession",
            Self::EntryIntoForce => "entry into force",
            Self::Extension => "extension",
            Self::Suspension => "suspension",
            Self::Denunciation => "denunciation",
            Self::Expiry => "expiry",
            Self::Duration => "duration",
            Self::Other => "date",
        }
    }
}

/// A date or length of time in a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DateMention {
    /// The value.
    pub value: Edtf,
    /// What it dates.
    pub event: DateEvent,
    /// Which rule read it: `day-month-year`, `in-words`, `month-year`, `year`, `inferred-year`,
    /// `near-year`, `told-year`, `shared-year`, `range`, `dual-calendar`, `solar-hijri`, `length`…
    pub rule: String,
    /// The words.
    pub evidence: Vec<Evidence>,
}

/// A subject of the clause, from the 32 domains of the codebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DomainTag {
    /// The domain's slug.
    pub slug: Slug,
    /// `term` (one term is enough) or `weak-terms` (several weak ones together).
    pub rule: String,
    /// The words.
    pub evidence: Vec<Evidence>,
}

/// A body named in the clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InstitutionMention {
    /// The body's slug.
    pub slug: Slug,
    /// Its canonical English name.
    pub name: String,
    /// `name`, `acronym`, `role` (function and country), `same-bodies` or `pattern` (not in the codebook).
    pub rule: String,
    /// The words.
    pub evidence: Vec<Evidence>,
}

/// A place where something happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceMention {
    /// The place's name as a reader knows it.
    pub name: String,
    /// `capital` (a capital after a preposition of place) or `act-place` (where an act was done).
    pub rule: String,
    /// The words.
    pub evidence: Vec<Evidence>,
}

/// Words that refer to another provision or instrument: "Article 4", "Article XX of GATT 1994".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReferenceMention {
    /// The instrument as the clause names it; nothing where it is the treaty that speaks.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub instrument: Option<String>,
    /// The place in it as an eId, where one is named: `art_4__para_2`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub locator: Option<Locator>,
    /// `internal`, `external` (a place in a named instrument) or `instrument`.
    pub rule: String,
    /// The words.
    pub evidence: Vec<Evidence>,
}

impl ReferenceMention {
    /// The places that it can mean in a text of the instrument, from the most exact to the least. Texts
    /// number differently from those who cite them: "Article 5.2" may be an article's number or its
    /// paragraph, and what is cited as a paragraph may be a point.
    #[must_use]
    pub fn candidates(&self) -> Vec<Locator> {
        let Some(locator) = &self.locator else { return Vec::new() };
        let mut candidates = vec![locator.as_str().to_owned()];
        let mut add = |candidate: String| {
            if !candidates.contains(&candidate) {
                candidates.push(candidate);
            }
        };
        let mut place = locator.as_str();
        loop {
            add(place.replace("__para_", "__point_"));
            if let Some((article, paragraph)) = place.rsplit_once('.')
                && !paragraph.contains("__")
            {
                add(format!("{article}__para_{paragraph}"));
            }
            let Some((outer, _)) = place.rsplit_once("__") else { break };
            place = outer;
            add(place.to_owned());
        }
        candidates.iter().filter_map(|place| place.parse().ok()).collect()
    }
}

/// All that was read in one clause.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Annotations {
    /// Parties, in the order of their first words, inherited ones by code.
    pub parties: Vec<PartyMention>,
    /// Dates and durations, in text order.
    pub dates: Vec<DateMention>,
    /// Domains, in codebook order.
    pub domains: Vec<DomainTag>,
    /// Institutions, in text order.
    pub institutions: Vec<InstitutionMention>,
    /// Places, in text order.
    pub places: Vec<PlaceMention>,
    /// References to other provisions and instruments, in text order.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub references: Vec<ReferenceMention>,
}
