//! Where a text comes nearest to a quotation, and in what they differ, word by word.
//!
//! The quotation is fitted into the text: what stands before and after the best place costs
//! nothing, and neither does what the quotation says it has left out. Words weigh by their length,
//! so that "the" and "of" alone make nothing look alike.

use std::{collections::HashSet, ops::Range};

use schemars::JsonSchema;
use serde::Serialize;
use unicode_normalization::char::is_combining_mark;

use self::table::{Step, Table};
use super::fold::{Folded, is_ideograph};

mod table;

/// The longest word that weighs more than a shorter one.
const HEAVIEST: u32 = 6;
/// Words that may be left out where the quotation says so.
const LONGEST_OMISSION: usize = 200;

/// What became of some words on their way from the text into the quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "QuotationFate")]
pub enum Fate {
    /// They stand in both.
    Kept,
    /// They stand in the text, not in the quotation.
    Missing,
    /// They stand in the quotation, not in the text.
    Added,
    /// They stand in the text, and the quotation says that something is left out.
    Omitted,
}

/// Some words and what became of them; those of a comparison are to be read in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "QuotationEdit")]
pub struct Change {
    /// What became of them.
    pub fate: Fate,
    /// The words, as the text has them, or the quotation what it added. A space that parts them from
    /// what is before is at their start.
    pub text: String,
}

/// The best place in a text and what differs there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alignment {
    /// The place: bytes of the text.
    pub(super) range: Range<usize>,
    /// From the text to the quotation.
    pub(super) changes: Vec<Change>,
    /// The weight of what differs in thousandths of the quotation's: 0 where only omissions do.
    pub(super) distance: u32,
}

/// A word or a mark of punctuation, or a place where the quotation leaves something out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Its bytes.
    range: Range<usize>,
    /// As it is compared; empty for an omission.
    key: String,
    weight: u32,
}

impl Token {
    /// An omission that stands at these bytes of the quotation.
    pub(super) fn omission(range: &Range<usize>) -> Self {
        Self { range: range.clone(), key: String::new(), weight: 0 }
    }

    pub(super) fn is_omission(&self) -> bool {
        self.key.is_empty()
    }

    /// Whether it is one of these marks of punctuation.
    pub(super) fn is_mark(&self, mark: impl Fn(char) -> bool) -> bool {
        !self.key.is_empty() && self.key.chars().all(mark)
    }

    /// The token as it is written in its text.
    pub(super) fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.range.clone()]
    }

    pub(super) fn start(&self) -> usize {
        self.range.start
    }

    /// Whether only capitals differ.
    fn is_alike(&self, other: &Self) -> bool {
        self.key.to_lowercase() == other.key.to_lowercase()
    }

    /// What it costs to take this word for another.
    fn cost(&self, other: &Self) -> u32 {
        if self.key == other.key {
            0
        } else if self.is_alike(other) {
            1
        } else {
            self.weight.max(other.weight)
        }
    }
}

/// The words and marks of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut start = 0;
    let inner = |c: char| (c.is_alphanumeric() || is_combining_mark(c)) && !is_ideograph(c);
    let mut within = false;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if within && !inner(c) {
            found.extend(token(text, start..at));
            within = false;
        }
        if inner(c) {
            if !within {
                start = at;
            }
            within = true;
        } else if at < text.len() {
            found.extend(token(text, at..at + c.len_utf8()));
        }
    }
    found
}

/// The token at these bytes; none where nothing is seen there.
fn token(text: &str, range: Range<usize>) -> Option<Token> {
    let folded = Folded::of(&text[range.clone()]);
    let key = folded.as_str().to_owned();
    let length = u32::try_from(key.chars().count()).unwrap_or(HEAVIEST);
    (!key.is_empty()).then(|| Token { range, key, weight: length.min(HEAVIEST) })
}

/// Fits a quotation into a text; none where either has no words.
pub(super) fn fit(quotation: &str, words: &[Token], text: &str) -> Option<Alignment> {
    let all = tokens(text);
    let held = &all[densest(words, &all)];
    let weight: u32 = words.iter().map(|w| w.weight).sum();
    if weight == 0 || held.is_empty() {
        return None;
    }
    let (steps, cost) = Table::fill(words, held).best();
    let mut told = Telling { quotation, text, ..Telling::default() };
    let mut place: Option<Range<usize>> = None;
    for step in steps {
        if let Step::Both(_, j) | Step::Held(_, j) = step {
            extend(&mut place, &held[j].range);
        }
        match step {
            Step::Both(i, j) if is_same(&words[i], &held[j], i == 0) => {
                told.tell(Fate::Kept, &held[j].range);
            }
            Step::Both(i, j) => {
                extend(&mut told.missing, &held[j].range);
                extend(&mut told.added, &words[i].range);
            }
            Step::Quoted(i) if words[i].is_omission() => {}
            Step::Quoted(i) => extend(&mut told.added, &words[i].range),
            Step::Held(i, j) if words[i].is_omission() => told.tell(Fate::Omitted, &held[j].range),
            Step::Held(_, j) => extend(&mut told.missing, &held[j].range),
        }
    }
    told.pause();
    let distance = cost.saturating_mul(1000) / weight;
    Some(Alignment { range: place?, changes: told.changes, distance })
}

/// Whether a word is kept. The first may begin with a capital or not, as it fits the sentence that
/// quotes it.
fn is_same(word: &Token, held: &Token, first: bool) -> bool {
    let rest = |t: &Token| t.key.chars().skip(1).collect::<String>();
    word.key == held.key || (first && word.is_alike(held) && rest(word) == rest(held))
}

