//! The headings under which lists of treaties have them: the first letter of a title, or a year.
//!
//! What comes in: titles, and dates as sources give them. What goes out: headings with their places in
//! the list, both as text that sorts as the list is read.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::model::Edtf;

/// The heading of treaties whose year of signature nobody gives.
pub const UNKNOWN: &str = "unknown";

/// The heading, in the list by title, of treaties that no document names.
pub const UNNAMED: &str = "unnamed";

/// A heading of a list of treaties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// What stands for it in addresses: `e`, `0` for all that begins with no letter, `2025`, [`UNKNOWN`] or
    /// [`UNNAMED`].
    pub(super) key: String,
    /// What it is sorted by.
    pub(super) place: String,
}

impl Heading {
    /// The heading with this key, in the list by title or in the one by year.
    pub(super) fn of(key: &str) -> Self {
        let place = match key.parse::<i32>() {
            // After the letters of every script.
            _ if key == UNKNOWN || key == UNNAMED => char::MAX.to_string(),
            // Newest first.
            Ok(year) if key != OTHER => format!("{:06}", 500_000 - year.clamp(-99_999, 99_999)),
            _ => key.to_owned(),
        };
        Self { key: key.to_owned(), place }
    }

    /// The first letter of a title that is [`sorted`].
    pub(super) fn of_title(sorted: &str) -> Self {
        match sorted.chars().find(|c| c.is_alphanumeric()) {
            Some(letter) if letter.is_alphabetic() => Self::of(&letter.to_string()),
            _ => Self::of(OTHER),
        }
    }

    /// The years that dates of signature are written with, each once; or that none is known.
    pub(super) fn of_years<'a>(dates: impl IntoIterator<Item = &'a str>) -> Vec<Self> {
        let written = dates.into_iter().filter_map(|date| date.parse::<Edtf>().ok()?.written());
        let years: BTreeSet<i32> = written.map(|(first, _)| first / 10_000).collect();
        if years.is_empty() {
            return vec![Self::of(UNKNOWN)];
        }
        years.into_iter().map(|year| Self::of(&year.to_string())).collect()
    }
}

/// The key of what begins with no letter; it sorts before all letters.
const OTHER: &str = "0";

/// A title as it is sorted: in lower case, without accents and the bracket of a devised one.
pub(super) fn sorted(title: &str) -> String {
    let is_accent = |c: &char| ('\u{0300}'..='\u{036F}').contains(c);
    let title = title.trim_start_matches('[');
    title.nfd().filter(|c| !is_accent(c)).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_under_their_first_letter_whatever_its_accent_or_case() {
        let keys = ["zone of peace", "Échange de notes", "1955 Accord", "“Quoted” Pact", ""]
            .map(|title| Heading::of_title(&sorted(title)).key);
        assert_eq!(keys, ["z", "e", "0", "q", "0"]);
        assert_eq!(
            sorted("[Extradition treaty (Chad – Mali)]"),
            "extradition treaty (chad – mali)]"
        );
        let places = ["0", "a", "ø", "д", "条", UNNAMED].map(|key| Heading::of(key).place);
        assert!(places.is_sorted(), "{places:?}");
    }

    #[test]
    fn a_treaty_stands_under_every_year_that_sources_give_and_unknown_ones_last() {
        let keys = |dates: &[&str]| -> Vec<String> {
            Heading::of_years(dates.iter().copied()).into_iter().map(|h| h.key).collect()
        };
        assert_eq!(keys(&["2024-12-31", "2025-01-01", "2025-01"]), ["2024", "2025"]);
        assert_eq!(keys(&["P20Y"]), ["unknown"]);
        assert_eq!(keys(&[]), ["unknown"]);
        let places = ["2025", "1648", "476", "unknown"].map(|key| Heading::of(key).place);
        assert!(places.is_sorted(), "{places:?}");
    }
}
