//! Dates as sources give them: exact, partial, bounded, or a length of time.
//!
//! Written in the subset of the Extended Date/Time Format (EDTF, ISO 8601-2:2019) that treaties
//! need. Years before 1677 are ordinary: values are integers, not timestamps.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a written date was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a date in EDTF (2025-10-02, 2025-05, 1921, ../2025-07-18, P20Y)")]
pub struct EdtfError(String);

/// A calendar date of which the day, or month and day, may be unknown.
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
        self.month
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
        let (first_month, last_month) = self.month.map_or((1, 12), |m| (m, m));
        let last_day = self.day.unwrap_or_else(|| {
            jiff::civil::Date::new(self.year, last_month, 1)
                .map_or(31, jiff::civil::Date::days_in_month)
        });
        (number(first_month, self.day.unwrap_or(1)), number(last_month, last_day))
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

/// A date, a bounded or open range, or a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Edtf {
    /// On this date: `2025-10-02`, `2025-05`, `1921`.
    On(PartialDate),
    /// On or before this date: `../2025-07-18`.
    By(PartialDate),
    /// From this date on: `2025-10-02/..`.
    From(PartialDate),
    /// Between these two: `2025-01/2025-10`.
    Between(PartialDate, PartialDate),
    /// A length in years, months and days: `P20Y`, `P30D`, `P1Y6M`.
    Duration {
        /// Years.
        years: u16,
        /// Months.
        months: u16,
        /// Days.
        days: u16,
    },
}

impl Edtf {
    /// First and last possible day as `yyyymmdd`, open ends as the type's limits; `None` for a
    /// duration.
    #[must_use]
    pub fn bounds(self) -> Option<(i32, i32)> {
        match self {
            Self::On(d) => Some(d.bounds()),
            Self::By(d) => Some((i32::MIN, d.bounds().1)),
            Self::From(d) => Some((d.bounds().0, i32::MAX)),
            Self::Between(a, b) => Some((a.bounds().0, b.bounds().1)),
            Self::Duration { .. } => None,
        }
    }

    /// First and last day that are written, each as `yyyymmdd`: what a reader who asks for a time
    /// means. "By 18 July 2025" is a date in July 2025, not in every year before it.
    #[must_use]
    pub fn written(self) -> Option<(i32, i32)> {
        match self {
            Self::By(d) | Self::From(d) => Some(d.bounds()),
            other => other.bounds(),
        }
    }

    /// Whether both can be true of one event: `2025-05` agrees with `2025-05-21`.
    #[must_use]
    pub fn agrees_with(self, other: Self) -> bool {
        match (self.bounds(), other.bounds()) {
            (Some((a, b)), Some((c, d))) => a <= d && c <= b,
            _ => self == other,
        }
    }

    /// The value in a reader's words: "2 October 2025", "by 18 July 2025", "20 years".
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::On(d) => d.words(),
            Self::By(d) => format!("by {}", d.words()),
            Self::From(d) => format!("from {}", d.words()),
            Self::Between(a, b) => format!("{} to {}", a.words(), b.words()),
            Self::Duration { years, months, days } => {
                let unit = |n: u16, one: &str| match n {
                    0 => None,
                    1 => Some(format!("1 {one}")),
                    n => Some(format!("{n} {one}s")),
                };
                let parts: Vec<String> =
                    [unit(years, "year"), unit(months, "month"), unit(days, "day")]
                        .into_iter()
                        .flatten()
                        .collect();
                parts.join(", ")
            }
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::On(d) => write!(f, "{d}"),
            Self::By(d) => write!(f, "../{d}"),
            Self::From(d) => write!(f, "{d}/.."),
            Self::Between(a, b) => write!(f, "{a}/{b}"),
            Self::Duration { years, months, days } => {
                f.write_str("P")?;
                for (n, unit) in [(years, 'Y'), (months, 'M'), (days, 'D')] {
                    if n > 0 {
                        write!(f, "{n}{unit}")?;
                    }
                }
                Ok(())
            }
        }
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;
    fn from_str(s: &str) -> Result<Self, EdtfError> {
        if let Some(length) = s.strip_prefix('P') {
            return duration(length).ok_or_else(|| EdtfError(s.chars().take(40).collect()));
        }
        match s.split_once('/') {
            None => s.parse().map(Self::On),
            Some(("..", to)) => to.parse().map(Self::By),
            Some((from, "..")) => from.parse().map(Self::From),
            Some((from, to)) => Ok(Self::Between(from.parse()?, to.parse()?)),
        }
    }
}

fn duration(written: &str) -> Option<Edtf> {
    let mut amounts = [0u16; 3];
    let mut next = 0;
    let mut rest = written;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let n: u16 = rest[..end].parse().ok().filter(|n| *n > 0)?;
        let place = "YMD".find(rest[end..].chars().next()?)?;
        if place < next {
            return None;
        }
        next = place + 1;
        amounts[place] = n;
        rest = &rest[end + 1..];
    }
    let [years, months, days] = amounts;
    (next > 0).then_some(Edtf::Duration { years, months, days })
}

impl TryFrom<String> for Edtf {
    type Error = EdtfError;
    fn try_from(s: String) -> Result<Self, EdtfError> {
        s.parse()
    }
}

impl From<Edtf> for String {
    fn from(value: Edtf) -> Self {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date() -> impl Strategy<Value = PartialDate> {
        (0i16..=9999, prop::option::of(1i8..=12), prop::option::of(1i8..=28))
            .prop_map(|(y, m, d)| PartialDate::new(y, m, m.and(d)).unwrap())
    }

    fn edtf() -> impl Strategy<Value = Edtf> {
        prop_oneof![
            date().prop_map(Edtf::On),
            date().prop_map(Edtf::By),
            date().prop_map(Edtf::From),
            (date(), date()).prop_map(|(a, b)| Edtf::Between(a, b)),
            (1u16..500, 0u16..12, 0u16..40).prop_map(|(years, months, days)| Edtf::Duration {
                years,
                months,
                days
            }),
        ]
    }

    proptest! {
        #[test]
        fn a_value_reads_back_as_printed(value in edtf()) {
            prop_assert_eq!(value.to_string().parse::<Edtf>(), Ok(value));
        }

        #[test]
        fn any_text_is_read_or_refused_but_never_panics(text in "[-0-9PYMD/.]{0,16}|.{0,12}") {
            let _ = text.parse::<Edtf>();
        }

        #[test]
        fn agreement_goes_both_ways(a in edtf(), b in edtf()) {
            prop_assert_eq!(a.agrees_with(b), b.agrees_with(a));
            prop_assert!(matches!(a, Edtf::Between(..)) || a.agrees_with(a));
        }
    }

    #[test]
    fn a_less_exact_date_agrees_with_a_more_exact_one() {
        let read = |s: &str| s.parse::<Edtf>().unwrap();
        assert!(read("2025-05").agrees_with(read("2025-05-21")));
        assert!(!read("2025-01-16").agrees_with(read("2025-01-17")));
        assert!(!read("../2025-07-18").agrees_with(read("2025-10-02")));
        assert!(!read("P20Y").agrees_with(read("P5Y")));
        assert!("2025-02-30".parse::<Edtf>().is_err());
    }
}
