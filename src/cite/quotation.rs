//! Is this quotation real? Its words, compared with the wordings that are held.
//!
//! What comes in: a quotation as people paste it. What goes out: a [`Verification`]: the clauses
//! that have the words, where in them they stand, and in what they differ.

mod align;
mod fold;
mod outcome;
mod passage;
mod verify;

use std::ops::Range;

use self::{align::Token, fold::Folded};

pub use self::{
    align::{Change, Fate},
    outcome::{Found, FoundClause, Outcome, Verification},
    verify::{VerifyError, verify, verify_current},
};

/// A shorter quotation stands in too many places to say anything.
pub const SHORTEST: usize = 12;
/// The most bytes that a quotation may have.
pub const LONGEST: usize = 4096;

/// Why a quotation can't be looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuotationError {
    /// There is too little of it.
    #[error(
        "the quotation has {0} characters: at least {SHORTEST} are needed to tell it from others"
    )]
    Short(usize),
    /// There is too much of it.
    #[error("the quotation has {0} bytes: at most {LONGEST} are compared")]
    Long(usize),
}

/// A quotation, read: what its writer put into it as marks is told from the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The words, without `[sic]` and the brackets of `[T]he`.
    words: String,
    /// Ways to read it as one unbroken run of words, folded, the most exact first.
    readings: Vec<String>,
    /// Words and omissions, in order.
    tokens: Vec<Token>,
}

impl Quotation {
    /// Reads a quotation.
    ///
    /// # Errors
    /// When it is too short or too long to be looked for.
    pub fn parse(text: &str) -> Result<Self, QuotationError> {
        if text.len() > LONGEST {
            return Err(QuotationError::Long(text.len()));
        }
        let quotation = Self::read(text);
        let shortest = quotation.readings.last().map_or(0, |r| r.chars().count());
        if shortest < SHORTEST {
            return Err(QuotationError::Short(shortest));
        }
        Ok(quotation)
    }

    fn read(text: &str) -> Self {
        let words = without_marks(text);
        let folded = Folded::of(text);
        let cleaned = Folded::of(&words);
        let mut readings: Vec<String> = Vec::new();
        let bare = |s: &str| s.trim_matches(is_margin).to_owned();
        for reading in [
            folded.as_str().to_owned(),
            folded.as_str().trim_matches(['\'', ' ']).to_owned(),
            bare(folded.as_str()),
            bare(cleaned.as_str()),
        ] {
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
        let tokens = tokens(&words);
        Self { words, readings, tokens }
    }

    /// Its longest words, as they are written: what has the quotation has these.
    fn telling_words(&self) -> Vec<&str> {
        // The first and the last may be cut.
        let inner = self.tokens.get(1..self.tokens.len().saturating_sub(1)).unwrap_or_default();
        let mut words: Vec<&str> = inner.iter().map(|token| token.of(&self.words)).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words.truncate(2);
        words
    }

    /// Whether it says that something is left out.
    #[must_use]
    pub fn omits(&self) -> bool {
        self.tokens.iter().any(Token::is_omission)
    }
}

/// Where words stand in a text, as quotations are compared, each place once and in order: bytes of
/// the text.
#[must_use]
pub fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    let quotation = Quotation::read(words);
    let folded = Folded::of(text);
    let readings = quotation.readings.iter();
    let places = readings.map(|reading| folded.find_all(reading).collect::<Vec<_>>());
    let found = places.into_iter().find(|places| !places.is_empty()).unwrap_or_default();
    let mut places: Vec<Range<usize>> = found.iter().map(|place| folded.origin(place)).collect();
    // Of one character that folds to several, each may be found; it is marked once.
    places.dedup_by(|later, earlier| later.start < earlier.end);
    places
}

/// What stands around quoted words and is not of them: quotation marks, the full stop or comma of
/// the sentence that quotes, an ellipsis.
fn is_margin(c: char) -> bool {
    matches!(c, '\'' | ' ' | '.' | ',' | ';' | ':')
}

