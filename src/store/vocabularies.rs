//! Vocabularies: the values that clauses carry.

use async_trait::async_trait;

use super::{OrderKey, StoreError};
use crate::model::{ClauseId, ClauseRecord, Slug};

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

/// What reads vocabularies.
#[async_trait]
pub trait Vocabularies {
    /// The values of a vocabulary that current clauses carry, by label, counted.
    async fn terms(&self, facet: Facet) -> Result<Vec<Term>, StoreError>;

    /// Those of these values of a vocabulary that current clauses carry, counted.
    async fn terms_named(&self, facet: Facet, slugs: &[Slug]) -> Result<Vec<Term>, StoreError>;

    /// The terms with these numbers, uncounted.
    async fn terms_by_id(&self, ids: &[u64]) -> Result<Vec<Term>, StoreError>;

    /// Current clauses that carry a value, in source order, after a key.
    async fn clauses_with(
        &self,
        facet: Facet,
        value: &Slug,
        after: Option<&OrderKey>,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError>;

    /// The first `limit` current clauses of a source that carry a value, in document order.
    async fn clauses_of(
        &self,
        source: &Slug,
        facet: Facet,
        value: &Slug,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError>;

    /// The values of a vocabulary that these clauses carry, as far as they are current.
    async fn terms_of(
        &self,
        facet: Facet,
        clauses: &[ClauseId],
    ) -> Result<Vec<(ClauseId, Slug)>, StoreError>;

    /// Values of `beside` on the current clauses that carry `value`, most frequent first.
    async fn terms_beside(
        &self,
        facet: Facet,
        value: &Slug,
        beside: Facet,
    ) -> Result<Vec<Term>, StoreError>;
}
