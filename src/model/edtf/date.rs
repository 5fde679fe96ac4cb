//! A calendar date of which parts may be unknown.

use std::{fmt, str::FromStr};

use super::EdtfError;

/// Parts of a year as EDTF numbers them in place of a month, with a reader's words, the first month
/// and the number of months. A season is meant as sources mean it, and so loosely.
const PARTS: [(i8, &str, i8, i8); 10] = [
    (21, "spring", 3, 4),
    (22, "summer", 6, 4),
    (23, "autumn", 9, 4),
    // "Winter 2024" begins or ends in that year.
    (24, "winter", 1, 15),
    (33, "first quarter of", 1, 3),
    (34, "second quarter of", 4, 3),
    (35, "third quarter of", 7, 3),
    (36, "fourth quarter of", 10, 3),
    (40, "first half of", 1, 6),
    (41, "second half of", 7, 6),
];

/// A calendar date of which the day, or month and day, may be unknown. Instead of the month it may
/// have a part of the year: `2023-23` is the autumn of 2023.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// A date that exists in the proleptic Gregorian calendar, or `None`.
    #[must_use]
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        if !(0..=9999).contains(&year) || (month.is_none() && day.is_some()) {
            return None;
        }
        if day.is_none() && PARTS.iter().any(|p| Some(p.0) == month) {
            return Some(Self { year, month, day });
        }
        jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month from 1, where known.
    #[must_use]
    pub fn month(self) -> Option<i8> {
        self.month.filter(|m| *m <= 12)
    }

    /// The day of the month from 1, where known.
    #[must_use]
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// The part of the year that stands instead of a month.
    fn part(self) -> Option<(i8, &'static str, i8, i8)> {
        PARTS.into_iter().find(|p| Some(p.0) == self.month)
    }

    /// The day of the month from 1, where known.
    #[must_use]
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// First and last possible day, each as the integer `yyyymmdd`.
    #[must_use]
    pub fn bounds(self) -> (i32, i32) {
        let number =
            |m: i8, d: i8| i32::from(self.year) * 10_000 + i32::from(m) * 100 + i32::from(d);
        let (first_month, months) = match (self.part(), self.month) {
            (Some((.., first, months)), _) => (first, months),
            (None, Some(month)) => (month, 1),
            (None, None) => (1, 12),
        };
        let last = first_month + months - 1;
        let (last_month, next_year) = if last > 12 { (last - 12, 10_000) } else { (last, 0) };
        let last_day = self.day.unwrap_or_else(|| {
            jiff::civil::Date::new(self.year, last_month, 1)
                .map_or(31, jiff::civil::Date::days_in_month)
        });
        (number(first_month, self.day.unwrap_or(1)), number(last_month, last_day) + next_year)
    }

    /// The date as a reader writes it: "2 October 2025", "May 2025", "1921".
    #[must_use]
    pub fn words(self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        if let Some((_, part, ..)) = self.part() {
            return format!("{part} {}", self.year);
        }
        let month = self.month.and_then(|m| MONTHS.get(usize::try_from(m - 1).ok()?));
        match (month, self.day) {
            (Some(m), Some(d)) => format!("{d} {m} {}", self.year),
            (Some(m), None) => format!("{m} {}", self.year),
            (None, _) => self.year.to_string(),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(m) = self.month {
            write!(f, "-{m:02}")?;
        }
        if let Some(d) = self.day {
            write!(f, "-{d:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = EdtfError;
    fn from_str(s: &str) -> Result<Self, EdtfError> {
        let refused = || EdtfError(s.chars().take(40).collect());
        let digits = |part: &str, len: usize| {
            (part.len() == len && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())
                .flatten()
                .ok_or_else(refused)
        };
        let small =
            |part: &str| digits(part, 2).and_then(|n| i8::try_from(n).map_err(|_| refused()));
        let mut parts = s.split('-');
        let year = digits(parts.next().unwrap_or_default(), 4)?;
        let month = parts.next().map(small).transpose()?;
        let day = parts.next().map(small).transpose()?;
        if parts.next().is_some() {
            return Err(refused());
        }
        Self::new(year, month, day).ok_or_else(refused)
    }
}
