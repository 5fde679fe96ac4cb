//! Parts of a year: "autumn 2023", "the fourth quarter of 2023", "the second half of 2026".

use super::{
    lexicon::{Calendar, EN},
    months::Months,
    numbers::ending_before,
    point::Point,
};

const SEASONS: [(&str, i8); 5] =
    [("spring", 21), ("summer", 22), ("autumn", 23), ("fall", 23), ("winter", 24)];

/// Parts that are counted: the noun, how many a year has, and what comes before the first of them in
/// EDTF.
const COUNTED: [(&str, u16, i8); 2] = [("quarter", 4, 32), ("half", 2, 39)];

impl Months<'_> {
    /// The part of a year whose noun is the token at `at`; tokens before `from` belong to others.
    pub(super) fn part(&self, at: usize, from: usize) -> Option<Point> {
        let token = self.tokens.get(at)?;
        let season = SEASONS.iter().find(|(name, _)| token.is_word(&[name]));
        let (first, part) = if let Some((_, part)) = season {
            (at, *part)
        } else {
            let (_, most, before) = COUNTED.iter().find(|(name, ..)| token.is_word(&[name]))?;
            let n = ending_before(self.tokens, self.compounds, at, from, EN)?;
            let counts = n.ordinal && (1..=*most).contains(&n.value);
            (n.first, before + counts.then(|| i8::try_from(n.value).ok()).flatten()?)
        };
        let year = self.year_after(at + 1, EN)?;
        Some(Point {
            tokens: first..year.next,
            year: i16::try_from(year.value).ok(),
            month: Some(part),
            day: None,
            calendar: Calendar::Gregorian,
            rule: "part-of-year",
            weak: false,
        })
    }

    /// "on the 21st": the day of the month that was named before it.
    pub(super) fn day_alone(&self, at: usize, before: &Point) -> Option<Point> {
        let (month, earlier) = (before.month.filter(|m| *m <= 12)?, before.day?);
        let day = i8::try_from(self.tokens.get(at)?.figures(2)?).ok()?;
        let ending = self.tokens.touches_next(at)
            && self.tokens.get(at + 1)?.is_word(&["st", "nd", "rd", "th"]);
        let placed = self.tokens.before(at, 1)?.is_word(&["the"])
            && self.tokens.before(at, 2)?.is_word(&["on", "until", "by"]);
        // "on the 21st floor", "on the 21st century's start" are no days.
        let ends = self.tokens.get(at + 2).is_none_or(|t| {
            t.is_mark('.')
                || t.is_mark(',')
                || t.is_mark(';')
                || t.is_word(&["and", "but", "in", "at", "by", "when", "with", "while", "after"])
        });
        if !(ending && placed && ends && before.calendar == Calendar::Gregorian) {
            return None;
        }
        // A smaller number is a day of the next month.
        let (month, year) = match (day > earlier, month) {
            (true, _) => (month, before.year),
            (false, 12) => (1, before.year.map(|y| y + 1)),
            (false, _) => (month + 1, before.year),
        };
        Some(Point {
            tokens: at..at + 2,
            year,
            month: Some(month),
            day: Some(day),
            calendar: Calendar::Gregorian,
            rule: "day-alone",
            weak: false,
        })
    }
}
