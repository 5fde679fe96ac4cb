//! Sources, and lists of them.

use std::fmt;

use async_trait::async_trait;

use super::StoreError;
use crate::model::{RevisionHash, Slug, Source, SourceType};

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

/// Which sources a list has: all, or those of a treaty or a type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceList {
    /// The treaty that they are about.
    pub treaty: Option<Slug>,
    /// Their type.
    pub r#type: Option<SourceType>,
}

/// A source with how many clauses have a page of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressCount {
    /// The source.
    pub source: Slug,
    /// When its newest version was added, RFC 3339 in UTC.
    pub added: String,
    /// Its clauses.
    pub clauses: u64,
}

/// What reads sources.
#[async_trait]
pub trait Sources {
    /// A source, where held.
    async fn source(&self, slug: &Slug) -> Result<Option<SourceRecord>, StoreError>;

    /// All sources, newest version first. For what walks through everything; pages ask for less.
    async fn sources(&self) -> Result<Vec<SourceRecord>, StoreError>;

    /// The sources of a list after one of them, newest version first; those of a treaty texts first, then
    /// officials, then reports. `None` where `after` is none of them.
    async fn sources_listed(
        &self,
        list: &SourceList,
        after: Option<&Slug>,
        limit: u32,
    ) -> Result<Option<Vec<SourceRecord>>, StoreError>;

    /// How many sources there are of each type, of a treaty or of all.
    async fn sources_counted(
        &self,
        treaty: Option<&Slug>,
    ) -> Result<Vec<(SourceType, u64)>, StoreError>;

    /// Those of these sources that are held, in any order.
    async fn sources_named(&self, slugs: &[&Slug]) -> Result<Vec<SourceRecord>, StoreError>;

    /// The sources of a treaty: its texts first, then officials, then reports, each newest first.
    async fn sources_of(&self, treaty: &Slug) -> Result<Vec<SourceRecord>, StoreError>;

    /// The source that a slug names or has named, retracted or not.
    async fn standing(&self, slug: &Slug) -> Result<Option<Standing>, StoreError>;

    /// The sources, `most` of them, that were once on a treaty and are no more: taken back, or of another
    /// treaty now. Those first that were so last.
    async fn departed(&self, treaty: &Slug, most: u32) -> Result<Vec<Standing>, StoreError>;

    /// The sources with how many clauses they have, by slug.
    async fn addresses_counted(&self) -> Result<Vec<AddressCount>, StoreError>;
}
