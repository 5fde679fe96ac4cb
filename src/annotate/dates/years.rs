//! Bare years, and four figures that are none: "Resolution 1929", "1500 troops", "A/RES/1998".

use regex::Regex;

use super::{
    lexicon::{ALL, Calendar, EN, Sense},
    numbers::{Compounds, Read, year_at},
    point::Point,
    tokens::{Shape, Tokens},
};

/// Nouns and marks before four figures that number something.
const NUMBERED: &str = r"(?i)(?:\b(?:resolutions?|nos?\.?|n[°º]|articles?|docs?\.?|pages?|pp?\.|vols?\.?|law|chapter|section|sec\.|para\.?|paragraphs?|box|room|tel\.?|fax|iso|flight|cotes?|points?|punt|hoogte|elevation|altitude|height|artikel|voorschrift|resolutie|reg(?:ulation)?s?\.?|eur|usd|us|gbp|rs)\s*\(?|(?-i:\p{Lu})-|\p{L}/|[\d$€£¥₽#][,./]?|[$€£¥₽]\s|\d\s)$";
/// What follows an amount.
const AMOUNT: &str = r"(?i)^(?:[,./]\p{Nd}|(?-i:/\p{Lu}{2})|[\p{Nd}%°$€£¥]|[-‑]\d+[-‑]\d|s\b|[’']s\b|\s*(?:km|kilomet\w+|met(?:re|er)s?|m|m[23²³]|mm|cm|feet|ft|nautical|zeemijl\w*|mètres|meters|personen|tonneaux|tonnen?|toneladas|miles|kg|tonn?e?s|tons|hectares|acres|people|persons|men|women|children|troops|soldiers|fighters|prisoners|workers|students|employees|members|citizens|families|refugees|migrants|visas|vessels|ships|warheads|missiles|copies|words|square|cubic|million|billion|per ?cent|pages|us|usd|eur|dollars|euros|pounds|francs|rupees|roubles|rubles|yuan|yen|mw|megawatts?|gw|gmt|utc|hrs|hours|unts|ilm|a\.?h\.?|h\.?s\.?|b\.?e\.?|saka|samvat|年?(?:人|名|公里))(?:\W|$))";

/// Four figures below this are more often an amount than a year, unless one of [`TOLD`] says so.
const OLD: u16 = 1600;
const TOLD: [&str; 16] = [
    "in", "since", "of", "year", "anno", "from", "until", "circa", "en", "depuis", "desde", "im",
    "jahr", "jahre", "nel", "em",
];

/// Longer contexts than this say nothing of a number.
const CONTEXT: usize = 32;

/// Finds bare years. Built once.
pub(super) struct Years {
    numbered: Regex,
    amount: Regex,
}

impl Years {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self { numbered: Regex::new(NUMBERED)?, amount: Regex::new(AMOUNT)? })
    }

    /// The year at a token that no other date takes.
    pub(super) fn at(
        &self,
        tokens: &Tokens<'_>,
        compounds: &Compounds,
        at: usize,
    ) -> Option<Point> {
        let token = tokens.get(at)?;
        match token.shape {
            Shape::Figures { value, digits: 4 } if (1000..2200).contains(&value) => {
                let numbered = self.numbered.is_match(tokens.up_to(token.start, CONTEXT));
                let glued = at.checked_sub(1).is_some_and(|before| {
                    tokens.touches_next(before)
                        && tokens.get(before).is_some_and(|t| t.shape == Shape::Word)
                }) || (tokens.touches_next(at)
                    && tokens.get(at + 1).is_some_and(|t| t.shape == Shape::Word));
                let amount = self.amount.is_match(tokens.after(token.end, CONTEXT))
                    && season(tokens, at).is_none();
                let told = value >= OLD
                    || at
                        .checked_sub(1)
                        .and_then(|b| tokens.get(b))
                        .is_some_and(|t| t.is_word(&TOLD));
                (!numbered && !glued && !amount && told).then(|| year(at, at + 1, value))
            }
            Shape::Figures { digits: 2, .. } => {
                let first = at.checked_sub(2)?;
                let second = season(tokens, first)?;
                self.at(tokens, compounds, first).map(|_| year(at, at + 1, second))
            }
            Shape::Word => in_words(tokens, compounds, at),
            _ => None,
        }
    }
}

/// The second year of a season or financial year that begins at a token: "2022/23", "2024–25".
fn season(tokens: &Tokens<'_>, at: usize) -> Option<u16> {
    let Shape::Figures { value: first, digits: 4 } = tokens.get(at)?.shape else { return None };
    let Shape::Figures { value: second, digits: 2 } = tokens.get(at + 2)?.shape else {
        return None;
    };
    let is_joint = |at: usize| {
        tokens.touches_next(at - 1)
            && tokens.get(at).is_some_and(|t| matches!(t.shape, Shape::Mark('/' | '-' | '–')))
    };
    // "Decision 2014/15/EU" is numbered so.
    let ends = !is_joint(at + 3);
    let joined = is_joint(at + 1) && tokens.touches_next(at + 1);
    (joined && ends && second == (first + 1) % 100).then_some(first + 1)
}

/// "in the year one thousand eight hundred and sixty-eight", "nineteen hundred and ninety-five".
fn in_words(tokens: &Tokens<'_>, compounds: &Compounds, at: usize) -> Option<Point> {
    let token = tokens.get(at)?;
    if token.means(Sense::YearWord) {
        let mut first = at + 1;
        while first < at + 5 && tokens.get(first).is_some_and(|t| t.means(Sense::MonthYear)) {
            first += 1;
        }
        let read = year_at(tokens, compounds, first, ALL)?;
        return read.words.then(|| year(first, read.next, read.value));
    }
    // Only centuries of years are counted so: "nineteen hundred".
    let hundreds = token.is_word(&["sixteen", "seventeen", "eighteen", "nineteen"])
        && tokens.get(at + 1).is_some_and(|t| t.is_word(&["hundred"]));
    let read = hundreds.then(|| year_at(tokens, compounds, at, EN)).flatten()?;
    Some(year(at, read.next, read.value))
}

fn year(first: usize, next: usize, value: u16) -> Point {
    Point {
        tokens: first..next,
        year: i16::try_from(value).ok(),
        month: None,
        day: None,
        calendar: Calendar::Gregorian,
        rule: "year",
        weak: false,
    }
}

/// Whether a number after a month counts things and is no year: "On 5 May, 2000 troops".
pub(super) fn is_amount(tokens: &Tokens<'_>, read: &Read) -> bool {
    let decimal = tokens.touches_next(read.next - 1)
        && tokens.get(read.next).is_some_and(|t| t.is_mark(','))
        && tokens.touches_next(read.next)
        && tokens.get(read.next + 1).is_some_and(|t| matches!(t.shape, Shape::Figures { .. }));
    decimal
        || tokens.get(read.next).is_some_and(|t| {
            t.is_word(&[
                "troops",
                "soldiers",
                "men",
                "people",
                "persons",
                "workers",
                "students",
                "prisoners",
                "tonnes",
                "tons",
                "miles",
                "km",
                "kilometres",
                "kilometers",
                "dollars",
                "euros",
            ])
        })
}
