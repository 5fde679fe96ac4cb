//! The versions of a source, and how the newest is built.

use std::ops::Range;

use async_trait::async_trait;

use super::{Facet, Retraction, SourceRecord, StoreError};
use crate::model::{
    ClauseId, ClauseRecord, Division, Locator, Original, Outline, RevisionHash, Slug,
};

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

/// What reads the versions of a source.
#[async_trait]
pub trait Versions {
    /// The newest version's hash of a source, where held.
    async fn revision(&self, source: &Slug) -> Result<Option<RevisionHash>, StoreError>;

    /// What a source's newest version was derived from; none where it was stored before inputs were
    /// kept.
    async fn original(&self, source: &Slug) -> Result<Option<Original>, StoreError>;

    /// A source's newest version with its text, and of its clauses those with these orders.
    async fn reading(&self, slug: &Slug, orders: Range<u32>)
    -> Result<Option<Reading>, StoreError>;

    /// How a source's newest version is built, where held.
    async fn structure(&self, source: &Slug) -> Result<Option<Structure>, StoreError>;

    /// The divisions of a source's newest version in document order; none where it is no treaty text.
    async fn divisions(&self, source: &Slug) -> Result<Vec<DivisionRecord>, StoreError>;

    /// The orders of a source's current clauses that carry a value.
    async fn orders_with(
        &self,
        source: &Slug,
        facet: Facet,
        value: &Slug,
    ) -> Result<Vec<u32>, StoreError>;

    /// The versions of a source, newest first.
    async fn versions(&self, source: &Slug) -> Result<Vec<VersionRecord>, StoreError>;

    /// What a version changed; of its changes those in `range`.
    async fn version(
        &self,
        source: &Slug,
        number: u32,
        range: Range<usize>,
    ) -> Result<Option<VersionChanges>, StoreError>;
}