fn extend(range: &mut Option<Range<usize>>, by: &Range<usize>) {
    *range = Some(range.take().map_or_else(|| by.clone(), |r| r.start..by.end));
}

/// Puts the steps into words, those of one kind together.
#[derive(Default)]
struct Telling<'a> {
    quotation: &'a str,
    text: &'a str,
    changes: Vec<Change>,
    /// What is kept or omitted, and not told yet.
    going_on: Option<(Fate, Range<usize>)>,
    missing: Option<Range<usize>>,
    added: Option<Range<usize>>,
}

impl Telling<'_> {
    fn tell(&mut self, fate: Fate, range: &Range<usize>) {
        let between = self.missing.is_some() || self.added.is_some();
        match &mut self.going_on {
            Some((same, open)) if *same == fate && !between => open.end = range.end,
            _ => {
                self.pause();
                self.going_on = Some((fate, range.clone()));
            }
        }
    }

    /// Tells what is open: first what goes on, then what differs after it.
    fn pause(&mut self) {
        let open = [
            self.going_on.take().map(|(fate, range)| (fate, self.text, range)),
            self.missing.take().map(|range| (Fate::Missing, self.text, range)),
            self.added.take().map(|range| (Fate::Added, self.quotation, range)),
        ];
        for (fate, of, range) in open.into_iter().flatten() {
            let spaced =
                !self.changes.is_empty() && of[..range.start].ends_with(char::is_whitespace);
            let words = &of[range];
            let text = if spaced { format!(" {words}") } else { words.to_owned() };
            self.changes.push(Change { fate, text });
        }
    }
}

/// The part of a long text that has most of the quotation's words, so that the table stays small.
fn densest(words: &[Token], held: &[Token]) -> Range<usize> {
    let omissions = words.iter().filter(|w| w.is_omission()).count();
    let room = words.len() * 2 + omissions * LONGEST_OMISSION + 20;
    if held.len() <= room {
        return 0..held.len();
    }
    let wanted: HashSet<&str> = words.iter().map(|w| w.key.as_str()).collect();
    let worth = |t: &Token| if wanted.contains(t.key.as_str()) { t.weight } else { 0 };
    let mut sum: u32 = held[..room].iter().map(worth).sum();
    let (mut best, mut start) = (sum, 0);
    for at in room..held.len() {
        sum = sum + worth(&held[at]) - worth(&held[at - room]);
        if sum > best {
            (best, start) = (sum, at + 1 - room);
        }
    }
    // The words may begin late in the part or end early: both sides get some more.
    let more = words.len();
    start.saturating_sub(more)..(start + room + more).min(held.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What becomes of a text on its way into a quotation, with a sign before each change.
    fn told(quotation: &str, text: &str) -> String {
        let fitted = fit(quotation, &tokens(quotation), text).unwrap();
        fitted.changes.iter().fold(String::new(), |said, change| {
            let (open, close) = match change.fate {
                Fate::Kept => ("", ""),
                Fate::Missing => ("[-", "]"),
                Fate::Added => ("[+", "]"),
                Fate::Omitted => ("[…", "]"),
            };
            said + open + &change.text + close
        })
    }

    #[test]
    fn a_changed_word_is_shown_in_its_place() {
        let text =
            "It is agreed. The Parties shall not impose customs duties, fees or taxes. So be it.";
        for (quotation, shown) in [
            (
                "The Parties shall impose customs duties, fees or taxes",
                "The Parties shall[- not] impose customs duties, fees or taxes",
            ),
            (
                "The Parties should not impose customs duties",
                "The Parties[- shall][+ should] not impose customs duties",
            ),
            (
                "the Parties shall not impose heavy customs duties or fees",
                "The Parties shall not impose[+ heavy] customs duties[-,][+ or] fees",
            ),
        ] {
            assert_eq!(told(quotation, text), shown);
        }
    }

    #[test]
    fn only_capitals_or_marks_that_differ_weigh_next_to_nothing() {
        let quotation = "the parties shall agree";
        let fitted = fit(quotation, &tokens(quotation), "The Parties shall agree.").unwrap();
        assert!((1..150).contains(&fitted.distance), "{}", fitted.distance);
        let other = fit(quotation, &tokens(quotation), "The end of the road was the sea.").unwrap();
        assert!(other.distance > 500, "{}", other.distance);
    }

    #[test]
    fn a_quotation_is_found_in_the_midst_of_a_long_text() {
        let filler = "and so on it went ".repeat(5000);
        let text = format!("{filler} the interbank ties grew fast {filler}");
        assert_eq!(
            told("the interbank bonds grew fast", &text),
            "the interbank[- ties][+ bonds] grew fast"
        );
    }

    proptest! {
        #[test]
        fn what_is_kept_missing_or_omitted_is_the_text_and_what_is_kept_or_added_the_quotation(
            quotation in "([a-e]{1,3}|[.,] ?| |条){1,20}", text in "([a-e]{1,3}|[.,] ?| |条){1,60}",
        ) {
            let words = tokens(&quotation);
            if let Some(fitted) = fit(&quotation, &words, &text) {
                let side = |not: Fate| -> String {
                    let parts = fitted.changes.iter().filter(|c| c.fate != not);
                    parts.map(|c| c.text.as_str()).collect::<String>().split_whitespace().collect()
                };
                let bare = |s: &str| s.split_whitespace().collect::<String>();
                prop_assert_eq!(side(Fate::Added), bare(&text[fitted.range.clone()]));
                prop_assert_eq!(side(Fate::Missing), bare(&quotation));
            }
        }
    }
}
