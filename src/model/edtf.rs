//! Dates as sources give them: exact, partial, bounded, or a length of time.
//!
//! Written in the subset of the Extended Date/Time Format (EDTF, ISO 8601-2:2019) that treaties
//! need; seasons, quarters and halves of a year stand where a month does. Years before 1677 are ordinary: values are integers, not timestamps.

mod date;

use std::{fmt, str::FromStr};

pub use date::PartialDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a written date was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a date in EDTF (2025-10-02, 2025-05, 1921, ../2025-07-18, P20Y)")]
pub struct EdtfError(String);

/// A date, a bounded or open range, or a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
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
        let month = prop_oneof![1i8..=12, 21i8..=24, 33i8..=36, 40i8..=41];
        (0i16..=9999, prop::option::of(month), prop::option::of(1i8..=28))
            .prop_map(|(y, m, d)| PartialDate::new(y, m, m.filter(|m| *m <= 12).and(d)).unwrap())
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
    fn a_part_of_a_year_agrees_with_its_months() {
        let read = |s: &str| s.parse::<Edtf>().unwrap();
        assert_eq!(read("2023-23").words(), "autumn 2023");
        assert_eq!(read("2023-36").words(), "fourth quarter of 2023");
        assert!(read("2023-23").agrees_with(read("2023-10-02")));
        assert!(!read("2023-36").agrees_with(read("2023-09")));
        assert!(read("2023-24").agrees_with(read("2024-02")));
        assert!(!read("2023-41").agrees_with(read("2024")));
        for refused in ["2023-13", "2023-25", "2023-23-01", "2023-42"] {
            assert!(refused.parse::<Edtf>().is_err(), "{refused}");
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
