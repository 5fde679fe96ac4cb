//! What a source says of a treaty, and where sources differ.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ClauseId, DateEvent, Edtf, Evidence, Locator, Slug, SourceType};

/// What a claim is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Property {
    /// What the treaty is called.
    Title,
    /// When the treaty was signed.
    Signature,
    /// Where it was signed.
    Place,
    /// When a parliament ratified or approved it. Reports use both words for the same act.
    Ratification,
    /// When another body approved it.
    Approval,
    /// When it entered into force.
    EntryIntoForce,
    /// What has to happen for it to enter into force, in the text's words: "on the thirtieth day
    /// after the second ratification".
    EntryIntoForceRule,
    /// How long it lasts.
    Duration,
    /// How long each extension lasts.
    Extension,
    /// When it ends.
    Expiry,
    /// How long before it ends a party has to give notice that it leaves.
    Notice,
    /// Who is a party.
    Party,
    /// With whom ratifications and the original are deposited.
    Depositary,
    /// In which languages its text is authentic.
    Language,
    /// How many originals were signed.
    Originals,
    /// How many articles it has.
    ArticleCount,
    /// That it is not a military alliance, or that it is one.
    MilitaryAlliance,
}

impl Property {
    /// Every property, in the order of pages.
    pub const ALL: [Self; 17] = [
        Self::Title,
        Self::Signature,
        Self::Place,
        Self::Ratification,
        Self::Approval,
        Self::EntryIntoForce,
        Self::EntryIntoForceRule,
        Self::Duration,
        Self::Extension,
        Self::Expiry,
        Self::Notice,
        Self::Party,
        Self::Depositary,
        Self::Language,
        Self::Originals,
        Self::ArticleCount,
        Self::MilitaryAlliance,
    ];

    /// The property with this name, or `None`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == name)
    }

    /// The name in exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::EntryIntoForceRule => "entry-into-force-rule",
            Self::Notice => "notice",
            Self::Depositary => "depositary",
            Self::Language => "language",
            Self::Originals => "originals",
            Self::Signature => "signature",
            Self::Ratification => "ratification",
            Self::Approval => "approval",
            Self::EntryIntoForce => "entry-into-force",
            Self::Expiry => "expiry",
            Self::Duration => "duration",
            Self::Extension => "extension",
            Self::Party => "party",
            Self::Place => "place",
            Self::ArticleCount => "article-count",
            Self::MilitaryAlliance => "military-alliance",
        }
    }

    /// The name on pages.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::EntryIntoForceRule => "Condition of entry into force",
            Self::Notice => "Notice of denunciation",
            Self::Depositary => "Depositary",
            Self::Language => "Authentic language",
            Self::Originals => "Number of originals",
            Self::Signature => "Date of signature",
            Self::Ratification => "Ratification",
            Self::Approval => "Approval",
            Self::EntryIntoForce => "Entry into force",
            Self::Expiry => "Expiry",
            Self::Duration => "Duration",
            Self::Extension => "Extension",
            Self::Party => "Party",
            Self::Place => "Place of signature",
            Self::ArticleCount => "Number of articles",
            Self::MilitaryAlliance => "Military alliance",
        }
    }

    /// The property that a dated event of this kind asserts, or `None`.
    #[must_use]
    pub fn of_event(event: DateEvent) -> Option<Self> {
        match event {
            DateEvent::Signature => Some(Self::Signature),
            DateEvent::Ratification => Some(Self::Ratification),
            DateEvent::EntryIntoForce => Some(Self::EntryIntoForce),
            DateEvent::Extension => Some(Self::Extension),
            DateEvent::Expiry => Some(Self::Expiry),
            DateEvent::Duration => Some(Self::Duration),
            _ => None,
        }
    }

    /// Whether its values are dates or lengths of time in the treaty's life.
    #[must_use]
    pub fn is_time(self) -> bool {
        matches!(
            self,
            Self::Signature
                | Self::Ratification
                | Self::Approval
                | Self::EntryIntoForce
                | Self::Duration
                | Self::Extension
                | Self::Expiry
        )
    }

    /// Whether a treaty can have several values of it that are all true: several parties and languages,
    /// places of which one may lie in the other, and words that say one thing in different ways, as titles
    /// and conditions do.
    #[must_use]
    pub fn holds_many(self) -> bool {
        matches!(
            self,
            Self::Title
                | Self::Place
                | Self::Party
                | Self::Language
                | Self::Depositary
                | Self::EntryIntoForceRule
        )
    }

    /// Whether `a` and `b` can both be true of one treaty and one actor.
    #[must_use]
    pub fn compatible(self, a: &str, b: &str) -> bool {
        if self.holds_many() || a == b {
            return true;
        }
        match (a.parse::<Edtf>(), b.parse::<Edtf>()) {
            (Ok(a), Ok(b)) => a.agrees_with(b),
            _ => false,
        }
    }
}

