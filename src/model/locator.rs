//! Where a clause stands.

mod numerals;
mod phrases;
mod typed;
mod words;

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use numerals::{from_roman, other_numeral};

use super::IdError;

/// Where a clause stands in its source: `p3.s2` in a report, an Akoma Ntoso eId in a text.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
pub struct Locator(String);

impl Locator {
    /// The locator of a report's sentence; both count from 1.
    #[must_use]
    pub fn sentence(paragraph: u32, sentence: u32) -> Self {
        Self(format!("p{paragraph}.s{sentence}"))
    }

    /// The locator as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The place in a reader's words: "paragraph 3, sentence 2", "Article 3(2)(a)".
    #[must_use]
    pub fn words(&self) -> String {
        match self.0.strip_prefix('p').and_then(|rest| rest.split_once(".s")) {
            Some((p, s)) => format!("paragraph {p}, sentence {s}"),
            None => words::of(&self.0),
        }
    }

    /// The places that a person may have meant, the likeliest first: "3.2" is the second sentence of
    /// a report's third paragraph, Article 3(2) of a text, or its Article 3.2. Which of them is
    /// there, the source tells. Where no clause has the place itself, one that begins with it (its
    /// opening words, `…__intro`) is what was meant.
    #[must_use]
    pub fn candidates(typed: &str) -> Vec<Self> {
        typed::candidates(typed)
    }

    /// Whether a text names a place and says what it counts: "art 3", "3(2)", "p3.s2"; a bare number
    /// does not.
    #[must_use]
    pub fn is_explicit(typed: &str) -> bool {
        typed::is_explicit(typed)
    }

    /// The likeliest place that a person meant: `P3.S2`, `3.2`, `para 3 sentence 2` in a report;
    /// `3(2)(a)`, `art 3 para 2`, `annex 1 art 3`, an eId in a text.
    ///
    /// # Errors
    /// When the text names no place.
    pub fn from_typed(text: &str) -> Result<Self, IdError> {
        let first = Self::candidates(text).into_iter().next();
        first.ok_or_else(|| IdError::Locator(text.chars().take(80).collect()))
    }
}

impl FromStr for Locator {
    type Err = IdError;
    fn from_str(s: &str) -> Result<Self, IdError> {
        let shaped =
            s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b));
        if s.is_empty() || s.len() > 200 || !shaped {
            return Err(IdError::Locator(s.chars().take(80).collect()));
        }
        Ok(Self(s.to_owned()))
    }
}

impl TryFrom<String> for Locator {
    type Error = IdError;
    fn try_from(s: String) -> Result<Self, IdError> {
        s.parse()
    }
}

impl From<Locator> for String {
    fn from(l: Locator) -> Self {
        l.0
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_sentence_locator_reads_back_as_printed(p in 1u32..9999, s in 1u32..9999) {
            let locator = Locator::sentence(p, s);
            prop_assert_eq!(locator.to_string().parse::<Locator>(), Ok(locator.clone()));
            prop_assert_eq!(Locator::from_typed(&locator.words()), Ok(locator));
        }

        #[test]
        fn a_place_in_a_text_is_found_by_its_words(
            art in "[1-9][0-9]{0,2}(bis)?", para in 1u32..40, point in "[a-h]", annex in prop::option::of(1u32..9),
        ) {
            let before = annex.map(|n| format!("annex_{n}__")).unwrap_or_default();
            for eid in [
                format!("{before}art_{art}"),
                format!("{before}art_{art}__para_{para}"),
                format!("{before}art_{art}__para_{para}__point_{point}"),
            ] {
                let locator: Locator = eid.parse().unwrap();
                prop_assert!(Locator::candidates(&locator.words()).contains(&locator), "{}", locator.words());
            }
        }

        #[test]
        fn any_text_is_read_or_refused_but_never_panics(text in ".{0,40}", eid in "[a-z0-9._-]{1,60}") {
            let _ = Locator::from_typed(&text);
            let _ = Locator::from_typed(&eid);
            if let Ok(locator) = eid.parse::<Locator>() {
                let _ = locator.words();
            }
        }
    }

    #[test]
    fn a_place_is_read_as_people_type_it() {
        for typed in ["p3.s2", "P3.S2", "3.2", "para 3, sentence 2", "p3-s2"] {
            assert_eq!(Locator::from_typed(typed), Ok(Locator::sentence(3, 2)), "{typed}");
        }
        assert!(Locator::from_typed("the end").is_err());
    }
}
