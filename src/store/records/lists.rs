//! What lists of sources, treaties and differences are asked for, and what they have.

use super::TreatyRecord;
use crate::model::{ClauseId, Property, Slug, SourceType};

/// Which sources a list has: all, or those of a treaty or a type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceList {
    /// The treaty that they are about.
    pub treaty: Option<Slug>,
    /// Their type.
    pub r#type: Option<SourceType>,
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

/// A current clause, or a source that has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The source.
    pub source: Slug,
    /// When its newest version was added, RFC 3339 in UTC.
    pub added: String,
    /// The clause.
    pub clause: Option<ClauseId>,
}

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