/// A fact about a treaty as one clause asserts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// What it is about.
    pub property: Property,
    /// Who acts: an institution's slug, a country code, or nothing where the treaty is the subject.
    pub actor: Option<String>,
    /// The actor's name for readers.
    pub actor_name: Option<String>,
    /// The value: EDTF for dates and lengths, a code for a party (alpha-3) or a language (BCP 47), a
    /// slug for a body, a number, `yes` or `no`; words for a title or a condition.
    pub value: String,
    /// The value in words.
    pub value_label: String,
    /// Who says so: the named speaker or publisher, or nothing where the source does not state it.
    pub asserted_by: Option<String>,
    /// When it was said, where stated.
    pub asserted_on: Option<Edtf>,
    /// The words.
    pub evidence: Vec<Evidence>,
}

impl Claim {
    /// The property, with its actor where it has one: "Ratification: State Duma".
    #[must_use]
    pub fn label(&self) -> String {
        label(self.property, self.actor_name.as_deref())
    }
}

fn label(property: Property, actor: Option<&str>) -> String {
    match actor {
        Some(actor) => format!("{}: {actor}", property.label()),
        None => property.label().to_owned(),
    }
}

/// A claim with the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimRecord {
    /// The treaty.
    pub treaty: Slug,
    /// What is claimed.
    #[serde(flatten)]
    pub claim: Claim,
    /// The clause that says so.
    pub clause: ClauseId,
    /// Its words.
    pub text: String,
    /// Its source.
    pub source: Slug,
    /// The source's title.
    pub source_title: String,
    /// The source's type.
    pub r#type: SourceType,
    /// Where in the source.
    pub locator: Locator,
    /// When these words were issued here, RFC 3339 in UTC. It tells of the site and not of the treaty,
    /// and is no part of what is exported.
    #[serde(skip)]
    pub issued: String,
}

/// What is claimed on one property and actor of one treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// The treaty.
    pub treaty: Slug,
    /// What the claims are about.
    pub property: Property,
    /// Who acts, for readers; `None` where the treaty is the subject.
    pub actor_name: Option<String>,
    /// Whether two who speak of it contradict each other: a difference.
    pub differs: bool,
    /// The claims by value: what a treaty's text says first, then officials, then reports; within these
    /// in the order of time. Of a value that many give, they may be the first few.
    pub claims: Vec<ClaimRecord>,
    /// How many claims give each value.
    pub counts: BTreeMap<String, u64>,
}

impl Fact {
    /// The property, with its actor where it has one: "Ratification: State Duma".
    #[must_use]
    pub fn label(&self) -> String {
        label(self.property, self.actor_name.as_deref())
    }
}

/// The facts that claims speak of, by treaty, property and time. No winner is picked.
#[must_use]
pub fn facts(claims: &[ClaimRecord]) -> Vec<Fact> {
    let mut groups: BTreeMap<(&Slug, Property, Option<&str>), Vec<&ClaimRecord>> = BTreeMap::new();
    for record in claims {
        let key = (&record.treaty, record.claim.property, record.claim.actor.as_deref());
        groups.entry(key).or_default().push(record);
    }
    let mut facts: Vec<Fact> = groups
        .into_iter()
        .map(|((treaty, property, _), mut group)| {
            let mut best: BTreeMap<&str, SourceType> = BTreeMap::new();
            for c in &group {
                let of_value = best.entry(&c.claim.value).or_insert(c.r#type);
                *of_value = c.r#type.min(*of_value);
            }
            group.sort_by_key(|c| {
                let value = c.claim.value.as_str();
                (best.get(value).copied(), value.to_owned(), c.r#type, c.source.clone(), c.clause)
            });
            let mut counts = BTreeMap::new();
            for c in &group {
                *counts.entry(c.claim.value.clone()).or_default() += 1;
            }
            Fact {
                treaty: treaty.clone(),
                property,
                actor_name: group.iter().find_map(|c| c.claim.actor_name.clone()),
                differs: differ(property, &group),
                claims: group.into_iter().cloned().collect(),
                counts,
            }
        })
        .collect();
    facts.sort_by(|a, b| {
        let first = |f: &Fact| f.claims.iter().map(|c| c.claim.value.clone()).min();
        (&a.treaty, a.property, first(a)).cmp(&(&b.treaty, b.property, first(b)))
    });
    facts
}

/// A value with who gives it, as far as it matters for whether sources differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<'a> {
    /// The value.
    pub value: &'a str,
    /// The one who gives it; `None` where there are several.
    pub alone: Option<&'a str>,
}

/// Whether two who speak of a property contradict each other; each value is told once. One who gives two
/// values tells two things.
#[must_use]
pub fn contradict(property: Property, told: &[Told<'_>]) -> bool {
    told.iter().enumerate().any(|(i, a)| {
        let others = told[i + 1..].iter();
        others
            .filter(|b| a.alone.is_none() || a.alone != b.alone)
            .any(|b| !property.compatible(a.value, b.value))
    })
}

fn differ(property: Property, group: &[&ClaimRecord]) -> bool {
    let mut speakers: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for record in group {
        let speaker = format!("{:?}", (&record.source, &record.claim.asserted_by));
        speakers.entry(&record.claim.value).or_default().insert(speaker);
    }
    let told: Vec<Told<'_>> = speakers
        .iter()
        .map(|(value, by)| Told {
            value,
            alone: by.first().filter(|_| by.len() == 1).map(String::as_str),
        })
        .collect();
    contradict(property, &told)
}
