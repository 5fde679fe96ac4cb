//! Treaties, and lists of them.

use async_trait::async_trait;

use super::StoreError;
use crate::model::{Slug, Treaty};

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

/// What a list of treaties is ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TreatyOrder {
    /// By title, under its first letter.
    #[default]
    Title,
    /// By year of signature, newest first.
    Year,
}

impl TreatyOrder {
    /// The name in the store.
    pub(in crate::store) fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Year => "year",
        }
    }
}

/// Which treaties a list has, and in which order. Those are left out whose sources were all retracted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TreatyList {
    /// The order.
    pub order: TreatyOrder,
    /// Their party, alpha-3.
    pub party: Option<String>,
}

/// Where a page of a list of treaties begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TreatyPlace {
    /// At the first treaty.
    Start,
    /// At a heading: a letter, a year, [`UNKNOWN`](crate::store::UNKNOWN) or [`UNNAMED`](crate::store::UNNAMED).
    Heading(String),
    /// After a treaty that stands under a heading; at the heading, where it stands there no more.
    After {
        /// The heading.
        heading: String,
        /// The treaty.
        treaty: Slug,
    },
}

/// A treaty in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedTreaty {
    /// The heading that it stands under.
    pub heading: String,
    /// The treaty.
    pub record: TreatyRecord,
}

/// What reads treaties.
#[async_trait]
pub trait Treaties {
    /// A treaty, where held.
    async fn treaty(&self, slug: &Slug) -> Result<Option<TreatyRecord>, StoreError>;

    /// Those of these treaties that are held, in any order.
    async fn treaties_named(&self, slugs: &[&Slug]) -> Result<Vec<TreatyRecord>, StoreError>;

    /// The treaty with this title, whatever its case; none where several have it.
    async fn treaty_titled(&self, title: &str) -> Result<Option<Slug>, StoreError>;

    /// The slug that a treaty goes by which has or had this one.
    async fn treaty_name(&self, slug: &Slug) -> Result<Option<Slug>, StoreError>;

    /// All treaties by title. For what walks through everything; pages ask for less.
    async fn treaties(&self) -> Result<Vec<TreatyRecord>, StoreError>;

    /// The treaties of exactly these parties, alpha-3, sorted.
    async fn treaties_between(&self, parties: &[String]) -> Result<Vec<TreatyRecord>, StoreError>;

    /// The treaties of a list from a place on.
    async fn treaties_listed(
        &self,
        list: &TreatyList,
        from: &TreatyPlace,
        limit: u32,
    ) -> Result<Vec<ListedTreaty>, StoreError>;

    /// The headings of a list of treaties, in its order.
    async fn treaty_headings(&self, list: &TreatyList) -> Result<Vec<String>, StoreError>;

    /// How many treaties are listed, and of how many of them a text is held; of a party (alpha-3) or of
    /// all.
    async fn treaties_counted(&self, party: Option<&str>) -> Result<(u64, u64), StoreError>;

    /// The parties of listed treaties, alpha-3, each with how many treaties it has.
    async fn parties_counted(&self) -> Result<Vec<(String, u64)>, StoreError>;

    /// The treaties, each with when the newest version of a source was added, where it has one.
    async fn treaties_added(&self) -> Result<Vec<(Slug, Option<String>)>, StoreError>;
}
