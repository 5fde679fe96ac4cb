//! What a treaty is cited by: title, parties, dates and series, from what the documents held say.

use super::{
    clean,
    item::{Item, ItemDate, ItemType},
};
use crate::{
    annotate::Codebook,
    model::{Edtf, Naming, PartialDate, Property, Slug, SourceType, Treaty},
    store::{SourceList, Store, StoreError},
};

/// Texts of a treaty, newest first, that are asked for the treaty series in which it is published.
const TEXTS: u32 = 20;

/// A date of the treaty's life, as a citation may give it.
///
/// What the treaty's own text says counts alone, where it says anything. Otherwise all that is claimed
/// counts, and a date is given only where nobody contradicts it: a citation picks no winner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TreatyDate {
    /// Undisputed, as exactly as anybody gives it.
    Stated(PartialDate),
    /// Those who give it contradict each other.
    Disputed,
    /// Nobody gives a date, or only a bound of one.
    NotStated,
}

impl TreatyDate {
    /// From the values that sources give, with their types.
    fn of(property: Property, given: &[(SourceType, &str)]) -> Self {
        let from_text = given.iter().any(|(by, _)| *by == SourceType::Text);
        let counted = given.iter().filter(|(by, _)| !from_text || *by == SourceType::Text);
        let values: Vec<&str> = counted.map(|(_, value)| *value).collect();
        let disputed =
            |(i, a): (usize, &&str)| values[i + 1..].iter().any(|b| !property.compatible(a, b));
        if values.iter().enumerate().any(disputed) {
            return Self::Disputed;
        }
        let dates = values.iter().filter_map(|value| match value.parse() {
            Ok(Edtf::On(date)) => Some(date),
            _ => None,
        });
        // The narrowest, since the others agree with it.
        let exactness = |date: &PartialDate| date.bounds().1 - date.bounds().0;
        dates.min_by_key(exactness).map_or(Self::NotStated, Self::Stated)
    }

    fn item_date(self) -> Option<ItemDate> {
        match self {
            Self::Stated(date) => Some(ItemDate(date)),
            _ => None,
        }
    }
}

/// What a citation of a treaty can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreatyFacts {
    /// Name in URLs.
    pub slug: Slug,
    /// Title.
    pub title: String,
    /// Parties by name, in the order of the treaty's codes.
    pub parties: Vec<String>,
    /// When it was signed or adopted.
    pub signed: TreatyDate,
    /// When it entered into force.
    pub in_force: TreatyDate,
    /// Where its text is published in a treaty series: `3156 UNTS 79`.
    pub series: Option<String>,
    /// Whether a text of it is held.
    pub text_held: bool,
}

impl TreatyFacts {
    /// What the documents held say of a treaty.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn of(
        store: &dyn Store,
        codebook: &Codebook,
        treaty: &Treaty,
    ) -> Result<Self, StoreError> {
        let date = async |property| {
            let values = store.values_of(property, &[&treaty.slug]).await?;
            let given: Vec<_> = values.iter().map(|(_, by, value)| (*by, value.as_str())).collect();
            Ok(TreatyDate::of(property, &given))
        };
        let name = |code: &String| codebook.country(code).map_or(code.clone(), |c| c.name.clone());
        let texts =
            SourceList { treaty: Some(treaty.slug.clone()), r#type: Some(SourceType::Text) };
        let texts = store.sources_listed(&texts, None, TEXTS).await?.unwrap_or_default();
        Ok(Self {
            slug: treaty.slug.clone(),
            title: treaty.title.clone(),
            parties: treaty.parties.iter().map(name).collect(),
            signed: date(Property::Signature).await?,
            in_force: date(Property::EntryIntoForce).await?,
            series: texts.iter().find_map(|t| t.source.series.as_deref().map(clean)),
            text_held: !texts.is_empty(),
        })
    }

    /// The same by the treaty's name; `None` where it is not held.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn gather(
        store: &dyn Store,
        codebook: &Codebook,
        treaty: &Slug,
    ) -> Result<Option<Self>, StoreError> {
        match store.treaty(treaty).await? {
            Some(record) => Self::of(store, codebook, &record.treaty).await.map(Some),
            None => Ok(None),
        }
    }

    /// The treaty as an item, without an address. Parties are named where there are two: a longer list
    /// is no part of any style.
    pub(super) fn item(&self, id: &Slug) -> Item {
        let (volume, container_title, page) = self.series.as_deref().map(parts).unwrap_or_default();
        let naming = Naming::of(&self.title);
        let jurisdiction = match self.parties.as_slice() {
            // A devised title has them.
            _ if naming == Naming::Devised => None,
            [a, b] => Some(clean(&format!("{a}–{b}"))),
            _ => None,
        };
        Item {
            issued: self.signed.item_date(),
            available_date: self.in_force.item_date(),
            container_title,
            volume,
            page,
            jurisdiction,
            ..Item::new(id.to_string(), ItemType::Treaty, &self.title)
        }
    }

    /// What the citation lacks, and on which of it sources differ.
    pub(super) fn gaps(&self) -> (Vec<&'static str>, Vec<&'static str>) {
        let (mut missing, mut disputed) = (Vec::new(), Vec::new());
        if Naming::of(&self.title) < Naming::Named {
            missing.push("official title");
        }
        for (date, name) in
            [(self.signed, "date of signature"), (self.in_force, "date of entry into force")]
        {
            match date {
                TreatyDate::Stated(_) => {}
                TreatyDate::Disputed => disputed.push(name),
                TreatyDate::NotStated => missing.push(name),
            }
        }
        if self.series.is_none() {
            missing.push("treaty series");
        }
        (missing, disputed)
    }
}

/// Volume, series and page of a reference such as `3156 UNTS 79`; one of another shape is all series.
fn parts(series: &str) -> (Option<String>, Option<String>, Option<String>) {
    let number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let words: Vec<&str> = series.split(' ').collect();
    match words.as_slice() {
        [volume, name @ .., page] if !name.is_empty() && number(volume) && number(page) => {
            let owned = |word: &str| Some(word.to_owned());
            (owned(volume), Some(name.join(" ")), owned(page))
        }
        _ => (None, Some(series.to_owned()), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn a_date_is_given_where_nobody_contradicts_it_and_a_text_is_heard_alone() {
        let stated = |date: &str| TreatyDate::Stated(date.parse().unwrap());
        let (text, report) = (SourceType::Text, SourceType::Report);
        for (given, date) in [
            (vec![], TreatyDate::NotStated),
            (vec![(report, "2025-01"), (report, "2025-01-17")], stated("2025-01-17")),
            (vec![(report, "2025-01-16"), (report, "2025-01-17")], TreatyDate::Disputed),
            (vec![(report, "2025-01-16"), (text, "2025-01-17")], stated("2025-01-17")),
            (vec![(text, "2025-01-16"), (text, "2025-01-17")], TreatyDate::Disputed),
            (vec![(report, "../2025-01-17")], TreatyDate::NotStated),
        ] {
            assert_eq!(TreatyDate::of(Property::Signature, &given), date, "{given:?}");
        }
    }

    #[test]
    fn a_series_reference_is_parted_where_it_has_volume_and_page() {
        let owned = |text: &str| Some(text.to_owned());
        assert_eq!(parts("3156 UNTS 79"), (owned("3156"), owned("UNTS"), owned("79")));
        assert_eq!(parts("12 OJ L 5"), (owned("12"), owned("OJ L"), owned("5")));
        assert_eq!(parts("Treaty Series No 4"), (None, owned("Treaty Series No 4"), None));
    }
}
