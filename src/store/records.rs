//! What the store gives back: aggregates, vocabularies and the feed, in model types.

use std::fmt;

use crate::model::{
    ClauseId, ClauseRecord, Division, Locator, Outline, RevisionHash, Slug, Source, Treaty,
};

mod lists;
mod news;

pub use lists::{
    Address, AddressCount, DifferenceAspect, DifferenceFilter, FactKey, ListedTreaty, SourceList,
    TreatyList, TreatyOrder, TreatyPlace,
};
pub use news::{ClaimKey, ClaimNews, Newest, News, NewsOf};

/// What [`super::Store::put`] did with a document.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct PutReport {
    /// True where the same revision was held already and nothing was written.
    pub unchanged: bool,
    /// Clauses that are new in this version.
    pub new: usize,
    /// Clauses that the version before had too.
    pub kept: usize,
    /// Clauses of the version before that this one no longer has.
    pub superseded: usize,
}

impl PutReport {
    /// Whether this version has other wordings than the one before.
    #[must_use]
    pub fn changes_words(&self) -> bool {
        self.new > 0 || self.superseded > 0
    }
}

/// A vocabulary whose values can be browsed and counted.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// Subjects of the codebook.
    Domain,
    /// Parties of clauses.
    Party,
    /// Bodies named.
    Institution,
    /// What clauses are.
    Kind,
    /// Treaties.
    Treaty,
    /// Sources.
    Source,
    /// Types of source.
    Type,
    /// Languages of clauses.
    Language,
    /// Places named.
    Place,
}

impl Facet {
    /// Every vocabulary.
    pub const ALL: [Self; 9] = [
        Self::Domain,
        Self::Party,
        Self::Institution,
        Self::Kind,
        Self::Treaty,
        Self::Source,
        Self::Type,
        Self::Language,
        Self::Place,
    ];

    /// The name in the store and in queries.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Party => "party",
            Self::Institution => "institution",
            Self::Kind => "kind",
            Self::Treaty => "treaty",
            Self::Source => "source",
            Self::Type => "type",
            Self::Language => "lang",
            Self::Place => "place",
        }
    }
}

/// One value of a vocabulary. `id` is stable for the life of the store.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Term {
    /// Stable number, used in the index's fast fields.
    #[serde(skip)]
    pub id: u64,
    /// Which vocabulary.
    #[serde(skip)]
    pub facet: Facet,
    /// The value in URLs and queries.
    pub slug: Slug,
    /// The value for readers.
    pub label: String,
    /// Current clauses that carry it (0 where it was not counted).
    pub clauses: u64,
}

/// A source with what is held of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct SourceRecord {
    /// Its metadata in the newest version.
    #[serde(flatten)]
    pub source: Source,
    /// The newest version.
    pub revision: RevisionHash,
    /// The number of that version, from 1.
    pub version: u32,
    /// When that version was added, RFC 3339 in UTC.
    pub added: String,
    /// Clauses of that version.
    pub clauses: u64,
    /// Articles of that version, where it is a treaty text.
    pub articles: u64,
}

/// That a source was taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Retraction {
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Why, in the words of who did it.
    pub reason: String,
}

impl fmt::Display for Retraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "retracted on {}: {}", self.at.get(..10).unwrap_or(&self.at), self.reason)
    }
}

/// The source that a slug names or has named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The source, under the slug that it goes by now.
    pub record: SourceRecord,
    /// Where it was taken back.
    pub retraction: Option<Retraction>,
}

/// One version of a source.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct VersionRecord {
    /// Its number, from 1.
    pub number: u32,
    /// Its hash.
    pub revision: RevisionHash,
    /// When it was added, RFC 3339 in UTC.
    pub added: String,
    /// Its clauses.
    pub clauses: u64,
    /// Those that the version before did not have.
    pub new: u64,
    /// Those that the version before had too.
    pub kept: u64,
    /// Clauses of the version before that it no longer has.
    pub lost: u64,
    /// Where the source was taken back while this was its newest version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retraction: Option<Retraction>,
}

