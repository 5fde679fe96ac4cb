//! What a treaty is cited by: title, parties, dates and series, from what the documents held say.

use super::{
    clean,
    item::{Item, ItemDate, ItemType},
};
use crate::{
    annotate::Codebook,
    model::{ClaimRecord, Edtf, PartialDate, Property, Slug, Source, SourceType, Treaty},
    store::{Store, StoreError},
};

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
    fn of(property: Property, claims: &[ClaimRecord]) -> Self {
        let about = |c: &&ClaimRecord| c.claim.property == property && c.claim.actor.is_none();
        let of_texts: Vec<&ClaimRecord> =
            claims.iter().filter(about).filter(|c| c.r#type == SourceType::Text).collect();
        let counted =
            if of_texts.is_empty() { claims.iter().filter(about).collect() } else { of_texts };
        let values: Vec<&str> = counted.iter().map(|c| c.claim.value.as_str()).collect();
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
    /// From the claims on a treaty and the sources that it has.
    pub fn of<'a>(
        treaty: &Treaty,
        claims: &[ClaimRecord],
        sources: impl IntoIterator<Item = &'a Source>,
        codebook: &Codebook,
    ) -> Self {
        let name = |code: &String| codebook.country(code).map_or(code.clone(), |c| c.name.clone());
        let texts: Vec<&Source> =
            sources.into_iter().filter(|s| s.r#type == SourceType::Text).collect();
        Self {
            slug: treaty.slug.clone(),
            title: treaty.title.clone(),
            parties: treaty.parties.iter().map(name).collect(),
            signed: TreatyDate::of(Property::Signature, claims),
            in_force: TreatyDate::of(Property::EntryIntoForce, claims),
            series: texts.iter().find_map(|s| s.series.as_deref().map(clean)),
            text_held: !texts.is_empty(),
        }
    }

    /// From the store; `None` where the treaty is not held.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn gather(
        store: &dyn Store,
        codebook: &Codebook,
        treaty: &Slug,
    ) -> Result<Option<Self>, StoreError> {
        let Some(record) = store.treaty(treaty).await? else { return Ok(None) };
        let claims = store.claims(treaty).await?;
        let sources = store.sources_of(treaty).await?;
        Ok(Some(Self::of(&record.treaty, &claims, sources.iter().map(|s| &s.source), codebook)))
    }

    /// The treaty as an item, without an address. Parties are named where there are two: a longer list
    /// is no part of any style.
    pub(super) fn item(&self, id: &Slug) -> Item {
        let (volume, container_title, page) = self.series.as_deref().map(parts).unwrap_or_default();
        let jurisdiction = match self.parties.as_slice() {
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
    use crate::model::{Claim, ClauseId, Locator};

    fn claim(value: &str, r#type: SourceType) -> ClaimRecord {
        let slug: Slug = "s".parse().unwrap();
        ClaimRecord {
            treaty: slug.clone(),
            claim: Claim {
                property: Property::Signature,
                actor: None,
                actor_name: None,
                value: value.to_owned(),
                value_label: value.to_owned(),
                asserted_by: None,
                asserted_on: None,
                evidence: Vec::new(),
            },
            clause: ClauseId::from_u64(0),
            text: String::new(),
            source: slug,
            source_title: String::new(),
            r#type,
            locator: Locator::sentence(1, 1),
            issued: String::new(),
        }
    }

    #[test]
    fn a_date_is_given_where_nobody_contradicts_it_and_a_text_is_heard_alone() {
        let stated = |date: &str| TreatyDate::Stated(date.parse().unwrap());
        let (text, report) = (SourceType::Text, SourceType::Report);
        for (claims, date) in [
            (vec![], TreatyDate::NotStated),
            (vec![("2025-01", report), ("2025-01-17", report)], stated("2025-01-17")),
            (vec![("2025-01-16", report), ("2025-01-17", report)], TreatyDate::Disputed),
            (vec![("2025-01-16", report), ("2025-01-17", text)], stated("2025-01-17")),
            (vec![("2025-01-16", text), ("2025-01-17", text)], TreatyDate::Disputed),
            (vec![("../2025-01-17", report)], TreatyDate::NotStated),
        ] {
            let records: Vec<_> = claims.iter().map(|(value, of)| claim(value, *of)).collect();
            assert_eq!(TreatyDate::of(Property::Signature, &records), date, "{claims:?}");
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
