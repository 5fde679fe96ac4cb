//! What feeds tell of.

use std::{collections::BTreeMap, fmt, str::FromStr};

use async_trait::async_trait;

use super::{DifferenceFilter, Facet, SourceList, StoreError};
use crate::model::{ClaimRecord, ClauseId, Fact, Slug};

/// When something came to be held, and when it last changed its words; RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// What it is called.
    pub slug: Slug,
    /// When it came, where that is known.
    pub published: Option<String>,
    /// When it changed.
    pub updated: String,
}

/// Which claims are told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewsOf {
    /// Those on a treaty.
    Treaty(Slug),
    /// Those on differences.
    Differences(DifferenceFilter),
}

/// Which claim: its clause, and its place among the claims of that. Written as `{clause}.{ord}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimKey {
    /// The clause.
    pub clause: ClauseId,
    /// The place, from 0.
    pub ord: u32,
}

impl fmt::Display for ClaimKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.clause, self.ord)
    }
}

impl FromStr for ClaimKey {
    type Err = &'static str;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let parts = written.split_once('.');
        let key = parts.and_then(|(clause, ord)| {
            Some(Self { clause: clause.parse().ok()?, ord: ord.parse().ok()? })
        });
        key.ok_or("a claim is written as the id of its clause, a full stop and a number")
    }
}

/// A claim, told of when its words came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimNews {
    /// Which claim.
    pub key: ClaimKey,
    /// The claim.
    pub record: ClaimRecord,
    /// Whether sources differ on its fact.
    pub differs: bool,
}

impl ClaimNews {
    /// Its fact, with this claim alone.
    #[must_use]
    pub fn fact(&self) -> Fact {
        let record = &self.record;
        Fact {
            treaty: record.treaty.clone(),
            property: record.claim.property,
            actor_name: record.claim.actor_name.clone(),
            differs: self.differs,
            claims: vec![record.clone()],
            counts: BTreeMap::from([(record.claim.value.clone(), 1)]),
        }
    }
}

/// A page of what is new, the newest first; `K` names what it may begin behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newest<T, K> {
    /// What it has.
    pub items: Vec<T>,
    /// Whether more follow.
    pub more: bool,
    /// What the page before begins behind; nothing where that is the first page, or this one.
    pub before: Option<K>,
}

impl<T, K> Newest<T, K> {
    /// A page of at most `limit` of these.
    pub(in crate::store) fn of(mut items: Vec<T>, limit: u32, before: Option<K>) -> Self {
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = items.len() > size;
        items.truncate(size);
        Self { items, more, before }
    }
}

/// What reads what is new, the newest first.
#[async_trait]
pub trait Feeds {
    /// The sources of a list after one of them, those first whose words changed last; `None` where `after`
    /// is none of them.
    async fn newest_sources(
        &self,
        list: &SourceList,
        after: Option<&Slug>,
        limit: u32,
    ) -> Result<Option<Newest<News, Slug>>, StoreError>;

    /// The treaties of the party with this code, or all, after one of them; those first of which a
    /// source's words changed last. `None` where `after` has no source any more.
    async fn newest_treaties(
        &self,
        party: Option<&str>,
        after: Option<&Slug>,
        limit: u32,
    ) -> Result<Option<Newest<News, Slug>>, StoreError>;

    /// Claims of current clauses after one of them, those first whose words came last; of one version in
    /// document order. `None` where `after` is held no more.
    async fn newest_claims(
        &self,
        of: &NewsOf,
        after: Option<ClaimKey>,
        limit: u32,
    ) -> Result<Option<Newest<ClaimNews, ClaimKey>>, StoreError>;

    /// The values of a vocabulary that current clauses carry; those first in whose sources words
    /// changed last.
    async fn newest_terms(&self, facet: Facet) -> Result<Vec<News>, StoreError>;
}
