//! The words of dates in nine languages: months, numbers, units of time and the small words between
//! them. Each word knows its languages, so that "due" is an Italian two only beside an Italian month.

use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::words::{MONTHS, SMALL_WORDS};

/// A set of languages, one bit each.
pub(super) type Langs = u16;

pub(super) const EN: Langs = 1;
pub(super) const FR: Langs = 2;
pub(super) const ES: Langs = 4;
pub(super) const DE: Langs = 8;
pub(super) const NL: Langs = 16;
pub(super) const PT: Langs = 32;
pub(super) const IT: Langs = 64;
pub(super) const RU: Langs = 128;
pub(super) const FA: Langs = 256;
/// Figures belong to every language.
pub(super) const ALL: Langs = u16::MAX;

/// Which calendar a month belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    Gregorian,
    /// The Persian and Afghan calendar; converted.
    SolarHijri,
    /// The Islamic lunar calendar: its months begin when the moon is seen, so it is not converted.
    Lunar,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
    Decade,
    Century,
}

/// What a word can mean in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Month(i8, Calendar),
    Number {
        value: u16,
        ordinal: bool,
    },
    /// "and" inside a number: "forty and two".
    And,
    Unit(Unit),
    /// Stands between day and month: "day of".
    DayMonth,
    /// Stands between month and year: "in the year".
    MonthYear,
    /// Means "year": "in the year one thousand…".
    YearWord,
    /// Follows a figure without being part of it: "th", "er".
    Suffix,
}

/// One meaning of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) langs: Langs,
    pub(super) sense: Sense,
}

/// All words, folded.
pub(super) struct Lexicon(HashMap<String, Vec<Meaning>>);

impl Lexicon {
    pub(super) fn new() -> Self {
        let mut lexicon = Self(HashMap::new());
        for (langs, calendar, months) in MONTHS {
            for (number, names) in (1..).zip(months) {
                lexicon.add(names, *langs, Sense::Month(number, *calendar));
            }
        }
        for (langs, table) in super::numerals::TABLES {
            for line in table.lines() {
                let Some((value, words)) = line.trim().split_once(' ') else { continue };
                let Ok(value) = value.parse() else { continue };
                let (cardinals, ordinals) = words.split_once('/').unwrap_or((words, ""));
                lexicon.add(cardinals, langs, Sense::Number { value, ordinal: false });
                lexicon.add(ordinals, langs, Sense::Number { value, ordinal: true });
            }
        }
        for (langs, sense, words) in SMALL_WORDS {
            lexicon.add(words, *langs, *sense);
        }
        lexicon
    }

    fn add(&mut self, words: &str, langs: Langs, sense: Sense) {
        for word in words.split_whitespace() {
            self.0.entry(fold(word)).or_default().push(Meaning { langs, sense });
        }
    }

    /// The meanings of a folded word.
    pub(super) fn get(&self, word: &str) -> &[Meaning] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}

/// A word in lower case without accents: what the lexicon knows it by.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Whether a word names a month in English, in full or short.
pub(super) fn is_english_month(word: &str) -> bool {
    MONTHS
        .iter()
        .filter(|(langs, calendar, _)| *langs == EN && *calendar == Calendar::Gregorian)
        .any(|(_, _, months)| {
            months.iter().flat_map(|m| m.split(' ')).any(|m| m.eq_ignore_ascii_case(word))
        })
}
