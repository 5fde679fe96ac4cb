//! Where a clause stands.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::IdError;

/// Where a clause stands in its source: `p3.s2` in a report, an Akoma Ntoso eId in a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

    /// The place in a reader's words: "paragraph 3, sentence 2".
    #[must_use]
    pub fn words(&self) -> String {
        match self.0.strip_prefix('p').and_then(|rest| rest.split_once(".s")) {
            Some((p, s)) => format!("paragraph {p}, sentence {s}"),
            None => self.0.clone(),
        }
    }

    /// The locator in a report that a person meant: `P3.S2`, `p3 s2`, `3.2`, `para 3 sentence 2`.
    ///
    /// # Errors
    /// When the text holds no two numbers in that shape.
    pub fn from_typed(text: &str) -> Result<Self, IdError> {
        let refused = || IdError::Locator(text.chars().take(80).collect());
        let lower = text.to_lowercase();
        let words: String =
            lower.chars().map(|c| if c.is_ascii_digit() { c } else { ' ' }).collect();
        let named: Vec<&str> =
            lower.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty()).collect();
        let known = ["p", "s", "par", "para", "paragraph", "sent", "sentence", "passage"];
        // "3(2)" is an article's paragraph; a report has none.
        if text.contains('(') || named.iter().any(|w| !known.contains(w)) {
            return Err(refused());
        }
        let numbers: Vec<u32> = words.split_whitespace().map_while(|n| n.parse().ok()).collect();
        match numbers[..] {
            [p, s] => Ok(Self::sentence(p, s)),
            [p] => Ok(Self::sentence(p, 1)),
            _ => Err(refused()),
        }
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
        fn any_text_is_read_or_refused_but_never_panics(text in ".{0,40}") {
            let _ = Locator::from_typed(&text);
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