/// The text without `[sic]`, and with `[T]he` as `The`: marks by which writers tell what they did.
fn without_marks(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(['[', '(']) {
        kept.push_str(before);
        let (open, _) = rest[before.len()..].split_at(1);
        let inner = after.split_once([']', ')']);
        match inner {
            Some((inner, behind)) if inner.trim().trim_end_matches('!') == "sic" => {
                kept.truncate(kept.trim_end().len());
                rest = behind;
            }
            Some((inner, behind))
                if open == "["
                    && inner.chars().count() == 1
                    && inner.chars().all(char::is_alphabetic) =>
            {
                kept.push_str(inner);
                rest = behind;
            }
            _ => {
                kept.push_str(open);
                rest = after;
            }
        }
    }
    kept + rest
}

/// The words of a quotation, and an omission wherever it says that it leaves something out. What
/// stands at its ends is left off.
fn tokens(words: &str) -> Vec<Token> {
    let gaps = omissions(words);
    let mut tokens: Vec<Token> = Vec::new();
    for token in align::tokens(words) {
        match gaps.iter().find(|gap| gap.contains(&token.start())) {
            None => tokens.push(token),
            Some(_) if tokens.last().is_some_and(Token::is_omission) => {}
            Some(gap) => tokens.push(Token::omission(gap)),
        }
    }
    let margin = |t: &Token| t.is_omission() || t.is_mark(is_margin);
    let end = tokens.iter().rposition(|t| !margin(t)).map_or(0, |last| last + 1);
    tokens.truncate(end);
    let start = tokens.iter().position(|t| !margin(t)).unwrap_or(0);
    tokens.split_off(start)
}

/// Where a quotation says that it leaves something out: `…`, `...`, `. . .`, in brackets or not.
fn omissions(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['.', '…']).map(|i| at + i) {
        let dotted = |c: char| c == '.' || c == '…' || c.is_whitespace();
        let end = text.len() - text[start..].trim_start_matches(dotted).len();
        let dots: usize = text[start..end]
            .chars()
            .map(|c| if c == '…' { 3 } else { usize::from(c == '.') })
            .sum();
        at = end;
        if dots < 3 {
            continue;
        }
        let before = text[..start].trim_end();
        let bracketed = before.ends_with(['[', '(']) && text[end..].starts_with([']', ')']);
        found.push(if bracketed { before.len() - 1..end + 1 } else { start..end });
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn too_little_or_too_much_is_refused() {
        assert_eq!(Quotation::parse("“the treaty.”"), Err(QuotationError::Short(10)));
        assert_eq!(Quotation::parse("  "), Err(QuotationError::Short(0)));
        assert_eq!(Quotation::parse(&"a".repeat(4097)), Err(QuotationError::Long(4097)));
        assert!(Quotation::parse("Iran, Russia").is_ok());
    }

    #[test]
    fn marks_of_the_writer_are_told_from_the_words() {
        assert_eq!(
            without_marks("[T]he Party (sic) agreed [sic!] to [some] (more)"),
            "The Party agreed to [some] (more)"
        );
        for (text, omits) in [
            ("The Parties shall … trade", true),
            ("The Parties shall [. . .] trade", true),
            ("The Parties shall (...) trade", true),
            ("… the Parties shall trade ...", false),
            ("The Parties. They trade.", false),
        ] {
            assert_eq!(Quotation::parse(text).unwrap().omits(), omits, "{text}");
        }
    }

    #[test]
    fn words_are_marked_wherever_they_stand_and_nowhere_else() {
        let text = "The “Parties” agree; the Parties – both – agree.";
        let found = |words: &str| -> Vec<&str> {
            places(text, words).into_iter().map(|place| &text[place]).collect()
        };
        assert_eq!(found("agree"), ["agree", "agree"]);
        assert_eq!(found("'the \"Parties\" agree,'"), ["The “Parties” agree"]);
        assert_eq!(found("Parties--both"), ["Parties – both"]);
        assert!(found("the States").is_empty() && found(" ").is_empty() && found("…").is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_its_places_are_within_the_text(
            text in "\\PC{0,60}|([a-c“”’'. …\\[\\]()-]|sic){0,40}", words in "\\PC{0,20}|[a-c“”’. …\\[\\]()-]{0,20}",
        ) {
            let _ = Quotation::parse(&text);
            let mut last = 0;
            for place in places(&text, &words) {
                prop_assert!(last <= place.start && place.start < place.end);
                prop_assert!(text.get(place.clone()).is_some());
                last = place.end;
            }
        }
    }
}