/// A clause as one version has it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct PlacedWording {
    /// Which clause.
    pub id: ClauseId,
    /// Where it stands in that version.
    pub locator: Locator,
    /// BCP 47 language.
    pub language: String,
    /// The words.
    pub text: String,
}

/// A clause that came (no `before`), went (no `after`), or was replaced by another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct VersionChange {
    /// The clause in the version before.
    pub before: Option<PlacedWording>,
    /// The clause in this version.
    pub after: Option<PlacedWording>,
}

/// What a version changed against the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionChanges {
    /// The version.
    pub version: VersionRecord,
    /// All its changes, counted.
    pub total: usize,
    /// Those asked for, in document order.
    pub changes: Vec<VersionChange>,
}

/// A division of a source's newest version.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct DivisionRecord {
    /// The division.
    #[serde(flatten)]
    pub division: Division,
    /// The order of its first clause.
    pub first: u32,
    /// Clauses in it, inner divisions included.
    pub clauses: u32,
}

/// How a source's newest version is built, without its words, as of one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Structure {
    /// The version.
    pub revision: RevisionHash,
    /// Where its clauses stand, in order.
    pub extents: Vec<Extent>,
    /// Its divisions in document order; none where it is no treaty text.
    pub divisions: Vec<DivisionRecord>,
}

/// Where a clause stands in its source's newest version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// Its place.
    pub locator: Locator,
    /// First byte in the extracted text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// A source's newest version, ready to be read in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The source.
    pub record: SourceRecord,
    /// Its extracted text.
    pub text: String,
    /// Headings and skipped stretches, in order.
    pub outline: Vec<Outline>,
    /// The clauses asked for, in order.
    pub clauses: Vec<ClauseRecord>,
}

/// A treaty with what is held of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct TreatyRecord {
    /// The treaty.
    #[serde(flatten)]
    pub treaty: Treaty,
    /// Sources about it.
    pub sources: u64,
    /// Sources that hold its text.
    pub texts: u64,
    /// Current clauses about it.
    pub clauses: u64,
    /// Articles in the text that holds most of them.
    pub articles_held: u64,
    /// How many articles it has, as the first source that says so has it.
    pub articles: Option<String>,
}

/// What happened to a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// It was placed, or placed anew with other annotations.
    Put,
    /// It no longer stands in the newest version of its source.
    Delete,
}

/// One entry of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number, from 1, without gaps.
    pub seq: u64,
    /// Which clause.
    pub clause: ClauseId,
    /// What happened.
    pub op: Op,
    /// BLAKE3(previous head, entry, content hash), hexadecimal: says which history this is.
    pub head: String,
}

/// Where the feed stands: the last entry's number and head. `seq` 0 has an empty head.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub struct Position {
    /// Number of the last entry.
    pub seq: u64,
    /// Its head.
    pub head: String,
}

/// A current clause with everything that the search index keeps of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedClause {
    /// The clause.
    pub record: ClauseRecord,
    /// Title of its source.
    pub source_title: String,
    /// Title of its treaty.
    pub treaty_title: String,
    /// The treaty's parties, alpha-3, sorted.
    pub treaty_parties: Vec<String>,
    /// Its vocabulary values, over all facets.
    pub terms: Vec<Term>,
    /// When its wording came.
    pub issued: Issued,
}

/// When a wording was first held, and its id given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// Goes up with every version of any source: what came later has a greater number.
    pub version: u64,
    /// RFC 3339 in UTC.
    pub at: String,
}

/// Totals over everything held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Totals {
    /// Treaties.
    pub treaties: u64,
    /// Sources.
    pub sources: u64,
    /// Current clauses.
    pub clauses: u64,
    /// Claims in current clauses.
    pub claims: u64,
}

/// A place in the order of all clauses: source slug, then order in the source.
pub type OrderKey = (Slug, u32);
