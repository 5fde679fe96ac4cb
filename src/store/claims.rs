//! What is claimed of treaties, and where sources differ.

use async_trait::async_trait;

use super::StoreError;
use crate::model::{ClaimRecord, ClauseId, Fact, Locator, Property, Slug, SourceType};

/// What a fact is about; no two facts have the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactKey {
    /// The treaty.
    pub treaty: Slug,
    /// The property.
    pub property: Property,
    /// Who acts; `None` where the treaty is the subject.
    pub actor: Option<String>,
}

/// Which differences are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DifferenceFilter {
    /// Those of a treaty.
    pub treaty: Option<Slug>,
    /// Those on a property.
    pub property: Option<Property>,
    /// Those of treaties with this party, alpha-3.
    pub party: Option<String>,
    /// Those of which a clause carries this domain.
    pub domain: Option<Slug>,
}

/// What differences are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceAspect {
    /// Their treaty.
    Treaty,
    /// What they differ on.
    Property,
    /// The parties of their treaty.
    Party,
    /// The domains of their clauses.
    Domain,
}

/// What reads claims.
#[async_trait]
pub trait Claims {
    /// What one clause claims, in the newest version that has it.
    async fn claims_of_clause(&self, id: ClauseId) -> Result<Vec<ClaimRecord>, StoreError>;

    /// Claims of a treaty's current clauses.
    async fn claims(&self, treaty: &Slug) -> Result<Vec<ClaimRecord>, StoreError>;

    /// How many claims current clauses of a treaty make.
    async fn claims_counted(&self, treaty: &Slug) -> Result<u64, StoreError>;

    /// The values that current clauses give to a property of these treaties, each once for each type of
    /// source, by treaty.
    async fn values_of(
        &self,
        property: Property,
        treaties: &[&Slug],
    ) -> Result<Vec<(Slug, SourceType, String)>, StoreError>;

    /// The places of a treaty that current clauses of its reports and official statements refer to,
    /// each with the clause, by source and in document order.
    async fn reported_places(&self, treaty: &Slug) -> Result<Vec<(Locator, ClauseId)>, StoreError>;

    /// The facts of a treaty, each with at most so many claims of a value.
    async fn facts(&self, treaty: &Slug, shown: u32) -> Result<Vec<Fact>, StoreError>;

    /// Those of these facts of which something is claimed, each with at most so many claims of a value.
    async fn facts_on(&self, keys: &[FactKey], shown: u32) -> Result<Vec<Fact>, StoreError>;

    /// Where sources differ, by treaty, property and least value, after a difference; `None` where
    /// `after` is none any more.
    async fn differences(
        &self,
        filter: &DifferenceFilter,
        after: Option<&FactKey>,
        limit: u32,
    ) -> Result<Option<Vec<FactKey>>, StoreError>;

    /// How many differences there are, and how many claims on them.
    async fn differences_counted(
        &self,
        filter: &DifferenceFilter,
    ) -> Result<(u64, u64), StoreError>;

    /// The values that differences have in an aspect, each with the title where it is a treaty, and with
    /// how many there are; of more than `limit` treaties those with most.
    async fn differences_by(
        &self,
        filter: &DifferenceFilter,
        aspect: DifferenceAspect,
        limit: u32,
    ) -> Result<Vec<(String, String, u64)>, StoreError>;
}
