//! What is cited, as CSL-JSON 1.0.2: the form that styles, BibTeX and RIS are made from.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::clean;
use crate::model::{Edtf, PartialDate};

/// CSL's types of which Pacta cites anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ItemType {
    /// A treaty, or its text.
    Treaty,
    /// A report whose publisher and day are stated: what appears on a day is news.
    ArticleNewspaper,
    /// What has an address, or of which nothing is known but the page here.
    Webpage,
    /// What somebody published otherwise.
    Report,
}

/// An author. Metadata files hold names as one text: `Family, Given` is read as such, several are
/// parted by semicolons, and everything else is kept as written, since it may be an institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "ItemName")]
pub enum Name {
    /// A person.
    Person {
        /// The name that is sorted by.
        family: String,
        /// The other names.
        given: String,
    },
    /// A name as written.
    Literal {
        /// The whole name.
        literal: String,
    },
}

impl Name {
    /// The names in a metadata value.
    pub(super) fn list(stated: &str) -> Vec<Self> {
        stated.split(';').map(clean).filter(|name| !name.is_empty()).map(Self::of).collect()
    }

    fn of(name: String) -> Self {
        match name.split_once(", ") {
            Some((family, given)) if !family.is_empty() && !given.contains(',') => {
                Self::Person { family: family.to_owned(), given: given.to_owned() }
            }
            _ => Self::Literal { literal: name },
        }
    }

    /// `Family, Given`, or the name as written.
    #[must_use]
    pub fn inverted(&self) -> String {
        match self {
            Self::Person { family, given } => format!("{family}, {given}"),
            Self::Literal { literal } => literal.clone(),
        }
    }
}

/// A date as `{"date-parts": [[2025, 10, 2]]}`. Bounded and open dates have no such form, and a
/// citation that gave one of their ends would say more than is known: they are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(into = "DateParts")]
pub struct ItemDate(#[schemars(with = "DateParts")] pub(super) PartialDate);

impl ItemDate {
    pub(super) fn of(date: Option<Edtf>) -> Option<Self> {
        match date {
            Some(Edtf::On(date)) => Some(Self(date)),
            _ => None,
        }
    }
}

impl fmt::Display for ItemDate {
    /// `2025-10-02`, `2025-10` or `2025`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An [`ItemDate`] as CSL-JSON writes it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct DateParts {
    /// One date: its year, month and day, as far as they are known.
    date_parts: [Vec<i16>; 1],
}

impl From<ItemDate> for DateParts {
    fn from(ItemDate(date): ItemDate) -> Self {
        let (month, day) = (date.month().map(i16::from), date.day().map(i16::from));
        Self { date_parts: [[Some(date.year()), month, day].into_iter().flatten().collect()] }
    }
}

/// One CSL-JSON item. Its texts are one line each, without marks that turn the direction
/// of what stands around them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Item {
    /// `iran-russia-2025`, or a clause's id; the key in BibTeX.
    pub id: String,
    /// What it is.
    pub r#type: ItemType,
    /// Title.
    pub title: String,
    /// Authors, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Name>,
    /// The treaty series, the newspaper or the site that it appeared in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_title: Option<String>,
    /// Publisher, where it is nothing that things appear in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Volume of the treaty series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// First page in that volume.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// When it was published; of a treaty, when it was signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<ItemDate>,
    /// When a treaty entered into force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available_date: Option<ItemDate>,
    /// When it was retrieved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessed: Option<ItemDate>,
    /// The two parties of a bilateral treaty: `Iran–Russia`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<String>,
    /// BCP 47 language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where it was published, or else its page here.
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Always `Pacta`: who keeps the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// Its page here, or where the site has no public address its id.
    #[serde(rename = "archive_location", skip_serializing_if = "Option::is_none")]
    pub archive_location: Option<String>,
    /// The words of a clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#abstract: Option<String>,
    /// The place in what is cited, where it is a part, and an archived copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The place alone. CSL has it beside an item and not in one.
    #[serde(skip)]
    pub pinpoint: Option<String>,
}

impl Item {
    /// An item of which only this is known.
    pub(super) fn new(id: impl Into<String>, r#type: ItemType, title: &str) -> Self {
        Self {
            id: id.into(),
            r#type,
            title: clean(title),
            author: Vec::new(),
            container_title: None,
            publisher: None,
            volume: None,
            page: None,
            issued: None,
            available_date: None,
            accessed: None,
            jurisdiction: None,
            language: None,
            url: None,
            archive: None,
            archive_location: None,
            r#abstract: None,
            note: None,
            pinpoint: None,
        }
    }
}

/// Items as a CSL-JSON file.
#[must_use]
pub fn csl_json(items: &[&Item]) -> String {
    // Maps with text keys and no floats can always be written.
    serde_json::to_string_pretty(items).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_only_where_their_parts_are_plain() {
        let person = |family: &str, given: &str| Name::Person {
            family: family.to_owned(),
            given: given.to_owned(),
        };
        let literal = |name: &str| Name::Literal { literal: name.to_owned() };
        for (stated, names) in [
            ("Doe, Jane", vec![person("Doe", "Jane")]),
            ("Doe, Jane; Roe, John M.", vec![person("Doe", "Jane"), person("Roe", "John M.")]),
            ("Jane Doe", vec![literal("Jane Doe")]),
            (
                "Ministry of Trade, Energy, and Industry",
                vec![literal("Ministry of Trade, Energy, and Industry")],
            ),
            (" ; ", vec![]),
        ] {
            assert_eq!(Name::list(stated), names, "{stated}");
        }
    }

    #[test]
    fn dates_have_the_parts_that_are_known_and_bounds_have_none() {
        let written = |text: &str| {
            ItemDate::of(text.parse().ok()).map(|d| serde_json::to_string(&d).unwrap())
        };
        assert_eq!(written("2025-10-02").as_deref(), Some(r#"{"date-parts":[[2025,10,2]]}"#));
        assert_eq!(written("1921").as_deref(), Some(r#"{"date-parts":[[1921]]}"#));
        assert_eq!(written("../2025-07-18"), None);
    }
}
